"""Pages as pictures for review: the next ones are drawn before they are wanted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.desktop.language import told
from app.desktop.questions import About, PictureAsked, PictureDrawn, Problem
from app.desktop.session import Session
from app.records import PagePicture

__all__ = ["ReviewPictures"]

# Tokens from here on are this page's; those of the items' page are small.
_FIRST_TOKEN = 1 << 30
# Pictures that are kept: some three megabytes each.
_KEPT = 6

Page = tuple[int, int, int]  # key of the item, page, width


class ReviewPictures(QObject):
    """Draws what is looked at first, then what comes next, and keeps a few.

    Args:
        session: Whose second reader draws.
    """

    drawn = Signal(object)
    failed = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept: OrderedDict[Page, PagePicture] = OrderedDict()
        self._hopeless: set[Page] = set()
        self._wanted: Page | None = None
        self._ahead: tuple[tuple[int, int], ...] = ()
        self._asked: Page | None = None
        self._token = _FIRST_TOKEN
        self._width = 0
        session.answered.connect(self._take_answer)
        session.problem.connect(self._take_problem)

    @property
    def width(self) -> int:
        """How wide pages are drawn; 0 before one was wanted."""
        return self._width

    def forget(self) -> None:
        """Another case, or other marks: nothing that was drawn holds."""
        self._kept.clear()
        self._hopeless.clear()
        self._wanted = self._asked = None
        self._ahead = ()

    def want(self, item: int, page: int, width: int) -> None:
        """This page is looked at; it is there at once if it was drawn ahead."""
        self._width = width
        self._wanted = (item, page, width)
        picture = self._kept.get(self._wanted)
        if picture is not None:
            self._kept.move_to_end(self._wanted)
            self.drawn.emit(picture)
            self._go_ahead()
        elif self._asked != self._wanted:
            self._ask(self._wanted)

    def draw_ahead(self, pages: Sequence[tuple[int, int]]) -> None:
        """These, by item and page, come next; they are drawn while nothing else is."""
        self._ahead = tuple(pages)
        self._go_ahead()

    def rest(self) -> None:
        """No page is looked at now."""
        self._wanted = None
        self._ahead = ()

    def _take_problem(self, problem: Problem) -> None:
        is_ours = problem.about is About.PICTURE and problem.token == self._token
        if not is_ours or self._asked is None:
            return
        page, self._asked = self._asked, None
        if page == self._wanted:
            self.failed.emit(told(problem.what), told(problem.remedy))
        else:
            self._hopeless.add(page)
        self._go_ahead()

    def _go_ahead(self) -> None:
        if self._asked is not None or not self._width:
            return
        for item, page in self._ahead:
            wanted = (item, page, self._width)
            if wanted not in self._kept and wanted not in self._hopeless:
                self._ask(wanted)
                return

    def _ask(self, page: Page) -> None:
        self._asked = page
        self._token += 1
        key, number, width = page
        self._session.ask_picture(
            PictureAsked(
                token=self._token,
                item_key=key,
                page=number,
                width=width,
                passwords=self._session.passwords,
            )
        )

    def _take_answer(self, answer: object) -> None:
        if not isinstance(answer, PictureDrawn) or answer.question.token < _FIRST_TOKEN:
            return
        asked = answer.question
        page = (asked.item_key, asked.page, asked.width)
        self._kept[page] = answer.picture
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if page == self._wanted:
            self.drawn.emit(answer.picture)
        if asked.token == self._token:
            self._asked = None
            self._go_ahead()
