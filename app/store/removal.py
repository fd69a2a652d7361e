"""Taking things away so that nothing of them is left: a document, or the whole file."""

from __future__ import annotations

import os
from pathlib import Path

from app.records import PostroomError
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.documents import position_of
from app.store.header import read_header
from app.store.lock import WriterLock
from app.store.migrations import APPLICATION_ID
from app.store.runs import fact, put_fact

__all__ = ["finish_removal", "purge", "remove_document"]

_DUE = "traces to wipe"  # a fact of the case file while a removal is not complete
_CHUNK = bytes(1 << 20)
_BESIDE = ("-wal", "-shm", "-journal", "")


def remove_document(case: CaseFile, key: int) -> bool:
    """Removes a document with all inside it: items, vectors, verdicts, reviews, words.

    The file is then written anew, because ``secure_delete`` alone leaves copies of
    cells that SQLite has moved between pages. A removal that is cut off is completed
    when the file is next opened.

    Returns:
        Whether nothing is left on disk. False where another reader of the case, or a full
        disk, keeps the old pages for now: they go when the case is next opened.

    Raises:
        KeyError: There is no such document.
    """
    with case.writing():
        position_of(case, key)
        case.execute("DELETE FROM document WHERE key = ?", (key,))
        audit(case, "document removed", {"document": key})
        put_fact(case, 0, _DUE, value=True)
    return finish_removal(case)


def finish_removal(case: CaseFile) -> bool:
    """Wipes what a removal has left in unused space; does nothing where none is due."""
    if not fact(case, 0, _DUE):
        return True
    # Deleted words stay in an FTS5 index until it is merged. It is built anew rather than
    # told to delete securely, because SQLite before 3.42 cannot read such an index.
    with case.writing():
        case.execute("INSERT INTO word(word) VALUES ('rebuild')")
    try:
        case.execute("VACUUM")
    except PostroomError:
        return False  # no space or memory to write it anew: the removal stays due
    if not _fold_log(case):
        return False
    with case.writing():
        case.execute("DELETE FROM fact WHERE run = 0 AND name = ?", (_DUE,))
    return _fold_log(case)


def _fold_log(case: CaseFile) -> bool:
    """Brings the write-ahead log into the file and empties it; False if readers keep it."""
    answer = case.first("PRAGMA wal_checkpoint(TRUNCATE)")
    return answer is None or answer[0] == 0


def purge(path: Path) -> None:
    """Overwrites and deletes a case file and all that lies beside it.

    Flash disks and file systems that keep old versions may hold copies that no program
    can reach; an encrypted disk guards against that.

    Raises:
        PostroomError: It is no case file, or somebody is working on it.
    """
    path = path.absolute()
    if not path.is_file():
        raise PostroomError(f"There is no case file {path}.", "Check its name.")
    header = read_header(path)
    if header is not None and header.application != APPLICATION_ID:
        raise PostroomError(
            f"{path} is not a Postroom case file.", "It was left as it is. Choose another."
        )
    try:
        lock = WriterLock(path)
        try:
            # The case file last: as long as it is there, purging can be tried again.
            for end in _BESIDE:
                _destroy(path.with_name(path.name + end))
        finally:
            lock.release()
    except OSError as error:
        raise PostroomError(
            f"The case file {path} could not be deleted: {error.strerror}.",
            "Close all programs that use it, check that you may write to its folder, and "
            "try again.",
        ) from error


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
