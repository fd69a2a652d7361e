"""Before documents are summarized: what they are, how long, and what to look for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from app.desktop.language import told
from app.desktop.pieces import button, column, label, number_box, row
from app.desktop.summary_questions import SummaryChoices
from app.desktop.summary_words import clean, pages_words
from app.desktop.theme_checklist import ThemeChecklist
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import SummarizedDocument, SummarySettings

__all__ = ["SummarySetup"]

_WIDTH = 640
_BAR, _FRAME = 16 + 2 * SPACE.section, 60  # a scroll bar and margins; the window's frame
_FEWEST, _MOST = 30, 20_000  # words of a summary
_OWN = "own"
_QUESTIONS = 50
_SHEETS = ("workbook", "table", "archive")  # nothing to read from page to page


class SummarySetup(QDialog):
    """Everything may be left as it is; what a person chose last time is chosen again.

    Args:
        chosen: Keys of the documents that are ticked first; all of them where it is empty.
        parent: The window.
    """

    def __init__(self, chosen: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Summarize \u2013 Postroom"))
        self.setMinimumWidth(min(_WIDTH, self.screen().availableGeometry().width()))
        self._chosen = tuple(chosen)
        self._settings = SummarySettings()
        self._keys: dict[str, int] = {}
        self._locked: frozenset[int] = frozenset()
        self._were_tried = False
        self.purpose = _box(self.tr("Kind of document"))
        self.length = _box(self.tr("Length"))
        self.words = _words(self.tr("Words"))
        self.questions = QPlainTextEdit()
        self.documents = ThemeChecklist(
            self.tr("Documents to summarize"), self.tr("Type to find a document")
        )
        self.documents.line.hide()
        self.reword = QCheckBox(
            self.tr("Let the &language model shorten and join sentences")
        )
        self.recognize = QCheckBox(
            self.tr("&Read every page with text recognition\n(slow; for files with garbled "
                    "text)")
        )  # fmt: skip
        self.problem = label(tone="error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.begin = button(self.tr("&Summarize"), kind="primary")
        self.begin.setDefault(True)
        self.begin.clicked.connect(self.accept)
        self.leave = button(self.tr("&Cancel"))
        self.leave.clicked.connect(self.reject)
        self.length.currentIndexChanged.connect(self._follow)
        self.documents.changed.connect(self._follow)
        self._arrange()
        self._follow()
        self.begin.setFocus()

    def mark_locked(self, documents: Iterable[int], *, tried: bool) -> None:
        """These need a password; ``tried`` where some were given since."""
        self._locked = frozenset(documents)
        self._were_tried = tried

    def show_choices(self, choices: SummaryChoices) -> None:
        """This can be chosen, and this was chosen last time."""
        settings = choices.settings
        self._settings = settings
        self.purpose.clear()
        self.purpose.addItem(self.tr("Find out from the text"), "")
        for key, name in choices.purposes:
            self.purpose.addItem(clean(told(name), 80), key)
        self.purpose.setCurrentIndex(max(self.purpose.findData(settings.purpose), 0))
        self.length.clear()
        for each in choices.lengths:
            said = self.tr("{name}, about {count} words")
            name = clean(told(each.name), 80)
            said = said.format(name=name, count=number(each.words))
            self.length.addItem(said, each.key)
        self.length.addItem(self.tr("Another number of words"), _OWN)
        wanted = _OWN if settings.words else settings.length
        self.length.setCurrentIndex(max(self.length.findData(wanted), 0))
        if settings.words:
            self.words.setValue(settings.words)
        self.questions.setPlainText("\n".join(settings.questions))
        self.reword.setChecked(settings.language_model != "none")
        self.recognize.setChecked(settings.recognize_all)
        self._show_documents([d for d in choices.documents if d.kind not in _SHEETS])
        self._follow()
        self._fit()
        self.begin.setFocus()

    def show_problem(self, what: str, remedy: str) -> None:
        """What can be chosen could not be found out."""
        self.problem.setText(f"{what} {remedy}".strip())
        self.problem.show()
        self._fit()

    @property
    def is_ready(self) -> bool:
        """Whether it is known what can be chosen."""
        return self.length.count() > 0

    @property
    def settings(self) -> SummarySettings:
        """What was asked; settings that are not shown stay as they were."""
        own = self.length.currentData() == _OWN
        typed = (clean(line, 500) for line in self.questions.toPlainText().splitlines())
        asked = tuple(dict.fromkeys(line for line in typed if line))[:_QUESTIONS]
        model = self._settings.language_model
        if not self.reword.isChecked():
            model = "none"
        elif model == "none":
            model = ""
        return replace(
            self._settings,
            purpose=str(self.purpose.currentData() or ""),
            length=self._settings.length if own else str(self.length.currentData()),
            words=self.words.value() if own else 0,
            questions=asked,
            language_model=model,
            recognize_all=self.recognize.isChecked(),
        )

    @property
    def keys(self) -> tuple[int, ...]:
        """The documents that are ticked; none named where it is all of them."""
        ticked = tuple(self._keys[name] for name in self.documents.ticked)
        return () if len(ticked) == len(self._keys) else ticked

    def _show_documents(self, documents: Sequence[SummarizedDocument]) -> None:
        self._keys = {}
        remarks = {}
        for each in documents:
            name, again = clean(each.name, 200) or "?", 2
            while name in self._keys:  # two files of one name
                name, again = f"{clean(each.name, 200)} ({again})", again + 1
            self._keys[name] = each.document
            remarks[name] = f"({pages_words(each.pages)})" if each.pages else ""
            if each.document in self._locked:
                remarks[name] = self.tr("(locked with a password)")
                if self._were_tried:
                    remarks[name] = self.tr("(locked; the passwords given are tried)")
        ticked = [
            name
            for name, key in self._keys.items()
            if not self._chosen or key in self._chosen
        ]
        self.documents.show_names(list(self._keys), ticked, remarks)
        lines = min(max(len(self._keys), 2), 5)
        self.documents.setFixedHeight(lines * (self.fontMetrics().height() + 14) + 12)
        self.documents.line.setVisible(len(self._keys) > 12)
        if len(self._keys) > 12:
            self.documents.setFixedHeight(self.documents.height() + 40)

    def _follow(self) -> None:
        own = self.length.currentData() == _OWN
        self.words.setVisible(own)
        self.begin.setEnabled(bool(self.documents.ticked))

    def _fit(self) -> None:
        """As high as everything in it, but never higher than the screen."""
        arranged = self._inside.layout()
        if arranged is None:
            return
        arranged.activate()
        free = self.screen().availableGeometry()
        # The introduction wraps: only the whole width tells how high it is.
        width = max(_WIDTH, arranged.minimumSize().width() + _BAR)
        width = min(width, free.width() - _FRAME)
        wanted = arranged.totalHeightForWidth(width - _BAR)
        around = self.sizeHint().height() - self._room.sizeHint().height()
        self._room.setMinimumHeight(0)
        self.resize(width, min(wanted + around + 4, free.height() - _FRAME))

    def _arrange(self) -> None:
        says = _remark(
            self.tr("Chooses the sentences that matter from the whole document and finds "
                    "the facts. Every sentence can be checked: it keeps its page and its "
                    "exact words.")
        )  # fmt: skip
        self.questions.setObjectName("written")
        self.questions.setAccessibleName(self.tr("Questions, one a line"))
        self.questions.setPlaceholderText(self.tr("One a line, or none"))
        self.questions.setTabChangesFocus(True)
        self.questions.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 18)
        self._inside = QWidget()
        self._inside.setLayout(
            column(
                *(label(self.tr("Summarize documents"), size=TYPE.heading), says),
                *(SPACE.small, self._form(), self.problem, None),
            )
        )
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self._inside)
        buttons = row(None, self.leave, self.begin)
        whole = column(self._room, buttons, spacing=SPACE.normal)
        whole.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.wide)
        self.setLayout(whole)

    def _form(self) -> QGridLayout:
        checked = _remark(
            self.tr("Each of its sentences is checked against the document; one that fails "
                    "gives way to the exact quotation."),
            size=TYPE.small,
        )  # fmt: skip
        checked.setContentsMargins(23, 0, 0, SPACE.hair)
        form = QGridLayout()
        form.setHorizontalSpacing(SPACE.wide)
        form.setVerticalSpacing(SPACE.normal)
        form.setColumnStretch(1, 1)
        lengths = row(self.length, self.words)
        lengths.setStretch(0, 1)
        titles = (
            (self.tr("&Documents"), self.documents.list, row(self.documents)),
            (self.tr("&Kind"), self.purpose, row(self.purpose)),
            (self.tr("Len&gth"), self.length, lengths),
            (self.tr("&Questions"), self.questions, row(self.questions)),
        )
        for at, (said, buddy, field) in enumerate(titles):
            title = label(said)
            title.setBuddy(buddy)
            title.setContentsMargins(0, 6, 0, 0)
            form.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            form.addLayout(field, at, 1)
        ways = column(self.reword, checked, self.recognize, spacing=0)
        form.addLayout(ways, len(titles), 1)
        return form


def _remark(said: str, size: float = TYPE.normal) -> QLabel:
    made = label(said, tone="muted", size=size)
    made.setWordWrap(True)
    return made


def _words(name: str) -> QSpinBox:
    made = number_box(name, _FEWEST, _MOST)
    made.setSingleStep(50)
    made.setValue(400)
    return made


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made
