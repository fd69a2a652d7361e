from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desktop.one_window import OneWindow
from app.desktop.remembered import Remembered


def test_a_second_start_raises_the_first_window_with_its_case(qtbot: QtBot, tmp_path: Path):
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.take()
    assert not second.take()
    case = tmp_path / "monday.postroom"
    with qtbot.waitSignal(first.raise_wanted) as told:
        second.ask_first(case)
    assert told.args == [case]
    first.let_go()


def test_a_window_can_be_opened_again_once_the_first_has_gone(qtbot: QtBot, tmp_path: Path):
    del qtbot
    first = OneWindow(tmp_path)
    assert first.take()
    first.let_go()
    later = OneWindow(tmp_path)
    assert later.take()
    later.let_go()


def test_a_request_that_makes_no_sense_is_passed_over(qtbot: QtBot, tmp_path: Path):
    first = OneWindow(tmp_path)
    assert first.take()
    (tmp_path / "requests" / "a.json").write_text("{", encoding="utf-8")
    with qtbot.waitSignal(first.raise_wanted) as told:
        OneWindow(tmp_path).ask_first(None)
    assert told.args == [None]
    first.let_go()


def test_recent_cases_are_remembered_newest_first_and_only_while_they_exist(tmp_path: Path):
    remembered = Remembered(tmp_path)
    cases = [tmp_path / f"{name}.postroom" for name in ("one", "two", "three")]
    for case in cases:
        case.touch()
        remembered.keep_recent(case)
    cases[1].unlink()
    assert Remembered(tmp_path).recent() == (cases[2], cases[0])
