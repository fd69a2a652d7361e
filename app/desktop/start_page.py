"""The first screen: three things that Postroom does, and the documents to do them with."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.desktop.banner import Banner
from app.desktop.documents_list import DocumentsModel
from app.desktop.drop_area import DropArea
from app.desktop.look import Look
from app.desktop.pieces import IconLabel, button, column, enable, label, row
from app.desktop.scheme_box import SchemeBox, SchemeChoice
from app.desktop.start_cards import ChoiceCard
from app.desktop.start_files import FilesListing
from app.desktop.start_recent import RecentCases
from app.desktop.tokens import SPACE, TYPE
from app.records import Document

__all__ = ["SORT", "SUMMARIZE", "THEMES", "StartPage"]

# What a person has chosen to do, before it can begin.
SORT, THEMES, SUMMARIZE = "sort", "themes", "summarize"

# Of the two columns, in average characters of the person's font.
_MAIN_WIDTH = 132
_SIDE_WIDTH = 38
_NARROW = 84  # with fewer the three cards are too narrow for their words
_ACROSS = QBoxLayout.Direction.LeftToRight


class StartPage(QWidget):
    """Three things to do, and files to do them with; recent cases at the side.

    Attributes:
        purpose: What the person has chosen and still waits for: files are asked for, or
            columns confirmed. Empty for nothing.
    """

    chosen = Signal(str)
    sort_wanted = Signal()
    themes_wanted = Signal()
    summaries_wanted = Signal()
    unread_wanted = Signal()
    recent_chosen = Signal(object)

    def __init__(self, look: Look, choice: SchemeChoice) -> None:
        super().__init__()
        self._choice = choice
        self._is_free = True
        self._is_busy = False
        self._was_seen = False
        self._had_focus: QWidget | None = None
        self._got_focus: QWidget | None = None
        self.purpose = ""
        self.banner = Banner(look)
        self.drop = DropArea(look)
        self.files = DocumentsModel(look, parent=self)
        self.listing = FilesListing(self.files)
        self.listing.unread_wanted.connect(self.unread_wanted)
        self.title = label(size=TYPE.title)
        self.first = label(tone="muted")
        self.first.setWordWrap(True)
        self._make_cards(look)
        self._make_scheme(choice)
        self.recent = RecentCases(look)
        self.recent.chosen.connect(self.recent_chosen)
        self.newcomer = self._welcome(look)
        self.check = button(self.tr("Chec&k this computer\u2026"))
        self._arrange(look)
        self._follow_scheme()
        self.show_documents(())

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """The documents of the case."""
        self.files.show_documents(documents)
        self.listing.show_documents(documents)
        self.listing.setVisible(bool(documents))
        self.newcomer.setVisible(not documents)
        self.drop.make_room(wide=not documents)
        self._follow_readiness()

    def show_busy(self, *, busy: bool) -> None:
        """Files are being looked through; nothing can begin meanwhile."""
        before = self._is_busy
        self._is_busy = busy
        if busy and not before:
            self._had_focus = self.focusWidget() if self.isVisible() else None
        for each in (self.drop.files, self.drop.folder, self.drop.paste, self.drop.sample):
            each.setEnabled(not busy)
        self._follow_readiness()
        if busy and not before:
            self._got_focus = self.focusWidget()
        elif before and not busy:
            self._return_focus()

    def _return_focus(self) -> None:
        """What was switched off meanwhile has the focus again, if nobody went elsewhere."""
        had, self._had_focus = self._had_focus, None
        if had is not None and self.focusWidget() is self._got_focus:
            had.setFocus()

    def follow(self, *, is_free: bool) -> None:
        """Nothing can begin while something else is done."""
        self._is_free = is_free
        self.scheme.setEnabled(is_free)
        self.listing.follow(is_free=is_free)
        self._follow_readiness()

    def focus_choices(self) -> None:
        """The first choice has the focus."""
        self.sort.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """When the window opens, the first choice has the focus."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self.focus_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns, the recent cases stand below."""
        super().resizeEvent(event)
        needed = (_NARROW + _SIDE_WIDTH) * self.fontMetrics().averageCharWidth()
        down = self.width() < needed + 3 * SPACE.page
        direction = QBoxLayout.Direction.TopToBottom if down else _ACROSS
        if self._beside.direction() != direction:
            self._beside.setDirection(direction)

    def _make_cards(self, look: Look) -> None:
        self.sort = ChoiceCard(
            look,
            "sort",
            self.tr("&Sort mail and requests"),
            self.tr("Puts each letter, e-mail or row into a category, and says how sure "
                    "it is."),
        )  # fmt: skip
        self.themes = ChoiceCard(
            look,
            "themes",
            self.tr("Find the&mes in a sheet"),
            self.tr("Shows what many rows are about, counted over time. No categories "
                    "needed."),
        )  # fmt: skip
        self.summarize = ChoiceCard(
            look,
            "summary",
            self.tr("S&ummarize a document"),
            self.tr("Facts and main sentences of long documents, each with its page."),
        )
        for card, purpose in self._cards():
            card.clicked.connect(lambda _=False, chosen=purpose: self.chosen.emit(chosen))

    def _cards(self) -> tuple[tuple[ChoiceCard, str], ...]:
        return ((self.sort, SORT), (self.themes, THEMES), (self.summarize, SUMMARIZE))

    def _make_scheme(self, choice: SchemeChoice) -> None:
        self.scheme = SchemeBox(choice)
        self.scheme_problem = label(tone="error")
        self.scheme_problem.setWordWrap(True)
        self.scheme_problem.hide()
        self.scheme_says = label(tone="muted", size=TYPE.small)
        self.scheme_says.setWordWrap(True)
        self.scheme_names = label(tone="muted", size=TYPE.small)
        self.scheme_names.setWordWrap(True)
        choice.changed.connect(self._follow_scheme)
        choice.refused.connect(self._refuse_scheme)

    def _follow_readiness(self) -> None:
        there = bool(self.files.documents)
        self.title.setText(
            self.tr("What should Postroom do?") if there else self.tr("Welcome to Postroom")
        )
        first = self.tr("Choose what you want to do. Postroom then asks for the files.")
        if self._is_busy:
            first = self.tr("Looking through the files\u2026")
        elif there:
            first = self.tr("The documents are here. Choose what to do with them.")
        self.first.setText(first)
        why = ""
        if not self._is_free:
            why = self.tr("Wait until the work that is going on has ended.")
        elif self._is_busy:
            why = self.tr("Wait until the files have been looked through.")
        for card, purpose in self._cards():
            no_scheme = ""
            if purpose == SORT and self._choice.scheme is None:
                no_scheme = self.tr("Choose categories first.")
            enable(card, card.says, why or no_scheme)

    def _follow_scheme(self) -> None:
        scheme = self._choice.scheme
        if scheme is not None:
            self.scheme_problem.hide()
            self.scheme_says.setText(scheme.description)
            self.scheme_names.setText(", ".join(scheme.names))
        self.scheme_says.setVisible(scheme is not None and bool(scheme.description))
        self.scheme_names.setVisible(scheme is not None)
        self._follow_readiness()

    def _refuse_scheme(self, what: str, remedy: str) -> None:
        self.scheme_problem.setText(f"{what} {remedy}".strip())
        self.scheme_problem.show()

    def _choosing(self) -> QVBoxLayout:
        """The categories to sort into, below the cards."""
        into = label(self.tr("Categor&ies to sort into"))
        into.setBuddy(self.scheme)
        return column(
            row(into, self.scheme, None),
            self.scheme_says,
            self.scheme_names,
            self.scheme_problem,
            spacing=2,
        )

    def _arrange(self, look: Look) -> None:
        character = self.fontMetrics().averageCharWidth()
        cards = row(self.sort, self.themes, self.summarize, spacing=SPACE.normal)
        for at in range(3):
            cards.setStretch(at, 1)
        main = QWidget()
        main.setMaximumWidth(_MAIN_WIDTH * character)
        main.setLayout(
            column(
                self.title,
                self.first,
                self.banner,
                SPACE.small,
                cards,
                SPACE.hair,
                self._choosing(),
                SPACE.normal,
                self.listing,
                SPACE.hair,
                self.drop,
                self.newcomer,
                None,
                spacing=SPACE.small,
            )
        )
        side = QWidget()
        side.setMinimumWidth(_SIDE_WIDTH * character)
        side.setLayout(column(self.recent, SPACE.section, *self._promise(look), None))
        middle = QWidget()
        self._beside = row(main, side, spacing=SPACE.page)
        self._beside.setStretch(0, 1000)
        self._beside.setStretch(1, 1)
        whole_row = row(None, spacing=0)
        whole_row.addLayout(self._beside, 1000)
        whole_row.addStretch(1)
        whole_row.setContentsMargins(SPACE.page, SPACE.section, SPACE.page, SPACE.section)
        middle.setLayout(whole_row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._put_in_order()

    def _welcome(self, look: Look) -> QWidget:
        """For somebody who has no files at hand: the sample, one key from being sorted."""
        icon = IconLabel(look, 24)
        icon.show_icon("mail", "accent")
        new = label(self.tr("New here?"), strong=True)
        says = label(
            self.tr("The sample inbox holds made-up letters and requests. One key sorts "
                    "them, so that you see how it works."),
            tone="muted",
        )  # fmt: skip
        says.setWordWrap(True)
        told = row(icon, new, says, self.drop.sample, spacing=SPACE.normal)
        told.setStretch(2, 1)
        told.setContentsMargins(SPACE.section, SPACE.small, SPACE.wide, SPACE.small)
        made = QWidget()
        made.setLayout(told)
        return made

    def _put_in_order(self) -> None:
        """Tab goes as the eye does: choices, documents, the side."""
        listing = self.listing
        in_order = (
            self.sort,
            self.themes,
            self.summarize,
            self.scheme,
            listing.unread,
            listing.columns,
            listing.remove,
            listing.view,
            self.drop.files,
            self.drop.folder,
            self.drop.paste,
            self.drop.sample,
            self.recent,
            self.check,
        )
        for one, following in pairwise(in_order):
            self.setTabOrder(one, following)

    def _promise(self, look: Look) -> tuple[QWidget | QHBoxLayout, ...]:
        """What the program never does, and the button that proves it."""
        shield = IconLabel(look, 20)
        shield.show_icon("shield", "accent")
        title = label(self.tr("Nothing leaves this computer"), size=TYPE.heading)
        title.setWordWrap(True)
        head = row(shield, title, spacing=6)
        head.setStretch(1, 1)
        told: list[QWidget] = []
        for said in (
            self.tr("Postroom never sends anything. It works without a network."),
            self.tr("It never changes, moves or deletes your files."),
            self.tr("It leaves to you what it is not sure of."),
        ):
            line = label(said, tone="muted")
            line.setWordWrap(True)
            told.append(line)
        return (head, *told, row(self.check, None))
