"""The page of review: one item large, what it may be beside it, every key at work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.desktop.banner import Banner
from app.desktop.look import Look
from app.desktop.pieces import ElidedLabel, button, column, frame, label, row
from app.desktop.review_alike import AlikePreview
from app.desktop.review_deciding import Deciding
from app.desktop.review_empty import EmptyReview
from app.desktop.review_keys import KeysDialog
from app.desktop.review_reading import ItemReading
from app.desktop.review_words import done_words, pace_words
from app.desktop.tokens import SPACE, TYPE
from app.records import LikelyCategory, ReviewItem

__all__ = ["ReviewPage"]

_SPOKEN = 600  # characters of an item that are spoken when it comes
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_SCROLLS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ReviewPage(QWidget):
    """Shows the item that is looked at, and says what a person wants of it."""

    decided = Signal(str)
    set_together = Signal(tuple, str)
    skipped = Signal()
    moved = Signal(int)
    undo_wanted = Signal()
    why_wanted = Signal()
    alike_wanted = Signal()
    offer_wanted = Signal()
    touched = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.empty = EmptyReview(look)
        self.reading = ItemReading(look)
        self.preview = AlikePreview(look)
        self.deciding = Deciding(look)
        self.choices = self.deciding.choices
        self.left = QStackedWidget()
        self.left.addWidget(self.reading)
        self.left.addWidget(self.preview)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.done = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Reviewed"))
        self.pace = label(tone="muted", size=TYPE.small)
        self.undo = button(self.tr("&Undo"), kind="quiet")
        look.dress(self.undo, "undo", "accent")
        self.undo.setToolTip(self.tr("Take back the last thing you did (Ctrl+Z)"))
        self.keys = button(self.tr("&Keys  F1"), kind="quiet", name=self.tr("Keys"))
        self.hints = ElidedLabel(tone="muted", size=TYPE.small)
        self.whole = QStackedWidget()
        self._can = True
        self._arrange()
        self._connect()

    # ---------------------------------------------------------------- what is shown

    @property
    def shows_nothing(self) -> bool:
        """Whether there is no item to show."""
        return self.whole.currentIndex() == 0

    @property
    def is_previewing(self) -> bool:
        """Whether look-alikes are looked through."""
        return self.left.currentWidget() is self.preview

    def show_item(self, shown: ReviewItem) -> None:
        """This item is looked at, and the keys are about it."""
        self.whole.setCurrentIndex(1)
        self.show_reading()
        self.reading.show_item(shown)
        self.deciding.show_item(shown)
        self._announce(shown)

    def _announce(self, shown: ReviewItem) -> None:
        """A screen reader is told of the new item: the focus stays where it is."""
        guess = shown.likely[0] if shown.likely else None
        said = self.tr("{item}. Guess: {guess}.").format(
            item=self.reading.title.text(), guess=guess.category if guess else "\u2013"
        )
        text = shown.row.item.text[:_SPOKEN] if shown.row.item else ""
        self.reading.text.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, f"{said} {text}")
        )

    def show_reading(self) -> None:
        """The item is looked at, not what is like it."""
        if self.is_previewing:
            self.left.setCurrentWidget(self.reading)
            if self.reading.item is not None:
                self.deciding.show_item(self.reading.item)

    def show_preview(self, likely: Sequence[LikelyCategory]) -> None:
        """What is like an item is looked through; the keys are its categories."""
        self.deciding.show_batch(likely)
        self.left.setCurrentWidget(self.preview)
        self.preview.list.setFocus()

    def show_empty(self) -> None:
        """There is no item to show; ``empty`` says why."""
        self.whole.setCurrentIndex(0)

    def show_progress(
        self, done: int, total: int, pace: tuple[float | None, float | None]
    ) -> None:
        """So many are done; ``pace`` is items a minute and seconds for the rest."""
        self.done.setText(done_words(done, total) if total else "")
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(done)
        self.bar.setVisible(total > 0)
        self.bar.setAccessibleDescription(self.done.text())
        self.pace.setText(pace_words(*pace))

    def allow(self, why_not: str) -> None:
        """Why nothing can be decided now; empty where it can."""
        self._can = not why_not
        self.deciding.allow(why_not)

    def focus_item(self) -> None:
        """The item has the focus, so that every key is about it."""
        if self.shows_nothing:
            self.empty.focus_first()
        elif self.is_previewing:
            self.preview.list.setFocus()
        else:
            self.reading.view.setFocus()

    def show_keys(self) -> None:
        """All keys of the page, in a small window."""
        dialog = KeysDialog(self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self.focus_item)
        dialog.open()

    # ---------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page has use for are about the item."""
        focused = self.focusWidget()
        returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if returns and isinstance(focused, QAbstractButton):
            focused.click()
        elif not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the item is read, keys are about it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_own = event.key() in (*_TAKES, *_SCROLLS)
            in_list = watched in (self.choices.list, self.preview.list)
            if is_own and in_list:
                return False
            return self._take_key(event)
        if event.type() == QEvent.Type.Wheel:
            self.touched.emit()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether the key meant something here."""
        self.touched.emit()
        if self.shows_nothing:
            return False
        if event.modifiers() & _HELD:
            return self._take_chord(event)
        return (
            self._take_command(event)
            or self._take_movement(event)
            or self._take_decision(event)
        )

    def _take_chord(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & _HELD
        if held != Qt.KeyboardModifier.ControlModifier or not self._can:
            return False
        if event.key() == Qt.Key.Key_P and not self.is_previewing:
            self.deciding.private.click()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
            return True
        return False

    def _take_command(self, event: QKeyEvent) -> bool:
        commands = {
            Qt.Key.Key_F1: self.show_keys,
            Qt.Key.Key_F2: self.why_wanted.emit,
            Qt.Key.Key_F3: self._want_alike,
            Qt.Key.Key_F4: self.deciding.write_note,
            Qt.Key.Key_F6: self._turn,
            Qt.Key.Key_Escape: self._leave,
        }
        does = commands.get(Qt.Key(event.key()))
        if event.text() == "?":
            does = self.show_keys
        if does is None:
            return False
        does()
        return True

    def _take_movement(self, event: QKeyEvent) -> bool:
        key, shifted = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shifted:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if not self.is_previewing:
                self.moved.emit(1 if key == Qt.Key.Key_Right else -1)
            return True
        view = self.reading.view
        if key in _SCROLLS and isinstance(view, QScrollArea | type(self.reading.text)):
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLLS[Qt.Key(key)] * bar.singleStep())
            return True
        return False

    def _take_decision(self, event: QKeyEvent) -> bool:
        if not self._can:
            return event.key() in _TAKES
        typed = event.text()
        if event.key() in _TAKES:
            self._confirm()
        elif event.key() == Qt.Key.Key_Backspace:
            self.undo_wanted.emit()
        elif typed == "0" and not self.is_previewing:
            self.skipped.emit()
        elif len(typed) == 1 and typed in "123456789":
            if name := self.choices.at_key(int(typed)):
                self._pick(name)
        elif typed.isalpha():
            self.choices.begin_finding(typed)
        else:
            return False
        return True

    def _confirm(self) -> None:
        if self.is_previewing:
            self.preview.confirm()
        elif name := self.choices.at_key(1):
            self.decided.emit(name)

    def _pick(self, name: str) -> None:
        """A category was chosen: for the item, or for all that are looked through."""
        if self.is_previewing:
            self.preview.show_category(name)
            if self.choices.is_finding:
                self.choices.give_up()
            self.preview.list.setFocus()
        else:
            self.decided.emit(name)

    def _want_alike(self) -> None:
        if not self.is_previewing:
            self.offer_wanted.emit()

    def _turn(self) -> None:
        self.reading.turn_on()
        self.focus_item()

    def _leave(self) -> None:
        if self.is_previewing:
            self.show_reading()
        else:
            self.reading.show_why(wanted=False)
        self.focus_item()

    # ---------------------------------------------------------------- put together

    def _connect(self) -> None:
        deciding, reading = self.deciding, self.reading
        deciding.decided.connect(self._pick)
        deciding.confirmed.connect(self._confirm)
        deciding.skipped.connect(self.skipped)
        deciding.alike_wanted.connect(self.alike_wanted)
        deciding.offer_wanted.connect(self.offer_wanted)
        deciding.left.connect(self.focus_item)
        reading.why_wanted.connect(self.why_wanted)
        self.preview.left.connect(self._leave)
        self.preview.confirmed.connect(
            lambda keys: self.set_together.emit(keys, self.preview.category)
        )
        self.undo.clicked.connect(self.undo_wanted)
        self.keys.clicked.connect(self.show_keys)
        for each in (self.undo, self.keys, reading.why_button):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for view in (
            *(reading.text, reading.page.room, reading.columns),
            *(self.choices.list, self.preview.list),
        ):
            view.installEventFilter(self)

    def _arrange(self) -> None:
        self.whole.addWidget(self.empty)
        self.whole.addWidget(self._work())
        said = column(self.banner)
        said.setContentsMargins(SPACE.normal, 0, SPACE.normal, 0)
        page = column(self._head(), said, self.whole, spacing=0)
        page.setStretch(2, 1)
        self.setLayout(page)

    def _head(self) -> QWidget:
        """How far the person is, and the two buttons that are about no one item."""
        self.bar.setFixedWidth(18 * self.fontMetrics().averageCharWidth())
        head = frame("bar")
        top = row(
            *(label(self.tr("Review"), size=TYPE.heading), SPACE.normal),
            *(self.bar, self.done, self.pace, None, self.undo, self.keys),
            spacing=SPACE.small,
        )
        top.setContentsMargins(SPACE.wide, SPACE.hair, SPACE.small, SPACE.hair)
        head.setLayout(top)
        return head

    def _work(self) -> QWidget:
        """The item beside what it may be, and the keys below them."""
        scroll = QScrollArea()
        scroll.setWidget(self.deciding)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(self.deciding.minimumWidth() + SPACE.normal)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(scroll)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        wide = self.deciding.usual_width
        self.splitter.setSizes([wide + wide // 2, wide])
        self.hints.say(
            self.tr("Return takes the guess \u00b7 1\u20139 choose \u00b7 letters find "
                    "\u00b7 0 skips \u00b7 \u2190 \u2192 go \u00b7 F2 why \u00b7 "
                    "F3 look-alikes \u00b7 F4 note \u00b7 Ctrl+Z undoes \u00b7 F1 all keys")
        )  # fmt: skip
        foot = frame("foot")
        below = row(self.hints)
        below.setContentsMargins(SPACE.wide, SPACE.hair, SPACE.wide, SPACE.hair)
        foot.setLayout(below)
        work = QWidget()
        inside = column(self.splitter, foot, spacing=0)
        inside.setStretch(0, 1)
        work.setLayout(inside)
        return work
