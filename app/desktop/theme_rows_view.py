"""The rows behind a theme: a search line, the chosen period, and the table."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip, button, column, label, row
from app.desktop.theme_rows import RowColumn, ThemeRowsModel
from app.desktop.theme_words import rows_words
from app.desktop.tokens import SPACE
from app.desktop.words import plain_line
from app.records import ThemedRow, ThemeFilter

__all__ = ["ThemeRows"]

_PART = 24  # characters of what the rows are narrowed to
# Shares of the width that the date leaves.
_SHARES = {RowColumn.TEXT: 0.52, RowColumn.THEMES: 0.26}


class _Table(QTableView):
    """Two lines a row; Return or a click opens a row."""

    opened = Signal(int)

    def __init__(self, model: ThemeRowsModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setObjectName("rows")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(2 * self.fontMetrics().height() + 12)
        rows.hide()
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Column titles"))
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the row that the cursor is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        date = self.fontMetrics().horizontalAdvance("30.09.2024") + 28
        left = max(0, self.viewport().width() - date)
        for at, share in _SHARES.items():
            self.setColumnWidth(at, int(share * left))
        rest = 1 - sum(_SHARES.values())
        self.setColumnWidth(RowColumn.WHERE, int(rest * left))

    def _open(self, index: QModelIndex) -> None:
        chosen = self.selectionModel().selectedRows()
        if index.isValid() and len(chosen) <= 1:
            self.opened.emit(index.row())


class ThemeRows(QWidget):
    """All rows of a theme, those with certain words, or those of a period."""

    opened = Signal(object)
    correct_wanted = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.rows = ThemeRowsModel(self)
        self.table = _Table(self.rows, name)
        self.search = self._search_line(look)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(200)
        self._typing.timeout.connect(self._find)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.count = label(tone="muted")
        self.part = button("")
        look.dress(self.part, "close", "muted")
        self.part.hide()
        self.correct = button(self.tr("&Correct\u2026"))
        self.correct.setToolTip(self.tr("Say which themes the selected rows speak of"))
        self._none = label(self.tr("No row fits."), tone="muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._table_or_words = QStackedWidget()
        self._table_or_words.addWidget(self.table)
        self._table_or_words.addWidget(self._none)
        self._connect()
        bar = row(self.search, self.part, None, self.count, self.correct)
        whole = column(bar, self._table_or_words, spacing=SPACE.small)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._follow()

    def show_rows(self, wanted: ThemeFilter) -> None:
        """These rows are shown, all of them."""
        self._typing.stop()
        with QSignalBlocker(self.search):
            self.search.clear()
        self._show_part("")
        self.rows.show_rows(wanted)

    def show_part(self, part: ThemeFilter, said: str) -> None:
        """Of these rows, those of a period, of a value of a column, or of a side."""
        self._show_part(said)
        all_of_it = self.rows.wanted
        self.rows.show_rows(
            replace(
                part,
                theme=all_of_it.theme,
                campaign=all_of_it.campaign,
                words=all_of_it.words,
            )
        )

    def clear_part(self) -> None:
        """All of them again."""
        self.show_part(ThemeFilter(), "")
        self.search.setFocus()

    def refresh(self) -> None:
        """The same rows are fetched anew."""
        self.rows.show_rows(self.rows.wanted)

    @property
    def marked_rows(self) -> tuple[ThemedRow, ...]:
        """The rows that are selected and have been read."""
        chosen = self.table.selectionModel().selectedRows()
        rows = (self.rows.themed_row(index.row()) for index in chosen)
        return tuple(each for each in rows if each is not None)

    def _search_line(self, look: Look) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("Search these rows (Ctrl+F)"))
        made.setAccessibleName(self.tr("Search these rows"))
        made.setClearButtonEnabled(True)
        made.setMinimumWidth(150)
        made.setMaximumWidth(300)
        glass = QAction(made)
        look.dress(glass, "search", "muted")
        made.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        return made

    def _connect(self) -> None:
        self.part.clicked.connect(self.clear_part)
        self.correct.clicked.connect(self._correct)
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self.rows.counted.connect(self._show_count)
        self.rows.modelReset.connect(self._follow)

    def _show_part(self, said: str) -> None:
        said = plain_line(said)
        shown = said if len(said) <= _PART else said[: _PART - 1] + "\u2026"
        self.part.setText(shown.replace("&", "&&"))
        says = self.tr("Show all rows again, not only {part}").format(part=said)
        self.part.setAccessibleName(says)
        self.part.setToolTip(as_tip(says))
        self.part.setVisible(bool(said))

    def _find(self) -> None:
        words = self.search.text().strip()
        if words != self.rows.wanted.words:
            self.rows.show_rows(replace(self.rows.wanted, words=words))

    def _show_count(self, count: int) -> None:
        self.count.setText(rows_words(count))
        self._table_or_words.setCurrentIndex(0 if count else 1)

    def _open(self, at: int) -> None:
        shown = self.rows.themed_row(at)
        if shown is not None:
            self.opened.emit(shown)

    def _correct(self) -> None:
        rows = self.marked_rows
        if rows:
            self.correct_wanted.emit(rows)

    def _follow(self, *_changed: object) -> None:
        self.correct.setEnabled(self.table.selectionModel().hasSelection())
