"""What a value of a settings or policy file must be, told in words where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["SETTINGS", "Demand", "above_zero", "first_wrong"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What a value must be.

    Attributes:
        words: As they follow "must be".
        is_met: Whether a value is so.
    """

    words: str
    is_met: Callable[[Any], bool]


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return _is_whole(value) or isinstance(value, float)


def above_zero(*, whole: bool) -> Demand:
    """A number above 0."""
    kind = _is_whole if whole else _is_number
    words = "a whole number above 0" if whole else "a number above 0"
    return Demand(words=words, is_met=lambda value: kind(value) and value > 0)


def _one_of(*values: str) -> Demand:
    words = "one of " + ", ".join(f'"{value}"' for value in values)
    return Demand(words=words, is_met=lambda value: value in values)


SETTINGS: Mapping[str, Demand] = {
    "language": _one_of("", "en", "es"),
    "appearance": _one_of("system", "light", "dark", "contrast"),
    "text_size": Demand(
        words="a whole number from 100 to 200",
        is_met=lambda value: _is_whole(value) and 100 <= value <= 200,
    ),
    "accuracy": Demand(
        words="a number from 0.8 to 0.99",
        is_met=lambda value: _is_number(value) and 0.8 <= value <= 0.99,
    ),
    "memory": Demand(words="true or false", is_met=lambda value: isinstance(value, bool)),
    "language_model": Demand(
        words="the name of a model",
        is_met=lambda value: isinstance(value, str) and len(value) <= 200,
    ),
    "notices": Demand(words="true or false", is_met=lambda value: isinstance(value, bool)),
}


def first_wrong(untrusted: Mapping[str, Any], demands: Mapping[str, Demand]) -> str:
    """The first name that is unknown or has no such value, and why; empty for none."""
    for name, value in untrusted.items():
        if name not in demands:
            return f"{name}: it means nothing here"
        if not demands[name].is_met(value):
            return f"{name}: it must be {demands[name].words}"
    return ""
