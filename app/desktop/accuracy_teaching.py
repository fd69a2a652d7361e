"""Teaching from a file: which column says what, and what became of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from app.desktop.accuracy_cards import be_tall_enough
from app.desktop.accuracy_words import known_labels_words, taught_lines
from app.desktop.figures import FiguresTable
from app.desktop.pieces import button, enable, label, row
from app.desktop.theme_words import rows_words
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import plain_line
from app.records import LabelledColumns, LabelledSheet, Scheme, Taught

__all__ = ["TaughtDialog", "TeachDialog"]

_WIDTH = 92  # in average characters
_SHORT = 12  # lines that need no scrolling
_LINE = 90  # of a cell that is shown, in characters


class TeachDialog(QDialog):
    """The sheet, its text and its label column, and the first rows as they would be taken.

    Args:
        file: Where the labels are.
        sheets: Of the file, with the columns that are proposed.
        scheme: That is taught.
        parent: The window.
    """

    def __init__(
        self,
        file: Path,
        sheets: Sequence[LabelledSheet],
        scheme: Scheme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Use a file with labels \u2013 Postroom"))
        self._file, self._sheets, self._scheme = file, tuple(sheets), scheme
        self.sheet = self._box(self.tr("Sheet"))
        self.text = self._box(self.tr("Column with the text"))
        self.category = self._box(self.tr("Column with the category"))
        self.private = self._box(self.tr("Column that marks private rows"))
        self.rows = FiguresTable(
            self.tr("The first rows"),
            (self.tr("Text"), self.tr("Category")),
            numbers=2,
        )
        self.warning = label(tone="review")
        self.warning.setWordWrap(True)
        self.teach = button(self.tr("&Teach"), kind="primary")
        self.teach.setDefault(True)
        self.teach.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)
        for each in self._sheets:
            self.sheet.addItem(each.name or self.tr("The table"), each.name)
        self._arrange()
        self.sheet.currentIndexChanged.connect(self._show_columns)
        for box in (self.text, self.category, self.private):
            box.currentIndexChanged.connect(self._follow)
        self._choose_sheet()
        self.teach.setFocus()

    @property
    def columns(self) -> LabelledColumns:
        """What was chosen."""
        return LabelledColumns(
            text=self.text.currentData() or "",
            label=self.category.currentData() or "",
            private=self.private.currentData() or "",
            sheet=self.sheet.currentData() or "",
        )

    def _choose_sheet(self) -> None:
        """The first sheet with a text and a label is proposed."""
        good = [at for at, each in enumerate(self._sheets) if each.text and each.label]
        self.sheet.setCurrentIndex(good[0] if good else 0)
        self._show_columns()

    def _show_columns(self) -> None:
        sheet = self._sheets[max(self.sheet.currentIndex(), 0)]
        choose = self.tr("Choose a column")
        none = self.tr("None")
        for box, proposed, first in (
            (self.text, sheet.text, choose),
            (self.category, sheet.label, choose),
            (self.private, sheet.private, none),
        ):
            box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            box.clear()
            box.addItem(first, "")
            for header in sheet.headers:
                box.addItem(plain_line(header), header)
            box.setCurrentIndex(max(box.findData(proposed), 0) if proposed else 0)
            box.blockSignals(False)  # noqa: FBT003 - as above
        self._follow()

    def _follow(self) -> None:
        sheet = self._sheets[max(self.sheet.currentIndex(), 0)]
        chosen = self.columns
        places = {header: at for at, header in enumerate(sheet.headers)}
        lines = [
            (_cell(cells, places.get(chosen.text)), _cell(cells, places.get(chosen.label)))
            for cells in sheet.rows
        ]
        self.rows.show_lines(lines)
        self.rows.be_as_high_as_its_lines()
        why_not = ""
        if not (chosen.text and chosen.label):
            why_not = self.tr("Choose the column with the text and the one with the "
                              "category.")  # fmt: skip
        elif chosen.text == chosen.label:
            why_not = self.tr("Text and category cannot be the same column.")
        enable(
            self.teach, self.tr("Keep these labels in the scheme\u2019s memory"), why_not
        )
        self.warning.setText(why_not or self._unknown(lines))
        self.warning.setVisible(bool(self.warning.text()))
        be_tall_enough(self, _WIDTH)

    def _unknown(self, lines: Sequence[tuple[str, str]]) -> str:
        """That the first rows name categories which the scheme has not."""
        names = {name.casefold() for name in self._scheme.names}
        said = [name for _, name in lines if name]
        missing = dict.fromkeys(name for name in said if name.casefold() not in names)
        if not missing or len(missing) < len(set(said)):
            return ""
        told = self.tr("\u201c{name}\u201d is no category of \u201c{scheme}\u201d. "
                       "Rows like that are left out and counted.")  # fmt: skip
        return told.format(name=next(iter(missing)), scheme=plain_line(self._scheme.name))

    def _box(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        made.setMinimumContentsLength(24)
        return made

    def _arrange(self) -> None:
        title = self.tr("Teach \u201c{scheme}\u201d from {file}").format(
            scheme=plain_line(self._scheme.name), file=plain_line(self._file.name)
        )
        head = label(title, size=TYPE.heading)
        says = label(
            self.tr("Each row gives a text and its category. The file is only read; what "
                    "it teaches is kept in the memory of the scheme, on this computer."),
            tone="muted",
        )  # fmt: skip
        for said in (head, says):
            said.setWordWrap(True)
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE.wide)
        form.setVerticalSpacing(SPACE.small)
        form.setColumnStretch(1, 1)
        fields = [
            (self.tr("&Sheet"), self.sheet),
            (self.tr("Te&xt"), self.text),
            (self.tr("Cate&gory"), self.category),
            (self.tr("&Private rows"), self.private),
        ]
        for at, (name, field) in enumerate(fields):
            if field is self.sheet and len(self._sheets) < 2:
                continue
            shown = label(name)
            shown.setBuddy(field)
            form.addWidget(shown, at, 0)
            form.addWidget(field, at, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.normal)
        for part in (head, says):
            whole.addWidget(part)
        whole.addLayout(form)
        whole.addWidget(self.rows)
        whole.addWidget(self.warning)
        whole.addLayout(row(None, self.leave, self.teach))


class TaughtDialog(QDialog):
    """What became of the rows of a file; accepted where what was taught is to be used."""

    def __init__(
        self, file: Path, taught: Taught, parent: QWidget, *, can_learn: bool
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the file taught \u2013 Postroom"))
        said = self.tr("{labels} taken from {rows} of {file}").format(
            labels=known_labels_words(taught.kept),
            rows=rows_words(taught.rows),
            file=plain_line(file.name),
        )
        self.title = label(said, size=TYPE.heading)
        self.says = label(
            self.tr("They are used once you learn from them, or in the next new case.")
            if taught.kept
            else self.tr("The scheme knows nothing new from it. Below is why."),
            tone="muted",
        )
        for each in (self.title, self.says):
            each.setWordWrap(True)
        self.table = FiguresTable(
            self.tr("What became of the rows"), (self.tr("What"), self.tr("Rows"))
        )
        lines = taught_lines(taught)
        self.table.show_lines(lines)
        if len(lines) <= _SHORT:
            self.table.be_as_high_as_its_lines()
        self.learn = button(self.tr("&Learn from them\u2026"), kind="primary")
        self.leave = button(self.tr("&Close"))
        self.learn.setVisible(can_learn)
        self.learn.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.normal)
        for part in (self.title, self.says, self.table):
            whole.addWidget(part)
        whole.addLayout(row(None, self.leave, self.learn))
        first = self.learn if can_learn else self.leave
        first.setDefault(True)
        first.setFocus()
        be_tall_enough(self, _WIDTH)


def _cell(cells: Sequence[str], at: int | None) -> str:
    if at is None or at >= len(cells):
        return ""
    return plain_line(cells[at])[:_LINE]
