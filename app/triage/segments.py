"""Sentences of a letter or a cell, with their exact places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["segment"]

MOST_WORDS = 60
# A cut inside a long sentence leaves at least so many words before it.
LEAST_WORDS = 20

# A blank line, a form feed between pages, or a line that begins like an entry of a list.
# Texts are hostile: no pattern may try a run of one character anew from each place in it.
BLOCKS = re.compile(r"\f|(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
LINES = re.compile(r"\r\n|\n|\r|\u2028|\u2029")
LIST_ENTRY = re.compile(
    r"(?:[-*\u2022\u2023\u25aa\u25cf\u2013\u2014]\s|\(?\d{1,2}[.)]\s|[a-zA-Z]\)\s)"
)
SENTENCE_END = re.compile(
    r"""(?<![.!?\u2026\u3002\uff01\uff1f])[.!?\u2026\u3002\uff01\uff1f]++["'\u2019\u201d\u00bb)\]]{0,3}\s++"""
)
LAST_WORD = re.compile(r"""[^\s("'\u201c\u2018\[]+$""")
WORD = re.compile(r"\S+")
# Lines this short, or closed like a greeting, are a letter's own lines, not wrapped prose.
SHORT_LINE = 40
CLOSED_LINE = re.compile(r"""[.!?:;\u2026]["'\u2019\u201d\u00bb)\]]{0,3}$""")
GREETING_END = re.compile(
    r"^(?:dear|hello|hi|to|estimad|querid|hola|sincerely|regards|yours|best|"
    r"atentamente|saludos|gracias|thank)",
    re.IGNORECASE,
)
ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "ave", "blvd", "rd", "ln", "hwy", "apt", "no",
    "nos", "vs", "inc", "ltd", "co", "corp", "jr", "sr", "gen", "col", "lt", "sgt", "sen",
    "rep", "gov", "hon", "rev", "e.g", "i.e", "etc", "approx", "est", "dept", "ext",
    "fig", "vol", "p", "pp", "cf", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs",
    "fri", "sat", "sun", "a.m", "p.m", "am", "pm", "u.s", "u.s.a", "d.c", "ph.d", "sra",
    "srta", "sres", "dra", "ud", "uds", "av", "avda", "c.p", "núm", "tel", "pág",
})  # fmt: skip


def segment(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as spans ``(start, end)``, ascending, none empty.

    Every character that is not white space lies in exactly one of them; they begin and end
    with such a character and hold at most 60 words. An abbreviation ends no sentence; a
    blank line, an entry of a list, and the greeting of a letter do.
    """
    spans: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        for sentence in sentences(text, start, end):
            spans.extend(pieces(text, *sentence))
    return tuple(spans)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of running text: blocks, cut further where a line stands by itself."""
    for start, end in between(BLOCKS, text, 0, len(text)):
        first = start
        lines = list(between(LINES, text, start, end))
        for (line, stop), (after, _) in pairwise(lines):
            if stands_alone(text[line:stop], text[after : after + 5]):
                yield first, stop
                first = after
        if first < end:
            yield first, end


def stands_alone(line: str, after: str) -> bool:
    """Whether a line ends a stretch of text rather than being wrapped there."""
    if LIST_ENTRY.match(after) or CLOSED_LINE.search(line):
        return True
    if len(line) > SHORT_LINE:
        return False
    return bool(GREETING_END.match(line)) or after[:1].isupper() or after[:1].isdigit()


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one stretch."""
    first = start
    for mark in SENTENCE_END.finditer(text, start, end):
        if mark.end() < end and ends_sentence(text, first, mark):
            yield first, mark.start() + len(mark.group().rstrip())
            first = mark.end()
    yield first, end


def ends_sentence(text: str, first: int, mark: re.Match[str]) -> bool:
    """Whether a full stop ends a sentence, not an abbreviation or an entry's number."""
    if mark.group()[0] != ".":
        return True
    # Looking back a little is enough for a word, and keeps long texts linear.
    word = LAST_WORD.search(text, max(first, mark.start() - 40), mark.start())
    last = word.group().casefold() if word else ""
    if last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    if word and word.start() <= first and last.isdigit():
        return False
    following = text[mark.end()]
    return not following.islower() or len(last) > 3


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or parts of it where it has too many words."""
    words = [match.span() for match in WORD.finditer(text, start, end)]
    first = 0
    while len(words) - first > MOST_WORDS:
        cut = best_cut(text, words, first)
        yield words[first][0], words[cut - 1][1]
        first = cut
    if first < len(words):
        yield words[first][0], words[-1][1]


def best_cut(text: str, words: list[tuple[int, int]], first: int) -> int:
    """The number of the word to begin the next part with: after a comma if there is one."""
    # Half of what is left, so that no part of one or two words stays behind.
    most = first + min(MOST_WORDS, max(LEAST_WORDS, -(-(len(words) - first) // 2)))
    for number in range(most, first + LEAST_WORDS, -1):
        if text[words[number - 1][1] - 1] in ",;:":
            return number
    return most


def between(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """What stands between the matches of a pattern, without white space around it."""
    first = start
    for match in pattern.finditer(text, start, end):
        yield from trimmed(text, first, match.start())
        first = match.end()
    yield from trimmed(text, first, end)


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space around it; nothing where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
