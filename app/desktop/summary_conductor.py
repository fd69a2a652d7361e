"""Summaries from the first question to the exported file; jobs go to the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSplitter

from app.desktop.language import told
from app.desktop.parts import Parts
from app.desktop.pieces import enable
from app.desktop.places import Place
from app.desktop.questions import About, CaseFacts, Job, JobEnd, Problem
from app.desktop.screens import Screen
from app.desktop.summary_done_words import answering, done_words
from app.desktop.summary_exporting import SummaryExporting
from app.desktop.summary_questions import (
    AskDocuments,
    ChangesAsked,
    ChangesRead,
    FactTableAsked,
    FactTableRead,
    PageTextRead,
    SummariesAsked,
    SummariesDone,
    SummariesRead,
    Summarize,
    SummaryAsked,
    SummaryChoices,
    SummaryChoicesAsked,
    SummaryPictureAsked,
    SummaryPictureDrawn,
    SummaryRead,
)
from app.desktop.summary_words import clean, wait_words
from app.records import Summary

if TYPE_CHECKING:
    from app.desktop.summary_editing import SummaryEditing
    from app.desktop.summary_page import SummaryPage
    from app.desktop.summary_setup import SummarySetup

__all__ = ["SUMMARY_JOBS", "Summarizing"]

SUMMARY_JOBS = (Job.SUMMARIZE, Job.EXPORT_SUMMARIES)

# How often a run is looked at for what there is to show, in milliseconds.
_LOOK = 300


class Summarizing(Screen):
    """The screen of summaries, its actions, and what is asked before a run.

    Args:
        parts: Of the window.
    """

    place = Place.SUMMARIES
    files_wanted = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._editing: SummaryEditing | None = None
        self._setup: SummarySetup | None = None
        self._waits_for_files = False
        self._states: dict[int, str] = {}
        self._is_asking = False
        self._choices: SummaryChoices | None = None
        self._wish: Summarize | None = None
        self._exporting = SummaryExporting(parts)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK)
        self._looking.timeout.connect(self._ask_documents)
        self._connect()

    def make_page(self) -> SummaryPage:
        """The screen, with whoever edits on it."""
        from app.desktop.summary_editing import SummaryEditing  # noqa: PLC0415 - as below
        from app.desktop.summary_page import SummaryPage  # noqa: PLC0415 - when wanted

        made = SummaryPage(self._parts.look)
        self._editing = SummaryEditing(made)
        self._connect_page(made, self._editing)
        return made

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """The documents, the summary, and the page it stands on."""
        return (("summaries", self.page.splitter), ("summary", self.page.inner))

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case."""
        super().begin_case(facts)
        self._states = {}
        self._is_asking = False
        self._choices = self._wish = None
        if self.is_made:
            self.page.forget()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Documents can be summarized once there are any, and summaries seen once made."""
        super().follow(facts, is_free=is_free)
        self._parts.actions.summarize.setEnabled(is_free)
        if not self.is_made or self._editing is None:
            return
        page, wait = self.page, "" if is_free else wait_words()
        made = facts is not None and facts.has_summaries
        enable(page.again, self.tr("Choose what to summarize and how"), wait)
        enable(page.begin, "", wait)
        enable(page.choose, "", wait)
        enable(page.reading.go_on, page.reading.goes_on, wait)
        saves = self.tr("Word, PDF, Markdown, JSON, workbook or calendar (Ctrl+E)")
        nothing = "" if made else self.tr("There is no summary to export yet.")
        enable(page.save, saves, wait or nothing)
        locked = facts.locked if facts is not None else ()
        page.follow(
            frozenset(each.key for each in locked),
            is_running=self._parts.session.job is Job.SUMMARIZE,
        )
        self._follow_editing()

    def why_not(self) -> str:
        """There are summaries of documents only."""
        if self._facts is None or not self._facts.documents:
            return self.tr("Add documents at the start first.")
        return ""

    def enter(self) -> None:
        """The summaries are read; before there are any, it is said how to make them."""
        page = self.page
        page.reading.view.setFocus()
        running = self._parts.session.job is Job.SUMMARIZE
        if self._facts is not None and (self._facts.has_summaries or running):
            if not page.documents and not running:
                page.show_waiting(self.tr("Reading the summaries of this case."))
            self._ask_documents()
        else:
            page.show_nothing_yet()
            page.choose.setFocus()

    def kept_place(self) -> str:
        """The document that is shown."""
        return str(self.page.chosen or "")

    def return_to(self, kept: str) -> None:
        """The document is shown again once the summaries are read."""
        self.page.chosen = int(kept) if kept.isdigit() else 0

    def can_export(self) -> bool:
        """There is something to write once a summary is made."""
        return self.is_open and self._facts is not None and self._facts.has_summaries

    def undo_words(self) -> str:
        """The last change of the summary that is shown."""
        undo = self.page.reading.undo if self.is_made else None
        can = undo is not None and undo.isEnabled() and undo.isVisibleTo(self.page)
        return self.tr("the last change of the summary") if can else ""

    def undo(self) -> None:
        """The last change of the summary is taken back."""
        if self._editing is not None:
            self._editing.undo()

    def search(self) -> None:
        """The line for questions has the focus."""
        self.page.ask()

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many lines."""
        self.page.go_on(by)

    # ---------------------------------------------------------------- jobs

    def ask_setup(self) -> None:
        """What the documents are and how long; where there are none, for files first."""
        if not self._is_free or self._setup is not None:
            return
        if self._facts is None or not self._facts.documents:
            files = self._parts.choosers.files()
            self._waits_for_files = bool(files)
            if files:
                self.files_wanted.emit(files)
            return
        from app.desktop.summary_setup import SummarySetup  # noqa: PLC0415 - as the page

        chosen: tuple[int, ...] = ()
        if self.is_open and self.page.chosen and not self.page.summary:
            chosen = (self.page.chosen,)
        locked = {each.key for each in self._facts.locked}
        dialog = SummarySetup(chosen, self._parts.window)
        dialog.mark_locked(locked, tried=bool(self._parts.session.passwords))
        self._setup = dialog
        dialog.accepted.connect(lambda: self._summarize(dialog))
        dialog.finished.connect(self._forget_setup)
        self._parts.session.ask(SummaryChoicesAsked())
        dialog.open()

    def take_files(self) -> bool:
        """Whether files were added to be summarized, and the question was asked."""
        waited, self._waits_for_files = self._waits_for_files, False
        if waited:
            self.ask_setup()
        return waited

    def export(self) -> None:
        """The summaries are written where the person says."""
        if self._facts is not None and self.page.save.isEnabled():
            self._exporting.ask(self.page, self._facts.path.stem)

    def take_end(self, end: JobEnd) -> bool:
        """A job on summaries has ended."""
        if end.job is Job.EXPORT_SUMMARIES and not end.failed:
            self._exporting.tell(self.page, end)
        elif end.job is Job.SUMMARIZE:
            self._take_run_end(end)
        return end.job in SUMMARY_JOBS

    def _take_run_end(self, end: JobEnd) -> None:
        self._looking.stop()
        self._states, self._is_asking = {}, False  # a run may put whole in place of whole
        self._ask_documents()
        self.page.changes.forget()
        if not self.page.summarized:
            self.page.show_nothing_yet()
        if end.stopped:
            again = (self.tr("Go &on"), self._go_on)
            kept = self.tr("What is there stays; the same settings go on where it stopped.")
            self.page.banner.say("info", self.tr("The run was stopped."), kept, again)

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong is said beside what it is about."""
        is_ours = problem.about is About.SUMMARIES
        if is_ours:
            self._show_problem(problem)
        return is_ours

    def _show_problem(self, problem: Problem) -> None:
        self._is_asking = False
        if self._setup is not None and not self._setup.is_ready:
            self._setup.show_problem(told(problem.what), told(problem.remedy))
            return
        page = self.page
        if problem.token:
            what, remedy = told(problem.what), told(problem.remedy)
            page.evidence.take_problem(problem.token, what, remedy)
            return
        page.reading.asking.show_busy(busy=False)
        if not page.documents and self._parts.session.job is None:
            page.show_nothing_yet()
        page.banner.say("error", problem.what, problem.remedy)

    def _go_on(self) -> None:
        """What was stopped goes on as it was begun, without a question."""
        if self._wish is not None:
            self._run(self._wish)
        elif self._choices is not None:
            begun = [d.document for d in self.page.documents if d.state == "first"]
            settings = self._choices.settings
            self._run(Summarize(settings=settings, documents=tuple(begun)))
        else:
            self.ask_setup()

    def _summarize(self, dialog: SummarySetup) -> None:
        self._run(Summarize(settings=dialog.settings, documents=dialog.keys))

    def _run(self, wish: Summarize) -> None:
        if not self._is_free:
            return
        self._wish = wish
        self.page.banner.hide()
        self._show()
        if not self.page.summarized:
            self.page.show_waiting(
                self.tr("Postroom reads the documents. A first look at each appears "
                        "here as soon as it is there, more follows.")
            )  # fmt: skip
        self._states = {}
        self._looking.start()
        passwords = self._parts.session.passwords
        self._parts.session.work_on_summaries(replace(wish, passwords=passwords))

    def _forget_setup(self) -> None:
        if self._setup is not None:
            self._setup.deleteLater()
            self._setup = None

    # ---------------------------------------------------------------- what is told

    def _show(self) -> None:
        self._parts.screens.setCurrentWidget(self.page)
        self.page.reading.view.setFocus()
        self.opened.emit()

    def _ask_documents(self) -> None:
        if self._facts is not None and not self._is_asking:
            self._is_asking = True
            self._parts.session.ask(SummariesAsked(case=self._facts.path))

    def _ask_summary(self, document: int) -> None:
        if self._facts is not None:
            question = SummaryAsked(case=self._facts.path, document=document)
            self._parts.session.ask(question)

    def _take_documents(self, read: SummariesRead) -> None:
        self._is_asking = False
        page = self.page
        states = {each.document: each.state for each in read.documents}
        changed = states != self._states or read.documents != page.documents
        before, self._states = self._states, states
        if changed:
            page.show_documents(read.documents)
        chosen = page.chosen
        if chosen in page.summarized and before.get(chosen) != states.get(chosen):
            self._ask_summary(chosen)
            self._parts.session.ask(SummaryChoicesAsked())
        elif chosen and chosen not in page.summarized and changed:
            page.show_nothing()

    def _take_done(self, done: SummariesDone) -> None:
        page = self.page
        before = page.summary
        for summary in done.summaries:
            page.show_summary(summary)
        self._follow_editing()
        if isinstance(done.wish, AskDocuments):
            page.reading.asking.show_busy(busy=False)
            page.reading.asking.clear_line()
            page.reading.asking.show_newest()
        tone, what, remedy = done_words(done, before)
        if what:
            page.banner.say(tone, what, remedy, self._opens_other(done))

    def _opens_other(self, done: SummariesDone) -> tuple[str, Callable[[], None]] | None:
        """A button for the first other document that answers a question."""
        others = [s for s in answering(done) if s.document != self.page.chosen]
        if not others:
            return None
        other = others[0]
        opens = self.tr("Op&en {name}").format(
            name=clean(other.name, 40).replace("&", "&&")
        )
        return opens, lambda: self.page.choose_document(other.document)

    def _take_answer(self, answer: object) -> None:
        case = self._facts.path if self._facts else None
        match answer:
            case SummariesRead() if answer.question.case == case:
                self._take_documents(answer)
            case SummaryRead() if answer.question.case == case:
                self._take_summary(answer.summary)
            case SummaryChoices():
                self._take_choices(answer)
            case SummaryPictureDrawn():
                self.page.evidence.take_picture(answer.question.token, answer.picture)
            case PageTextRead():
                self.page.evidence.take_text(answer.question.token, answer.text)
            case FactTableRead() | ChangesRead() if answer.question.case == case:
                self._take_comparison(answer)

    def _take_summary(self, summary: Summary) -> None:
        self.page.show_summary(summary)
        self._follow_editing()

    def _follow_editing(self, *_told: object) -> None:
        if self._editing is not None:
            self._editing.follow(is_free=self._is_free)
            self.changed.emit()

    def _take_choices(self, choices: SummaryChoices) -> None:
        self._choices = choices
        if self._setup is not None:
            self._setup.show_choices(choices)
        self.page.reading.show_purposes(dict(choices.purposes))

    def _take_comparison(self, answer: FactTableRead | ChangesRead) -> None:
        if isinstance(answer, FactTableRead):
            self.page.side_by_side.show_table(answer)
        else:
            self.page.changes.show_changes(answer.changes)

    def _ask_picture(self, question: SummaryPictureAsked) -> None:
        session = self._parts.session
        session.ask_picture(replace(question, passwords=session.passwords))

    def _ask_table(self) -> None:
        if self._facts is not None:
            question = FactTableAsked(case=self._facts.path, documents=self.page.summarized)
            self._parts.session.ask(question)

    def _ask_changes(self, old: int, new: int) -> None:
        if self._facts is not None:
            question = ChangesAsked(case=self._facts.path, old=old, new=new)
            self._parts.session.ask(question)

    # ---------------------------------------------------------------- connections

    def _connect(self) -> None:
        do, session = self._parts.actions, self._parts.session
        do.summarize.triggered.connect(self.ask_setup)
        self._parts.start.summaries_wanted.connect(self.ask_setup)
        session.answered.connect(self._take_answer)
        session.summaries_done.connect(self._take_done)

    def _connect_page(self, page: SummaryPage, editing: SummaryEditing) -> None:
        session = self._parts.session
        page.setup_wanted.connect(self.ask_setup)
        page.choose.clicked.connect(self.ask_setup)
        page.passwords_wanted.connect(self._parts.actions.passwords.trigger)
        for turned in (page.reading.turned, page.modes.chosen):
            turned.connect(self._follow_editing)
        page.sidebar.document_chosen.connect(self._follow_editing)
        page.reading.go_on.clicked.connect(self._go_on)
        page.save.clicked.connect(self.export)
        page.document_wanted.connect(self._ask_summary)
        page.table_wanted.connect(self._ask_table)
        page.changes.compared.connect(self._ask_changes)
        page.evidence.asked.connect(session.ask)
        page.evidence.picture_wanted.connect(self._ask_picture)
        editing.wanted.connect(page.banner.hide)
        editing.wanted.connect(session.work_on_summaries)
