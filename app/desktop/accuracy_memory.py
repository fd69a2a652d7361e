"""What a scheme's memory keeps: looked through, exported, forgotten."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QWidget

from app.desktop.accuracy_cards import Card, ScrolledTable
from app.desktop.accuracy_words import known_labels_words, source_words
from app.desktop.pieces import button, column, enable, label, row
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number, plain_line
from app.records import FoundLabels, Label, Scheme

__all__ = ["MemoryCard"]

# How long after the last key the memory is looked through, in milliseconds.
_PAUSE = 200


class MemoryCard(Card):
    """Words and a category, the newest labels that fit, and what to do with them."""

    looked_for = Signal()
    export_wanted = Signal()
    forget_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[Label, ...] = ()
        self._found = FoundLabels()
        self._why_not = ""
        self.says = label(tone="muted")
        self.says.setWordWrap(True)
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Words to find in the memory"))
        self.words.setPlaceholderText(self.tr("Type to find a label"))
        self.words.setClearButtonEnabled(True)
        self.category = QComboBox()
        self.category.setAccessibleName(self.tr("Category"))
        self.table = self._table()
        self.shown = label(tone="muted", size=TYPE.small)
        self.shown.setWordWrap(True)
        self.save = button(self.tr("E&xport\u2026"))
        self.some = button(self.tr("For&get the chosen\u2026"))
        self.all = button(self.tr("Forget &everything\u2026"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._arrange()
        self._parts: tuple[QWidget, ...] = (
            *(self.words_title, self.words, self.category_title, self.category),
            *(self.table, self.shown, self.save, self.some, self.all),
        )
        self._connect()
        self.show_found(None, FoundLabels())

    @property
    def wanted(self) -> tuple[str, str]:
        """The words and the category that are looked for."""
        return self.words.text().strip(), self.category.currentData() or ""

    @property
    def kept(self) -> int:
        """How many labels the memory keeps."""
        return self._found.kept

    def show_found(self, scheme: Scheme | None, found: FoundLabels) -> None:
        """These labels there are."""
        self._found, self._labels = found, found.labels
        self.says.setText(self._sentence(scheme, found))
        self._show_categories(found)
        self.table.show_lines([self._line(each) for each in found.labels])
        self.shown.setText(self._shown_words(found))
        there = found.kept > 0
        for part in self._parts:
            part.setVisible(there)
        self._follow()

    def allow(self, why_not: str) -> None:
        """Whether the memory can be changed now."""
        self._why_not = why_not
        self._follow()

    def _follow(self) -> None:
        chosen = len(self._chosen())
        nothing = "" if chosen else self.tr("Choose labels in the list first.")
        enable(
            self.some,
            self.tr("Take them out of the memory without a trace"),
            self._why_not or nothing,
        )
        enable(self.all, self.tr("Empty the memory without a trace"), self._why_not)
        enable(self.save, self.tr("Write all labels as a workbook or CSV"), self._why_not)

    def _chosen(self) -> tuple[bytes, ...]:
        lines = sorted({each.row() for each in self.table.selectedIndexes()})
        return tuple(self._labels[at].text_hash for at in lines if at < len(self._labels))

    def _sentence(self, scheme: Scheme | None, found: FoundLabels) -> str:
        if scheme is None:
            return self.tr("No scheme is chosen.")
        if not found.kept:
            said = self.tr("The memory of \u201c{scheme}\u201d is empty. What you "
                           "correct, and what files with labels teach, is kept there; "
                           "every case sorted into the scheme learns from it.")  # fmt: skip
            return said.format(scheme=plain_line(scheme.name))
        said = self.tr("\u201c{scheme}\u201d keeps {labels}, on this computer only. "
                       "Every case that is sorted into it learns from them.")  # fmt: skip
        return said.format(
            scheme=plain_line(scheme.name), labels=known_labels_words(found.kept)
        )

    def _shown_words(self, found: FoundLabels) -> str:
        shown = len(found.labels)
        if shown < found.found:
            said = self.tr("The newest {shown} of {found} are shown; type words to find "
                           "the others.")  # fmt: skip
            return said.format(shown=number(shown), found=number(found.found))
        if not found.found:
            return self.tr("No label fits. Take words away, or choose all categories.")
        return self.tr("{labels} shown.").format(labels=known_labels_words(shown))

    def _show_categories(self, found: FoundLabels) -> None:
        chosen = self.category.currentData()
        self.category.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.category.clear()
        every = self.tr("All categories ({count})").format(count=number(found.kept))
        self.category.addItem(every, "")
        for name, count in found.by_category:
            said = self.tr("{name} ({count})")
            self.category.addItem(
                said.format(name=plain_line(name), count=number(count)), name
            )
        self.category.setCurrentIndex(max(self.category.findData(chosen), 0))
        self.category.blockSignals(False)  # noqa: FBT003 - as above

    def _line(self, each: Label) -> tuple[str, ...]:
        when = QDateTime.fromString(each.at, Qt.DateFormat.ISODate)
        day = QLocale().toString(when.date(), QLocale.FormatType.ShortFormat)
        return (plain_line(each.text), each.category, source_words(each), day)

    def _table(self) -> ScrolledTable:
        titles = (self.tr("Text"), self.tr("Category"), self.tr("From"), self.tr("On"))
        made = ScrolledTable(self.tr("Labels in the memory"), titles, numbers=4)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        return made

    def _forget(self, hashes: tuple[bytes, ...] | None) -> None:
        self.forget_wanted.emit(hashes)

    def _arrange(self) -> None:
        self.words_title = label(self.tr("&Words"), tone="muted")
        self.words_title.setBuddy(self.words)
        self.category_title = label(self.tr("Categor&y"), tone="muted")
        self.category_title.setBuddy(self.category)
        self.category.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.category.setMinimumContentsLength(16)
        finding = row(self.words_title, self.words, self.category_title, self.category)
        finding.setStretch(1, 3)
        finding.setStretch(3, 2)
        whole = column(
            label(self.tr("The memory of the scheme"), size=TYPE.heading),
            self.says,
            finding,
            self.table,
            self.shown,
            row(self.save, None, self.some, self.all),
            None,
            margin=SPACE.wide,
            spacing=SPACE.small,
        )
        whole.setStretch(3, 20)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.looked_for)
        self.words.textChanged.connect(self._pause.start)
        self.category.currentIndexChanged.connect(self.looked_for)
        self.table.itemSelectionChanged.connect(self._follow)
        self.save.clicked.connect(self.export_wanted)
        self.some.clicked.connect(lambda: self._forget(self._chosen()))
        self.all.clicked.connect(lambda: self._forget(None))
