"""What results are about, and a way to write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from app.records import (
    Category,
    ResultRow,
    ResultsAbout,
    RunCounts,
    Scheme,
)
from app.writers import write_results

Writer = Callable[..., Path]


@pytest.fixture
def scheme() -> Scheme:
    return Scheme(
        name="Requests",
        description="What residents ask for.",
        categories=(
            Category(
                name="Potholes", description="Holes in a street.", examples=("A hole.",)
            ),
            Category(name="Trees", description="Trees and branches."),
            Category(name="Other"),
        ),
        other="Other",
        fingerprint="ab" * 32,
    )


@pytest.fixture
def about(scheme: Scheme) -> ResultsAbout:
    return ResultsAbout(
        scheme=scheme,
        counts=RunCounts(documents=4, documents_failed=1, items=3),
        models={"all-minilm-l6-v2": "cd" * 32},
        settings={"Text column": "proposed by Postroom"},
        notes=("Probabilities are not calibrated yet.",),
        version="0.1.0",
        finished="2026-01-02T03:04:05+00:00",
        case="march.postroom",
    )


@pytest.fixture
def written(tmp_path: Path, about: ResultsAbout) -> Writer:
    """Writes rows to a file with this suffix and gives its path."""

    def write(suffix: str, rows: Iterable[ResultRow], columns: Sequence[str] = ()) -> Path:
        path = tmp_path / f"results{suffix}"
        for _ in write_results(path, rows, about, columns):
            pass
        return path

    return write
