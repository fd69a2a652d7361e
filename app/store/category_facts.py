"""What changed categories need to know of the items, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from app.store.audit import audit
from app.store.case_file import CaseFile

__all__ = ["read_by_model", "show_under"]


def show_under(case: CaseFile, names: Mapping[int, str]) -> int:
    """Shows items under these names of their categories, in one commit; reviews stay.

    Args:
        case: The case file.
        names: The name of the category by the key of the item; other items, and those that
            have no category, stay as they are.

    Returns:
        How many items changed.
    """
    changed = 0
    with case.writing():
        for item, name in names.items():
            there = case.first(
                "SELECT category FROM result WHERE item = ? AND category IS NOT NULL",
                (item,),
            )
            if there is None or there["category"] == name:
                continue
            case.execute("UPDATE result SET category = ? WHERE item = ?", (name, item))
            changed += 1
        if changed:
            audit(case, "categories renamed", {"items": changed})
    return changed


def read_by_model(case: CaseFile) -> set[int]:
    """Keys of the items that stand as they were decided with a language model's help."""
    rows = case.select(
        "SELECT item FROM result WHERE read_by_model = 1 AND reviewed = 0 "
        "AND item IS NOT NULL"
    )
    return {row["item"] for row in rows}
