"""The bytes of a document: a file on disk, or a file found inside another."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.readers.answers import Refused, count
from app.readers.requests import ReadCaps

__all__ = ["Source", "fingerprint", "source_of_file"]

CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The bytes of one document.

    Attributes:
        name: Its own name, for its suffix.
        path: Where it lies on disk; None for a file inside another.
        data: All of its bytes, for a file inside another.
    """

    name: str
    path: Path | None = None
    data: bytes = b""

    @property
    def suffix(self) -> str:
        """What follows the last point of the name, in small letters, with the point."""
        return Path(self.name).suffix.casefold()

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.path.stat().st_size if self.path is not None else len(self.data)

    def open(self) -> BinaryIO:
        """A stream over its bytes, to be closed by the caller."""
        return self.path.open("rb") if self.path is not None else io.BytesIO(self.data)

    def head(self, length: int) -> bytes:
        """Its first bytes."""
        with self.open() as file:
            return file.read(length)

    def whole(self, caps: ReadCaps) -> bytes:
        """All of its bytes.

        Raises:
            Refused: There are more than the cap on one entry.
        """
        if self.path is None:
            return self.data
        with self.path.open("rb") as file:
            data = file.read(caps.entry_bytes + 1)
        if len(data) > caps.entry_bytes:
            raise Refused(
                f"The file has more than {count(caps.entry_bytes // 10**6, 'megabyte')},"
                " the most that is read of a file of this kind.",
                "too big",
            )
        return data


def source_of_file(path: Path) -> Source:
    """The source of a file on disk.

    Raises:
        Refused: It is not there or cannot be opened.
    """
    try:
        with path.open("rb"):
            pass
    except FileNotFoundError:
        raise Refused("The file is not there any more.", "missing") from None
    except OSError as error:
        raise Refused(
            f"The file cannot be opened ({error.strerror or 'no reason given'}).", "missing"
        ) from None
    return Source(name=path.name, path=path)


def fingerprint(source: Source) -> tuple[str, int]:
    """SHA-256 of the bytes in lower-case hex, and how many there are."""
    digest = hashlib.sha256()
    size = 0
    with source.open() as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
