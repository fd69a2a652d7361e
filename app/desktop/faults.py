"""What is said of a fault of the program's own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

__all__ = ["our_fault"]


def our_fault() -> tuple[str, str]:
    """What is said of a fault of the program: what happened, and what to do."""
    say = QCoreApplication.translate
    return (
        say("Worker", "Something inside Postroom went wrong."),
        say(
            "Worker",
            "Everything decided so far is kept. Try again; see the log for details.",
        ),
    )
