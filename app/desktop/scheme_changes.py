"""What changed categories would change in the open case, and what may be mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.desktop.chip_row import ChipRow
from app.desktop.figures import FiguresTable
from app.desktop.look import Look
from app.desktop.pieces import as_tip, button, column, label
from app.desktop.scheme_list import MoveList
from app.desktop.scheme_words import (
    count_words,
    hint_words,
    preview_words,
    stays_words,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import HintKind, SchemeHint, SchemePreview

__all__ = ["SchemeChanges"]

_COUNTED = 8  # lines of the table that are seen at once
_FEWEST = 2  # where there is little room
_HINTED = 3


class SchemeChanges(QWidget):
    """Counts by category, the items that would move, and hints; two buttons below."""

    hint_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.preview: SchemePreview | None = None
        self._hints: tuple[SchemeHint, ...] = ()
        self.summary = label(strong=True)
        self.remark = label(tone="muted", size=TYPE.small)
        self.counts = FiguresTable(
            self.tr("Items by category"),
            (self.tr("Category"), self.tr("Now"), self.tr("Then")),
        )
        self.moves_title = label(self.tr("Items that would move"), strong=True)
        self.moves = MoveList(look, self.tr("Items that would move"))
        self.hints_title = label(self.tr("Worth a look"), strong=True)
        self.hints = QListWidget()
        self.hints.setObjectName("sentences")
        self.hints.setAccessibleName(self.tr("Worth a look"))
        self.hints.setWordWrap(True)
        self.hints.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hints.itemActivated.connect(self._choose_hint)
        self.hints.itemClicked.connect(self._choose_hint)
        self.see = button(self.tr("See wh&at would change"))
        self.sort = button(self.tr("S&ort again with these"), kind="primary")
        for each in (self.summary, self.remark):
            each.setWordWrap(True)
        self._arrange()
        self.show_preview(None)
        self.show_hints(())

    def say(self, text: str, remark: str = "") -> None:
        """In place of changes: why there are none to see, or that they are looked for."""
        self.summary.setText(text)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def show_preview(self, found: SchemePreview | None) -> None:
        """This would change; None where that is not known."""
        self.preview = found
        for each in (self.counts, self.moves_title, self.moves):
            each.setVisible(found is not None)
        if found is None:
            return
        self.say(preview_words(found), stays_words(found))
        self.counts.show_lines([count_words(one) for one in found.counts])
        line = self.counts.verticalHeader().defaultSectionSize()
        titles = self.counts.horizontalHeader().sizeHint().height()
        seen = min(_COUNTED, max(1, len(found.counts)))
        self.counts.setMinimumHeight(titles + min(_FEWEST, seen) * line + 2)
        self.counts.setMaximumHeight(titles + seen * line + 2)
        self.moves.show_moves(found.moves)
        shown = len(found.moves)
        title = self.tr("Items that would move")
        if shown < found.moved:
            title = self.tr("Items that would move, the surest {count}").format(
                count=number(shown)
            )
        self.moves_title.setText(title)
        for each in (self.moves_title, self.moves):
            each.setVisible(bool(found.moves))

    def show_hints(self, hints: tuple[SchemeHint, ...]) -> None:
        """These may be mended."""
        self._hints = _most_telling(hints)
        self.hints.clear()
        for hint in self._hints:
            said = hint_words(hint)
            item = QListWidgetItem(said)
            item.setToolTip(as_tip(said))
            self.hints.addItem(item)
        if self._hints:
            self.hints.setCurrentRow(0)
        height = 2 * self.fontMetrics().height() + 12
        self.hints.setMaximumHeight(min(len(self._hints), _HINTED) * height + 4)
        for each in (self.hints_title, self.hints):
            each.setVisible(bool(self._hints))

    def _choose_hint(self, _item: QListWidgetItem) -> None:
        at = self.hints.currentRow()
        if 0 <= at < len(self._hints):
            self.hint_chosen.emit(self._hints[at])

    def _arrange(self) -> None:
        title = label(self.tr("What it would change"), size=TYPE.heading)
        buttons = ChipRow()
        buttons.setParent(self)  # before it is shown: it is no window
        buttons.hold(self.sort, self.see)
        whole = column(
            *(title, self.summary, self.remark, SPACE.hair, self.counts, SPACE.hair),
            *(self.moves_title, self.moves, SPACE.hair, self.hints_title, self.hints),
            buttons,
            margin=SPACE.wide,
            spacing=SPACE.hair,
        )
        whole.setStretchFactor(self.moves, 1)
        whole.insertStretch(whole.count() - 1)
        self.setLayout(whole)


def _most_telling(hints: tuple[SchemeHint, ...]) -> tuple[SchemeHint, ...]:
    """The hints for the list: of those on short descriptions, the field itself tells."""
    return tuple(hint for hint in hints if hint.kind is not HintKind.SHORT)
