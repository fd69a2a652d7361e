"""Items with their themes as faces and writers show them: filtered, ordered, counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from app.records import (
    Document,
    Item,
    Passage,
    Quotation,
    Stance,
    ThemedRow,
    ThemeFilter,
    ThemeMember,
)
from app.store.case_file import CaseFile
from app.store.documents import document_from
from app.store.items import item_from
from app.store.search import word_query
from app.store.theme_members import EFFECTIVE

__all__ = [
    "count_themed_rows",
    "each_themed_row",
    "items_with_documents",
    "quotation",
    "themed_rows",
]

_MEMBERS = (
    "SELECT member.item AS item, shown, member.source AS source, "  # noqa: S608 - constants
    f"max(strength) AS strength, first, last FROM {EFFECTIVE} "
    "WHERE member.item IN (SELECT value FROM json_each(?)) "
    "GROUP BY member.item, shown "
    "ORDER BY member.item, strength IS NULL DESC, strength DESC, shown"
)
# The numbers by which faces know campaigns: the largest first, none of a single item.
_CAMPAIGNS = (
    "SELECT campaign, row_number() OVER (ORDER BY count(*) DESC, campaign) AS number "
    "FROM theme_item WHERE campaign > 0 GROUP BY campaign HAVING count(*) > 1"
)


_UNTHEMED = (
    "coalesce((SELECT blank FROM theme_item WHERE item = result.item), 0) = 0 "  # noqa: S608 - constants
    f"AND NOT EXISTS (SELECT 1 FROM {EFFECTIVE} WHERE member.item = result.item)"
)
_BETWEEN = (
    "result.item IN (SELECT item FROM theme_item WHERE date <> '' "
    "AND date >= ? AND date <= ?)"
)
# Counts by a column take a blank cell, and a column that is not there, for a value.
_OF_VALUE = (
    "coalesce((SELECT nullif(trim(cell.value, char(9, 10, 13, 32, 160)), '') "
    "FROM item, json_each(item.columns) AS cell WHERE item.key = result.item "
    "AND lower(trim(cell.key)) = lower(trim(?))), '(empty)') = ?"
)
_OF_SIDE = "result.item IN (SELECT item FROM theme_item WHERE stance = ?)"
_OF_CAMPAIGN = (
    "result.item IN (SELECT item FROM theme_item WHERE campaign = "  # noqa: S608 - constants
    f"(SELECT campaign FROM ({_CAMPAIGNS}) WHERE number = ?))"
)
_ABOUT = (
    "SELECT theme_item.*, coalesce(number, 0) AS number FROM theme_item "  # noqa: S608 - constants
    f"LEFT JOIN ({_CAMPAIGNS}) AS numbered ON numbered.campaign = theme_item.campaign "
    "WHERE item IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """A filter as SQL: the tables, the conditions, what stands for the marks, the order."""

    tables: str
    conditions: str
    parameters: tuple[object, ...]
    order: str


def themed_rows(
    case: CaseFile, wanted: ThemeFilter, offset: int, limit: int
) -> list[ThemedRow]:
    """A page of items with their themes.

    Args:
        case: The case file.
        wanted: Which items; of one theme those a person put there come first and then the
            strongest, else they come in input order.
        offset: How many to pass over.
        limit: Most to return.
    """
    where = _where(wanted)
    keys = case.select(
        f"SELECT result.item FROM {where.tables} WHERE {where.conditions} "  # noqa: S608 - all parts are constants
        f"{where.order} LIMIT ? OFFSET ?",
        (*where.parameters, limit, offset),
    )
    return _filled(case, [int(row[0]) for row in keys])


def count_themed_rows(case: CaseFile, wanted: ThemeFilter) -> int:
    """How many items a filter lets through."""
    where = _where(wanted)
    return case.number(
        f"SELECT count(DISTINCT result.item) FROM {where.tables} WHERE {where.conditions}",  # noqa: S608 - as above
        where.parameters,
    )


def each_themed_row(case: CaseFile, *, batch: int = 500) -> Iterator[ThemedRow]:
    """All items with their themes, in input order, with nothing held open in between."""
    after = b""
    while True:
        found = case.select(
            "SELECT item, position FROM result WHERE item IS NOT NULL AND position > ? "
            "ORDER BY position LIMIT ?",
            (after, batch),
        )
        if not found:
            return
        yield from _filled(case, [int(row["item"]) for row in found])
        after = found[-1]["position"]


def items_with_documents(
    case: CaseFile, keys: list[int], *, private: bool = False
) -> dict[int, tuple[Item, Document]]:
    """Those of the items that are there, with their documents.

    Args:
        case: The case file.
        keys: Of the items.
        private: Whether private ones are wanted too.
    """
    if private:
        return _items(case, keys)
    marked = case.select(
        "SELECT item FROM result WHERE private = 1 "
        "AND item IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    hidden = {row["item"] for row in marked}
    return {key: found for key, found in _items(case, keys).items() if key not in hidden}


def quotation(item: Item, origin: Document, first: int, last: int) -> Quotation:
    """The words ``item.text[first:last]`` with the place on which they begin."""
    passage = _passage_at(item, first)
    return Quotation(
        item=item.key,
        document=origin.name,
        place=item.place if passage is None else passage.place,
        text=item.text[first:last],
        start=first,
        end=min(last, len(item.text)),
    )


def _passage_at(item: Item, character: int) -> Passage | None:
    return next((one for one in item.passages if one.start <= character < one.end), None)


def _where(wanted: ThemeFilter) -> _Wanted:
    asked: list[tuple[str, *tuple[object, ...]]] = [("result.item IS NOT NULL",)]
    if wanted.theme == 0:
        asked.append((_UNTHEMED,))
    elif wanted.theme is not None:
        asked.append(("shown = ?", wanted.theme))
    if wanted.words.strip():
        asked.append(_with_words(wanted.words))
    if wanted.first or wanted.last:
        asked.append((_BETWEEN, wanted.first, wanted.last or "9999-12-31"))
    if wanted.campaign is not None:
        asked.append((_OF_CAMPAIGN, wanted.campaign))
    if wanted.column:
        asked.append((_OF_VALUE, wanted.column, wanted.value))
    if wanted.stance is not None:
        asked.append((_OF_SIDE, str(wanted.stance)))
    of_theme = wanted.theme is not None and wanted.theme != 0
    return _Wanted(
        tables=(
            f"{EFFECTIVE} JOIN result ON result.item = member.item"
            if of_theme
            else "result"
        ),
        conditions=" AND ".join(condition for condition, *_ in asked),
        parameters=tuple(value for _, *values in asked for value in values),
        order=(
            "GROUP BY result.item ORDER BY member.source = 'person' DESC, "
            "max(strength) DESC, result.position"
            if of_theme
            else "ORDER BY result.position"
        ),
    )


def _with_words(words: str) -> tuple[str, object]:
    query = word_query(words)
    if not query:
        return "result.item = ?", None  # equals nothing: no word, no line
    return "result.item IN (SELECT rowid FROM word WHERE word MATCH ?)", query


def _filled(case: CaseFile, keys: list[int]) -> list[ThemedRow]:
    items = _items(case, keys)
    asked = json.dumps(keys)
    names = dict(
        tuple(row) for row in case.select("SELECT key, name FROM theme WHERE shown = key")
    )
    members: dict[int, list[sqlite3.Row]] = {}
    for row in case.select(_MEMBERS, (asked,)):
        members.setdefault(row["item"], []).append(row)
    about = {row["item"]: row for row in case.select(_ABOUT, (asked,))}
    return [
        _row(*items[key], members.get(key, []), about.get(key), names)
        # What the writer has removed since the keys were asked for is passed over.
        for key in keys
        if key in items
    ]


def _row(
    item: Item,
    origin: Document,
    members: list[sqlite3.Row],
    about: sqlite3.Row | None,
    names: dict[int, str],
) -> ThemedRow:
    themes = tuple(
        ThemeMember(
            theme=names[row["shown"]],
            key=row["shown"],
            probability=None if row["source"] == "found" else row["strength"],
            quote=(
                None
                if row["first"] is None
                else quotation(item, origin, row["first"], row["last"])
            ),
            by_person=row["source"] == "person",
        )
        for row in members
    )
    if about is None:
        return ThemedRow(document=origin, item=item, themes=themes)
    return ThemedRow(
        document=origin,
        item=item,
        themes=themes,
        stance=Stance(about["stance"]) if about["stance"] else None,
        campaign=about["number"],
        date=about["date"],
        checked=about["source"] == "person",
    )


def _items(case: CaseFile, keys: list[int]) -> dict[int, tuple[Item, Document]]:
    rows = case.select(
        "SELECT * FROM item WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    asked = sorted({row["document"] for row in rows})
    origins = {
        row["key"]: document_from(row)
        for row in case.select(
            "SELECT * FROM document WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(asked),),
        )
    }
    return {
        row["key"]: (item_from(row), origins[row["document"]])
        for row in rows
        if row["document"] in origins
    }
