"""The categories of an item on number keys, and type-to-find for all others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip, column, label
from app.desktop.review_finding import found_categories
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import percent
from app.records import LikelyCategory, Scheme

__all__ = ["CategoryChoices"]

Index = QModelIndex | QPersistentModelIndex

_NAME = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_LIKELY = Qt.ItemDataRole.UserRole + 2
_GUESS = Qt.ItemDataRole.UserRole + 3
# Names come first: bars are drawn only where the list has so many average characters.
_ROOM_FOR_BARS = 40
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CategoryChoices(QWidget):
    """The likeliest categories with their keys; letters find any other in the same place.

    ``left`` is emitted when a person gives finding up: the item has the focus again.
    """

    picked = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._likely: tuple[LikelyCategory, ...] = ()
        self._scheme: Scheme | None = None
        self._calibrated = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type to find a category"))
        self.line.setAccessibleName(self.tr("Find a category"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("Categories of this item"))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(9 * self._row_height + 2 * SPACE.small)
        self.list.setMaximumHeight(11 * self._row_height)
        self.list.setItemDelegate(_Line(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        title = label(self.tr("Cate&gory"), strong=True)
        title.setBuddy(self.line)
        self.setLayout(column(title, self.line, self.list, self.says, spacing=SPACE.hair))
        self.line.textEdited.connect(self._find)
        self.line.textChanged.connect(self._was_cleared)
        self.list.itemClicked.connect(self._take)
        for each in (self.line, self.list):
            each.installEventFilter(self)
        look.changed.connect(self.list.viewport().update)

    def show_scheme(self, scheme: Scheme | None) -> None:
        """Any of these categories can be found."""
        self._scheme = scheme

    def show_likely(self, likely: Sequence[LikelyCategory], *, calibrated: bool) -> None:
        """An item's likeliest categories; the first is its guess."""
        self._likely, self._calibrated = tuple(likely), calibrated
        self.line.clear()
        self._show_likely()

    @property
    def _row_height(self) -> int:
        return self.list.fontMetrics().height() + 2 * SPACE.small - 2

    @property
    def is_finding(self) -> bool:
        """Whether something is typed."""
        return bool(self.line.text())

    @property
    def names(self) -> tuple[str, ...]:
        """The categories in the list, from above."""
        return tuple(self._name(at) for at in range(self.list.count()))

    def at_key(self, number: int) -> str:
        """The category on a number key; empty where there is none."""
        likely = self._likely
        return likely[number - 1].category if 0 < number <= len(likely) else ""

    def begin_finding(self, letter: str) -> None:
        """A letter was typed somewhere on the page: finding begins with it."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.setText(self.line.text() + letter)
        self._find(self.line.text())

    def give_up(self) -> None:
        """The likeliest categories stand there again."""
        self.line.clear()
        self._show_likely()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return takes what is marked, arrows move the mark, Esc gives up."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _TAKES and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if key in _TAKES or (key == Qt.Key.Key_Space and watched is self.list):
            self._take(self.list.currentItem())
            return True
        if key == Qt.Key.Key_Escape and (self.is_finding or watched is self.line):
            self.give_up()
            return True
        if watched is self.line and key in _MOVES:
            self._move(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1)
            return True
        return False

    def _move(self, by: int) -> None:
        last = self.list.count() - 1
        if last >= 0:
            self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), last))

    def _take(self, line: QListWidgetItem | None) -> None:
        if line is not None:
            self.picked.emit(str(line.data(_NAME)))

    def _name(self, at: int) -> str:
        return str(self.list.item(at).data(_NAME))

    def _find(self, typed: str) -> None:
        if not typed.strip():
            self._show_likely()
            return
        names = self._scheme.names if self._scheme else ()
        likely = [one.category for one in self._likely if one.category in names]
        names = tuple(dict.fromkeys((*likely, *names)))
        shares = {one.category: one.probability for one in self._likely}
        self.list.clear()
        found = found_categories(typed, names)
        for name in found:
            self._add(name, 0, shares.get(name))
        self.list.setCurrentRow(0 if found else -1)
        self._say(
            self.tr("Return takes the marked one, Esc goes back.")
            if found
            else self.tr("No category has these letters. Esc goes back.")
        )

    def _was_cleared(self, typed: str) -> None:
        if not typed:
            self._show_likely()

    def _show_likely(self) -> None:
        self.list.clear()
        for number, one in enumerate(self._likely, start=1):
            self._add(one.category, number, one.probability)
        self.list.setCurrentRow(0 if self._likely else -1)
        known = any(one.probability is not None for one in self._likely)
        self._say("" if self._calibrated or not known else self.tr("Not yet calibrated"))

    def _say(self, text: str) -> None:
        self.says.setText(text)

    def _add(self, name: str, number: int, likely: float | None) -> None:
        line = QListWidgetItem(name)
        line.setData(_NAME, name)
        line.setData(_KEY, number)
        line.setData(_LIKELY, likely)
        line.setData(_GUESS, bool(self._likely) and name == self._likely[0].category)
        spoken = [f"{number}"] if number else []
        spoken.append(name)
        if likely is not None:
            spoken.append(percent(likely))
        if number == 1:
            spoken.append(self.tr("the guess"))
        line.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))
        line.setToolTip(as_tip(self._tip(name)))
        self.list.addItem(line)

    def _tip(self, name: str) -> str:
        categories = self._scheme.categories if self._scheme else ()
        about = next((each.description for each in categories if each.name == name), "")
        return f"{name}\n{about}" if about else name


class _Line(QStyledItemDelegate):
    """A key, a name, and how likely it is."""

    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As high as a line with air around it."""
        return QSize(0, option.fontMetrics.height() + 2 * SPACE.small - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row is drawn in the colours in force."""
        colours = self._look.colours
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 5, 5)
        left = self._paint_key(painter, option, int(index.data(_KEY) or 0))
        right = self._paint_likely(painter, option, index.data(_LIKELY))
        font = QFont(option.font)
        if index.data(_GUESS):
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        room = QRect(left, rect.top(), right - left - SPACE.small, rect.height())
        name = painter.fontMetrics().elidedText(
            str(index.data(_NAME)), Qt.TextElideMode.ElideRight, room.width()
        )
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, middle, name)
        painter.restore()

    def _paint_key(
        self, painter: QPainter, option: QStyleOptionViewItem, number: int
    ) -> int:
        """The key cap; returns where it ends."""
        rect = option.rect
        if not number:
            return rect.left() + SPACE.small
        side = option.fontMetrics.height() + 4
        top = rect.top() + (rect.height() - side) // 2
        cap = QRectF(rect.left() + SPACE.small - 2, top, side, side)
        painter.setPen(QColor(self._look.colours.edge))
        painter.setBrush(QColor(self._look.colours.surface))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._look.colours.text))
        painter.setFont(option.font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, f"{number}")
        return int(cap.right()) + SPACE.small

    def _paint_likely(
        self, painter: QPainter, option: QStyleOptionViewItem, likely: float | None
    ) -> int:
        """The share in words and, where the list is wide, as a bar; where it begins."""
        rect, metrics = option.rect, option.fontMetrics
        if likely is None:
            return int(rect.right()) - SPACE.small
        wide = metrics.horizontalAdvance("100\u00a0%")
        words = QRect(rect.right() - wide - 6, rect.top(), wide, rect.height())
        painter.setPen(QColor(self._look.colours.muted))
        painter.setFont(option.font)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, right, percent(likely))
        length = 3 * metrics.averageCharWidth()
        bar = QRectF(words.left() - length - 6, rect.center().y() - 1, length, 4)
        if rect.width() < _ROOM_FOR_BARS * metrics.averageCharWidth():
            return int(words.left())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(self._look.colours.accent))
        bar.setWidth(max(length * min(max(likely, 0.0), 1.0), 1.0))
        painter.drawRoundedRect(bar, 2, 2)
        return int(bar.left())
