"""From files and folders to the documents in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.readers.cleaning import clean_name
from app.records import Document, PostroomError

__all__ = ["find_documents"]

SYSTEM_NAMES = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "$recycle.bin"}
CASE_SUFFIX = ".postroom"
CASE_COMPANIONS = tuple(
    f"{CASE_SUFFIX}-{kind}" for kind in ("wal", "shm", "journal", "lock")
)


def find_documents(inputs: Sequence[Path]) -> Iterator[Document]:
    """Every document under these files and folders, waiting, in natural order of names.

    Hidden files, lock files (``~$``), system files and case files are left out, and links
    that lead out of the folder that was given are not followed. A file of an
    unknown kind is a document too: it fails by name when it is read.

    Raises:
        PostroomError: An input does not exist or a folder cannot be listed.
    """
    for given in inputs:
        if given.is_dir():
            yield from find_in_folder(given, given.resolve())
        elif given.exists():
            yield waiting(given, given.name)
        else:
            raise PostroomError(
                f"There is no file or folder {clean_name(str(given))}.",
                "Check the spelling of its path.",
            )


def find_in_folder(folder: Path, top: Path) -> Iterator[Document]:
    """The documents under ``folder``, whose names count from the folder that was given."""
    pending = [folder]
    while pending:
        current = pending.pop()
        folders = []
        for entry in listed(current):
            if not within(entry, top) or is_left_out(entry):
                continue
            if entry.is_dir():
                folders.append(entry)
            elif entry.is_file():
                yield waiting(entry, entry.relative_to(folder).as_posix())
        pending.extend(reversed(folders))


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, in natural order of names."""
    try:
        return sorted(folder.iterdir(), key=lambda entry: natural(entry.name))
    except OSError as error:
        raise PostroomError(
            f"The folder {clean_name(str(folder))} cannot be opened"
            f" ({error.strerror or 'no reason given'}).",
            "Ask for permission to read it, or choose another folder.",
        ) from error


def within(entry: Path, top: Path) -> bool:
    """Whether an entry is no link out of ``top`` and no link to a folder."""
    if not entry.is_symlink():
        return True
    target = entry.resolve()
    return target.is_relative_to(top) and target.is_file()


def is_left_out(entry: Path) -> bool:
    """Whether people do not mean this file when they give its folder."""
    name = entry.name
    return (
        name.startswith((".", "~$"))
        or name.casefold() in SYSTEM_NAMES
        or CASE_SUFFIX in {suffix.casefold() for suffix in entry.suffixes[-1:]}
        or name.casefold().endswith(CASE_COMPANIONS)
    )


def waiting(path: Path, name: str) -> Document:
    """The document of a file that has not been read yet."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Document(name=clean_name(name), path=str(path.absolute()), size=size)


def natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A sort key that puts 2 before 10 and does not tell capitals apart."""
    steps = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    key = [
        (0, int(step), "") if step.isdigit() and step.isascii() else (1, 0, step)
        for step in steps
    ]
    return key, name
