"""All the original cells of a row, as a small form."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QWidget

from app.desktop.pieces import label
from app.desktop.tokens import SPACE

__all__ = ["ColumnsView"]


class ColumnsView(QScrollArea):
    """Header and cell of every column, in the sheet's order; cells can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: Mapping[str, str] = {}
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._stale = False
        self._form = QFormLayout()
        self._form.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        self._form.setHorizontalSpacing(SPACE.wide)
        self._form.setVerticalSpacing(SPACE.normal)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        inside = QWidget()
        inside.setProperty("kind", "surface")
        inside.setLayout(self._form)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Original columns of the row"))

    def show_columns(self, cells: Mapping[str, str]) -> None:
        """These cells are shown, as soon as somebody looks."""
        if cells != self._cells:
            self._cells = cells
            self._stale = True
            if self.isVisible():
                self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if not self._stale:
            return
        self._stale = False
        while len(self._lines) < len(self._cells):
            self._lines.append(self._line())
            self._form.addRow(*self._lines[-1])
        shown = list(self._cells.items())
        for at, (header, cell) in enumerate(self._lines):
            there = at < len(shown)
            self._form.setRowVisible(at, there)
            if there:
                header.setText(shown[at][0])
                cell.setText(shown[at][1] or "\u2013")
        self.verticalScrollBar().setValue(0)

    @staticmethod
    def _line() -> tuple[QLabel, QLabel]:
        cell = label()
        cell.setWordWrap(True)
        cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        header = label(tone="muted")
        header.setWordWrap(True)
        header.setFixedWidth(18 * header.fontMetrics().averageCharWidth())
        header.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return header, cell
