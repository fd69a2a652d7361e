"""Themes of a case: what they are called, where they come from, and what became of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.records import ThemeOrigin
from app.store.case_file import CaseFile
from app.store.texts import clean, from_json, to_json

__all__ = [
    "StoredTheme",
    "ThemeState",
    "next_theme_key",
    "put_theme_cells",
    "put_themes",
    "settle_themes",
    "theme_cells",
    "themes",
]


class ThemeState(StrEnum):
    """What became of a theme."""

    STANDING = "standing"
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredTheme:
    """A theme as the case file keeps it; its counts are counted, not kept.

    Attributes:
        key: Its number, from 1, never given twice.
        name: Of the finer level.
        upper: Name of the upper-level theme; empty where it stands alone.
        description: One sentence.
        terms: Words that set it apart.
        examples: Item and span of each quotation, the most central first.
        samples: Texts that a person gave as belonging in it.
        stability: See ``Theme``.
        new: See ``Theme``.
        origin: Where it comes from.
        named_by: ``"rows"``, ``"model"`` or ``"person"``.
        question: A draft.
        answer: Of the office.
        centre: (d,), middle of its texts; None where there is none.
        state: What became of it. A theme that is gone did not come back the last time.
        merged_into: Key of the theme it was merged into; None otherwise.
        part_of: Key of the theme that it was split from; None otherwise.
        shown: Key of the theme under which its members count; None for nowhere.
        described: Whether a person, or a scheme, wrote the description.
        touched: Whether a person has changed anything about it.
    """

    key: int
    name: str
    upper: str = ""
    description: str = ""
    terms: tuple[str, ...] = ()
    examples: tuple[tuple[int, int, int], ...] = ()
    samples: tuple[str, ...] = ()
    stability: float | None = None
    new: bool = False
    origin: ThemeOrigin = ThemeOrigin.FOUND
    named_by: str = "rows"
    question: str = ""
    answer: str = ""
    centre: NDArray[np.float32] | None = None
    state: ThemeState = ThemeState.STANDING
    merged_into: int | None = None
    part_of: int | None = None
    shown: int | None = None
    described: bool = False
    touched: bool = False


_CELLS = (
    *("key", "name", "upper", "description", "terms", "examples", "samples", "stability"),
    *("is_new", "origin", "named_by", "question", "answer", "centre", "state"),
    *("merged_into", "part_of", "shown", "described", "touched"),
)
_PUT = (
    f"INSERT INTO theme ({', '.join(_CELLS)}) VALUES ({', '.join('?' for _ in _CELLS)}) "  # noqa: S608 - constants above
    "ON CONFLICT (key) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _CELLS[1:])
)


def themes(case: CaseFile) -> list[StoredTheme]:
    """All themes that the case knows, whatever became of them, in order of key."""
    return [_theme_from(row) for row in case.select("SELECT * FROM theme ORDER BY key")]


def next_theme_key(case: CaseFile) -> int:
    """The key that the next new theme gets; no theme has ever had it."""
    return 1 + case.number("SELECT seq FROM sqlite_sequence WHERE name = 'theme'")


def put_themes(case: CaseFile, changed: Sequence[StoredTheme]) -> None:
    """Stores themes, new or changed, and finds out anew which of them are shown."""
    put_theme_cells(case, [_cells(theme) for theme in changed])


def put_theme_cells(case: CaseFile, cells: Sequence[Mapping[str, Any]]) -> None:
    """The same for what ``theme_cells`` told (for this room only)."""
    with case.writing():
        case.execute_many(
            _PUT,
            [
                [
                    bytes.fromhex(one[name]) if name == "centre" else one[name]
                    for name in _CELLS
                ]
                for one in cells
            ],
        )
        settle_themes(case)


def theme_cells(case: CaseFile, keys: Sequence[int]) -> list[dict[str, Any]]:
    """Themes as they lie in the table, as values for JSON (for this room only)."""
    rows = case.select(
        "SELECT * FROM theme WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps([*keys]),),
    )
    return [
        {name: row[name].hex() if name == "centre" else row[name] for name in _CELLS}
        for row in rows
    ]


def settle_themes(case: CaseFile) -> None:
    """Stores under which theme the members of each count, as states and mergers say."""
    rows = case.select("SELECT key, state, merged_into, shown FROM theme")
    by_key = {int(row["key"]): row for row in rows}
    found = {key: _shown(by_key, key) for key in by_key}
    case.execute_many(
        "UPDATE theme SET shown = ? WHERE key = ?",
        [(found[key], key) for key, row in by_key.items() if row["shown"] != found[key]],
    )


def _shown(by_key: Mapping[int, sqlite3.Row], key: int) -> int | None:
    # As many turns as there are themes: a ring of mergers must not hang the program.
    for _ in by_key:
        row = by_key.get(key)
        if row is None:
            return None
        if row["state"] != ThemeState.MERGED:
            return key if row["state"] == ThemeState.STANDING else None
        key = row["merged_into"]
    return None


def _cells(theme: StoredTheme) -> dict[str, Any]:
    centre = b"" if theme.centre is None else np.asarray(theme.centre, "<f4").tobytes()
    return {
        "key": theme.key,
        "name": clean(theme.name),
        "upper": clean(theme.upper),
        "description": clean(theme.description),
        "terms": to_json(theme.terms),
        "examples": to_json(theme.examples),
        "samples": to_json(theme.samples),
        "stability": theme.stability,
        "is_new": int(theme.new),
        "origin": theme.origin,
        "named_by": theme.named_by,
        "question": clean(theme.question),
        "answer": clean(theme.answer),
        "centre": centre.hex(),
        "state": theme.state,
        "merged_into": theme.merged_into,
        "part_of": theme.part_of,
        "shown": theme.shown,
        "described": int(theme.described),
        "touched": int(theme.touched),
    }


def _theme_from(row: sqlite3.Row) -> StoredTheme:
    centre = np.frombuffer(row["centre"], dtype="<f4").astype(np.float32)
    return StoredTheme(
        key=row["key"],
        name=row["name"],
        upper=row["upper"],
        description=row["description"],
        terms=tuple(from_json(row["terms"])),
        examples=tuple(
            (item, first, last) for item, first, last in from_json(row["examples"])
        ),
        samples=tuple(from_json(row["samples"])),
        stability=row["stability"],
        new=bool(row["is_new"]),
        origin=ThemeOrigin(row["origin"]),
        named_by=row["named_by"],
        question=row["question"],
        answer=row["answer"],
        centre=centre if len(centre) else None,
        state=ThemeState(row["state"]),
        merged_into=row["merged_into"],
        part_of=row["part_of"],
        shown=row["shown"],
        described=bool(row["described"]),
        touched=bool(row["touched"]),
    )
