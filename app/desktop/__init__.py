"""The window: what a person sees of a case, and nothing of how it is decided."""

from __future__ import annotations

from pathlib import Path

from app.desktop.contracts import Postroom

__all__ = ["open_desk"]


def open_desk(postroom: Postroom, case: Path | None) -> int:
    """The window was opened, worked in and closed; the exit status of the program.

    Args:
        postroom: What the program is made of here.
        case: A case file to open at once, None for the start page.
    """
    # Qt is loaded here and not above: whoever only asks for --help never pays for it.
    from app.desktop.desk import run_desk  # noqa: PLC0415 - see the line above

    return run_desk(postroom, case)
