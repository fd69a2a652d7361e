"""Records as values for JSON, and records out of such values again."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app.store.texts import from_json, to_json

__all__ = ["record_from", "record_to"]

Record = TypeVar("Record")


def record_to(record: Any) -> str:  # noqa: ANN401 - any record
    """A record as JSON text."""
    return to_json(asdict(record))


def record_from(kind: type[Record], text: str) -> Record:
    """The record of this kind that ``record_to`` wrote.

    What a newer record has and the text has not gets the record's own default.
    """
    read: Record = _read(kind, from_json(text))
    return read


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401 - types and JSON
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        told = {n: _read(hint, value[n]) for n, hint in _hints(kind).items() if n in value}
        return kind(**told)
    if origin is tuple:
        return tuple(_members(get_args(kind), value))
    if origin in (Union, types.UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    is_word = isinstance(kind, type) and issubclass(kind, StrEnum)
    return kind(value) if is_word else value


def _members(kinds: tuple[Any, ...], values: Sequence[Any]) -> Iterator[Any]:
    alike = kinds[-1] is Ellipsis
    for number, value in enumerate(values):
        yield _read(kinds[0 if alike else number], value)
