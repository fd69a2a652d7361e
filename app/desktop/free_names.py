"""Names that nothing has yet, so that no file of a person's is ever written over."""

from __future__ import annotations

from pathlib import Path

__all__ = ["free_path"]


def free_path(path: Path) -> Path:
    """The path, with a number before its ending where something has that name."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
