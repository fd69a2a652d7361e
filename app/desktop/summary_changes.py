"""What changed from one version of a document to the next."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import PurePath

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import as_tip, button, column, label, row
from app.desktop.summary_change_lines import are_versions, change_lines, changes_summary
from app.desktop.summary_lines_view import Lines, LinesOrWords
from app.desktop.summary_words import clean
from app.desktop.tokens import SPACE, TYPE
from app.records import SummarizedDocument, VersionChanges

__all__ = ["ChangesView", "most_alike"]

_COMPARED, _NAME = 24, 80  # names that are looked at for two alike, characters of each


class ChangesView(QWidget):
    """Two versions to choose, and every change with before and after."""

    shown = Signal(object)
    opened = Signal(object)
    returned = Signal(object)
    compared = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.changes: VersionChanges | None = None
        self._are_chosen = False
        self.old = QComboBox()
        self.new = QComboBox()
        self.swap = button(self.tr("Sw&ap"))
        self.compare = button(self.tr("Co&mpare"), kind="primary")
        self.alike = label(tone="review")
        self.alike.setWordWrap(True)
        self.alike.hide()
        self.only = QCheckBox(self.tr("&Only what matters"))
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        self.list = Lines(look, self.tr("Changes"))
        self.words = LinesOrWords(self.list)
        self.list.shown.connect(self.shown)
        self.list.opened.connect(self.opened)
        self.list.returned.connect(self.returned)
        self.old.activated.connect(self._ask_which)
        self.new.activated.connect(self._ask_which)
        self.compare.clicked.connect(self._compare)
        self.swap.clicked.connect(self._swap)
        self.only.toggled.connect(lambda _on: self._fill())
        self._arrange()
        self.show_documents(())

    def show_documents(self, documents: Sequence[SummarizedDocument]) -> None:
        """These can be compared; what was chosen stays chosen."""
        keys = [each.document for each in documents]
        chosen = (self.old.currentData(), self.new.currentData())
        if chosen[0] == chosen[1] or not set(chosen) <= set(keys):
            chosen, self._are_chosen = (next(iter(keys), None), None), False
        for key, box in zip(chosen, (self.old, self.new), strict=True):
            with QSignalBlocker(box):
                box.clear()
                for each in documents:
                    box.addItem(clean(each.name, 120), each.document)
                box.setCurrentIndex(box.findData(key))
        if len(keys) < 2:
            self.words.say(self.tr("Two summarized documents can be compared here."))

    def begin(self) -> None:
        """The person is asked which two, unless these two were compared."""
        if not self._are_chosen:
            boxes = range(self.old.count())
            names = [(self.old.itemData(at), self.old.itemText(at)) for at in boxes]
            for box, key in zip((self.old, self.new), most_alike(names), strict=True):
                box.setCurrentIndex(box.findData(key))
            self._are_chosen = True
        pair = (self.old.currentData(), self.new.currentData())
        shown = self.changes
        if shown is None or (shown.old[0], shown.new[0]) != pair:
            self._ask_which()

    def forget(self) -> None:
        """What was compared may not hold any more."""
        self.changes = None

    def show_changes(self, changes: VersionChanges) -> None:
        """These are the changes."""
        if (changes.old[0], changes.new[0]) == (
            self.old.currentData(),
            self.new.currentData(),
        ):
            self.changes = changes
            self._fill()

    def _fill(self) -> None:
        changes = self.changes
        if changes is None:
            return
        lines = change_lines(changes, only=self.only.isChecked())
        self.list.show_lines(lines)
        notes = (clean(told(note)) for note in changes.notes)
        self.says.setText("\n".join([changes_summary(changes), *notes]))
        self.alike.setText(self.tr("These two do not look like versions of one document."))
        self.alike.setVisible(not are_versions(changes))
        said = self.tr("Nothing that matters changed. Untick the box to see all changes.")
        if not changes.changes and not changes.facts:
            said = self.tr("The two say the same.")
        self.words.say("" if lines else said)
        if self.list.current_line is None:
            self.list.go_on(1)

    def _ask_which(self) -> None:
        """Nothing is compared before it is asked for."""
        self.changes = None
        self.says.clear()
        self.alike.hide()
        self.list.show_lines(())
        for box in (self.old, self.new):
            box.setToolTip(as_tip(box.currentText()))
        old, new = self.old.currentData(), self.new.currentData()
        two = old is not None and new is not None
        is_pair = two and old != new
        self.compare.setEnabled(is_pair)
        said = self.tr("Choose the older and the newer version, then press Compare.")
        if two and not is_pair:
            said = self.tr("Choose two different documents.")
        if two:
            self.words.say(said)

    def _compare(self) -> None:
        self._ask_which()
        if self.compare.isEnabled():
            self.words.say(self.tr("Comparing\u2026"))
            self.compared.emit(self.old.currentData(), self.new.currentData())

    def _swap(self) -> None:
        old, new = self.old.currentIndex(), self.new.currentIndex()
        self.old.setCurrentIndex(new)
        self.new.setCurrentIndex(old)
        if self.changes is not None:
            self._compare()

    def _arrange(self) -> None:
        titles = (label(self.tr("O&lder")), label(self.tr("&Newer")))
        for title, box in zip(titles, (self.old, self.new), strict=True):
            title.setBuddy(box)
            box.setAccessibleName(title.text().replace("&", ""))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
        choosing = row(titles[0], self.old, titles[1], self.new)
        choosing.setStretch(1, 1)
        choosing.setStretch(3, 1)
        doing = row(self.compare, self.swap, None, self.only)
        top = column(choosing, doing, self.alike, self.says, spacing=6)
        top.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.small)
        whole = column(top, self.words, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def most_alike(documents: Sequence[tuple[int, str]]) -> tuple[int | None, int | None]:
    """Keys of the two whose names are most alike, in their order; None where none is.

    Args:
        documents: Key and name of each; of very many, the first ones are looked at.
    """
    best = -1.0
    pair: tuple[int | None, int | None] = (next((k for k, _ in documents), None), None)
    matcher = SequenceMatcher(autojunk=False)
    for at, (key, name) in enumerate(documents[:_COMPARED]):
        matcher.set_seq2(name[-_NAME:].casefold())
        for other, called in documents[at + 1 : _COMPARED]:
            matcher.set_seq1(called[-_NAME:].casefold())
            if matcher.real_quick_ratio() > best and matcher.ratio() > best:
                best = matcher.ratio()
                pair = (other, key) if _is_made_from(name, called) else (key, other)
    return pair


def _is_made_from(name: str, other: str) -> bool:
    """Whether a name is another one with something added, as "Notice amended.pdf" is."""
    stem, base = (PurePath(each).stem.casefold() for each in (name, other))
    return stem != base and stem.startswith(base)
