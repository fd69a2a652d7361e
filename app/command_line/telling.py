"""The small words of the terminal: numbers, times, names, commands."""

from __future__ import annotations

import json
import math
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = [
    "as_json",
    "count_of",
    "of_hundred",
    "percent",
    "plain",
    "shell_command",
    "size_of",
    "time_left",
    "waiting",
]

# Control characters could drive the terminal; marks of direction could turn a name round.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
MINUTE = 60
HOUR = 3600


def plain(untrusted_text: str) -> str:
    """A text that came from outside as a terminal may show it, on one line."""
    return UNPRINTABLE.sub("\ufffd", " ".join(untrusted_text.split()))


def count_of(number: int, noun: str) -> str:
    """A number with its noun: ``1 document``, ``1,234 documents``."""
    if number == 1:
        return f"{number:,} {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("ry") else f"{number:,} {noun}s"


def of_hundred(share: float) -> str:
    """How many of 100 a share is: ``95``; what is below all of them never reads as all."""
    hundredths = round(100 * share, 6)
    if 99 < hundredths < 100:
        return f"{math.floor(10 * hundredths) / 10:g}"
    return f"{hundredths:.0f}"


def percent(share: float | None) -> str:
    """A share in a sentence: ``3 %``; a dash where there is none.

    What is a little more than nothing never reads as nothing.
    """
    if share is None:
        return "-"
    if 0 < share < 0.01:
        return "less than 0.1 %" if share < 0.001 else f"{100 * share:.1f} %"
    return f"{of_hundred(share)} %"


def waiting(number: int, case: str) -> str:
    """That so many labels are not used yet, and how to see what they would change."""
    verb = "is" if number == 1 else "are"
    command = shell_command(["postroom", "learn", "--case", case])
    return (
        f"{count_of(number, 'new label')} {verb} not used yet; see what"
        f" {'it' if number == 1 else 'they'} would change with: {command}"
    )


def time_left(seconds: float | None) -> str:
    """A time as no more exact than it is known; empty where it is not."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return "less than a minute left"
    if seconds < 90 * MINUTE:
        return f"about {count_of(round(seconds / MINUTE), 'minute')} left"
    return f"about {count_of(round(seconds / HOUR), 'hour')} left"


def size_of(size: int) -> str:
    """A size in MB or GB of a thousand each; empty where it is not known."""
    if size <= 0:
        return ""
    if size < 1e9:
        return f"{max(1, round(size / 1e6))} MB"
    return f"{size / 1e9:.1f} GB"


def shell_command(arguments: Sequence[str]) -> str:
    """A command line that can be pasted into this system's shell."""
    if sys.platform == "win32":
        return " ".join(
            f'"{one}"' if not one or set(one) & set(" &()^;,'") else one
            for one in arguments
        )
    return shlex.join(arguments)


def as_json(facts: Mapping[str, Any]) -> str:
    """Facts as one line of JSON."""
    return json.dumps(facts, ensure_ascii=False, default=str)
