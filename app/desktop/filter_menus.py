"""The menus of what rows are filtered and grouped by, and what the chips say."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.desktop import words
from app.desktop.date_range import DateRange
from app.desktop.item_columns import date_words, language_words
from app.records import RowFacets, RowFilter

__all__ = ["EXTRAS", "FilterMenu", "GroupMenu", "chip_words"]

# What of a filter is chosen in the menu.
EXTRAS = ("language", "private", "noted", "reviewed", "since", "until")
_MOST_COLUMNS = 24


def _say(text: str) -> str:
    return QCoreApplication.translate("FilterMenus", text)


def chip_words(asked: RowFilter) -> list[tuple[str, RowFilter]]:
    """What is asked for in a few words each, and the filter without it."""
    chips: list[tuple[str, RowFilter]] = []
    marks = {
        "reviewed": (_say("Reviewed by a person"), _say("Not reviewed by a person")),
        "private": (_say("Private"), _say("Not private")),
        "noted": (_say("With a note"), _say("Without a note")),
    }
    for name, (yes, no) in marks.items():
        value = getattr(asked, name)
        if value is not None:
            chips.append((yes if value else no, _without(asked, name)))
    if asked.language is not None:
        said = language_words(asked.language)
        chips.append((said, replace(asked, language=None)))
    if asked.since or asked.until:
        chips.append((_days(asked), replace(asked, since="", until="")))
    return chips


def _without(asked: RowFilter, name: str) -> RowFilter:
    return replace(asked, **{name: None})  # type: ignore[arg-type]  # the name is a field's


def _days(asked: RowFilter) -> str:
    since, until = date_words(asked.since), date_words(asked.until)
    if since and until:
        return _say("{since} to {until}").format(since=since, until=until)
    if since:
        return _say("From {since}").format(since=since)
    return _say("Up to {until}").format(until=until)


class GroupMenu(QMenu):
    """What the rows can be grouped by, one of it at a time."""

    chosen = Signal(object)
    dates_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facets = RowFacets()
        self._asked = RowFilter()
        self.fill(self._facets, self._asked)

    @staticmethod
    def words_of(asked: RowFilter) -> str:
        """What a list is grouped by, in a word; empty for nothing."""
        if asked.group == "column":
            return words.plain_line(asked.group_column)[:24]
        return {
            "category": _say("category"),
            "status": _say("status"),
            "document": _say("document"),
            "language": _say("language"),
            "week": _say("week"),
            "month": _say("month"),
        }.get(asked.group, "")

    def fill(self, facets: RowFacets, asked: RowFilter) -> None:
        """These can be chosen; what is asked for has a mark."""
        self._facets, self._asked = facets, asked
        self.clear()
        one_of = QActionGroup(self)
        self._add(one_of, _say("&No groups"), ("", ""))
        self.addSeparator()
        for title, group in (
            (_say("&Category"), "category"),
            (_say("&Status"), "status"),
            (_say("&Document"), "document"),
            (_say("&Language"), "language"),
        ):
            self._add(one_of, title, (group, ""))
        if facets.first or facets.undated:
            self._add(one_of, _say("&Week of the date"), ("week", ""))
            self._add(one_of, _say("&Month of the date"), ("month", ""))
        columns = facets.columns[:_MOST_COLUMNS]
        if columns:
            self.addSeparator()
        for header in columns:
            title = words.plain_line(header)[:60].replace("&", "&&")
            self._add(one_of, title, ("column", header))

    def _add(self, one_of: QActionGroup, title: str, by: tuple[str, str]) -> None:
        group, column = by
        action = self.addAction(title)
        action.setCheckable(True)
        action.setChecked(by == (self._asked.group, self._asked.group_column))
        one_of.addAction(action)
        wanted = replace(self._asked, group=group, group_column=column)
        needs_dates = group in ("week", "month") and self._facets.undated > 0
        told = self.dates_wanted if needs_dates else self.chosen
        action.triggered.connect(lambda: told.emit(wanted))


class FilterMenu(QMenu):
    """What else rows can be filtered by; what no row has is not offered."""

    chosen = Signal(object)
    dates_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = RowFilter()
        self._facets = RowFacets()
        self.fill(self._facets, self._asked)

    def fill(self, facets: RowFacets, asked: RowFilter) -> None:
        """These can be chosen; what is asked for has a mark."""
        self._facets, self._asked = facets, asked
        self.clear()
        for name, yes, no, count in (
            ("reviewed", _say("&Reviewed by a person"), _say("N&ot reviewed by a person"),
             facets.reviewed),
            ("private", _say("&Private"), _say("No&t private"), facets.private),
            ("noted", _say("With a &note"), _say("W&ithout a note"), facets.noted),
        ):  # fmt: skip
            self._add(self, yes, {name: True}, count=count)
            self._add(self, no, {name: False}, can=count > 0)
            self.addSeparator()
        languages = self.addMenu(_say("&Language"))
        for code in facets.languages:
            self._add(languages, language_words(code), {"language": code})
        languages.setEnabled(len(facets.languages) > 1)
        dates = self.addAction(_say("&Dates\u2026"))
        dates.setEnabled(bool(facets.first or facets.undated))
        dates.triggered.connect(self._ask_dates)

    def _add(
        self,
        menu: QMenu,
        title: str,
        asks: dict[str, object],
        *,
        count: int | None = None,
        can: bool = True,
    ) -> None:
        ((name, value),) = asks.items()
        said = title if count is None else f"{title}  {words.number(count)}"
        action = menu.addAction(said)
        action.setCheckable(True)
        is_asked = getattr(self._asked, name) == value
        action.setChecked(is_asked)
        action.setEnabled(can and (count is None or count > 0 or is_asked))
        wanted = replace(self._asked, **{name: None if is_asked else value})  # type: ignore[arg-type]  # the names are fields
        action.triggered.connect(lambda: self.chosen.emit(wanted))

    def _ask_dates(self) -> None:
        if self._facets.undated:
            self.dates_wanted.emit(self._asked)
        else:
            self.ask_range(self._facets, self._asked)

    def ask_range(self, facets: RowFacets, asked: RowFilter) -> None:
        """From which day to which is asked for in a small dialog."""
        dialog = DateRange(facets, asked, self.window())
        dialog.accepted.connect(lambda: self.chosen.emit(dialog.wanted()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
