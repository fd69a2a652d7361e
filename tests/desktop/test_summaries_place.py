"""Summaries as a place of the window: what can be undone there, and what is offered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.look import Look
from app.desktop.summary_cited import Part
from app.desktop.summary_lines import _laid_out
from app.desktop.summary_page import SummaryPage
from app.desktop.window import Window
from tests.desktop.test_summaries import page, state, water

__all__ = ["page", "state", "water"]  # fixtures


def test_undo_follows_what_is_shown_at_once(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    undo = window.parts.actions.undo
    assert not undo.isEnabled()
    page.reading.tabs.choose(page.reading.tabs._views[1])
    page.reading.sentences.choose(1)
    QTest.mouseClick(page.reading.drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text() == "&Undo the last change of the summary"
    page.modes.choose(1)  # side by side: what was changed is out of sight
    assert not undo.isEnabled()
    page.modes.choose(0)
    assert undo.isEnabled()
    page.sidebar.documents.choose(len(page.documents) - 1)  # a document without a summary
    assert not undo.isEnabled()


def test_views_of_several_summaries_are_not_offered_before_there_are_any(
    look: Look,
):
    assert SummaryPage(look).modes.isHidden()


def test_a_name_that_is_elided_stays_on_one_line(look: Look):
    font = QApplication.font()
    metrics = QFontMetrics(font)
    name = "2026-03-10_bakery_license.pdf"
    part = Part(text=name, elided=True)
    for room in range(60, metrics.horizontalAdvance(name) + 20):
        assert _laid_out(part, font, room).lineCount() == 1
