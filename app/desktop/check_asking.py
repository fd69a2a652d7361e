"""One item of a blind check: its text, the categories, and nothing the program said."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.desktop import words
from app.desktop.category_picker import CategoryPicker
from app.desktop.check_questions import ItemRead
from app.desktop.look import Look
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.quoted import flowing, shown_text
from app.desktop.text_view import TextView
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number

__all__ = ["CheckAsking"]

_LINE = 110  # longer ones are hard to read; in average characters


class CheckAsking(QWidget):
    """The text on the left, the categories on the right; the time is taken quietly."""

    answered = Signal(str, float)
    skipped = Signal()
    went_back = Signal()
    stopped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._watch = QElapsedTimer()
        self._is_waiting = True
        self.where = label(size=TYPE.heading)
        self.source = label(tone="muted")
        self.source.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.text = TextView(look)
        self.text.setMaximumWidth(_LINE * self.fontMetrics().averageCharWidth())
        self.picker = CategoryPicker()
        self.picker.picked.connect(self._take)
        self.back = button(self.tr("&Back"))
        self.skip = button(self.tr("&Skip"))
        self.stop = button(self.tr("Sto&p"))
        self.back.setToolTip(self.tr("Label the item before this one again"))
        self.skip.setToolTip(self.tr("This item comes again at the end"))
        self.stop.setToolTip(self.tr("Stop; what you have labelled is kept (Esc)"))
        self.back.clicked.connect(self.went_back)
        self.skip.clicked.connect(self.skipped)
        self.stop.clicked.connect(self.stopped)
        self._arrange()

    def show_place(self, done: int, total: int, *, can_go_back: bool) -> None:
        """So many of the sample are labelled."""
        self.where.setText(
            self.tr("Item {at} of {total}").format(
                at=number(min(done + 1, total)), total=number(total)
            )
        )
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.back.setEnabled(can_go_back)
        self.skip.setEnabled(total - done > 1)

    def wait(self) -> None:
        """The next item is on its way; nothing can be said of it yet."""
        self._is_waiting = True

    def show_item(self, read: ItemRead) -> None:
        """This item is to be labelled; the time runs from now."""
        line = self.tr("\u2014 Page {page} \u2014")
        shown = shown_text(read.item, None, line)
        is_page = read.document.kind in ("pdf", "image")
        self.text.show_text(flowing(shown) if is_page else shown)
        self.text.verticalScrollBar().setValue(0)
        name = words.plain_line(read.document.name)
        is_row = read.item.place.row is not None
        place = words.place_words(read.item.place) if is_row else ""
        self.source.setText(f"{name}, {place}" if place else name)
        self.picker.begin()
        self._is_waiting = False
        self._watch.start()

    def _take(self, category: str) -> None:
        if not self._is_waiting:
            self._is_waiting = True
            self.answered.emit(category, self._watch.elapsed() / 1000)

    def _arrange(self) -> None:
        head: QFrame = frame("bar")
        titles = row(self.where, None, self.stop)
        rows = column(titles, self.bar, spacing=SPACE.small)
        rows.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        head.setLayout(rows)
        reading: QFrame = frame("surface")
        text = column(self.source, self.text, spacing=0)
        self.source.setContentsMargins(SPACE.wide + 2, SPACE.normal, SPACE.wide, 0)
        reading.setLayout(text)
        choosing = QWidget()
        choosing.setFixedWidth(56 * self.fontMetrics().averageCharWidth())
        beside = column(
            self.picker, row(self.back, self.skip, None), margin=SPACE.wide, spacing=12
        )
        choosing.setLayout(beside)
        body = row(reading, choosing, spacing=0)
        body.setStretch(0, 1)
        whole = column(head, body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
