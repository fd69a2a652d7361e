"""What the header of a SQLite file says, learned without changing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.records import PostroomError
from app.store.connecting import connect, number
from app.store.database_file import in_plain_words
from app.store.kinds import Kind

__all__ = ["Header", "ask_header", "read_header"]

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What a file says of itself (https://www.sqlite.org/fileformat.html, section 1.3).

    Attributes:
        application: Number of the program it belongs to; -1 where it is no SQLite file.
        version: Number that the program gave to its shape.
        write_ahead_log: Whether it is kept with a write-ahead log.
    """

    application: int
    version: int = 0
    write_ahead_log: bool = False


def read_header(path: Path) -> Header | None:
    """The header of a file, None where the file is empty.

    Raises:
        PostroomError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise PostroomError(
            f"The file {path} cannot be read: {error.strerror}.",
            "Ask its owner, or whoever looks after this computer.",
        ) from error
    if not head:
        return None
    if len(head) < 100 or not head.startswith(_MAGIC):
        return Header(application=-1)
    return Header(
        application=int.from_bytes(head[68:72], "big"),
        version=int.from_bytes(head[60:64], "big"),
        write_ahead_log=head[18] == 2,
    )


def ask_header(path: Path, kind: Kind) -> Header | None:
    """The header of a file that this process may have open as a database already.

    SQLite is asked for it: on POSIX a process that opens and closes such a file by itself
    loses all locks that it holds on it (https://www.sqlite.org/howtocorrupt.html, section
    2.2). Whether there is a write-ahead log is not told.

    Raises:
        PostroomError: The file cannot be read.
    """
    if path.stat().st_size == 0:
        return None
    # An unchanging file: SQLite takes no lock, and puts nothing in order.
    with in_plain_words(path, kind), closing(connect(path, kind, "immutable=1")) as file:
        try:
            return Header(
                application=number(file, "PRAGMA application_id"),
                version=number(file, "PRAGMA user_version"),
            )
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_NOTADB:
                raise
            return Header(application=-1)
