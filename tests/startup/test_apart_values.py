"""Values that go to a process apart and come back: what every Protocol's hints allow."""

import dataclasses
import inspect
import json
import math
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Literal

import pytest

from app.desktop import contracts
from app.records import ResultRow, RowFilter, Scheme, Status, Step, ThemeEdit
from app.startup import Postroom
from app.startup.apart_contract import (
    Kind,
    address_of,
    contract_at,
    is_protocol,
    member_of,
    names_of,
)
from app.startup.apart_values import LONG, codec_of
from app.startup.places import Places, find_places
from app.startup.policy import Policy


def there_and_back(hint, value):
    """The value after it was written, sent as JSON text, and read again."""
    beside: list[bytes] = []
    sent = json.dumps(codec_of(hint).packed(value, beside)).encode()
    return codec_of(hint).unpacked(json.loads(sent), beside)


def protocols(contract=contracts.Postroom, seen=None):
    """The program's Protocol and every other that can be reached from it."""
    seen = {} if seen is None else seen
    seen[contract] = None
    for name in names_of(contract):
        member = member_of(contract, name)
        assert member is not None
        if member.contract is not None and member.contract not in seen:
            protocols(member.contract, seen)
    return tuple(seen)


def members():
    return [(each, name) for each in protocols() for name in names_of(each)]


def made(hint, turn, depth=0):  # noqa: PLR0911 - one for each kind of hint
    """A value of this type hint, another one for another ``turn``."""
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        options = [one for one in of if one is not type(None)]
        if type(None) in of and (turn % 2 or depth > 4):
            return None
        return made(options[turn % len(options)], turn, depth)
    if origin is Literal:
        return of[turn % len(of)]
    if origin is tuple and of[-1:] != (...,):
        return tuple(made(one, turn + at, depth) for at, one in enumerate(of))
    if origin is not None:
        return made_many(origin, of, turn, depth)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        values = {
            field.name: made(hints[field.name], turn + at, depth + 1)
            for at, field in enumerate(dataclasses.fields(hint))
        }
        return hint(**values)
    return made_plain(hint, turn)


def made_many(origin, of, turn, depth):
    how_many = 0 if depth > 4 else turn % 3 + 1
    if issubclass(origin, Mapping):
        keys = [made(of[0], turn + at, depth) for at in range(how_many)]
        return {key: made(of[1], turn + at, depth) for at, key in enumerate(keys)}
    values = [made(of[0], turn + at, depth) for at in range(how_many)]
    kind = {list: list, set: set, frozenset: frozenset}.get(origin, tuple)
    return kind(values)


def made_plain(hint, turn):
    if issubclass(hint, Enum):
        return list(hint)[turn % len(list(hint))]
    plain = {
        str: f"w\u00f6rd {turn} \udc80",
        int: turn - 1,
        float: turn / 3,
        bool: turn % 2 == 0,
        bytes: bytes([turn % 256]) * (LONG if turn % 2 else 32),
        type(None): None,
        date: date(2026, 11, 1 + turn % 28),
        datetime: datetime(2026, 11, 28, 9, turn % 60),  # noqa: DTZ001 - any
    }
    return Path(f"/mail/{turn}\udcff.pdf") if issubclass(hint, Path) else plain[hint]


@pytest.mark.parametrize(
    ("contract", "name"), members(), ids=lambda one: getattr(one, "__name__", one)
)
def test_every_promise_of_the_window_can_be_kept_by_a_process_apart(contract, name):
    member = member_of(contract, name)
    assert member is not None
    function = vars(contract)[name]
    hints = typing.get_type_hints(getattr(function, "fget", None) or function)
    result = hints.pop("return")
    assert list(hints) == list(member.arguments)
    wanted = list(hints.values()) + ([result] if member.kind is Kind.VALUE else [])
    for hint in wanted:
        for turn in range(1, 6):
            value = made(hint, turn)
            assert there_and_back(hint, value) == value


def kept_promises(real, contract):
    """The real object and those it leads to, each with its Protocol."""
    yield real, contract
    for name in names_of(contract):
        member = member_of(contract, name)
        assert member is not None
        if member.is_property and member.contract is not None:
            yield from kept_promises(getattr(real, name), member.contract)


def test_the_real_program_has_what_is_promised_and_takes_what_is_sent(tmp_path):
    places = Places(shipped=find_places().shipped, data=tmp_path / "data")
    postroom = Postroom(places, Policy(), None)
    with postroom.workspace(tmp_path / "a.postroom") as workspace:
        kept = [
            *kept_promises(postroom, contracts.Postroom),
            *kept_promises(workspace, contracts.Workspace),
        ]
        assert len(kept) > 5
        for real, contract in kept:
            for name in names_of(contract):
                member = member_of(contract, name)
                assert member is not None
                found = inspect.getattr_static(real, name)
                if member.is_property:
                    continue
                assert member.signature is not None
                asked = member.signature.parameters.values()
                by_name = [each.name for each in asked if each.kind is each.KEYWORD_ONLY]
                by_place = [None] * (len(asked) - len(by_name))
                inspect.signature(found).bind(real, *by_place, **dict.fromkeys(by_name))


def test_all_protocols_of_the_window_are_reached():
    assert {contracts.Postroom, contracts.Workspace} < set(protocols())
    assert {"Themes", "Summaries"} < {each.__name__ for each in protocols()}
    for each in protocols():
        assert is_protocol(each)
        assert contract_at(address_of(each)) is each


def test_what_is_no_protocol_cannot_be_asked_for():
    with pytest.raises(TypeError, match="no Protocol"):
        contract_at("pathlib:Path")


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    name: str
    above: "Tree | None" = None
    below: "tuple[Tree, ...]" = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    width: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Square:
    width: float


def test_of_two_records_with_the_same_fields_the_right_one_comes_back():
    for value in (Round(width=1.0), Square(width=1.0), None, 3):
        assert there_and_back(Round | Square | int | None, value) == value


def test_a_record_may_hold_its_own_kind():
    leaf = Tree(name="leaf", above=Tree(name="root"))
    tree = Tree(name="stem", below=(leaf, leaf))
    assert there_and_back(Tree, tree) == tree


def test_keys_of_a_mapping_keep_their_kind():
    value = {None: 1, Status.SORTED: 2}
    assert there_and_back(Mapping[Status | None, int], value) == value
    assert there_and_back(dict[int, str], {7: "seven"}) == {7: "seven"}


def test_a_sequence_comes_as_a_tuple_and_a_list_as_a_list():
    assert there_and_back(Sequence[Path], [Path("a")]) == (Path("a"),)
    assert there_and_back(list[Path], [Path("a")]) == [Path("a")]
    assert there_and_back(Sequence[int], range(3)) == (0, 1, 2)


def test_numbers_that_are_none_and_names_that_are_no_utf_8_come_through():
    assert math.isnan(there_and_back(float, math.nan))
    assert there_and_back(float, math.inf) == math.inf
    assert there_and_back(Path, Path("bad\udcff.pdf")) == Path("bad\udcff.pdf")


def test_long_bytes_travel_beside_the_json():
    beside: list[bytes] = []
    sent = codec_of(bytes).packed(b"x" * LONG, beside)
    assert (sent, beside) == (0, [b"x" * LONG])


@pytest.mark.parametrize("hint", [Any, object, typing.Callable[[], int], complex])
def test_a_hint_that_says_too_little_is_refused(hint):
    with pytest.raises(TypeError, match="cannot be sent"):
        codec_of(hint)


def test_two_options_that_cannot_be_told_apart_are_refused():
    with pytest.raises(TypeError, match="told apart"):
        codec_of(list[Path] | list[Colour])


def test_a_value_of_another_type_is_refused():
    with pytest.raises(TypeError, match="Round is no Square"):
        codec_of(Square).packed(Round(width=1.0), [])
    with pytest.raises(TypeError, match="str is none of"):
        codec_of(Round | Square).packed("round", [])


@pytest.mark.parametrize("record", [ResultRow, RowFilter, Scheme, Step, ThemeEdit])
def test_records_come_back_as_equal_and_of_the_same_class(record):
    for turn in range(1, 30):
        value = made(record, turn)
        back = there_and_back(record, value)
        assert back == value
        assert type(back) is record
