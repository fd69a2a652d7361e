"""Passwords of locked documents: from a file or typed, never from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.command_line.telling import count_of, plain
from app.records import Document, PostroomError

__all__ = ["ask_password", "read_passwords"]

NAMES_SHOWN = 5


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords in a file, one a line; blank lines do not count.

    Raises:
        PostroomError: It cannot be read.
    """
    if path is None:
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PostroomError(
            f"The password file {path} cannot be read: {error.strerror}.", "Check its name."
        ) from error
    except UnicodeDecodeError:
        raise PostroomError(
            f"The password file {path} is not UTF-8 text.", "Save it as UTF-8, one a line."
        ) from None
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line.strip()))


def ask_password(locked: Sequence[Document]) -> str:
    """Ask for a password of locked documents; empty where the person has none."""
    names = ", ".join(plain(one.name) for one in locked[:NAMES_SHOWN])
    more = f" and {len(locked) - NAMES_SHOWN:,} more" if len(locked) > NAMES_SHOWN else ""
    verb = "is" if len(locked) == 1 else "are"
    click.echo(
        f"{count_of(len(locked), 'document')} {verb} locked by a password: {names}{more}",
        err=True,
    )
    answer: str = click.prompt(
        "Password (Enter to leave them unread)",
        default="",
        show_default=False,
        hide_input=True,
        err=True,
    )
    return answer
