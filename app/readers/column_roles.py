"""What columns beside the text are for: dates, groups, and the mark of private rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.readers.columns import Layout
from app.readers.dates import header_words, propose_date_column

__all__ = ["Roles", "find_roles"]

# A column to group by has so many different values at most, most of which come again.
MOST_GROUPS = 40
LEAST_ROWS = 6
SHARE_OF_GROUPS = 0.5
LONGEST_GROUP = 60
MOST_BY = 3
FILLED = 0.5

PRIVATE_WORDS = {"private", "confidential", "privado", "confidencial"}
# What offices count by, in the order in which it is worth most.
GROUP_WORDS = (
    "district", "ward", "borough", "distrito", "department", "agency", "departamento",
    "region", "neighborhood", "neighbourhood", "council", "area", "category", "type",
    "kind", "channel", "source", "language", "idioma", "product", "program", "group",
    "topic", "state",
)  # fmt: skip
# Of a column that tells where one case or its handling stands, not what it is about.
UNWELCOME = {"id", "no", "number", "status", "phone", "email", "mail", "name", "zip"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Roles:
    """Headers by what their columns are for; empty where there is none."""

    date_column: str = ""
    by: tuple[str, ...] = ()
    private_column: str = ""


def find_roles(rows: Sequence[Sequence[str]], layout: Layout) -> Roles:
    """What the columns beside the text are for, by the first rows below the header.

    Args:
        rows: As text, of any lengths.
        layout: Of the sheet.
    """
    columns = {
        header: [row[place].strip() if place < len(row) else "" for row in rows]
        for place, header in enumerate(layout.headers)
        if place != layout.text
    }
    private = next(
        (header for header in columns if header_words(header) & PRIVATE_WORDS), ""
    )
    date = propose_date_column(columns)
    ranked = sorted(
        (rank, place, header)
        for place, (header, cells) in enumerate(columns.items())
        if header not in (date, private) and is_group(header, cells)
        if (rank := rank_of(header)) is not None
    )
    by = {header for _, _, header in ranked[:MOST_BY]}
    return Roles(
        date_column=date,
        by=tuple(header for header in columns if header in by),
        private_column=private,
    )


def rank_of(header: str) -> int | None:
    """How early a header stands among those that offices count by; None for none."""
    words = header_words(header)
    if words & UNWELCOME:
        return None
    return next((at for at, word in enumerate(GROUP_WORDS) if word in words), None)


def is_group(header: str, cells: Sequence[str]) -> bool:
    """Whether a column has a few short values that come again."""
    filled = Counter(cell for cell in cells if cell)
    count = filled.total()
    if count < max(LEAST_ROWS, FILLED * len(cells)) or not header.strip():
        return False
    few = 2 <= len(filled) <= min(MOST_GROUPS, SHARE_OF_GROUPS * count)
    return few and max(map(len, filled)) <= LONGEST_GROUP
