"""The errors that a person is shown, each with what happened and what to do."""

from __future__ import annotations

__all__ = ["ChildError", "PasswordNeededError", "PostroomError", "StoppedError"]


class PostroomError(Exception):
    """The world's fault, told in two plain sentences; anything else is a fault of ours.

    Args:
        what: What happened, naming the file, page or row.
        remedy: What the person can do about it; may be empty.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".strip())


class PasswordNeededError(PostroomError):
    """A document is encrypted and no password that was given opens it."""


class ChildError(PostroomError):
    """A child process died, hung, or broke its limits while it did what was asked.

    Args:
        what: What happened.
        remedy: What the person can do about it.
        cause: ``"crashed"``, ``"stalled"``, ``"memory"`` or ``"protocol"``.
    """

    def __init__(self, what: str, remedy: str = "", *, cause: str) -> None:
        self.cause = cause
        super().__init__(what, remedy)


class StoppedError(PostroomError):
    """The person asked the run to stop; everything done so far is kept."""
