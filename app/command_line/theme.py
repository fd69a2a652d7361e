"""``postroom theme``: the themes of a case file, seen and put right by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from app.command_line.cases import CASE, opened
from app.command_line.edge import STOPPED, WrongUseError, as_wrong_use
from app.command_line.keeping import done
from app.command_line.options import JSON_LINE, CaseGroup, place_of, with_options
from app.command_line.telling import plain, shell_command
from app.command_line.theme_edits import edit_words, moves_items
from app.command_line.theme_facts import facts_of_report, facts_of_theme
from app.command_line.theme_names import find_group, find_theme, find_themes
from app.command_line.theme_outputs import (
    OUTPUT_OPTIONS,
    Outputs,
    check_outputs,
    write_outputs,
)
from app.command_line.theme_rows import correct, show
from app.command_line.themes_told import print_themes
from app.records import Theme, ThemeEdit, ThemeEditKind

__all__ = ["theme"]

HELP = """\
See and put right the themes of a case file that 'postroom themes' has found in it. Every
change can be taken back, and no row is ever lost by one.

NAME is a theme's name, its number, or how its name begins. Names of several words need
quotes.

\b
Examples:
  postroom theme calls.postroom list
  postroom theme calls.postroom show "street flooding"        the rows behind it
  postroom theme calls.postroom rename "water street" "Street flooding"
  postroom theme calls.postroom merge "pot holes" "road holes" --name "Potholes"
  postroom theme calls.postroom split noise
  postroom theme calls.postroom write "E-scooters" --description "Scooters in the way."
  postroom theme calls.postroom undo
  postroom theme calls.postroom assign                        all themes of every row
  postroom theme calls.postroom correct 12 15 --theme noise --theme "late bars"
  postroom theme calls.postroom export --out themes.xlsx

\b
Exit status: 0 done, 1 could not go on, 2 wrong use, 130 stopped.
"""
NAME = click.argument("name", metavar="NAME")


@click.group(
    "theme",
    cls=CaseGroup,
    help=HELP,
    short_help="See and edit the themes of a case file.",
    subcommand_metavar="COMMAND [ARGS]...",
)
@CASE
def theme(case: Path) -> None:
    """Commands on themes; each finds the case file in the context above its own."""


@theme.command("list", help="List the themes with their numbers and counts.")
@JSON_LINE
@click.pass_context
def list_themes(context: click.Context, *, as_json: bool) -> None:
    """List themes."""
    program, case = place_of(context)
    with opened(program, case, read_only=True) as workspace, as_wrong_use():
        report = workspace.themes.report()
    if as_json:
        program.print_json(facts_of_report(report))
        return
    print_themes(program.out, report)
    if report.about.edits:
        program.out.print("Changed by a person:")
        for edit in report.about.edits:
            program.out.print(f"  {plain(edit)}", soft_wrap=True)


def edited(
    context: click.Context,
    edit_of: Callable[[Sequence[Theme]], ThemeEdit],
    *,
    as_json: bool,
) -> None:
    """Change the themes of the case file, and say what was changed."""
    program, case = place_of(context)
    with opened(program, case) as workspace:
        with as_wrong_use():
            before = workspace.themes.report()
            edit = edit_of(before.themes)
            after = workspace.themes.edit(edit)
        told = edit_words(edit, before, after)
        path = str(workspace.path)
    if as_json:
        facts = [facts_of_theme(one) for one in after.themes]
        program.print_json({"edit": edit.kind.value, "done": told, "themes": facts})
        return
    program.out.print(told, soft_wrap=True)
    hints = [("To take it back", "undo")]
    if moves_items(edit):
        hints.append(("When the themes are right, give every row all of its own", "assign"))
    for what, command in hints:
        line = shell_command(["postroom", "theme", path, command])
        program.out.print(f"{what}: {line}", soft_wrap=True)


@theme.command("rename", help="Give a theme, or with --group a group, another name.")
@click.argument("old", metavar="NAME")
@click.argument("new", metavar="NEW_NAME")
@click.option("--group", is_flag=True, help="NAME is that of a group of themes.")
@JSON_LINE
@click.pass_context
def rename(
    context: click.Context, old: str, new: str, *, group: bool, as_json: bool
) -> None:
    """Rename a theme or a group."""

    def edit_of(themes: Sequence[Theme]) -> ThemeEdit:
        found = find_group(themes, old)[0] if group else find_theme(themes, old)
        return ThemeEdit(
            kind=ThemeEditKind.RENAME, themes=(found.key,), name=new, group=group
        )

    edited(context, edit_of, as_json=as_json)


@theme.command("describe", help="Say in a sentence what belongs in a theme.")
@NAME
@click.argument("description", metavar="SENTENCE")
@JSON_LINE
@click.pass_context
def describe(context: click.Context, name: str, description: str, *, as_json: bool) -> None:
    """Describe a theme."""
    edited(
        context,
        lambda themes: ThemeEdit(
            kind=ThemeEditKind.DESCRIBE,
            themes=(find_theme(themes, name).key,),
            description=description,
        ),
        as_json=as_json,
    )


@theme.command(
    "merge",
    short_help="Make one theme of two or more.",
    help="Make one theme of two or more; it keeps the first one's number.",
)
@click.argument("names", metavar="NAME NAME...", nargs=-1, required=True)
@click.option("--name", default="", help="Its name; that of the first, if left out.")
@JSON_LINE
@click.pass_context
def merge(
    context: click.Context, names: tuple[str, ...], name: str, *, as_json: bool
) -> None:
    """Merge themes."""

    def edit_of(themes: Sequence[Theme]) -> ThemeEdit:
        found = find_themes(themes, names)
        if len(found) < 2:
            raise WrongUseError(
                "Two different themes or more are needed to merge.",
                "Names of several words need quotes.",
            )
        keys = tuple(one.key for one in found)
        return ThemeEdit(kind=ThemeEditKind.MERGE, themes=keys, name=name)

    edited(context, edit_of, as_json=as_json)


@theme.command("split", help="Part a theme into those that it is made of.")
@NAME
@JSON_LINE
@click.pass_context
def split(context: click.Context, name: str, *, as_json: bool) -> None:
    """Split a theme."""
    edited(context, on_one(ThemeEditKind.SPLIT, name), as_json=as_json)


@theme.command("drop", help="Give a theme up; its rows stay, in no theme.")
@NAME
@JSON_LINE
@click.pass_context
def drop(context: click.Context, name: str, *, as_json: bool) -> None:
    """Drop a theme."""
    edited(context, on_one(ThemeEditKind.DROP, name), as_json=as_json)


def on_one(kind: ThemeEditKind, name: str) -> Callable[[Sequence[Theme]], ThemeEdit]:
    """An edit of one theme that needs no more than its name."""
    return lambda themes: ThemeEdit(kind=kind, themes=(find_theme(themes, name).key,))


@theme.command(
    "write",
    short_help="Write a theme of your own.",
    help="Write a theme of your own, from a description, examples, or both.",
)
@NAME
@click.option("--description", default="", metavar="SENTENCE", help="What belongs in it.")
@click.option(
    "--example",
    "examples",
    multiple=True,
    metavar="TEXT",
    help="A text that belongs in it. May be given several times.",
)
@JSON_LINE
@click.pass_context
def write(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - of click
    """Write a theme."""
    description, examples = options["description"].strip(), options["examples"]
    if not description and not any(example.strip() for example in examples):
        raise WrongUseError(
            "What belongs in the theme?", "Add --description SENTENCE or --example TEXT."
        )
    edit = ThemeEdit(
        kind=ThemeEditKind.WRITE,
        name=options["name"],
        description=description,
        examples=examples,
    )
    edited(context, lambda _: edit, as_json=options["as_json"])


@theme.command(
    "answer",
    short_help="Keep what the office answers to a theme's question.",
    help="Keep what the office answers to the question of a theme, for an FAQ or a note to"
    ' agents; "" takes it away.',
)
@NAME
@click.argument("text", metavar="TEXT")
@JSON_LINE
@click.pass_context
def answer(context: click.Context, name: str, text: str, *, as_json: bool) -> None:
    """Answer a theme's question."""
    edited(
        context,
        lambda themes: ThemeEdit(
            kind=ThemeEditKind.ANSWER, themes=(find_theme(themes, name).key,), answer=text
        ),
        as_json=as_json,
    )


@theme.command("undo", help="Take back the last change; again, the one before it.")
@JSON_LINE
@click.pass_context
def undo(context: click.Context, *, as_json: bool) -> None:
    """Undo the last edit."""
    program, case = place_of(context)
    with opened(program, case) as workspace, as_wrong_use():
        undone = workspace.themes.undo()
    if as_json:
        program.print_json({"undone": undone})
    else:
        told = (
            f"Taken back: {plain(undone)}" if undone else "There is nothing to take back."
        )
        program.out.print(told, soft_wrap=True)


@theme.command(
    "assign",
    short_help="Give every row all the themes it speaks of.",
    help="Give every row all the themes it speaks of, each with a probability and the words"
    " that say it. Learns from the rows that a person has put right.",
)
@JSON_LINE
@click.pass_context
def assign(context: click.Context, *, as_json: bool) -> None:
    """Assign themes."""
    program, case = place_of(context)
    with opened(program, case) as workspace:
        with as_wrong_use():
            workspace.themes.report()
        complete = done(program, workspace.themes.assign())
        report = workspace.themes.report()
    if not complete:
        told = "Stopped. What was finished is kept; the same command goes on."
        click.echo(told, err=True)
        context.exit(STOPPED)
    if as_json:
        program.print_json(facts_of_report(report))
    else:
        print_themes(program.out, report)


@theme.command("export", help="Write the themes as they are now, and draw pictures.")
@with_options(OUTPUT_OPTIONS)
@click.pass_context
def export(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - of click
    """Write the result."""
    program, case = place_of(context)
    outputs = Outputs(**options)
    if not outputs.out and outputs.pictures is None:
        raise WrongUseError("Where to?", "Add --out FILE or --pictures FOLDER.")
    check_outputs(outputs, [case])
    with opened(program, case) as workspace:
        with as_wrong_use():
            workspace.themes.report()
        complete = write_outputs(program, workspace.themes, outputs)
    if not complete:
        click.echo("Stopped.", err=True)
        context.exit(STOPPED)


for command in (show, correct):
    theme.add_command(command)
