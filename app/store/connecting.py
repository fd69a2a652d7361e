"""Connections to database files of ours, and what each is told before anything else."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from app.records import PostroomError
from app.store.database_file import in_plain_words
from app.store.kinds import Kind, migrate

__all__ = [
    "ALWAYS",
    "BESIDE",
    "WHEN_WRITING",
    "bring_up_to_date",
    "close_to_others",
    "connect",
    "elsewhere",
    "is_there",
    "number",
    "refuse_newer",
    "refuse_older",
    "refuse_others",
    "tell",
]

_PATIENCE = 5.0  # seconds that SQLite waits for another program's lock
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite adds to the name for its own files

ALWAYS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",  # no sentence ever lands in a temporary folder
    "PRAGMA cache_size = -16000",
)
WHEN_WRITING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS answers a plain fsync before the disk has the data
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 67108864",
)


def is_there(path: Path, kind: Kind, *, create: bool) -> bool:
    """Whether the file exists; refuses a place where there is none and none can be.

    Raises:
        PostroomError: It is a folder, its folder does not exist, or it does not exist and
            none is to be made.
    """
    if path.is_dir():
        raise PostroomError(f"{path} is a folder, not a {kind.name}.", "Name a file.")
    if not path.parent.is_dir():
        raise PostroomError(
            f"The folder {path.parent} does not exist.", "Make it first, or choose another."
        )
    if not path.exists():
        if not create:
            raise PostroomError(f"There is no {kind.name} {path}.", "Check its name.")
        return False
    return True


def refuse_others(path: Path, kind: Kind, application: int | None) -> None:
    """Refuses a file whose header does not say that it is one of this kind."""
    if application != kind.application:
        raise PostroomError(
            f"{path} is not a Postroom {kind.name}.",
            "It was left as it is. Choose another.",
        )


def refuse_newer(path: Path, kind: Kind, version: int) -> None:
    """Refuses a file that has had steps that this program does not know."""
    if version > kind.newest:
        raise PostroomError(
            f"The {kind.name} {path} was made by a newer Postroom.",
            "Install the newer Postroom to open it. The file was left as it is.",
        )


def refuse_older(path: Path, kind: Kind, version: int) -> None:
    """Refuses a file that only writing could bring up to date."""
    if version < kind.newest:
        raise PostroomError(
            f"The {kind.name} {path} comes from an older Postroom, and here it cannot be "
            "brought up to date.",
            elsewhere(kind),
        )


def elsewhere(kind: Kind) -> str:
    """What to do where a file cannot be written, in a sentence."""
    return f"Choose a folder where you may write, or copy the {kind.name} to one."


def connect(path: Path, kind: Kind, query: str) -> Database:
    """A connection to the file; ``query`` is what its address ends with, ``mode=rw`` say.

    Addresses are described in https://www.sqlite.org/uri.html.
    """
    place = path.as_uri()
    if path.drive.startswith("\\\\"):
        # SQLite takes a server's name for a host in the address and refuses it.
        place = place.replace("file://", "file:////", 1)
    with in_plain_words(path, kind):
        connection = sqlite3.connect(
            f"{place}?{query}", uri=True, timeout=_PATIENCE, isolation_level=None
        )
        connection.row_factory = sqlite3.Row
        return Database(connection, execute_plugins=False)


def tell(database: Database, *pragmas: str) -> None:
    """Gives these orders to the connection and passes over what it answers."""
    for pragma in pragmas:
        with closing(database.conn.execute(pragma)) as cursor:
            cursor.fetchall()


def number(database: Database, pragma: str) -> int:
    """What the connection answers to a question whose answer is a number."""
    return int(database.execute(pragma).fetchone()[0])


def bring_up_to_date(database: Database, path: Path, kind: Kind) -> None:
    """Applies the steps that the file has not had.

    Raises:
        PostroomError: It has had steps that this program does not know.
    """
    version = number(database, "PRAGMA user_version")
    refuse_newer(path, kind, version)
    if version < kind.newest:
        migrate(database, kind)


def close_to_others(path: Path) -> None:
    """Takes everybody else's rights from the files; Windows keeps its own lists."""
    if os.name == "nt":
        return
    for end in ("", *BESIDE):
        file = path.with_name(path.name + end)
        try:
            if stat.S_IMODE(file.stat().st_mode) != 0o600:
                file.chmod(0o600)
        except OSError:
            pass  # not there, or somebody else's: then its owner decides
