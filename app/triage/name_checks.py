"""What a theme's name may not be: like another, unsupported, or about a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from app.triage.stop_words import GIVEN_NAMES, TITLES
from app.triage.theme_words import Words, bare, content_stems, runs_of

__all__ = [
    "MOST_WORDS",
    "alike",
    "is_name",
    "numbered",
    "personal_forms",
    "sentence_case",
    "tells_of_a_person",
    "unsupported",
]

MOST_WORDS = 6
MOST_CHARACTERS = 60
# Of two names, the share of their words in common from which they are one to a reader.
SAME_WORDS = 0.7
# Of its places in the texts, how many make a word a person's.
MOSTLY = 0.5

PLACES = frozenset(
    ("san", "santa", "santo", "st", "saint", "fort", "port", "mount", "lake")
)
PERSONAL = re.compile(
    r"\S@\S|\d(?:[\s().-]{0,3}\d){5}|\b(?:my name is|i am called|me llamo|mi nombre es)\b"
    r"|\b\d{1,5}\s+(?:[NSEW]\.?\s+)?\w+\s+(?:st|street|ave|avenue|rd|road|blvd|lane|ln|dr"
    r"|drive|court|ct|way|place|pl)\b",
    re.IGNORECASE,
)


def personal_forms(words: Words) -> frozenset[int]:
    """Numbers of the forms that are mostly persons' names, by what they or others are.

    It knows frequent given names and what follows them or a title; a rare name that stands
    alone is not known, but few texts of a theme have it.
    """
    plain = [bare(form).removesuffix("'s") for form in words.forms]
    capital = np.array(
        [form.lstrip("-")[:1].isupper() for form in words.forms], dtype=np.bool_
    )
    given = np.array([form in GIVEN_NAMES for form in plain], dtype=np.bool_)
    title = np.array([form in TITLES for form in plain], dtype=np.bool_)
    place = np.array([form in PLACES for form in plain], dtype=np.bool_)
    if not len(words.written):
        return frozenset()
    before = np.concatenate(([-1], words.written[:-1]))
    before = np.where(words.first, -1, before)
    known = before >= 0
    total = np.bincount(words.written, minlength=len(plain))
    of_place = counted(words, known & place[before], len(plain))
    persons = given & (of_place <= MOSTLY * total)
    led = counted(words, known & (persons | title)[before], len(plain))
    persons |= capital & (led > MOSTLY * total)
    return frozenset(int(number) for number in np.flatnonzero(persons))


def counted(words: Words, where: np.ndarray, forms: int) -> np.ndarray:
    """How often each form stands at such a place."""
    return np.bincount(words.written[where], minlength=forms)


def tells_of_a_person(text: str) -> bool:
    """Whether a text gives a name, an address or a number by which a person is known."""
    if PERSONAL.search(text):
        return True
    return any(
        bare(word).removesuffix("'s") in GIVEN_NAMES
        for run in runs_of(text)
        for word in run
    )


def alike(name: str, others: Collection[str]) -> bool:
    """Whether a reader would take a name for one of the others.

    So it is where they have the same words, whatever their order, endings and small words,
    or most of them.
    """
    own = content_stems(name)
    small = sentence_case(name)
    for other in others:
        theirs = content_stems(other)
        if small == sentence_case(other):
            return True
        if own and theirs and len(own & theirs) >= SAME_WORDS * len(own | theirs):
            return True
    return False


def unsupported(text: str, shares: Mapping[str, float], least: float) -> list[str]:
    """The stems of a text's words that too few texts of a theme have, sorted.

    Args:
        text: A name or a sentence.
        shares: By stem, the share of the theme's texts that have it.
        least: Least share.
    """
    return sorted(one for one in content_stems(text) if shares.get(one, 0.0) < least)


def is_name(text: str) -> bool:
    """Whether it has the form of a name: one line of two to six plain words."""
    words = [word for run in runs_of(text) for word in run]
    return (
        2 <= len(words) <= MOST_WORDS
        and len(text) <= MOST_CHARACTERS
        and text.isprintable()
        and bool(content_stems(text))
        and not any(sign.isdigit() for sign in text)
        and not tells_of_a_person(text)
        and all(
            sign.isalnum() or sign in " ':,-\u2019/&" or not sign.isascii() for sign in text
        )
    )


def sentence_case(name: str) -> str:
    """A name with a capital letter first; a word such as "iPhone" stays."""
    first = name.split(" ", 1)[0]
    return name if any(sign.isupper() for sign in first) else name[:1].upper() + name[1:]


def numbered(name: str, taken: Sequence[str]) -> str:
    """A name that nothing else sets apart, with the first number that is free."""
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
