"""The self-check says what it found on this machine, and what to do about it."""

import pytest

from app.records import InstalledModel, ModelEntry, ModelKind, ModelState, PostroomError
from app.startup import doctor
from app.startup.places import Places, find_places


@pytest.fixture
def places(tmp_path):
    return Places(shipped=find_places().shipped, data=tmp_path / "data")


def model(state, **known):
    entry = ModelEntry(
        name="tiny", title="Tiny", kind=ModelKind.LANGUAGE_MODEL, file="t.gguf", **known
    )
    return InstalledModel(entry=entry, state=state, path="/models/tiny/t.gguf")


@pytest.mark.parametrize(
    ("refused", "state", "said"),
    [
        (True, "good", "was refused"),
        (False, "note", "does not refuse"),
        (None, "note", "cannot be tried on this system"),
    ],
)
def test_a_guard_that_was_not_tried_is_not_called_broken(refused, state, said):
    found = doctor.guard("File guard", "write a file", refused=refused)
    assert found.state == state
    assert said in found.what
    assert bool(found.remedy) is (state != "good")


def test_network_code_is_named_where_something_has_loaded_it():
    assert doctor.network_code({"json", "socket"}).state == "good"
    found = doctor.network_code({"ssl", "http.client", "json"})
    assert found.state == "note"
    assert "ssl, http.client" in found.what


def test_models_that_cannot_be_used_are_problems_and_others_are_left_out():
    there = (
        model(ModelState.READY),
        model(ModelState.DAMAGED),
        model(ModelState.MISSING, starter=True),
        model(ModelState.MISSING),
    )
    found = list(doctor.installed(lambda: there))
    assert [each.state for each in found] == ["good", "problem", "problem"]
    assert "Install it from its file, t.gguf." in {each.remedy for each in found}


def test_a_catalogue_that_cannot_be_read_is_one_problem():
    def broken():
        raise PostroomError("It cannot be read.", "Install Postroom again.")

    (found,) = doctor.installed(broken)
    assert (found.state, found.remedy) == ("problem", "Install Postroom again.")


def test_everything_is_looked_at_without_a_trace_in_the_data_folder(places):
    found = doctor.look(places, lambda: (model(ModelState.READY),))
    names = [each.name for each in found]
    assert names[0] == "Postroom"
    assert {"Network code", "Offline self-check", "File guard", "Versions"} <= set(names)
    assert list(places.data.iterdir()) == []
