"""The table of what persons confirmed of sheets, as the migrations make it."""

from __future__ import annotations

__all__ = ["SHEETS"]

# What was confirmed of the sheets of a document, as JSON.
SHEETS = (
    """CREATE TABLE sheet_choice (
        document INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
        sheets TEXT NOT NULL
    )""",
)
