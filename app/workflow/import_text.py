"""Pasted texts: each becomes a file of its own in Postroom's folder, and a document."""

from __future__ import annotations

import os
import re
from datetime import date
from itertools import count
from pathlib import Path

from app.records import Document, PostroomError

__all__ = ["LONGEST_TEXT", "is_own_copy", "keep_text"]

LONGEST_TEXT = 5_000_000  # characters, some 2,000 pages
_NAME_WORDS = 6
_NAME_LENGTH = 50
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


def keep_text(folder: Path, text: str, day: date) -> Path:
    """Write a text as a new file, readable by its owner only.

    Args:
        folder: Where; made if it is missing.
        text: Some words.
        day: Of today, for the name.

    Raises:
        PostroomError: There are no words in it, too many, or it cannot be written.
    """
    if not text.strip():
        raise PostroomError("There is no text to keep.", "Copy some text first.")
    if len(text) > LONGEST_TEXT:
        raise PostroomError(
            f"The text has more than {LONGEST_TEXT:,} characters.",
            "Save it as a file, and add that.",
        )
    data = text.encode("utf-8", "replace")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in count(1):
            path = folder / name_of(text, day, number)
            try:
                written = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
            with os.fdopen(written, "wb") as file:
                file.write(data)
            return path
    except OSError as error:
        raise PostroomError(
            f"The text cannot be kept in {folder}: {error.strerror or 'no reason given'}.",
            "Make room on the disk, or save the text as a file and add that.",
        ) from error
    raise AssertionError("numbers do not end")


def name_of(text: str, day: date, number: int) -> str:
    """A file's name: the day, the first words, and a number where it is taken."""
    words: list[str] = []
    for found in _WORD.finditer(text[: 20 * _NAME_LENGTH]):
        if len(words) == _NAME_WORDS or len(" ".join([*words, found[0]])) > _NAME_LENGTH:
            break
        words.append(found[0])
    name = f"{day.isoformat()} {' '.join(words) or 'pasted text'}"
    return f"{name}.txt" if number == 1 else f"{name} ({number}).txt"


def is_own_copy(document: Document, folder: Path | None) -> bool:
    """Whether a document is a pasted text that only Postroom keeps."""
    if folder is None or document.inner:
        return False
    path = Path(document.path)
    return path.parent == folder.absolute() and path.suffix == ".txt"
