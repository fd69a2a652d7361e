"""Postroom in a terminal."""

from app.command_line.commands import postroom, run
from app.command_line.program import Program

__all__ = ["Program", "postroom", "run"]
