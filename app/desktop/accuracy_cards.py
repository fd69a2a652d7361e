"""What the cards of the place for accuracy are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHeaderView,
    QSizePolicy,
    QWidget,
)

from app.desktop.figures import Figure, FiguresTable
from app.desktop.tokens import SPACE

__all__ = ["Card", "ScrolledTable", "be_tall_enough", "figures_in_pairs"]

_FEWEST = 5  # lines that a table wants to show before it scrolls


class Card(QFrame):
    """A surface with a thin line around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.setObjectName("card")


class ScrolledTable(FiguresTable):
    """A table that takes the room there is, and scrolls inside."""

    def __init__(
        self, name: str, titles: Sequence[str], *, numbers: int = 1, stretched: int = 0
    ) -> None:
        super().__init__(name, titles, numbers=numbers, stretched=stretched)
        across, up = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, up)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """These lines are shown; columns are fitted to them once, not with every cell."""
        header = self.horizontalHeader()
        modes = [header.sectionResizeMode(at) for at in range(header.count())]
        for at in range(header.count()):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
        super().show_lines(lines)
        for at, mode in enumerate(modes):
            header.setSectionResizeMode(at, mode)

    def sizeHint(self) -> QSize:
        """A few lines; the rest is a matter of scrolling."""
        line = self.verticalHeader().defaultSectionSize()
        few = (min(self.rowCount(), _FEWEST) + 1) * line + line // 2
        return QSize(super().sizeHint().width(), few)

    def minimumSizeHint(self) -> QSize:
        """The titles and three lines."""
        line = self.verticalHeader().defaultSectionSize()
        return QSize(super().minimumSizeHint().width(), 4 * line)


def be_tall_enough(dialog: QDialog, characters: int) -> None:
    """A dialog is so many characters wide, and as tall as its wrapped words then need.

    Without this Qt takes labels that wrap for lower than they become, and squeezes others.
    """
    arranged = dialog.layout()
    if arranged is not None:
        width = characters * dialog.fontMetrics().averageCharWidth()
        wide = max(width, arranged.minimumSize().width())
        arranged.activate()
        dialog.setMinimumSize(wide, arranged.totalHeightForWidth(wide))
        dialog.adjustSize()


def figures_in_pairs(figures: Sequence[Figure]) -> QWidget:
    """Figures two by two, so that there is room for their remarks at any size of type."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE.wide)
    grid.setVerticalSpacing(SPACE.normal)
    for at, figure in enumerate(figures):
        grid.addWidget(figure, at // 2, at % 2)
        grid.setColumnStretch(at % 2, 1)
    return made
