"""Levels of headings, alike for what is set and numbered alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median_low

from app.readers.heading_signs import Group, numbering

__all__ = ["give_levels"]

DEEPEST = 9
SAME_SIZE = 0.5
NAMED_FIRST = ("volume", "title", "part", "chapter", "article", "section", "step")


def give_levels(groups: Sequence[Group], listed: Mapping[int, int]) -> None:
    """Give every heading its level.

    What the outline or the contents name has the level named there; the others go by type,
    the largest first, and where one type is all there is, by their numbering.

    Args:
        groups: The headings in reading order.
        listed: Levels named, by the identity of the group.
    """
    alike: dict[tuple[float, bool, bool], list[Group]] = defaultdict(list)
    for group in groups:
        alike[group.signature].append(group)
    level = 0
    for signature in sorted(alike, reverse=True):
        named = [listed[id(group)] for group in alike[signature] if id(group) in listed]
        level = max(level, median_low(named)) if named else level + 1
        deepest = level
        for group, extra in zip(alike[signature], by_number(alike[signature]), strict=True):
            style = group.rows[0].style
            own = style or listed.get(id(group)) or level + extra
            group.rows[0].level = min(own, DEEPEST)
            deepest = max(deepest, level + extra)
        level = min(deepest, DEEPEST)


def by_number(groups: Sequence[Group]) -> list[int]:
    """How much deeper each of some headings of one type is by its numbering, from 0."""
    kinds = [numbering(group.words) for group in groups]
    known: dict[tuple[str, int], int] = {}
    for kind in sorted({kind for kind in kinds if kind is not None}, key=rank):
        known[kind] = len(known)
    if len(known) < 2:
        return [0] * len(groups)
    return [known[kind] if kind is not None else len(known) for kind in kinds]


def rank(kind: tuple[str, int]) -> tuple[int, int, str]:
    """Where a way of numbering stands among others: ``Part``, ``IV.``, ``A.``, ``1.``."""
    name, depth = kind
    order = {"roman": 10, "letter": 11, "decimal": 12, "small": 13}
    first = NAMED_FIRST.index(name) if name in NAMED_FIRST else len(NAMED_FIRST)
    return order.get(name, first), depth, name
