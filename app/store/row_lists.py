"""Long lists of the results: how long they are, their groups, and rows cut short."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import replace

from app.records import Item, Place, ResultRow, RowFacets, RowFilter, RowGroup, Status, hits
from app.store.case_file import CaseFile
from app.store.documents import document_from
from app.store.row_filters import group_sql, order_sql, wanted_rows
from app.store.verdicts import verdict_from

__all__ = [
    "column_cells",
    "first_beginning",
    "item_keys",
    "put_dates",
    "row_counts",
    "row_facets",
    "row_groups",
    "row_key",
    "row_keys",
    "row_keys_with_status",
    "rows_version",
    "sampled_cells",
    "short_rows",
    "undated_documents",
]

# Characters of a text in a list: more than fit two lines of a wide window.
_SHORT = 240
_BEFORE_HIT = 10
# What has to begin with what is typed, by order; else the text.
_BEGINNINGS = {
    "category": "result.category",
    "status": "result.status",
    "document": "document.name",
    "language": "result.language",
}
_LOOKED_AT = 500  # items whose columns are listed, of every sheet


def rows_version(case: CaseFile) -> tuple[int, int]:
    """What changes whenever the file does, by this connection or by another one."""
    return case.number("PRAGMA data_version"), case.number("SELECT total_changes()")


def row_keys(
    case: CaseFile, wanted: RowFilter, *, offset: int = 0, limit: int = -1
) -> array[int]:
    """The keys of lines that a filter lets through, in its order; all unless limited."""
    where = wanted_rows(wanted)
    found = case.tuples(
        f"SELECT result.key FROM {where.tables} WHERE {where.conditions} "  # noqa: S608 - all parts are constants of row_filters
        f"ORDER BY {order_sql(wanted)} LIMIT :limit OFFSET :offset",
        {**where.parameters, "limit": limit, "offset": offset},
    )
    return array("q", [key for (key,) in found])


def row_keys_with_status(
    case: CaseFile, wanted: RowFilter
) -> tuple[array[int], list[str | None]]:
    """The same, and the status of each line, for filters that cost too much for twice."""
    where = wanted_rows(wanted)
    found = case.tuples(
        f"SELECT result.key, result.status FROM {where.tables} "  # noqa: S608 - as above
        f"WHERE {where.conditions} ORDER BY {order_sql(wanted)}",
        where.parameters,
    )
    return array("q", [key for key, _ in found]), [status for _, status in found]


def row_counts(case: CaseFile, wanted: RowFilter) -> dict[Status | None, int]:
    """How many lines there would be with each status, None for all, the rest kept."""
    where = wanted_rows(replace(wanted, status=None, order="input", group=""))
    found = case.select(
        f"SELECT result.status, count(*) FROM {where.tables} "  # noqa: S608 - as above
        f"WHERE {where.conditions} GROUP BY result.status",
        where.parameters,
    )
    counted: dict[str | None, int] = {line[0]: line[1] for line in found}
    counts: dict[Status | None, int] = {None: sum(counted.values())}
    return counts | {status: counted.get(status.value, 0) for status in Status}


def row_groups(case: CaseFile, wanted: RowFilter) -> tuple[RowGroup, ...]:
    """The groups of a filter in the order of its lines; none where it asks for none."""
    if not wanted.group:
        return ()
    where = wanted_rows(replace(wanted, order="input"))
    value = group_sql(wanted.group)
    by_document = wanted.group == "document"
    title = "document.name" if by_document else value
    found = case.select(
        f"SELECT {value} AS value, {title} AS title, count(*) AS count "  # noqa: S608 - as above
        f"FROM {where.tables} WHERE {where.conditions} "
        f"GROUP BY {'title, value' if by_document else 'value'} "
        f"ORDER BY {'title, value' if by_document else 'value'}",
        where.parameters,
    )
    return tuple(
        RowGroup(
            value="" if line["value"] is None else str(line["value"]),
            title=line["title"] or "",
            count=line["count"],
        )
        for line in found
    )


def row_key(case: CaseFile, item_key: int) -> int | None:
    """The key of the line of an item; None where there is no such item."""
    found = case.first("SELECT key FROM result WHERE item = ?", (item_key,))
    return None if found is None else int(found["key"])


def first_beginning(
    case: CaseFile, order: str, beginning: str, keys: Sequence[int]
) -> int | None:
    """The place in these lines of the first that begins so, in what they are ordered by."""
    column = _BEGINNINGS.get(order, "coalesce(item.text, document.name)")
    pattern = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found = case.select(
        "SELECT result.key FROM result JOIN document ON document.key = result.document "  # noqa: S608 - all parts are constants above
        "LEFT JOIN item ON item.key = result.item "
        f"WHERE result.key IN (SELECT value FROM json_each(:keys)) "
        f"AND {column} LIKE :pattern ESCAPE '\\'",
        {"keys": json.dumps([*keys]), "pattern": f"{pattern}%"},
    )
    matching = {line["key"] for line in found}
    return next((at for at, key in enumerate(keys) if key in matching), None)


def item_keys(case: CaseFile, keys: Sequence[int]) -> tuple[int, ...]:
    """The items of these lines; documents that could not be read have none."""
    found = case.select(
        "SELECT key, item FROM result WHERE item IS NOT NULL "
        "AND key IN (SELECT value FROM json_each(?))",
        (json.dumps([*keys]),),
    )
    by_key = {line["key"]: line["item"] for line in found}
    return tuple(by_key[key] for key in keys if key in by_key)


def short_rows(
    case: CaseFile, keys: Sequence[int], words: str = "", columns: Sequence[str] = ()
) -> list[ResultRow]:
    """The lines with these keys, in this order, with as much of each as a list shows.

    A text is cut, and begins shortly before the first of the words; of its cells there
    are those of the columns; there are no passages and no evidence.

    Args:
        case: The case file.
        keys: Of the result table.
        words: That were looked for.
        columns: Headers.
    """
    text = "text" if words else f"substr(text, 1, {_SHORT + 1}) AS text"
    asked = json.dumps([*keys])
    # The first column of a name counts: no evidence is read.
    lines = case.select(
        "SELECT NULL AS evidence, result.*, item_date.date AS date, "
        "substr(note.text, 1, 240) AS note "
        "FROM result LEFT JOIN item_date ON item_date.item = result.item "
        "LEFT JOIN note ON note.item = result.item "
        "WHERE result.key IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    items = case.select(
        f"SELECT key, document, page, sheet, row, confidence, {text}, "  # noqa: S608 - constants above
        f"{'columns' if columns else 'NULL'} AS columns FROM item WHERE key IN "
        "(SELECT item FROM result WHERE key IN (SELECT value FROM json_each(?)))",
        (asked,),
    )
    origins = case.select(
        "SELECT * FROM document WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted({line["document"] for line in lines})),),
    )
    documents = {origin["key"]: document_from(origin) for origin in origins}
    short = {
        one["key"]: Item(
            key=one["key"],
            document=one["document"],
            place=Place(page=one["page"], sheet=one["sheet"], row=one["row"]),
            text=_shortened(one["text"], words),
            columns=_cells(one["columns"], columns),
            confidence=one["confidence"],
        )
        for one in items
    }
    by_key = {
        line["key"]: ResultRow(
            document=documents[line["document"]],
            item=short.get(line["item"]),
            verdict=verdict_from(line),
            private=bool(line["private"]),
            note=line["note"] or "",
            date=line["date"] or "",
        )
        for line in lines
        # What the writer has removed meanwhile is passed over.
        if line["document"] in documents and (line["item"] is None or line["item"] in short)
    }
    return [by_key[key] for key in keys if key in by_key]


def row_facets(case: CaseFile) -> RowFacets:
    """What the lines can be filtered and shown by."""
    by_language = case.select(
        "SELECT language, sum(reviewed) AS reviewed, sum(private) AS private "
        "FROM result INDEXED BY result_line WHERE item IS NOT NULL "
        "GROUP BY language ORDER BY count(*) DESC, language"
    )
    dates = case.first("SELECT min(date), max(date) FROM item_date WHERE date <> ''")
    return RowFacets(
        languages=tuple(line["language"] for line in by_language),
        reviewed=sum(line["reviewed"] for line in by_language),
        private=sum(line["private"] for line in by_language),
        noted=case.number("SELECT count(*) FROM note"),
        first=(dates[0] if dates else "") or "",
        last=(dates[1] if dates else "") or "",
        # By the documents' kinds: to read every item for its row takes ten times longer.
        undated=case.number(
            "SELECT (SELECT count(*) FROM result INDEXED BY result_line "
            "WHERE item IS NOT NULL AND document IN "
            "(SELECT key FROM document WHERE kind IN ('workbook', 'table'))) "
            "- (SELECT count(*) FROM item_date)"
        ),
        columns=_headers(case),
    )


def undated_documents(case: CaseFile) -> list[int]:
    """Documents with rows that were not looked at for a date."""
    found = case.select(
        "SELECT DISTINCT document FROM item WHERE row IS NOT NULL "
        "AND key NOT IN (SELECT item FROM item_date) ORDER BY document"
    )
    return [line["document"] for line in found]


def sampled_cells(case: CaseFile, document: int, most: int) -> dict[str, list[str]]:
    """The cells of the first rows of a document, by header."""
    found = case.select(
        "SELECT columns FROM item WHERE document = ? AND row IS NOT NULL LIMIT ?",
        (document, most),
    )
    cells: dict[str, list[str]] = {}
    for line in found:
        for header, cell in json.loads(line["columns"]).items():
            if _can_be_named(header):
                cells.setdefault(header, []).append(cell)
    return cells


def column_cells(case: CaseFile, document: int, header: str) -> dict[int, str]:
    """By item, what all rows of a document have in a column."""
    found = case.select(
        "SELECT key, coalesce(columns ->> ?, '') AS cell FROM item "
        "WHERE document = ? AND row IS NOT NULL ORDER BY key",
        (header, document),
    )
    return {line["key"]: line["cell"] for line in found}


def put_dates(case: CaseFile, dates: dict[int, str]) -> None:
    """Stores the day of each of these items, ISO 8601; empty where it has none."""
    with case.writing():
        case.execute_many("INSERT OR REPLACE INTO item_date VALUES (?, ?)", dates.items())


def _headers(case: CaseFile) -> tuple[str, ...]:
    found = case.select(
        "SELECT columns FROM item WHERE row IS NOT NULL AND key IN "
        "(SELECT key FROM item WHERE row IS NOT NULL LIMIT ?) UNION "
        "SELECT columns FROM item WHERE row IS NOT NULL AND key IN "
        "(SELECT min(key) FROM item GROUP BY document)",
        (_LOOKED_AT,),
    )
    headers: dict[str, None] = {}
    for line in found:
        headers.update(dict.fromkeys(json.loads(line["columns"])))
    return tuple(filter(_can_be_named, headers))


def _can_be_named(header: str) -> bool:
    """Whether SQLite's path to a cell can name its header."""
    return bool(header) and '"' not in header and not header.startswith("$")


def _cells(stored: str | None, columns: Sequence[str]) -> dict[str, str]:
    if stored is None:
        return {}
    cells = json.loads(stored)
    return {header: cells[header][:_SHORT] for header in columns if header in cells}


def _shortened(text: str, words: str) -> str:
    found = hits(text, words) if words else ()
    first = found[0][0] - _BEFORE_HIT if found else 0
    if first <= _BEFORE_HIT:
        return text[:_SHORT] + "\u2026" * (len(text) > _SHORT)
    space = text.find(" ", first, found[0][0])
    begin = space + 1 if space >= 0 else first
    end = begin + _SHORT
    return f"\u2026{text[begin:end]}" + "\u2026" * (len(text) > end)
