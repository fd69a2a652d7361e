"""The words of many texts, as numbers that can be counted quickly.

A word is known by its stem, so that "card" and "cards" count as one; how it is written is
kept beside it. Runs of words end at punctuation, addresses and mark-up, so that a phrase
never reaches across them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.stop_words import FILLERS, STOP_WORDS, TITLES

__all__ = [
    "UNSPACED_SIGN",
    "Words",
    "bare",
    "content_stems",
    "is_content",
    "read_words",
    "runs_of",
    "stem",
]

Integers = NDArray[np.int64]

# What a text is about is said within its first page.
READ_CHARACTERS = 2_000
LEAST_FOR_STEM = 4
# No reader sees them; they could only be used to make two names look alike.
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Addresses, mark-up and fields that were blacked out: never part of a name.
NOT_WORDS = re.compile(
    r"<[^<>]{0,200}>|&#?\w{1,10};|\b(?:https?:|www\.)\S+|\S+@\S+|\{\{[^{}]{0,60}\}\}"
    r"|\b[xX]{2,}(?:[/-][xX0-9]{2,})*\b"
)
# Written without spaces: each sign counts as a word.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED_SIGN = re.compile(f"[{UNSPACED}]")
LATIN_MARKS = re.compile(r"[\u0300-\u036f]")
APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00b4": "'"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """All words of some texts, one after the other.

    Attributes:
        texts: How many texts there are.
        text: (w,), number of the text that each word stands in.
        run: (w,), number of the run; words of one run stand beside each other.
        stem: (w,), number of each word's stem in ``stems``.
        written: (w,), number of each word as written in ``forms``.
        stems: Every stem, sorted.
        forms: Every word as written, sorted.
        stem_of_form: (f,), number of each form's stem.
        content: (f,), whether a form says what a text is about.
        first: (w,), whether the word begins its run.
    """

    texts: int
    text: Integers
    run: Integers
    stem: Integers
    written: Integers
    stems: tuple[str, ...]
    forms: tuple[str, ...]
    stem_of_form: Integers
    content: NDArray[np.bool_]
    first: NDArray[np.bool_]


def read_words(texts: Sequence[str]) -> Words:
    """The words of texts, in their order."""
    written: list[str] = []
    text: list[int] = []
    run: list[int] = []
    runs = 0
    for number, one in enumerate(texts):
        for words in runs_of(one):
            written.extend(words)
            text.extend([number] * len(words))
            run.extend([runs] * len(words))
            runs += 1
    forms = sorted(set(written))
    place = {form: number for number, form in enumerate(forms)}
    stems = sorted({stem(form) for form in forms})
    stem_place = {one: number for number, one in enumerate(stems)}
    of_form = np.array([stem_place[stem(form)] for form in forms], dtype=np.int64)
    numbers = np.array([place[form] for form in written], dtype=np.int64)
    run_numbers = np.array(run, dtype=np.int64)
    return Words(
        texts=len(texts),
        text=np.array(text, dtype=np.int64),
        run=run_numbers,
        stem=of_form[numbers] if len(numbers) else numbers,
        written=numbers,
        stems=tuple(stems),
        forms=tuple(forms),
        stem_of_form=of_form,
        content=np.array([is_content(form) for form in forms], dtype=np.bool_),
        first=np.diff(run_numbers, prepend=-1) != 0,
    )


def runs_of(text: str) -> Iterator[list[str]]:
    """Words that stand beside each other, with nothing but spaces or a hyphen between.

    A word that is joined by a hyphen has it before it: "top-up" and "top up" are the same
    two words.
    """
    plain = unicodedata.normalize("NFC", UNSEEN.sub("", text[:READ_CHARACTERS]))
    plain = NOT_WORDS.sub(" | ", plain.translate(APOSTROPHES))
    words: list[str] = []
    end = 0
    for match in word_pattern().finditer(plain):
        between = plain[end : match.start()]
        hyphen = bool(words) and between == "-"
        gap = between.strip(" \t\r\n\u00a0")
        titled = gap == "." and bool(words) and bare(words[-1]) in TITLES
        if words and gap and not hyphen and not titled:
            yield words
            words = []
        words.append(("-" if hyphen else "") + match.group())
        end = match.end()
    if words:
        yield words


@functools.cache
def word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks upon them, apostrophes inside; "e-mail" is one."""
    marks = "".join(
        re.escape(chr(code))
        for code in range(0x300, 0xFE30)
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    letter = f"(?:(?![{UNSPACED}])[^\\W_][{marks}]*+)"
    return re.compile(
        f"[{UNSPACED}][{marks}]*+|{letter}-{letter}++|{letter}++(?:'{letter}++)*+"
    )


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What the forms of a word have in common; light, for English and Spanish.

    It takes off plurals (Harman, "How effective is suffixing?", 1991), -ing, -ed, a final e
    and doubled letters. A word of another script stays as it is.
    """
    plain = bare(word)
    if len(plain) < LEAST_FOR_STEM or not plain.isascii():
        return plain[:-1] + "i" if len(plain) > 2 and plain.endswith("y") else plain
    for ending, instead, least in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= least:
            head = plain[: len(plain) - len(ending)]
            if instead or re.search("[aeiouy]", head):
                plain = head + instead
                break
    plain = plain[:-1] + "i" if plain.endswith("y") else plain
    plain = plain.removesuffix("e") if len(plain) >= LEAST_FOR_STEM else plain
    if len(plain) >= LEAST_FOR_STEM and plain[-1] == plain[-2] and plain[-1].isalpha():
        plain = plain[:-1]
    return plain


# Ending, what takes its place, and how much must be left before it; the first that fits.
ENDINGS = (
    ("'s", "", 1), ("ings", "", 3), ("ies", "i", 2), ("ied", "i", 2), ("sses", "ss", 1),
    ("ss", "ss", 1), ("us", "us", 1), ("ches", "ch", 1), ("shes", "sh", 1),
    ("xes", "x", 1), ("is", "is", 1), ("s", "", 3), ("ing", "", 3), ("ed", "", 3),
)  # fmt: skip


def bare(word: str) -> str:
    """A word in small letters, without Latin accents or the hyphen before it."""
    word = word.removeprefix("-")
    if word.isascii():
        return word.lower()
    apart = LATIN_MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", apart)


def is_content(word: str) -> bool:
    """Whether a word says what a text is about: no stop word, no number."""
    plain = bare(word).removesuffix("'s").replace("'", "")
    if plain in STOP_WORDS or plain in FILLERS:
        return False
    return any(sign.isalpha() for sign in plain) and (len(plain) > 1 or not plain.isascii())


def content_stems(phrase: str) -> frozenset[str]:
    """The stems of a phrase's words that say what it is about."""
    return frozenset(
        stem(word) for run in runs_of(phrase) for word in run if is_content(word)
    )
