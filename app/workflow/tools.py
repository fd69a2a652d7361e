"""What a workspace works with, built by the wiring and handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.engine import Embedder, LanguageModel
from app.readers import Reader
from app.records import FactList, Scheme, SummaryLength

if TYPE_CHECKING:
    from app.triage.rewording_prompts import Prompts

__all__ = ["SummaryResources", "Tools"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryResources:
    """What an office may change about summaries, out of its files.

    Attributes:
        lists: Lists of facts, in the order in which they are offered.
        lengths: That are offered, the shortest first.
        prompts: What a language model is asked.
    """

    lists: tuple[FactList, ...]
    lengths: tuple[SummaryLength, ...]
    prompts: Prompts


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    """The things a run opens when it needs them.

    Attributes:
        open_reader: A reader with a child process of its own.
        open_embedder: The embedder; raises PostroomError where it is not installed.
        open_language_model: The language model of this name ("" for the installed one
            that is worth most); None where there is none to open.
        background: Everyday sentences that stand in for the run's own texts while a run has
            too few of them.
        check_file: The known messages that a language model is checked on.
        checks: Folder where the result of a language model's check is kept by its hash.
        memory_path: Where a scheme's memory lies; None for a scheme from no file.
        person: Who sits at this computer.
        clock: Seconds from any fixed moment, never going back.
        now: The present time in ISO 8601 with its zone.
        version: Of the program.
        summary_resources: Lists of facts, lengths and prompts; raises PostroomError where
            a file that an office has changed has a mistake.
        pasted: Folder of the texts that were pasted; None where none are kept.
    """

    open_reader: Callable[[], Reader]
    open_embedder: Callable[[], Embedder]
    open_language_model: Callable[[str], LanguageModel | None]
    background: tuple[str, ...]
    check_file: Path
    checks: Path
    memory_path: Callable[[Scheme], Path | None]
    person: str
    clock: Callable[[], float]
    now: Callable[[], str]
    version: str
    summary_resources: Callable[[], SummaryResources]
    pasted: Path | None = None
