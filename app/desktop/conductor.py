"""Who does what: actions become jobs of the session, its answers reach the screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from app.desktop import outcome, words
from app.desktop.actions import show_recent
from app.desktop.asking_files import AskingFiles
from app.desktop.banner import Banner
from app.desktop.check_questions import CheckAnswered
from app.desktop.checking import Checking
from app.desktop.lessons import Lessons
from app.desktop.outcome import Offer, Outcome
from app.desktop.parts import Parts
from app.desktop.passwords import PasswordsDialog
from app.desktop.questions import About, CaseFacts, Done, Job, JobEnd, Problem
from app.desktop.reviewing import Reviewing
from app.desktop.summary_conductor import SUMMARY_JOBS, Summarizing
from app.desktop.theme_conductor import THEME_JOBS, Theming
from app.records import Status

__all__ = ["Conductor"]


class Conductor(QObject):
    """Keeps the screens, the actions and the session in step.

    Args:
        parts: Of the window.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._facts: CaseFacts | None = None
        self._saved: Path | None = None
        self.reviewing = Reviewing(parts)
        self.lessons = Lessons(parts)
        self.checking = Checking(parts)
        self.theming = Theming(parts)
        self.summarizing = Summarizing(parts)
        self._asking = AskingFiles(parts)
        self._connect_actions()
        self._connect_screens()
        self._connect_session()
        self._show_recent()
        self._show_start()
        self._follow()

    # ---------------------------------------------------------------- cases and files

    def open_case(self, path: Path) -> None:
        """The case is opened, unless a job is running."""
        if not self._is_busy():
            self._parts.session.open_case(path)

    def add(self, inputs: tuple[Path, ...]) -> None:
        """Files and folders are added to the case."""
        if inputs and not self._is_busy():
            self._parts.start.banner.hide()
            self._parts.start.show_busy(busy=True)
            self._parts.session.add(inputs)

    def take_dropped(self, paths: tuple[Path, ...]) -> None:
        """A dropped case is opened, anything else is added."""
        if len(paths) == 1 and paths[0].suffix == ".postroom":
            self.open_case(paths[0])
        else:
            self.add(paths)

    def new_case(self) -> None:
        """The start page, with nothing on it."""
        if not self._is_busy():
            self._facts = None
            self.reviewing.begin_case()
            self._parts.session.new_case()
            self._parts.start.show_documents(())
            self._show_start()
            self._follow()

    # ---------------------------------------------------------------- jobs

    @property
    def is_free(self) -> bool:
        """Whether something new can be begun: no job runs, and no blind check is open."""
        return self._parts.session.job is None and not self.checking.is_open

    def sort_again(self) -> None:
        """A run begins that uses all labels at hand."""
        self.sort(adopt=True)

    def sort(self, *, adopt: bool = False) -> None:
        """A run begins, if there is something to sort and a scheme to sort it by."""
        parts, scheme = self._parts, self._parts.choice.scheme
        if not parts.actions.sort.isEnabled() or scheme is None or self._facts is None:
            return
        parts.desk.banner.hide()
        if parts.screens.currentWidget() is not parts.desk:
            parts.desk.show_case(scheme, self._facts.documents)
            parts.screens.setCurrentWidget(parts.desk)
        settings = replace(self._facts.settings, accuracy=parts.desk.accuracy.accuracy)
        parts.session.sort(scheme, settings, adopt=adopt)
        parts.desk.table.setFocus()

    def export(self) -> None:
        """The results are written where the person says."""
        if self._facts is None or self._is_busy():
            return
        for screen in (self.theming, self.summarizing):
            if screen.is_open:
                screen.export()
                return
        suggestion = Path.home() / f"{self._facts.path.stem}.xlsx"
        target = self._parts.choosers.results(suggestion)
        if target is not None:
            self._parts.session.export(target)

    def ask_passwords(self) -> None:
        """The passwords of locked documents are asked for, then they are sorted too."""
        locked = self._facts.locked if self._facts else ()
        does = self.tr("&Open and summarize\u2026") if self.summarizing.is_open else ""
        dialog = PasswordsDialog(self._parts.look, locked, self._parts.window, does)
        dialog.accepted.connect(lambda: self._take_passwords(dialog.passwords()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ---------------------------------------------------------------- what is told

    def _take_passwords(self, passwords: tuple[str, ...]) -> None:
        if passwords:
            self._parts.session.passwords += passwords
            if self.summarizing.is_open:
                self.summarizing.ask_setup()
            else:
                self.sort()

    def _take_case(self, facts: CaseFacts) -> None:
        parts = self._parts
        if facts.scheme is not None:
            parts.choice.take(facts.scheme)
        self.reviewing.begin_case()
        self.lessons.begin_case(facts)
        self.theming.begin_case(facts)
        self.summarizing.begin_case(facts)
        self._take_facts(facts)
        if self._has_results(facts):
            parts.desk.show_case(facts.scheme or parts.choice.scheme, facts.documents)
            parts.screens.setCurrentWidget(parts.desk)
            parts.desk.table.setFocus()
            if facts.has_themes and facts.scheme is None:
                self.theming.open()
            elif facts.has_summaries and facts.scheme is None:
                self.summarizing.open()
        else:
            parts.start.show_documents(facts.documents)
            self._show_start()
        said = outcome.on_opening(facts)
        if said is not None:
            self._tell(said)

    def _take_documents(self, facts: CaseFacts, added: int) -> None:
        parts = self._parts
        self._take_facts(facts)
        parts.start.show_busy(busy=False)
        parts.start.show_documents(facts.documents)
        parts.desk.show_documents(facts.documents)
        if self.summarizing.take_files():
            return
        if added == 0:
            self._tell(Outcome(tone="info", what=self.tr("Nothing new was found there.")))
        elif parts.screens.currentWidget() is parts.start:
            parts.start.focus_choices()
        else:
            documents = words.documents_words(added)
            said = self.tr("{documents} added.").format(documents=documents)
            go_on = Outcome(
                tone="info", what=said, button=self.tr("Sort &now"), offer=Offer.GO_ON
            )
            self._tell(go_on)

    def _take_facts(self, facts: CaseFacts) -> None:
        self._facts = facts
        title = self.tr("{case} \u2013 Postroom").format(case=facts.path.stem)
        self._parts.window.setWindowTitle(title)
        self._parts.remembered.keep_recent(facts.path)
        self._show_recent()
        self._follow()

    def _take_stand(self, stand: Done | CheckAnswered) -> None:
        """How things stand after a person's word."""
        if self._facts is not None:
            self._facts = replace(
                self._facts, counts=stand.counts, new_labels=stand.new_labels
            )
            self._follow()

    def _begin_job(self, job: Job) -> None:
        self._parts.strip.begin(job)
        if job is Job.SORT:
            self._parts.desk.begin_run(self._parts.choice.scheme)
        self._follow()

    def _end_job(self, end: JobEnd) -> None:
        if end.facts is not None:
            self._take_facts(end.facts)
            self._parts.desk.show_documents(end.facts.documents)
            if end.job is Job.SORT:
                self.lessons.begin_case(end.facts)
        self._follow()
        if end.job is Job.SORT:
            self._parts.desk.end_run()
        if end.job in THEME_JOBS:
            self.theming.take_end(end)
        elif end.job in SUMMARY_JOBS:
            self.summarizing.take_end(end)
        elif not end.failed and end.facts is not None:
            said = self._outcome(end, end.facts)
            if said is not None:
                self._tell(said)

    def _outcome(self, end: JobEnd, facts: CaseFacts) -> Outcome | None:
        if end.job is Job.EXPORT:
            self._saved = end.path
            return outcome.after_export(end)
        if end.job is Job.LEARN:
            if end.lesson is None:
                return outcome.after_preview()
            self.lessons.show_lesson(end.lesson)
            return None
        return outcome.unfinished() if end.stopped else outcome.after_sorting(facts)

    def _tell(self, said: Outcome) -> None:
        deeds = {
            Offer.GO_ON: self.sort,
            Offer.PASSWORDS: self.ask_passwords,
            Offer.SHOW_FAILED: self._show_failed,
            Offer.SHOW_FOLDER: self._show_folder,
        }
        deed = deeds.get(said.offer)
        action = (said.button, deed) if deed else None
        self._banner().say(said.tone, said.what, said.remedy, action)

    def _banner(self) -> Banner:
        """Of the screen that is seen."""
        for screen in (self.theming, self.summarizing):
            if screen.is_open:
                return screen.page.banner
        at_desk = self._parts.screens.currentWidget() is self._parts.desk
        return self._parts.desk.banner if at_desk else self._parts.start.banner

    def _take_problem(self, problem: Problem) -> None:
        self._parts.start.show_busy(busy=False)
        if problem.about in (About.PICTURE, About.ROWS):
            self._parts.desk.take_problem(problem)
        elif problem.about is About.THEMES:
            self.theming.take_problem(problem)
        elif problem.about is About.SUMMARIES:
            self.summarizing.take_problem(problem)
        elif problem.about is About.CHECK:
            self.checking.take_problem(problem)
        else:
            self._tell(Outcome(tone="error", what=problem.what, remedy=problem.remedy))

    def _refuse_scheme(self, what: str, remedy: str) -> None:
        if self._parts.screens.currentWidget() is self._parts.desk:
            self._tell(Outcome(tone="error", what=what, remedy=remedy))

    # ---------------------------------------------------------------- how things stand

    @staticmethod
    def _has_results(facts: CaseFacts) -> bool:
        return bool(facts.counts.items or facts.counts.documents_failed)

    def _is_busy(self) -> bool:
        if not self.is_free:
            self._tell(outcome.has_to_wait())
        return not self.is_free

    def _follow(self) -> None:
        """Every action can be done exactly when it makes sense."""
        parts, do, facts = self._parts, self._parts.actions, self._facts
        idle = self.is_free
        has_documents = facts is not None and bool(facts.documents)
        ready = has_documents and parts.choice.scheme is not None and idle
        do.sort.setEnabled(ready)
        parts.desk.header.sort.setEnabled(ready)
        parts.desk.header.show_need(
            facts is None
            or outcome.wants_sorting(facts, parts.choice.scheme)
            or parts.desk.accuracy.is_changed
        )
        do.stop.setEnabled(parts.session.job is not None)
        do.export.setEnabled(idle and facts is not None and self._has_results(facts))
        do.passwords.setEnabled(idle and facts is not None and bool(facts.locked))
        for each in (do.new_case, do.open_case, do.add_files, do.add_folder, do.try_sample):
            each.setEnabled(idle)
        do.recent.setEnabled(idle and bool(do.recent.actions()))
        parts.start.follow(is_free=idle)
        parts.desk.header.scheme.setEnabled(idle)
        if parts.session.job is None:
            parts.strip.rest(facts)
        self.theming.follow(facts, is_free=idle)
        self.summarizing.follow(facts, is_free=idle)
        # What belongs to the items is not done while they are out of sight.
        out_of_sight = self.theming.is_open or self.summarizing.is_open
        for follower in (self.reviewing, self.lessons, self.checking):
            follower.follow(facts, is_free=idle and not out_of_sight)
        self._follow_screen()

    def _follow_screen(self) -> None:
        at_desk = self._parts.screens.currentWidget() is self._parts.desk
        self._parts.strip.setVisible(at_desk or self._parts.session.job is not None)
        do = self._parts.actions
        for each in (do.next_item, do.previous_item):
            each.setEnabled(at_desk or self.summarizing.is_open)
        do.search.setEnabled(at_desk or self.theming.is_open or self.summarizing.is_open)

    def _show_start(self) -> None:
        self._parts.screens.setCurrentWidget(self._parts.start)
        if self._facts is None:
            self._parts.window.setWindowTitle("Postroom")
        self._parts.start.drop.files.setFocus()

    def _show_recent(self) -> None:
        cases = self._parts.remembered.recent()
        self._parts.start.recent.show_cases(cases)
        for entry, case in show_recent(self._parts.actions, cases):
            entry.triggered.connect(lambda _=False, path=case: self.open_case(path))

    def _show_failed(self) -> None:
        self._parts.desk.filters.choose_status(Status.FAILED)
        self._parts.desk.table.setFocus()

    def _show_folder(self) -> None:
        if self._saved is not None:
            self._parts.choosers.show_folder(self._saved.parent)

    def _search(self) -> None:
        if self.theming.is_open:
            self.theming.page.search()
            return
        if self.summarizing.is_open:
            self.summarizing.page.ask()
            return
        self._parts.desk.header.search.setFocus()
        self._parts.desk.header.search.selectAll()

    def _go_on(self, by: int) -> None:
        screen = self.summarizing.page if self.summarizing.is_open else self._parts.desk
        screen.go_on(by)

    # ---------------------------------------------------------------- connections

    def _connect_actions(self) -> None:
        do = self._parts.actions
        do.new_case.triggered.connect(self.new_case)
        self._asking.inputs_chosen.connect(self.add)
        self._asking.case_chosen.connect(self.open_case)
        do.export.triggered.connect(self.export)
        do.close.triggered.connect(self._parts.window.close)
        do.sort.triggered.connect(self.sort)
        do.stop.triggered.connect(self._parts.strip.stop.click)
        do.passwords.triggered.connect(self.ask_passwords)
        do.search.triggered.connect(self._search)
        do.next_item.triggered.connect(lambda: self._go_on(1))
        do.previous_item.triggered.connect(lambda: self._go_on(-1))

    def _connect_screens(self) -> None:
        parts, start = self._parts, self._parts.start
        start.drop.dropped.connect(self.take_dropped)
        start.recent_chosen.connect(self.open_case)
        start.sort_wanted.connect(self.sort)
        parts.desk.header.sort_wanted.connect(self.sort)
        parts.desk.accuracy.changed.connect(self._follow)
        self.reviewing.stood.connect(self._take_stand)
        self.lessons.use_wanted.connect(self.sort_again)
        self.checking.stood.connect(self._take_stand)
        self.checking.opened_or_closed.connect(self._follow)
        self.theming.opened_or_closed.connect(self._follow)
        self.summarizing.opened_or_closed.connect(self._follow)
        self.summarizing.files_wanted.connect(self.add)
        parts.desk.reader.passwords_wanted.connect(self.ask_passwords)
        parts.strip.stop_wanted.connect(parts.session.stop)
        parts.choice.changed.connect(self._follow)
        parts.choice.refused.connect(self._refuse_scheme)
        parts.screens.currentChanged.connect(self._follow_screen)

    def _connect_session(self) -> None:
        session = self._parts.session
        session.opened.connect(self._take_case)
        session.documents_added.connect(self._take_documents)
        session.job_began.connect(self._begin_job)
        session.stepped.connect(self._parts.strip.show_step)
        session.job_ended.connect(self._end_job)
        session.problem.connect(self._take_problem)
