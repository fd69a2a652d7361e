"""How much room the program's own folders take, and what is left over in them."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app import store
from app.records import PostroomError, StoredKind, StoredPlace
from app.startup.places import UNKEPT_FOLDER, Places

__all__ = ["measure", "remove_leftovers"]

# What was changed so lately may be in use by another window, or be about to be, in seconds.
LATELY = 600


def measure(places: Places, unkept_name: str) -> tuple[StoredPlace, ...]:
    """The program's own folders, each with what lies in it; nothing is opened.

    Args:
        places: Of this person.
        unkept_name: Of a case file that is not kept.
    """
    folders = {
        StoredKind.CASES: places.data / "cases",
        StoredKind.SCHEMES: places.data / "schemes",
        StoredKind.MEMORIES: places.memories,
        StoredKind.MODELS: places.installed_models,
        StoredKind.LOGS: places.logs,
    }
    measured = [_measured(kind, folder) for kind, folder in folders.items()]
    left = list(_leftovers(places, unkept_name))
    found = [_measured(StoredKind.LEFTOVERS, path) for path in left]
    whole = StoredPlace(
        kind=StoredKind.LEFTOVERS,
        folder=places.data / "unkept",
        size=sum(each.size for each in found),
        files=sum(each.files for each in found),
    )
    return (*measured, whole)


def remove_leftovers(places: Places, unkept_name: str) -> int:
    """Deletes what runs that were cut off have left, but for what is in use.

    Case files that were not to be kept are overwritten first. Nothing but the program's
    own files is touched.

    Returns:
        How many bytes there are more of now.

    Raises:
        PostroomError: Something cannot be deleted.
    """
    freed = 0
    for path in list(_leftovers(places, unkept_name)):
        size = _measured(StoredKind.LEFTOVERS, path).size
        try:
            if path.is_dir():
                _remove_unkept(path, unkept_name)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise PostroomError(
                f"{path} cannot be deleted: {error.strerror}.",
                "Close every other window of Postroom, and try again.",
            ) from error
        freed += size
    return freed


def _leftovers(places: Places, unkept_name: str) -> Iterator[Path]:
    """Folders of case files that are not kept and not in use; models half copied."""
    unkept = places.data / "unkept"
    for folder in sorted(unkept.glob(f"{UNKEPT_FOLDER}*")):
        own = folder.is_dir() and not folder.is_symlink()
        is_used = own and (_is_new(folder) or store.is_being_written(folder / unkept_name))
        if own and not is_used:
            yield folder
    for part in sorted(places.installed_models.glob("*/*.part")):
        if part.is_file() and not part.is_symlink() and not _is_new(part):
            yield part


def _is_new(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < LATELY
    except OSError:
        return True


def _remove_unkept(folder: Path, unkept_name: str) -> None:
    case = folder / unkept_name
    if case.is_file():
        # Half written, it may be nothing that is known as a case file: then it just goes.
        with contextlib.suppress(PostroomError):
            store.purge(case)
    shutil.rmtree(folder)


def _measured(kind: StoredKind, path: Path) -> StoredPlace:
    size = files = 0
    sizes = _sizes(path) if path.is_dir() else _size_of(path)
    for each in sizes:
        size += each
        files += 1
    return StoredPlace(kind=kind, folder=path, size=size, files=files)


def _sizes(folder: Path) -> Iterator[int]:
    for where, _, names in os.walk(folder):
        for name in names:
            yield from _size_of(Path(where) / name)


def _size_of(path: Path) -> Iterator[int]:
    with contextlib.suppress(OSError):  # gone, or not to be looked at
        yield path.lstat().st_size
