"""Summaries in the window: made, read, asked, put right; the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import places
from app.desktop.passwords import PasswordsDialog
from app.desktop.summary_cited import Line
from app.desktop.summary_editing import FactDialog
from app.desktop.summary_page import CHANGED, ONE, SIDE_BY_SIDE, SummaryPage
from app.desktop.summary_setup import SummarySetup
from app.desktop.window import Window
from app.records import (
    Document,
    DocumentState,
    Item,
    Passage,
    Place,
    PostroomError,
    SummarySettings,
)
from tests.desktop.conftest import Answers
from tests.desktop.scripted import Case, Script, ScriptedPostroom
from tests.desktop.scripted_summaries import (
    ASKED_FOR,
    BROKEN,
    KINDS,
    LETTER,
    LETTER_TEXT,
    NAMES,
    NOTICE,
    OLDER,
    SummariesState,
    summarized_state,
)
from tests.desktop.test_accessibility import _letters_are_single, _tab_round, _unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
FACTS, SENTENCES, QUESTIONS, PAGES = range(4)
T = TypeVar("T", bound=QDialog)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def _dialog(qtbot: QtBot, window: Window, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    dialog = next(d for d in window.findChildren(kind) if d.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _setup(qtbot: QtBot, window: Window) -> SummarySetup:
    setup = _dialog(qtbot, window, SummarySetup)
    qtbot.waitUntil(setup.begin.isEnabled)
    return setup


def _copied() -> str:
    return QGuiApplication.clipboard().text()


def _facts(page: SummaryPage) -> dict[str, tuple[Line, ...]]:
    rows = page.reading.facts.cells.rows
    return {f"{cells[0].spoken} {cells[1].parts[0].text}": cells for cells in rows}


def _spoken(page: SummaryPage) -> list[str]:
    return [line.spoken for line in page.reading.sentences.lines.lines]


@pytest.fixture
def state() -> SummariesState:
    return summarized_state()


@pytest.fixture
def water(postroom: ScriptedPostroom, state: SummariesState) -> Case:
    """A case of four documents; what was summarized of them is in ``state``."""
    documents = [
        Document(key=key, name=name, path=name, kind=KINDS[key], state=DocumentState.READ)
        for key, name in NAMES.items()
    ]
    end = len(LETTER_TEXT)
    item = Item(
        key=1,
        document=LETTER,
        place=Place(page=1),
        text=LETTER_TEXT,
        passages=(Passage(start=0, end=end, place=Place(page=1)),),
    )
    case = Case(documents=documents, items=[item], summaries=state)
    path = postroom.default_case_folder / "water.postroom"
    postroom.cases[path] = case
    path.touch()
    return case


@pytest.fixture
def page(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, water: Case
) -> SummaryPage:
    """The screen of a case whose documents were summarized before."""
    path = next(path for path, case in postroom.cases.items() if case is water)
    window.conductor.open_case(path)
    made: SummaryPage = window.conductor.summarizing.page
    qtbot.waitUntil(lambda: made.summary is not None)
    qtbot.waitUntil(made.isVisible)
    return made


# -------------------------------------------------------------------- before and during


def test_without_documents_summarizing_asks_for_files_first(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, answers: Answers
):
    answers.files = (postroom.sample_inbox / "notice.pdf",)
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL_SHIFT)
    setup = _setup(qtbot, window)
    assert setup.focusWidget() is setup.begin
    assert setup.purpose.currentText() == "Find out from the text"
    QTest.keyClick(setup.begin, Qt.Key.Key_Return)
    page = window.conductor.summarizing.page
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.summary is not None and page.summary.whole)
    asked = next(iter(postroom.cases.values())).summaries
    assert asked.wanted == [()]
    assert asked.settings == SummarySettings()


def test_whoever_chooses_no_file_is_asked_nothing_more(window: Window):
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL_SHIFT)
    assert not window.findChildren(SummarySetup)
    assert window.parts.start.isVisible()


def test_what_was_asked_reaches_the_run(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState
):
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL_SHIFT)
    setup = _setup(qtbot, window)
    names = [setup.purpose.itemText(at) for at in range(setup.purpose.count())]
    assert names[1:] == ["Grant notice", "Report", "Letter", "Permit of our office"]
    setup.purpose.setCurrentIndex(4)
    assert not setup.words.isVisible()
    setup.length.setCurrentIndex(setup.length.count() - 1)
    assert setup.words.isVisible()
    setup.words.setValue(275)
    setup.questions.setFocus()
    QTest.keyClicks(setup.questions, "Who signs?")
    QTest.keyClick(setup.questions, Qt.Key.Key_Return)
    QTest.keyClicks(setup.questions, "Who signs?")
    _click(setup.reword)
    setup.documents.list.setFocus()
    QTest.keyClick(setup.documents.list, Qt.Key.Key_Space)
    _click(setup.begin)
    qtbot.waitUntil(lambda: bool(state.wanted))
    assert state.wanted == [(OLDER, LETTER, BROKEN)]
    assert state.settings == SummarySettings(
        purpose="permit", words=275, questions=("Who signs?",), language_model="none"
    )
    qtbot.waitUntil(lambda: window.parts.session.job is None)
    _click(page.again)
    again = _setup(qtbot, window)
    assert again.words.value() == 275
    assert again.questions.toPlainText() == "Who signs?"
    assert not again.reword.isChecked()
    again.reject()


def test_nothing_ticked_nothing_begun(qtbot: QtBot, page: SummaryPage, window: Window):
    _click(page.again)
    setup = _setup(qtbot, window)
    setup.documents.list.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down) * 4:
        QTest.keyClick(setup.documents.list, key)
    assert not setup.begin.isEnabled()
    setup.reject()


def test_a_mistake_in_a_list_of_facts_is_told_in_the_question(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState
):
    state.lists_problem = PostroomError("permit.toml, line 3: no name.", "Give one.")
    _click(page.again)
    setup = _dialog(qtbot, window, SummarySetup)
    qtbot.waitUntil(setup.problem.isVisible)
    assert setup.problem.text() == "permit.toml, line 3: no name. Give one."
    assert not setup.begin.isEnabled()
    assert not page.banner.isVisible()
    setup.reject()


def test_passwords_that_are_given_here_go_to_the_next_summaries(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState, water: Case
):
    broken = water.documents[3]
    water.documents[3] = replace(broken, reason_code="password")
    _click(page.again)
    _click(_setup(qtbot, window).begin)
    qtbot.waitUntil(window.parts.actions.passwords.isEnabled)
    window.parts.actions.passwords.trigger()
    dialog = _dialog(qtbot, window, PasswordsDialog)
    assert dialog.open_button.text() == "&Open and summarize\u2026"
    QTest.keyClicks(dialog.lines[0], "open sesame")
    _click(dialog.open_button)
    _click(_setup(qtbot, window).begin)
    qtbot.waitUntil(lambda: state.passwords == [(), ("open sesame",)])
    qtbot.waitUntil(lambda: window.parts.session.job is None)


class TestARunThatIsWatched:
    @pytest.fixture
    def state(self) -> SummariesState:
        return SummariesState()

    @pytest.fixture
    def begun(
        self, qtbot: QtBot, window: Window, postroom: ScriptedPostroom, water: Case
    ) -> SummaryPage:
        path = next(path for path, case in postroom.cases.items() if case is water)
        window.conductor.open_case(path)
        qtbot.waitUntil(window.parts.actions.places[places.Place.SUMMARIES].isEnabled)
        postroom.script.pause_at = 1
        QTest.keyClick(window, Qt.Key.Key_U, CONTROL)
        made: SummaryPage = window.conductor.summarizing.page
        QTest.keyClick(made.choose, Qt.Key.Key_Space)
        _click(_setup(qtbot, window).begin)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return made

    def test_the_first_screen_is_there_before_the_rest(
        self, qtbot: QtBot, begun: SummaryPage, window: Window, script: Script
    ):
        qtbot.waitUntil(lambda: begun.summary is not None)
        assert script.paused.is_set()
        assert begun.summary is not None
        assert not begun.summary.whole
        assert "first look, more follows" in begun.reading.says.text()
        assert len(_spoken(begun)) == 3
        assert window.parts.strip.isVisible()
        assert window.parts.strip.phase.text() == "Reading documents"
        assert window.parts.strip.left.text() == "about 40 seconds left"
        assert not begun.reading.asking.ask.isEnabled()
        begun.reading.sentences.choose(2)
        script.go_on.set()
        qtbot.waitUntil(lambda: begun.summary is not None and begun.summary.whole)
        assert len(_spoken(begun)) == 10
        assert begun.reading.sentences.currentIndex().row() == 2

    def test_what_came_last_can_be_compared_with_what_came_first(
        self, qtbot: QtBot, begun: SummaryPage, window: Window, script: Script
    ):
        qtbot.waitUntil(lambda: begun.summary is not None)
        assert not begun.modes.isVisible()
        script.go_on.set()
        qtbot.waitUntil(lambda: window.parts.session.job is None)
        qtbot.waitUntil(begun.modes.isVisible)
        qtbot.waitUntil(lambda: len(begun.summarized) == 3)
        begun.modes.choose(CHANGED)
        assert begun.changes.changes is None
        _click(begun.changes.compare)
        qtbot.waitUntil(lambda: begun.changes.changes is not None)
        chosen = (begun.changes.old.currentData(), begun.changes.new.currentData())
        assert chosen == (OLDER, NOTICE)

    def test_stop_ends_it_and_go_on_asks_nothing(
        self,
        qtbot: QtBot,
        begun: SummaryPage,
        window: Window,
        script: Script,
        state: SummariesState,
    ):
        qtbot.waitUntil(lambda: begun.summary is not None)
        _click(window.parts.strip.stop)
        script.go_on.set()
        qtbot.waitUntil(begun.banner.isVisible)
        assert begun.banner.what.text() == "The run was stopped."
        assert begun.summary is not None
        assert begun.summary.whole is False
        assert begun.reading.says.text().endswith("begun; stopped")
        assert begun.says.text() == "0 of 4 documents summarized, 1 begun"
        documents = begun.sidebar.documents.lines.lines
        assert documents[0].spoken.endswith("begun; stopped")
        _click(begun.reading.go_on)
        assert not window.findChildren(SummarySetup)
        qtbot.waitUntil(lambda: begun.summary is not None and begun.summary.whole)
        assert not begun.reading.go_on.isVisible()
        assert state.wanted == [(), ()]

    def test_a_document_that_waits_says_so(
        self, qtbot: QtBot, begun: SummaryPage, script: Script
    ):
        qtbot.waitUntil(lambda: begun.summary is not None)
        begun.sidebar.documents.setFocus()
        _key(Qt.Key.Key_Down)
        assert begun.summary is None
        assert begun.nothing.text() == "This document is not summarized yet."
        script.go_on.set()
        qtbot.waitUntil(lambda: begun.summary is not None)
        assert begun.reading.summary is not None
        assert begun.reading.summary.document == OLDER


def test_a_problem_is_told_on_the_screen_and_what_is_there_stays(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState
):
    state.run_problem = PostroomError("The embedder is missing.", "Install it.")
    _click(page.again)
    _click(_setup(qtbot, window).begin)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.what.text() == "The embedder is missing."
    assert page.summary is not None


# -------------------------------------------------------------------- documents


def test_documents_say_in_words_how_far_they_are(page: SummaryPage):
    said = [line.spoken for line in page.sidebar.documents.lines.lines]
    assert said[0].endswith("amended.pdf, 64 pages \u00b7 summarized")
    assert said[3].endswith("could not be summarized, The file ends in the middle.")
    assert page.says.text() == "3 of 4 documents summarized"


def test_a_document_that_failed_says_why_and_offers_to_try_again(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    page.sidebar.documents.setFocus()
    _key(Qt.Key.Key_End)
    assert page.nothing.text().endswith("The file ends in the middle.")
    _click(page.begin)
    setup = _setup(qtbot, window)
    assert setup.keys == (BROKEN,)
    setup.reject()


def test_the_contents_lead_to_pages_and_to_the_summary(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    page.reading.tabs.choose(page.reading.tabs._views[SENTENCES])
    outline = page.sidebar.outline
    outline.setFocus()
    model = outline.model()
    outline.setCurrentIndex(model.index(1, 0))
    _key(Qt.Key.Key_Left)
    _key(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: (NOTICE, 16, None) in state.marks)
    assert page.evidence.exact.where.text() == "Page 16"
    assert not page.evidence.exact.words.isVisible()
    outline.setCurrentIndex(model.index(1, 0))
    _key(Qt.Key.Key_Right)
    _key(Qt.Key.Key_Down)
    line = page.reading.sentences.current_line
    assert line is not None
    assert line.spoken == "Heading: Who may apply, page 11, printed as 7"


# -------------------------------------------------------------------- facts


def test_what_is_not_stated_and_what_is_contradicted_says_so_in_words(page: SummaryPage):
    facts = _facts(page)
    missing = facts["Cost sharing or match not stated"]
    assert missing[1].parts[0].tone == "muted"
    assert missing[0].cited is None
    first = facts["Deadlines, Application January 15, 2026, 11:59 p.m. Eastern Time"]
    second = facts["Deadlines, Application January 22, 2026"]
    told = (
        (first, "Page 2, printed as ii, says January 22, 2026."),
        (
            second,
            "Page 19, printed as 15, says January 15, 2026, 11:59 p.m. Eastern Time.",
        ),
    )
    for cells, words in told:
        assert [(tag.icon, tag.words) for tag in cells[1].tags] == [("warning", words)]
        assert cells[1].spoken.endswith(f"; {words}")
    assert first[2].chip == "p. 19, printed 15"
    header = page.reading.facts.model()
    titles = [header.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert titles == ["Fact", "What the document says", "Page"]


def test_arrows_in_the_facts_show_the_page_with_the_words_marked(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    table = page.reading.facts
    table.setFocus()
    table.choose(2)
    state.marks.clear()
    _key(Qt.Key.Key_Down)
    quote = "by 11:59 p.m. Eastern\nTime on January 15, 2026"
    qtbot.waitUntil(lambda: (NOTICE, 19, (120, 120 + len(quote))) in state.marks)
    qtbot.waitUntil(lambda: bool(page.evidence.page.paper.marks))
    assert page.evidence.exact.words.toPlainText() == quote
    assert page.evidence.exact.where.text() == "Exact words, page 19, printed as 15"
    assert not page.evidence.exact.reason.isVisible()
    _click(page.evidence.exact.why)
    assert page.evidence.exact.reason.text().endswith("2026-01-15, 23:59, Eastern Time")


def test_of_facts_on_one_page_the_last_one_is_marked_however_fast_one_goes(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    for at in (7, 8, 10, 9):
        page.reading.facts.choose(at)
    qtbot.waitUntil(lambda: (NOTICE, 6, (120, 122)) in state.marks)
    QTest.qWait(50)
    assert state.marks[-1] == (NOTICE, 6, (120, 122))


def test_a_fact_without_a_place_shows_no_page_of_another(qtbot: QtBot, page: SummaryPage):
    at = list(_facts(page)).index("Page limits not stated")
    page.reading.facts.choose(at - 1)
    assert page.evidence.page.isVisible()
    page.reading.facts.choose(at)
    assert not page.evidence.page.isVisible()
    assert page.evidence.copied == ""
    assert page.reading.correct.isEnabled()


def test_a_fact_is_put_right_by_keyboard_and_taken_back(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState
):
    page.reading.facts.setFocus()
    page.reading.facts.choose(4)
    _key(Qt.Key.Key_F2)
    dialog = _dialog(qtbot, window, FactDialog)
    assert dialog.value.text() == "January 22, 2026"
    dialog.value.clear()
    QTest.keyClicks(dialog.value, "withdrawn")
    QTest.keyClick(dialog.value, Qt.Key.Key_Return)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.what.text() == "The fact was put right."
    cells = page.reading.facts.cells.rows[4]
    assert cells[1].parts[0].text == "withdrawn"
    assert cells[1].parts[1].text == "The document says: January 22, 2026"
    assert "Put right by a person" in cells[1].spoken
    assert state.made[NOTICE].facts[3].corrected is None
    assert page.reading.facts.currentIndex().row() == 4
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.reading.facts.setFocus()
    _key(Qt.Key.Key_Z, CONTROL)
    said = "Deadlines is January 22, 2026 again."
    qtbot.waitUntil(lambda: page.banner.what.text() == said)
    assert page.reading.facts.cells.rows[4][1].parts[0].text == "January 22, 2026"
    assert not page.reading.undo.isEnabled()
    assert page.reading.undo.toolTip() == "Nothing was changed here by a person."


def test_nothing_is_kept_where_nothing_was_changed(
    qtbot: QtBot, page: SummaryPage, window: Window, state: SummariesState
):
    page.reading.facts.choose(0)
    _click(page.reading.correct)
    _dialog(qtbot, window, FactDialog).accept()
    QTest.qWait(50)
    assert state.before == {}


# -------------------------------------------------------------------- sentences


@pytest.fixture
def sentences(page: SummaryPage) -> SummaryPage:
    page.reading.tabs.choose(page.reading.tabs._views[SENTENCES])
    page.reading.sentences.setFocus()
    return page


def test_quotations_stand_in_quotation_marks_and_rewording_is_told_in_words(
    sentences: SummaryPage,
):
    lines = sentences.reading.sentences.lines.lines
    assert lines[1].parts[0].text.startswith("\u201cThe Rural Water Office announces the")
    assert lines[1].tags == ()
    assert lines[2].parts[0].text.startswith("About 30 awards")
    assert [tag.words for tag in lines[2].tags] == ["Reworded and checked"]
    assert lines[2].tags[0].icon == "reworded"
    assert lines[2].spoken.endswith("reworded and checked, page 6, printed as 2")
    assert lines[1].chip == "p. 5, printed 1"


def test_next_and_previous_go_from_sentence_to_sentence(
    qtbot: QtBot, sentences: SummaryPage, window: Window
):
    listing = sentences.reading.sentences
    listing.choose(2)
    _key(Qt.Key.Key_Down, CONTROL)
    assert listing.currentIndex().row() == 4  # over the heading
    _key(Qt.Key.Key_Up, CONTROL)
    assert listing.currentIndex().row() == 2
    _click(sentences.reading.forward)
    assert listing.currentIndex().row() == 4
    qtbot.waitUntil(lambda: sentences.evidence.page.where.text() == "Page 11 of 64")


def test_return_shows_the_next_place_that_a_sentence_stands_on(
    qtbot: QtBot, sentences: SummaryPage, state: SummariesState
):
    sentences.reading.sentences.choose(2)
    exact = sentences.evidence.exact
    assert exact.which.text() == "1 of 2"
    _key(Qt.Key.Key_Return)
    assert exact.which.text() == "2 of 2"
    assert exact.words.toPlainText() == "The Office expects to make about 30 awards."
    qtbot.waitUntil(lambda: sentences.evidence.page.where.text() == "Page 7 of 64")
    _key(Qt.Key.Key_Space)
    assert exact.which.text() == "1 of 2"


def test_after_leafing_return_comes_back_to_the_marked_page(
    qtbot: QtBot, sentences: SummaryPage, state: SummariesState
):
    sentences.reading.sentences.choose(1)
    qtbot.waitUntil(lambda: not sentences.evidence.page.paper.is_empty)
    _click(sentences.evidence.page.forward)
    qtbot.waitUntil(lambda: (NOTICE, 6, None) in state.marks)
    sentences.reading.sentences.setFocus()
    _key(Qt.Key.Key_Return)
    assert sentences.evidence.page.where.text() == "Page 5 of 64"
    qtbot.waitUntil(lambda: bool(sentences.evidence.page.paper.marks))


def test_a_sentence_is_copied_with_its_reference(qtbot: QtBot, sentences: SummaryPage):
    sentences.reading.sentences.choose(5)
    _key(Qt.Key.Key_C, CONTROL)
    quoted = (
        "\u201cFor-profit organizations and individuals are not eligible.\u201d "
        "(Rural water grants 2026 amended.pdf, p. 12, printed as 8)"
    )
    assert _copied() == quoted
    sentences.reading.sentences.choose(2)
    _click(sentences.evidence.exact.copy)
    assert _copied() == (
        "About 30 awards will be made out of an estimated $24,000,000. "
        "(Rural water grants 2026 amended.pdf, p. 6, printed as 2)"
    )
    assert sentences.evidence.exact.copy.text() == "Copied"


def test_a_sentence_is_left_out_by_keyboard_and_taken_back(
    qtbot: QtBot, sentences: SummaryPage
):
    before = _spoken(sentences)
    sentences.reading.sentences.choose(5)
    _key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(_spoken(sentences)) == len(before) - 1)
    assert _spoken(sentences) == [*before[:5], *before[6:]]
    _key(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: _spoken(sentences) == before)
    said = sentences.banner.what.text()
    assert said.startswith("There again: \u201cFor-profit organizations")


def test_a_heading_cannot_be_left_out(sentences: SummaryPage, state: SummariesState):
    sentences.reading.sentences.choose(0)
    assert not sentences.reading.drop.isEnabled()
    _key(Qt.Key.Key_Delete)
    assert state.before == {}


# -------------------------------------------------------------------- questions


@pytest.fixture
def asking(page: SummaryPage, window: Window) -> SummaryPage:
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert page.reading.asking.line.hasFocus()
    return page


def _ask(qtbot: QtBot, page: SummaryPage, question: str) -> None:
    before = page.reading.asking.answers.lines.rowCount()
    QTest.keyClicks(page.reading.asking.line, question)
    QTest.keyClick(page.reading.asking.line, Qt.Key.Key_Return)
    answers = page.reading.asking.answers.lines
    qtbot.waitUntil(lambda: answers.rowCount() > before)


def test_a_question_is_answered_by_passages_with_their_pages(
    qtbot: QtBot, asking: SummaryPage, state: SummariesState
):
    assert asking.reading.asking.words.said.startswith("Ask anything.")
    _ask(qtbot, asking, "Is there a match?")
    lines = asking.reading.asking.answers.lines.lines
    assert [line.chip for line in lines] == ["", "p. 13, printed 9", "p. 14, printed 10"]
    assert lines[0].parts[1].text == "87\u00a0% likely to answer it"
    assert asking.reading.asking.line.text() == ""
    assert asking.evidence.exact.where.text() == "Exact words, page 13, printed as 9"
    assert state.asked == [("Is there a match?", (NOTICE,))]


def test_what_the_document_does_not_say_is_said_so(qtbot: QtBot, asking: SummaryPage):
    _ask(qtbot, asking, "Who was the mayor?")
    lines = asking.reading.asking.answers.lines.lines
    assert [line.spoken for line in lines] == [
        "Question: Who was the mayor?",
        "The document does not say.",
    ]
    assert not asking.evidence.page.isVisible()


def test_all_documents_can_be_asked_and_a_question_forgotten(
    qtbot: QtBot, asking: SummaryPage, state: SummariesState
):
    _click(asking.reading.asking.everywhere)
    asking.reading.asking.line.setFocus()
    _ask(qtbot, asking, "Is there a match?")
    assert state.asked == [("Is there a match?", (NOTICE, OLDER, LETTER))]
    said = f"2 of 3 documents say something on it: {NAMES[NOTICE]}, {NAMES[OLDER]}."
    assert asking.banner.what.text() == said
    assert asking.banner.action.text() == f"Op&en {NAMES[OLDER]}"
    asking.reading.asking.answers.setFocus()
    _key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: asking.reading.asking.answers.lines.rowCount() == 0)
    assert state.made[OLDER].answers
    assert asking.banner.isHidden()  # it went with the next thing that was done


def test_a_question_that_fails_is_told_and_stays_in_its_line(
    qtbot: QtBot, asking: SummaryPage, state: SummariesState
):
    state.ask_problem = PostroomError("The embedder is missing.", "Install it.")
    QTest.keyClicks(asking.reading.asking.line, "Why?")
    _click(asking.reading.asking.ask)
    qtbot.waitUntil(asking.banner.isVisible)
    assert asking.banner.what.text() == "The embedder is missing."
    assert asking.reading.asking.line.text() == "Why?"
    assert asking.reading.asking.ask.isEnabled()


# -------------------------------------------------------------------- pages


def test_pages_that_ended_alike_are_one_row_and_none_is_left_out(
    page: SummaryPage, state: SummariesState
):
    page.reading.tabs.choose(page.reading.tabs._views[PAGES])
    rows = [[cell.spoken for cell in cells] for cells in page.reading.ledger.cells.rows]
    assert rows == [
        ["1\u201349", "Read", ""],
        ["50\u201352", "Read by text recognition", "Confidence 86\u00a0%"],
        ["53", "Empty", ""],
        ["54", "Could not be read", "The page is damaged."],
        ["55\u201364", "Read", ""],
    ]
    assert page.reading.ledger.cells.rows[0][0].parts[1].text == "printed: i\u201345"
    how = page.reading.how.text()
    assert "4 drafts of the language model" in how
    assert "Page 54 could not be read, so nothing is said of it." in how


def test_a_page_that_cannot_be_drawn_says_why_in_its_place(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    state.picture_problem = PostroomError("The file has moved.", "Put it back.")
    page.reading.facts.choose(3)
    qtbot.waitUntil(
        lambda: page.evidence.page.says.text() == "The file has moved. Put it back."
    )
    assert not page.banner.isVisible()


def test_a_letter_without_pages_shows_its_text_with_the_words_marked(
    qtbot: QtBot, page: SummaryPage
):
    page.sidebar.documents.setFocus()
    for _ in range(2):
        _key(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.evidence.text.marked_text() == ASKED_FOR)
    assert page.evidence.text.isVisible()
    assert not page.evidence.tabs.isVisible()
    for _ in range(2):
        _key(Qt.Key.Key_Up)
    qtbot.waitUntil(page.evidence.page.isVisible)
    assert page.evidence.tabs.isVisible()


# -------------------------------------------------------------------- several documents


def test_facts_side_by_side_lead_to_the_page_of_their_own_document(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    page.modes.choose(SIDE_BY_SIDE)
    table = page.side_by_side.table
    qtbot.waitUntil(lambda: table.cells.rowCount() > 0)
    names = [cells[0].spoken for cells in table.cells.rows]
    assert names[0] == "Grant notice"
    assert names[4] == "Deadlines, differs"
    assert "Award ceiling, differs" in names
    assert "Award floor" in names
    at = names.index("Award ceiling, differs")
    assert [cell.parts[0].text for cell in table.cells.rows[at][1:]] == [
        "$800,000",
        "$750,000",
        "\u2013",
    ]
    assert table.cells.rows[at][3].spoken == "not asked of this kind"
    assert page.evidence.exact.words.toPlainText() == "RWO-26-004"
    table.setFocus()
    table.choose(at)
    _key(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: any(mark[:2] == (OLDER, 6) for mark in state.marks))
    assert page.evidence.name.accessibleName() == NAMES[OLDER]


@pytest.fixture
def compared(qtbot: QtBot, page: SummaryPage) -> SummaryPage:
    page.modes.choose(CHANGED)
    _click(page.changes.compare)
    qtbot.waitUntil(lambda: page.changes.changes is not None)
    return page


def test_changes_that_matter_come_first_with_the_new_words_in_bold(compared: SummaryPage):
    changes = compared.changes
    assert (changes.old.currentText(), changes.new.currentText()) == (
        NAMES[OLDER],
        NAMES[NOTICE],
    )
    said = "3 changes, 1 that matters  \u00b7  812 sentences in both"
    assert changes.says.text() == said
    lines = changes.list.lines.lines
    assert [line.parts[0].text for line in lines] == [
        "Facts that differ",
        "Award ceiling",
        "Numbers, dates, names or a \u201cnot\u201d changed",
        "Changed  \u00b7  Funding",
        "Other changes",
        "Added  \u00b7  Content and form of the application",
        "Removed  \u00b7  Contacts",
    ]
    matters = lines[3]
    assert [tag.words for tag in matters.tags] == ["Matters"]
    now = matters.parts[-1]
    assert [now.text[a:b] for a, b in now.spans] == ["$800,000"]
    assert "New words: $800,000" in matters.spoken
    before = matters.parts[2]
    assert [before.text[a:b] for a, b in before.spans] == ["$750,000."]
    assert before.struck
    assert not now.struck


def test_a_change_is_looked_at_in_both_documents(
    qtbot: QtBot, compared: SummaryPage, state: SummariesState
):
    listing = compared.changes.list
    listing.setFocus()
    listing.choose(3)
    assert compared.evidence.exact.where.text().startswith("Now: Exact words")
    _key(Qt.Key.Key_Return)
    assert compared.evidence.exact.where.text().startswith("Before: Exact words")
    qtbot.waitUntil(lambda: any(mark[:2] == (OLDER, 6) for mark in state.marks))


def test_coming_back_to_one_document_shows_its_own_page_again(
    qtbot: QtBot, compared: SummaryPage
):
    compared.changes.list.choose(3)
    assert compared.evidence.exact.where.text().startswith("Now")
    compared.modes.choose(ONE)
    assert compared.evidence.exact.words.toPlainText() == "RWO-26-004"
    compared.modes.choose(CHANGED)
    assert compared.evidence.exact.where.text().startswith("Now")


def test_only_what_matters_can_be_looked_at(compared: SummaryPage):
    _click(compared.changes.only)
    assert compared.changes.list.lines.rowCount() == 4
    compared.changes.new.setCurrentIndex(compared.changes.old.currentIndex())
    compared.changes.new.activated.emit(compared.changes.new.currentIndex())
    assert not compared.changes.compare.isEnabled()
    assert compared.changes.words.said == "Choose two different documents."


def test_one_document_alone_offers_nothing_to_compare(
    qtbot: QtBot, window: Window, postroom: ScriptedPostroom, water: Case
):
    water.summaries.made = {NOTICE: water.summaries.made[NOTICE]}
    path = next(path for path, case in postroom.cases.items() if case is water)
    window.conductor.open_case(path)
    page = window.conductor.summarizing.page
    qtbot.waitUntil(lambda: page.summary is not None)
    assert not page.modes.isVisible()
    assert not page.reading.asking.everywhere.isVisibleTo(page)


# -------------------------------------------------------------------- out, and away


def test_summaries_are_exported_with_the_changes_that_were_looked_at(
    qtbot: QtBot,
    compared: SummaryPage,
    answers: Answers,
    state: SummariesState,
    postroom: ScriptedPostroom,
):
    answers.summaries = postroom.default_case_folder / "water.docx"
    window = compared.window()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(compared.banner.isVisible)
    assert state.exported == [(answers.summaries, (NOTICE, OLDER, LETTER), True)]
    assert compared.banner.what.text() == "Saved water.docx."
    _click(compared.banner.action)
    assert answers.shown == [postroom.default_case_folder]


def test_keys_go_to_the_items_and_come_back(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    page.reading.facts.setFocus()
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.parts.desk.isVisible()
    QTest.keyClick(window, Qt.Key.Key_U, CONTROL)
    assert page.isVisible()


def test_the_keys_of_the_items_do_nothing_here(page: SummaryPage, window: Window):
    for action in (window.parts.actions.confirm, window.parts.actions.private):
        assert not action.isEnabled()


def test_another_case_shows_nothing_of_the_one_before(
    qtbot: QtBot, page: SummaryPage, window: Window, postroom: ScriptedPostroom
):
    other = postroom.default_case_folder / "empty.postroom"
    postroom.cases[other] = Case()
    other.touch()
    window.conductor.open_case(other)
    qtbot.waitUntil(window.parts.start.isVisible)
    assert page.summary is None or page.body.currentIndex() == 0
    assert page.documents == ()


def test_text_of_a_document_is_never_taken_for_markup_or_control(
    qtbot: QtBot, page: SummaryPage, state: SummariesState
):
    evil = "<b>bold</b>\u202eevil\x07 " + "x" * 100_000
    made = state.made[OLDER]
    section = replace(made.sections[0], heading=evil)
    state.made[OLDER] = replace(made, title=evil, sections=(section,))
    page.sidebar.documents.setFocus()
    _key(Qt.Key.Key_Down)
    qtbot.waitUntil(
        lambda: page.reading.summary is not None and page.reading.summary.document == OLDER
    )
    assert page.reading.title.text().startswith("<b>bold</b>evil")
    heading = page.reading.sentences.lines.lines[0].parts[0].text
    assert "\u202e" not in heading
    assert len(heading) < 5000


# -------------------------------------------------------------------- everybody


def test_everything_has_a_name_and_a_letter_of_its_own(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    for tab in range(4):
        page.reading.tabs.buttons[tab].click()
        assert _unnamed(window) == []
        assert _letters_are_single(window)
    for mode in (SIDE_BY_SIDE, CHANGED):
        page.modes.choose(mode)
        assert _unnamed(window) == []
        assert _letters_are_single(window)
    page.modes.choose(ONE)
    page.sidebar.documents.choose(3)
    assert _unnamed(window) == []
    assert _letters_are_single(window)


def test_the_question_before_a_run_has_names_and_no_trap(
    qtbot: QtBot, page: SummaryPage, window: Window
):
    _click(page.again)
    setup = _setup(qtbot, window)
    assert _unnamed(setup) == []
    setup.begin.setFocus()
    reached = _tab_round(setup)
    for wanted in (setup.documents.list, setup.purpose, setup.questions, setup.reword):
        assert wanted in reached
    setup.reject()


@pytest.mark.parametrize("tab", range(4))
def test_tab_goes_round_the_screen_without_a_trap(
    qtbot: QtBot, page: SummaryPage, window: Window, tab: int
):
    page.reading.tabs.buttons[tab].click()
    page.reading.view.setFocus()
    shows_page = int(tab != QUESTIONS)  # no question was asked yet
    qtbot.waitUntil(lambda: page.evidence._whole.currentIndex() == shows_page)
    reached = _tab_round(window)
    wanted = [page.sidebar.documents, page.sidebar.outline, page.again]
    if tab != QUESTIONS:
        wanted += [page.reading.view]
    if tab in (FACTS, SENTENCES):
        wanted += [page.evidence.exact.words, page.evidence.exact.copy]
    for each in wanted:
        assert each in reached, each


def test_lines_get_higher_where_there_is_less_room(qtbot: QtBot, sentences: SummaryPage):
    listing = sentences.reading.sentences
    before = listing.visualRect(listing.lines.index(1, 0)).height()
    sentences.inner.setSizes([500, 380])
    qtbot.waitUntil(lambda: listing.visualRect(listing.lines.index(1, 0)).height() > before)


def test_a_case_of_sorted_mail_opens_with_its_items(
    qtbot: QtBot, open_window: Callable[[], Window], postroom: ScriptedPostroom, water: Case
):
    window = open_window()
    water.scheme = postroom.scheme("resident.toml")
    path = next(path for path, case in postroom.cases.items() if case is water)
    window.conductor.open_case(path)
    qtbot.waitUntil(window.parts.desk.isVisible)
    assert window.parts.actions.places[places.Place.SUMMARIES].isEnabled()
