"""No file of results ever takes the place of a document that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import store
from app.records import Document, PostroomError
from app.workflow.theme_exporting import need_another_name


@pytest.mark.parametrize("name", ["letter.docx", "calls.xlsx", "notes.json"])
def test_a_document_that_was_read_is_never_written_over(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_bytes(b"what a resident wrote")
    with store.open_case(tmp_path / "c.postroom", create=True) as case:
        store.add_documents(case, [Document(name=name, path=str(source))])
        with pytest.raises(PostroomError, match="one of the documents"):
            need_another_name(case, source)
        (tmp_path / "link").symlink_to(source)
        with pytest.raises(PostroomError, match="one of the documents"):
            need_another_name(case, tmp_path / "link")
        need_another_name(case, tmp_path / "other.xlsx")
        source.unlink()
        need_another_name(case, source)
