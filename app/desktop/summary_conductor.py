"""Summaries from the first question to the exported file; jobs go to the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSplitter

from app.desktop.parts import Parts, show_items
from app.desktop.pieces import enable
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
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


class Summarizing(QObject):
    """The screen of summaries, its actions, and what is asked before a run.

    Args:
        parts: Of the window.
    """

    opened_or_closed = Signal()
    files_wanted = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._made: SummaryPage | None = None
        self._editing: SummaryEditing | None = None
        self._facts: CaseFacts | None = None
        self._is_free = True
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

    @property
    def page(self) -> SummaryPage:
        """The screen, made when it is first wanted, so that the window is there sooner."""
        if self._made is None:
            from app.desktop.summary_editing import (  # noqa: PLC0415 - see above
                SummaryEditing,
            )
            from app.desktop.summary_page import SummaryPage  # noqa: PLC0415 - see above

            self._made = SummaryPage(self._parts.look)
            self._parts.screens.addWidget(self._made)
            for name, splitter in self._splitters(self._made):
                if (split := self._parts.remembered.place(name)) is not None:
                    splitter.restoreState(split)
            self._editing = SummaryEditing(self._made)
            self._connect_page(self._made, self._editing)
            self.follow(self._facts, is_free=self._is_free)
        return self._made

    @property
    def is_open(self) -> bool:
        """Whether the screen of summaries is shown."""
        return self._made is not None and self._parts.screens.currentWidget() is self._made

    def keep_place(self) -> None:
        """Where the parts of the screen end is remembered."""
        if self._made is not None:
            for name, splitter in self._splitters(self._made):
                self._parts.remembered.keep_place(name, splitter.saveState())

    def begin_case(self, facts: CaseFacts) -> None:
        """Another case."""
        self._facts = facts
        self._states = {}
        self._is_asking = False
        self._choices = self._wish = None
        if self._made is not None:
            self._made.forget()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Documents can be summarized once there are any, and summaries seen once made."""
        self._facts, self._is_free = facts, is_free
        do = self._parts.actions
        there = facts is not None and bool(facts.documents)
        made = facts is not None and facts.has_summaries
        do.summarize.setEnabled(is_free)
        do.summaries.setEnabled(made or (is_free and there))
        name = self.tr("S&ummaries") if made else self.tr("S&ummarize\u2026")
        do.summaries.setText(name)
        if self._made is not None and self._editing is not None:
            page, wait = self._made, "" if is_free else wait_words()
            enable(page.again, self.tr("Choose what to summarize and how"), wait)
            enable(page.begin, "", wait)
            enable(page.reading.go_on, page.reading.goes_on, wait)
            saves = self.tr("Word, PDF, Markdown, JSON, workbook or calendar (Ctrl+E)")
            nothing = "" if made else self.tr("There is no summary to export yet.")
            enable(page.save, saves, wait or nothing)
            locked = facts.locked if facts is not None else ()
            page.follow(
                frozenset(each.key for each in locked),
                is_running=self._parts.session.job is Job.SUMMARIZE,
            )
            page.say_where_back(to_items=facts is None or bool(facts.counts.items))
            self._editing.follow(is_free=is_free)

    def open(self) -> None:
        """The screen of summaries; before there are any, the question what to summarize."""
        if self._facts is None or not self._parts.actions.summaries.isEnabled():
            return
        if not self._facts.has_summaries:
            self.ask_setup()
            return
        self._show()
        if not self.page.documents:
            self.page.show_waiting(self.tr("Reading the summaries of this case."))
        self._ask_documents()

    def close(self) -> None:
        """The items are seen again."""
        show_items(self._parts, self._facts)
        self.opened_or_closed.emit()

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

    def take_end(self, end: JobEnd) -> None:
        """A job on summaries has ended."""
        if end.job is Job.EXPORT_SUMMARIES:
            if not end.failed:
                self._exporting.tell(self.page, end)
            return
        self._looking.stop()
        self._states, self._is_asking = {}, False  # a run may put whole in place of whole
        self._ask_documents()
        self.page.changes.forget()
        if not self.page.summarized:
            self.page.show_waiting(self.tr("There are no summaries to show."))
        if end.stopped:
            again = (self.tr("Go &on"), self._go_on)
            kept = self.tr("What is there stays; the same settings go on where it stopped.")
            self.page.banner.say("info", self.tr("The run was stopped."), kept, again)

    def take_problem(self, problem: Problem) -> None:
        """What went wrong is said beside what it is about."""
        self._is_asking = False
        if self._setup is not None and not self._setup.is_ready:
            self._setup.show_problem(problem.what, problem.remedy)
            return
        page = self.page
        if problem.token:
            page.evidence.take_problem(problem.token, problem.what, problem.remedy)
            return
        page.reading.asking.show_busy(busy=False)
        if not page.documents and self._parts.session.job is None:
            page.show_waiting(self.tr("There are no summaries to show."))
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
        self.opened_or_closed.emit()

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
        if self._editing is not None:
            self._editing.follow(is_free=self._is_free)
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
        if self._editing is not None:
            self._editing.follow(is_free=self._is_free)

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

    @staticmethod
    def _splitters(page: SummaryPage) -> tuple[tuple[str, QSplitter], ...]:
        return (("summaries", page.splitter), ("summary", page.inner))

    def _connect(self) -> None:
        do, session = self._parts.actions, self._parts.session
        do.summaries.triggered.connect(self.open)
        do.summarize.triggered.connect(self.ask_setup)
        self._parts.start.summarize.clicked.connect(self.ask_setup)
        session.answered.connect(self._take_answer)
        session.summaries_done.connect(self._take_done)

    def _connect_page(self, page: SummaryPage, editing: SummaryEditing) -> None:
        session = self._parts.session
        page.left.connect(self.close)
        page.setup_wanted.connect(self.ask_setup)
        page.passwords_wanted.connect(self._parts.actions.passwords.trigger)
        page.reading.go_on.clicked.connect(self._go_on)
        page.save.clicked.connect(self.export)
        page.document_wanted.connect(self._ask_summary)
        page.table_wanted.connect(self._ask_table)
        page.changes.compared.connect(self._ask_changes)
        page.evidence.asked.connect(session.ask)
        page.evidence.picture_wanted.connect(self._ask_picture)
        editing.wanted.connect(page.banner.hide)
        editing.wanted.connect(session.work_on_summaries)
