"""An open database file of ours: one connection, read and written in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from app.records import PostroomError
from app.store.kinds import Kind

__all__ = ["DatabaseFile", "in_plain_words"]

Parameters = Sequence[Any] | dict[str, Any]  # for marks ?, or for marks with names


class DatabaseFile:
    """A database file held open by one thread; the functions of this room do the rest.

    Attributes:
        path: Where it lies.
        kind: Which of our kinds it is.
        read_only: Whether nothing can be written to it.
        read_only_note: Why, in a sentence, where writing had been asked for; else empty.
    """

    def __init__(
        self, path: Path, database: Database, kind: Kind, read_only_note: str | None = None
    ) -> None:
        self.path = path
        self.kind = kind
        self.read_only = read_only_note is not None
        self.read_only_note = read_only_note or ""
        self._database = database

    def select(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query; no cursor stays open behind it (for this room only)."""
        with in_plain_words(self.path, self.kind):
            return list(self._database.execute(sql, parameters).fetchall())

    def tuples(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The same without names, for a hundred thousand rows (for this room only)."""
        with in_plain_words(self.path, self.kind):
            cursor = self._database.conn.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, parameters).fetchall()

    def first(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, None where there is none (for this room only)."""
        rows = self.select(sql, parameters)
        return rows[0] if rows else None

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The first cell of a query's first row; 0 where none (for this room only)."""
        row = self.first(sql, parameters)
        return 0 if row is None or row[0] is None else int(row[0])

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Runs one statement; returns how many rows it changed (for this room only)."""
        with in_plain_words(self.path, self.kind):
            return self._database.execute(sql, parameters).rowcount

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Runs a statement once a row; returns how many changed (for this room only)."""
        with in_plain_words(self.path, self.kind):
            return self._database.conn.executemany(sql, rows).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of what is written inside it stays, or nothing.

        Functions of this room called inside join it.

        Raises:
            PostroomError: The file can only be read, the disk is full, or another
                program has locked the file.
        """
        if self.read_only:
            raise PostroomError(
                f"The {self.kind.name} {self.path} can only be read.", self.read_only_note
            )
        with in_plain_words(self.path, self.kind):
            if self._database.conn.in_transaction:
                with self._database.atomic():
                    yield
            else:
                yield from self._transaction()

    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE: another program's lock is met here, not half way through.
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.conn.execute("COMMIT")
        except BaseException:
            # A full disk ends the transaction by itself; then there is nothing to undo.
            self._database.rollback()
            raise

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_SENTENCES = {
    sqlite3.SQLITE_BUSY: (
        "The {kind} {path} is in use by another program.",
        "Close the other program, or wait until it is done, and try again.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "The {kind} {path} is in use by another program.",
        "Close the other program, or wait until it is done, and try again.",
    ),
    sqlite3.SQLITE_FULL: (
        "There is no space left for the {kind} {path}.",
        "Free some space on the disk and start again: all work so far is kept.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The {kind} {path} cannot be written.",
        "Copy it to a folder where you may write, and open the copy.",
    ),
    sqlite3.SQLITE_PERM: (
        "You have no permission to use the {kind} {path}.",
        "Ask its owner, or whoever looks after this computer.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The {kind} {path} cannot be opened.",
        "Check that its folder exists and that you may write there.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk reported an error while the {kind} {path} was in use.",
        "Check the drive or the connection to it, and start again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The {kind} {path} is damaged.",
        "{when_damaged}",
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a Postroom {kind}.",
        "Choose another file.",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        "The drive that holds {path} cannot lock files.",
        "Move the {kind} to a disk of this computer.",
    ),
    sqlite3.SQLITE_NOMEM: (
        "There was not enough memory to work on the {kind} {path}.",
        "Close other programs and start again.",
    ),
}


@contextmanager
def in_plain_words(path: Path, kind: Kind) -> Iterator[None]:
    """Turns what SQLite says about the world into a PostroomError; faults of ours pass.

    The low byte of SQLite's extended result codes is the primary code
    (https://www.sqlite.org/rescode.html).
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        sentence = _SENTENCES.get(code & 0xFF) if code is not None else None
        if sentence is None:
            raise
        what, remedy = sentence
        raise PostroomError(
            what.format(path=path, kind=kind.name),
            remedy.format(kind=kind.name, when_damaged=kind.when_damaged),
        ) from error
