"""The edge of the command line: every error ends here, in words and as an exit status."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from typing import IO, Any

import click

from app.command_line.program import Program
from app.records import PostroomError

__all__ = ["ARGUMENTS", "STOPPED", "EdgeGroup", "WrongUseError", "as_wrong_use"]

FAILED = 1
WRONG_USE = 2
STOPPED = 130
ARGUMENTS = "postroom.arguments"


class WrongUseError(click.ClickException):
    """What was asked cannot be done as it was asked; ends with exit status 2."""

    exit_code = WRONG_USE

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}\n{remedy}".strip())

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentences, without a line on usage that would bury them."""
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)


@contextlib.contextmanager
def as_wrong_use() -> Iterator[None]:
    """Tell what the program cannot accept as wrong use, as it comes from the arguments."""
    try:
        yield
    except PostroomError as error:
        raise WrongUseError(error.what, error.remedy) from error


class EdgeGroup(click.Group):
    """A group of commands that lets no error pass; what is ours is logged and told so."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments as they were given, to be able to repeat them."""
        ctx.meta[ARGUMENTS] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        program = ctx.ensure_object(Program)
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Stopped.", err=True)
            ctx.exit(STOPPED)
        except PostroomError as error:
            click.echo(f"Error: {error.what}\n{error.remedy}".strip(), err=True)
            ctx.exit(FAILED)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # the edge: told as our fault, never as a traceback
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read our output went away; click ends quietly
            tell_fault(program, error)
            ctx.exit(FAILED)


def tell_fault(program: Program, error: Exception) -> None:
    """Log a fault of the program and say that it was one."""
    # Loaded late like all of the program; a fault in loading it has nowhere to be logged.
    with contextlib.suppress(Exception):
        from app.startup.logs import log_fault  # noqa: PLC0415

        log_fault(error)
    where = f" The log says where: {program.log_path}" if program.log_path else ""
    click.echo(
        f"Postroom made a mistake ({type(error).__name__}). Nothing you did caused it, and"
        f" what was finished is kept.{where}",
        err=True,
    )
