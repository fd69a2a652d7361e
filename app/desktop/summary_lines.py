"""Lines that wrap, with remarks and a page at their right: how they are drawn and kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.summary_cited import Line, Part, Tag
from app.desktop.tokens import SPACE, TYPE

__all__ = ["LineDelegate", "LineModel", "LineRole"]

Index = QModelIndex | QPersistentModelIndex

_ICON = 16
_BESIDE_ICON = _ICON + 6
_CHIP = 58  # pages of most documents line up in this width
_LEFT, _RIGHT, _ABOVE = 12, 10, 7


class LineRole(IntEnum):
    """What a model has beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole + 1


class LineModel(QAbstractListModel):
    """Lines in a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """These lines are shown."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a line says."""
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LineRole.LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole and any(p.elided for p in line.parts):
            return as_tip(line.spoken)
        return None


class LineDelegate(QStyledItemDelegate):
    """Draws a line; the cells of a table may be lines too.

    Args:
        look: Colours and icons.
        view: Where it draws; its width decides how lines wrap.
    """

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its paragraphs and remarks are in the width at hand."""
        line = index.data(LineRole.LINE)
        if not isinstance(line, Line):
            return super().sizeHint(option, index)
        width = self._width(index)
        room = _room(line, width, option.font)
        heights = [_height(part, option.font.key(), room) for part in line.parts]
        if line.tags:
            heights.append(_tags_height(line.tags, option.font, room))
        return QSize(width, sum(heights) + 3 * (len(heights) - 1) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line is drawn."""
        line = index.data(LineRole.LINE)
        painter.save()
        painter.setClipRect(option.rect)
        self._ground(painter, option, index)
        if isinstance(line, Line):
            self._line(painter, option, line)
        painter.restore()

    def _width(self, index: Index) -> int:
        if isinstance(self._view, QTableView):
            return self._view.columnWidth(index.column())
        return self._view.viewport().width()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            has_focus = self._view.hasFocus()
            painter.fillRect(rect, self._look.colour("chosen" if has_focus else "hover"))
            if index.column() == 0:
                tone = self._look.colour("accent" if has_focus else "edge")
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tone)
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        rect, font = option.rect, option.font
        room = _room(line, rect.width(), font)
        left, top = rect.left() + _LEFT, float(rect.top() + _ABOVE)
        ratio = painter.device().devicePixelRatio()
        name, tone = line.icon
        if name:
            picture = self._look.picture(name, tone, _ICON, ratio)
            middle = int(top + (QFontMetrics(font).height() - _ICON) / 2)
            painter.drawPixmap(left, middle, picture)
            left += _BESIDE_ICON
        if line.chip:
            self._chip(painter, rect, font, line.chip)
        for part in line.parts:
            painter.setPen(self._look.colour(part.tone))
            layout = _laid_out(part, font, room)
            layout.draw(painter, QPointF(left + part.indent, top))
            top += _height(part, font.key(), room) + 3
        for tag, x, y in _tags_placed(line.tags, font, room):
            place = QRect(left + x, int(top) + y, room - x, 0)
            self._tag(painter, font, tag, place)

    def _chip(self, painter: QPainter, rect: QRect, font: QFont, said: str) -> None:
        small = _scaled(font, TYPE.small)
        metrics = QFontMetrics(small)
        width = metrics.horizontalAdvance(said) + 14
        height = metrics.height() + 4
        middle = rect.top() + _ABOVE + QFontMetrics(font).height() / 2
        box = QRectF(rect.right() - _RIGHT - width, middle - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.colour("line"))
        painter.setBrush(self._look.colour("canvas"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(self._look.colour("text"))
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _tag(self, painter: QPainter, font: QFont, tag: Tag, place: QRect) -> None:
        small = _scaled(font, TYPE.small)
        height = max(_ICON, QFontMetrics(small).height())
        left, top = place.left(), place.top()
        ratio = painter.device().devicePixelRatio()
        picture = self._look.picture(tag.icon, tag.tone, _ICON, ratio)
        painter.drawPixmap(left, top + (height - _ICON) // 2, picture)
        painter.setFont(small)
        painter.setPen(self._look.colour(tag.tone))
        width = place.width() - _BESIDE_ICON
        beside = QRect(left + _BESIDE_ICON, top, width, height)
        shown = QFontMetrics(small).elidedText(
            tag.words, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, shown)


def _room(line: Line, width: int, font: QFont) -> int:
    """The width that paragraphs have, in device-independent pixels."""
    taken = _LEFT + _RIGHT + (_BESIDE_ICON if line.icon[0] else 0)
    if line.chip:
        small = QFontMetrics(_scaled(font, TYPE.small))
        taken += max(_CHIP, small.horizontalAdvance(line.chip) + 14 + SPACE.small)
    return max(40, width - taken)


def _scaled(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def _laid_out(part: Part, font: QFont, room: int) -> QTextLayout:
    used = _scaled(font, part.size, bold=part.bold)
    width = max(30, room - part.indent)
    text = part.text.replace("\n", "\u2028")
    if part.elided:
        text = QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
    layout = QTextLayout(text, used)
    option = QTextOption()
    wraps = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    option.setWrapMode(QTextOption.WrapMode.NoWrap if part.elided else wraps)
    layout.setTextOption(option)
    formats = []
    for start, end in part.spans:
        strong = QTextCharFormat()
        strong.setFontStrikeOut(part.struck)
        if not part.struck:
            strong.setFontWeight(QFont.Weight.Bold)
            strong.setFontUnderline(True)
        ranged = QTextLayout.FormatRange()
        # QTextLayout counts UTF-16 units; spans count characters.
        ranged.start = _units(part.text[:start])
        ranged.length = _units(part.text[start:end])
        ranged.format = strong
        formats.append(ranged)
    layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@lru_cache(maxsize=16384)
def _height(part: Part, key: str, room: int) -> int:
    """Measured once for each width; a font goes by its key because it cannot be one."""
    font = QFont()
    font.fromString(key)
    layout = _laid_out(part, font, room)
    lines = layout.lineCount()
    if not lines:
        return QFontMetrics(_scaled(font, part.size)).height()
    last = layout.lineAt(lines - 1)
    return round(last.y() + last.height())


def _tags_placed(tags: Sequence[Tag], font: QFont, room: int) -> list[tuple[Tag, int, int]]:
    """Each remark with where it goes; they flow onto a new line where one is full."""
    small = QFontMetrics(_scaled(font, TYPE.small))
    height = max(_ICON, small.height()) + 2
    x = y = 0
    placed = []
    for tag in tags:
        width = _BESIDE_ICON + small.horizontalAdvance(tag.words) + SPACE.normal
        if x and x + width > room:
            x, y = 0, y + height
        placed.append((tag, x, y))
        x += width
    return placed


def _tags_height(tags: Sequence[Tag], font: QFont, room: int) -> int:
    small = QFontMetrics(_scaled(font, TYPE.small))
    height = max(_ICON, small.height()) + 2
    return _tags_placed(tags, font, room)[-1][2] + height if tags else 0
