"""What a blind check found, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from app.command_line.learned import between
from app.command_line.telling import count_of, of_hundred, plain
from app.records import BlindReport, CategoryScore, GroupScore, Interval, Times

__all__ = ["print_blind_report"]

PAIRS_SHOWN = 20
NOT_MEASURED = "not measured yet"


def print_blind_report(console: Console, report: BlindReport) -> None:
    """Print all that a blind check found."""
    if report.categories:
        console.print(categories_table(report.categories))
    if report.groups:
        console.print(groups_table(report.groups))
    print_confusion(console, report.confusion)
    console.print(
        f"{report.checked:,} of the {count_of(report.sample, 'item')} in the sample are"
        " labelled.",
        soft_wrap=True,
    )
    console.print(f"Of the whole case {told(report.right, report.interval)}.")
    if report.alone_right is not None:
        alone = told(report.alone_right, report.alone_interval)
        by = count_of(report.alone_checked, "item")
        console.print(f"Of what was decided alone {alone}, by {by}.", soft_wrap=True)
    console.print(f"Macro-F1: {report.macro_f1:.2f}.")
    print_kappa(console, report.kappa)
    print_times(console, report.times)


def told(right: float, interval: Interval | None) -> str:
    """A share that is right, with its interval."""
    return f"about {of_hundred(right)} of 100 are right{between(interval)}"


def categories_table(categories: Sequence[CategoryScore]) -> Table:
    """How each category did."""
    table = Table()
    table.add_column("Category", overflow="fold")
    for heading in ("Checked", "Predicted", "Both", "Precision", "Recall", "F1"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in categories:
        table.add_row(
            plain(one.category),
            *(f"{number:,}" for number in (one.checked, one.predicted, one.both)),
            # What nobody chose has no recall, and what was never predicted no precision.
            f"{one.precision:.0%}" if one.predicted else "-",
            f"{one.recall:.0%}" if one.checked else "-",
            f"{one.f1:.2f}",
        )
    return table


def groups_table(groups: Sequence[GroupScore]) -> Table:
    """How the items of each language and sheet did."""
    table = Table()
    for heading in ("Kind", "Name"):
        table.add_column(heading, overflow="fold")
    for heading in ("Checked", "Right", "Between"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in groups:
        low, high = one.interval.low, one.interval.high
        table.add_row(
            plain(one.kind),
            plain(one.name) or "not known",
            f"{one.checked:,}",
            f"{one.right:.0%}",
            f"{low:.0%} and {high:.0%}",
        )
    return table


def print_confusion(console: Console, confusion: Sequence[tuple[str, str, int]]) -> None:
    """Print which categories were taken for which, the most frequent first."""
    errors = [pair for pair in confusion if pair[0] != pair[1]]
    errors.sort(key=lambda pair: -pair[2])
    if not errors:
        return
    console.print("Taken for another category:")
    for person, program, number in errors[:PAIRS_SHOWN]:
        console.print(
            f"  {number:,} x {plain(person)}, sorted as {plain(program)}", soft_wrap=True
        )
    if len(errors) > PAIRS_SHOWN:
        console.print(f"  and {count_of(len(errors) - PAIRS_SHOWN, 'other pair')}")


def print_kappa(console: Console, kappa: Sequence[tuple[str, str, int, float]]) -> None:
    """Print how far persons agree."""
    for one, other, number, value in kappa:
        console.print(
            f"{plain(one)} and {plain(other)} agree with a kappa of {value:.2f} on"
            f" {count_of(number, 'item')}.",
            soft_wrap=True,
        )


def print_times(console: Console, times: Times) -> None:
    """Print what was measured of time."""
    by_hand, with_program = minutes(times.by_hand), minutes(times.with_program)
    console.print(f"By hand: {by_hand}. With the program: {with_program}.")
    saved = times.saved_hours
    hours = NOT_MEASURED if saved is None else f"{saved:,.1f} over the whole case"
    console.print(f"Hours saved: {hours}.")


def minutes(value: float | None) -> str:
    """Minutes per item in words."""
    return NOT_MEASURED if value is None else f"{value:.2f} minutes per item"
