"""Where a person is on the page of all items, in words that can be kept and read again."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from app.records import RowFilter, Status

__all__ = ["filter_from", "spot_words"]

_ORDERS = ("input", "probability", "category", "status", "document", "language", "date")
_GROUPS = ("", "category", "status", "document", "language", "week", "month", "column")


def spot_words(row_filter: RowFilter, key: int, *, sidebar: bool) -> str:
    """Filter, item and whether the documents are seen, as JSON without what is usual."""
    usual = asdict(RowFilter())
    asked = {name: v for name, v in asdict(row_filter).items() if v != usual[name]}
    return json.dumps({"filter": asked, "item": key, "documents": sidebar})


def filter_from(kept: str) -> tuple[RowFilter, int, bool]:
    """What ``spot_words`` wrote; the beginning of the page where it cannot be read."""
    try:
        told = json.loads(kept)
        asked = dict(told["filter"])
        key, sidebar = int(told["item"]), bool(told["documents"])
        names = {field.name for field in fields(RowFilter)}
        known = {name: value for name, value in asked.items() if name in names}
        if known.get("status") is not None:
            known["status"] = Status(known["status"])
        row_filter = RowFilter(**known)
    except (ValueError, KeyError, TypeError):
        return RowFilter(), 0, True
    if row_filter.order not in (*_ORDERS, "column") or row_filter.group not in _GROUPS:
        return RowFilter(), key, sidebar
    return row_filter, key, sidebar
