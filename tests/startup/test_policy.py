"""The machine's policy raises caps, and a broken one stops the start."""

import pytest

from app.records import PostroomError
from app.startup.policy import Policy, read_policy


def test_without_a_file_the_program_keeps_its_own_caps(tmp_path):
    assert read_policy(tmp_path / "policy.toml") == Policy()


def test_a_cap_can_be_raised(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("[reading]\npages = 20000\n")
    assert read_policy(path).reading.pages == 20000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[reading]\npages = -1\n", "reading.pages"),
        ("[reading]\nsheets = 3\n", "reading.sheets"),
        ("[reading\n", "line 1"),
        (f"x = {'[' * 5_000}", "Brackets stand too deep"),
        (f"x = {'9' * 5_000}", "A number is too long"),
    ],
)
def test_a_mistake_is_named_and_stops_the_start(tmp_path, text, told):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    with pytest.raises(PostroomError, match=told):
        read_policy(path)
