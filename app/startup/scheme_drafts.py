"""Drafts of schemes: what a person has changed and not saved, and what is wrong with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.records import (
    Category,
    DraftCategory,
    DraftProblem,
    ProblemKind,
    RemovedCategory,
    Scheme,
    SchemeDraft,
)
from app.startup.scheme_files import (
    LONGEST_NAME,
    MOST_CATEGORIES,
    UNPRINTABLE,
    fingerprint_of,
    other_of,
    tidy,
)

__all__ = ["draft_as_text", "draft_from", "draft_of", "problems_of", "scheme_of_draft"]

FEWEST_CATEGORIES = 2


def draft_of(scheme: Scheme) -> SchemeDraft:
    """A scheme to work on, nothing changed yet."""
    return SchemeDraft(
        name=scheme.name,
        description=scheme.description,
        language=scheme.language,
        path=Path(scheme.source) if scheme.source else None,
        categories=tuple(
            DraftCategory(
                key=number,
                name=one.name,
                description=one.description,
                examples=one.examples,
                formerly=one.formerly,
                saved_as=one.name,
            )
            for number, one in enumerate(scheme.categories, start=1)
        ),
    )


def scheme_of_draft(draft: SchemeDraft) -> Scheme:
    """The scheme that a draft would be, mistakes and all.

    A category that was renamed keeps its old name among those that it had; one that a
    removed category's labels go to takes on its names.
    """
    names = {tidy(one.name) for one in draft.categories}
    categories = tuple(
        Category(
            name=tidy(one.name),
            description=tidy(one.description),
            examples=tuple(said for said in map(tidy, one.examples) if said),
            formerly=tuple(
                name
                for name in dict.fromkeys(earlier_names(one, draft))
                if name not in names
            ),
        )
        for one in draft.categories
    )
    return Scheme(
        name=tidy(draft.name),
        description=tidy(draft.description),
        categories=categories,
        language=draft.language,
        other=other_of(categories),
        fingerprint=fingerprint_of(categories),
        source=str(draft.path) if draft.path else "",
    )


def earlier_names(category: DraftCategory, draft: SchemeDraft) -> Iterator[str]:
    """All names whose labels a category takes, its own among them."""
    yield from category.formerly
    if category.saved_as:
        yield category.saved_as
    for gone in draft.removed:
        if gone.moved_to == category.key:
            yield from (gone.name, *gone.formerly)


def problems_of(draft: SchemeDraft, taken: Iterable[str] = ()) -> tuple[DraftProblem, ...]:
    """What keeps a draft from being a scheme, in the order of its fields.

    Args:
        draft: What a person has written.
        taken: Names of other schemes at hand.
    """
    found = []
    kind = name_problem(draft.name)
    if kind is None and tidy(draft.name).casefold() in {tidy(n).casefold() for n in taken}:
        kind = ProblemKind.NAME_TAKEN
    if kind is not None:
        found.append(DraftProblem(kind=kind))
    times = Counter(tidy(one.name).casefold() for one in draft.categories)
    for one in draft.categories:
        kind = name_problem(one.name)
        if kind is None and times[tidy(one.name).casefold()] > 1:
            kind = ProblemKind.TWO_ALIKE
        if kind is not None:
            found.append(DraftProblem(kind=kind, key=one.key))
    if len(draft.categories) < FEWEST_CATEGORIES:
        found.append(DraftProblem(kind=ProblemKind.TOO_FEW))
    if len(draft.categories) > MOST_CATEGORIES:
        found.append(DraftProblem(kind=ProblemKind.TOO_MANY))
    return tuple(found)


def name_problem(name: str) -> ProblemKind | None:
    """What is wrong with a name by itself."""
    if not tidy(name):
        return ProblemKind.EMPTY_NAME
    if len(tidy(name)) > LONGEST_NAME:
        return ProblemKind.LONG_NAME
    return ProblemKind.UNPRINTABLE if UNPRINTABLE.search(tidy(name)) else None


def draft_as_text(draft: SchemeDraft) -> str:
    """A draft as it is kept in a file."""
    return json.dumps({**asdict(draft), "path": str(draft.path or "")})


def draft_from(text: str) -> SchemeDraft | None:
    """A draft that was kept; None where the file is not one."""
    try:
        values: dict[str, Any] = json.loads(text)
        categories = tuple(category_from(one) for one in values.pop("categories"))
        removed = tuple(
            RemovedCategory(**{**one, "formerly": tuple(one["formerly"])})
            for one in values.pop("removed")
        )
        path = values.pop("path")
        return SchemeDraft(
            categories=categories,
            removed=removed,
            path=Path(path) if path else None,
            **values,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def category_from(values: Mapping[str, Any]) -> DraftCategory:
    """A category of a draft that was kept."""
    lists = {name: tuple(values[name]) for name in ("examples", "formerly")}
    return DraftCategory(**{**values, **lists})
