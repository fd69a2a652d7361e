"""The sample inbox against its gold list, by language and kind; it needs no --corpus.

    .venv/bin/python -m tests.benchmarks.sample_inbox

The inbox was written for this project and took part in choosing the method, so this is no
test of accuracy on strange mail; it shows what a new user sees, and what Spanish costs.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from app.records import Status
from app.startup import Postroom
from tests.benchmarks.measuring import Measured
from tests.benchmarks.product import sorted_rows

SHEETS = ("311_requests_march.xlsx", "walk_in_comments.csv")


def gold_list(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    """The gold list by document and row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["document"], row["row"]): row for row in csv.DictReader(file)}


def main() -> None:
    """Print shares for each scheme, kind and language."""
    postroom = Postroom.start()
    gold = gold_list(postroom.places.resources / "sample_inbox_gold.csv")
    inbox = postroom.sample_inbox
    runs = (
        ("resident_correspondence", [inbox], "category_default_scheme"),
        ("requests_311", [inbox / name for name in SHEETS], "category"),
    )
    for name, inputs, column in runs:
        found: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
        with Measured() as measured:
            for row in sorted_rows(postroom, inputs, postroom.scheme(name)):
                if row.item is None or row.verdict is None:
                    continue
                known = gold[row.document.name, str(row.item.place.row or "")]
                if known[column]:
                    kind = "rows" if known["row"] else "letters"
                    found[kind, known["language"]].append(
                        (
                            row.verdict.category == known[column],
                            row.verdict.status is Status.SORTED,
                        )
                    )
        print(f"{name}: {measured.seconds:.0f} s, peak {measured.peak_megabytes:.0f} MB")
        for (kind, language), pairs in sorted(found.items()):
            alone = [right for right, decided in pairs if decided]
            print(
                f"  {kind}, {language}: {len(pairs)} items, "
                f"{sum(right for right, _ in pairs) / len(pairs):.3f} right; "
                f"decided alone {len(alone) / len(pairs):.2f}"
                + (f", of these {sum(alone) / len(alone):.3f} right" if alone else "")
            )


if __name__ == "__main__":
    main()
