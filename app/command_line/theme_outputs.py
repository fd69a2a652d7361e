"""Files that themes are written to: checked before the work, written after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.command_line.edge import WrongUseError
from app.command_line.keeping import done
from app.command_line.options import FILE, Option
from app.command_line.outputs import check_out
from app.command_line.program import Program
from app.command_line.telling import count_of

if TYPE_CHECKING:
    from app.workflow.theme_work import ThemeWork

__all__ = ["OUTPUT_OPTIONS", "Outputs", "check_outputs", "write_outputs"]

SUFFIXES = (".xlsx", ".json", ".docx")
OUTPUT_OPTIONS: tuple[Option, ...] = (
    click.option(
        "--out",
        "out",
        type=FILE,
        multiple=True,
        metavar="FILE",
        help="Write the result: .xlsx is a workbook with themes, trends and every row,"
        " .docx a short report, .json for other programs. May be given several times.",
    ),
    click.option(
        "--pictures",
        type=FILE,
        metavar="FOLDER",
        help="Draw theme sizes, trend lines and a season map into this folder, as PNG.",
    ),
    click.option("--svg", is_flag=True, help="Draw the pictures as SVG, not as PNG."),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outputs:
    """Where the result is wanted; the same names as the options."""

    out: tuple[Path, ...]
    pictures: Path | None
    svg: bool


def check_outputs(outputs: Outputs, inputs: Sequence[Path] = ()) -> None:
    """See that all can be written without harm to any input.

    Raises:
        WrongUseError: One cannot.
    """
    for out in outputs.out:
        check_out(out, SUFFIXES, inputs)
    if len({out.resolve() for out in outputs.out}) < len(outputs.out):
        raise WrongUseError("Two results would have the same name.", "Choose another name.")
    folder = outputs.pictures
    if folder is None:
        if outputs.svg:
            raise WrongUseError(
                "--svg says how pictures are drawn.", "Add --pictures FOLDER."
            )
        return
    if (folder.exists() and not folder.is_dir()) or not folder.parent.is_dir():
        raise WrongUseError(
            f"Pictures cannot be drawn into {folder}.",
            "Name a folder, in one that is there.",
        )
    target = folder.resolve()
    for path in inputs:
        if path.resolve() in (target, *target.parents):
            raise WrongUseError(
                f"{folder} is among the files to be read, so the pictures would be, too.",
                "Choose another folder for them.",
            )


def write_outputs(program: Program, work: ThemeWork, outputs: Outputs) -> bool:
    """Write all that was asked; False where Ctrl-C stopped it."""
    for out in outputs.out:
        if not done(program, work.export(out)):
            return False
        program.err.print(f"Results: {out}", soft_wrap=True)
    if outputs.pictures is not None:
        outputs.pictures.mkdir(exist_ok=True)
        drawn = work.draw(outputs.pictures, "svg" if outputs.svg else "png")
        told = f"Pictures: {count_of(len(drawn), 'picture')} in {outputs.pictures}"
        program.err.print(told, soft_wrap=True)
    return True
