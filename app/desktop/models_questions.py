"""What the place for models asks of the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.desktop.asking import CaseTask, ProgramDeed, ProgramQuestion, ProgramTask
from app.desktop.contracts import Postroom, Workspace
from app.desktop.questions import Job
from app.records import InstalledModel, ModelTrial, Scheme, Step

__all__ = [
    "CheckModels",
    "InstallModel",
    "ModelsAsked",
    "RemoveModel",
    "TrialsAsked",
    "Tried",
    "TryModel",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What is known of language models on a scheme's labels.

    Attributes:
        trials: The newest last.
        labels: How many labels the scheme's memory keeps.
    """

    trials: tuple[ModelTrial, ...] = ()
    labels: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelsAsked(ProgramQuestion):
    """Which models there are."""

    def answer(self, postroom: Postroom) -> tuple[InstalledModel, ...]:
        """All of them, with what stands on disk."""
        return postroom.models()


@dataclass(frozen=True, kw_only=True, slots=True)
class TrialsAsked(ProgramQuestion):
    """What models were worth on a scheme's labels, and how many labels there are."""

    scheme: Scheme

    def answer(self, postroom: Postroom) -> Tried:
        """The trials that its memory keeps."""
        found = postroom.find_labels(self.scheme, "", "", 1)
        trials = tuple(postroom.model_trials(self.scheme))
        return Tried(trials=trials, labels=found.found)


@dataclass(frozen=True, kw_only=True, slots=True)
class InstallModel(ProgramTask):
    """A model is installed from a file or folder."""

    source: Path

    @property
    def job(self) -> Job:
        """Installing."""
        return Job.INSTALL_MODEL

    def steps(self, postroom: Postroom) -> Iterator[Step]:
        """Hashing, then copying."""
        return postroom.installing(self.source)

    def value(self, postroom: Postroom) -> InstalledModel | None:
        """The model."""
        return postroom.installed


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckModels(ProgramTask):
    """The files of models are hashed anew."""

    names: tuple[str, ...]

    @property
    def job(self) -> Job:
        """Checking."""
        return Job.CHECK_MODELS

    def steps(self, postroom: Postroom) -> Iterator[Step]:
        """Hashing."""
        return postroom.checking(self.names)

    def value(self, postroom: Postroom) -> tuple[InstalledModel, ...]:
        """The models with the state that was found."""
        return postroom.checked


@dataclass(frozen=True, kw_only=True, slots=True)
class TryModel(CaseTask):
    """A language model reads labelled items, to see what it adds."""

    scheme: Scheme
    name: str

    @property
    def job(self) -> Job:
        """Trying."""
        return Job.TRY_MODEL

    def steps(self, workspace: Workspace) -> Iterator[Step]:
        """Reading the labelled items, then weighing what it says."""
        return workspace.try_model(self.scheme, self.name)

    def value(self, workspace: Workspace) -> ModelTrial | None:
        """What it added."""
        return workspace.trial


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoveModel(ProgramDeed):
    """An installed model is deleted from this computer."""

    name: str

    def do(self, postroom: Postroom) -> bool:
        """That it is gone."""
        postroom.remove_model(self.name)
        return True
