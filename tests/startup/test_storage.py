"""What the program's folders hold, and cleaning up what was left over."""

import os
import time
from importlib import metadata

import pytest

from app.records import InstalledModel, Library, PostroomError, StoredKind
from app.startup.licences import libraries, licence_text
from app.startup.places import Places, find_places
from app.startup.policy import Policy
from app.startup.storage import LATELY, measure, remove_leftovers
from app.startup.upkeep import UNKEPT_NAME
from app.startup.wiring import Postroom


@pytest.fixture
def places(tmp_path):
    return Places(shipped=find_places().shipped, data=tmp_path / "data")


def aged(path):
    old = time.time() - 2 * LATELY
    os.utime(path, (old, old))
    return path


def left_over(places, name="postroom-abc"):
    folder = places.data / "unkept" / name
    folder.mkdir(parents=True)
    (folder / UNKEPT_NAME).write_bytes(b"x" * 1000)
    return aged(folder)


def sizes(places):
    return {each.kind: each.size for each in measure(places, UNKEPT_NAME)}


def test_every_folder_is_measured_also_before_there_is_one(places):
    assert set(sizes(places).values()) == {0}
    (places.data / "cases" / "pasted").mkdir(parents=True)
    (places.data / "cases" / "pasted" / "a.txt").write_bytes(b"x" * 300)
    (places.data / "cases" / "b.postroom").write_bytes(b"x" * 200)
    found = {each.kind: each for each in measure(places, UNKEPT_NAME)}
    assert (found[StoredKind.CASES].size, found[StoredKind.CASES].files) == (500, 2)


def test_leftovers_are_deleted_and_case_files_stay(places):
    folder = left_over(places)
    case = places.data / "cases" / "kept.postroom"
    case.parent.mkdir(parents=True)
    case.write_bytes(b"kept")
    part = places.installed_models / "qwen" / "qwen.gguf.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 50)
    aged(part)
    assert sizes(places)[StoredKind.LEFTOVERS] == 1050
    assert remove_leftovers(places, UNKEPT_NAME) == 1050
    assert not folder.exists()
    assert not part.exists()
    assert case.read_bytes() == b"kept"
    assert sizes(places)[StoredKind.LEFTOVERS] == 0


def test_what_is_new_or_in_use_is_no_leftover(places):
    new = places.temporary()
    assert sizes(places)[StoredKind.LEFTOVERS] == 0
    postroom = Postroom(places, Policy(), None)
    with postroom.workspace(None) as used:
        aged(used.path.parent)
        assert remove_leftovers(places, UNKEPT_NAME) == 0
        assert used.path.exists()
    aged(used.path.parent)
    assert remove_leftovers(places, UNKEPT_NAME) > 0
    assert not used.path.parent.exists()
    assert new.exists()


def test_a_link_in_the_folder_is_never_followed(places, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("mine")
    (places.data / "unkept").mkdir(parents=True)
    (places.data / "unkept" / "postroom-link").symlink_to(elsewhere)
    remove_leftovers(places, UNKEPT_NAME)
    assert (elsewhere / "letter.txt").read_text() == "mine"


def test_the_libraries_are_those_that_the_program_needs_with_their_licences(places):
    postroom = Postroom(places, Policy(), None)
    found = {each.name.casefold(): each for each in postroom.libraries()}
    assert found["openpyxl"].licence == "MIT"
    assert found["openpyxl"].version == metadata.version("openpyxl")
    assert "pytest" not in found
    text = postroom.licence_text(found["openpyxl"])
    assert "Permission is hereby granted" in text
    starter = next(each for each in postroom.libraries() if each.version == "")
    assert "Apache License" in postroom.licence_text(starter)


def test_a_packaged_program_tells_what_its_folder_of_licences_holds(tmp_path):
    folder = tmp_path / "licences" / "openpyxl-3.1.5"
    folder.mkdir(parents=True)
    (folder / "ABOUT.txt").write_text("openpyxl 3.1.5\nMIT\n")
    (folder / "LICENCE.rst").write_text("The whole licence.")
    none: tuple[InstalledModel, ...] = ()
    (found,) = libraries(tmp_path, none)
    assert found == Library(name="openpyxl", version="3.1.5", licence="MIT")
    assert licence_text(tmp_path, none, found) == "The whole licence."


@pytest.mark.parametrize("name", ["../../etc", "no-such-library", "a/b"])
def test_a_name_that_is_no_library_leads_nowhere(tmp_path, name):
    with pytest.raises(PostroomError, match="Nothing is known"):
        licence_text(tmp_path, (), Library(name=name, version="1"))
