import json
import random
from dataclasses import replace

import pytest

from app.engine import install, list_models, verify
from app.engine import language_model_child as child
from app.engine.catalogue import NOTE, files_beside, read_catalogue
from app.engine.weights import check_bytes, check_file
from app.records import ModelKind, ModelState, PostroomError
from tests.engine.synthetic_gguf import WHOLE, digest, gguf, write_gguf


def test_the_shipped_catalogue_is_sound_and_has_the_two_starters(shipped):
    listings = read_catalogue(shipped)
    starters = {one.entry.name for one in listings if one.entry.starter}
    assert starters == {"all-minilm-l6-v2", "smollm2-135m-instruct"}
    assert all(one.entry.licence and one.entry.card for one in listings)
    assert len({one.entry.name for one in listings}) == len(listings)


def test_a_model_is_ready_missing_or_damaged_by_what_stands_on_disk(folders):
    shipped, installed = folders
    tiny, unknown = list_models(shipped, installed)
    assert (tiny.state, unknown.state) == (ModelState.READY, ModelState.MISSING)
    assert tiny.path == str(shipped / "tiny" / "tiny.gguf")
    write_gguf(shipped / "tiny" / "tiny.gguf", WHOLE[:-1])
    assert list_models(shipped, installed)[0].state is ModelState.DAMAGED


def test_a_damaged_starter_gives_way_to_an_installed_copy(folders):
    shipped, installed = folders
    write_gguf(shipped / "tiny" / "tiny.gguf", WHOLE[:-1])
    write_gguf(installed / "tiny" / "tiny.gguf", WHOLE)
    tiny = list_models(shipped, installed)[0]
    assert (tiny.state, tiny.path) == (
        ModelState.READY,
        str(installed / "tiny" / "tiny.gguf"),
    )


def test_verifying_hashes_the_weights_and_what_belongs_to_them(folders):
    tiny = list_models(*folders)[0]
    assert verify(tiny).state is ModelState.READY
    (folders[0] / "tiny" / "words.json").write_text("{ }")
    assert verify(tiny).state is ModelState.DAMAGED
    assert verify(replace(tiny, path="")).state is ModelState.MISSING


def test_a_missing_catalogue_lists_nothing(tmp_path):
    assert list_models(tmp_path / "none", tmp_path / "neither") == ()


@pytest.mark.parametrize(
    "broken",
    [
        "not toml [",
        'model = "x"',
        "[[model]]\ntitle = 'no id'",
        "[[model]]\nid = '../out'\ntitle = 't'\nkind = 'embedder'\nfile = 'f'",
        "[[model]]\nid = 'a'\ntitle = 't'\nkind = 'embedder'\nfile = 'f'\nsha256 = 'AB'",
        "[[model]]\nid = 'a'\ntitle = 't'\nkind = 'oracle'\nfile = 'f'",
    ],
)
def test_a_broken_catalogue_is_told_with_its_name(tmp_path, broken):
    (tmp_path / "catalogue.toml").write_text(broken)
    with pytest.raises(PostroomError, match=r"catalogue\.toml"):
        list_models(tmp_path, tmp_path)


def test_a_folder_with_a_broken_or_foreign_note_is_no_model(folders):
    shipped, installed = folders
    model = install(
        write_gguf(installed.parent / "mine.gguf", gguf(salt=9)), installed, shipped
    )
    note = installed / model.entry.name / NOTE
    assert len(list_models(shipped, installed)) == 3
    values = json.loads(note.read_text())
    for wrong in ("{", json.dumps({**values, "id": "other"}), json.dumps([1])):
        note.write_text(wrong)
        assert len(list_models(shipped, installed)) == 2


def test_an_installed_model_never_takes_the_name_of_one_in_the_catalogue(folders):
    shipped, installed = folders
    model = install(
        write_gguf(installed.parent / "m.gguf", gguf(salt=9)), installed, shipped
    )
    note = installed / "m" / NOTE
    (installed / "unknown").mkdir()
    values = {**json.loads(note.read_text()), "id": "unknown"}
    (installed / "unknown" / NOTE).write_text(json.dumps(values))
    names = [one.entry.name for one in list_models(shipped, installed)]
    assert names == ["tiny", "unknown", model.entry.name]


def test_files_that_belong_to_a_model_are_found_by_its_hash(folders):
    tiny, unknown = list_models(*folders)
    assert files_beside(tiny) == {"words.json": digest(b"{}")}
    assert files_beside(replace(unknown, path=tiny.path)) == {}
    assert tiny.entry.kind is ModelKind.LANGUAGE_MODEL


def mutated(whole, chance):
    """A file cut short, made longer, or with a few bytes changed."""
    match chance.randrange(3):
        case 0:
            return whole[: chance.randrange(len(whole))]
        case 1:
            return whole + chance.randbytes(chance.randint(1, 64))
        case _:
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
            return bytes(broken) if bytes(broken) != whole else whole[:-1]


def test_two_hundred_mutated_models_are_all_refused_before_they_are_loaded(
    folders, monkeypatch
):
    def loaded(*_arguments):
        pytest.fail("a file with a wrong hash was loaded")

    monkeypatch.setattr(child, "Drafter", loaded)
    chance = random.Random(11)
    tiny = list_models(*folders)[0]
    path = folders[0] / "tiny" / "tiny.gguf"
    asked = {"weights": str(path), "sha256": tiny.entry.sha256, "threads": 1}
    refused = 0
    for _ in range(200):
        path.write_bytes(mutated(WHOLE, chance))
        with pytest.raises(PostroomError, match="damaged or is not the one"):
            child.LanguageModelChild()._model(asked)
        with pytest.raises(PostroomError, match="damaged or is not the one"):
            check_bytes(path, tiny.entry.sha256)
        assert verify(tiny).state is ModelState.DAMAGED
        refused += 1
    assert refused == 200


def test_a_model_without_a_known_hash_is_never_let_in(folders):
    path = folders[0] / "tiny" / "tiny.gguf"
    with pytest.raises(PostroomError):
        check_file(path, "")
    with pytest.raises(PostroomError):
        check_bytes(path, "")


def test_a_model_file_that_is_gone_is_told_in_words(tmp_path):
    with pytest.raises(PostroomError, match="cannot be read"):
        check_file(tmp_path / "gone.gguf", "0" * 64)
