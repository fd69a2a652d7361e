"""Trends: planted rises, falls and spikes found, false alarms, time and peak memory.

    .venv/bin/python -m tests.benchmarks.trends --corpus DIR [--only NAME]

Dates of trend_constructed were made up over real texts, and its file of gold trends tells
which labels rise, fall or spike; all others are flat. The labels themselves are the groups,
so that what is measured is the counting and testing alone. The method's constants were
chosen on worlds made by chance; these rows were looked at in between, though (7 of 8 were
found at first, which led to a search for more power on those worlds, and to correcting
rises and falls by Benjamini and Hochberg instead of Holm). Beside it stands what is tried
first: one exact Poisson test a label and month, and one a label for the second half of the
time against the first, at 5 %, uncorrected and corrected by Bonferroni.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, poisson

from app.readers.dates import propose_date_column, read_dates
from app.records import PeriodKind, TrendKind, TrendsReport
from app.triage.trend_periods import cut
from app.triage.trends import trends_report
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

SHUFFLES = 5
LEVEL = 0.05
KINDS = {"rise": TrendKind.RISING, "fall": TrendKind.FALLING, "spike": TrendKind.SPIKE}

Integers = NDArray[np.int64]
Told = set[tuple[str, str]]


def main() -> None:
    """Measure and print."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "themes", "trend_constructed")
    if arguments.only in "constructed":
        constructed(corpus / "themes" / "trend_constructed")
    if arguments.only in "newport":
        newport(corpus / "classify" / "newport311" / "newport_seeclickfix_2017.csv")


def constructed(folder: Path) -> None:
    """What was planted, against what is told, by the product and by plain tests."""
    rows = table(folder / "banking77_dated_13k.csv")
    gold = json.loads((folder / "gold_trends.json").read_text(encoding="utf-8"))
    planted = {(name, kind.value) for key, kind in KINDS.items() for name in gold[key]}
    with Measured() as measured:
        found, days, pairs, names = counted(rows, "gold_label")
    told = {(one.group, one.kind.value) for one in found.trends}
    moving = {name for name, _ in planted}
    plain = {
        "uncorrected": told_plainly(days, pairs, names, LEVEL),
        "Bonferroni": told_plainly(days, pairs, names, LEVEL / (15 * len(names))),
    }
    report(
        f"trend_constructed, {len(rows)} rows, {len(names)} labels",
        figure=score(told, planted, moving),
        baseline="; ".join(f"{how}: {score(one, planted, moving)}"
                           for how, one in plain.items()),
        target="8 found, at most 1 false alarm",
        holds=planted <= told and len(told - planted) <= 1,
    )  # fmt: skip
    print(f"  {measured.seconds:.1f} s, peak {measured.peak_megabytes:.0f} MB")
    for one in found.trends:
        mark = "planted" if (one.group, one.kind.value) in planted else "FALSE"
        print(f"  {mark} {one.kind.value}: {one.sentence} (chance {one.chance:.1e})")
    for name, kind in sorted(planted - told):
        print(f"  MISSED {kind}: {name}")
    shuffled(days, pairs, names)


def shuffled(days: Integers, pairs: Integers, names: Sequence[str]) -> None:
    """False alarms where dates say nothing of labels."""
    alarms = []
    for seed in range(SHUFFLES):
        mixed = np.random.default_rng(seed).permutation(days)
        found = trends_report(mixed, pairs, names, of="label", date_column="date")
        alarms.append(len(found.trends))
    report(
        f"the same with dates shuffled, {SHUFFLES} times",
        figure=f"false alarms {alarms}",
        baseline="-",
        target="none",
        holds=sum(alarms) == 0,
    )


def newport(path: Path) -> None:
    """What is told of a city's reports; the winter of snow, the spring of potholes."""
    rows = [row for row in table(path) if row["request_type"].strip()]
    found, _, _, _ = counted(rows, "request_type")
    sentences = [one.sentence for one in found.trends]
    named = [
        any(what in text.lower() and when in text for text in sentences)
        for what, when in (("snow", "winter 20"), ("pothole", "spring 20"))
    ]
    report(
        f"newport311, {found.dated} rows from {found.first} to {found.last}",
        figure=f"winter of snow {named[0]}, spring of potholes {named[1]}",
        baseline="-",
        target="both named",
        holds=all(named),
    )
    for one in found.trends:
        print(f"  {one.kind.value}: {one.sentence} (chance {one.chance:.1e})")
    for note in found.notes:
        print(f"  note: {note}")
    if found.seasons is not None:
        print(
            f"  by season: {', '.join(found.seasons.seasons)}; all {found.seasons.totals}"
        )
        for name, counts in zip(found.seasons.groups, found.seasons.counts, strict=True):
            print(f"  {name}: {counts}")


def counted(
    rows: Sequence[dict[str, str]], column: str
) -> tuple[TrendsReport, Integers, Integers, list[str]]:
    """The report on a column of a sheet, as the program makes it."""
    cells = {header: [row[header] for row in rows] for header in rows[0]}
    date_column = propose_date_column(cells)
    dates = read_dates(cells[date_column])
    names = sorted(set(cells[column]))
    number = {name: place for place, name in enumerate(names)}
    pairs = np.array(
        [(item, number[name]) for item, name in enumerate(cells[column])], dtype=np.int64
    )
    days = np.array(dates.days, dtype=np.int64)
    found = trends_report(
        days, pairs, names, of=column, date_column=date_column, notes=[dates.note]
    )
    return found, days, pairs, names


def score(told: Told, planted: Told, moving: set[str]) -> str:
    """Planted trends found, and false ones by where they are."""
    false = told - planted
    flat = len({name for name, _ in false} - moving)
    return (
        f"{len(told & planted)} of {len(planted)} found, {len(false)} false "
        f"({flat} flat labels)"
    )


def told_plainly(
    days: Integers, pairs: Integers, names: Sequence[str], level: float
) -> Told:
    """What plain tests tell, one a label and month and one a label for its halves."""
    months = cut(days, PeriodKind.MONTH)
    counts = np.zeros((len(names), months.count), dtype=np.int64)
    np.add.at(counts, (pairs[:, 1], months.place[pairs[:, 0]]), 1)
    return {
        (names[number], kind.value)
        for number, row in enumerate(counts)
        for kind in plainly(row, months.totals, level)
    }


def plainly(counts: Integers, totals: Integers, level: float) -> Iterator[TrendKind]:
    """What plain tests say of one label."""
    expected = counts.sum() * totals / totals.sum()
    if (poisson.sf(counts - 1, expected) <= level).any():
        yield TrendKind.SPIKE
    half = len(counts) // 2
    late, share = int(counts[half:].sum()), float(totals[half:].sum() / totals.sum())
    test = binomtest(late, int(counts.sum()), share)
    if test.pvalue <= level:
        yield TrendKind.RISING if late > counts.sum() * share else TrendKind.FALLING


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
