"""A person's word on which themes items speak of; it teaches, and stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app import store
from app.records import PostroomError, Stance
from app.store import CaseFile, StoredTheme
from app.workflow.privacy import plain
from app.workflow.theme_editing import need_analysis, standing

__all__ = ["correct"]


def correct(
    case: CaseFile,
    person: str,
    items: Sequence[int],
    names: Sequence[str],
    stance: Stance | None,
) -> int:
    """Store a person's word: these items speak of exactly these themes.

    Returns:
        Of how many items it was said.

    Raises:
        PostroomError: There is no such theme, or the case file can only be read.
        KeyError: There is no such item.
    """
    asked = list(dict.fromkeys(items))
    with case.writing():
        need_analysis(case)
        shown = standing(case)
        keys = [theme_named(shown, name) for name in names]
        if not asked:
            return 0
        told = ", ".join(f'"{shown[key].name}"' for key in keys) or "no theme"
        which = "an item that it speaks"
        if len(asked) > 1:
            which = f"{len(asked):,} items that they speak"
        sentence = f"{person or 'Somebody'} said of {which} of {told}."
        store.correct_themes(case, (sentence, person), asked, keys, stance)
    return len(asked)


def theme_named(shown: Mapping[int, StoredTheme], name: str) -> int:
    """The key of the theme with this name.

    Raises:
        PostroomError: There is none.
    """
    for key, theme in shown.items():
        if plain(theme.name) == plain(name):
            return key
    raise PostroomError(
        f'There is no theme "{name}" in this case file.',
        f"There is: {', '.join(theme.name for theme in shown.values()) or 'none'}.",
    )
