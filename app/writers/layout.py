"""Which columns a table of results has, and what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.records.lines import ResultLine, place_words
from app.records.results import ResultRow

__all__ = [
    "OWN_HEADINGS",
    "PREVIEW_CHARACTERS",
    "Layout",
    "Value",
    "layout_of",
    "values_of",
]

Value = str | float | None

OWN_HEADINGS = (
    "Document",
    "Category",
    "Probability",
    "Runner-up",
    "Evidence",
    "Place",
    "Status",
    "Reason",
)
# Follows them where some item has one.
NOTE_HEADING = "Note"
PREVIEW_CHARACTERS = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The columns of a table of results.

    Attributes:
        original: Headers of the sheets that were sorted; they come first.
        known: The same as a set.
        preview: Whether a column with the beginning of each text follows; only where there
            are no original columns.
        own: Headings of Postroom's columns, told apart from original ones of the same name.
        notes: Whether the last of them holds what persons wrote on items.
    """

    original: tuple[str, ...]
    known: frozenset[str]
    preview: bool
    own: tuple[str, ...]
    notes: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in the order of the columns."""
        return (*self.original, *(("Text",) if self.preview else ()), *self.own)


def layout_of(columns: Sequence[str], *, notes: bool = False) -> Layout:
    """The columns for the rows of sheets with these headers, or for letters without any."""
    original = tuple(dict.fromkeys(columns))
    taken = {header.strip().casefold() for header in original}
    own = []
    for heading in (*OWN_HEADINGS, *((NOTE_HEADING,) if notes else ())):
        name = heading
        while name.casefold() in taken:
            name += " (Postroom)"
        own.append(name)
    return Layout(
        original=original,
        known=frozenset(original),
        preview=not original,
        own=tuple(own),
        notes=notes,
    )


def values_of(row: ResultRow, line: ResultLine, layout: Layout) -> list[Value]:
    """The values of a row in the order of the layout's columns.

    Raises:
        ValueError: The row has a header that the layout does not know, so that a cell would
            be lost.
    """
    cells = row.item.columns if row.item else {}
    if unknown := cells.keys() - layout.known:
        raise ValueError(f"{len(unknown)} headers of a row were not announced")
    values: list[Value] = [cells.get(header) for header in layout.original]
    if layout.preview:
        values.append(preview_of(row.item.text) if row.item else None)
    values += [
        line.document,
        line.category,
        line.probability,
        line.runner_up,
        line.evidence.quote if line.evidence else None,
        place_words(line.place),
        line.status.value,
        line.reason,
    ]
    if layout.notes:
        values.append(row.note or None)
    return values


def preview_of(text: str) -> str:
    """The beginning of a text on one line."""
    # Four times as much is enough, however the blanks fall; a letter may have a megabyte.
    beginning = " ".join(text[: PREVIEW_CHARACTERS * 4].split())
    if len(beginning) <= PREVIEW_CHARACTERS:
        return beginning
    return beginning[:PREVIEW_CHARACTERS].rstrip() + " …"
