"""Printed tables of contents, told from headings, and what they say of those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.readers.numerals import value_of
from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["Entry", "bare", "mark_contents"]

LEADER = re.compile(r"(?:\.\s?){4,}|(?:\u2026\s?){2,}|(?:_\s?){4,}|(?:\u00b7\s?){4,}")
LABEL_AT_END = re.compile(
    r"(?:^|\s|[.\u2026_])((?:[A-Z]{1,2}-?)?\d{1,4}|[ivxlcIVXLC]{1,8})\s{0,3}$"
)
TITLE = re.compile(
    r"(?:table\s+of\s+)?contents|inhalt(?:sverzeichnis)?|(?:list\s+of\s+)?(?:tables|figures)",
    re.IGNORECASE,
)
NO_WORD = re.compile(r"[\W_]+")
LONGEST = 400
FEW_BETWEEN = 3
LEAST_ENTRIES = 3
LONGEST_PLAIN = 150


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of a table of contents.

    Attributes:
        words: Of the heading, as ``bare`` gives them.
        label: Of its page.
        left: How far it is indented, in points.
    """

    words: str
    label: str
    left: float


def bare(words: str) -> str:
    """Words of a heading for comparing: letters and digits in small letters."""
    return NO_WORD.sub("", words[:LONGEST].casefold())


def mark_contents(pages: Sequence[Sequence[Row]]) -> list[Entry]:
    """Mark the rows of printed tables of contents; returns what they list."""
    entries: list[Entry] = []
    started = False
    for rows in pages:
        kept = [row for row in rows if row.kind is None]
        opening = next(
            (i for i, row in enumerate(kept) if TITLE.fullmatch(row.words[:60])), None
        )
        listed = listed_rows(kept, opening, entries[-1:] if started else [])
        if not listed:
            started = False
            continue
        first = listed[0]
        if opening is not None and 0 <= first - opening <= FEW_BETWEEN + 1:
            first = opening
        elif started and first <= FEW_BETWEEN:
            first = 0
        last = mark_stretch(kept, first, listed)
        entries.extend(entries_of(kept[first : last + 1], {i - first for i in listed}))
        started = last >= len(kept) - 1 - FEW_BETWEEN
    return entries


def listed_rows(
    rows: Sequence[Row], opening: int | None, before: Sequence[Entry]
) -> list[int]:
    """Numbers of the rows of a page that a table of contents lists; none for no table.

    Args:
        rows: Of the page.
        opening: Number of the row that says what it is; None where none does.
        before: The last entry of one that the page before ended with; empty for none.
    """
    listed = [i for i, row in enumerate(rows) if has_leader(row) and label_of(row)]
    if len(listed) >= (1 if before else LEAST_ENTRIES - 1):
        return [*listed, *plain_entries(rows, listed[-1] + 1)]
    if before:
        plain = plain_entries(rows, 0)
        return plain if plain and follows(before[0].label, label_of(rows[plain[0]])) else []
    plain = plain_entries(rows, opening + 1) if opening is not None else []
    return plain if len(plain) >= LEAST_ENTRIES else []


def follows(label: str, other: str) -> bool:
    """Whether a page label can come after another one in a table of contents."""
    before, after = value_of(label), value_of(other)
    if before is None or after is None:
        return False
    return before[1] == after[1] and before[0] <= after[0]


def has_leader(row: Row) -> bool:
    """Whether a row of dots leads to what stands at its end."""
    words = row.words
    # Most rows are told at once.
    if not any(mark in words for mark in ("..", ". .", "\u2026", "__", "_ _", "\u00b7")):
        return False
    return LEADER.search(words) is not None


def label_of(row: Row) -> str:
    """The page label at the end of a row; empty where there is none."""
    found = LABEL_AT_END.search(row.words[-40:])
    return found[1] if found else ""


def plain_entries(rows: Sequence[Row], first: int) -> list[int]:
    """Numbers of the rows from one on that end in a page number set apart."""
    listed: list[int] = []
    for index in range(first, len(rows)):
        row = rows[index]
        last = row.cells[-1]
        apart = len(row.cells) > 1 and LABEL_AT_END.fullmatch(
            row.text[last[0].start : last[-1].end]
        )
        if apart or (not row.placed and label_of(row) and len(row.words) < LONGEST_PLAIN):
            listed.append(index)
        elif index - (listed[-1] if listed else first) > FEW_BETWEEN:
            break
    return listed


def mark_stretch(rows: Sequence[Row], first: int, listed: Sequence[int]) -> int:
    """Mark the rows of one table of contents; returns the number of its last row."""
    last = listed[0]
    for index in listed:
        if index - last > FEW_BETWEEN:
            break
        last = index
    for row in rows[first : last + 1]:
        row.kind = BlockKind.CONTENTS
    for index in listed:
        rows[index].kind = BlockKind.CONTENTS
    return max(last, listed[-1])


def entries_of(rows: Sequence[Row], listed: set[int]) -> list[Entry]:
    """What the rows of a table of contents list; a long heading takes several."""
    entries: list[Entry] = []
    words: list[str] = []
    left = 0.0
    for index, row in enumerate(rows):
        text = row.words
        if TITLE.fullmatch(text[:60]):
            words = []
            continue
        if not words:
            left = row.left
        if index in listed:
            leader = LEADER.search(text)
            label = label_of(row)
            head = text[: leader.start()] if leader else text[: -len(label) or None]
            entries.append(
                Entry(words=bare(" ".join([*words, head])), label=label, left=left)
            )
            words = []
        elif row.placed and row.kind is BlockKind.CONTENTS:
            words.append(text)
    return entries
