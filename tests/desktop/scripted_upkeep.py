"""What a scripted program says of itself: settings, models, its own state."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from app.records import (
    Finding,
    InstalledModel,
    Library,
    ModelEntry,
    ModelKind,
    ModelState,
    ModelTrial,
    Phase,
    PostroomError,
    Scheme,
    Settings,
    SettingsStanding,
    Step,
    StoredKind,
    StoredPlace,
)

HOME = Path("/home/r.okafor/.local/share/Postroom")


def model(name: str, title: str, state: ModelState, **known: Any) -> InstalledModel:
    entry = replace(
        ModelEntry(
            name=name,
            title=title,
            kind=ModelKind.LANGUAGE_MODEL,
            file=f"{name}.gguf",
            size=1_117_320_736,
            sha256="c" * 64,
            licence="Apache-2.0",
            languages=("en", "es"),
            source="Published by its makers",
            card="Small and quick for what it knows.",
        ),
        **known,
    )
    path = "" if state is ModelState.MISSING else str(HOME / "models" / name / entry.file)
    return InstalledModel(entry=entry, state=state, path=path)


MODELS = (
    model(
        "all-minilm-l6-v2",
        "all-MiniLM-L6-v2, int8",
        ModelState.READY,
        kind=ModelKind.EMBEDDER,
        size=22_928_619,
        starter=True,
        languages=("en",),
        card="Places texts and categories in one space.",
    ),
    model(
        "smollm2-135m-instruct",
        "SmolLM2 135M Instruct, Q4_1",
        ModelState.READY,
        size=98_362_432,
        starter=True,
        languages=("en",),
        card="Very small, so that everything runs on a fresh machine.",
    ),
    model("qwen2.5-1.5b-instruct", "Qwen2.5 1.5B Instruct, Q4_K_M", ModelState.MISSING),
    model(
        "phi-3.5-mini-instruct",
        "Phi-3.5 mini Instruct, Q4_K_M",
        ModelState.MISSING,
        size=2_393_232_672,
        licence="MIT",
    ),
)
NEW_MODEL = model(
    "qwen2.5-1.5b-instruct", "Qwen2.5 1.5B Instruct, Q4_K_M", ModelState.READY
)
TRIAL = ModelTrial(
    model="smollm2-135m-instruct",
    sha256="c" * 64,
    at="2026-11-20T10:30:00+01:00",
    labels=118,
    right_without=0.76,
    right_alone=0.41,
    right_with=0.78,
    error_without=0.031,
    error_with=0.042,
    weight=0.2,
    chance=0.03,
    adds=True,
    items_per_minute=30.0,
    memory_bytes=310_000_000,
)
FINDINGS = (
    Finding(name="Postroom", state="good", what="Version 0.1.0 on Linux 6.8."),
    Finding(name="Memory", state="good", what="8.0 GB."),
    Finding(
        name="Disk",
        state="problem",
        what="Only 0.4 GB free.",
        remedy="Free at least 1 GB.",
    ),
    Finding(
        name="Offline self-check",
        state="good",
        what="A reading process tried to open a network connection and was refused.",
    ),
    Finding(
        name="Memory guard",
        state="note",
        what="This system does not refuse a reading process to take more memory.",
        remedy="Postroom itself never does; the system just cannot enforce it here.",
    ),
)
STORAGE = tuple(
    StoredPlace(kind=kind, folder=HOME / name, size=size, files=files)
    for kind, name, size, files in (
        (StoredKind.CASES, "cases", 48_300_000, 12),
        (StoredKind.SCHEMES, "schemes", 14_000, 2),
        (StoredKind.MEMORIES, "memories", 1_900_000, 2),
        (StoredKind.MODELS, "models", 0, 0),
        (StoredKind.LOGS, "logs", 120_000, 1),
        (StoredKind.LEFTOVERS, "unkept", 5_200_000, 3),
    )
)


@dataclass
class UpkeepState:
    """What the program says of itself, and what was asked of it.

    Attributes:
        hold: While it is clear, an install or a self-check waits before it ends.
    """

    standing: SettingsStanding = field(default_factory=SettingsStanding)
    save_problem: PostroomError | None = None
    saved: list[Settings] = field(default_factory=list)
    models: tuple[InstalledModel, ...] = MODELS
    models_problem: PostroomError | None = None
    install_problem: PostroomError | None = None
    damaged: tuple[str, ...] = ()
    removed: list[str] = field(default_factory=list)
    trials: list[ModelTrial] = field(default_factory=list)
    try_problem: PostroomError | None = None
    tried: list[str] = field(default_factory=list)
    findings: tuple[Finding, ...] = FINDINGS
    looked: int = 0
    storage: tuple[StoredPlace, ...] = STORAGE
    reports: list[tuple[Path, str]] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.hold.set()


class ScriptedUpkeep:
    """The part of a scripted program that looks after the program."""

    upkeep: UpkeepState
    state_folder: Path

    installed: InstalledModel | None = None
    checked: tuple[InstalledModel, ...] = ()

    @property
    def settings(self) -> SettingsStanding:
        return self.upkeep.standing

    def save_settings(self, settings: Settings) -> SettingsStanding:
        if self.upkeep.save_problem is not None:
            raise self.upkeep.save_problem
        self.upkeep.saved.append(settings)
        self.upkeep.standing = replace(self.upkeep.standing, settings=settings)
        return self.upkeep.standing

    @property
    def language(self) -> str:
        return self.settings.settings.language

    @property
    def appearance(self) -> Literal["system", "light", "dark", "contrast"]:
        return self.settings.settings.appearance

    @property
    def text_size(self) -> int:
        return self.settings.settings.text_size

    @property
    def log_path(self) -> Path | None:
        return self.state_folder.parent / "logs" / "postroom.log"

    def models(self) -> tuple[InstalledModel, ...]:
        if self.upkeep.models_problem is not None:
            raise self.upkeep.models_problem
        return self.upkeep.models

    def installing(self, source: Path) -> Iterator[Step]:
        for done in (100, 700):
            yield Step(phase=Phase.HASHING, done=done, total=1117, document=source.name)
        self.upkeep.hold.wait(30)
        if self.upkeep.install_problem is not None:
            raise self.upkeep.install_problem
        yield Step(phase=Phase.COPYING, done=1117, total=1117, document=source.name)
        self.upkeep.models = tuple(
            NEW_MODEL if each.entry.name == NEW_MODEL.entry.name else each
            for each in self.upkeep.models
        )
        self.installed = NEW_MODEL

    def checking(self, names: Sequence[str]) -> Iterator[Step]:
        yield Step(phase=Phase.HASHING, done=1, total=23)
        self.checked = tuple(
            replace(
                each,
                state=ModelState.DAMAGED
                if each.entry.name in self.upkeep.damaged
                else ModelState.READY,
            )
            for each in self.upkeep.models
            if each.entry.name in names
        )

    def remove_model(self, name: str) -> None:
        self.upkeep.removed.append(name)
        self.upkeep.models = tuple(
            replace(each, state=ModelState.MISSING, path="")
            if each.entry.name == name
            else each
            for each in self.upkeep.models
        )

    def model_trials(self, scheme: Scheme) -> list[ModelTrial]:
        del scheme
        return list(self.upkeep.trials)

    def try_model(self, name: str) -> Iterator[Step]:
        if self.upkeep.try_problem is not None:
            raise self.upkeep.try_problem
        yield Step(phase=Phase.MODEL, done=16, total=118)
        self.upkeep.tried.append(name)
        self.upkeep.trials.append(replace(TRIAL, model=name))

    def doctor(self) -> tuple[Finding, ...]:
        self.upkeep.looked += 1
        self.upkeep.hold.wait(30)
        return self.upkeep.findings

    def write_report(self, path: Path, text: str) -> None:
        self.upkeep.reports.append((path, text))

    def storage(self) -> tuple[StoredPlace, ...]:
        return self.upkeep.storage

    def remove_leftovers(self) -> int:
        *others, left = self.upkeep.storage
        self.upkeep.storage = (*others, replace(left, size=0, files=0))
        return left.size

    def libraries(self) -> tuple[Library, ...]:
        return (
            Library(name="all-MiniLM-L6-v2, int8", licence="Apache-2.0"),
            Library(name="openpyxl", version="3.1.5", licence="MIT"),
        )

    def licence_text(self, library: Library) -> str:
        return f"The licence of {library.name}, word for word."
