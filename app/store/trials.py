"""Trials of language models, kept in a scheme's memory."""

from __future__ import annotations

from dataclasses import asdict

from app.records import ModelTrial
from app.store.audit import audit
from app.store.memory import Memory
from app.store.texts import from_json, to_json

__all__ = ["put_trial", "trials"]


def put_trial(memory: Memory, trial: ModelTrial) -> None:
    """Keeps what a language model adds, in place of an older trial of the same file."""
    with memory.writing():
        memory.execute(
            "INSERT OR REPLACE INTO trial (sha256, trial) VALUES (?, ?)",
            (trial.sha256, to_json(asdict(trial))),
        )
        detail = {"model": trial.model, "sha256": trial.sha256, "labels": trial.labels}
        audit(memory, "language model tried", detail | {"adds": trial.adds})


def trials(memory: Memory) -> list[ModelTrial]:
    """The trials, one of each model's file, the newest last."""
    rows = memory.select("SELECT trial FROM trial ORDER BY key")
    return [ModelTrial(**from_json(row["trial"])) for row in rows]
