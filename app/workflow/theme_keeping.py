"""A new analysis beside what the case knows: keys and names stay, and so do edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.records import ThemeOrigin
from app.store import Membership, StoredTheme, ThemeState
from app.workflow.privacy import plain
from app.workflow.theme_matching import Known, followed, parts_of, root_of

__all__ = ["Cluster", "Kept", "dealt", "keep_known", "members_of"]

Floats = NDArray[np.floating]


# A theme is new where fewer of its items than these were in a theme before.
NEWS_BELOW = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """A theme of a new analysis, before it is known whether the case has it already.

    Attributes:
        fresh: What it would be as a new theme; its key and state say nothing.
        items: Keys of its items.
        group: Number of its upper-level theme.
    """

    fresh: StoredTheme
    items: Sequence[int]
    group: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the case knows from now on.

    Attributes:
        themes: All, by key.
        keys: By number of the cluster, the key of the theme that it is.
        dropped: Keys of themes that came back and stay dropped.
        gone: How many themes did not come back.
    """

    themes: dict[int, StoredTheme]
    keys: dict[int, int]
    dropped: tuple[int, ...] = ()
    gone: int = 0


def keep_known(
    known: Known,
    clusters: Sequence[Cluster],
    next_key: int,
    said: Iterable[int],
    *,
    first: bool,
) -> Kept:
    """The themes of a case after a new analysis.

    A theme that comes back keeps its key, its names and what persons wrote; one that was
    merged, split or dropped stays so. What does not come back is forgotten, unless a person
    changed it: then it is kept aside, or stands on where persons put items into it.

    Args:
        known: From earlier.
        clusters: Of the new analysis.
        next_key: The key of the first new theme.
        said: Keys of themes that stay without being found again: persons put items into
            them, or a scheme brings them.
        first: Whether this is the first analysis, so that nothing is new.
    """
    centres = np.array([one.fresh.centre for one in clusters], dtype=np.float64)
    items = {number: one.items for number, one in enumerate(clusters)}
    same = followed(known, items, centres)
    seen = {item for item, _ in known.members}
    themes: dict[int, StoredTheme] = {}
    keys: dict[int, int] = {}
    for number, cluster in enumerate(clusters):
        if number in same:
            themes[same[number]] = came_back(known.themes[same[number]], cluster.fresh)
            keys[number] = same[number]
        else:
            # Rows that were in themes before, put together otherwise, are no news.
            known_share = sum(item in seen for item in cluster.items) / len(cluster.items)
            new = not first and known_share < NEWS_BELOW
            themes[next_key] = replace(cluster.fresh, key=next_key, new=new)
            keys[number] = next_key
            next_key += 1
    standing = set(said)
    gone = 0
    for key, theme in known.themes.items():
        if key in themes:
            continue
        left = left_over(theme, stays=key in standing)
        if left is not None:
            themes[key] = left
        if theme.state is ThemeState.STANDING and left is not theme:
            gone += 1
    raise_again(themes, keys.values())
    rename_where_taken(themes, {key: clusters[at].fresh for at, key in keys.items()})
    regroup(themes, keys, clusters)
    dropped = sorted(
        key for key in keys.values() if root_of(themes, key).state is ThemeState.DROPPED
    )
    return Kept(
        themes=dict(sorted(themes.items())), keys=keys, dropped=tuple(dropped), gone=gone
    )


def came_back(known: StoredTheme, fresh: StoredTheme) -> StoredTheme:
    """A theme that the case knew, with what its items are now."""
    return replace(
        known,
        name=known.name or fresh.name,
        description=known.description or fresh.description,
        question=known.question or fresh.question,
        terms=fresh.terms,
        examples=fresh.examples,
        stability=fresh.stability,
        centre=fresh.centre,
        new=False,
        state=(ThemeState.STANDING if known.state is ThemeState.GONE else known.state),
    )


def left_over(theme: StoredTheme, *, stays: bool) -> StoredTheme | None:
    """What becomes of a theme that did not come back; None where it is forgotten."""
    written = theme.origin is ThemeOrigin.WRITTEN
    if theme.state is not ThemeState.STANDING or written or stays:
        return theme
    if not theme.touched and theme.origin is ThemeOrigin.FOUND:
        return None
    return replace(theme, state=ThemeState.GONE, terms=(), examples=(), new=False)


def raise_again(themes: dict[int, StoredTheme], keys: Iterable[int]) -> None:
    """Let themes stand again that were gone and get members through others."""
    for key in sorted(set(keys)):
        for theme in reached(themes, key):
            if theme.state is ThemeState.GONE:
                themes[theme.key] = replace(theme, state=ThemeState.STANDING)


def rename_where_taken(
    themes: dict[int, StoredTheme], found: Mapping[int, StoredTheme]
) -> None:
    """Give standing themes another name where their own is given away.

    Args:
        themes: All, by key.
        found: By key of what the analysis found, what it would be as a new theme.
    """
    given: set[str] = set()
    standing = [one for one in themes.values() if one.state is ThemeState.STANDING]
    for theme in sorted(standing, key=lambda one: claim(one, found=one.key in found)):
        own = theme
        fresh = found.get(theme.key)
        if plain(own.name) in given and fresh is not None and own.named_by != "person":
            own = replace(own, name=fresh.name, named_by=fresh.named_by)
        name, number = own.name, 2
        while plain(name) in given:
            name, number = f"{own.name} ({number})", number + 1
        themes[theme.key] = replace(own, name=name)
        given.add(plain(name))


def claim(theme: StoredTheme, *, found: bool) -> tuple[int, int]:
    """The order in which standing themes keep their names; older ones come first.

    Names by persons win, then those of a scheme. A theme that a person named and that was
    found again gives way to both, as its name may only be one for what was left over.
    """
    by_person = theme.named_by == "person"
    of_scheme = theme.origin is ThemeOrigin.SCHEME and not theme.touched
    if by_person and not found:
        return (int(of_scheme), theme.key)
    return (2 if by_person else 3 + found, theme.key)


def reached(themes: Mapping[int, StoredTheme], key: int) -> Iterator[StoredTheme]:
    """The themes that the members of one may count under."""
    root = root_of(themes, key)
    if root.state is not ThemeState.SPLIT:
        yield root
        return
    for part in parts_of(themes, root.key):
        yield from reached(themes, part.key)


def regroup(
    themes: dict[int, StoredTheme], keys: Mapping[int, int], clusters: Sequence[Cluster]
) -> None:
    """Give the themes of one group the name that most of its items had above them.

    A group of themes that had none above them keeps the name that was made for it.
    """
    by_group: dict[int, list[int]] = {}
    for number, cluster in enumerate(clusters):
        by_group.setdefault(cluster.group, []).append(number)
    for numbers in by_group.values():
        votes: dict[str, int] = {}
        for number in numbers:
            upper = themes[keys[number]].upper
            if upper and upper != clusters[number].fresh.upper:
                votes[upper] = votes.get(upper, 0) + len(clusters[number].items)
        name = max(votes, key=lambda one: (votes[one], one)) if votes else ""
        for number in numbers:
            theme = themes[keys[number]]
            own = theme.upper if theme.touched and theme.upper else ""
            upper = own or name or clusters[number].fresh.upper
            if len(numbers) == 1:
                upper = own
            themes[theme.key] = replace(theme, upper=upper)


def members_of(
    themes: Mapping[int, StoredTheme],
    key: int,
    vector: Floats,
    about: tuple[int, float],
) -> Iterator[Membership]:
    """That an item is in a theme, and in the part of it that it fits where it was split.

    Args:
        themes: All, by key.
        key: Of the theme that it was found in.
        vector: (d,), of its text.
        about: Key of the item, and how central it is.
    """
    item, centrality = about
    yield Membership(item=item, theme=key, strength=centrality)
    root = root_of(themes, key)
    if root.state is ThemeState.SPLIT:
        parts = parts_of(themes, root.key)
        if parts:
            part, near = dealt(parts, vector)
            yield from members_of(themes, part.key, vector, (item, near))


def dealt(parts: Sequence[StoredTheme], vector: Floats) -> tuple[StoredTheme, float]:
    """The part whose middle a text is nearest to, and how near."""
    near = [float(part.centre @ vector) for part in parts if part.centre is not None]
    best = int(np.argmax(near))
    return parts[best], near[best]
