"""The shape of what reviewing adds to a case file; a step of it never changes."""

from __future__ import annotations

__all__ = ["NOTES"]

# likely holds the categories that an item's run found likeliest, best first, each as two
# bytes of its number in that run's scheme and two bytes of its share in 10,000ths, both
# little-endian; NULL where an older Postroom has decided. The last word on an item is the
# note that stands; what a person wrote before is gone.
NOTES = (
    "ALTER TABLE result ADD COLUMN likely BLOB",
    """CREATE TABLE note (
        item INTEGER PRIMARY KEY REFERENCES item(key) ON DELETE CASCADE,
        at TEXT NOT NULL,
        person TEXT NOT NULL,
        text TEXT NOT NULL
    )""",
)
