"""Text as it is read: words that a line end divided joined, marks of footnotes left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from app.records.layout import Structure

__all__ = ["mended", "vocabulary_of"]

# Longer words are no words; it also keeps hostile text linear.
LONGEST_WORD = 40
# Words looked up when it is decided how a divided word is written.
MOST_VOCABULARY = 4_000_000

WORD = re.compile(r"[^\W\d_]++(?:['\u2019][^\W\d_]++)*(?:-[^\W\d_]++)*")
# A hyphen before a line end; U+FFFE and U+0002 are what PDF libraries put for both.
DIVISION = re.compile(r"[-\u2010\u00ad][^\S\n\r]*+[\n\r]\s*+|[\ufffe\u0002]\s*+")
SPACES = re.compile(r"\s++")
UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\ufffe\u0002]")
LETTERS_BEFORE = re.compile(r"[^\W\d_]++$")
LETTERS_AFTER = re.compile(r"[^\W\d_]++")
# Parts that keep their hyphen where nothing else tells.
HYPHENATED = frozenset({
    "all", "anti", "cost", "cross", "decision", "ex", "first", "follow", "four", "full",
    "half", "high", "in", "large", "long", "low", "medium", "mid", "middle", "multi", "non",
    "not", "on", "one", "post", "pre", "public", "second", "self", "short", "single", "six",
    "small", "so", "state", "third", "three", "two", "up", "well", "year",
})  # fmt: skip
# A footnote's number stuck to the end of a sentence or clause: "Congress.12 The",
# "(2019).3", "Act,7 which". Never after a figure, as in "3.12".
MARK = re.compile(
    r"(?<=[^\W\d_][.,;!?\"\u201d\u2019)\]])\d{1,3}(?=$|[\s\u2014])"
    r"|(?<=[)\]\"\u201d][.,;!?])\d{1,3}(?=$|\s)"
    r"|(?<=[.,;!?][\"\u201d\u2019)])\d{1,3}(?=$|\s)"
    r"|(?<=[^\W\d_]{4})[\u00b9\u00b2\u00b3\u2070-\u2079]{1,4}"
    r"|(?<=[.,;:!?\"\u201d)])[\u00b9\u00b2\u00b3\u2070-\u2079]{1,4}"
    r"|(?<=[\s,(](?:19|20)\d\d[.,;])\d{1,3}(?=$|\s)"
)
# "Sec.12", "No.3", "p.7", "II.A.1": a number of its own.
NUMBERED = re.compile(
    r"(?:^|[\s.(\[])(?:[a-z]{1,2}|[ivx]{1,6}|secs?|sect|nos|figs?|art|vols?|pub|chap|part|"
    r"tab|item|form|div|amdt|res|doc|rep|stat|apt|approx|ext|lot|unit|box|dept|ste|bldg|"
    r"par|para|est|avg|max|min)\.$",
    re.IGNORECASE,
)


def vocabulary_of(structure: Structure) -> Counter[str]:
    """How often each word stands in a document, in small letters.

    Words that a line end divides are left out: they are what is to be decided.
    """
    counts: Counter[str] = Counter()
    left = MOST_VOCABULARY
    for page in structure.pages:
        if left <= 0:
            break
        counts.update(words_in(page.text))
        left -= len(page.text) // 5
    return counts


def words_in(text: str) -> Iterator[str]:
    """Words of a text in small letters, without those that a line end divides."""
    start = 0
    for division in DIVISION.finditer(text):
        before = LETTERS_BEFORE.search(
            text, max(start, division.start() - LONGEST_WORD), division.start()
        )
        stop = before.start() if before else division.start()
        yield from (match.group().casefold() for match in WORD.finditer(text, start, stop))
        after = LETTERS_AFTER.match(text, division.end())
        start = after.end() if after else division.end()
    yield from (match.group().casefold() for match in WORD.finditer(text, start))


def mended(text: str, vocabulary: Mapping[str, int] | None = None) -> str:
    """A text on one line as it is read: divided words joined, marks of footnotes left out.

    Args:
        text: As it stands on a page.
        vocabulary: How often each word stands in the document, in small letters; it tells
            a hyphen that belongs to a word from one that only divides it.
    """
    known = Counter(words_in(text)) if vocabulary is None else vocabulary
    parts: list[str] = []
    start = 0
    for division in DIVISION.finditer(text):
        parts.append(text[start : division.start()])
        parts.append(joint(text, division, known))
        start = division.end()
    parts.append(text[start:])
    line = UNSEEN.sub("", "".join(parts))
    return MARK.sub(without_mark, SPACES.sub(" ", line)).strip()


def without_mark(found: re.Match[str]) -> str:
    """Nothing in place of a footnote's mark; a number that counts something stays."""
    before = found.string[max(0, found.start() - 8) : found.start()]
    return found.group() if NUMBERED.search(before) else ""


def joint(text: str, division: re.Match[str], known: Mapping[str, int]) -> str:
    """What belongs between the two parts of a divided word: nothing, a hyphen, or more."""
    hyphen = division.group()[0]
    before = LETTERS_BEFORE.search(
        text, max(0, division.start() - LONGEST_WORD), division.start()
    )
    after = LETTERS_AFTER.match(text, division.end(), division.end() + LONGEST_WORD)
    if hyphen == "\u00ad":
        return ""
    if not before or not after:
        figures = text[division.start() - 1 : division.start()].isalnum()
        # "fiscal years 2019-\n2020", "COVID-\n19"; but a dash stays one.
        return (
            "-" if figures and text[division.end() : division.end() + 1].isalnum() else "- "
        )
    first, second = before.group(), after.group()
    if second[0].isupper() and not first.isupper():
        return "-"
    return "" if is_joined(first.casefold(), second.casefold(), known) else "-"


def is_joined(first: str, second: str, known: Mapping[str, int]) -> bool:
    """Whether two parts of a divided word are written as one, by how the document does."""
    one, two = known.get(first + second, 0), known.get(f"{first}-{second}", 0)
    if one != two:
        return one > two
    if first in HYPHENATED:
        return False
    # "in-\nfor" stands for no word of its own; both parts of "grant-\nmaking" do.
    return not (known.get(first, 0) and known.get(second, 0))
