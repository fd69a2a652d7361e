"""The columns of the table of items: their titles, their order, and what a cell says."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from app.desktop import words
from app.records import ResultRow

__all__ = [
    "ORDERS",
    "Column",
    "ItemRole",
    "cell_words",
    "column_title",
    "date_words",
    "language_words",
    "month_words",
    "spoken_words",
]


class Column(IntEnum):
    """The columns that every table has; those of the sheets follow behind them."""

    ITEM = 0
    CATEGORY = 1
    PROBABILITY = 2
    STATUS = 3
    DATE = 4
    DOCUMENT = 5
    LANGUAGE = 6


class ItemRole(IntEnum):
    """What a delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    SUBTITLE = Qt.ItemDataRole.UserRole + 2
    GROUP = Qt.ItemDataRole.UserRole + 3


ORDERS = {
    Column.ITEM: "document",
    Column.CATEGORY: "category",
    Column.PROBABILITY: "probability",
    Column.STATUS: "status",
    Column.DATE: "date",
    Column.DOCUMENT: "document",
    Column.LANGUAGE: "language",
}


def _say(text: str) -> str:
    return QCoreApplication.translate("ItemColumns", text)


def column_title(column: Column) -> str:
    """The title of a column."""
    return {
        Column.ITEM: _say("Item"),
        Column.CATEGORY: _say("Category"),
        Column.PROBABILITY: _say("Probability"),
        Column.STATUS: _say("Status"),
        Column.DATE: _say("Date"),
        Column.DOCUMENT: _say("Document"),
        Column.LANGUAGE: _say("Language"),
    }[column]


def date_words(iso: str) -> str:
    """A day as the person's country writes it; empty for none."""
    day = QDate.fromString(iso, "yyyy-MM-dd")
    return QLocale().toString(day, QLocale.FormatType.ShortFormat) if day.isValid() else ""


def month_words(month: str) -> str:
    """A month and its year, from ``2026-03``."""
    day = QDate.fromString(f"{month}-01", "yyyy-MM-dd")
    return QLocale().toString(day, "MMMM yyyy") if day.isValid() else month


def language_words(code: str) -> str:
    """A language by its own name; what is in none is said to be so."""
    if not code:
        return _say("Language not told")
    known = {
        "ar": _say("Arabic"),
        "de": _say("German"),
        "en": _say("English"),
        "es": _say("Spanish"),
        "fr": _say("French"),
        "it": _say("Italian"),
        "ko": _say("Korean"),
        "pl": _say("Polish"),
        "pt": _say("Portuguese"),
        "ru": _say("Russian"),
        "tl": _say("Tagalog"),
        "vi": _say("Vietnamese"),
        "zh": _say("Chinese"),
    }
    named = QLocale.languageToString(QLocale.codeToLanguage(code))
    return known.get(code) or named or code


def cell_words(row: ResultRow, column: int, cells: tuple[str, ...]) -> str:
    """What a cell says.

    Args:
        row: Whose.
        column: A ``Column``, or behind them the number of a sheet's column.
        cells: Headers of the sheets' columns that are shown.
    """
    if column >= len(Column):
        header = cells[column - len(Column)]
        return words.plain_line(row.item.columns.get(header, "")) if row.item else ""
    verdict = row.verdict
    said = ""
    if column == Column.ITEM:
        said = words.item_title(row)
    elif column == Column.STATUS:
        said = words.status_words(words.row_status(row))
    elif column == Column.CATEGORY:
        said = (verdict.category or "") if verdict else ""
    elif column == Column.PROBABILITY:
        known = verdict is not None and verdict.probability is not None
        said = words.percent(verdict.probability) if known else ""  # type: ignore[union-attr, arg-type]  # it is known
    else:
        said = _beside(row, Column(column))
    return said


def _beside(row: ResultRow, column: Column) -> str:
    if column is Column.DATE:
        return date_words(row.date)
    if column is Column.DOCUMENT:
        return words.file_name(row.document)
    return language_words(row.verdict.language) if row.verdict else ""


def spoken_words(row: ResultRow, column: int, cells: tuple[str, ...]) -> str:
    """What a screen reader says of a cell."""
    spoken = cell_words(row, column, cells)
    if column == Column.ITEM:
        marks = [words.item_subtitle(row)]
        marks += [_say("Private")] * row.private
        marks += [_say("Note: {note}").format(note=row.note)] * bool(row.note)
        return ". ".join((spoken, *marks))
    if column == Column.STATUS and (reason := words.reason_words(row)):
        return f"{spoken}. {reason}"
    return spoken
