"""A child that tries what no child may do, and reports what was refused."""

from __future__ import annotations

import ctypes
import sys
import tempfile
from collections.abc import Iterator

from app.isolation.frames import Frame
from app.isolation.serving import serve

__all__ = ["main", "try_forbidden"]

INTERNET, STREAM = 2, 1  # AF_INET, SOCK_STREAM


def main() -> None:
    """Serve the probe."""
    serve(try_forbidden)


def try_forbidden(question: Frame) -> Iterator[Frame]:
    """One frame that says which forbidden things were refused.

    The socket is asked of the system's own library: nothing here imports a network module.
    """
    size = int(question.header.get("allocate", 0))
    yield Frame(
        header={
            "network refused": network_refused(),
            "files refused": files_refused(),
            "memory refused": memory_refused(size) if size else None,
        }
    )


def network_refused() -> bool | None:
    """Whether an internet socket is refused; None where it cannot be tried."""
    if sys.platform == "win32":
        return None
    return bool(ctypes.CDLL(None).socket(INTERNET, STREAM, 0) < 0)


def files_refused() -> bool:
    """Whether writing to a new file is refused."""
    try:
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"x")
            file.flush()
    except OSError:
        return True
    return False


def memory_refused(size: int) -> bool:
    """Whether so many bytes of memory are refused."""
    try:
        bytearray(size)
    except MemoryError:
        return True
    return False
