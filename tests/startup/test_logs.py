"""The log tells what happened and never what a document says."""

import logging

import pytest

from app.startup.logs import log_fault, start_log
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


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").touch()
    places = Places(shipped=tmp_path, data=tmp_path / "file")
    assert start_log(places) is None
