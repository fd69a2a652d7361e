"""Before labels are forgotten: how many, that it is for good, and a way to keep them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.desktop.accuracy_cards import be_tall_enough
from app.desktop.accuracy_words import known_labels_words
from app.desktop.pieces import button, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import plain_line
from app.records import Scheme

__all__ = ["ForgetDialog"]

_WIDTH = 78  # in average characters


class ForgetDialog(QDialog):
    """Return keeps everything; forgetting has to be meant."""

    export_wanted = Signal()

    def __init__(self, scheme: Scheme, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Forget labels \u2013 Postroom"))
        labels = known_labels_words(count)
        title = self.tr("Forget {labels} of \u201c{scheme}\u201d?")
        self.title = label(
            title.format(labels=labels, scheme=plain_line(scheme.name)), size=TYPE.heading
        )
        self.says = label(
            self.tr("What is forgotten leaves the memory without a trace. This cannot be "
                    "undone. What was said of items in a case stays in that case file.")
        )  # fmt: skip
        for said in (self.title, self.says):
            said.setWordWrap(True)
        self.export = button(self.tr("E&xport first\u2026"))
        self.leave = button(self.tr("&Keep"), kind="primary")
        self.leave.setDefault(True)
        self.do = button(self.tr("&Forget"))
        self.export.setToolTip(self.tr("Write all labels of the memory as a workbook"))
        self.export.clicked.connect(self.export_wanted)
        self.leave.clicked.connect(self.reject)
        self.do.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        whole.setSpacing(SPACE.normal)
        whole.addWidget(self.title)
        whole.addWidget(self.says)
        whole.addLayout(row(self.export, None, self.do, self.leave))
        self.leave.setFocus()
        be_tall_enough(self, _WIDTH)
