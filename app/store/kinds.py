"""The kinds of database file that are ours: their marks, their shapes, their names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database, Migrations

__all__ = ["Kind", "migrate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of database file.

    Attributes:
        name: What people call it, such as "case file".
        application: Number at byte 68 of the file's header that says it is one.
        newest: Number of the last step; kept in the header as ``user_version``.
        steps: Its shape, as numbered steps that are only ever added to.
        when_damaged: What a person can do about a damaged one.
    """

    name: str
    application: int
    newest: int
    steps: Migrations
    when_damaged: str


def migrate(database: Database, kind: Kind) -> None:
    """Brings a database up to date, or leaves it exactly as it was.

    The steps that are missing, the note that each was applied, and the mark that the file
    is ours share one transaction.
    """
    with database.atomic():
        database.execute(f"PRAGMA application_id = {kind.application}")
        kind.steps.apply(database)
