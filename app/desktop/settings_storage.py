"""Where the program keeps its data, how much room it takes, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from app.desktop.models_words import size_words
from app.desktop.pieces import ElidedLabel, button, enable, label, row
from app.desktop.question_dialog import QuestionDialog
from app.desktop.settings_cards import Card
from app.desktop.settings_words import stored_words
from app.desktop.tokens import SPACE
from app.desktop.words import number, plain_line
from app.records import StoredKind, StoredPlace

__all__ = ["AboutCard", "CleanUpDialog", "StorageCard"]


class StorageCard(Card):
    """The program's own folders."""

    def __init__(self, cases: Path) -> None:
        super().__init__(self.tr("What is kept on this computer"))
        self.left = StoredPlace(kind=StoredKind.LEFTOVERS, folder=cases)
        self.said = _wrapped(
            self.tr("New case files go to {folder}, unless you say otherwise.").format(
                folder=plain_line(str(cases))
            )
        )
        self._sizes = QFormLayout()
        self._sizes.setHorizontalSpacing(SPACE.section)
        self._sizes.setVerticalSpacing(SPACE.hair)
        self.open_cases = button(self.tr("&Open the folder of cases"))
        self.open_data = button(self.tr("Open the folder of all data"))
        self.clean = button(self.tr("Clean up l&eftovers\u2026"))
        self.add(self.said)
        self.add(self._sizes)
        self.add(row(self.open_cases, self.open_data, self.clean, None))
        self.show_places(())

    def show_places(self, places: Sequence[StoredPlace]) -> None:
        """So much lies in each; nothing is known of it yet where there are none."""
        while self._sizes.rowCount():
            self._sizes.removeRow(0)
        for each in places:
            if each.kind is StoredKind.LEFTOVERS:
                self.left = each
            said = {0: self.tr("nothing"), 1: self.tr("{size} in 1 file")}.get(
                each.files, self.tr("{size} in {count} files")
            )
            words = said.format(size=size_words(each.size), count=number(each.files))
            self._sizes.addRow(label(stored_words(each.kind), tone="muted"), label(words))
        if not places:
            self._sizes.addRow(label(self.tr("Measuring\u2026"), tone="muted"))
        nothing = self.tr("There is nothing left over.")
        does = self.tr("Delete what work that was cut off has left")
        enable(self.clean, does, "" if self.left.files else nothing)


class AboutCard(Card):
    """Which program this is, what it is made of, and where its log is."""

    def __init__(self, version: str, log: Path | None) -> None:
        super().__init__(self.tr("About Postroom"))
        self.libraries = button(self.tr("Li&braries and licences\u2026"))
        self.open_log = button(self.tr("Show the lo&g"))
        self.add(label(self.tr("Version {version}").format(version=version)))
        kept = self.tr(
            "The log says what the program did and which faults it met, never a word of a "
            "document: {path}"
        ).format(path="")
        none = self.tr("No log can be kept, as the folder for it cannot be written.")
        self.add(_wrapped(kept.strip() if log is not None else none))
        if log is not None:  # a path has no blanks to be broken at
            where = ElidedLabel(tone="muted")
            where.say(plain_line(str(log)))
            self.add(where)
        enable(
            self.open_log,
            self.tr("Open the folder where the log lies"),
            "" if log is not None else none,
        )
        self.add(row(self.libraries, self.open_log, None))


class CleanUpDialog(QuestionDialog):
    """What is deleted before it is."""

    def __init__(self, left: StoredPlace, parent: QWidget) -> None:
        super().__init__(self.tr("Clean up leftovers?"), self.tr("&Delete them"), parent)
        said = self.tr(
            "Work that was cut off has left {count} files of {size}: copies of items that "
            "were to be deleted anyway, and models copied only half. They are overwritten "
            "and deleted. No case file that you keep is touched."
        )
        self.explain(said.format(count=number(left.files), size=size_words(left.size)))
        self.end()
        self.leave.setFocus()


def _wrapped(text: str) -> QLabel:
    made = label(text)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
