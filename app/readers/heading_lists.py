"""Headings that the file's outline or its printed contents name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.readers.contents import Entry, bare
from app.readers.requests import Outline

__all__ = ["Listing", "listing_of", "without_note"]

NOTED = re.compile(r"(?<=[^\W\d_]|[)\u201d\u2019])\d{1,3}$")
MOST_NOTES = 999
BEGINNING, STARTING = 2, 24


def without_note(words: str, highest: int) -> str:
    """A heading without the number of a footnote behind it.

    Args:
        words: Of the heading.
        highest: Number of the last footnote; 0 where there are none.
    """
    found = NOTED.search(words)
    if found is None or not 0 < int(found[0]) <= highest:
        return words
    return words[: found.start()].rstrip()


@dataclass(kw_only=True, slots=True)
class Listing:
    """Headings that the file's outline or its printed contents name.

    Attributes:
        levels: Level and pages (from 0) of each, by its bare words; no pages for any page.
        starts: First letters of those words, which most lines do not begin with.
    """

    levels: dict[str, tuple[int, set[int]]] = field(default_factory=dict)
    starts: set[str] = field(default_factory=set)

    def add(self, words: str, level: int, pages: set[int]) -> None:
        """One heading more."""
        if len(words) > 1:
            known = self.levels.get(words)
            self.starts.add(words[:BEGINNING])
            if known is None:
                self.levels[words] = (level, set(pages))
            elif known[1] and pages:
                known[1].update(pages)

    def find(self, words: str, page: int) -> int:
        """Level of a heading on a page; 0 where it is not named there.

        The number of a note behind it is none of its words.
        """
        if bare(words[:STARTING])[:BEGINNING] not in self.starts:
            return 0
        return self._level(bare(words), page) or self._level(
            bare(without_note(words, MOST_NOTES)), page
        )

    def _level(self, words: str, page: int) -> int:
        known = self.levels.get(words) if words else None
        if known is None or (known[1] and page not in known[1]):
            return 0
        return known[0]


def listing_of(
    entries: Sequence[Entry], outline: Outline | None, labels: Sequence[str]
) -> Listing:
    """The headings that a file or its printed contents name.

    Args:
        entries: Of the printed contents.
        outline: The file's bookmarks.
        labels: Printed on each page.
    """
    listing = Listing()
    if outline is not None:
        for heading in outline.headings:
            pages = {heading.page - 1} if heading.page else set()
            listing.add(bare(heading.title), heading.level, pages)
    by_label = defaultdict(set)
    for index, label in enumerate(labels):
        if label:
            by_label[label.casefold()].add(index)
    lefts = indents(entries)
    for entry in entries:
        pages = by_label.get(entry.label.casefold(), set())
        listing.add(entry.words, lefts[round(entry.left / 4)], pages)
    return listing


def indents(entries: Sequence[Entry]) -> dict[int, int]:
    """Levels of the indents of a table of contents, from 1."""
    steps: dict[int, int] = {}
    last, level = None, 0
    for left in sorted({round(entry.left / 4) for entry in entries}):
        if last is None or left - last > 1:
            level += 1
        steps[left] = level
        last = left
    return steps
