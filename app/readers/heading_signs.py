"""What a heading looks like by itself: its words, numbering and type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.readers.contents import bare
from app.readers.numerals import value_of
from app.readers.rows import MARKER, Row

__all__ = ["CAPTION", "Group", "numbering", "ordinal", "usual_size"]

LONGEST = 220
MOST_ROWS = 4
NEAR_MOST = 0.3
# Letters a heading has, of all its characters but blanks.
FEWEST = 0.5
FEWEST_BOLD = 0.2
NAMED = re.compile(
    r"(?:section|part|chapter|appendix|appendices|annex|attachment|exhibit|step|article"
    r"|title|schedule|enclosure|phase|volume|tab|addendum|module|task|goal|objective)\s+"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z]|[IVXLC]{1,6})(?=[\s.:)\u2013\u2014-]|$)",
    re.IGNORECASE,
)
DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5})\.?(?=\s|$)")
SINGLE = re.compile(r"(?:(\d{1,2})|([A-Z])|([IVXLC]{1,6})|([a-z]))[.)](?=\s|$)")
KINDS = {1: "decimal", 2: "letter", 3: "roman", 4: "small"}
CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|exhibit|map|image|photo)\s"
    r"[A-Z]{0,2}[-.]?\d{1,3}(?:[-.]\d{1,3})?(?:[.:]|\s|$)",
    re.IGNORECASE,
)
# An address, but not a name that ends like one ("SAM.gov").
ADDRESS = re.compile(r"https?://|www\.|\w@\w|^[a-z0-9.-]+\.[a-z]{2,4}(?:/|$)")
MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
OF_DATES = re.compile(
    r"\b(?:updated|revised|issued|published|date|version|as of)\b|\W|\d", re.IGNORECASE
)


@dataclass(kw_only=True)
class Group:
    """Rows of one page that would be one heading.

    Attributes:
        rows: One, or several that go on with each other.
        index: Of the first row on its page.
        page: Number of the page among all, from 0.
    """

    rows: Sequence[Row]
    index: int
    page: int

    @cached_property
    def words(self) -> str:
        """All of it on one line."""
        return " ".join(row.words for row in self.rows)

    @cached_property
    def bare(self) -> str:
        """Letters and digits only, for comparing."""
        return bare(self.words)

    @cached_property
    def size(self) -> float:
        """Type size, to half a point."""
        return round(self.rows[0].size * 2) / 2

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(row.all_bold for row in self.rows)

    @cached_property
    def capital(self) -> bool:
        """Whether all of its letters are capitals, and there are words of them."""
        return (
            sum(c.isupper() for c in self.words) >= 4 and self.words.upper() == self.words
        )

    @property
    def signature(self) -> tuple[float, bool, bool]:
        """What tells a level of headings from others."""
        return self.size, self.bold, self.capital

    @cached_property
    def sound(self) -> bool:
        """Whether its words can be a heading's at all."""
        words = self.words
        letters = sum(c.isalpha() for c in words)
        if (
            letters < (2 if self.bold else 3)
            or len(words) > LONGEST
            or len(self.rows) > MOST_ROWS
        ):
            return False
        least = FEWEST_BOLD if self.bold else FEWEST
        if letters < least * sum(not c.isspace() for c in words) or CAPTION.match(words):
            return False
        if ADDRESS.search(words) or (words[0].islower() and not numbering(words)):
            return False
        return not is_date(words) and not is_bullet(words)

    @cached_property
    def open_ended(self) -> bool:
        """Whether it ends like a sentence, or like one that goes on."""
        words = self.words.rstrip()
        if words.endswith((",", ";", "\u2014", "-", " and", " or", " of", " the")):
            return True
        numbered = numbering(words) is not None and len(words) < 60
        return words.endswith(".") and not numbered and not words.endswith("etc.")


def is_bullet(words: str) -> bool:
    """Whether words begin with a bullet rather than with a number."""
    found = MARKER.match(words[:12])
    return found is not None and not any(c.isalnum() for c in found[0].replace("o ", ""))


def is_date(words: str) -> bool:
    """Whether words are a date and nothing else."""
    if not any(c.isdigit() for c in words) or not MONTH.search(words):
        return False
    return not OF_DATES.sub("", MONTH.sub("", words))


def numbering(words: str) -> tuple[str, int] | None:
    """In what way words are numbered, and how deep; None where they are not."""
    if NAMED.match(words):
        return words.split(maxsplit=1)[0].casefold(), 1
    found = DECIMAL.match(words)
    if found is not None:
        parts = found[1].split(".")
        return "decimal", len(parts) - (parts[-1] == "0")
    found = SINGLE.match(words)
    return (KINDS[found.lastindex or 1], 1) if found is not None else None


def ordinal(words: str) -> tuple[str, int] | None:
    """Kind and value of a number of one level (``3.``, ``IV.``); None for all else."""
    found = SINGLE.match(words)
    if found is None or (found[4] and not found[1]):
        return None
    if found[1]:
        return "decimal", int(found[1])
    value = value_of(found[2] or found[3])
    return ("roman", value[0]) if value is not None else None


def usual_size(rows: Iterable[Row]) -> float:
    """The type size of the text: the largest that much of it is set in; 0 for none known.

    Notes and tables may have more words than the text they belong to, but are smaller.
    """
    sizes: Counter[float] = Counter()
    for row in rows:
        for line in row.lines:
            if line.size > 0:
                sizes[round(line.size * 2) / 2] += line.end - line.start
    if not sizes:
        return 0.0
    most = max(sizes.values())
    return max(size for size, letters in sizes.items() if letters >= NEAR_MOST * most)
