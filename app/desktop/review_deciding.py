"""The right-hand side of review: what the item may be, and what a person does with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QSizePolicy

from app.desktop.look import Look
from app.desktop.pieces import button, column, frame, label, row
from app.desktop.review_choices import CategoryChoices
from app.desktop.review_words import more_like_words
from app.desktop.tokens import SPACE
from app.records import LikelyCategory, ReviewItem

__all__ = ["Deciding"]

_WIDTH, _NARROWEST = 54, 34  # in average characters
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class Deciding(QFrame):
    """Categories, the buttons that the keys stand for, what is private, and the note."""

    decided = Signal(str)
    confirmed = Signal()
    skipped = Signal()
    alike_wanted = Signal()
    offer_wanted = Signal()
    private_wanted = Signal(bool)
    note_written = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._note = ""
        self._offers = False
        self.choices = CategoryChoices(look)
        self.confirm = button(
            self.tr("&Confirm  \u21b5"), kind="primary", name=self.tr("Confirm")
        )
        self.skip = button(self.tr("&Skip  0"), name=self.tr("Skip"))
        self.alike = button(self.tr("&Look-alikes  F3"), name=self.tr("Look-alikes"))
        self.private = QCheckBox(self.tr("Keep &private"))
        says = self.tr("Private items are never kept in the scheme's memory (Ctrl+P).")
        self.private.setToolTip(says)
        self.private.setAccessibleDescription(says)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note on this item (F4)"))
        self.note.setAccessibleName(self.tr("Note on this item"))
        self.note.setMaxLength(4000)
        self.waits = label(tone="review")
        self.waits.setWordWrap(True)
        self.waits.hide()
        self.offer = label()
        self.offer.setWordWrap(True)
        self.show_more = button(
            self.tr("Show the&m  F3"), kind="quiet", name=self.tr("Show")
        )
        self.offered = frame("banner")
        self._connect()
        self._arrange()

    def show_item(self, shown: ReviewItem) -> None:
        """This item can be decided on."""
        self._show_single(is_single=True)
        verdict = shown.row.verdict
        calibrated = bool(verdict and verdict.calibrated)
        self.choices.show_likely(shown.likely, calibrated=calibrated)
        with QSignalBlocker(self.private):
            self.private.setChecked(shown.row.private)
        self._note = shown.note
        self.note.setText(shown.note)
        self.note.setCursorPosition(0)
        guess = shown.likely[0].category if shown.likely else ""
        does = self.tr("Take the guess (Return)")
        self.confirm.setToolTip(does)
        self.confirm.setAccessibleDescription(f"{guess}. {does}")

    def show_batch(self, likely: Sequence[LikelyCategory]) -> None:
        """Several items are looked through: one of these is chosen for all of them."""
        self.choices.show_likely(likely, calibrated=True)
        self._show_single(is_single=False)

    def _show_single(self, *, is_single: bool) -> None:
        """What is about one item alone stands there only where one is looked at."""
        for each in self._single:
            each.setVisible(is_single)
        self.offered.setVisible(is_single and self._offers)

    def show_offer(self, count: int, category: str) -> None:
        """So many others are like the item that was decided last; 0 for none."""
        self._offers = count > 0
        self.offered.setVisible(self._offers)
        said = self.tr("Kept: {category}. {more}.")
        self.offer.setText(said.format(category=category, more=more_like_words(count)))
        self.show_more.setAccessibleName(
            self.tr("Show what is like the last one: {more}").format(
                more=more_like_words(count)
            )
        )

    @property
    def offers(self) -> bool:
        """Whether look-alikes of the last decision are offered."""
        return self._offers

    @property
    def usual_width(self) -> int:
        """Wide enough for most names of categories."""
        return _WIDTH * self.fontMetrics().averageCharWidth()

    def allow(self, why_not: str) -> None:
        """Why nothing can be decided now; empty where it can."""
        can = not why_not
        self.waits.setText(why_not)
        self.waits.setVisible(not can)
        for each in (
            self.choices,
            self.confirm,
            self.skip,
            self.alike,
            self.private,
            self.note,
            self.show_more,
        ):
            each.setEnabled(can)

    def write_note(self) -> None:
        """The note has the focus."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.selectAll()

    def keep_note(self) -> None:
        """The note is kept if it says something else than before."""
        text = self.note.text().strip()
        if text != self._note:
            self._note = text
            self.note_written.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return keeps the note, Esc leaves it as it was before."""
        if (
            watched is self.note
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENDS
        ):
            if event.key() == Qt.Key.Key_Escape:
                self.note.setText(self._note)
            self.keep_note()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self.choices.picked.connect(self.decided)
        self.choices.left.connect(self.left)
        self.confirm.clicked.connect(self.confirmed)
        self.skip.clicked.connect(self.skipped)
        self.alike.clicked.connect(self.alike_wanted)
        self.show_more.clicked.connect(self.offer_wanted)
        self.private.toggled.connect(self.private_wanted)
        self.note.editingFinished.connect(self.keep_note)
        self.note.installEventFilter(self)
        # A click leaves the focus with the item, so that the keys mean what they did.
        for each in (self.confirm, self.skip, self.alike, self.show_more, self.private):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _arrange(self) -> None:
        self.offered.setProperty("tone", "info")
        inside = column(self.offer, row(None, self.show_more), spacing=0)
        inside.setContentsMargins(SPACE.normal, SPACE.small, SPACE.small, SPACE.hair)
        self.offered.setLayout(inside)
        self.offered.hide()
        title = label(self.tr("&Note"), strong=True)
        title.setBuddy(self.note)
        self._single = (self.confirm, self.skip, self.alike, title, self.note, self.private)
        whole = column(
            self.choices,
            self.waits,
            self.confirm,
            row(self.skip, self.alike),
            SPACE.hair,
            title,
            self.note,
            self.private,
            self.offered,
            None,
            spacing=SPACE.small,
        )
        whole.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        self.setLayout(whole)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(_NARROWEST * self.fontMetrics().averageCharWidth())
