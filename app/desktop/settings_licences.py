"""What the program is made of, with the licence of each part."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QListWidget, QPlainTextEdit, QWidget

from app.desktop.pieces import button, column, label, row
from app.desktop.tokens import SPACE, TYPE
from app.records import Library

__all__ = ["LicencesDialog"]

_SIZE = (860, 560)


class LicencesDialog(QDialog):
    """The parts at the left; the licence of the chosen one at the right."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Libraries and licences \u2013 Postroom"))
        self._libraries: tuple[Library, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("Parts of the program"))
        self.list.currentRowChanged.connect(self._choose)
        self.text = QPlainTextEdit()
        self.text.setObjectName("written")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self.says = label(
            self.tr("Reading what the program is made of\u2026"), tone="muted"
        )
        both = row(spacing=SPACE.normal)
        both.addWidget(self.list, 2)
        both.addWidget(self.text, 3)
        close = button(self.tr("&Close"), kind="primary")
        close.clicked.connect(self.accept)
        title = label(self.tr("What Postroom is made of"), size=TYPE.heading)
        whole = column(title, self.says, both, row(None, close), spacing=SPACE.small)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.resize(*_SIZE)

    @property
    def library(self) -> Library | None:
        """The one that is chosen."""
        at = self.list.currentRow()
        return self._libraries[at] if 0 <= at < len(self._libraries) else None

    def show_libraries(self, libraries: tuple[Library, ...]) -> None:
        """These are the parts."""
        self._libraries = libraries
        self.says.setText(
            self.tr("Others have made these parts and let everybody use them.")
        )
        for each in libraries:
            named = f"{each.name} {each.version}".strip()
            self.list.addItem(f"{named} \u2013 {each.licence}" if each.licence else named)
        if libraries:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def show_licence(self, library: Library, text: str) -> None:
        """This is the licence of a part; it is shown if that is still the chosen one."""
        if library == self.library:
            self.text.setPlainText(text)

    def _choose(self) -> None:
        self.text.clear()
        if self.library is not None:
            self.wanted.emit(self.library)
