"""What a Protocol promises, member by member: what may be asked of a process apart."""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, get_args, get_origin, get_type_hints

from app.records import Step
from app.startup.apart_values import Codec, codec_of

__all__ = ["Kind", "Member", "address_of", "contract_at", "member_of", "names_of"]


class Kind(Enum):
    """What comes of a member."""

    VALUE = auto()
    STEPS = auto()
    OBJECT = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One property or method of a Protocol.

    Attributes:
        name: Of the member.
        is_property: Whether it is read, not called.
        kind: What comes of it.
        result: How its value is sent, for ``Kind.VALUE``.
        contract: The Protocol of the object that comes of it, for ``Kind.OBJECT``.
        signature: Without ``self``; of a method.
        arguments: How each argument is sent, by its name.
    """

    name: str
    is_property: bool
    kind: Kind
    result: Codec | None = None
    contract: type | None = None
    signature: inspect.Signature | None = None
    arguments: dict[str, Codec]


@functools.cache
def member_of(contract: type, name: str) -> Member | None:
    """What a Protocol promises by this name, itself or by inheritance; None for nothing.

    Raises:
        TypeError: An argument or a result cannot be sent to another process.
    """
    if name.startswith("_"):
        return None
    for each in contract.__mro__:
        if not is_protocol(each):
            continue
        found = vars(each).get(name)
        if isinstance(found, property):
            return _of_property(name, get_type_hints(found.fget)["return"])
        if inspect.isfunction(found):
            return _of_method(found)
        if name in inspect.get_annotations(each):
            return _of_property(name, get_type_hints(each)[name])
    return None


def names_of(contract: type) -> tuple[str, ...]:
    """The names of everything that a Protocol promises, in alphabetical order."""
    found = {
        name
        for each in contract.__mro__
        if is_protocol(each)
        for name in (*vars(each), *inspect.get_annotations(each))
        if not name.startswith("_")
    }
    return tuple(sorted(found))


def is_protocol(kind: object) -> bool:
    """Whether this is a Protocol, which an object on the other side keeps."""
    return isinstance(kind, type) and bool(getattr(kind, "_is_protocol", False))


def address_of(contract: type) -> str:
    """Where a Protocol is found: module and name."""
    return f"{contract.__module__}:{contract.__qualname__}"


def contract_at(address: str) -> type:
    """The Protocol at an address.

    Raises:
        TypeError: There is no Protocol.
    """
    module, _, name = address.partition(":")
    found = getattr(importlib.import_module(module), name)
    if not is_protocol(found):
        raise TypeError(f"{address} is no Protocol")
    contract: type = found
    return contract


def _of_property(name: str, hint: Any) -> Member:  # noqa: ANN401 - a type hint
    return Member(name=name, is_property=True, arguments={}, **_what_comes(hint))


def _of_method(function: Any) -> Member:  # noqa: ANN401 - a function of a Protocol
    hints = get_type_hints(function)
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[1:]
    return Member(
        name=function.__name__,
        is_property=False,
        signature=signature.replace(parameters=parameters),
        arguments={each.name: codec_of(hints[each.name]) for each in parameters},
        **_what_comes(hints["return"]),
    )


def _what_comes(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - a type hint
    if is_protocol(hint):
        return {"kind": Kind.OBJECT, "contract": hint}
    if get_origin(hint) in (Iterator, Generator) and get_args(hint)[0] is Step:
        return {"kind": Kind.STEPS}
    return {"kind": Kind.VALUE, "result": codec_of(hint)}
