"""What persons said keeps its place when a category gets another name."""

from __future__ import annotations

from collections.abc import Sequence

from app import store
from app.records import Scheme
from app.store import CaseFile

__all__ = ["follow_names", "named_as_now"]


def follow_names(case: CaseFile, scheme: Scheme) -> int:
    """Show what persons said of items under the names that the scheme has now.

    What was said stays in the case as it was said: where a category gets its old name back,
    so do the items.

    Returns:
        How many items changed.
    """
    wanted = {}
    for one in store.standing_reviews(case):
        said = one.label.category
        wanted[one.item] = scheme.now_called(said) or said
    return store.show_under(case, wanted)


def named_as_now(case: CaseFile, scheme: Scheme, items: Sequence[int]) -> None:
    """Show items under the names of now that their categories had before.

    An item whose newest word is taken back is again as it was, perhaps before a run by a
    scheme with other names.
    """
    if not any(one.formerly for one in scheme.categories):
        return
    found = ((item, store.row(case, item).verdict) for item in items)
    wanted = {
        item: name
        for item, verdict in found
        if verdict is not None
        and verdict.category is not None
        and (name := scheme.now_called(verdict.category))
    }
    store.show_under(case, wanted)
