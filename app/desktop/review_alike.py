"""Look-alikes: a preview of what would be decided together, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desktop.learning_words import items_words
from app.desktop.look import Look
from app.desktop.pieces import as_tip, button, column, label, row
from app.desktop.review_words import alike_words
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import file_name, place_words, plain_line
from app.records import LookAlike

__all__ = ["AlikePreview"]

_KEY = Qt.ItemDataRole.UserRole
_TEXT = Qt.ItemDataRole.UserRole + 1
_WHERE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_LONGEST = 240
_TICKED, _NOT = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class AlikePreview(QFrame):
    """What is like an item, all ticked; nothing is kept before a person says so."""

    confirmed = Signal(tuple)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._category = ""
        self._own: tuple[int, ...] = ()
        self.title = label(size=TYPE.heading)
        self.title.setWordWrap(True)
        self.says = label(tone="muted")
        self.says.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("Items like this one"))
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_TwoLines(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.do = button(self.tr("S&et together"), kind="primary")
        self.leave = button(self.tr("&Back to the item"))
        self.all = button(self.tr("Tick all or n&one"), kind="quiet")
        self.do.clicked.connect(self.confirm)
        self.leave.clicked.connect(self.left)
        self.all.clicked.connect(self._turn_all)
        self.list.itemChanged.connect(self._follow)
        self.list.installEventFilter(self)
        foot = row(self.do, self.leave, self.all, None)
        whole = column(self.title, self.says, self.list, foot, margin=SPACE.wide)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    @property
    def category(self) -> str:
        """What they would be sorted into."""
        return self._category

    def show_alike(
        self, found: Sequence[LookAlike], category: str, *, own: int | None
    ) -> None:
        """These are like an item.

        Args:
            found: The most alike first.
            category: What they would be sorted into.
            own: Key of the item itself where it is not decided yet and is set with them.
        """
        self._own = () if own is None else (own,)
        self.list.clear()
        for one in found:
            self._add(one)
        self.list.setCurrentRow(0)
        self.show_category(category)

    def show_category(self, category: str) -> None:
        """They would be sorted into this one."""
        self._category = category
        self._follow()

    @property
    def ticked(self) -> tuple[int, ...]:
        """Keys of those that are ticked, from above."""
        lines = (self.list.item(at) for at in range(self.list.count()))
        return tuple(int(line.data(_KEY)) for line in lines if line.checkState() is _TICKED)

    def confirm(self) -> None:
        """All that are ticked are set together, the item itself with them."""
        keys = (*self._own, *self.ticked)
        if keys and self._category:
            self.confirmed.emit(keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space takes a tick away or puts it back, Return sets all that are ticked."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirm()
                return True
            if event.key() == Qt.Key.Key_Space:
                self._turn_current()
                return True
        return super().eventFilter(watched, event)

    def _turn_current(self) -> None:
        line = self.list.currentItem()
        if line is not None:
            is_ticked = line.checkState() is _TICKED
            line.setCheckState(_NOT if is_ticked else _TICKED)

    def _turn_all(self) -> None:
        every = len(self.ticked) < self.list.count()
        state = _TICKED if every else _NOT
        for at in range(self.list.count()):
            self.list.item(at).setCheckState(state)

    def _follow(self) -> None:
        count = len(self._own) + len(self.ticked)
        said = self.tr("Set {items} to \u201c{category}\u201d?")
        self.title.setText(said.format(items=items_words(count), category=self._category))
        self.says.setText(self._explained())
        text = self.tr("S&et {items}").format(items=items_words(count))
        self.do.setText(text)
        self.do.setAccessibleName(text.replace("&", ""))
        self.do.setEnabled(count > 0 and bool(self._category))

    def _explained(self) -> str:
        keys = self.tr("Space unticks one, Return sets all that are ticked, a number or "
                       "letters choose another category, Esc goes back.")  # fmt: skip
        if self._own:
            return self.tr("The item itself and those like it.") + " " + keys
        return keys

    def _add(self, one: LookAlike) -> None:
        item = one.row.item
        if item is None:
            return
        text = " ".join(plain_line(item.text).split())[:_LONGEST]
        where = ", ".join(
            part
            for part in (file_name(one.row.document), place_words(item.place))
            if part and part != text
        )
        line = QListWidgetItem(f"{text}, {alike_words(one)}, {where}")
        line.setData(_KEY, item.key)
        line.setData(_TEXT, text)
        line.setData(_WHERE, f"{alike_words(one)} \u00b7 {where}")
        line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        line.setCheckState(_TICKED)
        line.setToolTip(as_tip(item.text[:1000]))
        self.list.addItem(line)


class _TwoLines(QStyledItemDelegate):
    """A tick, the first words of an item, and below them where it stands."""

    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines with air around them."""
        return QSize(0, 2 * option.fontMetrics.lineSpacing() + 2 * SPACE.small)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The style draws the tick and the selection, the words are drawn here."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)
        tick = style.subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, drawn, widget
        )
        left = tick.right() + SPACE.normal
        line = option.fontMetrics.lineSpacing()
        top = option.rect.top() + SPACE.small
        room = QRect(left, top, option.rect.right() - left - SPACE.small, line)
        colours = self._look.colours
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * TYPE.small)
        self._write(painter, room, str(index.data(_TEXT)), (option.font, colours.text))
        room.translate(0, line)
        self._write(painter, room, str(index.data(_WHERE)), (small, colours.muted))

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str, look: tuple[QFont, str]) -> None:
        font, colour = look
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, right, room.width())
        painter.drawText(room, middle, shown)
        painter.restore()
