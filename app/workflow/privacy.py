"""Which items are private: never kept in a scheme's memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import store
from app.records import PostroomError, Scheme, SortSettings
from app.store import CaseFile
from app.workflow.labels import opened_memory
from app.workflow.run_facts import scheme_from
from app.workflow.tools import Tools

__all__ = ["forget", "forget_everywhere", "mark_private", "says_yes"]

NO_WORDS = frozenset(("", "0", "no", "n", "false", "falso", "none", "public"))


def mark_private(case: CaseFile, tools: Tools, settings: SortSettings) -> None:
    """Mark the items that the person or a column of the sheet says are private.

    What the memory has kept of them before is forgotten.

    Raises:
        PostroomError: No row has such a column, so that nothing would be private.
    """
    if not (settings.private or settings.private_column):
        return
    wanted = plain(settings.private_column)
    found: list[int] = []
    hashes: list[bytes] = []
    headers: dict[str, None] = {}
    for batch in store.each_items(case):
        for entry in batch:
            headers.update(dict.fromkeys(entry.item.columns))
            if settings.private or says_yes(cell(entry.item.columns, wanted)):
                found.append(entry.item.key)
                hashes.append(entry.text_hash)
    if wanted and wanted not in map(plain, headers):
        raise PostroomError(
            f"No sheet has a column {settings.private_column}, by which rows are private.",
            f"There is: {', '.join(headers) or 'no column at all'}.",
        )
    if store.set_private(case, found, private=True):
        forget_everywhere(case, tools, hashes)


def forget_everywhere(case: CaseFile, tools: Tools, hashes: Sequence[bytes]) -> None:
    """Take texts out of the memory of every scheme that this case was sorted by."""
    for values in store.run_schemes(case):
        forget(tools, scheme_from(values), hashes)


def forget(tools: Tools, scheme: Scheme, hashes: Sequence[bytes]) -> None:
    """Take texts out of a scheme's memory, with all that is known of them."""
    with opened_memory(tools, scheme) as memory:
        if memory is not None:
            there = store.known_texts(memory, hashes)
            if there:
                store.forget_labels(memory, there)


def cell(columns: Mapping[str, str], wanted: str) -> str:
    """The cell of a row below a header, whatever its case and spacing."""
    return next((text for name, text in columns.items() if plain(name) == wanted), "")


def plain(name: str) -> str:
    """A header without case and spacing."""
    return " ".join(name.split()).casefold()


def says_yes(cell: str) -> bool:
    """Whether a cell marks its row: anything but an empty one or a plain no."""
    return cell.strip().casefold() not in NO_WORDS
