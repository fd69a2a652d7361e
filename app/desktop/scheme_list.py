"""The schemes at hand, below each other, and the categories of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.scheme_words import move_words
from app.desktop.tokens import SPACE
from app.records import DraftCategory, ItemMove, ShelvedScheme

__all__ = ["CategoryList", "MoveList", "SchemeList"]

_IDENTITY = Qt.ItemDataRole.UserRole + 1
_REMARK = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class _TwoLines(QStyledItemDelegate):
    """A name, and below it in a quieter colour what else there is to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line, or two where there is a remark."""
        lines = 2 if index.data(_REMARK) else 1
        height = lines * option.fontMetrics.height() + 2 * SPACE.small
        return QSize(super().sizeHint(option, index).width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line as the style draws it, with its words put in."""
        self.initStyleOption(option, index)
        name, remark = option.text, str(index.data(_REMARK) or "")
        option.text = ""
        style = option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem,
            option,
            painter,
            option.widget,
        )
        icon = SPACE.section + SPACE.small if not option.icon.isNull() else SPACE.small
        room = option.rect.adjusted(icon, SPACE.small, -SPACE.small, -SPACE.small)
        metrics, half = option.fontMetrics, option.fontMetrics.height()
        painter.save()
        upper = room.adjusted(0, 0, 0, 0)
        upper.setHeight(half)
        elide = Qt.TextElideMode.ElideRight
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(upper, vertical, metrics.elidedText(name, elide, room.width()))
        if remark:
            lower = upper.translated(0, half)
            painter.setPen(self._look.colour("muted"))
            painter.drawText(
                lower, vertical, metrics.elidedText(remark, elide, room.width())
            )
        painter.restore()


class _Lines(QListWidget):
    """A list of lines that are chosen one at a time."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._icons: list[tuple[str, str]] = []
        self.setObjectName("lines")
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(look))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(18, 18))
        look.changed.connect(self._draw_icons)

    def identity(self) -> object:
        """What the cursor is on; None for nothing."""
        at = self.currentRow()
        return self.item(at).data(_IDENTITY) if at >= 0 else None

    def choose(self, identity: object) -> bool:
        """Whether the cursor is on this line now."""
        for at in range(self.count()):
            if self.item(at).data(_IDENTITY) == identity:
                self.setCurrentRow(at)
                return True
        return False

    def show_lines(self, lines: Sequence[tuple[object, str, str, str]]) -> None:
        """These lines are listed, the cursor stays where it was.

        Args:
            lines: Of each its identity, its name, its remark, and its icon with its colour
                behind a colon.
        """
        before, at = self.identity(), self.currentRow()
        blocker = QSignalBlocker(self)
        while self.count() > len(lines):
            self.takeItem(self.count() - 1)
        while self.count() < len(lines):
            self.addItem(QListWidgetItem())
        self._icons = []
        for number, (identity, name, remark, icon) in enumerate(lines):
            item = self.item(number)
            item.setText(name)
            item.setData(_IDENTITY, identity)
            item.setData(_REMARK, remark)
            said = f"{name}, {remark}" if remark else name
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(as_tip(said))
            shape, _, tone = icon.partition(":")
            self._icons.append((shape, tone))
        self._draw_icons()
        if not self.choose(before) and lines:
            self.setCurrentRow(min(max(at, 0), len(lines) - 1))
        blocker.unblock()

    def _draw_icons(self) -> None:
        for at, (shape, tone) in enumerate(self._icons[: self.count()]):
            if shape:
                self.item(at).setIcon(self._look.icon(shape, tone or "muted"))
            else:
                self.item(at).setData(Qt.ItemDataRole.DecorationRole, None)


class SchemeList(_Lines):
    """The schemes at hand; shipped ones wear a lock."""

    delete_wanted = Signal()

    def show_schemes(
        self, shelf: Sequence[ShelvedScheme], unsaved: frozenset[Path]
    ) -> None:
        """These are at hand, and these have something that is not saved."""
        lines: list[tuple[object, str, str, str]] = []
        for one in shelf:
            draft = one.draft.name if one.draft is not None else ""
            name = draft or (one.scheme.name if one.scheme is not None else one.path.stem)
            icon = "categories" if one.own else "lock"
            remark = self.tr("Your own") if one.own else self.tr("Came with Postroom")
            if one.path in unsaved:
                remark = self.tr("Your own, not saved")
            elif one.problem:
                icon, remark = "warning:review", self.tr("Its file has mistakes")
            lines.append((one.path, name.strip() or self.tr("(no name)"), remark, icon))
        self.show_lines(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del asks for the scheme to be deleted."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class CategoryList(_Lines):
    """The categories of a scheme; Alt with an arrow moves one, Del removes it."""

    add_wanted = Signal()
    remove_wanted = Signal()
    rename_wanted = Signal()
    move_wanted = Signal(int)

    def show_categories(
        self, categories: Sequence[DraftCategory], marks: Mapping[int, tuple[str, str]]
    ) -> None:
        """These are listed.

        Args:
            categories: In their order.
            marks: By key: what is to be said of one, and its icon.
        """
        lines: list[tuple[object, str, str, str]] = []
        for one in categories:
            remark, icon = marks.get(one.key, ("", ""))
            lines.append((one.key, one.name.strip() or self.tr("(no name)"), remark, icon))
        self.show_lines(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that change the list."""
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rename_wanted.emit()
        else:
            super().keyPressEvent(event)


class MoveList(_Lines):
    """Items that changed categories would sort otherwise."""

    def show_moves(self, moves: Sequence[ItemMove]) -> None:
        """These would move."""
        lines: list[tuple[object, str, str, str]] = []
        for one in moves:
            way = self.tr("{before} \u2192 {after}").format(
                before=one.before or "", after=one.after or ""
            )
            lines.append((one.item, one.text or self.tr("(no text)"), way, ""))
        self.show_lines(lines)
        for at, one in enumerate(moves):
            said = move_words(one)
            self.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, said)
            where = f"{one.document}, {one.place}" if one.place else one.document
            self.item(at).setToolTip(as_tip(f"{where}\n{said}"))
