"""Asking before a model is deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.models_words import size_words
from app.desktop.question_dialog import QuestionDialog
from app.desktop.words import plain_line
from app.records import InstalledModel

__all__ = ["RemoveDialog"]


class RemoveDialog(QuestionDialog):
    """What is deleted, how much room that frees, and how it comes back."""

    def __init__(self, model: InstalledModel, parent: QWidget) -> None:
        super().__init__(self.tr("Remove this model?"), self.tr("&Remove it"), parent)
        said = self.tr(
            "{name} is deleted from this computer. That frees {size}. Items that it has "
            "read stay as they are, and what trials found is kept."
        )
        name = plain_line(model.entry.title)
        self.explain(said.format(name=name, size=size_words(model.entry.size)))
        self.explain(
            self.tr("This cannot be undone. To have it again, install it from its file.")
        )
        self.end()
        self.leave.setFocus()
