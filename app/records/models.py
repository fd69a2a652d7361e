"""Models: what the catalogue knows of them and what is installed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["InstalledModel", "ModelEntry", "ModelKind", "ModelState"]


class ModelKind(StrEnum):
    """What a model does."""

    EMBEDDER = "embedder"
    LANGUAGE_MODEL = "language model"


class ModelState(StrEnum):
    """Whether a model's file can be used."""

    READY = "ready"
    MISSING = "not installed"
    DAMAGED = "damaged"


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelEntry:
    """One model of the catalogue, or one that was imported and pinned by its hash.

    Attributes:
        name: Short identifier, used on the command line.
        title: Shown to people.
        kind: What it does.
        file: Name of the weights' file inside the model's folder.
        size: In bytes, 0 where it is not known.
        sha256: Lower-case hex, empty where it is not known.
        licence: SPDX identifier or the licence's own name.
        languages: ISO 639-1 codes it was made for.
        source: Where it can be had, in words for people.
        card: One sentence on what it is good for.
        starter: Whether it comes with the program.
        imported: Whether a person brought it, rather than the catalogue.
    """

    name: str
    title: str
    kind: ModelKind
    file: str
    size: int = 0
    sha256: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()
    source: str = ""
    card: str = ""
    starter: bool = False
    imported: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class InstalledModel:
    """A model of the list and what stands on disk of it.

    Attributes:
        entry: What is known of it.
        state: Whether it can be used.
        path: Absolute path of the weights' file, empty where it is missing.
    """

    entry: ModelEntry
    state: ModelState
    path: str = ""
