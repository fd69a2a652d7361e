"""Asking a child that owns a model, so that its death costs a pause and not the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.records import ChildError

__all__ = ["ask_for_all"]

REPEATS = 2

Answer = TypeVar("Answer")
Ask = Callable[[Sequence[int]], Sequence[Answer]]


def ask_for_all(
    ask: Ask[Answer], count: int, harmless: Callable[[], object]
) -> tuple[list[Answer | None], tuple[int, ...]]:
    """The answers for texts 0 to ``count - 1``, whatever happens to the child meanwhile.

    A child that dies is started again and the batch repeated, at most twice; then each text
    is asked alone, to find the one that kills it.

    Args:
        ask: Asks the child for the texts with these numbers, one answer each.
        count: How many texts there are.
        harmless: Asks the child something no text takes part in; it is used to tell a text
            that kills from a child that cannot live at all.

    Returns:
        One answer per text, None for a text that killed its child each time; and the
        numbers of those texts, ascending.

    Raises:
        ChildError: The child dies whatever it is asked.
    """
    everything = range(count)
    for _ in range(1 + REPEATS):
        try:
            return list(ask(everything)), ()
        except ChildError:
            continue
    answers: list[Answer | None] = [alone(ask, number, harmless) for number in everything]
    failed = tuple(number for number in everything if answers[number] is None)
    return answers, failed


def alone(ask: Ask[Answer], number: int, harmless: Callable[[], object]) -> Answer | None:
    """The answer for one text, or None where the child dies of it and of nothing else."""
    for _ in range(REPEATS):
        try:
            return ask((number,))[0]
        except ChildError:
            harmless()
    return None
