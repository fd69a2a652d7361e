"""A filter for the lines of the results as SQL; its words never become part of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.records import RowFilter
from app.store.search import word_query

__all__ = ["WantedRows", "group_sql", "order_sql", "wanted_rows"]

_ORDERS = {
    "input": "result.position {}",
    "probability": "result.probability {}, result.position",
    "category": "result.category {}, result.position",
    "status": "result.status {}, result.position",
    "document": "document.name {}, document.key, result.position",
    "language": "result.language {}, result.position",
    "date": "item_date.date {}, result.position",
    "column": "item.columns ->> :column {}, result.position",
    "priority": "result.priority {} NULLS LAST, result.position",
}
# A week is told by its Monday.
_GROUPS = {
    "category": "result.category",
    "status": "result.status",
    "document": "document.name, document.key",
    "language": "result.language",
    "month": "nullif(substr(item_date.date, 1, 7), '')",
    "week": "date(nullif(item_date.date, ''), 'weekday 0', '-6 days')",
    "column": "nullif(item.columns ->> :group_column, '')",
}
_OF_DATES = ("date", "week", "month")


@dataclass(frozen=True, kw_only=True, slots=True)
class WantedRows:
    """A filter as SQL: the tables, the conditions, and what stands for the marks."""

    tables: str
    conditions: str
    parameters: dict[str, object]


def order_sql(wanted: RowFilter) -> str:
    """What stands behind ORDER BY: the group, if one is wanted, then the order."""
    order = _ORDERS[wanted.order].format("DESC" if wanted.descending else "ASC")
    if not wanted.group or (wanted.group, wanted.order) == ("document", "input"):
        # The documents' own order is that of their names; in one, input order follows.
        return order if not wanted.group else _ORDERS["document"].format("ASC")
    return f"{_GROUPS[wanted.group]}, {order}"


def group_sql(group: str) -> str:
    """What rows of a group share, as SQL."""
    return "document.key" if group == "document" else _GROUPS[group]


def wanted_rows(wanted: RowFilter) -> WantedRows:
    """The filter as SQL."""
    asked = [_of_the_verdict(wanted), _of_persons(wanted), _of_the_item(wanted)]
    found = [condition for conditions, _ in asked for condition in conditions]
    parameters = {name: value for _, values in asked for name, value in values.items()}
    if wanted.order == "column":
        parameters["column"] = wanted.column
    if wanted.group == "column":
        parameters["group_column"] = wanted.group_column
    return WantedRows(
        tables=_tables(wanted),
        conditions=" AND ".join(found) or "TRUE",
        parameters=parameters,
    )


def _tables(wanted: RowFilter) -> str:
    named = (wanted.order, wanted.group)
    # The order of the join makes SQLite walk the documents by name.
    tables = "result"
    if "document" in named:
        tables = "document CROSS JOIN result ON result.document = document.key"
    if "column" in named:
        tables += " LEFT JOIN item ON item.key = result.item"
    if wanted.since or wanted.until or any(name in _OF_DATES for name in named):
        tables += " LEFT JOIN item_date ON item_date.item = result.item"
    return tables


Conditions = tuple[list[str], dict[str, object]]


def _of_the_verdict(wanted: RowFilter) -> Conditions:
    found: list[str] = []
    values: dict[str, object] = {}
    for name in ("status", "category", "document"):
        value = getattr(wanted, name)
        if value is not None:
            found.append(f"result.{name} = :{name}")
            values[name] = value
    if wanted.language is not None:
        # A line without an item is in no language, and is not looked for by one.
        found.append("result.item IS NOT NULL AND result.language = :language")
        values["language"] = wanted.language
    return found, values


def _of_persons(wanted: RowFilter) -> Conditions:
    found: list[str] = []
    # Said outright, for an index over the reviewed lines alone answers no mark.
    if wanted.reviewed is not None:
        found.append(f"result.item IS NOT NULL AND result.reviewed = {wanted.reviewed:d}")
    if wanted.private is not None:
        found.append(f"result.item IS NOT NULL AND result.private = {wanted.private:d}")
    if wanted.noted is not None:
        has = "" if wanted.noted else "NOT "
        noted = "EXISTS (SELECT 1 FROM note WHERE note.item = result.item)"
        found.append(f"result.item IS NOT NULL AND {has}{noted}")
    return found, {}


def _of_the_item(wanted: RowFilter) -> Conditions:
    found: list[str] = []
    values: dict[str, object] = {}
    if wanted.since or wanted.until:
        found.append("item_date.date <> ''")
    if wanted.since:
        found.append("item_date.date >= :since")
        values["since"] = wanted.since
    if wanted.until:
        found.append("item_date.date <= :until")
        values["until"] = wanted.until
    if wanted.words.strip():
        query = word_query(wanted.words)
        # No word equals nothing: no line.
        found.append(
            "result.item IN (SELECT rowid FROM word WHERE word MATCH :words)"
            if query
            else "result.item = NULL"
        )
        if query:
            values["words"] = query
    return found, values
