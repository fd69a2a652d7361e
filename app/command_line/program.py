"""What every command is handed: the program, its two streams, and who is there."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from app.command_line.telling import as_json

if TYPE_CHECKING:
    from app.startup import Postroom

__all__ = ["Program", "start_postroom"]

WIDTH_OF_FILES = 100


def start_postroom() -> Postroom:
    """The program on this machine."""
    # Readers and models load with it; --help and mistyped commands need none of them.
    from app.startup import Postroom  # noqa: PLC0415

    return Postroom.start()


class Program:
    """The program as the commands use it; it starts when the first command asks for it.

    Args:
        start: Gives the program.
        open_desk: Opens the window on a case file or on none, and gives its exit status;
            None where there is no window.
        interactive: Whether a person can be asked; None finds out.
        clock: Seconds from any fixed moment, never going back.
    """

    def __init__(
        self,
        start: Callable[[], Postroom] = start_postroom,
        open_desk: Callable[[Path | None], int] | None = None,
        *,
        interactive: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start = start
        self._postroom: Postroom | None = None
        self._interactive = interactive
        self.open_desk = open_desk
        self.clock = clock
        self.out = console(stderr=False)
        self.err = console(stderr=True)

    @property
    def postroom(self) -> Postroom:
        """The program, started."""
        if self._postroom is None:
            self._postroom = self._start()
        return self._postroom

    @property
    def log_path(self) -> Path | None:
        """Where the log lies, None where there is none or nothing was started."""
        return self._postroom.log_path if self._postroom else None

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked something."""
        if self._interactive is None:
            return sys.stdin.isatty() and sys.stderr.isatty()
        return self._interactive

    def print_json(self, facts: Mapping[str, Any] | str) -> None:
        """Print one line of JSON, given as a mapping or as the line itself."""
        sys.stdout.write((facts if isinstance(facts, str) else as_json(facts)) + "\n")


def console(*, stderr: bool) -> Console:
    """A stream that takes no text of a document for markup, and finds the real one late."""
    plain = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not plain.is_terminal:
        plain.width = WIDTH_OF_FILES
    return plain
