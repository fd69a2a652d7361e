"""Taking things away so that nothing of them is left: a document, or the whole file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app.records import PostroomError
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.connecting import BESIDE, connect, refuse_others, tell
from app.store.database_file import in_plain_words
from app.store.documents import position_of
from app.store.header import Header, ask_header, read_header
from app.store.kinds import Kind
from app.store.lock import WriterLock
from app.store.memory_migrations import MEMORY
from app.store.migrations import CASE
from app.store.theme_traces import forget_traces, leaving
from app.store.wiping import finish_wiping, is_due, wipe_later

__all__ = ["finish_removal", "purge", "purge_memory", "remove_document", "remove_documents"]

_CHUNK = bytes(1 << 20)
_NO_DATABASE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def remove_document(case: CaseFile, key: int) -> bool:
    """Removes a document with all inside it: items, vectors, verdicts, reviews, words.

    Themes that only its items were in go too, and what themes quote of its items.

    The file is then written anew. A removal that is cut off is completed when the file is
    next opened.

    Returns:
        Whether nothing is left on disk. False where another reader of the case, or a full
        disk, keeps the old pages for now: they go when the case is next opened.

    Raises:
        KeyError: There is no such document.
    """
    position_of(case, key)
    return remove_documents(case, [key])


def remove_documents(case: CaseFile, keys: Sequence[int]) -> bool:
    """Removes several documents as ``remove_document`` does, the file written anew once.

    One that is not there, or no longer because it lay inside another of them, is passed
    over.

    Returns:
        Whether nothing is left on disk.
    """
    with case.writing():
        for key in keys:
            if not case.number("SELECT COUNT(*) FROM document WHERE key = ?", (key,)):
                continue
            gone = leaving(case, key)
            case.execute("DELETE FROM document WHERE key = ?", (key,))
            forget_traces(case, gone)
            audit(case, "document removed", {"document": key})
            wipe_later(case)
    return finish_removal(case)


def finish_removal(case: CaseFile) -> bool:
    """Wipes what a removal has left in unused space; does nothing where none is due."""
    # Deleted words stay in an FTS5 index until it is merged. It is built anew rather than
    # told to delete securely, because SQLite before 3.42 cannot read such an index.
    if is_due(case):
        with case.writing():
            case.execute("INSERT INTO word(word) VALUES ('rebuild')")
    return finish_wiping(case)


def purge(path: Path) -> None:
    """Overwrites and deletes a case file and all that lies beside it.

    Flash disks and file systems that keep old versions may hold copies that no program
    can reach; an encrypted disk guards against that.

    Raises:
        PostroomError: It is no case file, or somebody is working on it.
    """
    path = path.absolute()
    _must_be_there(path, CASE)
    _refuse_strangers(path, CASE, read_header(path))
    with _deleting(path, CASE):
        lock = WriterLock(path)
        try:
            _destroy_all(path)
        finally:
            lock.release()


def purge_memory(path: Path) -> None:
    """Overwrites and deletes a scheme's memory and all that lies beside it.

    Windows that have it open should close it first: nothing is left in it for them.

    Raises:
        PostroomError: It is no scheme memory, or something is being stored in it.
    """
    path = path.absolute()
    _must_be_there(path, MEMORY)
    _refuse_strangers(path, MEMORY, ask_header(path, MEMORY))
    with _deleting(path, MEMORY):
        _wait_for_others(path)
        _destroy_all(path)


def _must_be_there(path: Path, kind: Kind) -> None:
    if not path.is_file():
        raise PostroomError(f"There is no {kind.name} {path}.", "Check its name.")


def _refuse_strangers(path: Path, kind: Kind, header: Header | None) -> None:
    if header is not None:  # an empty file is nobody's, and may go
        refuse_others(path, kind, header.application)


@contextmanager
def _deleting(path: Path, kind: Kind) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PostroomError(
            f"The {kind.name} {path} could not be deleted: {error.strerror}.",
            "Close all programs that use it, check that you may write to its folder, and "
            "try again.",
        ) from error


def _wait_for_others(path: Path) -> None:
    """Returns when nobody reads or writes the memory; a damaged one nobody can."""
    with in_plain_words(path, MEMORY), closing(connect(path, MEMORY, "mode=rw")) as alone:
        try:
            tell(alone, "BEGIN EXCLUSIVE", "ROLLBACK")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _NO_DATABASE:
                raise


def _destroy_all(path: Path) -> None:
    # The file itself last: as long as it is there, purging can be tried again.
    for end in (*BESIDE, ""):
        _destroy(path.with_name(path.name + end))


def _destroy(file: Path) -> None:
    if not file.exists():
        return
    with file.open("r+b", buffering=0) as handle:
        left = file.stat().st_size
        while left > 0:
            left -= handle.write(_CHUNK[: min(left, len(_CHUNK))])
        os.fsync(handle.fileno())
        handle.truncate(0)
    file.unlink()
