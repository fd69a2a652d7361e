"""Choosing corrected items as examples of a category, and asking before deleting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.desktop.pieces import as_tip
from app.desktop.question_dialog import QuestionDialog
from app.desktop.scheme_words import labels_words

__all__ = ["DeleteDialog", "ExamplesDialog"]

_TEXT = Qt.ItemDataRole.UserRole
_SEEN = 9


class ExamplesDialog(QuestionDialog):
    """Texts that people have put into a category, to be ticked."""

    def __init__(self, category: str, texts: Sequence[str], parent: QWidget) -> None:
        title = parent.tr("Examples for {name}").format(name=category)
        super().__init__(title, self.tr("&Add as examples"), parent)
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for text in texts:
            item = QListWidgetItem(text)
            item.setData(_TEXT, text)
            item.setToolTip(as_tip(text))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setMinimumHeight(_SEEN * (self.fontMetrics().height() + 14))
        self.list.itemChanged.connect(self._follow)
        if texts:
            self.ask_for(self.tr("&Items that people have put into it"), self.list)
            self.list.setCurrentRow(0)
            self.explain(
                self.tr("Items marked private are not offered. An example becomes part of "
                        "the scheme, also where you export it.")
            )  # fmt: skip
        else:
            self.explain(
                self.tr("No item was corrected or confirmed into this category yet that "
                        "could be an example. Review some items first.")
            )  # fmt: skip
        self.end()
        self._follow()

    def chosen(self) -> tuple[str, ...]:
        """The texts that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        ticked = Qt.CheckState.Checked
        return tuple(str(one.data(_TEXT)) for one in items if one.checkState() == ticked)

    def _follow(self) -> None:
        self.do.setEnabled(bool(self.chosen()))


class DeleteDialog(QuestionDialog):
    """Whether a scheme is to go."""

    def __init__(self, name: str, labels: int, parent: QWidget) -> None:
        title = parent.tr("Delete the scheme {name}?").format(name=name)
        super().__init__(title, self.tr("&Delete it"), parent)
        self.explain(self.tr("Cases that were sorted by it keep their results."))
        if labels:
            said = self.tr("What it has learned from {labels} stays on this computer until "
                           "you have it forgotten.")  # fmt: skip
            self.explain(said.format(labels=labels_words(labels)))
        self.explain(self.tr("Ctrl+Z brings it back."))
        self.end()
        self.leave.setFocus()
