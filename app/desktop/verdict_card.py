"""What was decided for an item, above its text."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.desktop import words
from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import IconLabel, as_tip, column, label, restyle, row
from app.desktop.tokens import SPACE, TYPE
from app.records import Document, ResultRow, Status, Verdict

__all__ = ["VerdictCard"]

_TONES = {
    Status.SORTED: "sorted",
    Status.NEEDS_REVIEW: "review",
    Status.FAILED: "failed",
    None: "muted",
}

_NOTED = 200  # characters of a note


class VerdictCard(QFrame):
    """Category, probability, runner-up, status and reason of one item."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self.source = label(tone="muted", size=TYPE.small)
        self.category = label(size=TYPE.heading)
        self.probability = label()
        self.runner_up = label(tone="muted")
        self.status_icon = IconLabel(look, 18)
        self.status = label()
        self.reason = label()
        self.note = label()
        for each in (
            self.source,
            self.category,
            self.probability,
            self.runner_up,
            self.reason,
            self.note,
        ):
            each.setWordWrap(True)
        stands = row(self.status_icon, self.status, None, spacing=6)
        whole = column(
            self.source,
            self.category,
            self.probability,
            self.runner_up,
            SPACE.hair,
            stands,
            self.reason,
            self.note,
            spacing=3,
        )
        whole.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.normal)
        self.setLayout(whole)

    def show_row(self, shown: ResultRow) -> None:
        """This row's verdict is shown."""
        verdict, status = shown.verdict, words.row_status(shown)
        category = verdict.category if verdict else None
        if category is None:
            category = self.tr("No category") if verdict else words.item_title(shown)
        self.category.setText(category)
        source = self._source(shown)
        self._show(self.source, source if source != category else "")
        said = words.probability_words(verdict) if verdict else ""
        self._show(self.probability, said)
        self._show(self.runner_up, self._other(verdict))
        self.status_icon.show_icon(words.row_icon(shown), _TONES[status])
        self.status.setText(words.status_words(status))
        restyle(self.status, "tone", _TONES[status])
        self._show(
            self.reason, words.reason_words(shown) or self._part_reason(shown.document)
        )
        self.show_note(shown.note)

    def show_note(self, note: str) -> None:
        """What a person wrote on the item; as much of it as leaves room for the text."""
        line = " ".join(note.split())
        short = line if len(line) <= _NOTED else f"{line[:_NOTED]}\u2026"
        said = self.tr("Note: {note}").format(note=short) if line else ""
        self._show(self.note, said)
        self.note.setToolTip(as_tip(line) if short != line else "")

    def _other(self, verdict: Verdict | None) -> str:
        """The category that came second; of a corrected item, the one it had before."""
        if verdict is None or not verdict.runner_up:
            return ""
        corrected = verdict.reviewed and verdict.probability is None
        said = self.tr("Before: {category}")
        if not corrected:
            said = self.tr("Runner-up: {category}")
        return said.format(category=verdict.runner_up)

    @staticmethod
    def _show(where: object, text: str) -> None:
        where.setText(text)  # type: ignore[attr-defined]
        where.setVisible(bool(text))  # type: ignore[attr-defined]

    @staticmethod
    def _source(shown: ResultRow) -> str:
        name = words.plain_line(shown.document.name)
        if shown.item is None or shown.item.place.row is None:
            return name
        return f"{name}, {words.place_words(shown.item.place)}"

    def _part_reason(self, document: Document) -> str:
        if not document.reason:
            return ""
        return self.tr("About the document: {reason}").format(reason=told(document.reason))
