"""Scanned letters sorted against the same letters typed.

    .venv/bin/python -m tests.benchmarks.letters_sorted --corpus DIR

Sorts the 93 typed letters into the categories of their gold list, names only; then once
more with 31 of them as noisy scans. Compared is the accuracy on those 31.
"""

from __future__ import annotations

import csv
from pathlib import Path

from app.startup import Postroom
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report
from tests.benchmarks.product import scheme_of_names, sorted_rows

MOST_POINTS_LOWER = 0.03


def main() -> None:
    """Print the accuracy on the scans and on their typed twins."""
    corpus, _ = corpus_from_arguments(__doc__ or "", "letters", "manifest.csv")
    folder = corpus / "letters"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        gold = {row["file"]: row["gold_category"] for row in csv.DictReader(file)}
    scheme = scheme_of_names(sorted(set(gold.values())))
    typed = [folder / name for name in sorted(gold) if not name.endswith("_scan.pdf")]
    scans = [folder / name for name in sorted(gold) if name.endswith("_scan.pdf")]
    twins = {scan.name: scan.name.replace("_scan", "") for scan in scans}
    others = [path for path in typed if path.name not in twins.values()]
    postroom = Postroom.start()

    def right(inputs: list[Path]) -> dict[str, bool]:
        return {
            row.document.name: row.verdict is not None
            and row.verdict.category == gold[row.document.name]
            for row in sorted_rows(postroom, inputs, scheme)
        }

    by_typed = right(typed)
    with Measured() as measured:
        by_scan = right(others + scans)
    of_twins = sum(by_typed[name] for name in twins.values()) / len(twins)
    of_scans = sum(by_scan[name] for name in twins) / len(twins)
    print(f"{len(scheme.categories)} categories; all {len(typed)} typed letters: "
          f"{sum(by_typed.values()) / len(typed):.3f} right")  # fmt: skip
    report(
        "accuracy on scans",
        figure=f"{of_scans:.3f}",
        baseline=f"{of_twins:.3f} on the same letters typed",
        target=f"at most {MOST_POINTS_LOWER:.0%} lower",
        holds=of_scans >= of_twins - MOST_POINTS_LOWER,
    )
    print(f"{measured.seconds:.0f} s, peak {measured.peak_megabytes:.0f} MB")


if __name__ == "__main__":
    main()
