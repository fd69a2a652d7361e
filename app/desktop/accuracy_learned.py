"""What labels have taught, and what could be taught next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from app.desktop.accuracy_cards import Card, ScrolledTable, figures_in_pairs
from app.desktop.accuracy_words import known_labels_words
from app.desktop.figures import Figure
from app.desktop.language import told
from app.desktop.learning_words import right_words, share
from app.desktop.pieces import button, column, enable, label, row
from app.desktop.questions import CaseFacts
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import AccuracyStanding, LearningReport

__all__ = ["LearnedCard"]


class LearnedCard(Card):
    """Figures with and without learning, the labels of each category, and two buttons."""

    learn_wanted = Signal()
    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.labels = Figure(self.tr("Labels at hand"))
        self.fresh = Figure(self.tr("Not used yet"))
        self.before = Figure(self.tr("Right without learning"))
        self.after = Figure(self.tr("Right with learning"))
        self.reason = label(tone="muted")
        self.reason.setWordWrap(True)
        self.learn = button(self.tr("Learn fro&m them\u2026"))
        self.file = button(self.tr("&Use a file with labels\u2026"))
        self.table = ScrolledTable(
            self.tr("Labels by category"),
            (
                self.tr("Category"),
                self.tr("At hand"),
                self.tr("Used by the last run"),
            ),
        )
        self._arrange()
        self.learn.clicked.connect(self.learn_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.show_standing(None, None)

    def show_standing(
        self, facts: CaseFacts | None, standing: AccuracyStanding | None
    ) -> None:
        """What the last run had learned, and what is at hand now."""
        learned = facts.learned if facts else None
        if standing is None:
            for figure in (self.labels, self.fresh):
                figure.show_figure("\u2013", self.tr("nothing is sorted yet"))
            self._show_learned(None)
            self._show_categories(None, {})
            return
        left_out = standing.left_out
        at_hand = standing.labels_at_hand
        remark = self.tr("of this case and of the memory")
        if left_out:
            said = self.tr("{labels} more name no category of the scheme")
            remark = said.format(labels=known_labels_words(left_out))
        self.labels.show_figure(number(at_hand), remark)
        fresh = facts.new_labels if facts else 0
        unused = self.tr("new or changed since") if fresh else self.tr("all are used")
        self.fresh.show_figure(number(fresh), unused if at_hand or fresh else "")
        self._show_learned(learned)
        used = dict(learned.by_category) if learned is not None and learned.used else {}
        self._show_categories(standing, used)

    def allow(self, facts: CaseFacts | None, *, is_free: bool, why_no_file: str) -> None:
        """What can be done now, or why not."""
        wait = self.tr("Wait until what is running has ended.")
        fresh = facts.new_labels if facts else 0
        why_not = "" if fresh else self.tr("There are no labels that are not used yet.")
        does = self.tr("See what the new labels would change, before they are used")
        enable(self.learn, does, why_not if is_free else wait)
        does = self.tr("Teach the scheme from rows that somebody has sorted already")
        enable(self.file, does, why_no_file if is_free else wait)

    def _show_learned(self, learned: LearningReport | None) -> None:
        dash = "\u2013"
        if learned is None:
            self.before.show_figure(dash, self.tr("not compared"))
            self.after.show_figure(dash, self.tr("not compared"))
            self.reason.setText(
                self.tr("Every correction is a label. From a few in each category on, "
                        "Postroom can learn from them; you see what would change before "
                        "anything does.")
            )  # fmt: skip
            return
        self.reason.setText(told(learned.reason))
        if learned.interval is None:
            self.before.show_figure(dash, self.tr("not compared"))
            self.after.show_figure(dash, self.tr("not compared"))
            return
        self.before.show_figure(share(learned.right_before), self.tr("of the labels"))
        self.after.show_figure(
            right_words(learned.right_after, learned.interval),
            self.tr("each label held out in its turn"),
        )

    def _show_categories(
        self, standing: AccuracyStanding | None, used: Mapping[str, int]
    ) -> None:
        pairs = standing.by_category if standing else ()
        self.table.show_lines(
            [(name, number(count), number(used.get(name, 0))) for name, count in pairs]
        )
        self.table.setVisible(bool(pairs))

    def _arrange(self) -> None:
        title = label(self.tr("What it has learned"), size=TYPE.heading)
        figures = (self.labels, self.fresh, self.before, self.after)
        whole = column(
            title,
            figures_in_pairs(figures),
            self.reason,
            row(self.learn, self.file, None),
            self.table,
            None,
            margin=SPACE.wide,
            spacing=SPACE.normal,
        )
        whole.setStretch(4, 20)
        self.setLayout(whole)
