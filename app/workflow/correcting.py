"""A person's word on items: kept in the case, and in the scheme's memory unless private."""

from __future__ import annotations

from collections.abc import Sequence

from app import store
from app.records import Label, PostroomError, Scheme, SortSettings
from app.store import CaseFile, ReviewedItem
from app.workflow.labels import labels_in_use, newest_labels, opened_memory
from app.workflow.privacy import forget, forget_everywhere
from app.workflow.renaming import named_as_now
from app.workflow.tools import Tools

__all__ = [
    "correct",
    "keep_answer",
    "need_category",
    "new_labels",
    "set_private",
    "undo",
    "undo_many",
]

# A fact of the case: what the memory held of a text before it was corrected here.
REPLACED = "replaced "


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
    scheme, _ = sorted_by
    category, person, seconds = word
    need_category(scheme, category)
    with case.writing():
        for item in items:
            store.review(case, item, category, person, seconds=seconds)
    keep(case, tools, sorted_by, store.standing_reviews(case, items))
    return len(set(items))


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
    keep(case, tools, sorted_by, said)


def keep(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    said: Sequence[ReviewedItem],
) -> None:
    """Keep labels in the scheme's memory, but none of a text that is private anywhere.

    What the memory held of these texts from elsewhere is noted in the case, for undoing.
    """
    scheme, settings = sorted_by
    private = store.private_hashes(case)
    open_ones = [
        one.label
        for one in said
        if one.label.text_hash not in private and one.label.text.strip()
    ]
    if not open_ones:
        return
    with opened_memory(tools, scheme, wanted=settings.memory, create=True) as memory:
        if memory is None:
            return
        asked = {label.text_hash for label in open_ones}
        for held in store.labels(memory):
            if held.text_hash in asked and held.source == "import":
                name = REPLACED + held.text_hash.hex()
                store.put_fact(case, 0, name, [held.category, held.person, held.at])
        store.keep_labels(memory, open_ones)


def undo(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    item: int,
    person: str,
) -> bool:
    """Take back the newest word on an item; False where none stands.

    The memory then holds the word that stands on the text otherwise: in this case, or
    brought from elsewhere before; or it forgets the text.
    """
    return undo_many(case, tools, sorted_by, [item], person) > 0


def undo_many(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    items: Sequence[int],
    person: str,
) -> int:
    """The same for some items, all or none of them; on how many a word stood."""
    scheme, settings = sorted_by
    hashes: dict[bytes, int] = {}
    with case.writing():
        for item in items:
            text_hash = store.stored_item(case, item).text_hash
            if store.undo_review(case, item, person):
                hashes[text_hash] = hashes.get(text_hash, 0) + 1
        named_as_now(case, scheme, items)
    if hashes and settings.memory:
        remember_others(case, tools, sorted_by, list(hashes))
    return sum(hashes.values())


def remember_others(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    hashes: Sequence[bytes],
) -> None:
    """The memory holds what else was said on texts whose newest word was taken back."""
    scheme, _ = sorted_by
    standing = {
        one.label.text_hash: one
        for one in (*store.checked_labels(case), *store.standing_reviews(case))
    }
    keep(case, tools, sorted_by, [standing[one] for one in hashes if one in standing])
    rest = [one for one in hashes if one not in standing]
    before = {one: store.fact(case, 0, REPLACED + one.hex()) for one in rest}
    texts = store.texts_by_hash(case, rest)
    imported = [
        Label(
            text=texts[one],
            text_hash=one,
            category=category,
            source="import",
            person=who,
            at=at,
        )
        for one, (category, who, at) in ((o, b) for o, b in before.items() if b)
    ]
    if imported:
        with opened_memory(tools, scheme, create=True) as memory:
            if memory is not None:
                store.keep_labels(memory, imported)
    forget(tools, scheme, [one for one in rest if not before[one]])


def set_private(
    case: CaseFile,
    tools: Tools,
    sorted_by: tuple[Scheme, SortSettings],
    items: Sequence[int],
    *,
    private: bool,
) -> int:
    """Mark items as private or not; what memories have of private ones is forgotten.

    Returns:
        How many items changed.
    """
    changed = store.set_private(case, items, private=private)
    if private:
        hashes = [store.stored_item(case, item).text_hash for item in items]
        forget_everywhere(case, tools, hashes)
    else:
        keep(case, tools, sorted_by, store.standing_reviews(case, items))
    return changed


def new_labels(case: CaseFile, tools: Tools, sorted_by: tuple[Scheme, SortSettings]) -> int:
    """On how many texts the labels at hand differ from those that this case uses."""
    scheme, settings = sorted_by
    with opened_memory(tools, scheme, wanted=settings.memory) as memory:
        used = labels_in_use(case, memory, scheme)
        return newest_labels(case, memory, scheme).different_from(used)
