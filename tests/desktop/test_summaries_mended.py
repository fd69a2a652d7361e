"""What readers of the first version stumbled over in the window's summaries."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.folding_bar import FoldingBar
from app.desktop.page_view import lines_of_marks
from app.desktop.passwords import PasswordsDialog
from app.desktop.pieces import row
from app.desktop.questions import Job
from app.desktop.quoted_lines import kept_breaks, with_breaks
from app.desktop.summary_change_lines import are_versions, change_lines
from app.desktop.summary_changes import most_alike
from app.desktop.summary_cited import one_line
from app.desktop.summary_editing import FactDialog
from app.desktop.summary_page import CHANGED, SIDE_BY_SIDE, SummaryPage
from app.desktop.summary_setup import SummarySetup
from app.desktop.summary_telling import answer_lines, fact_rows, summary_lines
from app.desktop.window import Window
from app.desktop.written_dates import is_date
from app.records import (
    Answer,
    Phase,
    SentenceKind,
    Step,
    SummarySection,
    SummarySentence,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)
from tests.desktop.scripted import Case, Script, ScriptedPostroom
from tests.desktop.scripted_summaries import (
    BROKEN,
    LETTER,
    NAMES,
    NOTICE,
    OLDER,
    SummariesState,
    quotation,
    whole,
)
from tests.desktop.test_summaries import _click, _dialog, _key, _setup, page, state, water

__all__ = ["page", "state", "water"]  # fixtures

CONTROL = Qt.KeyboardModifier.ControlModifier


# -------------------------------------------------------------------- locked documents


@pytest.fixture
def locked(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, water: Case
) -> SummaryPage:
    """The document that could not be read is on the screen, and needs a password."""
    water.documents[3] = replace(water.documents[3], reason_code="password")
    path = next(path for path, case in postroom.cases.items() if case is water)
    window.conductor.open_case(path)
    made: SummaryPage = window.conductor.summarizing.page
    qtbot.waitUntil(lambda: made.summary is not None)
    made.sidebar.documents.choose(3)
    return made


def test_a_locked_document_asks_for_its_password_where_it_says_so(
    qtbot: QtBot, locked: SummaryPage, window: Window
):
    assert locked.chosen == BROKEN
    assert locked.begin.accessibleName() == "Give the password\u2026"
    _click(locked.begin)
    dialog = _dialog(qtbot, window, PasswordsDialog)
    QTest.keyClicks(dialog.lines[0], "open sesame")
    _click(dialog.open_button)
    setup = _setup(qtbot, window)
    assert setup.keys == (BROKEN,)
    said = [setup.documents.list.item(at).text() for at in range(4)]
    assert said[0].endswith("(locked; the passwords given are tried)")
    setup.reject()


def test_the_question_before_a_run_marks_locked_documents(
    qtbot: QtBot, locked: SummaryPage, window: Window
):
    _click(locked.again)
    setup = _setup(qtbot, window)
    said = [setup.documents.list.item(at).text() for at in range(4)]
    assert sum(each.endswith("(locked with a password)") for each in said) == 1
    setup.reject()


# -------------------------------------------------------------------- contents and focus


def test_passing_the_contents_with_tab_leaves_the_evidence(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    page.reading.facts.setFocus()
    page.reading.facts.choose(3)
    quote = page.evidence.exact.words.toPlainText()
    page.sidebar.outline.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.sidebar.outline.selectedItems() == [page.sidebar.outline.currentItem()]
    assert page.evidence.exact.words.toPlainText() == quote
    _key(Qt.Key.Key_Down)
    assert page.evidence.exact.where.text().startswith("Page ")
    page.reading.facts.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.evidence.exact.words.toPlainText() == quote


def test_return_in_the_contents_shows_the_page_of_a_heading(page: SummaryPage):
    page.sidebar.outline.setFocus()
    _key(Qt.Key.Key_Return)
    assert page.evidence.exact.where.text() == "Page 5"


# -------------------------------------------------------------------- lines apart

TWO_DATES = "Due by January 15, 2025\nApplication\nDue on February 15, 2025"


TORN = """The
Department of Bridges pays for the repair of every bridge that is
older than its builder said it would become."""
LABELLED = """Issued by: Department of Parks and Rivers, City of Larkhaven
Applications are due by 5:00 p.m. Central Time on March 15, 2027."""
LISTED = "Eligible are:\n\u2022 towns,\n\u2022 counties"
FULL = """A line of a paragraph as wide as the paper has room for it, whatever comes after
Another one that begins with a capital letter because it is a name"""


@pytest.mark.parametrize("quote", [TWO_DATES, LISTED, LABELLED])
def test_lines_stay_apart_where_they_stand_apart(quote: str):
    assert one_line(quote)[0] == quote
    assert with_breaks(" ".join(quote.split()), quote) == quote


@pytest.mark.parametrize("quote", [TORN, FULL])
def test_lines_of_a_paragraph_are_joined(quote: str):
    joined = " ".join(quote.split())
    assert one_line(quote)[0] == joined
    assert with_breaks(joined, quote) == joined


def test_a_divided_word_does_not_move_the_breaks():
    quote = "Grants of the govern-\nment\nDue: May 1\nOffice: Ames"
    mended = "Grants of the government Due: May 1 Office: Ames"
    said = with_breaks(mended, quote)
    assert said == "Grants of the government\nDue: May 1\nOffice: Ames"


def test_of_a_hostile_quotation_only_the_beginning_is_looked_at():
    assert max(kept_breaks("B\n" * 100_000)) < 8000


def test_a_sentence_and_a_passage_show_their_lines():
    source = quotation(TWO_DATES, 3)
    sentence = SummarySentence(
        text=" ".join(TWO_DATES.split()), kind=SentenceKind.QUOTED, source=source
    )
    section = SummarySection(heading="Dates", level=1, page=3, sentences=(sentence,))
    answer = Answer(question="When?", passages=(source,), probability=0.9)
    summary = replace(whole(NOTICE), sections=(section,), answers=(answer,))
    for line in (summary_lines(summary)[1], answer_lines(summary)[1]):
        assert line.parts[0].text == f"\u201c{TWO_DATES}\u201d"
        assert "2025; Application; Due" in line.spoken
        assert line.cited is not None
        assert "2025 / Application / Due" in line.cited.copied


# -------------------------------------------------------------------- side by side, changes


def test_facts_of_another_list_are_not_called_not_stated(qtbot: QtBot, page: SummaryPage):
    page.modes.choose(SIDE_BY_SIDE)
    table = page.side_by_side.table
    qtbot.waitUntil(lambda: table.cells.rowCount() > 0)
    rows = {cells[0].spoken: cells for cells in table.cells.rows}
    assert {"Grant notice", "Letter"} <= set(rows)
    assert [c.spoken for c in rows["Asked for"][1:3]] == ["not asked of this kind"] * 2
    assert rows["Page limits"][1].spoken == "not stated"
    assert rows["Page limits"][3].parts[0].text == "\u2013"
    assert "not asked of this kind" in page.side_by_side.says.text()


def test_nothing_is_compared_before_it_is_asked_for(qtbot: QtBot, page: SummaryPage):
    page.modes.choose(CHANGED)
    QTest.qWait(50)
    assert page.changes.changes is None
    assert page.changes.words.said.endswith("then press Compare.")
    chosen = (page.changes.old.currentData(), page.changes.new.currentData())
    assert chosen == (OLDER, NOTICE)
    _click(page.changes.compare)
    qtbot.waitUntil(lambda: page.changes.changes is not None)
    assert not page.changes.alike.isVisible()


def test_what_a_reader_should_know_of_two_documents_is_told(page: SummaryPage):
    view = page.changes
    view.begin()
    changes = VersionChanges(
        old=(OLDER, "a"), new=(NOTICE, "b"), same=9, notes=("b: It is marked private.",)
    )
    view.show_changes(changes)
    assert view.says.text().endswith("\nb: It is marked private.")


def test_the_two_names_that_are_most_alike_come_first():
    names = [(1, "minutes.docx"), (2, "notice 2027 amended.pdf"), (3, "notice 2027.pdf")]
    assert most_alike(names) == (3, 2)
    assert most_alike(names[:1]) == (1, None)
    assert most_alike(()) == (None, None)


def test_two_that_share_little_are_no_versions_of_one_document():
    added = VersionChange(kind=VersionChangeKind.ADDED, after=quotation("New.", 1))
    changes = VersionChanges(old=(1, "a"), new=(2, "b"), changes=(added,) * 9, same=1)
    assert not are_versions(changes)
    assert are_versions(replace(changes, same=9))


def test_words_that_went_are_struck_out():
    change = VersionChange(
        kind=VersionChangeKind.CHANGED,
        before=quotation("No award is larger than $750,000 a year.", 6),
        after=quotation("No award is larger than $800,000 a year.", 6),
        differing=((25, 32),),
    )
    lines = change_lines(VersionChanges(old=(1, "a"), new=(2, "b"), changes=(change,)))
    before, now = lines[1].parts[2], lines[1].parts[4]
    assert [before.text[a:b] for a, b in before.spans] == ["$750,000"]
    assert (before.struck, now.struck) == (True, False)
    assert "Words gone: $750,000" in lines[1].spoken


# -------------------------------------------------------------------- a run, stopped


def _begin(qtbot: QtBot, page: SummaryPage, window: Window) -> None:
    _click(page.again)
    _click(_setup(qtbot, window).begin)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_escape_neither_stops_a_run_nor_leaves_it(
    qtbot: QtBot, page: SummaryPage, window: Window, script: Script
):
    script.pause_at = 1
    _begin(qtbot, page, window)
    qtbot.waitUntil(script.paused.is_set)
    page.reading.facts.setFocus()
    _key(Qt.Key.Key_Escape)
    assert page.isVisible()
    assert window.parts.strip.stop.isEnabled()
    assert page.again.toolTip().startswith("Wait until the run has ended")
    assert page.again.accessibleDescription() == page.again.toolTip()
    QTest.keyClick(window, Qt.Key.Key_Period, CONTROL)
    assert not window.parts.strip.stop.isEnabled()
    script.go_on.set()
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    qtbot.waitUntil(page.banner.isVisible)
    page.reading.facts.setFocus()
    _key(Qt.Key.Key_Escape)
    assert page.banner.isHidden()
    _key(Qt.Key.Key_Escape)
    assert page.isVisible()


def test_the_strip_says_that_the_language_model_is_on_trial(window: Window):
    strip = window.parts.strip
    strip.begin(Job.SUMMARIZE)
    strip.show_step(Step(phase=Phase.MODEL_CHECK, done=0, total=24, message="known tasks"))
    assert strip.document.accessibleName() == (
        "Trying whether the language model rewords soundly (once, about a minute). "
        "You can stop; the summaries are there."
    )
    strip.begin(Job.SORT)
    strip.show_step(Step(phase=Phase.MODEL_CHECK, done=0, total=24, message="known"))
    assert strip.document.accessibleName() == "known"


def test_what_was_begun_before_goes_on_with_the_settings_it_was_begun_with(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, water: Case
):
    made = water.summaries.made
    made[OLDER] = replace(made[OLDER], whole=False)
    water.summaries.settings = replace(water.summaries.settings, words=222)
    path = next(path for path, case in postroom.cases.items() if case is water)
    window.conductor.open_case(path)
    page = window.conductor.summarizing.page
    qtbot.waitUntil(lambda: page.summary is not None)
    page.choose_document(OLDER)
    qtbot.waitUntil(page.reading.go_on.isVisible)
    _click(page.reading.go_on)
    qtbot.waitUntil(lambda: made[OLDER].whole)
    assert water.summaries.wanted == [(OLDER,)]
    assert water.summaries.settings.words == 222
    assert not window.findChildren(SummarySetup)
    qtbot.waitUntil(lambda: window.parts.session.job is None)


# -------------------------------------------------------------------- page, marks, names


def test_the_page_is_asked_for_larger_and_the_mark_is_in_view(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    page.reading.facts.choose(3)
    view = page.evidence.page
    qtbot.waitUntil(lambda: bool(view.paper.marks))
    before = view.paper.width()
    QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: view.paper.width() > 1.4 * before)
    left, top, _, height = view.paper.marks[0]
    seen = (
        view.room.viewport()
        .rect()
        .translated(
            view.room.horizontalScrollBar().value(), view.room.verticalScrollBar().value()
        )
    )
    assert seen.intersects(QRect(int(left), int(top), 40, int(height)))
    assert view.smaller.isEnabled()
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL)
    qtbot.waitUntil(lambda: view.paper.width() == before)
    assert not view.smaller.isEnabled()


def test_marks_of_words_on_one_line_are_one_even_rectangle():
    words = [(10.0, 100.0, 30.0, 12.0), (44.0, 98.0, 20.0, 15.0), (10.0, 120.0, 9.0, 12.0)]
    lines = lines_of_marks(words)
    assert [line.getRect() for line in lines] == [
        (10.0, 98.0, 54.0, 15.0),
        (10.0, 120.0, 9.0, 12.0),
    ]
    assert len(lines_of_marks([(10.0, 100.0, 30.0, 12.0), (300.0, 100.0, 9.0, 12.0)])) == 2


def test_the_words_of_a_short_quotation_leave_the_room_to_the_page(page: SummaryPage):
    page.reading.facts.choose(0)
    short = page.evidence.exact.words.height()
    page.evidence.exact.words.setPlainText("word " * 400)
    page.evidence.exact._fit()
    assert page.evidence.exact.words.maximumHeight() > short + 20


def test_long_names_are_cut_in_the_middle_and_told_in_full(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    lines = page.sidebar.documents.lines
    assert lines.lines[0].parts[0].elided
    told = lines.data(lines.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert NAMES[NOTICE] in told
    page.modes.choose(SIDE_BY_SIDE)
    table = page.side_by_side.table
    qtbot.waitUntil(lambda: table.cells.rowCount() > 0)
    header = table.cells
    title = header.headerData(1, Qt.Orientation.Horizontal)
    assert "\u2026" in title
    tip = Qt.ItemDataRole.ToolTipRole
    assert header.headerData(1, Qt.Orientation.Horizontal, tip) == NAMES[NOTICE]


# -------------------------------------------------------------------- facts and answers


def test_a_contradiction_is_gone_once_a_person_has_made_them_agree():
    summary = whole(NOTICE)
    facts = tuple(
        replace(fact, corrected="January 22, 2026")
        if fact.value.startswith("January 15")
        else fact
        for fact in summary.facts
    )
    rows = fact_rows(replace(summary, facts=facts))
    other = next(r for r in rows if r[1].parts[0].text == "January 22, 2026" and r[2].chip)
    said = [tag.words for row in rows for tag in row[1].tags]
    assert said == ["Put right by a person"]
    assert other is not None


def test_an_unsure_answer_tells_no_number():
    source = quotation("No cost sharing is required.", 13)
    answers = (
        Answer(question="First?", passages=(source,), probability=0.49),
        Answer(question="Second?", passages=(source,), probability=0.5),
    )
    lines = answer_lines(replace(whole(NOTICE), answers=answers))
    asked = [line for line in lines if line.spoken.startswith("Question")]
    assert [line.parts[0].text for line in asked] == ["First?", "Second?"]
    assert asked[0].parts[1].text == "Perhaps on this:"
    assert asked[1].parts[1].text.startswith("50")


def test_who_else_answers_is_named_and_can_be_opened(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    _click(page.reading.asking.everywhere)
    page.reading.asking.line.setFocus()
    QTest.keyClicks(page.reading.asking.line, "Is there a match?")
    _key(Qt.Key.Key_Return)
    qtbot.waitUntil(page.banner.isVisible)
    _click(page.banner.action)
    qtbot.waitUntil(lambda: page.summary is not None and page.summary.document == OLDER)
    assert page.chosen == OLDER
    assert LETTER in page.summarized


# -------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2027-01-15", True),
        ("2027-01-15 17:00", True),
        ("January 15, 2027, 11:59 p.m. Eastern Time", True),
        ("15 Sept. 2027", True),
        ("3/31/2027", True),
        ("2027-02-30", False),
        ("withdrawn", False),
        ("May 2027", False),
        ("", False),
    ],
)
def test_a_date_is_told_from_other_words(text: str, is_one: bool):  # noqa: FBT001 - a case
    assert is_date(text) is is_one


def test_the_dialog_of_a_date_says_what_is_wanted_and_what_is_no_date(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    page.reading.facts.choose(4)
    page.reading.correct.click()
    dialog = _dialog(qtbot, window, FactDialog)
    assert "2027-01-15 17:00" in dialog.about_date.text()
    dialog.value.setText("withdrawn")
    said = "This is no date: it will not be in the calendar file."
    assert dialog.about_date.text() == said
    assert dialog.value.accessibleDescription() == said
    dialog.reject()
    page.reading.facts.choose(0)
    page.reading.correct.click()
    assert not _dialog(qtbot, window, FactDialog).about_date.isVisible()


# -------------------------------------------------------------------- small screens


def test_the_window_fits_a_small_screen(page: SummaryPage, window: Window):
    assert window.minimumSizeHint().width() < 1024
    assert [each.text() for each in page.more.menu().actions()] == [
        page.again.text(),
        page.save.text(),
    ]
    assert not page.more.isVisible()


def test_a_bar_folds_and_unfolds_with_its_width(qtbot: QtBot):
    holder = QWidget()
    bar = FoldingBar()
    bar.setParent(holder)
    title, save, more = (QPushButton(text) for text in ("A long title", "Save", "M"))
    icon = QToolButton()
    icon.setText("Themes of the case")
    icon.setIcon(holder.style().standardIcon(QStyle.StandardPixmap.SP_FileIcon))
    icon.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    arranged = row(title, save, icon, more)
    bar.setLayout(arranged)
    bar.hide_when_narrow(title, save)
    bar.show_when_narrow(more)
    bar.shrink_when_narrow(icon)
    qtbot.addWidget(holder)
    bar.resize(600, 40)
    holder.show()
    assert (save.isVisible(), more.isVisible()) == (True, False)
    least = bar.minimumSizeHint().width()
    bar.resize(least, 40)
    assert (save.isVisible(), more.isVisible()) == (False, True)
    assert icon.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert arranged.minimumSize().width() <= least + 24
    bar.resize(600, 40)
    assert (save.isVisible(), more.isVisible()) == (True, False)


def test_the_question_before_a_run_never_outgrows_the_screen(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    _click(page.again)
    setup = _setup(qtbot, window)
    font = setup.font()
    font.setPointSizeF(font.pointSizeF() * 3)
    for each in setup.findChildren(QWidget):
        each.setFont(font)
    setup._fit()
    free = setup.screen().availableGeometry()
    assert setup.height() <= free.height()
    assert setup.width() <= free.width()
    assert QApplication.focusWidget() is not None
    assert setup.rect().contains(setup.begin.geometry())
    setup.reject()


# -------------------------------------------------------------------- the start


def test_the_start_offers_three_things_and_says_that_files_come_after(window: Window):
    start = window.parts.start
    for choice in (start.sort, start.themes, start.summarize):
        assert choice.isVisible()
        assert choice.isEnabled()
        assert choice.accessibleDescription() == choice.says
    assert "asks for the files" in start.first.text()


def test_with_documents_the_first_choice_has_the_focus_and_waits(
    qtbot: QtBot, window: Window
):
    start = window.parts.start
    start.drop.dropped.emit((window.parts.postroom.sample_inbox,))
    qtbot.waitUntil(lambda: start.files.rowCount() > 0)
    qtbot.waitUntil(start.sort.hasFocus)
    assert "are here" in start.first.text()
    assert start.listing.view.accessibleName() == "Documents"
    assert window.windowTitle().startswith("Work ")
    QTest.qWait(50)
    assert window.parts.session.job is None
    assert start.isVisible()
    for following in (start.themes, start.summarize, start.scheme):
        _key(Qt.Key.Key_Tab)
        assert following.hasFocus()
