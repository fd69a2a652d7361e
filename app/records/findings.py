"""What a look at the machine and the installation found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What was looked at, such as "Memory".
        state: ``"good"``, ``"note"`` for what is worth knowing, or ``"problem"``.
        what: What was found, in a plain sentence.
        remedy: What the person can do about it; may be empty.
    """

    name: str
    state: Literal["good", "note", "problem"]
    what: str
    remedy: str = ""
