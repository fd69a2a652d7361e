"""The first hundred bytes of a SQLite file, read without opening it as a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.records import PostroomError

__all__ = ["Header", "read_header"]

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
