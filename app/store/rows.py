"""The lines of the results as faces and writers show them: filtered, ordered, counted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.records import ResultRow, RowFilter, RunCounts, Status
from app.store.case_file import CaseFile
from app.store.documents import document_from
from app.store.items import item_from
from app.store.search import word_query
from app.store.verdicts import verdict_from

__all__ = ["count_rows", "count_sure", "counts", "doubts", "each_row", "row", "rows"]

_ORDERS = {
    "input": "result.position {}",
    "probability": "result.probability {}, result.position",
    "category": "result.category {}, result.position",
    "status": "result.status {}, result.position",
    "document": "document.name {}, document.key, result.position",
    "priority": "result.priority {} NULLS LAST, result.position",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """A filter as SQL: the tables, the conditions, and what stands for the marks."""

    tables: str
    conditions: str
    parameters: tuple[object, ...]


def rows(case: CaseFile, wanted: RowFilter, offset: int, limit: int) -> list[ResultRow]:
    """A page of the results; documents that ended without items are lines of their own.

    Args:
        case: The case file.
        wanted: Which lines, in which order.
        offset: How many lines to pass over.
        limit: Most lines to return.
    """
    where = _where(wanted)
    order = _ORDERS[wanted.order].format("DESC" if wanted.descending else "ASC")
    # Keys first: the index alone answers for the lines passed over.
    keys = case.select(
        f"SELECT result.key FROM {where.tables} WHERE {where.conditions} "  # noqa: S608 - all parts are constants above
        f"ORDER BY {order} LIMIT ? OFFSET ?",
        (*where.parameters, limit, offset),
    )
    return _filled(case, [int(found[0]) for found in keys])


def count_rows(case: CaseFile, wanted: RowFilter) -> int:
    """How many lines a filter lets through."""
    where = _where(replace(wanted, order="input"))
    return case.number(
        f"SELECT count(*) FROM {where.tables} WHERE {where.conditions}",  # noqa: S608 - as above
        where.parameters,
    )


def each_row(case: CaseFile, wanted: RowFilter, *, batch: int = 500) -> Iterator[ResultRow]:
    """All lines that a filter lets through, in input order whatever order it names."""
    where = _where(replace(wanted, order="input"))
    after = b""
    while True:
        found = case.select(
            f"SELECT result.key, result.position FROM {where.tables} "  # noqa: S608 - as above
            f"WHERE {where.conditions} AND result.position > ? "
            "ORDER BY result.position LIMIT ?",
            (*where.parameters, after, batch),
        )
        if not found:
            return
        yield from _filled(case, [int(line["key"]) for line in found])
        after = found[-1]["position"]


def row(case: CaseFile, item_key: int) -> ResultRow:
    """The line of an item.

    Raises:
        KeyError: There is no such item.
    """
    found = case.first("SELECT key FROM result WHERE item = ?", (item_key,))
    if found is None:
        raise KeyError(f"no item {item_key}")
    return _filled(case, [found["key"]])[0]


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


def doubts(case: CaseFile) -> list[float]:
    """The probability of every item that no person has reviewed, where there is one."""
    rows = case.select(
        "SELECT probability FROM result WHERE item IS NOT NULL AND reviewed = 0 "
        "AND probability IS NOT NULL"
    )
    return [float(row["probability"]) for row in rows]


def count_sure(case: CaseFile, probability: float) -> tuple[int, int]:
    """How many items a threshold decides without a person, and how many it leaves.

    Items that need review for another reason than doubt are left whatever it is; those
    that a person has reviewed already count as neither.
    """
    found = case.first(
        "SELECT count(*) AS all_of_them, coalesce(sum(probability >= ? AND reason_code IN "
        "('', 'unsure', 'too short')), 0) AS sure FROM result "
        "WHERE item IS NOT NULL AND status IN ('sorted', 'needs review') AND reviewed = 0",
        (probability,),
    )
    if found is None:
        return 0, 0
    return int(found["sure"]), int(found["all_of_them"]) - int(found["sure"])


def _where(wanted: RowFilter) -> _Wanted:
    asked: list[tuple[str, *tuple[object, ...]]] = []
    if wanted.status is not None:
        asked.append(("result.status = ?", wanted.status))
    if wanted.category is not None:
        asked.append(("result.category = ?", wanted.category))
    if wanted.document is not None:
        asked.append(("result.document = ?", wanted.document))
    if wanted.words.strip():
        asked.append(_with_words(wanted.words))
    if wanted.reviewed is not None:
        # Said outright, for an index over the reviewed lines alone answers no mark.
        asked.append(
            (f"result.item IS NOT NULL AND result.reviewed = {wanted.reviewed:d}",)
        )
    by_document = wanted.order == "document"
    return _Wanted(
        # The order of the join makes SQLite walk the documents by name.
        tables=(
            "document CROSS JOIN result ON result.document = document.key"
            if by_document
            else "result"
        ),
        conditions=" AND ".join(condition for condition, *_ in asked) or "TRUE",
        parameters=tuple(value for _, *values in asked for value in values),
    )


def _with_words(words: str) -> tuple[str, object]:
    query = word_query(words)
    if not query:
        return "result.item = ?", None  # equals nothing: no word, no line
    return "result.item IN (SELECT rowid FROM word WHERE word MATCH ?)", query


def _filled(case: CaseFile, keys: list[int]) -> list[ResultRow]:
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
        # What the writer has removed since the keys were asked for is passed over.
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
