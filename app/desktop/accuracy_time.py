"""What the program has saved, and how that was reckoned."""

from __future__ import annotations

from app.desktop.accuracy_cards import Card
from app.desktop.accuracy_words import seconds_words
from app.desktop.figures import FiguresTable
from app.desktop.learning_words import duration_words, items_words
from app.desktop.pieces import column, label
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import AccuracyStanding, TimeSaved

__all__ = ["TimeCard"]


class TimeCard(Card):
    """One figure, a sentence, and the sum that leads to it."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = label(size=TYPE.title)
        self.says = label(tone="muted")
        self.says.setWordWrap(True)
        self.sum = FiguresTable(
            self.tr("How the time saved was reckoned"), ("", self.tr("Here"))
        )
        self.note = label(tone="muted", size=TYPE.small)
        self.note.setWordWrap(True)
        self.note.setText(
            self.tr("The time for blind checks and for setting up is not counted. Nobody "
                    "is charged with more than ten minutes for one item.")
        )  # fmt: skip
        title = label(self.tr("Time saved"), size=TYPE.heading)
        shown = (title, self.figure, self.says, self.sum, self.note, None)
        self.setLayout(column(*shown, margin=SPACE.wide, spacing=SPACE.small))
        self.show_standing(None)

    def show_standing(self, standing: AccuracyStanding | None) -> None:
        """What was saved; or what has to be measured before anything is claimed."""
        saved = standing.saved if standing else TimeSaved()
        claimed = saved.seconds is not None
        self.figure.setVisible(claimed)
        self.sum.setVisible(claimed)
        self.note.setVisible(claimed)
        if saved.seconds is None:
            self.says.setText(self._what_is_missing(saved))
            return
        if saved.seconds > 0:
            self.figure.setText(duration_words(saved.seconds / 60))
            said = self.tr("So much longer everything decided here would have taken by "
                           "hand.")  # fmt: skip
        else:
            self.figure.setText(self.tr("Nothing yet"))
            said = self.tr("Reviewing has taken as long as all of it would have by hand.")
        self.says.setText(said)
        self.sum.show_lines(self._lines(saved))
        self.sum.be_as_high_as_its_lines()

    def _what_is_missing(self, saved: TimeSaved) -> str:
        if not saved.needed:
            return self.tr("Nothing is sorted yet, so nothing was saved.")
        if saved.by_hand_measured >= saved.needed:
            return self.tr("Nothing is decided alone yet, so nothing was saved.")
        said = self.tr("Nothing is claimed before it was measured: label at least {needed} "
                       "items in a blind check, so that Postroom knows how long an item "
                       "takes by hand. So far: {count}.")  # fmt: skip
        return said.format(
            needed=number(saved.needed), count=number(saved.by_hand_measured)
        )

    def _lines(self, saved: TimeSaved) -> list[tuple[str, str]]:
        hand = saved.by_hand or 0.0
        all_of_it = (saved.alone + saved.reviewed) * hand
        measured = self.tr("An item by hand, the middle of {items} measured")
        reviewing = self.tr("Less reviewing, {items} of it measured")
        return [
            (self.tr("Decided alone"), items_words(saved.alone)),
            (self.tr("Decided by a person"), items_words(saved.reviewed)),
            (
                measured.format(items=items_words(saved.by_hand_measured)),
                seconds_words(hand),
            ),
            (self.tr("All of these by hand"), duration_words(all_of_it / 60)),
            (
                reviewing.format(items=items_words(saved.reviewing_measured)),
                duration_words(saved.reviewing / 60),
            ),
        ]
