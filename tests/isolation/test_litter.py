"""A child that is refused to write leaves nothing behind."""

import sys
import tempfile

import pytest

from app.isolation import try_guards


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the system-call filter is Linux's"
)
def test_trying_the_guards_leaves_no_file_anywhere(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    assert try_guards().files_refused is True
    assert list(tmp_path.iterdir()) == [folder]
    assert not list(folder.iterdir())
