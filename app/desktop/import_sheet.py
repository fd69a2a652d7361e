"""Before a sheet is used for the first time: how it is read, to be confirmed by Return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.desktop.banner import Banner
from app.desktop.import_sheet_model import (
    LookModel,
    column_box,
    doubt_words,
    fill_box,
    fill_rows,
    fitting,
)
from app.desktop.look import Look
from app.desktop.pieces import button, enable, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import file_name, plain_line
from app.records import Document, SheetChoice, SheetLook

__all__ = ["SheetDialog"]

_WIDE, _HIGH = 940, 580
_TEXT, _OTHER = 72, 26  # widest columns, in average characters


class SheetDialog(QDialog):
    """Sheets of one document or several, each with its rows and its proposed columns.

    Args:
        look: Colours and icons.
        documents: Whose sheets are confirmed.
        parent: The window.
    """

    look_wanted = Signal(int, object)
    passwords_wanted = Signal()

    def __init__(self, look: Look, documents: Sequence[Document], parent: QWidget) -> None:
        super().__init__(parent)
        self.documents = tuple(documents)
        self._looks: dict[int, tuple[SheetLook, ...]] = {}
        self._choices: dict[tuple[int, str | None], SheetChoice] = {}
        self._problems: dict[int, tuple[str, str]] = {}
        self._locked: set[int] = set()
        self._was_ready = False
        self._has_turned = False
        self.setWindowTitle(self.tr("Check the columns \u2013 Postroom"))
        self.resize(_WIDE, max(_HIGH, 24 * self.fontMetrics().height()))
        self.banner = Banner(look)
        self._make_fields()
        self.model = LookModel(look, self)
        self.table = QTableView()
        self.table.setObjectName("lines")
        self.table.setWordWrap(False)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("First rows of the sheet, as they are read"))
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.confirm = button(self.tr("&Use these columns"), kind="primary")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)
        self._arrange()
        self._show()
        self.confirm.setFocus()

    # ---------------------------------------------------------------- what is told

    def show_looks(
        self, key: int, looks: Sequence[SheetLook], kept: Sequence[SheetChoice] = ()
    ) -> None:
        """The sheets of a document, with what was confirmed of them before."""
        self._problems.pop(key, None)
        self._locked.discard(key)
        self._looks[key] = tuple(looks)
        for sheet in looks:
            before = self._choices.get((key, sheet.sheet))
            known = next((one for one in kept if one.sheet == sheet.sheet), before)
            self._choices[key, sheet.sheet] = fitting(known, sheet)
        self._show_if_seen(key)
        self._turn_to_rows()

    def show_problem(self, key: int, what: str, remedy: str = "") -> None:
        """A document cannot be looked into; it will be named among those not read."""
        self._looks[key] = ()
        self._problems[key] = (what, remedy)
        self._show_if_seen(key)
        self._turn_to_rows()

    def _turn_to_rows(self) -> None:
        """Until somebody chose a file, one that has rows to look at is shown."""
        if self._has_turned or self._looks.get(self.document.key) != ():
            return
        keys = [document.key for document in self.documents]
        at = next((at for at, key in enumerate(keys) if self._looks.get(key)), None)
        if at is not None:
            self.file.setCurrentIndex(at)
            self._show()

    def _show_if_seen(self, key: int) -> None:
        if self.document.key == key:
            self._show()
        else:
            self._follow_readiness()

    def confirmed(self) -> tuple[tuple[int, tuple[SheetChoice, ...]], ...]:
        """What the person says, by document.

        Of a sheet that is not proposed and that nobody wanted, nothing is said: the reader
        then tells why it is not read. Of a document that cannot be read there is nothing.
        """
        return tuple(
            (
                key,
                tuple(
                    choice
                    for sheet in looks
                    if (choice := self._choices[key, sheet.sheet]).read
                    or sheet.proposed.read
                ),
            )
            for key, looks in self._looks.items()
        )

    @property
    def locked(self) -> tuple[Document, ...]:
        """The documents that need a password."""
        return tuple(one for one in self.documents if one.key in self._locked)

    def show_locked(self, key: int) -> None:
        """A document needs a password, or another one than was tried."""
        self._locked.add(key)
        self.show_problem(
            key,
            self.tr("This file needs a password."),
            self.tr("Without one it is listed among those that could not be read."),
        )

    @property
    def is_whole(self) -> bool:
        """Whether every document has been looked into."""
        return all(document.key in self._looks for document in self.documents)

    @property
    def document(self) -> Document:
        """The document that is shown."""
        return self.documents[max(0, self.file.currentIndex())]

    @property
    def choice(self) -> SheetChoice:
        """What is said of the sheet that is shown."""
        sheet = self._sheet()
        return self._choices[self.document.key, sheet.sheet] if sheet else SheetChoice()

    # ---------------------------------------------------------------- fields

    def _make_fields(self) -> None:
        self.file = column_box(self.tr("File"))
        for document in self.documents:
            self.file.addItem(plain_line(document.name))
        self.file.activated.connect(self._turn)
        self.sheet = column_box(self.tr("Sheet"))
        self.sheet.activated.connect(self._show_sheet)
        self.read = QCheckBox(self.tr("&Read this sheet"))
        self.read.toggled.connect(lambda is_read: self._say(read=is_read))
        self.header = column_box(self.tr("Row with the headers"))
        self.header.activated.connect(self._change_header)
        self.text = column_box(self.tr("Column with the text"))
        self.text.activated.connect(lambda: self._say(column=self.text.currentData()))
        self.date = column_box(self.tr("Column with the dates"))
        self.date.activated.connect(lambda: self._say(date_column=self.date.currentData()))
        self.private = column_box(self.tr("Column that marks private rows"))
        self.private.activated.connect(
            lambda: self._say(private_column=self.private.currentData())
        )
        self.by = button("", kind="menu", name=self.tr("Columns to group by"))
        self.by_menu = QMenu(self.by)
        self.by.setMenu(self.by_menu)

    def _say(self, **changed: object) -> None:
        sheet = self._sheet()
        if sheet is not None:
            key = (self.document.key, sheet.sheet)
            self._choices[key] = replace(self._choices[key], **changed)  # type: ignore[arg-type]  # by name
            self._follow()

    def _change_header(self) -> None:
        """Another header row: the columns have other names, so all is proposed anew."""
        sheet = self._sheet()
        if sheet is None:
            return
        wanted = SheetChoice(sheet=sheet.sheet, header_row=self.header.currentData())
        del self._choices[self.document.key, sheet.sheet]
        others = tuple(
            self._choices[self.document.key, one.sheet]
            for one in self._looks[self.document.key]
            if one is not sheet
        )
        self._choices[self.document.key, sheet.sheet] = wanted
        self.look_wanted.emit(self.document.key, (*others, wanted))

    def _turn(self) -> None:
        self._has_turned = True
        self.sheet.setCurrentIndex(0)
        self._show()

    # ---------------------------------------------------------------- what is shown

    def _sheet(self) -> SheetLook | None:
        looks = self._looks.get(self.document.key, ())
        at = max(0, self.sheet.currentIndex())
        return looks[at] if at < len(looks) else None

    def _show(self) -> None:
        """The document that is chosen."""
        looks = self._looks.get(self.document.key, ())
        at = max(0, self.sheet.currentIndex())
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for one in looks:
                hidden = self.tr("{sheet} (hidden)") if one.hidden else "{sheet}"
                name = plain_line(one.sheet or self.tr("The only sheet"))
                self.sheet.addItem(hidden.format(sheet=name))
            self.sheet.setCurrentIndex(min(at, len(looks) - 1))
        several = len(looks) > 1
        for widget in (self._sheet_title, self.sheet):
            widget.setVisible(several)
        # The only sheet is read anyway, but for one in which nothing looks like text.
        is_doubtful = any(one.headers and not one.proposed.read for one in looks)
        self.read.setVisible(several or is_doubtful)
        self._show_sheet()

    def _show_problem(self, sheet: SheetLook | None) -> None:
        """Why a document, or a sheet of it, has nothing to confirm."""
        what, remedy = self._problems.get(self.document.key, ("", ""))
        if sheet is not None:
            what, remedy = doubt_words(sheet)
        if what:
            is_locked = self.document.key in self._locked
            enter = (self.tr("&Enter passwords\u2026"), self.passwords_wanted.emit)
            self.banner.say("warning", what, remedy, enter if is_locked else None)
        else:
            self.banner.hide()

    def _show_sheet(self) -> None:
        sheet = self._sheet()
        self._show_problem(sheet)
        headers = sheet.headers if sheet is not None else ()
        fill_box(self.text, "", headers)
        fill_box(self.date, self.tr("None"), headers)
        fill_box(self.private, self.tr("None"), headers)
        fill_rows(self.header, sheet)
        self.by_menu.clear()
        for header in headers:
            action = QAction(plain_line(header).replace("&", "&&"), self.by_menu)
            action.setCheckable(True)
            action.setData(header)
            action.triggered.connect(self._choose_groups)
            self.by_menu.addAction(action)
        self._follow()
        self.table.resizeColumnsToContents()
        for place in range(self.model.columnCount()):
            is_text = headers[place] == self.choice.column
            widest = (_TEXT if is_text else _OTHER) * self.fontMetrics().averageCharWidth()
            self.table.setColumnWidth(place, min(self.table.columnWidth(place), widest))

    def _choose_groups(self) -> None:
        chosen = (one.data() for one in self.by_menu.actions() if one.isChecked())
        self._say(by=tuple(chosen))

    def _follow(self) -> None:
        """The fields show what is said."""
        sheet, choice = self._sheet(), self.choice
        self.model.show_sheet(sheet, choice)
        for box, said in (
            (self.header, choice.header_row),
            (self.text, choice.column),
            (self.date, choice.date_column),
            (self.private, choice.private_column),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(said))
        with QSignalBlocker(self.read):
            self.read.setChecked(choice.read)
        for action in self.by_menu.actions():
            action.setChecked(action.data() in choice.by)
        names = ", ".join(plain_line(header) for header in choice.by)
        self.by.setText((names or self.tr("None")).replace("&", "&&"))
        self.by.setAccessibleDescription(names or self.tr("None"))
        for field in (self.header, self.text, self.date, self.by, self.private):
            field.setEnabled(sheet is not None and choice.read)
        self._follow_readiness()

    def _follow_readiness(self) -> None:
        """What is confirmed must be there, and lead to something."""
        why = ""
        choices = (one for _, sheets in self.confirmed() for one in sheets)
        without = any(one.read and not one.column for one in choices)
        if not self.is_whole:
            why = self.tr("The file is still being looked into.")
        elif without:
            why = self.tr("Choose the column with the text, or leave the sheet out.")
        self.waits.setText(why)
        enable(self.confirm, self.tr("Go on with these columns (Return)"), why)
        if not why and not self._was_ready:
            self._was_ready = True
            self.confirm.setFocus()

    # ---------------------------------------------------------------- layout

    def _arrange(self) -> None:
        several = len(self.documents) > 1
        one = file_name(self.documents[0])
        title = label(
            self.tr("Is this the right text?")
            if several
            else self.tr("Is this the right text in {file}?").format(file=one),
            size=TYPE.heading,
        )
        title.setWordWrap(True)
        says = label(
            self.tr("Postroom has looked at the first rows and proposes what each column "
                    "is. Press Return if it is right."),
            tone="muted",
        )  # fmt: skip
        says.setWordWrap(True)
        self.waits = label(tone="muted")
        self.waits.setWordWrap(True)
        which, choosing = self._which(several=several), self._choosing()
        foot = row(self.waits, self.leave, self.confirm)
        foot.setStretch(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.wide, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.small)
        for each in (title, says, self.banner):
            whole.addWidget(each)
        whole.addLayout(which)
        whole.addLayout(choosing)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)

    def _which(self, *, several: bool) -> QGridLayout:
        """The file and the sheet, where there is more than one."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.small)
        file_title = label(self.tr("F&ile"))
        file_title.setBuddy(self.file)
        self._sheet_title = label(self.tr("&Sheet"))
        self._sheet_title.setBuddy(self.sheet)
        for widget in (file_title, self.file):
            widget.setVisible(several)
        for at, each in enumerate(
            (file_title, self.file, self._sheet_title, self.sheet, self.read)
        ):
            grid.addWidget(each, 0, at)
        grid.setColumnStretch(5, 1)
        return grid

    def _choosing(self) -> QGridLayout:
        """What each column is for."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(SPACE.small)
        fields = (
            (self.tr("&Header row"), self.header),
            (self.tr("&Text"), self.text),
            (self.tr("&Dates"), self.date),
            (self.tr("&Group by"), self.by),
            (self.tr("&Private rows"), self.private),
        )
        for at, (name, field) in enumerate(fields):
            title = label(name)
            title.setBuddy(field)
            line, place = divmod(at, 3)
            grid.addWidget(title, line, 2 * place)
            grid.addWidget(field, line, 2 * place + 1)
        for place in (1, 3, 5):
            grid.setColumnStretch(place, 1)
        return grid
