"""The counting part alone, over rows that already carry a category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping

import numpy as np

from app import store
from app.records import (
    DocumentState,
    Phase,
    PostroomError,
    Step,
    ThemeSettings,
    TrendsReport,
)
from app.store import CaseFile
from app.triage.trends import trends_report
from app.workflow.pace import Pace
from app.workflow.reading_before import read_before
from app.workflow.theme_columns import ItemDates, column_values, find_dates, need_columns
from app.workflow.theme_facts import COUNTING, settings_as_json
from app.workflow.theme_finding import read_rows
from app.workflow.tools import Tools

__all__ = ["count"]

MOST_GROUPS = 300
NO_TEXT_COLUMN = "no text column"


def count(
    case: CaseFile, tools: Tools, column: str, settings: ThemeSettings
) -> Generator[Step, None, TrendsReport]:
    """Read what waits and count the values of a column over time.

    Raises:
        PostroomError: There is no such column, it has too many values, or no dates.
    """
    yield Step(phase=Phase.STARTING, counts=store.counts(case))
    before, pace = read_before(case), Pace(clock=tools.clock)
    run = store.begin_run(
        case, COUNTING, settings=settings_as_json(settings), scheme={}, models={}
    )
    yield from read_rows(case, tools, (before, settings), (), pace)
    if read_otherwise(case):
        # A sheet may have nothing but dates and categories: then those are its text.
        as_text = ThemeSettings(column=settings.column or column, sheet=settings.sheet)
        yield from read_rows(case, tools, (None, as_text), (), pace)
    need_columns(case, [column], "whose values were to be counted")
    dates = find_dates(case, settings.date_column)
    if not dates.days:
        raise PostroomError(
            f"No cell of the column {dates.column} could be read as a date."
            if dates.column
            else "No column with dates was found.",
            "Name the column that has the dates.",
        )
    report = counted(column, column_values(case, column), dates)
    store.finish_run(case, run)
    yield Step(phase=Phase.DONE, counts=store.counts(case))
    return report


def read_otherwise(case: CaseFile) -> bool:
    """Put sheets without a text column back to waiting; whether there were any."""
    bare = [
        one
        for one in store.documents(case)
        if one.state is DocumentState.FAILED and one.reason_code == NO_TEXT_COLUMN
    ]
    for document in bare:
        store.wait_again(case, document.key)
    return bool(bare)


def counted(column: str, cells: Mapping[int, str], dates: ItemDates) -> TrendsReport:
    """The values of a column over time, the most frequent first.

    Args:
        column: Header of the column.
        cells: Its cells by key of the item.
        dates: Of the items.

    Raises:
        PostroomError: It has too many values to be categories, or none.
    """
    sizes = Counter(value for value in cells.values() if value)
    if not sizes:
        raise PostroomError(
            f"The column {column} is empty.", "Name the column that has the categories."
        )
    if len(sizes) > MOST_GROUPS:
        raise PostroomError(
            f"The column {column} has {len(sizes):,} different values; {MOST_GROUPS} is "
            "the most that can be counted as categories.",
            "Name a column of categories, or find themes in it.",
        )
    groups = sorted(sizes, key=lambda value: (-sizes[value], value))
    place = {value: number for number, value in enumerate(groups)}
    items = list(cells)
    pairs = [(at, place[cells[item]]) for at, item in enumerate(items) if cells[item]]
    blank = len(cells) - len(pairs)
    notes = list(dates.notes)
    if blank:
        rows = "row has" if blank == 1 else "rows have"
        notes.append(f"{blank:,} {rows} no value in the column {column}: not counted.")
    return trends_report(
        np.array([dates.days.get(item, 0) for item in items], dtype=np.int64),
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        groups,
        of=column,
        date_column=dates.column,
        notes=notes,
    )
