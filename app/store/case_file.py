"""The open case file: a database file with one writer at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from app.store.connecting import tell
from app.store.database_file import DatabaseFile
from app.store.lock import WriterLock
from app.store.migrations import CASE

__all__ = ["CaseFile"]


class CaseFile(DatabaseFile):
    """A case file held open by one thread; the functions of this room do the rest.

    Attributes:
        journal_mode: ``"wal"``, ``"truncate"`` or whatever SQLite says it is.
        journal_note: Why it is not ``"wal"``, in a sentence; empty where it is.
    """

    def __init__(
        self, path: Path, database: Database, lock: WriterLock | None, note: str = ""
    ) -> None:
        super().__init__(path, database, CASE, note if lock is None else None)
        self.journal_mode = ""
        self.journal_note = ""
        self._lock = lock

    def close(self) -> None:
        """Closes the file; the write-ahead log is folded in and the lock let go.

        SQLite does so by itself only for the last one to close. Where others still read,
        or close at the same moment, nothing may be left to the log: somebody may send the
        file off.
        """
        try:
            if self._lock is not None and self.journal_mode == "wal":
                self._fold_in()
            super().close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def _fold_in(self) -> None:
        # A reader in the midst of a question: then the log stays, and nothing is lost.
        with contextlib.suppress(sqlite3.Error):
            tell(self._database, "PRAGMA busy_timeout = 500")
            tell(self._database, "PRAGMA wal_checkpoint(TRUNCATE)")
