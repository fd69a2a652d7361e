"""Models from the list to the trial: what is asked, what comes back, what is begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter

from app.desktop.asking import Answered, DeedDone
from app.desktop.banner import Tone
from app.desktop.models_questions import (
    CheckModels,
    InstallModel,
    ModelsAsked,
    RemoveModel,
    TrialsAsked,
    Tried,
    TryModel,
)
from app.desktop.models_words import (
    left_out_words,
    size_words,
    trial_words,
    trust_words,
    used_words,
)
from app.desktop.models_words import why_no_trial as too_few_labels
from app.desktop.parts import Parts
from app.desktop.places import Place
from app.desktop.questions import CaseFacts, Job, JobEnd, Problem
from app.desktop.screens import Screen
from app.desktop.settings_words import change_words
from app.desktop.words import number, plain_line
from app.records import InstalledModel, ModelKind, ModelState, ModelTrial, Scheme

if TYPE_CHECKING:
    from app.desktop.models_page import ModelsPage

__all__ = ["ModelsScreen"]

_JOBS = (Job.INSTALL_MODEL, Job.CHECK_MODELS, Job.TRY_MODEL)
_OURS = (CheckModels, InstallModel, ModelsAsked, RemoveModel, TrialsAsked, TryModel)


class ModelsScreen(Screen):
    """The place for models.

    Args:
        parts: Of the window.
    """

    place = Place.MODELS

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._models: dict[str, InstalledModel] = {}
        self._checked: dict[str, InstalledModel] = {}
        self._tried = Tried()
        self._wanted = ""
        parts.session.answered.connect(self._take_answer)
        parts.session.deed_done.connect(self._take_deed)
        parts.preferences.changed.connect(self._follow_settings)
        parts.preferences.not_kept.connect(self._tell_not_kept)

    def make_page(self) -> ModelsPage:
        """The page, loaded when somebody first goes there."""
        from app.desktop.models_page import ModelsPage  # noqa: PLC0415 - see above

        made = ModelsPage(self._parts.look)
        self._connect_page(made)
        return made

    def splitters(self) -> tuple[tuple[str, QSplitter], ...]:
        """The list, and what is shown of one."""
        return (("models", self.page.splitter),)

    def enter(self) -> None:
        """The list is read anew, and has the focus."""
        self.page.list.setFocus()
        self._parts.session.ask(ModelsAsked())
        self._ask_trials()

    def kept_place(self) -> str:
        """The model that the cursor is on."""
        return str(self.page.list.name) if self.is_made else ""

    def return_to(self, kept: str) -> None:
        """The cursor stands on the model again once the list is there."""
        self._wanted = kept
        if self._models:
            self.page.list.choose(kept)

    # ---------------------------------------------------------------- what is told

    def begin_case(self, facts: CaseFacts | None) -> None:
        """Another case may have another scheme, with trials of its own."""
        super().begin_case(facts)
        if self.is_made and self.is_open:
            self._ask_trials()

    def follow(self, facts: CaseFacts | None, *, is_free: bool) -> None:
        """What can be done now."""
        super().follow(facts, is_free=is_free)
        if self.is_made:
            self._allow()

    def take_end(self, end: JobEnd) -> bool:
        """A model was installed, checked or tried."""
        if end.job not in _JOBS:
            return False
        if end.failed:
            pass  # the problem was told
        elif end.stopped:
            self.banner.say("info", self._stopped_words(end.job))
        elif isinstance(end.value, InstalledModel):
            self._tell_installed(end.value)
        elif isinstance(end.value, ModelTrial):
            tone: Tone = "good" if end.value.adds else "info"
            self.banner.say(tone, trial_words(end.value), trust_words(end.value))
        elif isinstance(end.value, tuple):
            self._tell_checked(end.value)
        self._parts.session.ask(ModelsAsked())
        self._ask_trials()
        return True

    def take_problem(self, problem: Problem) -> bool:
        """What went wrong with a model is told here, beside the models."""
        if not isinstance(problem.asked, _OURS):
            return False
        if self.is_made:
            self.banner.say("error", problem.what, problem.remedy)
        return True

    # ---------------------------------------------------------------- what can be done

    def undo_words(self) -> str:
        """The choice of the language model, where that was the last setting changed."""
        if self._parts.preferences.last_changed != "language_model":
            return ""
        return change_words("language_model")

    def undo(self) -> None:
        """The language model is the one that it was before."""
        self._parts.preferences.undo()

    def go_on(self, by: int) -> None:
        """The cursor goes on by so many models."""
        self.page.list.go_on(by)

    def install(self, choose: Callable[[], Path | None]) -> None:
        """A model is installed from where the person says."""
        source = choose() if self._is_free else None
        if source is not None:
            self.banner.hide()
            self._parts.session.begin(InstallModel(source=source))

    def _install_file(self) -> None:
        self.install(self._parts.choosers.model)

    def _install_folder(self) -> None:
        self.install(self._parts.choosers.folder)

    def _check(self, names: tuple[str, ...]) -> None:
        if self._is_free and names:
            self.banner.hide()
            self._parts.session.begin(CheckModels(names=names))

    def _check_shown(self) -> None:
        self._check((self.page.list.name,))

    def _check_all(self) -> None:
        there = (m for m in self._models.values() if m.state is not ModelState.MISSING)
        self._check(tuple(each.entry.name for each in there))

    def _try(self) -> None:
        scheme = self._scheme
        if self._is_free and scheme is not None:
            self.banner.hide()
            self._parts.session.begin(TryModel(scheme=scheme, name=self.page.list.name))

    def _ask_to_remove(self) -> None:
        from app.desktop.models_removing import RemoveDialog  # noqa: PLC0415 - as the page

        model = self._models.get(self.page.list.name)
        if model is not None:
            dialog = RemoveDialog(model, self._parts.window)
            deed = RemoveModel(name=model.entry.name)
            dialog.accepted.connect(lambda: self._parts.session.do(deed))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _show_folder(self) -> None:
        model = self._models.get(self.page.list.name)
        if model is not None and model.path:
            self._parts.choosers.show_folder(Path(model.path).parent)

    def _choose_used(self) -> None:
        name = self.page.used.currentData()
        self._parts.preferences.choose("language_model", str(name))

    # ---------------------------------------------------------------- showing

    @property
    def _scheme(self) -> Scheme | None:
        """Whose labels a trial reads: of the case's last run, else the chosen scheme's."""
        of_case = self._facts.scheme if self._facts else None
        return of_case or self._parts.choice.scheme

    @property
    def _automatic(self) -> str:
        """The language model that is used where none is chosen: the largest."""
        ready = [m for m in self._models.values() if _is_ready_reader(m)]
        best = max(ready, key=lambda each: each.entry.size, default=None)
        return best.entry.name if best is not None else ""

    def _ask_trials(self) -> None:
        if (scheme := self._scheme) is not None:
            self._parts.session.ask(TrialsAsked(scheme=scheme))

    def _take_answer(self, answered: object) -> None:
        if not isinstance(answered, Answered):
            return
        match answered.question:
            case ModelsAsked() if isinstance(answered.value, tuple):
                self._take_models(answered.value)
            case TrialsAsked(scheme=scheme) if scheme == self._scheme:
                if isinstance(answered.value, Tried):
                    self._tried = answered.value
                    if self.is_made and self._models:
                        self._show()

    def _take_deed(self, done: DeedDone) -> None:
        if isinstance(done.deed, RemoveModel):
            model = self._models.get(done.deed.name)
            self._checked.pop(done.deed.name, None)
            if model is not None and self.is_made:
                said = self.tr("{name} was removed. That frees {size}.").format(
                    name=plain_line(model.entry.title), size=size_words(model.entry.size)
                )
                self.banner.say("good", said)
            self._parts.session.ask(ModelsAsked())

    def _take_models(self, models: tuple[InstalledModel, ...]) -> None:
        """The list; what hashing has found since the window was opened counts more."""
        for each in models:
            seen = self._checked.get(each.entry.name)
            if seen is not None and seen.path != each.path:
                del self._checked[each.entry.name]
        known = [self._checked.get(each.entry.name, each) for each in models]
        self._models = {each.entry.name: each for each in known}
        if self.is_made:
            self._show()

    def _show(self) -> None:
        page, models = self.page, list(self._models.values())
        chosen = self._parts.preferences.settings.language_model
        in_use = chosen or self._automatic
        used = {
            each.entry.name: self.tr("In use")
            for each in models
            if each.state is ModelState.READY
            and (each.entry.kind is ModelKind.EMBEDDER or each.entry.name == in_use)
            and not self._is_left_out(each)
        }
        page.list.show_models(models, used)
        if self._wanted and page.list.choose(self._wanted):
            self._wanted = ""
        is_fixed = self._parts.preferences.is_fixed("language_model")
        page.show_choices(models, chosen, is_fixed=is_fixed)
        there = sum(each.state is not ModelState.MISSING for each in models)
        size = sum(m.entry.size for m in models if m.state is not ModelState.MISSING)
        said = self.tr("{count} of {all} are on this computer and take {size}.")
        page.says.say(
            said.format(count=number(there), all=number(len(models)), size=size_words(size))
        )
        self._show_model()

    def _show_model(self) -> None:
        page = self.page
        model = self._models.get(page.list.name)
        page.details.setVisible(model is not None)
        if model is None:
            return
        chosen = self._parts.preferences.settings.language_model
        used = used_words(model, chosen, self._automatic)
        if model.entry.name == (chosen or self._automatic) and self._is_left_out(model):
            used = left_out_words()
        page.details.show_model(
            model,
            used,
            is_checked=model.entry.name in self._checked,
        )
        self._show_trials()

    def _show_trials(self) -> None:
        if self.is_made:
            model, scheme = self.page.details.model, self._scheme
            if model is not None and scheme is not None:
                trials = self._trials_of(model)
                self.page.details.trying.show_trials(scheme.name, trials)
            self._allow()

    def _trials_of(self, model: InstalledModel) -> list[ModelTrial]:
        """Of the very file that stands here, the newest last."""
        known = (model.entry.name, model.entry.sha256)
        return [each for each in self._tried.trials if (each.model, each.sha256) == known]

    def _is_left_out(self, model: InstalledModel) -> bool:
        """Whether the last trial on these categories found that it adds nothing."""
        trials = self._trials_of(model)
        return bool(trials) and not trials[-1].adds

    def _allow(self) -> None:
        page, model = self.page, self.page.details.model
        page.allow(is_free=self._is_free)
        if model is None:
            return
        is_own = not model.entry.starter and model.state is not ModelState.MISSING
        page.details.allow(is_free=self._is_free, is_own=is_own)
        wait = "" if self._is_free else self.tr("Wait until the work has ended.")
        page.details.trying.allow(self._why_no_trial(model), wait)

    def _why_no_trial(self, model: InstalledModel) -> str:
        if model.state is ModelState.MISSING:
            return self.tr("It can be tried once it is on this computer.")
        if model.state is ModelState.DAMAGED:
            return self.tr("It is damaged. Remove it, and install it again from its file.")
        if self._facts is None:
            return self.tr("Open or begin a case first: a trial belongs to one.")
        # Mostly the same ones: what is corrected is kept in the memory too.
        return too_few_labels(max(self._tried.labels, self._facts.new_labels))

    def _tell_installed(self, model: InstalledModel) -> None:
        self._checked[model.entry.name] = model
        self._wanted = model.entry.name
        name = plain_line(model.entry.title)
        said = self.tr("{name} is installed, and its file is as it should be.")
        remedy = ""
        if model.entry.imported:
            said = self.tr("{name} is installed. It is not one of the models that Postroom "
                           "knows.")  # fmt: skip
            remedy = self.tr("From now on only this very file is accepted under this name.")
        self.banner.say("good", said.format(name=name), remedy)

    def _tell_checked(self, models: tuple[InstalledModel, ...]) -> None:
        self._checked |= {each.entry.name: each for each in models}
        damaged = [each for each in models if each.state is ModelState.DAMAGED]
        if damaged:
            names = ", ".join(plain_line(each.entry.title) for each in damaged)
            said = self.tr("Damaged: {names}.").format(names=names)
            again = self.tr("Remove it, and install it again from its original file.")
            if any(each.entry.starter for each in damaged):
                again = self.tr("It came with Postroom: install Postroom again.")
            self.banner.say("error", said, again)
        elif len(models) == 1:
            self.banner.say("good", self.tr("All its files are as they should be."))
        else:
            said = self.tr("The files of all {count} models are as they should be.")
            self.banner.say("good", said.format(count=number(len(models))))

    def _stopped_words(self, job: Job) -> str:
        return {
            Job.INSTALL_MODEL: self.tr("Stopped. Nothing was installed."),
            Job.CHECK_MODELS: self.tr("Stopped. Not all files were checked."),
            Job.TRY_MODEL: self.tr("Stopped. What it has read is kept for the next trial."),
        }[job]

    def _tell_not_kept(self, what: str, remedy: str) -> None:
        if self.is_open:
            self.banner.say("error", what, remedy)

    def _follow_settings(self) -> None:
        self.changed.emit()
        if self.is_made and self._models:
            self._show()

    def _connect_page(self, page: ModelsPage) -> None:
        page.from_file.clicked.connect(self._install_file)
        page.from_folder.clicked.connect(self._install_folder)
        page.check_all.clicked.connect(self._check_all)
        page.list.chosen.connect(self._show_model)
        page.used.activated.connect(self._choose_used)
        page.details.check.clicked.connect(self._check_shown)
        page.details.folder.clicked.connect(self._show_folder)
        page.details.remove.clicked.connect(self._ask_to_remove)
        page.details.trying.try_it.clicked.connect(self._try)


def _is_ready_reader(model: InstalledModel) -> bool:
    is_reader = model.entry.kind is ModelKind.LANGUAGE_MODEL
    return is_reader and model.state is ModelState.READY
