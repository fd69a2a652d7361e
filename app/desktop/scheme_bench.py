"""The schemes that a person works on: what the files hold, and what is changed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.desktop.scheme_editing import Edited, History
from app.records import (
    DraftCategory,
    DraftProblem,
    Scheme,
    SchemeDraft,
    ShelvedScheme,
)
from app.startup.scheme_drafts import draft_of, problems_of, scheme_of_draft

__all__ = ["SchemeBench"]


@dataclass(slots=True)
class SchemeBench:
    """What is at hand and what is worked on; nothing here asks or writes anything.

    Attributes:
        shelf: The schemes at hand.
        path: Of the scheme that is shown; None for none.
        key: Of the category that is shown; 0 for none.
        history: What can be taken back.
        labels: Corrected texts of the shown scheme, by the name they were put under.
    """

    shelf: tuple[ShelvedScheme, ...] = ()
    path: Path | None = None
    key: int = 0
    history: History = field(default_factory=History)
    labels: Mapping[str, int] = field(default_factory=dict)
    _drafts: dict[Path, SchemeDraft] = field(default_factory=dict)

    @property
    def shelved(self) -> ShelvedScheme | None:
        """The scheme that is shown, as it stands on the shelf."""
        return self.find(self.path)

    @property
    def draft(self) -> SchemeDraft | None:
        """The scheme that is shown, as it is changed."""
        return self.draft_at(self.path)

    @property
    def category(self) -> DraftCategory | None:
        """The category that is shown."""
        categories = self.draft.categories if self.draft else ()
        return next((one for one in categories if one.key == self.key), None)

    @property
    def is_own(self) -> bool:
        """Whether the shown scheme may be changed."""
        return self.shelved is not None and self.shelved.own

    @property
    def problems(self) -> tuple[DraftProblem, ...]:
        """What keeps the shown draft from being a scheme."""
        if self.draft is None or not self.is_own:
            return ()
        return problems_of(self.draft, self.names(but=self.path))

    @property
    def scheme(self) -> Scheme | None:
        """What the shown draft would be; None where it has mistakes.

        It has the name of its file, so that it is known by what it has learned.
        """
        draft, shelved = self.draft, self.shelved
        if draft is None or shelved is None or self.problems:
            return None
        if shelved.scheme is not None and not self.is_changed(self.path):
            return shelved.scheme
        made = scheme_of_draft(draft)
        return replace(made, name=shelved.scheme.name) if shelved.scheme else made

    def find(self, path: Path | None) -> ShelvedScheme | None:
        """A scheme at hand by its file."""
        return next((one for one in self.shelf if one.path == path), None)

    def draft_at(self, path: Path | None) -> SchemeDraft | None:
        """A scheme as it is changed, or as its file has it."""
        if path in self._drafts:
            return self._drafts[path]
        return _as_filed(self.find(path))

    def is_changed(self, path: Path | None) -> bool:
        """Whether something of a scheme is not saved."""
        draft = self._drafts.get(path) if path is not None else None
        shelved = self.find(path)
        if draft is None or shelved is None or not shelved.own:
            return False
        filed = _as_filed(shelved)
        return filed is None or scheme_of_draft(draft) != scheme_of_draft(filed)

    def unsaved(self) -> frozenset[Path]:
        """The schemes of which something is not saved."""
        return frozenset(one.path for one in self.shelf if self.is_changed(one.path))

    def names(self, *, but: Path | None = None) -> tuple[str, ...]:
        """The names of the schemes at hand."""
        return tuple(
            one.scheme.name
            for one in self.shelf
            if one.scheme is not None and one.path != but
        )

    def free_name(self, name: str) -> str:
        """The name, with a number where it is taken."""
        taken = {one.casefold() for one in self.names()}
        taken |= {draft.name.casefold() for draft in self._drafts.values()}
        number, found = 1, name
        while found.casefold() in taken:
            number += 1
            found = f"{name} {number}"
        return found

    # ---------------------------------------------------------------- changes

    def take_shelf(self, shelf: Sequence[ShelvedScheme], wanted: Path | None) -> None:
        """These are at hand; what is changed here goes before what was kept of it."""
        self.shelf = tuple(shelf)
        for one in self.shelf:
            if one.draft is not None:
                self._drafts.setdefault(one.path, replace(one.draft, path=one.path))
        if self.shelved is None:
            paths = [one.path for one in self.shelf]
            first = paths[0] if paths else None
            self.show(wanted if wanted in paths else first)

    def put(self, shelved: ShelvedScheme, *, instead_of: Path | None = None) -> None:
        """A scheme stands on the shelf like this now."""
        gone = {shelved.path, instead_of}
        others = [one for one in self.shelf if one.path not in gone]
        place = next((n for n, one in enumerate(others) if not one.own), len(others))
        at = next((n for n, one in enumerate(self.shelf) if one.path in gone), place)
        others.insert(min(at, len(others)), shelved)
        self.shelf = tuple(others)

    def take_away(self, path: Path) -> None:
        """A scheme is not there any more; the next one is shown in its place."""
        at = next((n for n, one in enumerate(self.shelf) if one.path == path), 0)
        self.shelf = tuple(one for one in self.shelf if one.path != path)
        self._drafts.pop(path, None)
        if self.path == path:
            left = self.shelf[min(at, len(self.shelf) - 1)].path if self.shelf else None
            self.show(left)

    def show(self, path: Path | None, key: int = 0) -> None:
        """This scheme is shown, and this category of it, or its first one."""
        self.history.pause()
        self.path = path
        keys = [one.key for one in self.draft.categories] if self.draft else []
        self.key = key if key in keys else (keys[0] if keys else 0)

    def choose(self, key: int) -> None:
        """This category is shown."""
        if key != self.key:
            self.history.pause()
            self.key = key

    def set_draft(self, path: Path, draft: SchemeDraft | None) -> None:
        """This is what a scheme is changed to; None for what its file has."""
        if draft is None:
            self._drafts.pop(path, None)
        else:
            self._drafts[path] = replace(draft, path=path)
        if path == self.path and self.category is None:
            self.show(path)

    def edit(self, draft: SchemeDraft, what: str) -> bool:
        """Whether the shown scheme is changed now; it can be taken back.

        Args:
            draft: What it is changed to.
            what: Which field of what: typing on in it is one step.
        """
        path, before = self.path, self.draft
        if path is None or before is None or not self.is_own or draft == before:
            return False
        self.history.note(Edited(path=path, before=before, what=what))
        self._drafts[path] = draft
        return True


def _as_filed(shelved: ShelvedScheme | None) -> SchemeDraft | None:
    if shelved is None or shelved.scheme is None:
        return None
    return replace(draft_of(shelved.scheme), path=shelved.path)
