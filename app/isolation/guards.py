"""Which guards hold on this machine, found out by trying."""

from __future__ import annotations

from dataclasses import dataclass

from app.isolation.child import Child
from app.isolation.frames import Frame
from app.isolation.limits import Limits

__all__ = ["Guards", "try_guards"]

PROBE_BYTES = 512 * 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class Guards:
    """Which forbidden things a child was refused; None where it could not be tried."""

    network_refused: bool | None
    files_refused: bool | None
    memory_refused: bool | None


def try_guards() -> Guards:
    """Start a child that tries what no child may do.

    Raises:
        ChildError: The child could not even start.
    """
    with Child("probe", Limits(memory_bytes=PROBE_BYTES)) as child:
        question = Frame(header={"allocate": 2 * PROBE_BYTES})
        (told,) = child.ask(question, patience=30)
    answers = [
        value if isinstance(value, bool) else None
        for value in (
            told.header.get("network refused"),
            told.header.get("files refused"),
            told.header.get("memory refused"),
        )
    ]
    return Guards(
        network_refused=answers[0], files_refused=answers[1], memory_refused=answers[2]
    )
