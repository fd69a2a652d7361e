import errno
import os
import shutil
from pathlib import Path

import pytest

from app.engine import (
    install,
    install_in_steps,
    list_models,
    remove,
    verify,
    verify_in_steps,
)
from app.engine.catalogue import NOTE
from app.engine.weights import hashing
from app.records import ModelState, Phase, PostroomError
from tests.engine.synthetic_gguf import WHOLE, gguf, write_gguf


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def bought(tmp_path):
    """A file of the catalogue's model under another name, with what belongs to it."""
    path = write_gguf(tmp_path / "stick" / "renamed.gguf", WHOLE)
    (path.parent / "words.json").write_text("{}")
    return path


def without_starter(shipped):
    (shipped / "tiny" / "tiny.gguf").unlink()


@pytest.mark.parametrize("whole_folder", [True, False])
def test_a_known_file_is_installed_whatever_its_name(folders, bought, whole_folder):
    shipped, installed = folders
    without_starter(shipped)
    model = install(bought.parent if whole_folder else bought, installed, shipped)
    assert (model.entry.name, model.entry.imported) == ("tiny", False)
    assert names(installed) == [
        "tiny", f"tiny/{NOTE}", "tiny/tiny.gguf", "tiny/words.json",
    ]  # fmt: skip
    assert list_models(shipped, installed)[0] == model
    assert verify(model).state is ModelState.READY


def test_what_belongs_to_a_model_may_come_from_the_program(folders, bought):
    shipped, installed = folders
    without_starter(shipped)
    (bought.parent / "words.json").unlink()
    assert verify(install(bought, installed, shipped)).state is ModelState.READY


def test_a_model_without_what_belongs_to_it_is_not_installed(folders, bought):
    shipped, installed = folders
    shutil.rmtree(shipped / "tiny")
    (bought.parent / "words.json").write_text("something else")
    with pytest.raises(PostroomError, match=r"words\.json .* is missing"):
        install(bought, installed, shipped)
    assert names(installed) == [] if installed.exists() else True


def test_a_model_that_stands_already_is_left_as_it_is(folders, bought):
    shipped, installed = folders
    model = install(bought, installed, shipped)
    assert model.path == str(shipped / "tiny" / "tiny.gguf")
    assert not installed.exists()


def test_an_unknown_file_is_imported_and_pinned_by_its_hash(folders, tmp_path):
    shipped, installed = folders
    source = write_gguf(tmp_path / "My Model (v1).gguf", gguf(salt=5))
    model = install(source, installed, shipped)
    assert (model.entry.name, model.entry.file) == ("my-model-v1", "My-Model-v1.gguf")
    assert (model.entry.imported, model.entry.title) == (True, "Tiny")
    assert (model.entry.licence, model.entry.languages) == ("mit", ("en", "es"))
    listed = list_models(shipped, installed)[-1]
    assert listed == model
    write_gguf(installed / "my-model-v1" / "My-Model-v1.gguf", gguf(salt=6))
    assert list_models(shipped, installed)[-1].state is ModelState.READY  # the same size
    assert verify(listed).state is ModelState.DAMAGED


def test_installing_the_same_unknown_file_twice_changes_nothing(folders, tmp_path):
    shipped, installed = folders
    source = write_gguf(tmp_path / "mine.gguf", gguf(salt=5))
    first = install(source, installed, shipped)
    stands = names(installed)
    assert install(source, installed, shipped) == first
    assert names(installed) == stands


def test_two_unknown_files_of_one_name_stand_side_by_side(folders, tmp_path):
    shipped, installed = folders
    first = install(
        write_gguf(tmp_path / "a" / "mine.gguf", gguf(salt=5)), installed, shipped
    )
    other = install(
        write_gguf(tmp_path / "b" / "mine.gguf", gguf(salt=6)), installed, shipped
    )
    assert first.entry.name == "mine"
    assert other.entry.name == f"mine-{other.entry.sha256[:8]}"
    assert verify(first).state is verify(other).state is ModelState.READY


def test_a_damaged_copy_is_never_overwritten(folders, bought):
    shipped, installed = folders
    without_starter(shipped)
    write_gguf(installed / "tiny" / "tiny.gguf", b"something of the person's own")
    with pytest.raises(PostroomError, match="in the way"):
        install(bought, installed, shipped)
    assert (installed / "tiny" / "tiny.gguf").read_bytes().startswith(b"something")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("letter.pdf", b"%PDF", "not a model file"),
        ("broken.gguf", b"GGUF\x03", "ends inside its header"),
        ("other.onnx", b"\x08\x07", "not a model that Postroom knows"),
    ],
)
def test_what_is_no_model_is_refused_in_words(folders, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PostroomError, match=told) as caught:
        install(tmp_path / name, *folders[::-1])
    assert caught.value.remedy


def test_a_folder_must_hold_exactly_one_model(folders, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(PostroomError, match="has no model file"):
        install(tmp_path / "empty", *folders[::-1])
    for name in ("a", "b"):
        write_gguf(tmp_path / "two" / f"{name}.gguf")
    with pytest.raises(PostroomError, match="has 2 model files"):
        install(tmp_path / "two", *folders[::-1])
    with pytest.raises(PostroomError, match="There is no file or folder"):
        install(tmp_path / "gone", *folders[::-1])


def test_a_full_disk_is_told_and_leaves_nothing_behind(folders, bought, monkeypatch):
    shipped, installed = folders
    without_starter(shipped)

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PostroomError, match="not enough room"):
        install(bought, installed, shipped)
    assert names(installed) == []


def test_too_little_room_is_told_before_anything_is_copied(folders, bought, monkeypatch):
    shipped, installed = folders
    without_starter(shipped)
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: usage)
    with pytest.raises(PostroomError, match="not enough room"):
        install(bought, installed, shipped)
    assert names(installed) == []


def test_a_file_that_changes_while_it_is_copied_is_refused(folders, bought, monkeypatch):
    shipped, installed = folders
    without_starter(shipped)

    def then_changed(path):
        found = yield from hashing(path)
        if path == bought:
            bought.write_bytes(WHOLE[:-1] + b"?")
        return found

    monkeypatch.setattr("app.engine.installing.hashing", then_changed)
    with pytest.raises(PostroomError, match="damaged or is not the one"):
        install(bought, installed, shipped)
    assert names(installed) == []


def test_an_installed_model_is_removed_and_a_persons_own_files_stay(folders, bought):
    shipped, installed = folders
    without_starter(shipped)
    model = install(bought, installed, shipped)
    remove(model, installed)
    assert names(installed) == []
    model = install(bought, installed, shipped)
    (installed / "tiny" / "notes.txt").write_text("mine")
    remove(model, installed)
    assert names(installed) == ["tiny", "tiny/notes.txt"]


def test_a_model_that_came_with_the_program_stays(folders):
    shipped, installed = folders
    tiny, unknown = list_models(shipped, installed)
    with pytest.raises(PostroomError, match="came with the program"):
        remove(tiny, installed)
    with pytest.raises(PostroomError, match="is not installed"):
        remove(unknown, installed)
    assert (shipped / "tiny" / "tiny.gguf").exists()


def test_a_large_model_is_hashed_then_copied_in_steps_that_can_be_stopped(folders, bought):
    shipped, installed = folders
    without_starter(shipped)
    phases = [step.phase for step in install_in_steps(bought, installed, shipped)]
    assert phases[0] is Phase.HASHING
    assert phases[-1] is Phase.COPYING
    remove(list_models(shipped, installed)[0], installed)
    steps = install_in_steps(bought, installed, shipped)
    while next(steps).phase is Phase.HASHING:
        pass
    steps.close()
    assert names(installed) == []


def test_checking_in_steps_finds_what_checking_finds(folders, bought):
    shipped, installed = folders
    without_starter(shipped)
    model = install(bought, installed, shipped)
    Path(model.path).write_bytes(WHOLE[:-1] + b"?")
    found = []

    def checked():
        found.append((yield from verify_in_steps(model)))

    assert {step.phase for step in checked()} == {Phase.HASHING}
    assert found == [verify(model)]
    assert found[0].state is ModelState.DAMAGED


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"<!DOCTYPE html><html>Please log in", "is a web page and no model"),
        (b"version https://git-lfs.github.com/spec/v1", "only a note that stands for"),
    ],
)
def test_what_was_fetched_in_place_of_a_model_is_named(folders, tmp_path, head, told):
    shipped, installed = folders
    path = tmp_path / "model.gguf"
    path.write_bytes(head)
    with pytest.raises(PostroomError, match=told):
        install(path, installed, shipped)
