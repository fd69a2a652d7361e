"""Results out, written aside and renamed when whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

from app.records.errors import PostroomError
from app.records.results import ResultRow, ResultsAbout
from app.writers.layout import layout_of
from app.writers.tables import write_csv, write_json_lines
from app.writers.workbook import write_workbook

__all__ = ["SUFFIXES", "whole_or_nothing", "write_results"]

SUFFIXES = (".xlsx", ".csv", ".jsonl")


def write_results(
    path: Path,
    rows: Iterable[ResultRow],
    about: ResultsAbout,
    columns: Sequence[str] = (),
) -> Generator[int]:
    """Write results as .xlsx, .csv or .jsonl by the suffix; yields rows written so far.

    Everything is written in a hidden folder beside the file and takes the file's place
    only when it is whole; closing the generator early leaves the old file as it was.

    Args:
        path: The file to write; it may exist, unless it is one of the documents.
        rows: In input order; read once.
        about: What the method sheet says.
        columns: Headers of all sheets that the rows come from, in first-seen order; empty
            for letters.

    Raises:
        PostroomError: The suffix is none of the three, the file is one of the documents, is
            open elsewhere, or cannot be written where it is to be.
        ValueError: A row has a header that is not among ``columns``.
    """
    with whole_or_nothing(path) as part:
        guarded = documents_kept(rows, path)
        match part.suffix:
            case ".xlsx":
                yield from write_workbook(part, guarded, about, layout_of(columns))
            case ".csv":
                yield from write_csv(part, guarded, layout_of(columns))
            case _:
                yield from write_json_lines(part, guarded)


@contextlib.contextmanager
def whole_or_nothing(path: Path) -> Iterator[Path]:
    """A file to write in a hidden folder beside a target, whose place it takes at the end.

    Raises:
        PostroomError: The target cannot be written, or the disk is full.
    """
    check_target(path)
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


def check_target(path: Path) -> None:
    """See that results can be written to this file.

    Raises:
        PostroomError: They cannot, for a reason that can be told beforehand.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise PostroomError(
            f"Results cannot be written as {path.suffix or 'a file without a suffix'}.",
            f"Choose a name that ends in {', '.join(SUFFIXES)}.",
        )
    if path.is_dir():
        raise PostroomError(f"{path} is a folder.", "Choose the name of a file.")
    if not path.parent.is_dir():
        raise PostroomError(
            f"There is no folder {path.parent}.", "Make it, or choose another place."
        )
    # What Excel and LibreOffice put beside a file while it is open.
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if path.exists() and any(lock.exists() for lock in locks):
        raise open_elsewhere(path)
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise PostroomError(f"{path} is read-only.", "Choose another name.")
    if path.exists():
        try:
            # Windows refuses this while the file is open in Excel.
            path.open("r+b").close()
        except OSError as error:
            raise told(error, path) from error


def documents_kept(rows: Iterable[ResultRow], target: Path) -> Iterator[ResultRow]:
    """The rows, until one comes from the very file that is to be written."""
    seen = ""
    for row in rows:
        if row.document.path != seen:
            seen = row.document.path
            # A document that is gone, or on a share that is away, is not the target.
            with contextlib.suppress(OSError):
                if target.samefile(seen):
                    raise PostroomError(
                        f"{target} is one of the documents that were sorted.",
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
