"""Records as JSON values and back, told by their type hints: what crosses to a process.

Nothing is pickled and no type is named in what is sent: both sides build the same codec
from the same hint. A dataclass becomes the list of its fields, an enum its value, a mapping
a list of pairs; of a union the option's number goes along. Long bytes (the pixels of a
page) travel beside the JSON.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import threading
import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

__all__ = ["Codec", "codec_of"]

# From so many bytes on they travel beside the JSON; below, a hexadecimal word is quicker.
LONG = 4096

Way: TypeAlias = Callable[[Any, list[Any]], Any]

_PLAIN = (str, int, float, bool, type(None))
_SEQUENCES: dict[object, type] = {
    list: list,
    tuple: tuple,
    set: set,
    frozenset: frozenset,
    collections.abc.Sequence: tuple,
    collections.abc.Collection: tuple,
    collections.abc.Set: frozenset,
}
_MAPPINGS = (dict, collections.abc.Mapping)


@dataclass(slots=True)
class Codec:
    """How values of one type are written and read; None where JSON has them as they are.

    Both take a value and the list of the bytes that travel beside it.

    Attributes:
        kinds: The classes whose instances it writes, to tell the options of a union apart.
    """

    kinds: tuple[type, ...]
    write: Way | None = None
    read: Way | None = None

    def packed(self, value: object, beside: list[bytes]) -> object:
        """The value as JSON values; long bytes are put beside it.

        Raises:
            TypeError: It is not of the type.
        """
        return self.write(value, beside) if self.write else value

    def unpacked(self, sent: object, beside: list[bytes]) -> Any:  # noqa: ANN401 - by hint
        """The value that was packed."""
        return self.read(sent, beside) if self.read else sent


_known: dict[object, Codec] = {}
_building = threading.RLock()


def codec_of(hint: Any) -> Codec:  # noqa: ANN401 - a type hint has no type of its own
    """How values of this type hint are written and read.

    Raises:
        TypeError: The hint says too little (``object``), or names what cannot be sent.
    """
    with _building:
        if hint not in _known:
            _known[hint] = _made_for(hint)
        return _known[hint]


def _made_for(hint: Any) -> Codec:  # noqa: ANN401 - see codec_of
    origin, of = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and origin is None:
        made = _of_class(hint)
    elif origin is Annotated:
        made = codec_of(of[0])
    elif origin is Literal:
        made = Codec(kinds=tuple({type(value) for value in of}))
    elif origin in (Union, types.UnionType):
        made = _of_union(of)
    elif origin in _SEQUENCES:
        made = _of_sequence(origin, of)
    elif origin in _MAPPINGS:
        made = _of_mapping(*(codec_of(each) for each in of))
    else:
        raise TypeError(f"{hint} cannot be sent to another process")
    return made


def _of_class(hint: type) -> Codec:
    made = Codec(kinds=(hint,))
    if hint in _PLAIN:
        pass
    elif hint is bytes:
        made.write, made.read = _write_bytes, _read_bytes
    elif issubclass(hint, Path):
        made.write, made.read = lambda value, _: str(value), lambda sent, _: Path(sent)
    elif hint in (date, datetime):
        made.write = lambda value, _: value.isoformat()
        made.read = lambda sent, _: hint.fromisoformat(sent)
    elif issubclass(hint, Enum):
        made.write, made.read = lambda value, _: value.value, lambda sent, _: hint(sent)
    elif dataclasses.is_dataclass(hint):
        _of_record(hint, made)
    else:
        raise TypeError(f"{hint} cannot be sent to another process")
    return made


def _of_record(record: type, made: Codec) -> None:
    """Fill in how a dataclass is written and read: the list of its fields."""
    made.write = made.read = _not_yet
    _known[record] = made  # before its fields are looked at: one may hold the same kind
    hints = get_type_hints(record)
    names = tuple(each.name for each in dataclasses.fields(record))
    fields_of = attrgetter(*names) if len(names) > 1 else None
    codecs = [codec_of(hints[name]) for name in names]
    busy = [(at, codec) for at, codec in enumerate(codecs) if codec.write]

    def write(value: Any, beside: list[Any]) -> list[Any]:  # noqa: ANN401 - of the record
        if type(value) is not record:
            raise TypeError(f"a {type(value).__name__} is no {record.__name__}")
        if fields_of is not None:
            sent = list(fields_of(value))
        else:
            sent = [getattr(value, name) for name in names]
        for at, codec in busy:
            sent[at] = codec.write(sent[at], beside)  # type: ignore[misc]  # it is busy
        return sent

    def read(sent: Any, beside: list[Any]) -> Any:  # noqa: ANN401 - JSON in, record out
        for at, codec in busy:
            sent[at] = codec.read(sent[at], beside)  # type: ignore[misc]  # it has one
        return record(**dict(zip(names, sent, strict=True)))

    made.write, made.read = write, read


def _not_yet(value: Any, beside: list[Any]) -> Any:  # noqa: ANN401, ARG001 - a stand-in
    raise TypeError("a record was sent while its codec was made")


def _of_sequence(origin: Any, of: tuple[Any, ...]) -> Codec:  # noqa: ANN401 - see codec_of
    kind = _SEQUENCES[origin]
    kinds = (kind,) if origin in (list, tuple, set, frozenset) else (origin,)
    if kind is tuple and origin is tuple and of[-1:] != (...,):
        return _of_fixed([codec_of(each) for each in of])
    inner = codec_of(of[0])

    def write(value: Any, beside: list[Any]) -> list[Any]:  # noqa: ANN401 - any sequence
        way = inner.write
        return [way(each, beside) for each in value] if way else list(value)

    def read(sent: Any, beside: list[Any]) -> Any:  # noqa: ANN401 - of the hint's kind
        way = inner.read
        return kind([way(each, beside) for each in sent] if way else sent)

    return Codec(kinds=kinds, write=write, read=read)


def _of_fixed(codecs: list[Codec]) -> Codec:
    """A tuple of a fixed length, each place with a type of its own."""

    def write(value: Any, beside: list[Any]) -> list[Any]:  # noqa: ANN401 - a tuple
        each = zip(codecs, value, strict=True)
        return [codec.packed(one, beside) for codec, one in each]

    def read(sent: Any, beside: list[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - a list
        each = zip(codecs, sent, strict=True)
        return tuple([codec.unpacked(one, beside) for codec, one in each])

    return Codec(kinds=(tuple,), write=write, read=read)


def _of_mapping(keys: Codec, values: Codec) -> Codec:
    def write(value: Any, beside: list[Any]) -> list[Any]:  # noqa: ANN401 - a mapping
        return [
            [keys.packed(key, beside), values.packed(one, beside)]
            for key, one in value.items()
        ]

    def read(sent: Any, beside: list[Any]) -> dict[Any, Any]:  # noqa: ANN401 - pairs
        return {
            keys.unpacked(key, beside): values.unpacked(one, beside) for key, one in sent
        }

    return Codec(kinds=(collections.abc.Mapping,), write=write, read=read)


def _of_union(options: tuple[Any, ...]) -> Codec:
    codecs = [codec_of(option) for option in options]
    kinds = tuple(kind for codec in codecs for kind in codec.kinds)
    if all(codec.write is None for codec in codecs):
        return Codec(kinds=kinds)
    others = [codec for codec in codecs if codec.kinds != (type(None),)]
    if len(others) == 1 and len(codecs) > 1:
        return _of_optional(others[0], kinds)
    if len(set(kinds)) < len(kinds):
        raise TypeError(f"the options of {options} cannot be told apart")

    def write(value: Any, beside: list[Any]) -> list[Any]:  # noqa: ANN401 - an option
        exact = (at for at, codec in enumerate(codecs) if type(value) in codec.kinds)
        alike = (at for at, codec in enumerate(codecs) if isinstance(value, codec.kinds))
        at = next(exact, next(alike, None))
        if at is None:
            raise TypeError(f"a {type(value).__name__} is none of {options}")
        return [at, codecs[at].packed(value, beside)]

    def read(sent: Any, beside: list[Any]) -> Any:  # noqa: ANN401 - an option
        at, value = sent
        return codecs[at].unpacked(value, beside)

    return Codec(kinds=kinds, write=write, read=read)


def _of_optional(codec: Codec, kinds: tuple[type, ...]) -> Codec:
    def write(value: Any, beside: list[Any]) -> Any:  # noqa: ANN401 - of the hint
        return None if value is None else [codec.packed(value, beside)]

    def read(sent: Any, beside: list[Any]) -> Any:  # noqa: ANN401 - of the hint
        return None if sent is None else codec.unpacked(sent[0], beside)

    return Codec(kinds=kinds, write=write, read=read)


def _write_bytes(value: bytes, beside: list[Any]) -> object:
    if len(value) < LONG:
        return value.hex()
    beside.append(value)
    return len(beside) - 1


def _read_bytes(sent: str | int, beside: list[Any]) -> bytes:
    return bytes.fromhex(sent) if isinstance(sent, str) else bytes(beside[sent])
