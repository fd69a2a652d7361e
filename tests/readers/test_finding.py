from __future__ import annotations

from pathlib import Path

import pytest

from app.readers import find_documents
from app.records import DocumentState, PostroomError


def names(folder: Path) -> list[str]:
    return [document.name for document in find_documents([folder])]


def test_files_come_in_the_order_people_count_in(tmp_path: Path) -> None:
    for name in ("letter 10.pdf", "Letter 2.pdf", "letter 1.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert names(tmp_path) == ["letter 1.pdf", "Letter 2.pdf", "letter 10.pdf"]


def test_hidden_lock_system_and_case_files_are_left_out(tmp_path: Path) -> None:
    for name in (
        ".hidden",
        "~$open.docx",
        "Thumbs.db",
        ".DS_Store",
        "may.postroom",
        "kept.xyz",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"x")
    assert names(tmp_path) == ["kept.xyz"]


def test_names_count_from_the_folder_that_was_given(tmp_path: Path) -> None:
    (tmp_path / "in" / "may").mkdir(parents=True)
    (tmp_path / "in" / "may" / "a.txt").write_text("x", encoding="utf-8")
    (document,) = find_documents([tmp_path / "in"])
    assert document.name == "may/a.txt"
    assert document.state is DocumentState.WAITING
    assert Path(document.path) == tmp_path / "in" / "may" / "a.txt"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (tmp_path / "in").mkdir()
    try:
        (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
        (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert names(tmp_path / "in") == []


def test_an_input_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PostroomError, match="no file or folder"):
        list(find_documents([tmp_path / "nowhere"]))
