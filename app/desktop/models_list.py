"""The models below each other: each with its state, and what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desktop.look import Look
from app.desktop.models_words import kind_words, size_words, state_icon, state_words
from app.desktop.pieces import as_tip
from app.desktop.tokens import SPACE
from app.desktop.words import plain_line
from app.records import InstalledModel, ModelState

__all__ = ["ModelList"]

_NAME = Qt.ItemDataRole.UserRole + 1
_REMARK = Qt.ItemDataRole.UserRole + 2
_ICON = Qt.ItemDataRole.UserRole + 3
_ICON_SIZE = 18
Index = QModelIndex | QPersistentModelIndex


class ModelList(QListWidget):
    """The cursor's model is the one that is shown beside.

    Args:
        look: Draws the states' icons.
    """

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("lines")
        self.setAccessibleName(self.tr("Models"))
        self.setItemDelegate(_TwoLines(look))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.currentRowChanged.connect(self._choose)
        look.changed.connect(self.viewport().update)

    @property
    def name(self) -> str:
        """Of the model that the cursor is on; empty for none."""
        item = self.currentItem()
        return str(item.data(_NAME)) if self.currentRow() >= 0 else ""

    def show_models(
        self, models: Sequence[InstalledModel], used: Mapping[str, str]
    ) -> None:
        """These are listed, those on this computer first; the cursor stays where it was.

        Args:
            models: As the program lists them.
            used: What is to be said of those that are in use, by name.
        """
        before, at = self.name, self.currentRow()
        with QSignalBlocker(self):
            self.clear()
            ordered = sorted(models, key=lambda each: each.state is ModelState.MISSING)
            for each in ordered:
                self.addItem(self._line(each, used.get(each.entry.name, "")))
        if not self.stand_on(before) and models:
            self.setCurrentRow(min(max(at, 0), len(models) - 1))

    def stand_on(self, name: str) -> bool:
        """Whether the cursor is on this model now."""
        for at in range(self.count()):
            if self.item(at).data(_NAME) == name:
                self.setCurrentRow(at)
                return True
        return False

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many models."""
        if self.count():
            self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def _line(self, model: InstalledModel, used: str) -> QListWidgetItem:
        title = plain_line(model.entry.title) or model.entry.name
        parts = (used or state_words(model), kind_words(model.entry.kind))
        remark = ", ".join((*parts, size_words(model.entry.size)))
        item = QListWidgetItem(title)
        item.setData(_NAME, model.entry.name)
        item.setData(_REMARK, remark)
        item.setData(_ICON, state_icon(model.state))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}. {remark}")
        item.setToolTip(as_tip(f"{title}\n{remark}"))
        return item

    def _choose(self) -> None:
        self.chosen.emit(self.name)


class _TwoLines(QStyledItemDelegate):
    """The icon of the state, the title, and what else there is to say below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, with room around them."""
        height = 2 * option.fontMetrics.height() + 2 * SPACE.small
        return QSize(super().sizeHint(option, index).width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line's ground as the style draws it, and the words on it."""
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        item = QStyle.ControlElement.CE_ItemViewItem
        style.drawControl(item, option, painter, option.widget)
        size = self._look.icon_size(_ICON_SIZE).width()
        room = option.rect.adjusted(SPACE.normal, SPACE.small, -SPACE.small, -SPACE.small)
        name, tone = index.data(_ICON)
        square = QRect(room.left(), room.top() + (room.height() - size) // 2, size, size)
        self._look.icon(name, tone).paint(painter, square)
        room.setLeft(room.left() + size + SPACE.normal)
        self._write(painter, option, room, (title, str(index.data(_REMARK))))

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        words: tuple[str, str],
    ) -> None:
        metrics, elide = option.fontMetrics, Qt.TextElideMode.ElideRight
        upper = QRect(room)
        upper.setHeight(metrics.height())
        colours = (
            option.palette.color(QPalette.ColorRole.Text),
            self._look.colour("muted"),
        )
        painter.save()
        for at, (text, colour) in enumerate(zip(words, colours, strict=True)):
            painter.setPen(colour)
            line = upper.translated(0, at * metrics.height())
            shown = metrics.elidedText(text, elide, room.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
