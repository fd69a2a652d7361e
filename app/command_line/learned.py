"""What was learned from labels, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from app.command_line.telling import count_of, of_hundred, percent, plain
from app.records import (
    Change,
    Interval,
    LearningReport,
    Lesson,
    Promise,
    ReliabilityBin,
    RunCounts,
    Taught,
)

if TYPE_CHECKING:
    from app.workflow import Workspace

__all__ = [
    "between",
    "print_changes",
    "print_in_short",
    "print_learned",
    "print_taught",
]

BAR = 20
CHANGES_SHOWN = 20


def between(interval: Interval | None) -> str:
    """An interval in brackets, with a blank before it; empty where there is none."""
    if interval is None:
        return ""
    return f" (between {of_hundred(interval.low)} and {of_hundred(interval.high)})"


def print_in_short(console: Console, workspace: Workspace, counts: RunCounts) -> None:
    """Print what a run had learned, in a sentence or two; nothing without labels."""
    report = workspace.learned
    if report is None:
        return
    told = [plain(report.reason)]
    if report.used and report.calibrated:
        told.append(f"Probabilities are calibrated{error_of(report)}.")
    if report.used and report.promise is not None:
        found = workspace.at_accuracy([report.promise.wanted])
        alone = f", {found[0].alone:,} of {count_of(counts.items, 'item')}" if found else ""
        told.append(f"{promised(report.promise)}{alone}.")
    console.print(" ".join(told), soft_wrap=True)


def error_of(report: LearningReport) -> str:
    """The calibration error in brackets, with a blank before it; empty where unknown."""
    if report.calibration_error is None:
        return ""
    return f" (error {percent(report.calibration_error)})"


def promised(promise: Promise) -> str:
    """What holds for that which is decided alone, without the full stop."""
    if promise.right is None:
        return f"At {percent(promise.wanted)} accuracy none of the items is decided alone"
    return (
        f"Of the items it decides alone about {of_hundred(promise.right)} of 100 are"
        f" right{between(promise.interval)}"
    )


def print_learned(console: Console, report: LearningReport) -> None:
    """Print all that is known of what was learned."""
    if report.by_category:
        console.print(labels_table(report))
    print_labels(console, report)
    console.print(plain(report.reason), soft_wrap=True)
    if report.interval is None:  # nothing was held out
        return
    console.print(
        f"Right without learning: {percent(report.right_before)}. With it:"
        f" {percent(report.right_after)}{between(report.interval)}, each label held out in"
        " its turn.",
        soft_wrap=True,
    )
    if report.weights:
        ordered = sorted(report.weights.items(), key=lambda pair: (-pair[1], pair[0]))
        said = ", ".join(f"{plain(name)} {weight:.0%}" for name, weight in ordered)
        console.print(f"Say of the sources: {said}.", soft_wrap=True)
    print_calibration(console, report)


def print_labels(console: Console, report: LearningReport) -> None:
    """Print how many labels there are, and how many do not count."""
    having = sum(1 for _, number in report.by_category if number)
    of_all = count_of(len(report.by_category), "category")
    where = f" in {having} of {of_all}" if report.by_category else ""
    console.print(f"{count_of(report.labels, 'label')}{where}.", soft_wrap=True)
    if report.left_out:
        console.print(
            f"{count_of(report.left_out, 'label')} more"
            f" {'names' if report.left_out == 1 else 'name'} no category of the scheme.",
            soft_wrap=True,
        )


def labels_table(report: LearningReport) -> Table:
    """How many labels each category has, in the scheme's order."""
    table = Table()
    table.add_column("Category", overflow="fold")
    table.add_column("Labels", justify="right")
    table.add_column("")
    most = max(number for _, number in report.by_category) or 1
    for name, number in report.by_category:
        bar = "#" * max(round(BAR * number / most), number > 0)
        table.add_row(plain(name), f"{number:,}", bar.ljust(BAR))
    return table


def print_calibration(console: Console, report: LearningReport) -> None:
    """Print how far probabilities hold, and what is decided alone by them."""
    if not report.calibrated:
        console.print(
            "Probabilities are not calibrated yet; more labels help.", soft_wrap=True
        )
        return
    console.print(
        f"Calibration error: {percent(report.calibration_error)}. Perfect probabilities"
        f" would show {percent(report.sampling_error)} by chance, on so few labels.",
        soft_wrap=True,
    )
    if report.reliability:
        console.print(reliability_table(report.reliability))
    print_promise(console, report.promise)


def print_promise(console: Console, promise: Promise | None) -> None:
    """Print what is decided alone, which depends on the items that there are to decide."""
    if promise is None:
        console.print(
            "How many items it decides alone shows with a case file: --case CASE.",
            soft_wrap=True,
        )
        return
    if promise.right is not None:
        wanted, share = percent(promise.wanted), percent(promise.share)
        console.print(
            f"At {wanted} accuracy it decides {share} of the items alone.", soft_wrap=True
        )
    judged = f", by {count_of(promise.judged, 'label')}" if promise.judged else ""
    console.print(f"{promised(promise)}{judged}.", soft_wrap=True)


def reliability_table(bins: Sequence[ReliabilityBin]) -> Table:
    """What was claimed and what held, by stretches of the probability."""
    table = Table(caption="# right, | claimed", caption_justify="left")
    for heading in ("Probability", "Labels", "Claimed", "Right"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in bins:
        table.add_row(
            f"{one.low:.0%} to {one.high:.0%}",
            f"{one.count:,}",
            f"{one.claimed:.0%}",
            f"{one.right:.0%}",
            bar_of(one),
        )
    return table


def bar_of(one: ReliabilityBin) -> str:
    """A bar as long as the share that is right, with a mark at what was claimed."""
    bar = list(("#" * round(BAR * one.right)).ljust(BAR + 1))
    bar[round(BAR * one.claimed)] = "|"
    return "".join(bar)


def print_changes(console: Console, lesson: Lesson) -> None:
    """Print what would be sorted otherwise, the surest changes first."""
    changed = f"{lesson.changed:,} of {count_of(lesson.items, 'item')}"
    console.print(f"{changed} would be sorted otherwise.", soft_wrap=True)
    if lesson.decided_alone is not None:
        console.print(f"{lesson.decided_alone:,} would be decided alone.", soft_wrap=True)
    shown = lesson.changes[:CHANGES_SHOWN]
    if shown:
        console.print(changes_table(shown))
    if lesson.changed > len(shown):
        console.print(f"and {lesson.changed - len(shown):,} more", soft_wrap=True)


def changes_table(changes: Sequence[Change]) -> Table:
    """Items with what they are and what they would be."""
    table = Table()
    table.add_column("Item", justify="right", no_wrap=True)
    table.add_column("Text", overflow="ellipsis", no_wrap=True, max_width=40)
    for heading in ("Before", "After"):
        table.add_column(heading, overflow="fold")
    table.add_column("Prob.", justify="right", no_wrap=True)
    for change in changes:
        table.add_row(
            str(change.item),
            plain(change.text),
            plain(change.before or "-"),
            f"-> {plain(change.after or '-')}",
            "" if change.probability is None else f"{change.probability:.0%}",
        )
    return table


def print_taught(console: Console, taught: Taught) -> None:
    """Print what became of the rows of a labelled file; the parts add up."""
    parts = (
        (taught.kept, "new or changed, kept in the scheme's memory"),
        (taught.known, "known already"),
        (taught.repeated, "whose text stands again further down; the last one counts"),
        (taught.private, "private, never kept"),
        (taught.without_label, "without a category"),
        (taught.without_text, "without text"),
        (sum(number for _, number in taught.unknown), "with a category the scheme has not"),
    )
    console.print(f"{count_of(taught.rows, 'row')} read, of these:", soft_wrap=True)
    for number, what in parts:
        console.print(f"  {number:>7,} {what}", soft_wrap=True)
    for name, number in taught.unknown:
        console.print(f"          {number:,} x {plain(name)}", soft_wrap=True)
