"""The shape of what long lists of items add to a case file; a step of it never changes."""

from __future__ import annotations

__all__ = ["LINES"]

# result_line holds all that lists are filtered by, in input order, so that the fat lines
# of the table are not read for it. item_date has the day, ISO 8601, of every item whose
# sheet has one in its column of dates; '' where the cell could not be read as one.
LINES = (
    """CREATE INDEX result_line ON result(
        position, item, status, category, document, language, reviewed, private, probability
    )""",
    "CREATE INDEX result_private ON result(item) WHERE private = 1",
    """CREATE TABLE item_date (
        item INTEGER PRIMARY KEY REFERENCES item(key) ON DELETE CASCADE,
        date TEXT NOT NULL
    )""",
    "CREATE INDEX item_date_date ON item_date(date, item)",
)
