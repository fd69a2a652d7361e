"""The lock that one writer holds on a case file; readers never meet it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from app.records import PostroomError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["WriterLock", "is_being_written", "lock_path"]

_ATTEMPTS = 20  # a lock file that its owner removes while we open it is opened anew


def lock_path(path: Path) -> Path:
    """The lock file that lies beside a case file while somebody writes to it."""
    return path.with_name(f"{path.name}-lock")


class WriterLock:
    """The right to write to one case file, held until it is let go or the process ends.

    The operating system drops it when the process dies, however it dies.

    Args:
        path: Of the case file.

    Raises:
        PostroomError: Another Postroom holds it, or the drive cannot lock files.
        PermissionError: The folder cannot be written.
        OSError: The same on a read-only drive (errno EROFS).
    """

    def __init__(self, path: Path) -> None:
        self._path = lock_path(path)
        for _ in range(_ATTEMPTS):
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(self._handle, path)
                if self._is_still_there():
                    return
            except BaseException:
                os.close(self._handle)
                raise
            os.close(self._handle)
        raise _held(path)

    def _is_still_there(self) -> bool:
        # Whoever held it before may have removed the file after we opened it; a lock on a
        # file that has no name keeps nobody out.
        try:
            return _same(self._path, self._handle)
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Removes the lock file and lets the lock go."""
        if sys.platform == "win32":
            os.close(self._handle)  # an open file cannot be removed there
            _unlink(self._path)
        else:
            _unlink(self._path)  # while the lock is held, so that nobody else's goes
            os.close(self._handle)


def _same(path: Path, handle: int) -> bool:
    there, here = path.stat(), os.fstat(handle)
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        pass  # somebody else has opened it already, and a left lock file locks nothing


def _lock(handle: int, path: Path) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}:
            raise _held(path) from error
        raise PostroomError(
            f"The drive that holds {path} cannot lock files.",
            "Move the case file to a disk of this computer.",
        ) from error


def _held(path: Path) -> PostroomError:
    return PostroomError(
        f"Another Postroom is working on the case file {path}.",
        "Use its window, or wait until it is done, and try again.",
    )


def is_being_written(path: Path) -> bool:
    """Whether somebody holds the right to write to a case file now.

    A lock file that was left by a program that ended is taken away.
    """
    if not lock_path(path).exists():
        return False
    try:
        lock = WriterLock(path)
    except (PostroomError, OSError):
        return True
    lock.release()
    return False
