"""Choosing a category without a proposal: by number, by typing, or by pointing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from app.desktop.pieces import as_tip, column, label
from app.desktop.tokens import SPACE, TYPE
from app.records import Scheme

__all__ = ["CategoryPicker"]

_NUMBERED = 9
_UP_OR_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CategoryPicker(QWidget):
    """A line to type in and the list below it; the keys 1 to 9 choose the first nine."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type to find, or press a number"))
        self.line.setAccessibleName(self.tr("Find a category, or press its number"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("Categories"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.line.textChanged.connect(self._find)
        for each in (self.line, self.list):
            each.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        title = label(self.tr("&Category"))
        title.setBuddy(self.line)
        note = label(
            self.tr("Return takes the marked category, a number key its category at once."),
            tone="muted",
            size=TYPE.small,
        )
        note.setWordWrap(True)
        self.setLayout(column(title, self.line, self.list, note, spacing=SPACE.small))

    def show_categories(self, scheme: Scheme | None) -> None:
        """One of these can be chosen."""
        self.list.clear()
        for at, category in enumerate(scheme.categories if scheme else (), start=1):
            number = f"{at}" if at <= _NUMBERED else "\u2002"
            line = QListWidgetItem(f"{number}   {category.name}")
            line.setData(Qt.ItemDataRole.UserRole, category.name)
            spoken = f"{at}, {category.name}" if at <= _NUMBERED else category.name
            line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            line.setToolTip(as_tip(category.description))
            self.list.addItem(line)
        self.begin()

    @property
    def names(self) -> tuple[str, ...]:
        """All categories, in the scheme's order."""
        lines = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(line.data(Qt.ItemDataRole.UserRole)) for line in lines)

    def begin(self) -> None:
        """Nothing is typed and nothing marked."""
        self.line.clear()
        self._find("")
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Numbers choose, Return takes what is marked, arrows move the mark."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, typed = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
            return True
        is_number = typed in tuple("123456789") and not self.line.text()
        if is_number and int(typed) <= self.list.count():
            self._take(self.list.item(int(typed) - 1))
            return True
        if watched is self.line and key in _UP_OR_DOWN:
            self._move(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1)
            return True
        if watched is self.list and typed.strip() and typed.isprintable():
            self.line.setFocus()
            self.line.insert(typed)
            return True
        return False

    def _move(self, by: int) -> None:
        shown = [at for at in range(self.list.count()) if not self.list.isRowHidden(at)]
        if shown:
            at = self.list.currentRow()
            where = shown.index(at) + by if at in shown else (0 if by > 0 else -1)
            self.list.setCurrentRow(shown[max(0, min(where, len(shown) - 1))])

    def _find(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        first = -1
        for at in range(self.list.count()):
            name = str(self.list.item(at).data(Qt.ItemDataRole.UserRole))
            fits = wanted in name.casefold()
            self.list.setRowHidden(at, not fits)
            if fits and wanted and first < 0:
                first = at
        self.list.setCurrentRow(first)

    def _take(self, line: QListWidgetItem | None) -> None:
        if line is not None and not line.isHidden():
            self.picked.emit(str(line.data(Qt.ItemDataRole.UserRole)))
