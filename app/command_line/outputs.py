"""Seeing that a file can be written, before anything long begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.command_line.edge import WrongUseError

__all__ = ["check_out"]


def check_out(out: Path, suffixes: Sequence[str], inputs: Sequence[Path] = ()) -> None:
    """See that something can be written to a file without harm to any input.

    Raises:
        WrongUseError: Its name has another ending, its folder is not there, or it is
            among the inputs.
    """
    if out.suffix.lower() not in suffixes:
        raise WrongUseError(
            f"Results cannot be written to {out}.",
            f"Choose a name that ends in {', '.join(suffixes)}.",
        )
    if out.is_dir() or not out.parent.is_dir():
        raise WrongUseError(
            f"{out} cannot be written: there is no folder {out.parent}."
            if not out.is_dir()
            else f"{out} is a folder.",
            "Choose another place.",
        )
    target = out.resolve()
    for path in inputs:
        source = path.resolve()
        if target == source or (out.exists() and source in target.parents):
            raise WrongUseError(
                f"{out} is among the files to be sorted and would be overwritten.",
                "Choose another name or folder for the results.",
            )
