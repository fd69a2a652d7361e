"""Accuracy from the target to the memory: what is asked, what comes back, what is begun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QWidget

from app.desktop.accuracy_bar import CHOICES
from app.desktop.accuracy_questions import (
    ExportLabels,
    ForgetLabels,
    LabelledSheetsAsked,
    LabelsAsked,
    StandingAsked,
    TeachFile,
)
from app.desktop.accuracy_words import Missing, forgotten_words, known_labels_words
from app.desktop.asking import Answered, DeedDone
from app.desktop.learning_words import share
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
from app.desktop.screens import Screen
from app.desktop.words import plain_line
from app.records import (
    AccuracyStanding,
    FoundLabels,
    LabelledSheet,
    RunCounts,
    Scheme,
    Taught,
)

if TYPE_CHECKING:
    from app.desktop.accuracy_page import AccuracyPage
    from app.desktop.accuracy_teaching import TeachDialog

__all__ = ["AccuracyScreen"]

# Changes of the target that follow each other so closely are one: a slider is drawn along.
_ONE_CHANGE = 1200
_OURS = (ExportLabels, ForgetLabels, LabelledSheetsAsked, LabelsAsked, TeachFile)


class AccuracyScreen(Screen):
    """The place for accuracy.

    The accuracy that the next run is asked for is kept by the bar above the items; this
    screen and that bar always show the same.

    Args:
        parts: Of the window.
    """

    place = Place.ACCURACY

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._standing: AccuracyStanding | None = None
        self._counts = RunCounts()
        self._new_labels = 0
        self._before: list[float] = []
        self._since_change = QElapsedTimer()
        self._exported: Path | None = None
        session = parts.session
        session.answered.connect(self._take_answer)
        session.deed_done.connect(self._take_deed)
        parts.desk.accuracy.changed.connect(self._show_target)
        parts.screens.currentChanged.connect(self._take_sight)

    def make_page(self) -> QWidget:
        """The page, loaded when somebody first goes there."""
        from app.desktop.accuracy_page import AccuracyPage  # noqa: PLC0415 - see above

        made = AccuracyPage(self._parts.look)
        self._connect_page(made)
        return made

    def enter(self) -> None:
        """The slider has the focus; what it means is read anew."""
        target = self.page.target
        first = target.slider if target.slider.isEnabled() else self.page.tabs.buttons[0]
        first.setFocus()

    def kept_place(self) -> str:
        """Which of the three views is seen."""
        return str(self.page.tabs.stack.currentIndex()) if self.is_made else ""

    def return_to(self, kept: str) -> None:
        """The view that was seen is seen again."""
        if kept.isdigit() and int(kept) < len(self.page.tabs.buttons):
            self.page.tabs.buttons[int(kept)].click()

    # ---------------------------------------------------------------- what is told

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case: nothing of the one before is shown."""
        super().begin_case(facts)
        self._standing = None
        self._before.clear()
        if self.is_made:
            self.page.banner.hide()
            self._show_standing()
            self._refresh()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """What can be done now; where something was decided, figures are read anew."""
        super().follow(facts, is_free=is_free)
        counts = facts.counts if facts else RunCounts()
        labels = facts.new_labels if facts else 0
        is_other = (counts, labels) != (self._counts, self._new_labels)
        self._counts, self._new_labels = counts, labels
        if not self.is_made:
            return
        self._allow()
        if is_other and self.is_open and is_free:
            self._refresh()

    def take_end(self, end: JobEnd) -> bool:
        """A file was learned from; of sorting and learning others tell."""
        self._standing = None if end.job in (Job.SORT, Job.TEACH) else self._standing
        if end.job is not Job.TEACH or not isinstance(end.task, TeachFile):
            if self.is_open:
                self._refresh()
            return False
        self._refresh()
        if end.stopped:
            said = self.tr("Stopped. Nothing was taken from the file.")
            self.banner.say("info", said)
        elif isinstance(end.value, Taught):
            self._tell_taught(end.task, end.value)
        return True

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong with a label or a file is told here."""
        ours = isinstance(problem.asked, _OURS)
        if isinstance(problem.asked, StandingAsked):
            ours = True
        if ours and self.is_made:
            self.banner.say("error", problem.what, problem.remedy)
            self._refresh_memory()
        return ours

    # ---------------------------------------------------------------- what can be done

    def undo_words(self) -> str:
        """The target back to what it was before."""
        if not self._before:
            return ""
        said = self.tr("the accuracy back to {share}")
        return said.format(share=share(self._before[-1]))

    def undo(self) -> None:
        """The target is what it was before."""
        if self._before:
            earlier = self._before.pop()
            self._since_change.invalidate()
            self._parts.desk.accuracy.choose(earlier)
            self.changed.emit()

    def search(self) -> None:
        """The field to look through the memory has the focus."""
        self.page.tabs.choose(self.page.learning)
        self.page.memory.words.setFocus()
        self.page.memory.words.selectAll()

    def _choose(self, percent: int) -> None:
        """The person has chosen another accuracy, by slider, number, curve or table."""
        bar = self._parts.desk.accuracy
        wanted = percent / 100
        if wanted == bar.accuracy:
            return
        watch = self._since_change
        if not watch.isValid() or watch.elapsed() > _ONE_CHANGE or not self._before:
            self._before.append(bar.accuracy)
        watch.start()
        bar.choose(wanted)
        self.changed.emit()

    def _remedy(self, missing: Missing) -> None:
        """What helps where nothing can be promised."""
        if missing is Missing.LEARNING:
            self._learn()
        elif missing is Missing.SORTING:
            items = self._facts is not None and self._facts.scheme is not None
            place = Place.ITEMS if items else Place.START
            self._parts.rail.gone_to.emit(place)
        else:
            self._parts.rail.gone_to.emit(Place.REVIEW)

    def _learn(self) -> None:
        if self._is_free and self._facts is not None and self._facts.new_labels:
            self.banner.hide()
            self._parts.session.learn()

    # ---------------------------------------------------------------- a file with labels

    def _choose_file(self) -> None:
        scheme, file = self._scheme, self._parts.choosers.labelled()
        if file is None or scheme is None:
            return
        said = self.tr("Looking at {file}.").format(file=plain_line(file.name))
        self.banner.say("info", said)
        passwords = self._parts.session.passwords
        self._parts.session.ask(
            LabelledSheetsAsked(file=file, scheme=scheme, passwords=passwords)
        )

    def _ask_columns(
        self, asked: LabelledSheetsAsked, sheets: tuple[LabelledSheet, ...]
    ) -> None:
        from app.desktop.accuracy_teaching import TeachDialog  # noqa: PLC0415 - as the page

        self.banner.hide()
        dialog = TeachDialog(asked.file, sheets, asked.scheme, self._parts.window)
        dialog.accepted.connect(lambda: self._teach(asked, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _teach(self, asked: LabelledSheetsAsked, dialog: TeachDialog) -> None:
        columns = replace(dialog.columns, passwords=asked.passwords)
        task = TeachFile(scheme=asked.scheme, file=asked.file, columns=columns)
        if self._is_free:
            self._parts.session.begin(task)

    def _tell_taught(self, task: TeachFile, taught: Taught) -> None:
        from app.desktop.accuracy_teaching import TaughtDialog  # noqa: PLC0415 - as above

        facts = self._facts
        can_learn = facts is not None and facts.new_labels > 0 and self._is_of_case(task)
        dialog = TaughtDialog(task.file, taught, self._parts.window, can_learn=can_learn)
        dialog.accepted.connect(self._learn)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _is_of_case(self, task: TeachFile) -> bool:
        return self._facts is not None and self._facts.scheme == task.scheme

    # ---------------------------------------------------------------- the memory

    def _export(self) -> None:
        scheme = self._scheme
        if scheme is None:
            return
        suggestion = Path.home() / self.tr("{scheme} labels.xlsx").format(
            scheme=scheme.name
        )
        target = self._parts.choosers.labels(suggestion)
        if target is not None:
            self._exported = target
            self._parts.session.do(ExportLabels(scheme=scheme, path=target))

    def _ask_to_forget(self, hashes: tuple[bytes, ...] | None) -> None:
        from app.desktop.accuracy_forgetting import ForgetDialog  # noqa: PLC0415 - as above

        scheme = self._scheme
        if scheme is None:
            return
        count = self.page.memory.kept if hashes is None else len(hashes)
        dialog = ForgetDialog(scheme, count, self._parts.window)
        deed = ForgetLabels(scheme=scheme, hashes=hashes)
        dialog.accepted.connect(lambda: self._parts.session.do(deed))
        dialog.export_wanted.connect(self._export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_folder(self) -> None:
        if self._exported is not None:
            self._parts.choosers.show_folder(self._exported.parent)

    # ---------------------------------------------------------------- asking and showing

    @property
    def _scheme(self) -> Scheme | None:
        """Whose memory it is: of the case's last run, else the chosen scheme's."""
        of_case = self._facts.scheme if self._facts else None
        return of_case or self._parts.choice.scheme

    def _take_sight(self) -> None:
        """Whoever comes back, from wherever, sees how things stand now."""
        if self.is_open:
            self._allow()
            self._refresh()

    def _refresh(self) -> None:
        facts = self._facts
        if facts is not None and facts.scheme is not None:
            self._parts.session.ask(StandingAsked(case=facts.path, wanted=CHOICES))
        else:
            self._standing = None
            self._show_standing()
        self._refresh_memory()

    def _refresh_memory(self) -> None:
        scheme = self._scheme
        if not self.is_made:
            return
        if scheme is None:
            self.page.memory.show_found(None, FoundLabels())
            return
        words, category = self.page.memory.wanted
        self._parts.session.ask(LabelsAsked(scheme=scheme, words=words, category=category))

    def _take_answer(self, answer: object) -> None:
        if not isinstance(answer, Answered) or not self.is_made:
            return
        match answer.question, answer.value:
            case StandingAsked() as asked, AccuracyStanding() as standing:
                if self._facts is not None and asked.case == self._facts.path:
                    self._standing = standing
                    self._parts.desk.accuracy.show_meanings(standing.at)
                    self._show_standing()
            case LabelsAsked() as asked, FoundLabels() as found:
                wanted = (asked.words, asked.category)
                if asked.scheme == self._scheme and wanted == self.page.memory.wanted:
                    self.page.memory.show_found(asked.scheme, found)
            case LabelledSheetsAsked() as asked, tuple() as sheets:
                self._ask_columns(asked, sheets)
            case _:
                pass

    def _take_deed(self, done: DeedDone) -> None:
        if isinstance(done.deed, ForgetLabels):
            self.banner.say("good", forgotten_words(int(str(done.value))))
            self._refresh()
        elif isinstance(done.deed, ExportLabels):
            labels = known_labels_words(int(str(done.value)))
            said = self.tr("Saved {labels} in {file}.").format(
                labels=labels, file=done.deed.path.name
            )
            shows = (self.tr("Open folder"), self._show_folder)
            self.banner.say("good", said, str(done.deed.path.parent), shows)

    def _show_standing(self) -> None:
        facts, standing, page = self._facts, self._standing, self.page
        page.target.show_standing(facts, standing)
        page.trust.show_standing(standing)
        page.checks.show_standing(standing)
        page.time.show_standing(standing)
        page.learned.show_standing(facts, standing)
        self._allow()

    def _show_target(self) -> None:
        if self.is_made:
            bar = self._parts.desk.accuracy
            self.page.target.show_percent(round(bar.accuracy * 100))
            self._show_change()

    def _show_change(self) -> None:
        bar, facts = self._parts.desk.accuracy, self._facts
        said = ""
        if facts is not None and facts.scheme is not None:
            said = self.tr("The last run was asked for {kept}.")
            if bar.is_changed:
                said = self.tr("The last run was asked for {kept}; {wanted} is chosen.")
            said = said.format(kept=share(bar.kept), wanted=share(bar.accuracy))
        why_not = ""
        if not self._is_free:
            why_not = self.tr("Wait until what is running has ended.")
        elif facts is None or facts.scheme is None:
            why_not = self.tr("Sort something first.")
        self.page.show_change(said, is_changed=bar.is_changed, why_not=why_not)

    def _allow(self) -> None:
        facts, page = self._facts, self.page
        is_sorted = facts is not None and facts.scheme is not None
        wait = "" if self._is_free else self.tr("Wait until what is running has ended.")
        first = "" if is_sorted else self.tr("Sort something first.")
        no_case = "" if facts is not None else self.tr("Open a case first.")
        page.target.allow(is_free=self._is_free)
        page.checks.allow(wait or first)
        page.memory.allow(wait)
        page.learned.allow(facts, is_free=self._is_free, why_no_file=no_case)
        self._show_target()

    def _connect_page(self, page: AccuracyPage) -> None:
        check = self._parts.check
        page.sort.clicked.connect(self._parts.actions.sort.trigger)
        page.target.chosen.connect(self._choose)
        page.target.remedy_wanted.connect(self._remedy)
        page.checks.begin_wanted.connect(lambda: check.wanted.emit(0))
        page.checks.go_on_wanted.connect(check.wanted)
        page.checks.report_wanted.connect(check.report_wanted)
        page.learned.learn_wanted.connect(self._learn)
        page.learned.file_wanted.connect(self._choose_file)
        page.memory.looked_for.connect(self._refresh_memory)
        page.memory.export_wanted.connect(self._export)
        page.memory.forget_wanted.connect(self._ask_to_forget)
