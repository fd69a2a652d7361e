"""The log tells what happened and never what a document says."""

import logging
import os

import pytest

from app.startup.logs import SharedLog, log_fault, start_log
from app.startup.places import Places


@pytest.fixture
def log_file(tmp_path):
    path = start_log(Places(shipped=tmp_path, data=tmp_path))
    yield path
    log = logging.getLogger("app")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def test_a_fault_is_logged_by_its_type_and_line_without_its_text(log_file):
    try:
        raise ValueError("Dear Mayor, my neighbour")
    except ValueError as error:
        log_fault(error)
    text = log_file.read_text()
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert "Mayor" not in text


def test_a_fault_that_any_part_logs_with_its_trace_leaves_its_text_and_its_causes_out(
    log_file,
):
    nothing: dict[str, str] = {}
    try:
        try:
            nothing["Dear Mayor"]
        except KeyError as cause:
            raise ValueError("my neighbour") from cause
    except ValueError:
        logging.getLogger("app.desktop.worker").exception("a question failed")
    text = log_file.read_text()
    assert "a question failed" in text
    assert "ValueError at " in text
    assert "out of KeyError at " in text
    assert "Mayor" not in text
    assert "neighbour" not in text


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").touch()
    places = Places(shipped=tmp_path, data=tmp_path / "file")
    assert start_log(places) is None


def test_a_log_that_another_process_holds_open_is_written_on(tmp_path, monkeypatch):
    path = tmp_path / "postroom.log"
    handler = SharedLog(path, maxBytes=100, backupCount=1, encoding="utf-8")
    rename = os.rename

    def held(source, dest):
        if os.fspath(source) == os.fspath(path):
            raise PermissionError(13, "in use")
        rename(source, dest)

    monkeypatch.setattr(os, "rename", held)
    for number in range(5):
        handler.emit(logging.makeLogRecord({"msg": f"fact {number} {'.' * 50}"}))
    handler.close()
    kept = path.read_text().splitlines()
    assert [line.split()[1] for line in kept] == ["0", "1", "2", "3", "4"]
