"""``postroom models try``: what a language model adds on an office's own labels."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import click
from rich.table import Table

from app.command_line.cases import unkept
from app.command_line.edge import STOPPED, as_wrong_use
from app.command_line.program import Program
from app.command_line.progress import StopAsked, follow
from app.command_line.telling import count_of, percent, plain, size_of
from app.records import ModelTrial

__all__ = ["try_model"]


@click.command(
    "try",
    short_help="See what a language model adds on our own labels.",
    help="""\
Let a language model read labelled items of a scheme, and see what it adds: how much is
right without it, by it alone, and with it, on labels that were held out. One that adds
nothing is left out of the sorting.

\b
Examples:
  postroom models try qwen2.5-1.5b-instruct --scheme requests_311
  postroom models try qwen2.5-1.5b-instruct --labels 500 --json
""",
)
@click.argument("name")
@click.option("--scheme", default="", metavar="FILE|NAME", help="Whose labels it reads.")
@click.option(
    "--labels",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    metavar="N",
    help="How many labelled items it reads at most.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON.")
@click.pass_context
def try_model(
    context: click.Context, name: str, scheme: str, labels: int, *, as_json: bool
) -> None:
    """Try a model."""
    program = context.find_object(Program) or Program()
    with as_wrong_use():
        chosen = program.postroom.scheme(scheme)
    with unkept(program) as workspace:
        with StopAsked() as stop:
            steps = workspace.try_model(chosen, name, most=labels)
            complete = follow(program.err, steps, stop)
        trial = workspace.trial
    if not complete or trial is None:
        click.echo("Stopped.", err=True)
        context.exit(STOPPED)
    if as_json:
        program.print_json(dataclasses.asdict(trial))
        return
    others = [one for one in program.postroom.model_trials(chosen) if one != trial]
    program.out.print(trials_table([*others, trial]))
    program.out.print(told_of(trial), soft_wrap=True)


def trials_table(trials: Sequence[ModelTrial]) -> Table:
    """Trials as a table, a line each."""
    told = "Right: without it, by it alone, with it. Error of calibration: without, with."
    table = Table(caption=told, caption_justify="left")
    table.add_column("Model", no_wrap=True)
    for heading in ("Labels", "Right", "Error", "A minute", "Memory"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Adds", no_wrap=True)
    for one in trials:
        rights = (one.right_without, one.right_alone, one.right_with)
        errors = (one.error_without, one.error_with)
        table.add_row(
            plain(one.model),
            f"{one.labels:,}",
            " ".join(f"{share:.0%}" for share in rights),
            " ".join(f"{share:.1%}" for share in errors),
            f"{one.items_per_minute:,.0f}",
            size_of(one.memory_bytes),
            "yes" if one.adds else "no",
        )
    return table


def told_of(trial: ModelTrial) -> str:
    """Whether a model is used, and why."""
    name = plain(trial.model)
    told = (
        f"On {count_of(trial.labels, 'label')}, {percent(trial.right_without)} are right"
        f" without {name}, {percent(trial.right_with)} with it;"
    )
    if not trial.adds:
        return f"{told} it adds nothing: it is left out."
    return (
        f"{told} it is used from now on, with {percent(trial.weight)} of the say. So much"
        f" better by luck alone: {percent(trial.chance)}."
    )
