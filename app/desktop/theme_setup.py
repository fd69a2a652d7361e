"""Before themes are looked for: which columns count, and what the rows answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.desktop.pieces import button, label, number_box, row
from app.desktop.theme_checklist import ThemeChecklist
from app.desktop.tokens import SPACE, TYPE
from app.records import Scheme, ThemeSettings

__all__ = ["ThemeSetup"]

_NAME = 30  # characters of the name of a scheme
_WIDTH, _CHARACTERS = 620, 88  # in pixels; with a large text, in average characters
_MOST = 200


class ThemeSetup(QDialog):
    """Everything may be left as it is: Postroom proposes what is left open."""

    def __init__(
        self, settings: ThemeSettings, scheme: Scheme | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find themes \u2013 Postroom"))
        characters = _CHARACTERS * self.fontMetrics().averageCharWidth()
        self._width = max(_WIDTH, characters)
        self.setMinimumWidth(self._width)
        self._settings = settings
        self._scheme = scheme
        self.column = self._header(self.tr("Column with the text"), settings.column)
        self.date = self._header(self.tr("Column with the dates"), settings.date_column)
        self.by = ThemeChecklist(
            self.tr("Columns to break the counts down by"), self.tr("Type to find a column")
        )
        self.by.line.hide()
        self.by_typed = QLineEdit("; ".join(settings.by))
        self.by_typed.setPlaceholderText(self.tr("For example: District; Language"))
        self.by_typed.setAccessibleName(self.tr("Columns to break the counts down by"))
        self.question = QLineEdit(settings.question)
        self.question.setPlaceholderText(self.tr("Leave empty if the rows answer none"))
        self.question.setAccessibleName(self.tr("Question that the rows answer"))
        self.most = number_box(self.tr("Most themes"), 0, _MOST)
        self.most.setSpecialValueText(self.tr("As many as there are"))
        self.most.setValue(settings.most)
        self.from_scheme = QCheckBox()
        self.begin = button(self.tr("&Find themes"), kind="primary")
        self.begin.setDefault(True)
        self.begin.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)
        self._arrange()
        self.show_columns(())
        self.begin.setFocus()

    def show_columns(self, columns: Sequence[str]) -> None:
        """The rows that were read have these columns."""
        for box in (self.column, self.date):
            typed = box.currentText()
            box.clear()
            box.addItems(list(columns))
            box.setEditText(typed)
        self.by.show_names(columns, self._settings.by)
        self.by.setVisible(bool(columns))
        self.by_typed.setVisible(not columns)
        lines = min(max(len(columns), 3), 6)
        self.by.setFixedHeight(lines * (self.fontMetrics().height() + 14) + 12)
        self._by_title.setBuddy(self.by.list if columns else self.by_typed)
        arranged = self.layout()
        if arranged is not None:
            arranged.activate()
            # The introduction wraps: only the whole width tells how high it is.
            self.setMinimumHeight(arranged.totalHeightForWidth(self._width))
        self.adjustSize()

    @property
    def settings(self) -> ThemeSettings:
        """What was asked; settings that are not shown stay as they were."""
        typed = (each.strip() for each in self.by_typed.text().split(";"))
        known = self.by.list.count() > 0
        return replace(
            self._settings,
            column=self.column.currentText().strip(),
            date_column=self.date.currentText().strip(),
            by=self.by.ticked if known else tuple(each for each in typed if each),
            most=self.most.value(),
            question=self.question.text().strip(),
        )

    @property
    def scheme(self) -> Scheme | None:
        """The scheme whose categories are themes too; None for none."""
        return self._scheme if self.from_scheme.isChecked() else None

    def _header(self, name: str, value: str) -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        made.setAccessibleName(name)
        made.setEditText(value)
        line = made.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setPlaceholderText(self.tr("Postroom finds it"))
        return made

    def _offer_scheme(self) -> None:
        """The categories that are chosen can be the first themes."""
        self.from_scheme.setVisible(self._scheme is not None)
        if self._scheme is None:
            return
        name = self._scheme.name
        shown = name if len(name) <= _NAME else name[: _NAME - 1] + "\u2026"
        said = self.tr("Begin with the categories of \u201c{scheme}\u201d")
        self.from_scheme.setText(said.format(scheme=shown.replace("&", "&&")))
        more = self.tr("What fits none of the categories is looked through for more.")
        self.from_scheme.setToolTip(more)
        self.from_scheme.setAccessibleDescription(more)

    def _arrange(self) -> None:
        says = label(
            self.tr("Finds what many rows say, names it, and counts it exactly. Leave open "
                    "what you do not know: Postroom proposes it and says so."),
            tone="muted",
        )  # fmt: skip
        says.setWordWrap(True)
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE.wide)
        form.setVerticalSpacing(SPACE.normal)
        form.setColumnStretch(1, 1)
        self._by_title = label(self.tr("&Break down by"))
        fields = (
            (label(self.tr("&Text column")), self.column),
            (label(self.tr("&Date column")), self.date),
            (self._by_title, self.by),
            (label(self.tr("&Question answered")), self.question),
            (label(self.tr("&Most themes")), self.most),
        )
        for at, (title, field) in enumerate(fields):
            title.setBuddy(field)
            title.setContentsMargins(0, 6, 0, 0)
            form.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            form.addWidget(field, at, 1)
        form.addWidget(self.by_typed, 2, 1)
        self._offer_scheme()
        if self._scheme is not None:
            form.addWidget(self.from_scheme, len(fields), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        whole.addWidget(label(self.tr("Find themes"), size=TYPE.heading))
        whole.addWidget(says)
        whole.addSpacing(SPACE.small)
        whole.addLayout(form)
        whole.addSpacing(SPACE.small)
        whole.addLayout(row(None, self.leave, self.begin))
