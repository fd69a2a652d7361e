"""Python text and SQLite text: the few strings that one has and the other has not."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["clean", "from_json", "path_column", "path_from", "to_json"]


def clean(text: str) -> str:
    """The text with half surrogate pairs, which UTF-8 has not, replaced one for one."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # As long as before, so that what counts characters in it stays right.
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def path_column(path: str) -> str | bytes:
    """A path as it is stored: as bytes where its name on disk is not valid text."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
    return path


def path_from(value: str | bytes) -> str:
    """The path that ``path_column`` stored."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def to_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """The value as compact JSON in its own order."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def from_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The value that ``to_json`` wrote."""
    return json.loads(text)
