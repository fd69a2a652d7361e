"""Why there is no item to review, and what can be done instead."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desktop.learning_words import items_words
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Job

if TYPE_CHECKING:
    from app.desktop.review_page import ReviewPage

__all__ = ["ReviewState", "show_state", "state_of"]


class ReviewState(StrEnum):
    """What the page of review is about."""

    WORK = "work"
    READING = "reading"
    NOTHING_SORTED = "nothing sorted"
    SORTING = "sorting"
    DONE = "done"


def _say(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def state_of(facts: CaseFacts | None, job: Job | None, left: int | None) -> ReviewState:
    """What the page is about; ``left`` is None while the queue has not been read."""
    if facts is None or facts.scheme is None:
        return ReviewState.SORTING if job else ReviewState.NOTHING_SORTED
    if left is None:
        return ReviewState.SORTING if job else ReviewState.READING
    return ReviewState.WORK if left else ReviewState.DONE


def show_state(
    page: ReviewPage, state: ReviewState, facts: CaseFacts | None, parts: Parts
) -> None:
    """The page says why it has no item to show."""
    if state is ReviewState.READING:
        page.empty.say(("undecided", "muted"), _say("One moment\u2026"), "")
    elif state is ReviewState.NOTHING_SORTED:
        _show_nothing_sorted(page, parts)
    elif state is ReviewState.SORTING:
        sorts = parts.session.job in (Job.SORT, None)
        title = _say("Postroom is sorting") if sorts else _say("Postroom is at work")
        text = _say("What it cannot decide alone comes here when it is done. You may look "
                    "at the items meanwhile.")  # fmt: skip
        page.empty.say(("sort", "accent"), title, text, [_look_at_items(parts)])
    else:
        _show_done(page, facts, parts)
    page.show_empty()


def _show_nothing_sorted(page: ReviewPage, parts: Parts) -> None:
    text = _say("Add documents and sort them. Whatever Postroom cannot decide alone comes "
                "here, the most useful first.")  # fmt: skip
    offers = [(_say("G&o to the start"), lambda: parts.rail.gone_to.emit(Place.START))]
    page.empty.say(("inbox", "muted"), _say("Nothing has been sorted yet"), text, offers)


def _show_done(page: ReviewPage, facts: CaseFacts | None, parts: Parts) -> None:
    count = facts.counts.items if facts is not None else 0
    text = _say("{items} are decided. Export the results, or find out how right they are: "
                "what you decided here teaches Postroom.")  # fmt: skip
    offers = [
        (_say("E&xport the results\u2026"), parts.actions.export.trigger),
        (_say("How r&ight is it?"), lambda: parts.rail.gone_to.emit(Place.ACCURACY)),
    ]
    page.empty.say(
        ("sorted", "sorted"),
        _say("Nothing needs you"),
        text.format(items=items_words(count)),
        offers,
    )


def _look_at_items(parts: Parts) -> tuple[str, Callable[[], None]]:
    return _say("Look at the &items"), lambda: parts.rail.gone_to.emit(Place.ITEMS)
