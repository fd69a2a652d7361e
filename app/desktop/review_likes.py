"""Look-alikes of a decision, or of the item that is looked at: asked for and offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.desktop.review_questions import AlikeAsked
from app.desktop.session import Session
from app.records import LikelyCategory, LookAlike

if TYPE_CHECKING:
    from app.desktop.review_page import ReviewPage

__all__ = ["LikeLeader"]

Likely = tuple[LikelyCategory, ...]

# They are looked for once the person has paused this long after a decision: ms.
_PAUSE = 250


class LikeLeader(QObject):
    """Asks what is like an item, offers it, and shows the preview that was asked for.

    Args:
        session: Who answers.
        waits: Whether an item still needs a person.
    """

    def __init__(self, session: Session, waits: Callable[[int], bool]) -> None:
        super().__init__()
        self._session = session
        self._waits = waits
        self._page: ReviewPage | None = None
        self._about: AlikeAsked | None = None
        self._found: tuple[LookAlike, ...] = ()
        self._said_none = False
        self._likely: Likely = ()
        self._pausing = QTimer(self)
        self._pausing.setSingleShot(True)
        self._pausing.setInterval(_PAUSE)
        self._pausing.timeout.connect(self._ask)

    def lead(self, page: ReviewPage) -> None:
        """This is the page on which they are offered."""
        self._page = page

    def after(self, asked: AlikeAsked, likely: Likely) -> None:
        """A decision was made: what is like its item is offered when the person pauses."""
        self.forget()
        self._about, self._likely = asked, likely
        self._pausing.start()

    def before(self, asked: AlikeAsked, likely: Likely) -> None:
        """What is like an item that is not decided yet is shown as soon as it is known."""
        self.forget()
        self._about, self._likely = asked, likely
        self._ask()

    def show_offered(self) -> bool:
        """What was offered is looked through; whether something was."""
        page, about = self._page, self._about
        if page is None or about is None or not page.deciding.offers:
            return False
        self._preview(page, about, self._waiting())
        return True

    def forget(self) -> None:
        """Nothing is offered or asked for any more."""
        self._pausing.stop()
        self._about, self._found = None, ()
        if self._page is not None:
            if self._said_none:
                self._said_none = False
                self._page.banner.hide()
            self._page.deciding.show_offer(0, "")

    def take(self, asked: AlikeAsked, found: tuple[LookAlike, ...]) -> None:
        """What is like an item has been found; what somebody decided meanwhile is not."""
        page = self._page
        if page is None or asked != self._about:
            return
        self._found = found
        there = self._waiting()
        if asked.category:
            page.deciding.show_offer(len(there), asked.category)
        else:
            self._preview(page, asked, there)

    def _waiting(self) -> tuple[LookAlike, ...]:
        return tuple(
            one for one in self._found if one.row.item and self._waits(one.row.item.key)
        )

    def _ask(self) -> None:
        if self._about is not None:
            self._session.ask(self._about)

    def _preview(
        self, page: ReviewPage, asked: AlikeAsked, found: tuple[LookAlike, ...]
    ) -> None:
        if not found:
            self._said_none = True
            page.banner.say("info", self.tr("Nothing else that needs review is like it."))
            return
        page.banner.hide()
        own = None if asked.category else asked.key
        category = asked.category or page.choices.at_key(1)
        page.preview.show_alike(found, category, own=own)
        page.show_preview(self._likely)
