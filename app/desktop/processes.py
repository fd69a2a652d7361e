"""The processes in which work is done, where it is done apart from the window.

A scripted program works where it is called: then there is nothing to part, to end or to cut
off.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from app.desktop.contracts import Postroom

__all__ = ["cut_off", "end_of", "of_its_own"]


@runtime_checkable
class _Apart(Protocol):
    """A program whose work is done in a process of its own."""

    def own_process(self) -> Postroom:
        """The same program for another thread."""

    def end_process(self) -> None:
        """The process ends; the next question starts another."""

    def cut_off(self) -> None:
        """The process ends in the midst of its work; from any thread."""


def of_its_own(postroom: Postroom) -> Postroom:
    """The same program for another thread, with a process of its own where it has any."""
    return postroom.own_process() if isinstance(postroom, _Apart) else postroom


def end_of(postroom: Postroom) -> None:
    """Its process ends, if it has one."""
    if isinstance(postroom, _Apart):
        postroom.end_process()


def cut_off(postroom: Postroom) -> bool:
    """Whether its work could be ended in the midst of it; from any thread."""
    if isinstance(postroom, _Apart):
        postroom.cut_off()
        return True
    return False
