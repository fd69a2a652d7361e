"""Files that summaries are written to: checked before the work, written after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.edge import WrongUseError
from app.command_line.keeping import done
from app.command_line.outputs import check_out
from app.command_line.program import Program
from app.records import PostroomError
from app.records.summary_lines import SUMMARY_SUFFIXES

if TYPE_CHECKING:
    from app.records import VersionChanges
    from app.workflow.summary_work import SummaryWork

__all__ = ["OUT_OPTION", "Written", "check_outputs", "write_outputs"]

CALENDAR = ".ics"
OUT_OPTION = click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Write the result: .docx, .pdf, .md, .xlsx, .json, or its dates as .ics. May be"
    " given several times.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """How writing went.

    Attributes:
        complete: False where Ctrl-C stopped it.
        refused: Why a calendar was not written, to be told when all else is done.
    """

    complete: bool = True
    refused: PostroomError | None = None


def check_outputs(outs: Sequence[Path], inputs: Sequence[Path] = ()) -> None:
    """See that all can be written without harm to any input.

    Raises:
        WrongUseError: One cannot.
    """
    for out in outs:
        check_out(out, SUMMARY_SUFFIXES, inputs)
    if len({out.resolve() for out in outs}) < len(outs):
        raise WrongUseError("Two results would have the same name.", "Choose another name.")


def write_outputs(
    program: Program,
    work: SummaryWork,
    outs: Sequence[Path],
    keys: Sequence[int],
    changes: VersionChanges | None = None,
) -> Written:
    """Write all that was asked.

    Raises:
        PostroomError: One cannot be written, for another reason than that there is no date.
    """
    refused = None
    # A calendar is refused where there is no date; all else is written by then.
    for out in sorted(outs, key=is_calendar):
        try:
            if not done(program, work.export(out, keys, changes)):
                return Written(complete=False)
        except PostroomError as error:
            if not is_calendar(out):
                raise
            refused = error
        else:
            program.err.print(f"Results: {out}", soft_wrap=True)
    return Written(refused=refused)


def is_calendar(out: Path) -> bool:
    """Whether a file is one for dates alone."""
    return out.suffix.lower() == CALENDAR
