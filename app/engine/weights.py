"""A model's file is let in only when it is, byte for byte, the one that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path

from app.records import PostroomError

__all__ = ["check_bytes", "check_file", "file_sha256", "hashing", "refused"]

READ_BYTES = 4 * 2**20


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, lower-case hex.

    Raises:
        PostroomError: It cannot be read.
    """
    steps = hashing(path)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return str(end.value)


def hashing(path: Path) -> Generator[int, None, str]:
    """The same, block by block, each told by its bytes.

    Raises:
        PostroomError: It cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(READ_BYTES):
                digest.update(block)
                yield len(block)
    except OSError as error:
        raise unreadable(path, error) from error
    return digest.hexdigest()


def check_file(path: Path, sha256: str) -> None:
    """Refuse a file that has not this SHA-256.

    Raises:
        PostroomError: It has another one, or cannot be read.
    """
    if not sha256 or file_sha256(path) != sha256:
        raise refused(path)


def check_bytes(path: Path, sha256: str) -> bytes:
    """The whole content of a file, read once, so that what is checked is what is used.

    Raises:
        PostroomError: Its SHA-256 is another one, or it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not sha256 or hashlib.sha256(content).hexdigest() != sha256:
        raise refused(path)
    return content


def refused(path: Path) -> PostroomError:
    """What a person is told of a file that is not the known one."""
    return PostroomError(
        f"The model file {path.name} is damaged or is not the one it should be.",
        "Remove the model and install it again from its original file.",
    )


def unreadable(path: Path, error: OSError) -> PostroomError:
    """What a person is told of a file that cannot be read."""
    return PostroomError(
        f"The model file {path} cannot be read: {error.strerror or 'unknown reason'}.",
        "Install the model again, or ask for permission to read the file.",
    )
