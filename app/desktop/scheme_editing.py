"""What a person does to a draft, and how every step of it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from app.records import DraftCategory, RemovedCategory, SchemeDraft

__all__ = [
    "Deleted",
    "Edited",
    "History",
    "Made",
    "Saved",
    "Undoable",
    "added",
    "described",
    "moved",
    "named",
    "removed",
    "with_category",
    "with_examples",
    "with_labels_moved",
]


def named(draft: SchemeDraft, name: str) -> SchemeDraft:
    """The scheme has this name."""
    return replace(draft, name=name)


def described(draft: SchemeDraft, description: str) -> SchemeDraft:
    """The scheme has this description."""
    return replace(draft, description=description)


def added(draft: SchemeDraft, after: int = 0) -> tuple[SchemeDraft, int]:
    """A new category stands behind another, or last; and its key."""
    used = [one.key for one in draft.categories]
    used += [one.moved_to for one in draft.removed]
    new = DraftCategory(key=max(used, default=0) + 1, name="")
    at = next((n + 1 for n, one in enumerate(draft.categories) if one.key == after), None)
    where = len(draft.categories) if at is None else at
    categories = (*draft.categories[:where], new, *draft.categories[where:])
    return replace(draft, categories=categories), new.key


def removed(draft: SchemeDraft, key: int) -> SchemeDraft:
    """A category goes; labels that were to go to it are only kept."""
    gone = [one for one in draft.categories if one.key == key]
    told = tuple(
        RemovedCategory(name=one.saved_as, formerly=one.formerly)
        for one in gone
        if one.saved_as
    )
    before = tuple(
        replace(one, moved_to=0) if one.moved_to == key else one for one in draft.removed
    )
    return replace(
        draft,
        categories=tuple(one for one in draft.categories if one.key != key),
        removed=before + told,
    )


def moved(draft: SchemeDraft, key: int, by: int) -> SchemeDraft:
    """A category stands so many places further down; the ends stop it."""
    keys = [one.key for one in draft.categories]
    if key not in keys:
        return draft
    at = keys.index(key)
    to = max(0, min(len(keys) - 1, at + by))
    categories = list(draft.categories)
    categories.insert(to, categories.pop(at))
    return replace(draft, categories=tuple(categories))


def with_category(
    draft: SchemeDraft, key: int, change: Callable[[DraftCategory], DraftCategory]
) -> SchemeDraft:
    """A category is changed."""
    return replace(
        draft,
        categories=tuple(
            change(one) if one.key == key else one for one in draft.categories
        ),
    )


def with_examples(draft: SchemeDraft, key: int, texts: Sequence[str]) -> SchemeDraft:
    """A category has these examples too; none stands there twice."""
    return with_category(
        draft,
        key,
        lambda one: replace(one, examples=tuple(dict.fromkeys((*one.examples, *texts)))),
    )


def with_labels_moved(draft: SchemeDraft, name: str, to: int) -> SchemeDraft:
    """The labels of a category that is gone go to another one, or are only kept."""
    return replace(
        draft,
        removed=tuple(
            replace(one, moved_to=to) if one.name == name else one for one in draft.removed
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A draft was changed.

    Attributes:
        path: Of its scheme.
        before: The draft as it was.
        what: Which field of what; the same again right after goes on with the same step.
    """

    path: Path
    before: SchemeDraft
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Saved:
    """A draft was written to its file.

    Attributes:
        path: The file.
        before: Where its content before that is kept; None where it had none.
        draft: What was written.
    """

    path: Path
    before: Path | None
    draft: SchemeDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Deleted:
    """A scheme was taken away.

    Attributes:
        path: Its file.
        kept: Where its content is kept; None where it had no file yet.
        draft: What was not saved of it; None where all was.
    """

    path: Path
    kept: Path | None
    draft: SchemeDraft | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A scheme was begun, copied or imported."""

    path: Path


Undoable: TypeAlias = Edited | Saved | Deleted | Made


@dataclass(slots=True)
class History:
    """The steps of a person, the last one first to be taken back."""

    _steps: list[Undoable] = field(default_factory=list)
    _goes_on: bool = False

    @property
    def last(self) -> Undoable | None:
        """The step that would be taken back."""
        return self._steps[-1] if self._steps else None

    def note(self, step: Undoable) -> None:
        """A step was done; typing on in the same field is still the same step."""
        last = self.last
        is_same = (
            self._goes_on
            and isinstance(step, Edited)
            and isinstance(last, Edited)
            and (step.path, step.what) == (last.path, last.what)
        )
        if not is_same:
            self._steps.append(step)
        self._goes_on = True

    def pause(self) -> None:
        """Whatever comes next is a step of its own."""
        self._goes_on = False

    def take_back(self) -> Undoable | None:
        """The last step, which is gone from here."""
        self._goes_on = False
        return self._steps.pop() if self._steps else None

    def follow(self, old: Path, new: Path) -> None:
        """A scheme that got its file has another path now."""
        self._steps = [
            replace(step, path=new) if step.path == old else step for step in self._steps
        ]
