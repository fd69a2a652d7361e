"""Runs over a case file: what was asked, how far they came, and the facts they found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.records import Phase
from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.database_file import DatabaseFile
from app.store.texts import from_json, to_json

__all__ = [
    "Run",
    "RunState",
    "begin_run",
    "fact",
    "facts",
    "finish_run",
    "last_run",
    "put_fact",
    "resumable_run",
    "run",
    "run_schemes",
    "set_phase",
]


class RunState(StrEnum):
    """Whether a run is over."""

    RUNNING = "running"
    FINISHED = "finished"
    GIVEN_UP = "given up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run over the case file.

    Attributes:
        key: Its number, from 1.
        kind: What it does, ``"sort"`` say.
        settings: What was asked for.
        scheme: The scheme it sorts by.
        models: The models that take part.
        phase: What it was doing last.
        state: Whether it is over.
        begun: Time in ISO 8601 with zone.
        finished: The same; empty while it is not over.
    """

    key: int
    kind: str
    settings: Mapping[str, Any]
    scheme: Mapping[str, Any]
    models: Mapping[str, Any]
    phase: Phase
    state: RunState
    begun: str
    finished: str


def begin_run(
    case: CaseFile,
    kind: str,
    *,
    settings: Mapping[str, Any],
    scheme: Mapping[str, Any],
    models: Mapping[str, Any],
) -> int:
    """Begins a run, gives up an unfinished one of its kind, and returns its key.

    Args:
        case: The case file.
        kind: What it does, ``"sort"`` say.
        settings: What was asked for; whatever JSON can hold, as are the next two.
        scheme: The scheme it sorts by.
        models: The models that take part.
    """
    with case.writing():
        case.execute(
            "UPDATE run SET state = ?, finished = ? WHERE kind = ? AND state = ?",
            (RunState.GIVEN_UP, now(), kind, RunState.RUNNING),
        )
        case.execute(
            "INSERT INTO run "
            "(kind, settings, scheme, models, phase, state, begun, finished) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, '')",
            (
                kind,
                to_json(settings),
                to_json(scheme),
                to_json(models),
                Phase.STARTING,
                RunState.RUNNING,
                now(),
            ),
        )
        key = case.number("SELECT max(key) FROM run")
        audit(case, "run begun", {"run": key, "kind": kind})
        return key


def resumable_run(case: CaseFile, kind: str) -> Run | None:
    """The run of a kind that was cut off, None where there is none."""
    row = case.first(
        "SELECT * FROM run WHERE kind = ? AND state = ? ORDER BY key DESC LIMIT 1",
        (kind, RunState.RUNNING),
    )
    return None if row is None else _run_from(row)


def last_run(case: CaseFile, kind: str) -> Run | None:
    """The newest run of a kind, over or not; None where there is none."""
    row = case.first("SELECT * FROM run WHERE kind = ? ORDER BY key DESC LIMIT 1", (kind,))
    return None if row is None else _run_from(row)


def run(case: CaseFile, key: int) -> Run:
    """The run with this key.

    Raises:
        KeyError: There is none.
    """
    row = case.first("SELECT * FROM run WHERE key = ?", (key,))
    if row is None:
        raise KeyError(f"no run {key}")
    return _run_from(row)


def set_phase(case: CaseFile, key: int, phase: Phase) -> None:
    """Notes what a run is doing now."""
    with case.writing():
        case.execute("UPDATE run SET phase = ? WHERE key = ?", (phase, key))


def finish_run(case: CaseFile, key: int) -> None:
    """Notes that a run is complete."""
    with case.writing():
        case.execute(
            "UPDATE run SET state = ?, phase = ?, finished = ? WHERE key = ?",
            (RunState.FINISHED, Phase.DONE, now(), key),
        )
        audit(case, "run finished", {"run": key})


def put_fact(file: DatabaseFile, key: int, name: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Stores a named fact of a run, in place of an older one of that name.

    Args:
        file: The case file or memory.
        key: Of the run; 0 for a fact of the file itself.
        name: Of the fact.
        value: Whatever JSON can hold.
    """
    with file.writing():
        file.execute(
            "INSERT OR REPLACE INTO fact VALUES (?, ?, ?)", (key, name, to_json(value))
        )


def fact(file: DatabaseFile, key: int, name: str) -> Any:  # noqa: ANN401 - JSON
    """A named fact of a run (0: of the file itself), None where it is not known."""
    row = file.first("SELECT value FROM fact WHERE run = ? AND name = ?", (key, name))
    return None if row is None else from_json(row["value"])


def facts(file: DatabaseFile, key: int) -> dict[str, Any]:
    """All facts of a run (0: of the file itself) by name."""
    rows = file.select("SELECT name, value FROM fact WHERE run = ? ORDER BY name", (key,))
    return {row["name"]: from_json(row["value"]) for row in rows}


def _run_from(row: sqlite3.Row) -> Run:
    return Run(
        key=row["key"],
        kind=row["kind"],
        settings=from_json(row["settings"]),
        scheme=from_json(row["scheme"]),
        models=from_json(row["models"]),
        phase=Phase(row["phase"]),
        state=RunState(row["state"]),
        begun=row["begun"],
        finished=row["finished"],
    )


def run_schemes(case: CaseFile) -> list[Mapping[str, Any]]:
    """Every scheme that some run sorted by, each once."""
    rows = case.select("SELECT DISTINCT scheme FROM run")
    return [from_json(row["scheme"]) for row in rows]
