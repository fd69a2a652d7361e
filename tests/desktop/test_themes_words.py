from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.desktop import theme_words
from app.desktop.look import Look
from app.desktop.theme_nodes import NodeKind, nodes_of
from app.desktop.theme_questions import ThemeCountRead, ThemeRowsRead
from app.desktop.theme_rows import PAGE, ThemeRowsModel
from app.desktop.tokens import contrast
from app.desktop.trend_chart import last_day
from app.desktop.trend_seasons import shade
from app.records import (
    PeriodKind,
    Periods,
    Stance,
    Theme,
    ThemeFilter,
    ThemeOrigin,
    ThemesAbout,
    ThemesReport,
    TrendKind,
)
from tests.desktop.scripted_themes import ScriptedThemes, found_state


def _theme(key: int, name: str, group: str, size: int) -> Theme:
    return Theme(key=key, name=name, group=group, size=size, texts=size)


def test_small_shares_have_a_decimal_and_none_is_called_nothing():
    assert theme_words.share_words(612, 13_240) == "4.6\u00a0%"
    assert theme_words.share_words(1, 13_240) == "under 0.1\u00a0%"
    assert theme_words.share_words(0, 10) == "0\u00a0%"
    assert theme_words.share_words(0, 0) == "\u2013"
    assert theme_words.share_words(10, 10) == "100\u00a0%"


@pytest.mark.parametrize(
    ("stability", "said"),
    [
        (None, ""),
        (0.97, "steady 0.97"),
        (0.75, "steady 0.75"),
        (0.74, "mostly steady 0.74"),
        (0.59, "shaky 0.59"),
    ],
)
def test_stability_is_a_word_with_its_number(stability: float | None, said: str):
    assert theme_words.stability_words(stability) == said


def test_what_is_usual_is_a_range_or_one_number():
    assert theme_words.usual_words(6.2, 14.4) == "usually 6 to 14"
    assert theme_words.usual_words(0.0, 0.3) == "usually 0"


def test_every_kind_of_trend_and_period_and_stance_has_words_of_its_own():
    assert len({theme_words.kind_words(kind) for kind in TrendKind}) == len(TrendKind)
    assert len({theme_words.cut_words(kind) for kind in PeriodKind}) == len(PeriodKind)
    assert len({theme_words.stance_words(side) for side in (None, *Stance)}) == 4


def test_it_is_told_who_named_a_theme():
    found = _theme(1, "Noise", "Noise", 3)
    assert theme_words.named_words(found) == "named from its rows"
    written = Theme(key=2, name="A", group="A", size=0, texts=0, origin=ThemeOrigin.WRITTEN)
    assert theme_words.named_words(written) == "written by a person"


def test_the_summary_adds_up():
    about = ThemesAbout(source=(), items=10, themed=6, unthemed=3, without_text=1)
    report = ThemesReport(about=about, themes=(_theme(1, "Noise", "Noise", 6),))
    said = theme_words.summary_words(report)
    assert said == "10 rows: 6 in 1 theme, 3 in none, 1 without text"


def test_a_theme_alone_in_its_group_stands_for_the_group():
    about = ThemesAbout(source=(), items=12, themed=10, unthemed=2, without_text=0)
    themes = (
        _theme(1, "Potholes", "Streets", 5),
        _theme(2, "Lights", "Streets", 3),
        _theme(3, "Noise at night", "Noise", 2),
    )
    nodes = nodes_of(ThemesReport(about=about, themes=themes))
    kinds = [node.kind for node in nodes]
    assert kinds == [NodeKind.ALL, NodeKind.GROUP, NodeKind.THEME, NodeKind.UNTHEMED]
    assert (nodes[1].size, len(nodes[1].children)) == (8, 2)
    assert nodes[2].name == "Noise at night"


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        (PeriodKind.DAY, "2024-02-29", "2024-02-29"),
        (PeriodKind.WEEK, "2024-02-26", "2024-03-03"),
        (PeriodKind.MONTH, "2024-02-01", "2024-02-29"),
        (PeriodKind.QUARTER, "2024-01-01", "2024-03-31"),
        (PeriodKind.SEASON, "2023-12-01", "2024-02-29"),
    ],
)
def test_the_last_period_ends_as_the_calendar_says(kind: PeriodKind, start: str, last: str):
    periods = Periods(kind=kind, starts=(start,), labels=("",), totals=(1,), whole=(True,))
    assert last_day(periods, 0) == last


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_numbers_stand_out_from_every_shade(look: Look, scheme: Qt.ColorScheme):
    look.follow(scheme)
    grounds = [shade(look, step / 20).name() for step in range(21)]
    text = look.colour("text").name()
    look.follow(Qt.ColorScheme.Light)
    assert min(contrast(text, ground) for ground in grounds) >= 4.5
    assert len(set(grounds)) == 21


def test_answers_to_an_older_filter_are_dropped():
    themes = ScriptedThemes(found_state(), lambda _at: None, read_only=True)
    model = ThemeRowsModel()
    asked: list[Any] = []
    model.asked.connect(asked.append)
    model.show_rows(ThemeFilter(theme=1))
    model.show_rows(ThemeFilter(theme=8))
    old, new = asked
    model.take_count(ThemeCountRead(question=old, count=1412))
    assert model.rowCount() == 0
    model.take_count(ThemeCountRead(question=new, count=742))
    assert model.rowCount() == 742
    assert model.themed_row(70) is None
    question = asked[-1]
    assert (question.offset, question.limit) == (PAGE, PAGE)
    rows = tuple(themes.rows(question.wanted, question.offset, question.limit))
    model.take_rows(ThemeRowsRead(question=question, rows=rows))
    assert model.themed_row(70) == rows[70 - PAGE]


def test_two_tables_never_take_each_others_answers():
    one, other = ThemeRowsModel(), ThemeRowsModel()
    asked: list[Any] = []
    one.asked.connect(asked.append)
    other.asked.connect(asked.append)
    one.show_rows(ThemeFilter(theme=1))
    other.show_rows(ThemeFilter(theme=0))
    for model in (one, other):
        model.take_count(ThemeCountRead(question=asked[0], count=5))
    assert (one.rowCount(), other.rowCount()) == (5, 0)
