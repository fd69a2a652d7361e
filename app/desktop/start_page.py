"""The first screen: documents, and what is done with them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.banner import Banner
from app.desktop.documents_list import DocumentsModel, DocumentsView
from app.desktop.drop_area import DropArea
from app.desktop.look import Look
from app.desktop.pieces import IconLabel, as_tip, button, column, enable, label, row
from app.desktop.scheme_box import SchemeBox, SchemeChoice
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import documents_words
from app.records import Document

__all__ = ["StartPage"]

# Of the main column, in average characters of the person's font.
_MAIN_WIDTH = 96
_RECENT_WIDTH = 250


class StartPage(QWidget):
    """Files, and three things to do with them; recent cases at the side."""

    sort_wanted = Signal()
    recent_chosen = Signal(object)

    def __init__(self, look: Look, choice: SchemeChoice) -> None:
        super().__init__()
        self._choice = choice
        self.banner = Banner(look)
        self.drop = DropArea(look)
        self.files = DocumentsModel(look, parent=self)
        self.listing = _Listing(self.files)
        self.scheme = SchemeBox(choice)
        self.scheme_problem = label(tone="error")
        self.scheme_problem.setWordWrap(True)
        self.scheme_problem.hide()
        self.scheme_says = label(tone="muted", size=TYPE.small)
        self.scheme_says.setWordWrap(True)
        self.sort = button(self.tr("&Sort"))
        self.sort.clicked.connect(self.sort_wanted)
        self.themes = button(self.tr("Find the&mes\u2026"))
        self.summarize = button(self.tr("S&ummarize\u2026"))
        self.first = label(self.tr("Add documents first."), tone="muted")
        self._is_free = True
        self.recent = _RecentCases(look)
        self.recent.chosen.connect(self.recent_chosen)
        choice.changed.connect(self._follow_scheme)
        choice.refused.connect(self._refuse_scheme)
        self._arrange(look)
        self._follow_scheme()
        self.show_documents(())

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """The documents of the case."""
        self.files.show_documents(documents)
        self.listing.count.setText(documents_words(len(documents)))
        self.listing.setVisible(bool(documents))
        self.drop.make_room(wide=not documents)
        self._follow_readiness()

    def show_busy(self, *, busy: bool) -> None:
        """Files are being looked through; nothing can begin meanwhile."""
        for each in (self.drop.files, self.drop.folder, self.drop.sample):
            each.setEnabled(not busy)
        self._follow_readiness()

    def follow(self, *, is_free: bool) -> None:
        """Nothing can begin while something else is done."""
        self._is_free = is_free
        self.scheme.setEnabled(is_free)
        self._follow_readiness()

    def focus_choices(self) -> None:
        """The first choice has the focus; Return does nothing before a person moves."""
        self.sort.setFocus()

    def _follow_readiness(self) -> None:
        why = "" if self.files.documents else self.first.text()
        self.first.setVisible(bool(why))
        if not self._is_free:
            why = self.tr("Wait until the work that is going on has ended.")
        no_scheme = ""
        if self._choice.scheme is None:
            no_scheme = self.tr("Choose categories first.")
        says = self.tr("Sort the documents into the categories (F5)")
        enable(self.sort, says, why or no_scheme)
        says = self.tr("Find what many rows say, without categories (Ctrl+Shift+T)")
        enable(self.themes, says, why)
        says = self.tr("Summarize long documents, each sentence with its page "
                       "(Ctrl+Shift+S)")  # fmt: skip
        enable(self.summarize, says, why)

    def _follow_scheme(self) -> None:
        scheme = self._choice.scheme
        if scheme is not None:
            self.scheme_problem.hide()
            names = ", ".join(scheme.names)
            self.scheme_says.setText(f"{scheme.description}\n{names}".strip())
        self.scheme_says.setVisible(scheme is not None)
        self._follow_readiness()

    def _refuse_scheme(self, what: str, remedy: str) -> None:
        self.scheme_problem.setText(f"{what} {remedy}".strip())
        self.scheme_problem.show()

    def _choices(self) -> QGridLayout:
        """The three things to do, each with a line on what comes of it."""
        into = label(self.tr("Categor&ies"))
        into.setBuddy(self.scheme)
        choosing = row(into, self.scheme, spacing=SPACE.small)
        choosing.setStretch(1, 1)
        sorting = column(choosing, self.scheme_problem, self.scheme_says, spacing=2)
        choices = QGridLayout()
        choices.setHorizontalSpacing(SPACE.wide)
        choices.setVerticalSpacing(SPACE.small)
        choices.setColumnStretch(1, 1)
        ways = (
            (self.sort, self.tr("Puts each letter, e-mail or row into a category.")),
            (
                self.themes,
                self.tr("Shows what many letters or rows are about. No categories needed."),
            ),
            (
                self.summarize,
                self.tr("Facts and main sentences of long documents, each with its page."),
            ),
        )
        for at, (does, told) in enumerate(ways):
            says = label(told)
            says.setWordWrap(True)
            choices.addWidget(does, 2 * at, 0, Qt.AlignmentFlag.AlignTop)
            choices.addWidget(says, 2 * at, 1, Qt.AlignmentFlag.AlignVCenter)
        choices.addLayout(sorting, 1, 1)
        return choices

    def _arrange(self, look: Look) -> None:
        promise_icon = IconLabel(look, 18)
        promise_icon.show_icon("shield", "accent")
        promise = label(self.tr("Nothing leaves this computer."), tone="muted")
        main = QWidget()
        main.setMaximumWidth(_MAIN_WIDTH * self.fontMetrics().averageCharWidth())
        main.setLayout(
            column(
                label(self.tr("What should Postroom do?"), size=TYPE.title),
                row(promise_icon, promise, None, spacing=6),
                SPACE.small,
                self.banner,
                self.drop,
                SPACE.hair,
                self.listing,
                SPACE.small,
                self.first,
                self._choices(),
                None,
                spacing=SPACE.small,
            )
        )
        middle = QWidget()
        beside = row(
            None, main, SPACE.page, self.recent, None, margin=SPACE.page, spacing=0
        )
        beside.setStretchFactor(main, 1000)
        beside.setAlignment(self.recent, Qt.AlignmentFlag.AlignTop)
        middle.setLayout(beside)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        in_order = (self.sort, self.scheme, self.themes, self.summarize)
        for one, following in pairwise(in_order):
            self.setTabOrder(one, following)


class _Listing(QWidget):
    """The documents, with their count."""

    def __init__(self, files: DocumentsModel) -> None:
        super().__init__()
        self.count = label(size=TYPE.heading)
        self.view = DocumentsView(files, self.tr("Documents"))
        self.view.setObjectName("waiting")
        files.modelReset.connect(self._fit)
        files.layoutChanged.connect(self._fit)
        self.setLayout(column(self.count, self.view))
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.view.model().rowCount(), 2), 4)
        line = max(self.view.sizeHintForRow(0), self.fontMetrics().height() + 10) + 2
        self.view.setFixedHeight(lines * line + 12)


class _RecentCases(QWidget):
    """Cases worked on before, the newest first."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedWidth(_RECENT_WIDTH)
        self.open_other = button(self.tr("Open a c&ase\u2026"))
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.setLayout(
            column(
                label(self.tr("Recent cases"), size=TYPE.heading),
                self._list,
                SPACE.small,
                row(self.open_other, None),
                None,
            )
        )
        self.show_cases(())

    def show_cases(self, cases: tuple[Path, ...]) -> None:
        """These cases are offered."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for case in cases:
            each = button(case.stem.replace("&", "&&"), kind="entry", name=case.stem)
            each.setToolTip(as_tip(str(case)))
            self._look.dress(each, "case", "accent")
            each.clicked.connect(lambda _=False, path=case: self.chosen.emit(path))
            self._list.addWidget(each)
        if not cases:
            says = label(
                self.tr(
                    "Each piece of work is kept in a case file, so that you can stop and "
                    "go on later. Yours will be listed here."
                ),
                tone="muted",
            )
            says.setWordWrap(True)
            self._list.addWidget(says)
