"""TOML that persons write, read so that every mistake in it is one kind of error."""

from __future__ import annotations

import tomllib
from typing import Any

__all__ = ["table_of"]


def table_of(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        tomllib.TOMLDecodeError: It is none, or says what the parser cannot take; the
            message says what, and where that is known.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("Brackets stand too deep in each other") from None
    except ValueError:
        # A whole number that Python refuses to read for its length, a date that is none.
        raise tomllib.TOMLDecodeError("A number is too long, or a date is none") from None
