"""Cues: the words by which a list of facts knows where a fact stands.

A cue is written as an office would say it. ``*`` stands for up to four words, ``#`` for the
value itself ("up to # per award"). "Label: words" says what the find is called. ``most:``
and ``least:`` take that end of a range. ``=`` before the words makes them the value.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Cue", "Index", "cue_of", "cues_of", "stems"]

LABELLED = re.compile(r"(?P<label>[^:=*]{1,60}): (?P<rest>\S.*)", re.DOTALL)
BOUNDS = ("most", "least")
PIECE = re.compile(r"[^\W_]+")
# Between the words of a cue: blanks, a hyphen, a slash.
JOINT = r"(?:\s{1,2}|\s?[-\u2010\u2011\u2013/]\s?)"
WORDS_BETWEEN = r"(?:[^\s|]{1,40}\s){0,4}?"
# Words before "#" are looked for so many characters back.
LOOK_BACK = 90
# Between a value and the words of its cue.
GAP = re.compile(r"[\s()\[\]\-\u2013:|]{0,4}")
GAP_BEFORE = r"[\s(\[\-\u2013:|]{0,4}$"
MOST_MATCHES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One cue, ready to be looked for.

    Attributes:
        words: As written in the list, without label and marks.
        rank: From 0, the strongest.
        share: Strength by rank, from just above 0 to 1.
        label: What a find is called; may be empty.
        bound: ``"most"`` or ``"least"`` where an end of a range is meant; else empty.
        itself: Whether the words are the value.
        value: Whether ``#`` stands in the words, for the value.
        stems: Words that every place has, for looking it up.
    """

    words: str
    rank: int
    share: float
    label: str = ""
    bound: str = ""
    itself: bool = False
    value: bool = False
    stems: tuple[str, ...] = ()

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words stand in a text, the first few; not for cues with ``#``."""
        if self.value:
            return
        for count, match in enumerate(compiled(self.words).finditer(text)):
            if count == MOST_MATCHES:
                return
            yield match.span()

    def may_fit(self, text: str) -> bool:
        """Whether the words around ``#`` stand in a text at all; cheaper than ``fits``."""
        return all(
            compiled(part.strip()).search(text)
            for part in self.words.split("#", 1)
            if part.strip()
        )

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a value with the cue's words beside it."""
        before, _, after = (part.strip() for part in self.words.partition("#"))
        if before:
            first = max(0, start - LOOK_BACK)
            if not compiled(before, ending=True).search(text[first:start]):
                return False
        if not after:
            return bool(before)
        gap = GAP.match(text, end)
        return bool(compiled(after).match(text, gap.end() if gap else end))


def cues_of(cues: Sequence[str]) -> tuple[Cue, ...]:
    """The cues of a list, the strongest first."""
    return tuple(cue_of(text, rank, len(cues)) for rank, text in enumerate(cues))


def cue_of(text: str, rank: int = 0, count: int = 1) -> Cue:
    """A cue as written in a list of facts."""
    label, bound, rest = "", "", " ".join(text.split())
    while match := LABELLED.match(rest):
        if match["label"] in BOUNDS:
            bound = match["label"]
        elif not label:
            label = match["label"]
        else:
            break
        rest = match["rest"]
    itself = rest.startswith("=")
    words = rest.lstrip("= ")
    return Cue(
        words=words,
        rank=rank,
        share=1 - rank / max(count, 1),
        label=label,
        bound=bound,
        itself=itself,
        value="#" in words and not itself,
        stems=tuple(sorted(set(stems(words)))),
    )


@functools.lru_cache(maxsize=4_096)
def compiled(words: str, *, ending: bool = False) -> re.Pattern[str]:
    """The pattern of some words, which finds plurals and hyphens too."""
    parts: list[str] = []
    glue = ""
    for word in words.split():
        if word == "*":
            # The blank behind the word before, then up to four words.
            parts.append((JOINT if parts else "") + WORDS_BETWEEN)
            glue = ""
            continue
        if word == "#":
            parts.append(glue + r"(?-i:\d{1,2}|[A-Z]|[IVX]{1,4})")
        else:
            parts.append(glue + word_pattern(word))
        glue = JOINT
    end = GAP_BEFORE if ending else r"(?!\w)"
    return re.compile(r"(?<!\w)" + "".join(parts) + end, re.IGNORECASE)


def word_pattern(word: str) -> str:
    """The pattern of one word: its plural, its possessive, any hyphen in it."""
    pieces = re.split(r"([-/])", word)
    told = "".join(
        r"[\s\-\u2010\u2011\u2013/]{0,2}" if piece in {"-", "/"} else re.escape(piece)
        for piece in pieces
    ).replace("'", "['\u2019]")
    if word[-1:] in ":;," and len(word) > 3:
        return word_pattern(word[:-1]) + r"\s?" + word[-1]
    if not word[-1:].isalpha() or len(word) < 3:
        return told
    if word[-1] == "s" and word[-2] != "s":
        told = told[:-1]
    return told + r"(?:['\u2019]s|s|\(s\)|es)?"


def stems(text: str) -> Iterator[str]:
    """Words in small letters without a final s."""
    for match in PIECE.finditer(text):
        word = match.group().casefold()
        yield word[:-1] if len(word) > 3 and word[-1] == "s" else word


class Index:
    """Which of some texts have a word, so that a cue is looked for in those alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.numbers: dict[str, list[int]] = defaultdict(list)
        self.count = 0
        for number, text in enumerate(texts):
            self.count += 1
            for word in set(stems(text)):
                self.numbers[word].append(number)

    def having(self, cue: Cue) -> Sequence[int]:
        """Numbers of the texts that may have a cue, ascending."""
        if not cue.stems:
            return range(self.count)
        # Plurals on -es, and words written as one, share no stem; the rarest that is known.
        return min((self.of(stem) for stem in cue.stems), key=len)

    def of(self, stem: str) -> Sequence[int]:
        """Numbers of the texts that have a word."""
        return self.numbers.get(stem, ())
