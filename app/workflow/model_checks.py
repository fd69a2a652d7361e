"""Results of checks that a language model is put to once, kept from run to run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["keep_check", "kept_check"]

Check = TypeVar("Check")


def kept_check(path: Path, kind: type[Check]) -> Check | None:
    """A check that was kept; None where there is none that can be used.

    Args:
        path: Where it was kept.
        kind: Its class, a record of plain values.
    """
    try:
        return kind(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep_check(path: Path, found: Any) -> None:  # noqa: ANN401 - a record of plain values
    """Keep a check for the next run; where that cannot be done, it is done again then."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(found)), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
