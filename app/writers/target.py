"""Files that are whole or not there: written aside in a hidden folder, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from app.records.errors import PostroomError
from app.records.results import ResultRow
from app.records.themes import ThemedRow

Row = TypeVar("Row", ResultRow, ThemedRow)

__all__ = ["documents_kept", "told", "whole_or_nothing"]


@contextlib.contextmanager
def whole_or_nothing(path: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    """A file to write in a hidden folder beside a target, whose place it takes at the end.

    Args:
        path: The target.
        suffixes: What its name may end in.

    Raises:
        PostroomError: The target cannot be written, or the disk is full.
    """
    check_suffix(path, suffixes)
    check_place(path)
    folder = path.parent / f".{path.name}.part"
    try:
        remove_folder(folder)  # a run that was killed here may have left one
        folder.mkdir(mode=0o700)
        part = folder / f"results{path.suffix.lower()}"
        yield part
        put_in_place(part, path)
    except OSError as error:
        raise told(error, path) from error
    finally:
        remove_folder(folder)


def check_suffix(path: Path, suffixes: Sequence[str]) -> None:
    """See that the name ends in one of these.

    Raises:
        PostroomError: It does not.
    """
    if path.suffix.lower() not in suffixes:
        raise PostroomError(
            f"Results cannot be written as {path.suffix or 'a file without a suffix'}.",
            f"Choose a name that ends in {', '.join(suffixes)}.",
        )


def check_place(path: Path) -> None:
    """See that a file can be written there.

    Raises:
        PostroomError: It cannot, for a reason that can be told beforehand.
    """
    if path.is_dir():
        raise PostroomError(f"{path} is a folder.", "Choose the name of a file.")
    if not path.parent.is_dir():
        raise PostroomError(
            f"There is no folder {path.parent}.", "Make it, or choose another place."
        )
    if not path.exists():
        return
    # What Excel, Word and LibreOffice put beside a file while it is open.
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if any(lock.exists() for lock in locks):
        raise open_elsewhere(path)
    if not path.stat().st_mode & stat.S_IWUSR:
        raise PostroomError(f"{path} is read-only.", "Choose another name.")
    try:
        # Windows refuses this while the file is open in Excel or Word.
        path.open("r+b").close()
    except OSError as error:
        raise told(error, path) from error


def documents_kept(rows: Iterable[Row], target: Path) -> Iterator[Row]:
    """The rows, until one comes from the very file that is to be written."""
    seen = ""
    for row in rows:
        if row.document.path != seen:
            seen = row.document.path
            # A document that is gone, or on a share that is away, is not the target.
            with contextlib.suppress(OSError):
                if target.samefile(seen):
                    raise PostroomError(
                        f"{target} is one of the documents that were read.",
                        "Choose another name, so that it stays as it is.",
                    )
        yield row


def put_in_place(part: Path, path: Path) -> None:
    """Bring a finished file to disk and give it its name."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    part.replace(path)


def remove_folder(folder: Path) -> None:
    """Remove the folder for unfinished files, and nothing in it that is not ours."""
    with contextlib.suppress(OSError):
        for pattern in ("results.*", "sheet*.xml"):
            for file in folder.glob(pattern):
                file.unlink()
        folder.rmdir()


def told(error: OSError, path: Path) -> PostroomError:
    """A failure of the file system in words."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return PostroomError(
                f"The disk is full; {path.name} was not written.",
                f"Make room, or choose another place than {path.parent}.",
            )
        case errno.EACCES | errno.EPERM | errno.EBUSY if path.exists():
            return open_elsewhere(path)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return PostroomError(
                f"The folder {path.parent} cannot be written to.", "Choose another place."
            )
        case _:
            return PostroomError(
                f"{path} could not be written: {error.strerror or type(error).__name__}.",
                "Choose another name or another place.",
            )


def open_elsewhere(path: Path) -> PostroomError:
    """What is said of a file that another program holds."""
    return PostroomError(
        f"{path.name} is open in another program, or may not be changed.",
        "Close it there, or choose another name.",
    )
