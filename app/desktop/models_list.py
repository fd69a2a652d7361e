"""The models below each other: each with its state, and what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal

from app.desktop.look import Look
from app.desktop.models_words import kind_words, size_words, state_icon, state_words
from app.desktop.two_line_list import TwoLineList, TwoLines
from app.desktop.words import plain_line
from app.records import InstalledModel, ModelState

__all__ = ["ModelList"]


class ModelList(TwoLineList):
    """The cursor's model is the one that is shown beside.

    Args:
        look: Draws the states' icons.
    """

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, QCoreApplication.translate("ModelList", "Models"))
        self.currentRowChanged.connect(self._choose)

    @property
    def name(self) -> str:
        """Of the model that the cursor is on; empty for none."""
        return str(self.identity() or "")

    def show_models(
        self, models: Sequence[InstalledModel], used: Mapping[str, str]
    ) -> None:
        """These are listed, those on this computer first; the cursor stays where it was.

        Args:
            models: As the program lists them.
            used: What is to be said of those that are in use, by name.
        """
        before = self.name
        ordered = sorted(models, key=lambda each: each.state is ModelState.MISSING)
        self.show_lines([_lines(each, used.get(each.entry.name, "")) for each in ordered])
        if self.name != before:
            self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self.name)


def _lines(model: InstalledModel, used: str) -> TwoLines:
    title = plain_line(model.entry.title) or model.entry.name
    parts = (used or state_words(model), kind_words(model.entry.kind))
    remark = ", ".join((*parts, size_words(model.entry.size)))
    return TwoLines(
        identity=model.entry.name,
        name=title,
        remark=remark,
        icon=state_icon(model.state),
        spoken=f"{title}. {remark}",
        tip=f"{title}\n{remark}",
    )
