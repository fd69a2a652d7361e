"""Writing a file anew, so that nothing is left where something was taken away.

``secure_delete`` alone leaves copies of cells that SQLite has moved between pages. What
cannot be wiped now stays due, and is wiped when the file is next opened.
"""

from __future__ import annotations

from app.records import PostroomError
from app.store.database_file import DatabaseFile
from app.store.runs import fact, put_fact

__all__ = ["finish_wiping", "is_due", "wipe_later"]

_DUE = "traces to wipe"  # a fact of the file while a wiping is not complete


def wipe_later(file: DatabaseFile) -> None:
    """Notes that something was taken away, in the transaction it is called in."""
    put_fact(file, 0, _DUE, value=True)


def is_due(file: DatabaseFile) -> bool:
    """Whether something was taken away and its traces are still to be wiped."""
    return bool(fact(file, 0, _DUE))


def finish_wiping(file: DatabaseFile) -> bool:
    """Wipes what lies in unused space, if due; whether nothing of it is left on disk."""
    if not is_due(file):
        return True
    try:
        file.execute("VACUUM")
    except PostroomError:
        return False  # no space, no memory, or others use it: the wiping stays due
    if not _fold_log(file):
        return False
    with file.writing():
        file.execute("DELETE FROM fact WHERE run = 0 AND name = ?", (_DUE,))
    return _fold_log(file)


def _fold_log(file: DatabaseFile) -> bool:
    """Brings the write-ahead log into the file and empties it; False if readers keep it."""
    answer = file.first("PRAGMA wal_checkpoint(TRUNCATE)")
    return answer is None or answer[0] == 0
