"""Settings are kept in one small file that is never in the way of a start."""

import json

import pytest

from app.records import PostroomError, Settings
from app.startup.policy import SettingsPolicy, read_policy
from app.startup.settings import ASIDE, SettingsFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "settings.json"


def reopened(path, **fixed):
    return SettingsFile(path, SettingsPolicy(**fixed))


def put(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_without_a_file_everything_is_as_usual_and_none_is_made(path):
    standing = reopened(path).standing
    assert standing.settings == Settings()
    assert (standing.fixed, standing.problem) == ((), "")
    assert not path.parent.exists()


def test_what_is_saved_is_there_at_the_next_start(path):
    wanted = Settings(language="es", appearance="dark", text_size=150, memory=False)
    assert reopened(path).save(wanted).settings == wanted
    assert reopened(path).standing.settings == wanted
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_what_a_later_version_has_written_is_kept(path):
    put(path, json.dumps({"appearance": "dark", "columns": {"wide": True}}))
    file = reopened(path)
    file.save(Settings(appearance="light"))
    kept = json.loads(path.read_text())
    assert kept["columns"] == {"wide": True}
    assert kept["appearance"] == "light"


@pytest.mark.parametrize(
    "text", ["{", "[1, 2]", "\x00\x01", "[" * 100_000, '"' + "x" * 2**21 + '"']
)
def test_a_file_that_is_none_is_put_aside_with_a_sentence(path, text):
    put(path, text)
    standing = reopened(path).standing
    assert standing.settings == Settings()
    assert "put aside" in standing.problem
    assert not path.exists()
    assert path.with_name(ASIDE).read_text(encoding="utf-8") == text
    assert reopened(path).standing.problem == ""


def test_a_folder_in_place_of_the_file_stops_nobody(path):
    path.mkdir(parents=True)
    standing = reopened(path).standing
    assert standing.settings == Settings()
    assert standing.problem.startswith("The settings cannot be read")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "xx"),
        ("language", ["es"]),
        ("appearance", "pink"),
        ("text_size", 90),
        ("text_size", 150.5),
        ("text_size", True),
        ("text_size", "150"),
        ("accuracy", 1.5),
        ("accuracy", None),
        ("memory", 1),
        ("language_model", "x" * 300),
        ("notices", "yes"),
    ],
)
def test_one_value_that_cannot_be_is_as_usual_and_the_others_count(path, name, value):
    others = {"appearance": "dark", "memory": False}
    put(path, json.dumps({**others, name: value}))
    standing = reopened(path).standing
    usual = Settings()
    for each in ("appearance", "memory"):
        expected = getattr(usual, each) if each == name else others[each]
        assert getattr(standing.settings, each) == expected
    assert getattr(standing.settings, name) == getattr(usual, name)
    assert standing.problem.endswith(f"as they were at first: {name.replace('_', ' ')}.")
    assert path.with_name(ASIDE).exists()


def test_the_policy_wins_and_the_persons_own_choice_stays_in_the_file(path):
    reopened(path).save(Settings(language_model="qwen", text_size=125))
    bound = reopened(path, language_model="none")
    assert bound.standing.settings.language_model == "none"
    assert bound.standing.fixed == ("language_model",)
    bound.save(Settings(language_model="other", text_size=150))
    assert bound.standing.settings.language_model == "none"
    freed = reopened(path).standing.settings
    assert (freed.language_model, freed.text_size) == ("qwen", 150)


def test_settings_of_the_policy_are_checked_like_everything_in_it(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text('[settings]\nlanguage_model = "none"\nmemory = false\n')
    assert read_policy(path).settings.fixed == {"memory": False, "language_model": "none"}
    path.write_text("[settings]\ntext_size = 900\n")
    with pytest.raises(PostroomError, match=r"settings\.text_size: it must be a whole"):
        read_policy(path)


def test_what_cannot_be_written_is_told_and_the_old_settings_count(path, monkeypatch):
    file = reopened(path)
    file.save(Settings(appearance="dark"))

    def full(*_args, **_named):
        raise PostroomError("It cannot be written.")

    monkeypatch.setattr("app.startup.settings.put_aside_then_rename", full)
    with pytest.raises(PostroomError, match="cannot be written"):
        file.save(Settings(appearance="light"))
    assert file.standing.settings.appearance == "dark"
    assert reopened(path).standing.settings.appearance == "dark"
