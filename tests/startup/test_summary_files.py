"""Files about summaries: what comes with the program, and what an office puts in place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.records import FactList, PostroomError, SummaryLength
from app.startup.summary_files import (
    read_lengths,
    read_lists,
    read_prompts,
    read_resources,
)

SHIPPED = Path(__file__).parents[2] / "resources" / "summaries"
FIRST = '[[length]]\nkey = "ok"\nname = "Fine"\nwords = 20\n'
LIST = """\
purpose = "{purpose}"
name = "A list"

[[fact]]
key = "one"
name = "One"
kind = "text"
cues = ["one thing"]

[[fact]]
key = "two"
name = "Two"
kind = "{kind}"
cues = ["another thing"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    return tmp_path


def put_list(own: Path, name: str, *, purpose: str = "", kind: str = "text") -> Path:
    path = own / "facts" / f"{name}.toml"
    path.write_text(LIST.format(purpose=purpose or name, kind=kind), encoding="utf-8")
    return path


def test_what_comes_with_the_program_can_be_read(tmp_path: Path):
    found = read_resources(tmp_path / "nowhere", SHIPPED)
    assert [one.purpose for one in found.lists[:3]] == ["grant", "report", "letter"]
    assert [one.key for one in found.lengths] == ["short", "page", "long"]
    assert "{text}" in found.prompts.item


def test_an_own_list_is_offered_behind_those_of_the_program(own: Path):
    put_list(own, "audit")
    found = read_lists(own, SHIPPED)
    assert [one.purpose for one in found] == ["grant", "report", "letter", "audit"]
    assert isinstance(found[-1], FactList)
    assert [spec.key for spec in found[-1].specs] == ["one", "two"]


def test_an_own_list_hides_the_one_of_the_same_name(own: Path):
    put_list(own, "grant")
    found = read_lists(own, SHIPPED)
    assert [one.name for one in found if one.purpose == "grant"] == ["A list"]


def test_a_mistake_in_a_list_names_the_file_the_entry_and_its_line(own: Path):
    path = put_list(own, "audit", kind="poem")
    with pytest.raises(PostroomError) as caught:
        read_lists(own, SHIPPED)
    assert str(path) in caught.value.what
    assert '"poem"' in caught.value.what
    assert "line 10" in caught.value.what
    assert caught.value.remedy


def test_two_lists_of_one_purpose_are_refused(own: Path):
    path = put_list(own, "mine", purpose="grant")
    with pytest.raises(PostroomError, match=r'line 1: the purpose "grant" is that of') as e:
        read_lists(own, SHIPPED)
    assert str(path) in e.value.what


def test_a_file_that_is_no_toml_names_the_line(own: Path):
    (own / "facts" / "audit.toml").write_text('purpose = "audit"\nname = \n')
    with pytest.raises(PostroomError, match=r"audit\.toml.*line 2"):
        read_lists(own, SHIPPED)


def test_missing_lists_are_a_broken_installation(own: Path, tmp_path: Path):
    with pytest.raises(PostroomError, match="missing") as caught:
        read_lists(own, tmp_path / "empty")
    assert "Install the program again" in caught.value.remedy


def test_own_lengths_take_the_place_of_all_that_come_with_the_program(own: Path):
    (own / "lengths.toml").write_text(
        '[[length]]\nkey = "tweet"\nname = "A line"\nwords = 25\n'
    )
    assert read_lengths(own, SHIPPED) == (
        SummaryLength(key="tweet", name="A line", words=25),
    )


@pytest.mark.parametrize(
    ("entry", "line", "said"),
    [
        ('key = "Too Big"\nname = "x"\nwords = 20', 6, "a key of small letters"),
        ('key = "ok"\nname = "x"\nwords = 20', 6, 'a length "ok" already'),
        ('key = "b"\nname = ""\nwords = 20', 7, "a name of 1 to"),
        ('key = "b"\nwords = 20', 5, "a name of 1 to"),
        ('key = "b"\nname = "x"\nwords = 3', 8, "a number of words"),
        ('key = "b"\nname = "x"\nwords = "20"', 8, "a number of words"),
        ('key = "b"\nname = "x"\nwords = true', 8, "a number of words"),
    ],
)
def test_a_mistake_in_the_lengths_names_its_line(
    own: Path, entry: str, line: int, said: str
):
    (own / "lengths.toml").write_text(f"{FIRST}[[length]]\n{entry}\n")
    with pytest.raises(PostroomError, match=re.escape(said)) as caught:
        read_lengths(own, SHIPPED)
    assert f"line {line}:" in caught.value.what
    assert "delete it" in caught.value.remedy


def test_no_lengths_at_all_are_refused(own: Path):
    for text in ("", "length = 3", "[[other]]\nkey = 1"):
        (own / "lengths.toml").write_text(text)
        with pytest.raises(PostroomError, match="there must be 1 to 50 lengths"):
            read_lengths(own, SHIPPED)


def test_own_prompts_are_read_and_a_mistake_names_their_file(own: Path):
    text = (SHIPPED / "rewording.toml").read_text(encoding="utf-8")
    (own / "rewording.toml").write_text(text.replace("most_words = 45", "most_words = 40"))
    assert read_prompts(own, SHIPPED).most_words == 40
    (own / "rewording.toml").write_text(
        text.replace("most_words = 45", "most_words = 4000")
    )
    with pytest.raises(PostroomError, match="most_words") as caught:
        read_prompts(own, SHIPPED)
    assert str(own / "rewording.toml") in caught.value.what
    assert "delete it" in caught.value.remedy


def test_a_file_in_another_encoding_or_without_end_is_refused(own: Path, tmp_path: Path):
    (own / "lengths.toml").write_bytes(b'[[length]]\nname = "\xe4"\n')
    with pytest.raises(PostroomError, match=r"line 2: a character is not in UTF-8"):
        read_lengths(own, SHIPPED)
    (own / "lengths.toml").write_bytes(b"#" * 2_000_000)
    with pytest.raises(PostroomError, match="too large"):
        read_lengths(own, SHIPPED)
    (own / "lengths.toml").unlink()
    shutil.copytree(SHIPPED, tmp_path / "shipped")
    (tmp_path / "shipped" / "lengths.toml").unlink()
    with pytest.raises(PostroomError, match="cannot be read"):
        read_lengths(own, tmp_path / "shipped")


NO_TOML = (
    "x = " + "[" * 5_000 + "]" * 5_000,
    "x = " + "9" * 5_000,
    "x = " + "{a=" * 3_000,
    "x = 1979-13-45",
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("lengths.toml", text) for text in NO_TOML),
        *(("rewording.toml", text) for text in NO_TOML),
        *(("facts/own.toml", text) for text in NO_TOML),
        ("lengths.toml", "length = [1, 2]"),
        ("lengths.toml", "length = [[1]]"),
        ("lengths.toml", "length = 5"),
        ("lengths.toml", '[length]\nkey = "a"'),
        ("lengths.toml", '[[length]]\nkey = "a"\nname = "b"\nwords = nan'),
        ("rewording.toml", "known = 5"),
        ("rewording.toml", "known = [1]"),
        ("rewording.toml", "known = {a = 1}"),
        ("rewording.toml", "[[known]]\nsources = 5"),
        ("facts/own.toml", "fact = 5"),
        ("facts/own.toml", "fact = [1]"),
        ("facts/own.toml", "[[fact]]\nkey = [1]"),
    ],
)
def test_whatever_an_office_writes_is_told_in_plain_words(own: Path, name: str, text: str):
    path = own / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PostroomError) as told:
        read_resources(own, SHIPPED)
    assert str(path) in told.value.what
    assert told.value.remedy
