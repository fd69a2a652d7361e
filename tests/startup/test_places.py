"""Folders are found wherever the program stands and whatever HOME is."""

import stat
import sys

import pytest

from app.records import PostroomError
from app.startup.places import Places, find_data, find_places, find_shipped


def test_the_catalogue_is_found_in_this_checkout():
    places = find_places()
    assert (places.shipped_models / "catalogue.toml").is_file()
    assert places.resources.is_dir()


def test_a_wheel_carries_its_files_inside_the_package(tmp_path):
    models = tmp_path / "app" / "shipped" / "models"
    models.mkdir(parents=True)
    (models / "catalogue.toml").touch()
    assert find_shipped(tmp_path) == tmp_path / "app" / "shipped"


def test_a_frozen_program_finds_them_in_its_own_folder(tmp_path, monkeypatch):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "catalogue.toml").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert find_shipped(tmp_path / "elsewhere") == tmp_path


def test_missing_files_are_told_in_a_sentence(tmp_path):
    with pytest.raises(PostroomError, match="Install the program again"):
        find_shipped(tmp_path)


def test_an_empty_home_is_not_taken_for_the_root_folder(monkeypatch):
    monkeypatch.delenv("POSTROOM_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "")
    assert len(find_data().parts) > 3


def test_postroom_data_names_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("POSTROOM_DATA", str(tmp_path / "mine"))
    assert find_data() == tmp_path / "mine"


def test_a_temporary_case_lies_in_the_data_folder_for_its_owner_only(tmp_path):
    places = Places(shipped=tmp_path, data=tmp_path / "data")
    folder = places.temporary()
    assert folder.is_relative_to(places.data)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_data_folder_that_cannot_be_made_is_told_and_a_temporary_one_still_found(
    tmp_path,
):
    (tmp_path / "file").touch()
    places = Places(shipped=tmp_path, data=tmp_path / "file" / "data")
    with pytest.raises(PostroomError, match="POSTROOM_DATA"):
        places.writable(places.data)
    folder = places.temporary()
    assert folder.is_dir()
    folder.rmdir()
