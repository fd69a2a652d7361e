"""Sorting without labels: accuracy on public data from names and descriptions only.

Run with ``python -m tests.benchmarks.zero_label --corpus DIR``. Nothing in the program was
chosen on these rows, and the descriptions below were written from the names before the rows
were scored.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine import Embedder
from app.records import Category, Scheme
from app.startup.wiring import Postroom
from app.triage import (
    choices,
    decide,
    find_statistics,
    prototype_texts,
    prototypes,
    text_hash,
    uncalibrated,
)
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

Floats = NDArray[np.floating]

BATCH = 256
LEAST_ROWS = 5

COMPLAINTS = {
    "debt_collection": "Complaints about debt collectors who call, write or sue over a "
    "debt, including debts that are not owed.",
    "credit_reporting": "Complaints about wrong information on a credit report, inquiries, "
    "and credit bureaus that do not correct errors.",
    "mortgages_and_loans": "Complaints about mortgages, student loans, car loans and other "
    "loans: payments, interest, servicing, modification and foreclosure.",
    "retail_banking": "Complaints about checking and savings accounts, deposits, "
    "withdrawals, transfers, fees and closed accounts at a bank.",
    "credit_card": "Complaints about credit cards: charges, disputes, fees, interest, "
    "rewards, applications and closed cards.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Rows with their gold category, and the scheme to sort them into."""

    name: str
    texts: tuple[str, ...]
    gold: NDArray[np.int64]
    scheme: Scheme
    target: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Shares that are right, and what the probabilities claim."""

    cosine: float
    corrected: float
    product: float
    claimed: float
    sure: float
    sure_right: float


def main() -> None:
    """Measure every task and print its line."""
    corpus, _ = corpus_from_arguments(__doc__ or "", "classify")
    tools = Postroom.start().tools()
    for task in (complaints(corpus), reports(corpus)):
        with Measured() as measured, tools.open_embedder() as embedder:
            outcome = measure(task, embedder, tools.background)
        report(
            f"{task.name}, no labels, {len(task.texts)} rows, "
            f"{len(task.scheme.categories)} categories",
            figure=f"{outcome.product:.3f}",
            baseline=f"cosine {outcome.cosine:.3f}, corrected {outcome.corrected:.3f}",
            target=f"{task.target:.2f}",
            holds=outcome.product >= task.target,
        )
        print(
            f"  mean probability {outcome.claimed:.3f}; "
            f"{outcome.sure:.0%} at 0.5 or more, {outcome.sure_right:.1%} of them right; "
            f"{measured.seconds:.1f} s, peak {measured.peak_megabytes:.0f} MiB"
        )


def measure(task: Task, embedder: Embedder, background: Sequence[str]) -> Outcome:
    """Sort a task's rows as the program does, and by plain cosine beside it."""
    # As the case file keeps them.
    vectors = embedded(embedder, task.texts).astype(np.float16).astype(np.float32)
    plain = [plainly(category) for category in task.scheme.categories]
    cosine = vectors @ embedded(embedder, plain).T
    hashes = [text_hash(text).hex() for text in task.texts]
    first = [hashes.index(one) for one in dict.fromkeys(hashes)]
    places = prototypes(task.scheme, embedded(embedder, prototype_texts(task.scheme)))
    statistics = find_statistics(
        vectors[first],
        [hashes[number] for number in first],
        places,
        embedded(embedder, background),
    )
    found = choices(uncalibrated(decide(vectors, statistics), statistics.trust))
    right = np.array([choice.best for choice in found]) == task.gold
    claims = np.array([choice.probability for choice in found])
    sure = claims >= 0.5
    return Outcome(
        cosine=float((cosine.argmax(axis=1) == task.gold).mean()),
        corrected=float(
            ((cosine - cosine.mean(axis=0)).argmax(axis=1) == task.gold).mean()
        ),
        product=float(right.mean()),
        claimed=float(claims.mean()),
        sure=float(sure.mean()),
        sure_right=float(right[sure].mean()) if sure.any() else 0.0,
    )


def embedded(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """Vectors of any number of texts."""
    return np.concatenate(
        [
            embedder.embed(
                texts[start : start + BATCH], [()] * len(texts[start : start + BATCH])
            ).vectors
            for start in range(0, len(texts), BATCH)
        ]
    )


def plainly(category: Category) -> str:
    """A category as the plain baseline embeds it."""
    named = category.name
    return f"{named}: {category.description}" if category.description else named


def complaints(corpus: Path) -> Task:
    """Consumer complaints with one-sentence descriptions."""
    rows = table(corpus / "classify" / "cfpb1000" / "cfpb1000.csv")
    return task_of(
        "cfpb1000", [(row["text"], row["label"]) for row in rows], COMPLAINTS, target=0.70
    )


def reports(corpus: Path) -> Task:
    """Reports to a city with names only, without Other and rare categories."""
    rows = table(corpus / "classify" / "newport311" / "newport_seeclickfix_2017.csv")
    labelled = [
        (row["description"], row["request_type"])
        for row in rows
        if row["description"].strip() and row["request_type"].strip() not in ("", "Other")
    ]
    sizes = Counter(label for _, label in labelled)
    kept = [(text, label) for text, label in labelled if sizes[label] >= LEAST_ROWS]
    return task_of("newport311", kept, {}, target=0.58)


def table(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def task_of(
    name: str, rows: Sequence[tuple[str, str]], told: dict[str, str], *, target: float
) -> Task:
    """A task over labelled rows; its scheme has the labels as names, in their order."""
    labels = sorted({label for _, label in rows})
    return Task(
        name=name,
        texts=tuple(text for text, _ in rows),
        gold=np.asarray([labels.index(label) for _, label in rows]),
        scheme=Scheme(
            name=name,
            description="",
            categories=tuple(
                Category(name=label.replace("_", " "), description=told.get(label, ""))
                for label in labels
            ),
        ),
        target=target,
    )


if __name__ == "__main__":
    main()
