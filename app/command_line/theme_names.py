"""Themes by what a person types: a name, a number, or how a name begins."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from app.command_line.edge import WrongUseError
from app.command_line.telling import plain
from app.records import Theme

__all__ = ["UNTHEMED", "find_group", "find_theme", "find_themes"]

UNTHEMED = "unthemed"
NEAR = 3
LISTED = 20


def find_theme(themes: Sequence[Theme], given: str) -> Theme:
    """The theme meant by its name, its number, or how its name begins.

    A whole name goes before a number, a number before a beginning; case does not count.

    Raises:
        WrongUseError: There is none, or the beginning fits several.
    """
    wanted = fold(given)
    for theme in themes:
        if fold(theme.name) == wanted:
            return theme
    if wanted.isascii() and wanted.isdigit():
        for theme in themes:
            if theme.key == int(wanted):
                return theme
    begun = [theme for theme in themes if wanted and fold(theme.name).startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    names = [theme.name for theme in begun or themes]
    raise not_found("theme", given, names, are_beginnings=bool(begun))


def find_themes(themes: Sequence[Theme], given: Sequence[str]) -> list[Theme]:
    """The themes meant, none twice.

    Raises:
        WrongUseError: One cannot be told.
    """
    found = {}
    for one in given:
        theme = find_theme(themes, one)
        found[theme.key] = theme
    return list(found.values())


def find_group(themes: Sequence[Theme], given: str) -> list[Theme]:
    """The themes of the upper-level theme meant by its name or how its name begins.

    Raises:
        WrongUseError: There is none, or the beginning fits several.
    """
    wanted = fold(given)
    groups = list(dict.fromkeys(theme.group for theme in themes))
    whole = [group for group in groups if fold(group) == wanted]
    begun = [group for group in groups if wanted and fold(group).startswith(wanted)]
    found = whole or begun
    if len(found) != 1:
        raise not_found(
            "group of themes", given, begun or groups, are_beginnings=bool(begun)
        )
    return [theme for theme in themes if theme.group == found[0]]


def not_found(
    what: str, given: str, names: Sequence[str], *, are_beginnings: bool
) -> WrongUseError:
    """That no name is meant for sure, and the names that come near."""
    if are_beginnings:
        return WrongUseError(
            f"{plain(given)} could be any of: {listed(names)}.", "Write more of it."
        )
    told = f"There is no {what} {plain(given)}."
    folded = {fold(name): name for name in names}
    near = difflib.get_close_matches(fold(given), folded, n=NEAR, cutoff=0.5)
    if near:
        return WrongUseError(told, f"Did you mean: {listed([folded[n] for n in near])}?")
    return WrongUseError(told, f"There are: {listed(names) or 'none'}.")


def listed(names: Sequence[str]) -> str:
    """Names in a row, the first ones where they are many."""
    more = len(names) - LISTED
    told = "; ".join(map(plain, names[:LISTED]))
    return f"{told}; and {more:,} more" if more > 0 else told


def fold(name: str) -> str:
    """A name as it is compared: case and blanks do not count."""
    return " ".join(name.split()).casefold()
