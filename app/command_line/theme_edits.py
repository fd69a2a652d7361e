"""What an edit of themes has changed, in a sentence with its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.command_line.telling import count_of, plain
from app.records import Theme, ThemeEdit, ThemeEditKind, ThemesReport

__all__ = ["edit_words", "moves_items"]

MOVING = (
    ThemeEditKind.MERGE,
    ThemeEditKind.SPLIT,
    ThemeEditKind.DROP,
    ThemeEditKind.WRITE,
)


def moves_items(edit: ThemeEdit) -> bool:
    """Whether other themes are there afterwards, to which items could belong."""
    return edit.kind in MOVING


def edit_words(edit: ThemeEdit, before: ThemesReport, after: ThemesReport) -> str:
    """What was changed, in a sentence or two."""
    if moves_items(edit):
        return moved(edit, before, after)
    return worded(edit, before, after)


def moved(edit: ThemeEdit, before: ThemesReport, after: ThemesReport) -> str:
    """Which themes are there in place of others, and what became of their items."""
    old = {theme.key: theme for theme in before.themes}
    new = {theme.key: theme for theme in after.themes}
    edited = [old[key] for key in edit.themes]
    match edit.kind:
        case ThemeEditKind.MERGE:
            return f"{and_list(edited)} are one theme now: {sized(new[edit.themes[0]])}."
        case ThemeEditKind.SPLIT:
            return split(edited[0], new.get(edited[0].key), added(old, after))
        case ThemeEditKind.DROP:
            return dropped(edited[0], before, after)
        case _:
            return written(added(old, after))


def worded(edit: ThemeEdit, before: ThemesReport, after: ThemesReport) -> str:
    """That a name, a description or an answer is another one now."""
    theme = next(one for one in before.themes if one.key == edit.themes[0])
    if edit.kind is ThemeEditKind.RENAME:
        return renamed(edit, before, after)
    if edit.kind is ThemeEditKind.DESCRIBE:
        return f"{sized(theme)} is described now as: {plain(edit.description)}"
    if not edit.answer.strip():
        return f"{sized(theme)} has no answer any more."
    return f"{sized(theme)} is answered now by: {plain(edit.answer)}"


def renamed(edit: ThemeEdit, before: ThemesReport, after: ThemesReport) -> str:
    """What is called otherwise."""
    theme = next(one for one in before.themes if one.key == edit.themes[0])
    now = next(one for one in after.themes if one.key == edit.themes[0])
    if not edit.group:
        return f"{plain(theme.name)} is now called {sized(now)}."
    number = sum(one.group == theme.group for one in before.themes)
    return (
        f"The group {plain(theme.group)} is now called {plain(now.group)}"
        f" ({count_of(number, 'theme')})."
    )


def split(theme: Theme, rest: Theme | None, parts: Sequence[Theme]) -> str:
    """What became of a theme that was split; the parts add up."""
    found = [*filter(None, [rest]), *parts]
    told = f"{sized(theme)} is split into {and_list(found)}"
    left = theme.size - sum(part.size for part in found)
    return f"{told}; {count_of(left, 'item')} in no theme." if left > 0 else f"{told}."


def dropped(theme: Theme, before: ThemesReport, after: ThemesReport) -> str:
    """What became of the items of a theme that is gone."""
    unthemed = after.about.unthemed
    more = unthemed - before.about.unthemed
    return (
        f"{sized(theme)} is dropped. In no theme are now {count_of(unthemed, 'item')},"
        f" {more:,} more than before."
    )


def written(themes: Sequence[Theme]) -> str:
    """That there is a theme by a person."""
    told = f"{and_list(themes)} is written."
    if any(theme.size for theme in themes):
        return told
    return f"{told} Items get it when themes are assigned."


def added(old: Mapping[int, Theme], after: ThemesReport) -> list[Theme]:
    """The themes that were not there before."""
    return [theme for theme in after.themes if theme.key not in old]


def sized(theme: Theme) -> str:
    """A theme with how many items it has."""
    return f"{plain(theme.name)} ({count_of(theme.size, 'item')})"


def and_list(themes: Sequence[Theme]) -> str:
    """Themes as a sentence lists them."""
    names = [sized(theme) for theme in themes]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
