"""The lines of the results as faces and writers show them: filtered, ordered, counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from app.records import ResultRow, RowFilter, RunCounts, Status
from app.store.case_file import CaseFile
from app.store.documents import document_from
from app.store.items import item_from
from app.store.notes import notes
from app.store.row_filters import order_sql, wanted_rows
from app.store.verdicts import verdict_from

__all__ = [
    "count_rows",
    "counts",
    "each_row",
    "filled_rows",
    "row",
    "rows",
]


def rows(case: CaseFile, wanted: RowFilter, offset: int, limit: int) -> list[ResultRow]:
    """A page of the results; documents that ended without items are lines of their own.

    Args:
        case: The case file.
        wanted: Which lines, in which order.
        offset: How many lines to pass over.
        limit: Most lines to return.
    """
    where = wanted_rows(wanted)
    # Keys first: the index alone answers for the lines passed over.
    keys = case.select(
        f"SELECT result.key FROM {where.tables} WHERE {where.conditions} "  # noqa: S608 - all parts are constants of row_filters
        f"ORDER BY {order_sql(wanted)} LIMIT :limit OFFSET :offset",
        {**where.parameters, "limit": limit, "offset": offset},
    )
    return filled_rows(case, [int(found[0]) for found in keys])


def count_rows(case: CaseFile, wanted: RowFilter) -> int:
    """How many lines a filter lets through."""
    where = wanted_rows(replace(wanted, order="input", group=""))
    return case.number(
        f"SELECT count(*) FROM {where.tables} WHERE {where.conditions}",  # noqa: S608 - as above
        where.parameters,
    )


def each_row(case: CaseFile, wanted: RowFilter, *, batch: int = 500) -> Iterator[ResultRow]:
    """All lines that a filter lets through, in input order whatever order it names."""
    where = wanted_rows(replace(wanted, order="input", group=""))
    after = b""
    while True:
        found = case.select(
            f"SELECT result.key, result.position FROM {where.tables} "  # noqa: S608 - as above
            f"WHERE {where.conditions} AND result.position > :after "
            "ORDER BY result.position LIMIT :batch",
            {**where.parameters, "after": after, "batch": batch},
        )
        if not found:
            return
        yield from filled_rows(case, [int(line["key"]) for line in found])
        after = found[-1]["position"]


def row(case: CaseFile, item_key: int) -> ResultRow:
    """The line of an item, with its note.

    Raises:
        KeyError: There is no such item.
    """
    found = case.first("SELECT key FROM result WHERE item = ?", (item_key,))
    if found is None:
        raise KeyError(f"no item {item_key}")
    filled = filled_rows(case, [found["key"]])[0]
    return replace(filled, note=notes(case, [item_key]).get(item_key, ""))


def counts(case: CaseFile) -> RunCounts:
    """How many documents and items stand where."""
    by_state = dict(
        tuple(line)
        for line in case.select("SELECT state, count(*) FROM document GROUP BY state")
    )
    lines = case.select("SELECT status, count(*) FROM result GROUP BY status")
    bare = case.select(
        "SELECT status, count(*) FROM result WHERE item IS NULL GROUP BY status"
    )
    by_status = dict(tuple(line) for line in lines)
    for status, count in bare:
        by_status[status] -= count
    return RunCounts(
        documents=sum(by_state.values()),
        documents_failed=by_state.get("failed", 0),
        items=sum(by_status.values()),
        sorted=by_status.get(Status.SORTED, 0),
        needs_review=by_status.get(Status.NEEDS_REVIEW, 0),
        failed=by_status.get(Status.FAILED, 0),
        undecided=by_status.get(None, 0),
    )


def filled_rows(case: CaseFile, keys: list[int]) -> list[ResultRow]:
    """The lines with these keys of the result table, in this order (for this room only).

    What the writer has removed since the keys were asked for is passed over.
    """
    lines = _by_key(case, "SELECT * FROM result WHERE key IN", keys)
    items = _by_key(
        case, "SELECT * FROM item WHERE key IN", [line["item"] for line in lines.values()]
    )
    origins = _by_key(
        case,
        "SELECT * FROM document WHERE key IN",
        sorted({line["document"] for line in lines.values()}),
    )
    documents = {key: document_from(origin) for key, origin in origins.items()}
    filled = []
    for key in keys:
        line = lines.get(key)
        if line is None or line["document"] not in documents:
            continue
        stored = items.get(line["item"])
        if stored is None and line["item"] is not None:
            continue
        filled.append(
            ResultRow(
                document=documents[line["document"]],
                item=None if stored is None else item_from(stored),
                verdict=verdict_from(line),
                private=bool(line["private"]),
            )
        )
    return filled


def _by_key(case: CaseFile, sql: str, keys: list[int]) -> dict[int, sqlite3.Row]:
    found = case.select(
        f"{sql} (SELECT value FROM json_each(?))",  # noqa: S608 - constants above
        (json.dumps(keys),),
    )
    return {row["key"]: row for row in found}
