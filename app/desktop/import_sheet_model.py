"""The first rows of a sheet as a table that shows what each column is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.words import plain_line
from app.records import SheetChoice, SheetLook

__all__ = [
    "LookModel",
    "column_box",
    "column_letters",
    "doubt_words",
    "fill_box",
    "fill_rows",
    "fitting",
]

Index = QModelIndex | QPersistentModelIndex

_SHOWN = 20
_CELL = 120
_NAMED = 6  # words of a row in the list of rows that may hold the headers
Role = Qt.ItemDataRole


def _say(text: str) -> str:
    return QCoreApplication.translate("SheetDialog", text)


def column_letters(place: int) -> str:
    """How spreadsheet programs call a column, from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class LookModel(QAbstractTableModel):
    """Rows as the program reads them; the header row and the columns in use stand out.

    Args:
        look: Colours.
        parent: Owner.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._sheet: SheetLook | None = None
        self._choice = SheetChoice()

    def show_sheet(self, sheet: SheetLook | None, choice: SheetChoice) -> None:
        """This sheet is shown, read so."""
        self.beginResetModel()
        self._sheet, self._choice = sheet, choice
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        if parent.isValid() or self._sheet is None:
            return 0
        return min(len(self._sheet.rows), _SHOWN)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns the sheet has."""
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.headers)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a cell says, and how it stands out."""
        sheet = self._sheet
        if sheet is None:
            return None
        cells = sheet.rows[index.row()]
        text = cells[index.column()] if index.column() < len(cells) else ""
        number = sheet.numbers[index.row()]
        said: Any = None
        if role == Role.DisplayRole:
            said = " ".join(text[:_CELL].split())
        elif role == Role.ToolTipRole:
            said = as_tip(text)
        elif role == Role.AccessibleTextRole:
            said = text
        else:
            said = self._drawn(role, index.column(), number)
        return said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """A row's number as the spreadsheet has it; a column's letter and its use."""
        sheet = self._sheet
        if sheet is None or role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(sheet.numbers[section])
        use = self.use_of(section)
        letters = column_letters(section)
        return f"{letters} \u2013 {use}" if use else letters

    def use_of(self, section: int) -> str:
        """What a column is for, in a word; empty where it only comes along."""
        if self._sheet is None or not self._choice.read:
            return ""
        header, choice = self._sheet.headers[section], self._choice
        uses = (
            (header == choice.column, self.tr("Text")),
            (header == choice.date_column, self.tr("Date")),
            (header in choice.by, self.tr("Group")),
            (header == choice.private_column, self.tr("Private")),
        )
        return ", ".join(said for is_so, said in uses if is_so)

    def _drawn(self, role: int, section: int, number: int) -> Any:  # noqa: ANN401 - by role
        """How a cell stands out: the headers bold, what is not read pale."""
        head = self._choice.header_row or 0
        is_out = number < head or not self._choice.read
        if role == Role.FontRole and number == head:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.ForegroundRole and is_out:
            return self._look.colour("muted")
        if role == Role.BackgroundRole and not is_out:
            if number == head:
                return self._look.colour("hover")
            return self._look.colour("chosen") if self.use_of(section) else None
        return None


def column_box(name: str) -> QComboBox:
    """A list of columns, or of rows, that does not grow with what is in it."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setMinimumContentsLength(10)
    made.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    return made


def fill_box(box: QComboBox, nothing: str, headers: Sequence[str]) -> None:
    """A list of columns holds these headers, first of all that it is none of them."""
    with QSignalBlocker(box):
        box.clear()
        if nothing:
            box.addItem(nothing, "")
        for header in headers:
            box.addItem(plain_line(header), header)


def fill_rows(box: QComboBox, sheet: SheetLook | None) -> None:
    """A list of rows holds those with words, first of all that none has the headers."""
    with QSignalBlocker(box):
        box.clear()
        box.addItem(_say("No row: the first one is data"), 0)
        numbers, rows = (sheet.numbers, sheet.rows) if sheet is not None else ((), ())
        for number, cells in zip(numbers, rows, strict=True):
            words = ", ".join(filter(None, map(plain_line, cells[:_NAMED])))
            if words:
                said = _say("Row {number}: {words}").format(number=number, words=words)
                box.addItem(said, number)


def doubt_words(sheet: SheetLook) -> tuple[str, str]:
    """Why a sheet is not proposed, and what to do; empty where there is no doubt."""
    if not sheet.headers:
        return (
            _say("No column of this sheet can be used."),
            _say("It will be listed with what could not be read, and why."),
        )
    if sheet.hidden or sheet.proposed.read or sheet.proposed.column:
        return "", ""
    return (
        _say("No column of this sheet looks like text, so it is left out."),
        _say("To read it, choose \u201cRead this sheet\u201d and a column."),
    )


def fitting(known: SheetChoice | None, sheet: SheetLook) -> SheetChoice:
    """What was said of a sheet, as far as it still has such columns; else the proposal."""
    if known is None:
        return sheet.proposed
    if known.column and known.column not in sheet.headers:
        return replace(sheet.proposed, read=known.read)
    if not known.column and known.read:
        return replace(sheet.proposed, read=True)
    return known
