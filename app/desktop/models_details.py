"""One model: what it is for, where it stands, and what it was worth on our items."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.models_words import (
    getting_words,
    kind_words,
    languages_words,
    purpose_words,
    size_words,
    source_words,
    state_icon,
    state_words,
    trial_cost_words,
    trial_words,
    trust_words,
)
from app.desktop.pieces import (
    ElidedLabel,
    IconLabel,
    button,
    column,
    enable,
    frame,
    label,
    row,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import plain_line
from app.records import InstalledModel, ModelKind, ModelState, ModelTrial

__all__ = ["ModelDetails"]


class ModelDetails(QWidget):
    """What there is to know of the model that the cursor is on, and what can be done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.model: InstalledModel | None = None
        self.title = _wrapped(label(size=TYPE.heading))
        self._icon = IconLabel(look)
        self.state = label(strong=True)
        self.used = _wrapped(label(tone="muted"))
        self.purpose = _wrapped(label())
        self.getting = _wrapped(label())
        self.getting.setTextInteractionFlags(_SELECTABLE)
        self._facts = QFormLayout()
        self.check = button(self.tr("&Check files"))
        self.folder = button(self.tr("Show fo&lder"))
        self.remove = button(self.tr("Re&move\u2026"))
        self.trying = _Trying()
        self._lay_out()

    def show_model(self, model: InstalledModel, used: str, *, is_checked: bool) -> None:
        """This model is shown.

        Args:
            model: Any of the list.
            used: Whether it is in use, and why.
            is_checked: Whether its files were hashed since the window was opened.
        """
        self.model = model
        self.title.setText(plain_line(model.entry.title) or model.entry.name)
        self._icon.show_icon(*state_icon(model.state))
        self.state.setText(state_words(model, is_checked=is_checked))
        self.used.setText(used)
        self.used.setVisible(bool(used))
        card = told(plain_line(model.entry.card))
        self.purpose.setText(f"{purpose_words(model.entry.kind)}\n\n{card}".strip())
        is_missing = model.state is ModelState.MISSING
        self.getting.setText(getting_words(model))
        self.getting.setVisible(is_missing and not model.entry.imported)
        for each in (self.check, self.folder, self.remove):
            each.setVisible(not is_missing)
        self._show_facts(model)
        is_reader = model.entry.kind is ModelKind.LANGUAGE_MODEL
        self.trying.setVisible(is_reader)

    def allow(self, *, is_free: bool, is_own: bool) -> None:
        """What can be done with the model now."""
        wait = "" if is_free else self.tr("Wait until the work that runs now has ended.")
        enable(
            self.check,
            self.tr("Read all its files and compare them with what is known of them"),
            wait,
        )
        stays = self.tr("It came with Postroom and stays with it.")
        enable(
            self.remove,
            self.tr("Delete it from this computer"),
            wait or ("" if is_own else stays),
        )
        does = self.tr("Open the folder where its file lies")
        enable(self.folder, does, "")

    def _show_facts(self, model: InstalledModel) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        entry = model.entry
        facts = (
            (self.tr("What it does"), kind_words(entry.kind)),
            (self.tr("Size"), size_words(entry.size)),
            (self.tr("Languages"), languages_words(entry.languages)),
            (self.tr("Licence"), plain_line(entry.licence) or self.tr("not known")),
            (self.tr("Where it is from"), source_words(model)),
        )
        for name, value in facts:
            if value:
                said = _wrapped(label(value))
                said.setTextInteractionFlags(_SELECTABLE)
                said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                self._facts.addRow(label(name, tone="muted"), said)
        if model.path:
            path = ElidedLabel()
            path.say(plain_line(str(Path(model.path))))
            self._facts.addRow(label(self.tr("File"), tone="muted"), path)

    def _lay_out(self) -> None:
        self._facts.setHorizontalSpacing(SPACE.section)
        self._facts.setVerticalSpacing(SPACE.hair)
        self._facts.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        states = row(self._icon, self.state, None, spacing=SPACE.small)
        buttons = row(self.check, self.folder, self.remove, None, spacing=SPACE.small)
        whole = column(
            self.title,
            states,
            self.used,
            self.purpose,
            self.getting,
            SPACE.hair,
            self._facts,
            SPACE.hair,
            buttons,
            SPACE.normal,
            self.trying,
            None,
            spacing=SPACE.small,
        )
        whole.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.section)
        self.setLayout(whole)
        self._fit()
        self._look.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setMaximumWidth(round(_WIDEST * self._look.ratio))


class _Trying(QWidget):
    """What a language model was worth on our items, and the button to find it out."""

    def __init__(self) -> None:
        super().__init__()
        self.explained = _wrapped(label(tone="muted"))
        self.why_not = _wrapped(label())
        self.try_it = button(self.tr("&Try it on our items"))
        self._trials = QVBoxLayout()
        self._trials.setSpacing(SPACE.small)
        self.said: list[str] = []
        rule = frame("rule")
        rule.setFixedHeight(1)
        title = label(self.tr("What it is worth on our items"), size=TYPE.heading)
        self.setLayout(
            column(
                rule,
                SPACE.small,
                title,
                self.explained,
                self._trials,
                self.why_not,
                row(self.try_it, None),
                spacing=SPACE.small,
            )
        )

    def show_trials(self, scheme: str, trials: Sequence[ModelTrial]) -> None:
        """These were made, the newest last; each is told in words.

        Args:
            scheme: Name of the scheme whose labels were used.
            trials: Of this model, with the file that stands here.
        """
        while (item := self._trials.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.said = []
        for each in reversed(trials[-_SHOWN:]):
            sentences = (trial_words(each), trust_words(each), trial_cost_words(each))
            self.said.append(" ".join(sentences))
            for at, sentence in enumerate(sentences):
                tone = "muted" if at == len(sentences) - 1 else "text"
                self._trials.addWidget(_wrapped(label(sentence, tone=tone, strong=at == 0)))
        self.explained.setText(
            self.tr(
                "A trial lets it read items that you have decided, and compares. It is "
                "made for the categories of \u201c{scheme}\u201d and changes no item."
            ).format(scheme=plain_line(scheme))
        )

    def allow(self, why_not: str, wait: str) -> None:
        """Whether it can be tried; a reason of its own is written out, not only a tip."""
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))
        does = self.tr("Find out how many items come out right with it and without it")
        enable(self.try_it, does, why_not or wait)


_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_WIDEST = 760
_SHOWN = 3


def _wrapped(made: QLabel) -> QLabel:
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made
