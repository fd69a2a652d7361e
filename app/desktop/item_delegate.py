"""How one cell of the results is drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPixmap,
    QStaticText,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desktop.item_columns import Column, cell_words
from app.desktop.item_groups import group_words
from app.desktop.item_model import ItemModel
from app.desktop.look import Look
from app.desktop.tokens import ROW_PADDING, SPACE, TYPE
from app.desktop.words import (
    item_subtitle,
    number,
    percent,
    plain_line,
    reason_words,
    row_icon,
    row_status,
    status_words,
)
from app.records import ResultRow, RowGroup, Status, hits

__all__ = ["ItemDelegate", "row_height"]

Index = QModelIndex | QPersistentModelIndex
_BAR_HEIGHT = 4
_ICON = 16
_IN_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STATUS_TONES = {
    Status.SORTED: "sorted",
    Status.NEEDS_REVIEW: "review",
    Status.FAILED: "failed",
    None: "muted",
}


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * TYPE.small)
    return small


def _font(key: str) -> QFont:
    font = QFont()
    font.fromString(key)
    return font


def row_height(font: QFont) -> int:
    """Two lines and their padding, in the person's own font size."""
    return (
        QFontMetrics(font).height()
        + QFontMetrics(_small(font)).height()
        + 2 * ROW_PADDING
        + 3
    )


class ItemDelegate(QStyledItemDelegate):
    """Draws a cell from its row's record; the model says what, this says how.

    Args:
        look: Of the window.
        model: Whose rows are drawn; it is asked without a detour through Qt, for a scroll
            draws hundreds of cells a frame.
    """

    def __init__(self, look: Look, model: ItemModel) -> None:
        super().__init__(look)
        self._look = look
        self._model = model
        self._fonts: _Fonts | None = None
        self._pictures: dict[tuple[str, str, int, float], QPixmap] = {}
        look.changed.connect(self._pictures.clear)

    def forget_font(self) -> None:
        """The table's font is another: lines are measured anew."""
        self._fonts = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell is drawn."""
        line, column = index.row(), index.column()
        group = self._model.group(line) if self._model.layout.groups else None
        if self._fonts is None:
            self._fonts = _Fonts(option.font)
        painter.save()
        self._ground(painter, option, column, is_heading=group is not None)
        cell: QRect = option.rect.adjusted(10, ROW_PADDING, -8, -ROW_PADDING)
        if group is not None:
            self._group(painter, option, self._fonts, group)
        else:
            row = self._model.row_on(line)
            if row is None:
                self._skeleton(painter, cell, column)
            else:
                self._cell(painter, cell, self._fonts, (row, column))
        painter.restore()

    def _cell(
        self, painter: QPainter, cell: QRect, fonts: _Fonts, drawn: tuple[ResultRow, int]
    ) -> None:
        row, column = drawn
        if column == Column.ITEM:
            self._two_lines(painter, cell, fonts, row)
        elif column == Column.PROBABILITY:
            self._probability(painter, cell, fonts, row)
        elif column == Column.STATUS:
            self._status(painter, cell, fonts, row)
        else:
            said = cell_words(row, column, self._model.cells)
            self._wrapped(painter, cell, fonts.plain, (said, "text"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as every other row."""
        font: QFont = option.font
        return QSize(super().sizeHint(option, index).width(), row_height(font))

    def _ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        column: int,
        *,
        is_heading: bool,
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._look.colour("chosen"))
            if column == Column.ITEM:
                active = option.state & QStyle.StateFlag.State_Active
                tone = self._look.colour("accent" if active else "edge")
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tone)
        elif is_heading:  # the whole row, as its cells are parts of one heading
            painter.fillRect(rect, self._look.colour("canvas"))
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _group(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        fonts: _Fonts,
        group: RowGroup,
    ) -> None:
        """A heading goes through all columns: each cell draws its piece of it."""
        table = option.widget
        rect: QRect = option.rect
        painter.setClipRect(rect.adjusted(0, 0, 0, -1))
        cell = QRect(rect)
        if isinstance(table, QTableView):
            cell.setLeft(table.columnViewportPosition(Column.ITEM))
            cell.setRight(table.viewport().width())
        cell.adjust(10, ROW_PADDING, -8, -ROW_PADDING)
        is_open = group.value not in self._model.layout.closed
        arrow = "arrow-down" if is_open else "arrow-right-small"
        ratio = painter.device().devicePixelRatio()
        picture = self._picture(arrow, "muted", fonts.icon, ratio)
        painter.drawPixmap(cell.left(), cell.center().y() - fonts.icon // 2 + 1, picture)
        beside = cell.adjusted(fonts.icon + 6, 0, 0, 0)
        count = number(group.count)
        room = fonts.plain.metrics.horizontalAdvance(count) + SPACE.normal
        title = group_words(group, self._model.row_filter.group)
        wanted = fonts.bold.metrics.horizontalAdvance(title) + 2
        width = min(wanted, beside.width() - room)
        named = QRect(beside.topLeft(), QSize(width, beside.height()))
        self._line(painter, named, fonts.bold, (title, "text"))
        beside.setLeft(beside.left() + width + SPACE.small)
        self._line(painter, beside, fonts.plain, (count, "muted"))

    def _picture(self, icon: str, tone: str, size: int, ratio: float) -> QPixmap:
        """An icon, drawn once for all rows."""
        key = (icon, tone, size, ratio)
        if key not in self._pictures:
            self._pictures[key] = self._look.picture(*key)
        return self._pictures[key]

    def _skeleton(self, painter: QPainter, cell: QRect, column: int) -> None:
        if column == Column.ITEM:
            bar = QRectF(cell.left(), cell.center().y() - 4, cell.width() * 0.6, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("hover"))
            painter.drawRoundedRect(bar, 4, 4)

    def _line(
        self, painter: QPainter, at: QRect, font: _Font, said: tuple[str, str]
    ) -> None:
        text, tone = said
        if not text:
            return
        painter.setFont(font.font)
        painter.setPen(self._look.colour(tone))
        # Laid out once, not for every frame of a scroll.
        shown = _laid_out(text, font.key, at.width())
        painter.drawStaticText(at.left(), _top(at, font), shown)

    def _two_lines(
        self, painter: QPainter, cell: QRect, fonts: _Fonts, row: ResultRow
    ) -> None:
        top, bottom = _halves(cell, fonts)
        title = cell_words(row, Column.ITEM, ())
        marks = ["lock"] * row.private + ["note"] * bool(row.note)
        for icon in marks:
            ratio = painter.device().devicePixelRatio()
            picture = self._picture(icon, "muted", fonts.icon - 2, ratio)
            top.setRight(top.right() - fonts.icon - 2)
            painter.drawPixmap(top.right() + 4, top.top() + 2, picture)
        self._line(painter, top, fonts.plain, (title, "text"))
        subtitle = item_subtitle(row)
        self._line(painter, bottom, fonts.small, (subtitle, "muted"))
        if self._model.row_filter.words:
            self._found(painter, top, fonts.plain, title)
            self._found(painter, bottom, fonts.small, subtitle)

    def _found(self, painter: QPainter, at: QRect, font: _Font, text: str) -> None:
        """The marker pen over the words that were looked for."""
        painter.setFont(font.font)
        shown = _elided(text, font.key, at.width())
        high = font.metrics.height()
        for left, width, found in _marks(shown, self._model.row_filter.words, font.key):
            mark = QRect(at.left() + left, _top(at, font), width, high)
            painter.fillRect(mark, self._look.colour("mark"))
            painter.setPen(self._look.colour("on_mark"))
            painter.drawText(mark, _IN_LINE, found)

    def _probability(
        self, painter: QPainter, cell: QRect, fonts: _Fonts, row: ResultRow
    ) -> None:
        probability = row.verdict.probability if row.verdict else None
        if probability is None:
            return
        height = fonts.plain.metrics.height()
        block = height + SPACE.hair + _BAR_HEIGHT
        top = cell.top() + (cell.height() - block) // 2
        line = QRect(cell.left(), top, cell.width(), height)
        self._line(painter, line, fonts.plain, (percent(probability), "text"))
        width = min(cell.width(), 72)
        bar = QRectF(cell.left(), top + height + SPACE.hair, width, _BAR_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(max(_BAR_HEIGHT, width * probability))
        painter.setBrush(self._look.colour("accent"))
        painter.drawRoundedRect(bar, 2, 2)

    def _status(
        self, painter: QPainter, cell: QRect, fonts: _Fonts, row: ResultRow
    ) -> None:
        status = row_status(row)
        tone = _STATUS_TONES[status]
        ratio = painter.device().devicePixelRatio()
        picture = self._picture(row_icon(row), tone, fonts.icon, ratio)
        said = (status_words(status), tone)
        beside = cell.adjusted(fonts.icon + 6, 0, 0, 0)
        top, bottom = _halves(beside, fonts)
        reason = plain_line(reason_words(row))
        first = top if reason else beside
        painter.drawPixmap(cell.left(), first.center().y() - fonts.icon // 2 + 1, picture)
        self._line(painter, first, fonts.plain, said)
        self._line(painter, bottom, fonts.small, (reason, "muted"))

    def _wrapped(
        self, painter: QPainter, cell: QRect, font: _Font, said: tuple[str, str]
    ) -> None:
        """At most two lines, the second one cut with an ellipsis."""
        text, tone = said
        if not text or font.metrics.horizontalAdvance(text) <= cell.width():
            self._line(painter, cell, font, said)
            return
        first = _first_line(text, font.key, cell.width())
        height = font.metrics.height()
        top = cell.top() + max(0, (cell.height() - 2 * height) // 2)
        line = QRect(cell.left(), top, cell.width(), height)
        self._line(painter, line, font, (text[:first].rstrip(), tone))
        line.translate(0, height)
        self._line(painter, line, font, (text[first:].lstrip(), tone))


class _Font:
    """A font with what is asked of it for every cell: its key and its metrics."""

    __slots__ = ("font", "key", "metrics")

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.key = font.key()
        self.metrics = QFontMetrics(font)


class _Fonts:
    """The fonts of a row, made from the table's."""

    __slots__ = ("bold", "icon", "plain", "small")

    def __init__(self, font: QFont) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self.plain = _Font(QFont(font))
        self.small = _Font(_small(font))
        self.bold = _Font(bold)
        self.icon = max(_ICON, self.plain.metrics.height())


def _top(at: QRect, font: _Font) -> int:
    """Where a line begins that stands in the middle of a rectangle."""
    return at.top() + (at.height() - font.metrics.height()) // 2


def _halves(cell: QRect, fonts: _Fonts) -> tuple[QRect, QRect]:
    """Room for a line of this font, and what is left below it."""
    height = fonts.plain.metrics.height()
    top = QRect(cell.topLeft(), QSize(cell.width(), height))
    below = QPoint(cell.left(), cell.top() + height + 2)
    return top, QRect(below, QSize(cell.width(), cell.height() - height - 2))


# Texts are measured once, not for every frame of a scroll; fonts go by their key because
# a QFont cannot be one.


@lru_cache(maxsize=4096)
def _laid_out(text: str, key: str, width: int) -> QStaticText:
    """As much of a text as fits, ready to be drawn."""
    made = QStaticText(_elided(text, key, width))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=_font(key))
    return made


@lru_cache(maxsize=1024)
def _marks(text: str, words: str, key: str) -> tuple[tuple[int, int, str], ...]:
    """Left edge, width and words of each stretch of a line that was looked for."""
    metrics = QFontMetrics(_font(key))
    found = []
    for first, last in hits(text, words):
        left = metrics.horizontalAdvance(text[:first])
        width = metrics.horizontalAdvance(text[:last]) - left
        found.append((left, width, text[first:last]))
    return tuple(found)


@lru_cache(maxsize=4096)
def _elided(text: str, key: str, width: int) -> str:
    """As much of a text as fits."""
    metrics = QFontMetrics(_font(key))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def _first_line(text: str, key: str, width: int) -> int:
    """How many characters fit the first line, broken between words."""
    font = _font(key)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # QTextLayout counts UTF-16 units; a slice of str counts characters.
    units = text.encode("utf-16-le")[: line.textLength() * 2]
    return len(units.decode("utf-16-le", errors="ignore")) or len(text)
