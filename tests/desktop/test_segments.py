from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.look import Look
from app.desktop.pieces import column
from app.desktop.segments import Segments

TITLES = ("&One thing", "&Another thing", "A &third thing", "&Something else")


def _rows(segments: Segments) -> list[list[str]]:
    """The texts that are seen, row by row."""
    shown = [tab for tab in segments.buttons if tab.isVisible()]
    heights = sorted({tab.y() for tab in shown})
    return [[tab.text() for tab in shown if tab.y() == y] for y in heights]


def test_segments_stand_in_one_row_where_there_is_room_and_in_more_where_not(
    qtbot: QtBot, look: Look
):
    page = QWidget()
    segments = Segments(TITLES)
    page.setLayout(column(segments, None))
    qtbot.addWidget(page)
    page.resize(900, 200)
    page.show()
    assert _rows(segments) == [list(TITLES)]
    page.resize(260, 200)
    qtbot.waitUntil(lambda: len(_rows(segments)) == 2)
    assert _rows(segments) == [list(TITLES[:2]), list(TITLES[2:])]
    page.resize(page.minimumSizeHint().width(), 200)
    qtbot.waitUntil(lambda: len(_rows(segments)) == 4)
    for tab in segments.buttons:
        assert tab.width() >= tab.sizeHint().width()
    page.resize(900, 200)
    qtbot.waitUntil(lambda: len(_rows(segments)) == 1)


def test_segments_that_are_not_offered_leave_no_gap(qtbot: QtBot, look: Look):
    segments = Segments(TITLES)
    qtbot.addWidget(segments)
    segments.resize(900, 60)
    segments.show()
    segments.choose(1)
    segments.offer((True, False, True, True))
    assert segments.at == 0
    assert _rows(segments) == [[TITLES[0], TITLES[2], TITLES[3]]]
    segments.offer((True, True, True, True))
    assert _rows(segments) == [list(TITLES)]
