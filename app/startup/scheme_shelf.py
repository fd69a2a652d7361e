"""The schemes at hand: those that came with the program, and the person's own folder.

Nothing is lost here: whatever a file held before it was changed or deleted is kept beside
it, so that it can be brought back.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from app.records import PostroomError, Scheme, SchemeDraft, SchemeSaved, ShelvedScheme
from app.startup.places import Places
from app.startup.scheme_drafts import (
    draft_as_text,
    draft_from,
    draft_of,
    problems_of,
    scheme_of_draft,
)
from app.startup.scheme_files import LONGEST_NAME, read_scheme, read_text, tidy
from app.startup.scheme_writing import put_aside_then_rename, scheme_text

__all__ = ["SchemeShelf"]

MOST_KEPT = 50  # earlier versions of one scheme
LONGEST_FILE_NAME = 60
Listed = Sequence[tuple[str, Path]]


class SchemeShelf:
    """Reads and writes schemes in the person's own folder; shipped ones are only read.

    Args:
        places: Where things lie.
        listed: Names and files of all schemes at hand.
        memory_path: Where a scheme's memory lies.
    """

    def __init__(
        self,
        places: Places,
        listed: Callable[[], Listed],
        memory_path: Callable[[Scheme], Path | None],
    ) -> None:
        self._places = places
        self._listed = listed
        self._memory_path = memory_path

    @property
    def folder(self) -> Path:
        """The person's own folder of schemes."""
        return (self._places.data / "schemes").resolve()

    def schemes(self) -> tuple[ShelvedScheme, ...]:
        """All schemes, the own ones first; begun ones without a file are among them."""
        paths = [path.resolve() for _, path in self._listed()]
        drafts = [self._file_of(path) for path in sorted(self._drafts.glob("*.json"))]
        paths += [path for path in drafts if path not in paths]
        found = [self._shelved(path) for path in paths]
        return tuple(sorted(found, key=lambda one: not one.own))

    def begin(self, draft: SchemeDraft) -> ShelvedScheme:
        """A new scheme, as a draft; it has a file once it is saved.

        Raises:
            PostroomError: The folder cannot be written.
        """
        path = self._free_path(draft.name)
        self.keep_draft(path, draft)
        return self._shelved(path)

    def copy(self, path: Path, name: str) -> ShelvedScheme:
        """A scheme once more under another name, with what it has learned.

        A name that is taken gets a number, one that is too long is cut.

        Raises:
            PostroomError: It cannot be read, or the copy not be written.
        """
        scheme = read_scheme(path)
        name = self._free_name(tidy(name)[:LONGEST_NAME].strip() or scheme.name)
        target = self._free_path(name)
        renamed = scheme_of_draft(_renamed(draft_of(scheme), name, target))
        put_aside_then_rename(target, scheme_text(renamed, read_text(path)))
        made = self._shelved(target)
        if made.scheme is not None:
            self._copy_labels(scheme, made.scheme)
        return made

    def take_in(self, path: Path) -> ShelvedScheme:
        """A scheme file from anywhere, copied as it is; the file itself stays untouched.

        Raises:
            PostroomError: It cannot be read, or has mistakes.
        """
        scheme = read_scheme(path)
        target = self._free_path(scheme.name)
        name = self._free_name(scheme.name)
        text = read_text(path)
        if name != scheme.name:
            text = scheme_text(
                scheme_of_draft(_renamed(draft_of(scheme), name, None)), text
            )
        put_aside_then_rename(target, text)
        return self._shelved(target)

    def export(self, path: Path, target: Path) -> None:
        """Write a scheme's file to another place.

        Raises:
            PostroomError: It cannot be read or written, or a scheme at hand lies there.
        """
        if target.resolve() in {path.resolve() for _, path in self._listed()}:
            raise PostroomError(
                f"{target} is one of the schemes at hand and is not written over.",
                "Choose another name or another folder.",
            )
        put_aside_then_rename(target, read_text(path))

    def save(self, draft: SchemeDraft) -> SchemeSaved:
        """Write a draft to its file; what was there is kept beside it.

        A scheme that gets another name keeps what it has learned.

        Raises:
            PostroomError: It has mistakes, does not lie in the person's own folder, or
                cannot be written.
        """
        others = [one.name for one in self._readable() if one.source != str(draft.path)]
        if problems_of(draft, others):
            raise PostroomError(
                "These categories still have mistakes.", "Mend what is marked, then save."
            )
        path = self._own(draft.path)
        is_new = not path.exists()
        if is_new:
            self.keep_draft(path, None)
            path = self._free_path(draft.name)
        before = self._keep(path)
        text = scheme_text(scheme_of_draft(draft), "" if is_new else _text_of(path))
        self._put(path, text)
        self.keep_draft(path, None)
        return SchemeSaved(shelved=self._shelved(path), before=before)

    def delete(self, path: Path) -> Path | None:
        """Take a scheme away; returns where it is kept, None where it had no file yet.

        What it has learned stays, so that it is there again when the scheme is.

        Raises:
            PostroomError: It came with the program, or cannot be deleted.
        """
        path = self._own(path)
        kept = self._keep(path)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise PostroomError(
                f"{path} cannot be deleted: {error.strerror}.",
                "Close whatever else has it open, and try again.",
            ) from error
        self.keep_draft(path, None)
        return kept

    def restore(self, path: Path, before: Path) -> ShelvedScheme:
        """Bring back what a scheme's file held; what it holds now is kept as well.

        Raises:
            PostroomError: That is not there any more, or cannot be written.
        """
        path = self._own(path)
        text = read_text(before)
        self._keep(path)
        self._put(path, text)
        return self._shelved(path)

    def keep_draft(self, path: Path, draft: SchemeDraft | None) -> None:
        """Keep what a person has changed and not saved yet; None forgets it.

        Raises:
            PostroomError: It cannot be written.
        """
        file = self._drafts / f"{self._own(path).stem}.json"
        if draft is not None:
            self._places.writable(self.folder)
            self._places.writable(self._drafts)
            put_aside_then_rename(file, draft_as_text(draft))
            return
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)

    def label_counts(self, path: Path) -> tuple[tuple[str, int], ...]:
        """How many labelled texts a scheme's memory has under each name.

        Raises:
            PostroomError: The memory cannot be opened.
        """
        from app import store  # noqa: PLC0415 - loading it takes longer than a window may

        try:
            memory = self._memory_path(read_scheme(path))
        except PostroomError:
            return ()
        if memory is None or not memory.exists():
            return ()
        with store.open_memory(memory, create=False, read_only=True) as opened:
            return tuple(store.count_labels(opened).items())

    # ------------------------------------------------------------ files

    @property
    def _drafts(self) -> Path:
        return self.folder / "drafts"

    def _file_of(self, draft: Path) -> Path:
        return self.folder / f"{draft.stem}.toml"

    def _own(self, path: Path | None) -> Path:
        if path is None:
            return self._free_path("scheme")
        resolved = path.resolve()
        if resolved.parent != self.folder or resolved.suffix != ".toml":
            raise PostroomError(
                f"{path} came with the program and is not changed.",
                "Make a copy, and change that.",
            )
        return resolved

    def _shelved(self, path: Path) -> ShelvedScheme:
        own = path.parent == self.folder
        draft, scheme, problem = None, None, ""
        if own:
            with contextlib.suppress(OSError, UnicodeDecodeError):
                kept = self._drafts / f"{path.stem}.json"
                draft = draft_from(kept.read_text(encoding="utf-8"))
        if path.exists() or draft is None:
            try:
                scheme = read_scheme(path)
            except PostroomError as error:
                problem = error.what
        return ShelvedScheme(
            path=path, own=own, scheme=scheme, problem=problem, draft=draft
        )

    def _readable(self) -> tuple[Scheme, ...]:
        return tuple(one.scheme for one in self.schemes() if one.scheme is not None)

    def _free_path(self, name: str) -> Path:
        """A file that is not there yet and hides none that came with the program."""
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")
        stem = stem[:LONGEST_FILE_NAME] or "scheme"
        self._places.writable(self.folder)
        taken = {path.stem.casefold() for _, path in self._listed()}
        taken |= {path.stem.casefold() for path in self._drafts.glob("*.json")}
        number, found = 1, stem
        while found in taken:
            number += 1
            found = f"{stem}_{number}"
        return self.folder / f"{found}.toml"

    def _free_name(self, name: str) -> str:
        taken = {one.name.casefold() for one in self._readable()}
        number, found = 1, name
        while found.casefold() in taken:
            number += 1
            ending = f" ({number})"
            found = name[: LONGEST_NAME - len(ending)] + ending
        return found

    def _keep(self, path: Path) -> Path | None:
        """Keep a copy of what a file holds; None where there is no file."""
        if not path.exists():
            return None
        folder = self._places.writable(self.folder / "earlier")
        numbers = sorted(
            int(one.stem.rpartition("~")[2])
            for one in folder.glob(f"{path.stem}~*.toml")
            if one.stem.rpartition("~")[2].isdigit()
        )
        kept = folder / f"{path.stem}~{(numbers or [0])[-1] + 1}.toml"
        try:
            shutil.copyfile(path, kept)
        except OSError as error:
            raise PostroomError(
                f"{path} cannot be kept before it is changed: {error.strerror}.",
                "Free some space, and try again. It is as it was.",
            ) from error
        for old in numbers[: max(0, len(numbers) + 1 - MOST_KEPT)]:
            with contextlib.suppress(OSError):
                (folder / f"{path.stem}~{old}.toml").unlink()
        return kept

    def _put(self, path: Path, text: str) -> None:
        """Write a scheme's file; what it has learned goes with it to another name."""
        old = self._shelved(path).scheme if path.exists() else None
        put_aside_then_rename(path, text)
        new = self._shelved(path).scheme
        if old is None or new is None or old.name == new.name:
            return
        source, target = self._memory_path(old), self._memory_path(new)
        if source is None or target is None or not source.exists() or target.exists():
            return
        try:
            source.rename(target)
        except OSError as error:
            raise PostroomError(
                "The scheme has its new name, but what it has learned could not be taken"
                f" along: {error.strerror}.",
                "Close other windows that use it, give it its old name, and try again.",
            ) from error

    def _copy_labels(self, source: Scheme, target: Scheme) -> None:
        from app import store  # noqa: PLC0415 - loading it takes longer than a window may

        old, new = self._memory_path(source), self._memory_path(target)
        if old is None or new is None or not old.exists():
            return
        self._places.writable(new.parent)
        with (
            store.open_memory(old, create=False, read_only=True) as known,
            store.open_memory(new) as copied,
        ):
            store.keep_labels(copied, store.labels(known))


def _renamed(draft: SchemeDraft, name: str, path: Path | None) -> SchemeDraft:
    return SchemeDraft(
        name=tidy(name),
        description=draft.description,
        categories=draft.categories,
        language=draft.language,
        path=path,
    )


def _text_of(path: Path) -> str:
    try:
        return read_text(path)
    except PostroomError:
        return ""
