"""Runs: the steps a long job yields, and what a run was asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Phase", "RunCounts", "SortSettings", "Step"]


class Phase(StrEnum):
    """What a run is doing."""

    STARTING = "starting"
    READING = "reading"
    MEANING = "comparing meanings"
    MODEL_CHECK = "checking the language model"
    MODEL = "asking the language model"
    LEARNING = "learning from labels"
    DECIDING = "deciding"
    GROUPING = "finding themes"
    NAMING = "naming themes"
    ASSIGNING = "assigning themes"
    SUMMARIZING = "choosing sentences"
    REWORDING = "putting sentences into words"
    ANSWERING = "answering questions"
    HASHING = "checking files"
    COPYING = "copying"
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class RunCounts:
    """How many documents and items stand where; the parts of each add up to its total."""

    documents: int = 0
    documents_failed: int = 0
    items: int = 0
    sorted: int = 0
    needs_review: int = 0
    failed: int = 0
    undecided: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a run.

    Attributes:
        phase: What is being done.
        done: How many of ``total`` are done in this phase.
        total: How many there are in this phase as far as is known; 0 if not known.
        document: Name of the document just finished or being read; may be empty.
        message: A sentence worth showing; may be empty.
        seconds_left: Estimate for the whole run, None while it cannot be told.
        counts: How things stand now.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    document: str = ""
    message: str = ""
    seconds_left: float | None = None
    counts: RunCounts = RunCounts()


@dataclass(frozen=True, kw_only=True, slots=True)
class SortSettings:
    """What a person asked of a sorting run; kept with the run and shown in its results.

    Attributes:
        column: Header of the text column, empty to let Postroom propose it.
        sheet: Name of the sheet to read, empty for all sheets that have a text column.
        language_model: Name of the model, "" for the installed best one, "none" for none.
        model_minutes: Minutes the language model may take for undecided items.
        recognize_all: Whether pages that have text are read by text recognition too.
        accuracy: Share of the items decided alone that should be right, 0 to 1.
        memory: Whether the labels that the scheme's memory keeps take part, and whether
            corrections are kept there.
        private_column: Header of a column that marks rows as private where its cell says
            so; empty for none.
        private: Whether all items are private.
    """

    column: str = ""
    sheet: str = ""
    language_model: str = ""
    model_minutes: float = 10.0
    recognize_all: bool = False
    accuracy: float = 0.9
    memory: bool = True
    private_column: str = ""
    private: bool = False
