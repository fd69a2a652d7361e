"""The shape of a scheme's memory, as numbered steps that are only ever added to."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from app.store.kinds import Kind
from app.store.migrations import AUDIT, FACTS, VECTORS

__all__ = ["MEMORY"]

_STEPS = Migrations("postroom memory")

MEMORY = Kind(
    name="scheme memory",
    application=0x506F534D,  # "PoSM"
    newest=1,
    steps=_STEPS,
    when_damaged="Restore it from a backup, or remove it to begin a new one.",
)


@_STEPS(name="0001 labels, trials, vectors, audit")
def _first(database: Database) -> None:
    """The first shape; from now on a kept file has it, so it never changes."""
    for statement in (*_LABELS, *_TRIALS, *VECTORS, *FACTS, *AUDIT):
        database.execute(statement)
    database.execute("PRAGMA user_version = 1")


_LABELS = (
    """CREATE TABLE label (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        text_hash BLOB NOT NULL UNIQUE,
        text TEXT NOT NULL,
        category TEXT NOT NULL,
        source TEXT NOT NULL,
        person TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    "CREATE INDEX label_category ON label(category)",
)

_TRIALS = (
    """CREATE TABLE trial (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT NOT NULL UNIQUE,
        trial TEXT NOT NULL
    )""",
)
