"""Values that a child sent, checked before anything is made of them."""

from __future__ import annotations

from app.readers.cleaning import clean_name

__all__ = ["Nonsense", "one_line", "share", "sheet_name", "whole"]

REASON_LENGTH = 500


class Nonsense(Exception):  # noqa: N818 - told as the child's fault, never raised to callers
    """What the child sent is not of the agreed form."""


def whole(untrusted: object, least: int, most: int) -> int:
    """A whole number within bounds.

    Raises:
        Nonsense: It is none.
    """
    if (
        not isinstance(untrusted, int)
        or isinstance(untrusted, bool)
        or not least <= untrusted <= most
    ):
        raise Nonsense("a number out of range")
    return untrusted


def share(untrusted: object) -> float | None:
    """A number from 0 to 1, or None."""
    if untrusted is None:
        return None
    if not isinstance(untrusted, int | float) or not 0.0 <= untrusted <= 1.0:
        raise Nonsense("a share out of range")
    return float(untrusted)


def one_line(untrusted: object) -> str:
    """A reason as one line of bounded length."""
    printable = (mark if mark.isprintable() else " " for mark in str(untrusted))
    return " ".join("".join(printable).split())[:REASON_LENGTH]


def sheet_name(untrusted: object) -> str | None:
    """The name of a sheet that can be shown; None for a text table."""
    return None if untrusted is None else clean_name(str(untrusted))
