"""Puts one analysis in the place of another until ``test_themes_kill`` kills it.

The two differ in every theme, member and item.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app import store
from app.store import AnalysedItem, Membership, StoredTheme
from tests.store.made import letter, read_in, row_item

ITEMS = 3000


def prepare(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(f"request {n}", n) for n in range(2, ITEMS + 2)])


def analyse(case: store.CaseFile, turn: int) -> None:
    """The analysis of a turn: its number is everywhere in it."""
    run = store.begin_run(case, "themes", settings={}, scheme={}, models={})
    store.put_analysis(
        case,
        run,
        [StoredTheme(key=turn, name=f"theme {turn}")],
        [Membership(item=key, theme=turn, strength=turn) for key in range(1, ITEMS + 1)],
        [AnalysedItem(item=key, campaign=turn) for key in range(1, ITEMS + 1)],
    )


if __name__ == "__main__":
    with store.open_case(Path(sys.argv[1])) as opened:
        for number in range(int(sys.argv[2]), 10_000):
            print(number, flush=True)  # noqa: T201 - the test reads it
            analyse(opened, number)
