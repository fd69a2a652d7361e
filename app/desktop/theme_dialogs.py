"""Small questions about themes: a name and a description, which to merge, a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.desktop.pieces import label
from app.desktop.question_dialog import QuestionDialog
from app.desktop.theme_words import rows_words
from app.records import Theme, ThemeEdit, ThemeEditKind

__all__ = ["MergeDialog", "RenameDialog", "WriteDialog"]

_LISTED = 8


class RenameDialog(QuestionDialog):
    """Another name and description for a theme, or another name for a group."""

    def __init__(
        self, themes: Sequence[Theme], parent: QWidget, *, group: bool = False
    ) -> None:
        title = parent.tr("Rename the group") if group else parent.tr("Rename the theme")
        super().__init__(title, self.tr("&Keep it"), parent)
        self._theme = themes[0]
        self._group = group
        self.name = QLineEdit(self._theme.group if group else self._theme.name)
        self.name.selectAll()
        self.name.textChanged.connect(self._follow)
        self.description = _several(self._theme.description)
        self.ask_for(self.tr("&Name"), self.name)
        if not group:
            self.ask_for(self.tr("&Description"), self.description)
        self.end()
        self.name.setFocus()

    def edits(self) -> tuple[ThemeEdit, ...]:
        """What was changed; nothing where all is as before."""
        name = self.name.text().strip()
        description = self.description.toPlainText().strip()
        keys = (self._theme.key,)
        before = self._theme.group if self._group else self._theme.name
        made = []
        if name != before:
            kind = ThemeEditKind.RENAME
            made.append(ThemeEdit(kind=kind, themes=keys, name=name, group=self._group))
        if not self._group and description != self._theme.description:
            kind = ThemeEditKind.DESCRIBE
            made.append(ThemeEdit(kind=kind, themes=keys, description=description))
        return tuple(made)

    def _follow(self) -> None:
        self.do.setEnabled(bool(self.name.text().strip()))


class MergeDialog(QuestionDialog):
    """Under which name several themes go on as one."""

    def __init__(self, themes: Sequence[Theme], parent: QWidget) -> None:
        title = parent.tr("Merge {count} themes").format(count=len(themes))
        super().__init__(title, self.tr("&Merge"), parent)
        self._themes = sorted(themes, key=lambda theme: (-theme.size, theme.key))
        shown = self._themes[:_LISTED]
        lines = [f"\u2022 {theme.name}, {rows_words(theme.size)}" for theme in shown]
        if more := len(self._themes) - len(shown):
            lines.append(self.tr("and {count} more").format(count=more))
        listed = label("\n".join(lines))
        listed.setWordWrap(True)
        self._whole.addWidget(listed)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems([theme.name for theme in self._themes])
        self.name.editTextChanged.connect(self._follow)
        self.ask_for(self.tr("&Name of the theme that they become"), self.name)
        line = self.name.lineEdit()
        if line is not None:
            line.setAccessibleName(self.name.accessibleName())
        self.end()
        self.name.setFocus()

    def edits(self) -> tuple[ThemeEdit, ...]:
        """The merge; the theme whose name is kept gives its key."""
        name = self.name.currentText().strip()
        ordered = sorted(self._themes, key=lambda theme: theme.name != name)
        keys = tuple(theme.key for theme in ordered)
        return (ThemeEdit(kind=ThemeEditKind.MERGE, themes=keys, name=name),)

    def _follow(self) -> None:
        self.do.setEnabled(bool(self.name.currentText().strip()))


class WriteDialog(QuestionDialog):
    """A theme of one's own: a name, a description, and texts that belong in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.tr("Write a theme"), self.tr("&Add it"), parent)
        self.name = QLineEdit()
        self.description = _several("")
        self.examples = _several("")
        self.examples.setFixedHeight(5 * self.fontMetrics().height() + 16)
        self.name.textChanged.connect(self._follow)
        self.description.textChanged.connect(self._follow)
        self.examples.textChanged.connect(self._follow)
        self.ask_for(self.tr("&Name"), self.name)
        self.ask_for(self.tr("&Description"), self.description)
        self.ask_for(self.tr("E&xamples, one on a line"), self.examples)
        self.explain(
            self.tr("A description or an example is needed. Rows are looked for when you "
                    "assign rows to the themes.")
        )  # fmt: skip
        self.end()
        self._follow()
        self.name.setFocus()

    def edits(self) -> tuple[ThemeEdit, ...]:
        """The new theme."""
        lines = (line.strip() for line in self.examples.toPlainText().splitlines())
        return (
            ThemeEdit(
                kind=ThemeEditKind.WRITE,
                name=self.name.text().strip(),
                description=self.description.toPlainText().strip(),
                examples=tuple(line for line in lines if line),
            ),
        )

    def _follow(self) -> None:
        told = self.description.toPlainText() + self.examples.toPlainText()
        self.do.setEnabled(bool(self.name.text().strip() and told.strip()))


def _several(text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setObjectName("written")
    made.setTabChangesFocus(True)
    made.setFixedHeight(3 * made.fontMetrics().height() + 16)
    return made
