"""Every dialog of the window, walked through as its places are."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.accuracy_forgetting import ForgetDialog
from app.desktop.accuracy_teaching import TaughtDialog, TeachDialog
from app.desktop.date_range import DateRange
from app.desktop.import_paste import PasteDialog
from app.desktop.import_sheet import SheetDialog
from app.desktop.import_unread import UnreadDialog
from app.desktop.language import speak
from app.desktop.lesson_dialog import LessonDialog
from app.desktop.look import Look
from app.desktop.models_removing import RemoveDialog
from app.desktop.passwords import PasswordsDialog
from app.desktop.review_keys import KeysDialog
from app.desktop.scheme_examples import DeleteDialog, ExamplesDialog
from app.desktop.settings_licences import LicencesDialog
from app.desktop.settings_storage import CleanUpDialog
from app.desktop.summary_editing import FactDialog
from app.desktop.summary_setup import SummarySetup
from app.desktop.theme_dialogs import MergeDialog, RenameDialog, WriteDialog
from app.desktop.theme_row_dialog import ThemeRowDialog
from app.desktop.theme_setup import ThemeSetup
from app.records import (
    Change,
    Document,
    DocumentState,
    RowFacets,
    RowFilter,
    Theme,
    ThemedRow,
    ThemeSettings,
    ThemesReport,
)
from tests.desktop import walk
from tests.desktop.scripted import REPOSITORY, SCHEME, big_case
from tests.desktop.scripted_accuracy import SHEETS, TAUGHT
from tests.desktop.scripted_imports import look as sheet_look
from tests.desktop.scripted_learning import lesson
from tests.desktop.scripted_summaries import NOTICE, whole
from tests.desktop.scripted_themes import ScriptedThemes, found_state
from tests.desktop.scripted_upkeep import MODELS, STORAGE

SCREEN = (1366, 768)
FILE = Path("labels.xlsx")
LOCKED = Document(
    key=1,
    name="locked.pdf",
    path="locked.pdf",
    state=DocumentState.FAILED,
    reason="It needs a password.",
    reason_code="password",
)
BROKEN = Document(
    key=2,
    name="broken.docx",
    path="broken.docx",
    state=DocumentState.FAILED,
    reason="The file is damaged: its text is missing.",
    reason_code="damaged",
)
FACETS = RowFacets(languages=("en", "es"), first="2024-01-02", last="2024-12-30")


def _report() -> ThemesReport:
    report = ScriptedThemes(found_state(), lambda _at: None, read_only=True).report()
    assert isinstance(report, ThemesReport)
    return report


def _themes() -> tuple[Theme, ...]:
    return tuple(found_state().themes[:3])


def _row() -> ThemedRow:
    case = big_case(3)
    return ThemedRow(document=case.documents[0], item=case.items[0])


def _changes() -> tuple[Change, ...]:
    item = big_case(1).items[0]
    name = SCHEME.categories[1].name
    change = Change(
        item=item.key,
        document="requests.xlsx",
        place="row 3",
        text=item.text,
        before="Other",
        after=name,
        probability=0.8,
    )
    return (change,)


def _sheets(look: Look, parent: QWidget) -> QDialog:
    documents = big_case(3).documents
    made = SheetDialog(look, documents, parent)
    made.show_looks(documents[0].key, (sheet_look(), sheet_look("March")))
    return made


Opens = Callable[[Look, QWidget], QDialog]
DIALOGS: dict[type[QDialog], Opens] = {
    CleanUpDialog: lambda look, parent: CleanUpDialog(STORAGE[-1], parent),
    DateRange: lambda look, parent: DateRange(FACETS, RowFilter(), parent),
    DeleteDialog: lambda look, parent: DeleteDialog("Other", 3, parent),
    ExamplesDialog: lambda look, parent: ExamplesDialog("Other", ("One", "Two"), parent),
    FactDialog: lambda look, parent: FactDialog(whole(NOTICE).facts[0], parent),
    ForgetDialog: lambda look, parent: ForgetDialog(SCHEME, 12, parent),
    KeysDialog: lambda look, parent: KeysDialog(parent),
    LessonDialog: lambda look, parent: LessonDialog(
        look, lesson(_changes(), labels=30, calibrated=True), parent
    ),
    LicencesDialog: lambda look, parent: LicencesDialog(parent),
    MergeDialog: lambda look, parent: MergeDialog(_themes(), parent),
    PasswordsDialog: lambda look, parent: PasswordsDialog(look, (LOCKED,), parent),
    PasteDialog: lambda look, parent: PasteDialog("A pasted letter.", parent),
    RemoveDialog: lambda look, parent: RemoveDialog(MODELS[2], parent),
    RenameDialog: lambda look, parent: RenameDialog(_themes()[:1], parent),
    SheetDialog: _sheets,
    SummarySetup: lambda look, parent: SummarySetup((), parent),
    TaughtDialog: lambda look, parent: TaughtDialog(FILE, TAUGHT, parent, can_learn=True),
    TeachDialog: lambda look, parent: TeachDialog(FILE, SHEETS, SCHEME, parent),
    ThemeRowDialog: lambda look, parent: ThemeRowDialog(look, (_row(),), _report(), parent),
    ThemeSetup: lambda look, parent: ThemeSetup(ThemeSettings(), SCHEME, parent),
    UnreadDialog: lambda look, parent: UnreadDialog(look, (LOCKED, BROKEN), 4, parent),
    WriteDialog: lambda look, parent: WriteDialog(parent),
}


def _dialog_classes() -> Iterator[str]:
    """The names of all classes of dialogs, but for what others are made from."""
    for file in (REPOSITORY / "app" / "desktop").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            bases = node.bases if isinstance(node, ast.ClassDef) else []
            if {ast.unparse(base) for base in bases} & {"QDialog", "QuestionDialog"}:
                assert isinstance(node, ast.ClassDef)
                yield node.name


def test_every_dialog_is_walked_through():
    walked = {kind.__name__ for kind in DIALOGS}
    assert set(_dialog_classes()) - {"QuestionDialog"} - walked == set()


@pytest.fixture
def opened(qtbot: QtBot, look: Look) -> Iterator[Callable[[type[QDialog]], QDialog]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(*SCREEN)
    holder.show()

    def open_one(kind: type[QDialog]) -> QDialog:
        dialog = DIALOGS[kind](look, holder)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.wait(20)
        return dialog

    yield open_one
    for dialog in holder.findChildren(QDialog):
        dialog.close()


KINDS = pytest.mark.parametrize("kind", list(DIALOGS), ids=lambda kind: kind.__name__)
Opened = Callable[[type[QDialog]], QDialog]


@KINDS
def test_a_dialog_can_be_used_without_sight_and_without_a_mouse(
    opened: Opened, kind: type[QDialog]
):
    dialog = opened(kind)
    assert walk.unnamed(dialog) == []
    assert walk.same_names(dialog) == []
    assert walk.told_by_colour(dialog) == []
    assert walk.wrong_roles(dialog) == []
    assert walk.unreached(dialog) == []
    assert walk.unreached_backwards(dialog) == []
    assert walk.doubled_letters(dialog) == []


@KINDS
def test_the_focus_is_seen_in_a_dialog(opened: Opened, kind: type[QDialog]):
    assert walk.unseen_focus(opened(kind)) == []


@KINDS
def test_a_dialog_says_whose_it_is(opened: Opened, kind: type[QDialog]):
    assert "Postroom" in opened(kind).windowTitle()


@KINDS
def test_a_dialog_fits_on_a_small_screen(opened: Opened, kind: type[QDialog]):
    dialog = opened(kind)
    assert [*walk.outside(dialog, *SCREEN), *walk.cut_words(dialog)] == []


@pytest.fixture
def doubled(look: Look) -> Iterator[None]:
    """Text is twice as large as the system's."""
    look.scale(200)
    yield
    look.scale(100)


@KINDS
def test_a_dialog_fits_with_text_of_200_percent(
    doubled: None, opened: Opened, kind: type[QDialog]
):
    dialog = opened(kind)
    assert [*walk.outside(dialog, *SCREEN), *walk.cut_words(dialog)] == []


@KINDS
def test_a_dialog_can_be_used_in_spanish(
    qapp: QApplication, opened: Opened, kind: type[QDialog]
):
    before = QLocale()
    assert speak(qapp, REPOSITORY / "resources" / "translations", "es") == "es"
    try:
        dialog = opened(kind)
        assert walk.doubled_letters(dialog) == []
        assert [*walk.outside(dialog, *SCREEN), *walk.cut_words(dialog)] == []
    finally:
        speak(qapp, REPOSITORY / "resources" / "translations", "en")
        QLocale.setDefault(before)
