"""A scheme's memory: one SQLite file that keeps what an office has taught a scheme.

It outlives the cases that it learned from. Several windows may have it open at the same
time: whoever writes does it in one short transaction, and the others wait for it.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from app.records import PostroomError
from app.store.audit import record_opening
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
from app.store.database_file import DatabaseFile, in_plain_words
from app.store.header import ask_header
from app.store.memory_migrations import MEMORY
from app.store.wiping import finish_wiping

__all__ = ["Memory", "open_memory"]


class Memory(DatabaseFile):
    """A scheme's memory held open by one thread; the functions of this room do the rest."""

    def __init__(
        self, path: Path, database: Database, read_only_note: str | None = None
    ) -> None:
        super().__init__(path, database, MEMORY, read_only_note)


def open_memory(path: Path, *, create: bool = True, read_only: bool = False) -> Memory:
    """Opens a scheme's memory, or makes one, and brings an older one up to date.

    Where the file or its folder cannot be written, it is opened for reading and
    ``read_only_note`` says so. Use the result in the thread that opened it.

    Args:
        path: Of the memory; its folder exists.
        create: Whether a file that does not exist is made.
        read_only: Whether only reading is wanted.

    Raises:
        PostroomError: It is no scheme memory, is newer than the program, is in use by
            somebody who does not let go of it, or cannot be opened.
    """
    path = path.absolute()
    create = create and not read_only
    if is_there(path, MEMORY, create=create):
        header = ask_header(path, MEMORY)
        # An empty file is what a start that was cut off at once leaves behind.
        if header is not None or not create:
            refuse_others(path, MEMORY, None if header is None else header.application)
    else:
        _make(path)
    if read_only:
        return _open_for_reading(path, "")
    if not (_may_write(path) and _may_write(path.parent)):
        note = f"The scheme memory {path} cannot be written. {elsewhere(MEMORY)}"
        return _open_for_reading(path, note)
    return _open_for_writing(path)


def _make(path: Path) -> None:
    try:
        # Readable by its owner only from its first moment on.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass  # another window was quicker; SQLite lets only one of the two fill it
    except OSError as error:
        raise PostroomError(
            f"The scheme memory {path} cannot be made: {error.strerror}.",
            elsewhere(MEMORY),
        ) from error


def _may_write(path: Path) -> bool:
    # Asked, not tried: to open the file and close it again would drop SQLite's locks.
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=effective)


def _open_for_writing(path: Path) -> Memory:
    close_to_others(path)
    database = connect(path, MEMORY, "mode=rw")
    try:
        with in_plain_words(path, MEMORY):
            # No write-ahead log: a memory may lie on a drive that several people share.
            tell(database, *ALWAYS, *WHEN_WRITING, "PRAGMA journal_mode = TRUNCATE")
            bring_up_to_date(database, path, MEMORY)
        memory = Memory(path, database)
        record_opening(memory)
        finish_wiping(memory)
    except BaseException:
        database.close()
        raise
    return memory


def _open_for_reading(path: Path, note: str) -> Memory:
    database = connect(path, MEMORY, "mode=rw")
    try:
        with in_plain_words(path, MEMORY):
            tell(database, *ALWAYS, "PRAGMA query_only = ON")
            version = number(database, "PRAGMA user_version")
        refuse_newer(path, MEMORY, version)
        refuse_older(path, MEMORY, version)
    except BaseException:
        database.close()
        raise
    return Memory(path, database, note)
