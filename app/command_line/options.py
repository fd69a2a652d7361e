"""Options of a command that has many, and commands that come after a case file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from app.command_line.edge import WrongUseError
from app.command_line.program import Program

__all__ = [
    "FILE",
    "JSON_LINE",
    "JSON_RESULT",
    "PASSWORD_FILE",
    "CaseGroup",
    "Option",
    "place_of",
    "with_options",
]

Option = Callable[[Any], Any]

FILE = click.Path(path_type=Path)
PASSWORD_FILE = click.option(
    "--password-file",
    type=FILE,
    help="Passwords of locked documents, one a line. Without it you are asked.",
)
JSON_LINE = click.option("--json", "as_json", is_flag=True, help="Print a line of JSON.")
JSON_RESULT = click.option(
    "--json", "as_json", is_flag=True, help="Print a line of JSON with the result."
)


def with_options(options: Sequence[Option]) -> Option:
    """Gives a command its options, in the order that --help shows."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


class CaseGroup(click.Group):
    """Commands after their case file; the case file after its command is taken, too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the case file first."""
        if args and args[0] in self.commands:
            if any(one in ctx.help_option_names for one in args[1:]):
                args = ["CASE", *args]
            elif len(args) > 1 and args[1] not in self.commands:
                args = [args[1], args[0], *args[2:]]
        return super().parse_args(ctx, args)


def place_of(context: click.Context) -> tuple[Program, Path]:
    """The program, and the case file that was named to a ``CaseGroup``.

    Raises:
        WrongUseError: None was named.
    """
    above = context.parent
    if above is None:
        name = context.info_name or ""
        raise WrongUseError("Which case file?", f"See: postroom {name} --help")
    return context.find_object(Program) or Program(), above.params["case"]
