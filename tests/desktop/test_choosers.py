"""Where the system's dialogs lead: what they say of a name is made safe."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.choosers import system_choosers


@pytest.mark.parametrize(
    "case",
    [
        ("report", [], "report.xlsx"),
        ("report", ["report.xlsx"], "report (2).xlsx"),
        ("report", ["report.xlsx", "report (2).xlsx"], "report (3).xlsx"),
        # The dialog itself has asked about a name that was typed whole.
        ("report.xlsx", ["report.xlsx"], "report.xlsx"),
        ("", [], None),
    ],
)
def test_a_name_that_gets_its_ending_after_the_dialog_replaces_nothing(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    case: tuple[str, list[str], str | None],
):
    typed, there, given = case
    window = QWidget()
    qtbot.addWidget(window)
    for name in there:
        (tmp_path / name).touch()

    def answered(_parent: object, _title: str, _place: str, kinds: str) -> tuple[str, str]:
        return (str(tmp_path / typed) if typed else "", kinds.split(";;", maxsplit=1)[0])

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    path = system_choosers(window).results(tmp_path / "results.xlsx")
    assert path == (tmp_path / given if given is not None else None)
