"""Who does what: actions become jobs of the session, its answers reach the screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from app.desktop import outcome, words
from app.desktop.asking import DeedDone
from app.desktop.asking_files import AskingFiles
from app.desktop.asking_passwords import AskingPasswords
from app.desktop.case_naming import CaseNaming
from app.desktop.check_questions import CheckAnswered
from app.desktop.checking import Checking
from app.desktop.items_screen import ItemsScreen
from app.desktop.lessons import Lessons
from app.desktop.navigation import Navigation
from app.desktop.outcome import Offer, Outcome
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import About, CaseFacts, Done, Job, JobEnd, Problem
from app.desktop.reviewing import Reviewing
from app.desktop.start_page import SORT, THEMES
from app.desktop.start_screen import StartScreen
from app.records import Status

if TYPE_CHECKING:
    from app.desktop.summary_conductor import Summarizing
    from app.desktop.theme_conductor import Theming

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
        self._is_opening = False
        self.reviewing = Reviewing(parts)
        self.lessons = Lessons(parts)
        self.checking = Checking(parts)
        self.start = StartScreen(parts)
        self.items = ItemsScreen(parts, self.reviewing)
        self._others: tuple[Theming, Summarizing] | None = None
        self.navigation = Navigation(
            parts, (self.start, self.items), lambda: self.checking.is_open, self.complete
        )
        self._asking_passwords = AskingPasswords(parts)
        self._asking_passwords.given.connect(self._take_passwords)
        self._naming = CaseNaming(parts)
        self._naming.case_chosen.connect(self.open_case)
        self._asking = AskingFiles(parts)
        self._connect_actions()
        self._connect_screens()
        self._connect_session()
        self._show_start()
        self._follow()

    def complete(self) -> None:
        """The screens that are not seen first are there too.

        They are made once the window is seen, or before if somebody goes there sooner, so
        that the window is there sooner.
        """
        if self._others is not None:
            return
        from app.desktop.other_screens import other_screens  # noqa: PLC0415 - see above

        parts, made = self._parts, other_screens(self._parts)
        self._others = (made.theming, made.summarizing)
        self.navigation.add(made.all)
        parts.start.check.clicked.connect(made.settings.open_self_check)
        made.summarizing.files_wanted.connect(self.add)
        self._follow()

    @property
    def theming(self) -> Theming:
        """The screen of themes."""
        self.complete()
        return cast("tuple[Theming, Summarizing]", self._others)[0]

    @property
    def summarizing(self) -> Summarizing:
        """The screen of summaries."""
        self.complete()
        return cast("tuple[Theming, Summarizing]", self._others)[1]

    # ---------------------------------------------------------------- cases and files

    def open_case(self, path: Path) -> None:
        """The case is opened, unless it is gone or a job is running."""
        if not path.is_file():
            gone = self.tr("There is no case file {case} any more.").format(case=path)
            self._tell(Outcome(tone="error", what=gone))
        elif not self._is_busy():
            self.navigation.keep_spot()
            self._is_opening = True
            self._follow()
            self._parts.session.open_case(path)

    def reopen(self) -> None:
        """The case that was open when the window was left is open again."""
        path = self._parts.remembered.open_case()
        if path is not None:
            self.open_case(path)

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
            self.navigation.keep_spot()
            self._facts = None
            self._parts.remembered.keep_open_case(None)
            self.reviewing.begin_case()
            self.navigation.begin_case(None)
            self._parts.session.new_case()
            self._parts.start.show_documents(())
            self._show_start()
            self._follow()

    # ---------------------------------------------------------------- jobs

    @property
    def is_free(self) -> bool:
        """Whether something can be begun: no job, no blind check, no case on its way."""
        idle = self._parts.session.job is None and not self._is_opening
        return idle and not self.checking.is_open

    def sort(self, *, adopt: bool = False) -> None:
        """A run begins, if there is something to sort and a scheme to sort it by."""
        parts, scheme = self._parts, self._parts.choice.scheme
        if not parts.actions.sort.isEnabled() or scheme is None or self._facts is None:
            return
        self.items.begin_run()
        wanted = replace(self._facts.settings, accuracy=parts.desk.accuracy.accuracy)
        settings = parts.preferences.for_run(wanted)
        parts.session.sort(scheme, settings, adopt=adopt)

    def ask_passwords(self) -> None:
        """The passwords of locked documents are asked for, then they are worked on too."""
        locked = self._facts.locked if self._facts else ()
        self._asking_passwords.ask(locked, to_summarize=self.summarizing.is_open)

    # ---------------------------------------------------------------- what is told

    def _take_passwords(self) -> None:
        if self.summarizing.is_open:
            self.summarizing.ask_setup()
        else:
            self.sort()

    def _take_case(self, facts: CaseFacts) -> None:
        parts = self._parts
        self._is_opening = False
        if facts.scheme is not None:
            parts.choice.take(facts.scheme)
        self.reviewing.begin_case()
        self.lessons.begin_case(facts)
        self.navigation.begin_case(facts)
        self._take_facts(facts)
        parts.remembered.keep_open_case(facts.path)
        parts.start.show_documents(facts.documents)
        if not self.navigation.return_to_spot(facts):
            self._go_to_what_there_is(facts)
        said = outcome.on_opening(facts)
        if said is not None:
            self._tell(said)

    def _go_to_what_there_is(self, facts: CaseFacts) -> None:
        if facts.has_themes and facts.scheme is None:
            self.theming.open()
        elif facts.has_summaries and facts.scheme is None:
            self.summarizing.open()
        elif self.items.can_export():
            self.items.open()
        else:
            self._show_start()

    def _take_documents(self, facts: CaseFacts, added: int) -> None:
        parts = self._parts
        self._take_facts(facts)
        parts.start.show_busy(busy=False)
        parts.start.show_documents(facts.documents)
        parts.desk.show_documents(facts.documents)
        if self.summarizing.take_files() or parts.start.purpose:
            return  # what the files were asked for goes on by itself
        if added == 0:
            what = self.tr("Nothing new was found there.")
            again = self.tr("What is in the case already is not added again.")
            self._tell(Outcome(tone="info", what=what, remedy=again))
        elif self.start.is_open:
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
        self._parts.remembered.keep_recent(facts.path)
        self._naming.show_case(facts.path)
        self._follow()

    def _take_stand(self, stand: Done | CheckAnswered | DeedDone) -> None:
        """How things stand after a person's word."""
        if self._facts is not None and stand.counts is not None:
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
            self._parts.start.show_documents(end.facts.documents)
            self._parts.desk.show_documents(end.facts.documents)
            if end.job is Job.SORT:
                self.lessons.begin_case(end.facts)
        self._follow()
        if end.job is Job.SORT:
            self._parts.desk.end_run()
        if any(screen.take_end(end) for screen in self.navigation.screens.values()):
            return
        if not end.failed and end.facts is not None:
            said = self._outcome(end, end.facts)
            if said is not None:
                self._tell(said)

    def _outcome(self, end: JobEnd, facts: CaseFacts) -> Outcome | None:
        if end.job is Job.EXPORT:
            return self.items.after_export(end)
        if end.job is Job.LEARN:
            if end.lesson is None:
                return outcome.after_preview()
            self.lessons.show_lesson(end.lesson)
            return None
        if end.cut_off:
            return outcome.after_cut_off(end)
        return outcome.unfinished() if end.stopped else outcome.after_sorting(facts)

    def _tell(self, said: Outcome) -> None:
        deeds = {
            Offer.GO_ON: self.sort,
            Offer.PASSWORDS: self.ask_passwords,
            Offer.SHOW_FAILED: self._show_failed,
            Offer.SHOW_FOLDER: self.items.show_folder,
        }
        deed = deeds.get(said.offer)
        action = (said.button, deed) if deed else None
        page = self._parts.check if self.checking.is_open else self.navigation.screen
        page.banner.say(said.tone, said.what, said.remedy, action)

    def _take_problem(self, problem: Problem) -> None:
        self._parts.start.show_busy(busy=False)
        if self._is_opening and problem.about is About.CASE:
            self._is_opening = False
            self._follow()
        if any(screen.take_problem(problem) for screen in self.navigation.screens.values()):
            return
        if problem.about is About.CHECK:
            self.checking.take_problem(problem)
        else:
            self._tell(Outcome(tone="error", what=problem.what, remedy=problem.remedy))

    def _refuse_scheme(self, what: str, remedy: str) -> None:
        if not self.start.is_open:
            self._tell(Outcome(tone="error", what=what, remedy=remedy))

    # ---------------------------------------------------------------- how things stand

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
        do.pause.setEnabled(parts.session.job is not None)
        do.passwords.setEnabled(idle and facts is not None and bool(facts.locked))
        adding = (do.add_files, do.add_folder, do.paste, do.try_sample)
        for each in (do.new_case, do.open_case, *adding):
            each.setEnabled(idle)
        do.recent.setEnabled(idle and bool(do.recent.actions()))
        parts.desk.header.scheme.setEnabled(idle)
        if parts.session.job is None:
            parts.strip.rest(facts)
        # What belongs to the items is not done while they are out of sight.
        at_items = idle and self.items.is_open
        self.reviewing.follow(facts, is_free=at_items)
        at_accuracy = self.navigation.screen.place is Place.ACCURACY
        for follower in (self.lessons, self.checking):
            follower.follow(facts, is_free=at_items or (idle and at_accuracy))
        self.navigation.follow(facts, is_free=idle)

    def _show_start(self) -> None:
        self._naming.show_case(self._facts.path if self._facts is not None else None)
        self.start.open()

    def _pause(self, rests: bool) -> None:  # noqa: FBT001 - what the button tells
        if rests:
            self._parts.session.pause()
        else:
            self._parts.session.go_on()

    def _show_failed(self) -> None:
        self.items.open()
        self._parts.desk.filters.choose_status(Status.FAILED)

    # ---------------------------------------------------------------- connections

    def _connect_actions(self) -> None:
        do = self._parts.actions
        do.new_case.triggered.connect(self.new_case)
        self._asking.inputs_chosen.connect(self.add)
        self._asking.case_chosen.connect(self.open_case)
        do.close.triggered.connect(self._parts.window.close)
        importing = self._asking.importing
        do.paste.triggered.connect(importing.paste)
        do.sort.triggered.connect(lambda: importing.choose(SORT))
        do.find_themes.triggered.connect(lambda: importing.choose(THEMES))
        do.stop.triggered.connect(self._parts.strip.stop.click)
        do.pause.triggered.connect(self._parts.strip.pause.click)
        do.passwords.triggered.connect(self.ask_passwords)

    def _connect_screens(self) -> None:
        parts, start = self._parts, self._parts.start
        start.drop.dropped.connect(self.take_dropped)
        start.recent_chosen.connect(self.open_case)
        start.sort_wanted.connect(self.sort)
        parts.desk.header.sort_wanted.connect(self.sort)
        parts.desk.accuracy.changed.connect(self._follow)
        self.reviewing.stood.connect(self._take_stand)
        self.reviewing.undo_changed.connect(self.navigation.follow_what_can_be_done)
        self.lessons.use_wanted.connect(lambda: self.sort(adopt=True))
        self.checking.stood.connect(self._take_stand)
        self.checking.opened_or_closed.connect(self._follow)
        parts.desk.reader.passwords_wanted.connect(self.ask_passwords)
        parts.strip.stop_wanted.connect(parts.session.stop)
        parts.strip.pause_wanted.connect(self._pause)
        parts.session.paused.connect(lambda rests: parts.strip.show_paused(rests=rests))
        parts.choice.changed.connect(self._follow)
        parts.choice.refused.connect(self._refuse_scheme)
        parts.screens.currentChanged.connect(self._follow)

    def _connect_session(self) -> None:
        session = self._parts.session
        session.opened.connect(self._take_case)
        session.documents_added.connect(self._take_documents)
        session.deed_done.connect(self._take_stand)
        session.job_began.connect(self._begin_job)
        session.stepped.connect(self._parts.strip.show_step)
        session.job_ended.connect(self._end_job)
        session.problem.connect(self._take_problem)
