"""What a person has set for the program as a whole, and what it keeps on this computer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

__all__ = ["Library", "Settings", "SettingsStanding", "StoredKind", "StoredPlace"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a person has set for the program as a whole; the defaults are the usual.

    Attributes:
        language: Of the window, as ISO 639-1 code; empty for the system's.
        appearance: Which colours it wears.
        text_size: In percent of the system's own, 100 to 200.
        accuracy: Share right that the first run of a case is asked for, 0.8 to 0.99.
        memory: Whether corrections are kept in the scheme's memory and take part.
        language_model: Name of the model, "" for the best one there is, "none" for none.
        notices: Whether it is told when long work has ended.
    """

    language: str = ""
    appearance: Literal["system", "light", "dark", "contrast"] = "system"
    text_size: int = 100
    accuracy: float = 0.9
    memory: bool = True
    language_model: str = ""
    notices: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsStanding:
    """The settings in force.

    Attributes:
        settings: With what the machine's policy sets in place of the person's choice.
        fixed: Names of the settings that the policy sets.
        problem: What became of a file that could not be used; mostly empty.
    """

    settings: Settings = field(default_factory=Settings)
    fixed: tuple[str, ...] = ()
    problem: str = ""


class StoredKind(StrEnum):
    """What lies in one of the program's own folders."""

    CASES = "cases"
    SCHEMES = "schemes"
    MEMORIES = "memories"
    MODELS = "models"
    LOGS = "logs"
    LEFTOVERS = "leftovers"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPlace:
    """One of the program's own folders.

    Attributes:
        kind: What lies there.
        folder: Where it is; it need not exist.
        size: In bytes, of all that lies there.
        files: How many there are.
    """

    kind: StoredKind
    folder: Path
    size: int = 0
    files: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """A part of the program that others have made.

    Attributes:
        name: Of the library or the model.
        version: Empty where it has none.
        licence: Its name, as the library says; empty where it does not.
    """

    name: str
    version: str = ""
    licence: str = ""
