"""Opening a case file: what it is, who may write to it, and how it is kept safe."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from app.records import PostroomError
from app.store.audit import record_opening
from app.store.case_file import CaseFile, in_plain_words
from app.store.drives import why_no_write_ahead_log
from app.store.header import Header, read_header
from app.store.lock import WriterLock
from app.store.migrations import APPLICATION_ID, NEWEST, STEPS, migrate
from app.store.removal import finish_removal

__all__ = ["open_case"]

_PATIENCE = 5.0  # seconds that SQLite waits for another program's lock
_BESIDE = ("", "-wal", "-shm", "-journal")

_NO_SIDE_FILES = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}

_ALWAYS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",  # no sentence ever lands in a temporary folder
    "PRAGMA cache_size = -16000",
)
_WHEN_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS answers a plain fsync before the disk has the data
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 67108864",
)


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
            raise PostroomError(f"{note} No case file can be made there.", _ELSEWHERE)
        return _open_for_reading(path, f"{note} {_ELSEWHERE}")
    try:
        return _open_for_writing(path, header, lock)
    except BaseException:
        lock.release()
        raise


_ELSEWHERE = "Choose a folder where you may write, or copy the case file to one."


def _look(path: Path, *, create: bool) -> Header | None:
    """The file's header, None where it is still to be made; refuses what is no case."""
    if path.is_dir():
        raise PostroomError(f"{path} is a folder, not a case file.", "Name a file.")
    if not path.parent.is_dir():
        raise PostroomError(
            f"The folder {path.parent} does not exist.", "Make it first, or choose another."
        )
    if not path.exists():
        if not create:
            raise PostroomError(f"There is no case file {path}.", "Check its name.")
        return None
    header = read_header(path)
    # An empty file is what a start that was cut off at once leaves behind.
    if header is None and create:
        return None
    if header is None or header.application != APPLICATION_ID:
        raise PostroomError(
            f"{path} is not a Postroom case file.", "It was left as it is. Choose another."
        )
    _refuse_newer(path, header.version)
    return header


def _refuse_newer(path: Path, version: int) -> None:
    if version > NEWEST:
        raise PostroomError(
            f"The case file {path} was made by a newer Postroom.",
            "Install the newer Postroom to open it. The file was left as it is.",
        )


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
            f"The case file {path} cannot be opened: {error.strerror}.", _ELSEWHERE
        ) from error


def _open_for_writing(path: Path, header: Header | None, lock: WriterLock) -> CaseFile:
    _close_to_others(path)
    note = why_no_write_ahead_log(path)
    database = _connect(path, "mode=rw")
    try:
        case = CaseFile(path, database, lock)
        with in_plain_words(path):
            _set(database, *_ALWAYS, *_WHEN_WRITING)
            if note and header is not None and header.write_ahead_log:
                # Without this SQLite would ask the drive for shared memory to read the log.
                _set(database, "PRAGMA locking_mode = EXCLUSIVE")
            _migrate(database, path)
            case.journal_mode = _journal(database, "TRUNCATE" if note else "WAL")
            _set(database, "PRAGMA locking_mode = NORMAL")
        if case.journal_mode != "wal":
            case.journal_note = note or "The drive does not allow a write-ahead log."
        record_opening(case)
        finish_removal(case)
    except BaseException:
        database.close()
        raise
    return case


def _close_to_others(path: Path) -> None:
    """Takes everybody else's rights from the files; Windows keeps its own lists."""
    if os.name == "nt":
        return
    for end in _BESIDE:
        file = path.with_name(path.name + end)
        try:
            if stat.S_IMODE(file.stat().st_mode) != 0o600:
                file.chmod(0o600)
        except OSError:
            pass  # not there, or somebody else's: then its owner decides


def _migrate(database: Database, path: Path) -> None:
    version = _number(database, "PRAGMA user_version")
    _refuse_newer(path, version)
    if version < NEWEST:
        migrate(database, STEPS)


def _journal(database: Database, mode: str) -> str:
    return str(database.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])


def _open_for_reading(path: Path, note: str) -> CaseFile:
    database = _connect_to_read(path)
    case = CaseFile(path, database, None, note)
    with in_plain_words(path):
        _set(database, *_ALWAYS, "PRAGMA query_only = ON")
        case.journal_mode = str(database.execute("PRAGMA journal_mode").fetchone()[0])
        version = _number(database, "PRAGMA user_version")
    if version != NEWEST:
        database.close()
        _refuse_newer(path, version)
        raise PostroomError(
            f"The case file {path} comes from an older Postroom, and here it cannot be "
            "brought up to date.",
            _ELSEWHERE,
        )
    return case


def _connect_to_read(path: Path) -> Database:
    # Not mode=ro: the last one to close such a connection leaves an empty log behind.
    database = _connect(path, "mode=rw")
    try:
        _number(database, "PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode & 0xFF in _NO_SIDE_FILES:
            return _connect_unchanging(path)
        with in_plain_words(path):
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
    return _connect(path, "immutable=1")


def _connect(path: Path, query: str) -> Database:
    place = path.as_uri()
    if path.drive.startswith("\\\\"):
        # SQLite takes a server's name for a host in the address and refuses it.
        place = place.replace("file://", "file:////", 1)
    with in_plain_words(path):
        connection = sqlite3.connect(
            f"{place}?{query}", uri=True, timeout=_PATIENCE, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        return Database(connection, execute_plugins=False)


def _set(database: Database, *pragmas: str) -> None:
    for pragma in pragmas:
        with closing(database.conn.execute(pragma)) as cursor:
            cursor.fetchall()


def _number(database: Database, pragma: str) -> int:
    return int(database.execute(pragma).fetchone()[0])
