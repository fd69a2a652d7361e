"""Opening a case file: what it is, who may write to it, and how it is kept safe."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from sqlite_utils import Database

from app.records import PostroomError
from app.store.audit import record_opening
from app.store.case_file import CaseFile
from app.store.connecting import (
    ALWAYS,
    WHEN_WRITING,
    bring_up_to_date,
    close_to_others,
    connect,
    elsewhere,
    is_there,
    number,
    refuse_newer,
    refuse_older,
    refuse_others,
    tell,
)
from app.store.database_file import in_plain_words
from app.store.drives import why_no_write_ahead_log
from app.store.header import Header, read_header
from app.store.lock import WriterLock
from app.store.migrations import CASE
from app.store.removal import finish_removal

__all__ = ["open_case"]

_NO_SIDE_FILES = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}


def open_case(path: Path, *, create: bool = True, read_only: bool = False) -> CaseFile:
    """Opens a case file, or makes one, and brings an older one up to date.

    Where the file or its folder cannot be written, it is opened for reading and
    ``read_only_note`` says so. Use the result in the thread that opened it.

    Args:
        path: Of the case file.
        create: Whether a file that does not exist is made.
        read_only: Whether only reading is wanted; it never waits for a writer.

    Raises:
        PostroomError: It is no case file, is newer than the program, belongs to another
            Postroom that is working on it, or cannot be opened.
    """
    path = path.absolute()
    header = _look(path, create=create and not read_only)
    if read_only:
        return _open_for_reading(path, "")
    lock, note = _try_to_lock(path)
    if lock is None:
        if header is None:
            raise PostroomError(f"{note} No case file can be made there.", elsewhere(CASE))
        return _open_for_reading(path, f"{note} {elsewhere(CASE)}")
    try:
        return _open_for_writing(path, header, lock)
    except BaseException:
        lock.release()
        raise


def _look(path: Path, *, create: bool) -> Header | None:
    """The file's header, None where it is still to be made; refuses what is no case."""
    header = read_header(path) if is_there(path, CASE, create=create) else None
    # An empty file is what a start that was cut off at once leaves behind.
    if header is None and create:
        return None
    refuse_others(path, CASE, None if header is None else header.application)
    if header is not None:
        refuse_newer(path, CASE, header.version)
    return header


def _try_to_lock(path: Path) -> tuple[WriterLock | None, str]:
    """The writer's lock, or None and why nothing can be written here."""
    try:
        lock = WriterLock(path)
    except OSError as error:
        _raise_unless_read_only(error, path)
        return None, f"The folder {path.parent} cannot be written."
    try:
        # Readable by its owner only from its first moment on; SQLite gives the files
        # that it makes beside it the same permissions.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        lock.release()
        _raise_unless_read_only(error, path)
        return None, f"The case file {path} cannot be written."
    return lock, ""


def _raise_unless_read_only(error: OSError, path: Path) -> None:
    if error.errno == errno.ENOSPC:
        raise PostroomError(
            f"There is no space left for the case file {path}.",
            "Free some space on the disk and start again.",
        ) from error
    if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
        raise PostroomError(
            f"The case file {path} cannot be opened: {error.strerror}.", elsewhere(CASE)
        ) from error


def _open_for_writing(path: Path, header: Header | None, lock: WriterLock) -> CaseFile:
    close_to_others(path)
    note = why_no_write_ahead_log(path)
    database = connect(path, CASE, "mode=rw")
    try:
        case = CaseFile(path, database, lock)
        with in_plain_words(path, CASE):
            tell(database, *ALWAYS, *WHEN_WRITING)
            if note and header is not None and header.write_ahead_log:
                # Without this SQLite would ask the drive for shared memory to read the log.
                tell(database, "PRAGMA locking_mode = EXCLUSIVE")
            bring_up_to_date(database, path, CASE)
            case.journal_mode = _journal(database, "TRUNCATE" if note else "WAL")
            tell(database, "PRAGMA locking_mode = NORMAL")
        if case.journal_mode != "wal":
            case.journal_note = note or "The drive does not allow a write-ahead log."
        record_opening(case)
        finish_removal(case)
    except BaseException:
        database.close()
        raise
    return case


def _journal(database: Database, mode: str) -> str:
    return str(database.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])


def _open_for_reading(path: Path, note: str) -> CaseFile:
    database = _connect_to_read(path)
    case = CaseFile(path, database, None, note)
    with in_plain_words(path, CASE):
        tell(database, *ALWAYS, "PRAGMA query_only = ON")
        case.journal_mode = str(database.execute("PRAGMA journal_mode").fetchone()[0])
        version = number(database, "PRAGMA user_version")
    if version != CASE.newest:
        database.close()
        refuse_newer(path, CASE, version)
        refuse_older(path, CASE, version)
    return case


def _connect_to_read(path: Path) -> Database:
    # Not mode=ro: the last one to close such a connection leaves an empty log behind.
    database = connect(path, CASE, "mode=rw")
    try:
        number(database, "PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode & 0xFF in _NO_SIDE_FILES:
            return _connect_unchanging(path)
        with in_plain_words(path, CASE):
            raise
    return database


def _connect_unchanging(path: Path) -> Database:
    """For a write-ahead-log file in a folder where SQLite cannot make its side files."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise PostroomError(
            f"The last changes to {path} lie in a second file beside it, and this folder "
            "cannot be written to bring them together.",
            "Copy both files to a folder where you may write, and open the copy.",
        )
    return connect(path, CASE, "immutable=1")
