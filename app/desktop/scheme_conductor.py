"""Categories: schemes made, changed, tried on the case, saved and sorted by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLocale, QTimer

from app.desktop.asking import Answered, DeedDone
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
from app.desktop.scheme_bench import SchemeBench
from app.desktop.scheme_editing import Deleted, Edited, Made, Saved
from app.desktop.scheme_questions import (
    BeginScheme,
    CaseLabelsAsked,
    ConfirmedAsked,
    CopyScheme,
    DeleteScheme,
    ExportScheme,
    ImportScheme,
    KeepDraft,
    LabelsAsked,
    PreviewAsked,
    RestAsked,
    RestoreScheme,
    SaveScheme,
    SchemeDeed,
    ShelfAsked,
    TryScheme,
)
from app.desktop.screens import Screen
from app.records import (
    DraftCategory,
    SchemeDraft,
    ShelvedScheme,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

    from app.desktop.scheme_deeds import SchemeDeeds
    from app.desktop.scheme_page import SchemePage
    from app.desktop.scheme_view import SchemeView

__all__ = ["CategoriesScreen"]

KEEP_AFTER = 1500  # milliseconds without a change, after which a draft is kept
_ASKED = (
    *(ShelfAsked, LabelsAsked, CaseLabelsAsked, ConfirmedAsked, PreviewAsked, RestAsked),
    *(SchemeDeed, TryScheme),
)


class CategoriesScreen(Screen):
    """The place where an office makes and mends its own categories.

    Args:
        parts: Of the window.
    """

    place: ClassVar[Place] = Place.CATEGORIES

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.bench = SchemeBench()
        self.view: SchemeView | None = None
        self._deeds: SchemeDeeds | None = None
        self._was_open = False
        self._returns_to = ""
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self.keep_drafts)
        self._waiting: set[Path] = set()
        session = parts.session
        session.answered.connect(self._take_answer)
        session.deed_done.connect(self._take_done)
        parts.screens.currentChanged.connect(self._follow_leaving)

    # ---------------------------------------------------------------- the page

    def make_page(self) -> QWidget:
        """The page, and who shows on it what is worked on."""
        from app.desktop.scheme_deeds import SchemeDeeds  # noqa: PLC0415 - see Screen
        from app.desktop.scheme_page import SchemePage  # noqa: PLC0415 - see above
        from app.desktop.scheme_view import SchemeView  # noqa: PLC0415 - see above

        page = SchemePage(self._parts.look)
        self.view = SchemeView(page, self.bench, self._parts)
        self._deeds = SchemeDeeds(page, self.bench, self._parts, self.view.refresh)
        self.view.edited.connect(self._take_edit)
        self.view.shown.connect(self._ask_labels)
        self.view.shown.connect(self.changed)
        self._connect(page)
        return page

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """Where list, scheme and changes end."""
        return (("categories", self.page.splitter),)

    def enter(self) -> None:
        """What is at hand is read anew: it may have been changed elsewhere."""
        self._was_open = True
        self._parts.session.ask(ShelfAsked())
        self.page.categories.setFocus()

    def kept_place(self) -> str:
        """The file of the scheme, and the number of the category."""
        path = self.bench.path
        return f"{path.stem}/{self.bench.key}" if path is not None else ""

    def return_to(self, kept: str) -> None:
        """The same scheme and category are shown, once they are read."""
        self._returns_to = kept

    def keep_place(self) -> None:
        """The window closes: what is not saved is kept."""
        super().keep_place()
        self.keep_drafts()

    def keep_drafts(self) -> None:
        """What is not saved is kept in the program's own folder, to be there again."""
        self._keeping.stop()
        for path in self._waiting:
            draft = self.bench.draft_at(path) if self.bench.is_changed(path) else None
            self._parts.session.do(KeepDraft(path=path, draft=draft))
        self._waiting.clear()

    # ---------------------------------------------------------------- what is told

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case: what was found in the old one does not hold."""
        super().begin_case(facts)
        if self.view is not None:
            self.view.begin_case()
            if self.is_open:
                self._ask_labels()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """Sorting again can be done while nothing else runs."""
        super().follow(facts, is_free=is_free)
        if self.view is not None:
            self.view.follow(facts, is_free=is_free)

    def take_end(self, end: JobEnd) -> bool:
        """Looking at a large case has ended, or the case was sorted anew."""
        if self.view is None:
            return False
        if end.job is Job.SORT:
            self.view.previewing.begin_anew()
        if not isinstance(end.task, TryScheme):
            return False
        self.view.previewing.take_end(end)
        return True

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong here is told here."""
        if not isinstance(problem.asked, _ASKED) or self.view is None:
            return False
        if isinstance(problem.asked, PreviewAsked | TryScheme):
            self.view.previewing.take_problem(problem)
        elif not isinstance(problem.asked, RestAsked):
            self.banner.say("error", problem.what, problem.remedy)
        return True

    # ---------------------------------------------------------------- what is done here

    def can_export(self) -> bool:
        """Whether the shown scheme has a file."""
        shelved = self.bench.shelved
        return self.is_made and shelved is not None and shelved.scheme is not None

    def export(self) -> None:
        """The scheme's file is written where the person says."""
        shelved = self.bench.shelved
        if shelved is None or shelved.scheme is None:
            return
        suggestion = Path.home() / f"{shelved.path.stem}.toml"
        target = self._parts.choosers.categories(suggestion)
        if target is not None:
            self._do(ExportScheme(path=shelved.path, target=target))

    def undo_words(self) -> str:
        """What the last step was."""
        match self.bench.history.last:
            case Edited():
                return self.tr("the last change")
            case Saved():
                return self.tr("saving")
            case Deleted():
                return self.tr("deleting the scheme")
            case Made():
                return self.tr("the new scheme")
            case _:
                return ""

    def undo(self) -> None:
        """The last step is taken back: an edit at once, a file by whoever keeps it."""
        step, bench = self.bench.history.take_back(), self.bench
        match step:
            case Edited():
                key = bench.key if bench.path == step.path else 0
                bench.set_draft(step.path, step.before)
                bench.show(step.path, key)
                self._wait_with(step.path)
                self._show()
            case Saved():
                self._do(
                    RestoreScheme(path=step.path, before=step.before, draft=step.draft)
                )
            case Deleted():
                self._do(RestoreScheme(path=step.path, before=step.kept, draft=step.draft))
            case Made():
                draft = bench.draft_at(step.path)
                self._do(DeleteScheme(path=step.path, draft=draft, undoes=True))
            case _:
                pass
        self.changed.emit()

    def search(self) -> None:
        """The list of categories has the focus."""
        self.page.categories.setFocus()

    def go_on(self, by: int) -> None:
        """The next category, or the one before."""
        listed = self.page.categories
        if listed.count():
            listed.setCurrentRow(max(0, min(listed.count() - 1, listed.currentRow() + by)))

    def new(self) -> None:
        """A scheme is begun, with the category of what fits nowhere else."""
        other = DraftCategory(
            key=2,
            name=self.tr("Other"),
            description=self.tr("Anything that fits none of the other categories."),
        )
        language = QLocale().name()[:2]
        draft = SchemeDraft(
            name=self.bench.free_name(self.tr("New categories")),
            categories=(DraftCategory(key=1, name=""), other),
            language=language if language.isalpha() and language.islower() else "en",
        )
        self._do(BeginScheme(draft=draft))

    def copy(self) -> None:
        """The shown scheme once more, to be changed."""
        shelved, draft = self.bench.shelved, self.bench.draft
        if shelved is None or draft is None:
            return
        name = self.bench.free_name(self.tr("{name} (copy)").format(name=draft.name))
        if shelved.scheme is not None:
            self._do(CopyScheme(path=shelved.path, name=name))
        else:
            self._do(BeginScheme(draft=replace(draft, name=name, path=None)))

    def bring_in(self) -> None:
        """A scheme file from anywhere is copied in."""
        path = self._parts.choosers.scheme()
        if path is not None:
            self._do(ImportScheme(path=path))

    def delete(self) -> None:
        """The shown scheme goes, if it is the person's own and they say so."""
        shelved, draft = self.bench.shelved, self.bench.draft
        if shelved is None or not shelved.own:
            return
        from app.desktop.scheme_examples import DeleteDialog  # noqa: PLC0415 - when asked

        unsaved = draft if self.bench.is_changed(shelved.path) else None
        name = draft.name if draft is not None else shelved.path.stem
        dialog = DeleteDialog(name, sum(self.bench.labels.values()), self._parts.window)
        dialog.accepted.connect(
            lambda: self._do(DeleteScheme(path=shelved.path, draft=unsaved))
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, *, sort: bool = False) -> None:
        """What was changed is written; with ``sort`` the case is then sorted by it."""
        draft, bench = self.bench.draft, self.bench
        if draft is None or not bench.is_own or bench.problems:
            return
        if bench.is_changed(bench.path):
            self._waiting.discard(bench.path or Path())
            known = bench.shelved.scheme if bench.shelved is not None else None
            self._do(SaveScheme(draft=draft, sort=sort, known=known))

    def sort_again(self) -> None:
        """The case is sorted by the shown categories; what people decided stays."""
        shelved = self.bench.shelved
        if self.bench.is_changed(self.bench.path):
            self.save(sort=True)
        elif shelved is not None and shelved.scheme is not None:
            self._parts.choice.take(shelved.scheme)
            self._parts.actions.sort.trigger()

    def pick_examples(self) -> None:
        """Corrected items are asked for, to be chosen from."""
        scheme = self.bench.scheme
        if self._facts is not None and scheme is not None:
            self._parts.session.ask(ConfirmedAsked(case=self._facts.path, scheme=scheme))

    # ---------------------------------------------------------------- answers

    def _take_answer(self, answer: object) -> None:
        if not isinstance(answer, Answered) or self.view is None:
            return
        match answer.question:
            case ShelfAsked() if isinstance(answer.value, tuple):
                self._take_shelf(answer.value)
            case LabelsAsked() | CaseLabelsAsked() if isinstance(answer.value, tuple):
                self.bench.labels = dict(answer.value)
                self.view.refresh()
            case ConfirmedAsked() if isinstance(answer.value, tuple):
                self.view.offer_examples(answer.value)
            case PreviewAsked():
                self.view.previewing.take_answer(answer)
            case _:
                pass

    def _take_shelf(self, shelf: tuple[ShelvedScheme, ...]) -> None:
        scheme = self._facts.scheme if self._facts else None
        scheme = scheme or self._parts.choice.scheme
        wanted = Path(scheme.source) if scheme is not None and scheme.source else None
        stem, _, key = self._returns_to.partition("/")
        self._returns_to = ""
        back = next((one.path for one in shelf if one.path.stem == stem), None)
        self.bench.take_shelf(shelf, back or wanted)
        if back is not None and key.isdigit():
            self.bench.show(back, int(key))
        self._show()
        self.changed.emit()

    # ---------------------------------------------------------------- deeds

    def _do(self, deed: SchemeDeed) -> None:
        self.keep_drafts()
        self.banner.hide()
        self._parts.session.do(deed)

    def _take_done(self, done: object) -> None:
        if not isinstance(done, DeedDone) or self._deeds is None:
            return
        if isinstance(done.deed, SchemeDeed) and not isinstance(done.deed, KeepDraft):
            self._deeds.take(done)
            self.changed.emit()

    # ---------------------------------------------------------------- keeping in step

    def _take_edit(self) -> None:
        if self.bench.path is not None:
            self._wait_with(self.bench.path)
        self._show()
        self.changed.emit()

    def _wait_with(self, path: Path) -> None:
        self._waiting.add(path)
        self._keeping.start()

    def _show(self) -> None:
        if self.view is not None:
            self.view.refresh()

    def _ask_labels(self) -> None:
        shelved = self.bench.shelved
        self.bench.labels = {}
        if shelved is None or shelved.scheme is None:
            return
        if self._facts is not None:
            self._parts.session.ask(CaseLabelsAsked(scheme=shelved.scheme))
        else:
            self._parts.session.ask(LabelsAsked(path=shelved.path))

    def _follow_leaving(self) -> None:
        if self._was_open and not self.is_open:
            self._was_open = False
            self.keep_drafts()
            if self.view is not None:
                self.view.previewing.rest()

    def _connect(self, page: SchemePage) -> None:
        page.new.clicked.connect(self.new)
        page.copy.clicked.connect(self.copy)
        page.copy_to_change.clicked.connect(self.copy)
        page.bring_in.clicked.connect(self.bring_in)
        page.export.clicked.connect(self.export)
        page.delete.clicked.connect(self.delete)
        page.schemes.delete_wanted.connect(self.delete)
        page.save.clicked.connect(self.save)
        page.changes.sort.clicked.connect(self.sort_again)
        page.category.pick.clicked.connect(self.pick_examples)
        page.keys.wanted.connect(self.undo)
