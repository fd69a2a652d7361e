"""A person's word on items: kept in the case, and in the scheme's memory unless private."""

from __future__ import annotations

from collections.abc import Sequence

from app import store
from app.records import Label, PostroomError, Scheme, SortSettings
from app.store import CaseFile, ReviewedItem
from app.workflow.labels import marks_in_use, opened_memory
from app.workflow.tools import Tools

__all__ = ["correct", "keep_answer", "need_category", "new_labels", "set_private", "undo"]


def correct(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    items: Sequence[int],
    word: tuple[str, str, float | None],
) -> int:
    """Store a person's word on items; returns on how many.

    Args:
        case: The case file.
        tools: Of the workspace.
        sorted_by: Scheme and settings of the last run.
        items: Keys of the items.
        word: The category, who says so, and how many seconds it took each time.

    Raises:
        PostroomError: The scheme has no such category, or nothing can be written.
    """
    scheme, settings = sorted_by
    category, person, seconds = word
    need_category(scheme, category)
    with case.writing():
        for item in items:
            store.review(case, item, category, person, seconds=seconds)
    asked = set(items)
    said = [one for one in store.standing_reviews(case) if one.item in asked]
    keep(tools, scheme, settings, said)
    return len(asked)


def need_category(scheme: Scheme, category: str) -> None:
    """See that a category is one of the scheme's.

    Raises:
        PostroomError: It is not.
    """
    if category not in scheme.names:
        raise PostroomError(
            f"The scheme {scheme.name} has no category {category}.",
            f"Choose one of: {', '.join(scheme.names)}.",
        )


def keep_answer(
    case: CaseFile, tools: Tools, sorted_by: tuple[Scheme, SortSettings], item: int
) -> None:
    """Keep what was answered on an item in a blind check, unless it is private."""
    said = [one for one in store.checked_labels(case) if one.item == item]
    keep(tools, *sorted_by, said)


def keep(
    tools: Tools, scheme: Scheme, settings: SortSettings, said: Sequence[ReviewedItem]
) -> None:
    """Keep labels in the scheme's memory, but none of a private item."""
    open_ones = [one.label for one in said if not one.private and one.label.text.strip()]
    if not open_ones:
        return
    with opened_memory(tools, scheme, wanted=settings.memory, create=True) as memory:
        if memory is not None:
            store.keep_labels(memory, open_ones)


def undo(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    item: int,
    person: str,
) -> bool:
    """Take back the newest word on an item; False where none stands.

    The memory then holds the word that stood before it, or forgets the text.
    """
    scheme, settings = sorted_by
    text_hash = store.stored_item(case, item).text_hash
    if not store.undo_review(case, item, person):
        return False
    standing = [one for one in store.standing_reviews(case) if one.item == item]
    if standing:
        keep(tools, scheme, settings, standing)
    else:
        forget(tools, scheme, [text_hash])
    return True


def set_private(
    case: CaseFile, tools: Tools, scheme: Scheme, items: Sequence[int], *, private: bool
) -> int:
    """Mark items as private or not; what the memory has of private ones is forgotten.

    Returns:
        How many items changed.
    """
    changed = store.set_private(case, items, private=private)
    if private:
        forget(tools, scheme, [store.stored_item(case, item).text_hash for item in items])
    return changed


def forget(tools: Tools, scheme: Scheme, hashes: Sequence[bytes]) -> None:
    """Take texts out of the scheme's memory, if it has any of them."""
    with opened_memory(tools, scheme) as memory:
        if memory is None:
            return
        known: set[bytes] = {label.text_hash for label in store.labels(memory)}
        there = [text_hash for text_hash in hashes if text_hash in known]
        if there:
            store.forget_labels(memory, there)


def new_labels(case: CaseFile, tools: Tools, sorted_by: tuple[Scheme, SortSettings]) -> int:
    """How many texts have a label at hand that the last run did not use."""
    scheme, settings = sorted_by
    used = marks_in_use(case)
    fresh: list[Label] = [
        one.label for one in store.standing_reviews(case) if one.review > used.review
    ]
    fresh += [one.label for one in store.checked_labels(case) if one.review > used.answer]
    with opened_memory(tools, scheme, wanted=settings.memory) as memory:
        if memory is not None:
            fresh += [one for one in store.labels(memory) if one.key > used.label]
    return len({one.text_hash for one in fresh if one.category in scheme.names})
