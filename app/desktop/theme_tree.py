"""Themes as a tree of two levels, with their sizes and how steady they are."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from app.desktop.look import Look
from app.desktop.pieces import as_tip
from app.desktop.theme_nodes import NodeKind, ThemeNode, nodes_of
from app.desktop.theme_words import (
    rows_words,
    share_words,
    stability_words,
    themes_words,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import Theme, ThemesReport

__all__ = ["ThemeTree", "ThemeTreeModel", "TreeColumn"]

Index = QModelIndex | QPersistentModelIndex
NODE = Qt.ItemDataRole.UserRole + 1
_NAME = 24  # of a name, at least, in average characters


class TreeColumn(IntEnum):
    """The columns of the tree."""

    NAME = 0
    ROWS = 1
    SHARE = 2
    STABILITY = 3


class ThemeTreeModel(QAbstractItemModel):
    """Groups and the themes below them; the internal number of an index is its parent's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes: tuple[ThemeNode, ...] = ()
        self._whole = 0

    def show_report(self, report: ThemesReport | None) -> None:
        """These themes are listed."""
        self.beginResetModel()
        self.nodes = nodes_of(report) if report else ()
        self.endResetModel()

    def node(self, index: Index) -> ThemeNode | None:
        """What stands in a line."""
        if not index.isValid():
            return None
        above = index.internalId()
        lines = self.nodes[above - 1].children if above else self.nodes
        return lines[index.row()]

    def find(self, identity: tuple[NodeKind, int]) -> QModelIndex:
        """The line with this identity; an invalid index where there is none."""
        for at, node in enumerate(self.nodes):
            if node.identity == identity:
                return self.index(at, 0)
            for below, child in enumerate(node.children):
                if child.identity == identity:
                    return self.index(below, 0, self.index(at, 0))
        return QModelIndex()

    # ---------------------------------------------------------------- Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The index of a line."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # QObject's
        """The group of a theme."""
        above = child.internalId() if child.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many lines are below one."""
        if not parent.isValid():
            return len(self.nodes)
        node = self.node(parent)
        is_first = parent.column() == 0
        return len(node.children) if node and is_first else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many columns there are."""
        return len(TreeColumn)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """The title of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(TreeColumn(section))
        titles = {
            TreeColumn.NAME: (self.tr("Theme"), ""),
            TreeColumn.ROWS: (self.tr("Rows"), ""),
            TreeColumn.SHARE: (self.tr("Share"), self.tr("Of all rows")),
            TreeColumn.STABILITY: (
                self.tr("Stability"),
                self.tr("How much of a theme comes back when rows are left out, 0 to 1"),
            ),
        }
        title, tip = titles[TreeColumn(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip
        return title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a cell says."""
        node = self.node(index)
        said: object = None
        if node is None:
            return said
        column = TreeColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            said = self._cell(node, column)
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            said = _alignment(column)
        elif role == NODE:
            said = node
        elif role == Qt.ItemDataRole.ToolTipRole:
            said = as_tip(self._tip(node))
        elif role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._spoken(node, column)
        return said

    def _name(self, node: ThemeNode) -> str:
        if node.kind is NodeKind.ALL:
            return self.tr("All themes")
        return self.tr("In no theme") if node.kind is NodeKind.UNTHEMED else node.name

    def _cell(self, node: ThemeNode, column: TreeColumn) -> str:
        if column is TreeColumn.NAME:
            return self._name(node)
        if column is TreeColumn.ROWS:
            return number(node.size)
        if column is TreeColumn.SHARE:
            return share_words(node.size, node.whole)
        is_theme = node.kind is NodeKind.THEME
        return stability_words(node.themes[0].stability) if is_theme else ""

    def _tip(self, node: ThemeNode) -> str:
        description = node.themes[0].description if node.kind is NodeKind.THEME else ""
        return f"{self._name(node)}. {description}" if description else self._name(node)

    def _spoken(self, node: ThemeNode, column: TreeColumn) -> str:
        if column is not TreeColumn.NAME:
            return self._cell(node, column)
        parts = [
            self._name(node),
            rows_words(node.size),
            share_words(node.size, node.whole),
        ]
        if node.kind is NodeKind.GROUP:
            parts.append(themes_words(len(node.children)))
        parts.append(self._cell(node, TreeColumn.STABILITY))
        if node.kind is NodeKind.THEME and node.themes[0].new:
            parts.append(self.tr("new"))
        return ", ".join(part for part in parts if part)


class _Line(QStyledItemDelegate):
    """Groups are bold, and a new theme says so in a frame beside its name."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """A group's name is bold; a new theme's name leaves room for the mark."""
        super().initStyleOption(option, index)
        node = index.data(NODE)
        option.font.setBold(
            isinstance(node, ThemeNode) and node.kind in (NodeKind.GROUP, NodeKind.ALL)
        )
        option.textElideMode = Qt.TextElideMode.ElideRight
        if _is_new(index):
            metrics = QFontMetrics(option.font)
            room = option.rect.width() - self._mark_size(option.font).width() - 16
            elided = metrics.elidedText(option.text, option.textElideMode, max(room, 0))
            option.text = elided

    def _mark_size(self, font: QFont) -> QSize:
        metrics = QFontMetrics(_small(font))
        said = self.tr("new")
        return QSize(metrics.horizontalAdvance(said) + 12, metrics.height() + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and the mark of a new theme at its right."""
        super().paint(painter, option, index)
        if not _is_new(index):
            return
        size = self._mark_size(option.font)
        whole: QRect = option.rect
        mark = QRect(whole.topLeft(), size)
        mark.moveRight(whole.right() - SPACE.hair)
        mark.moveTop(whole.center().y() - size.height() // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("accent"), 1.2))
        painter.setBrush(self._look.colour("surface"))
        painter.drawRoundedRect(mark, 4, 4)
        painter.setFont(_small(option.font))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, self.tr("new"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line with room above and below it."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), QFontMetrics(option.font).height() + 12)


class ThemeTree(QTreeView):
    """The tree; the line that the cursor is on is told."""

    chosen = Signal(object)
    marked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.lines = ThemeTreeModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Line(look, self))
        self.setObjectName("themes")
        self.setAccessibleName(self.tr("Themes"))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setAccessibleName(self.tr("Column titles"))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TreeColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        self.selectionModel().currentChanged.connect(self._tell)
        self.selectionModel().selectionChanged.connect(self.marked)
        look.changed.connect(self.viewport().update)

    def show_report(self, report: ThemesReport | None) -> None:
        """These themes are listed; the cursor stays on its theme where it is left."""
        node = self.current_node
        before = node.identity if node else (NodeKind.ALL, 0)
        with QSignalBlocker(self):
            self.lines.show_report(report)
            self.expandAll()
            found = self.lines.find(before)
            self.stand_on(found if found.isValid() else self.lines.index(0, 0))
        self._fit()
        self._tell()
        self.marked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The names have room to be read; of the numbers, the last ones hide first."""
        header = self.header()
        room = self.viewport().width() - _NAME * self.fontMetrics().averageCharWidth()
        for at in (TreeColumn.ROWS, TreeColumn.SHARE, TreeColumn.STABILITY):
            title = self.lines.headerData(at, Qt.Orientation.Horizontal)
            wide = header.fontMetrics().horizontalAdvance(title) + 2 * SPACE.normal
            room -= max(wide, self.sizeHintForColumn(at))
            self.setColumnHidden(at, room < 0)

    @property
    def current_node(self) -> ThemeNode | None:
        """What the cursor stands on."""
        return self.lines.node(self.currentIndex())

    @property
    def marked_themes(self) -> tuple[Theme, ...]:
        """The themes of all selected lines, in the order of the tree."""
        keys = {
            theme.key
            for index in self.selectionModel().selectedRows()
            if (node := self.lines.node(index)) is not None
            for theme in node.themes
        }
        every = [theme for node in self.lines.nodes for theme in node.themes]
        return tuple(theme for theme in every if theme.key in keys)

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many lines that are seen."""
        at = self.currentIndex()
        for _ in range(abs(by)):
            following = self.indexBelow(at) if by > 0 else self.indexAbove(at)
            at = following if following.isValid() else at
        self.setCurrentIndex(at)

    def choose(self, kind: NodeKind, key: int = 0) -> None:
        """The cursor goes to this line."""
        found = self.lines.find((kind, key))
        if found.isValid():
            self.stand_on(found)

    def stand_on(self, index: QModelIndex) -> None:
        """The cursor goes to this index, and its line alone is selected."""
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index)

    def _tell(self, *_indexes: QModelIndex) -> None:
        node = self.current_node
        if node is not None:
            self.chosen.emit(node)


def _is_new(index: Index) -> bool:
    node = index.data(NODE)
    if not isinstance(node, ThemeNode) or index.column() != TreeColumn.NAME:
        return False
    return node.kind is NodeKind.THEME and node.themes[0].new


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * TYPE.small)
    return small


def _alignment(column: TreeColumn) -> Qt.AlignmentFlag:
    is_number = column in (TreeColumn.ROWS, TreeColumn.SHARE)
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
