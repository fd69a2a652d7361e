"""What has become of the deeds on the schemes at hand, shown and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from app.desktop.asking import DeedDone
from app.desktop.parts import Parts
from app.desktop.scheme_bench import SchemeBench
from app.desktop.scheme_editing import Deleted, Made, Saved
from app.desktop.scheme_page import SchemePage
from app.desktop.scheme_questions import (
    BeginScheme,
    CopyScheme,
    DeleteScheme,
    ExportScheme,
    ImportScheme,
    RestoreScheme,
    SaveScheme,
)
from app.records import SchemeSaved, ShelvedScheme

__all__ = ["SchemeDeeds"]


class SchemeDeeds(QObject):
    """Takes what was done, in step with the bench, the page and the choice of schemes.

    Args:
        page: The page.
        bench: What is worked on.
        parts: Of the window.
        refresh: Shows the bench on the page.
    """

    def __init__(
        self,
        page: SchemePage,
        bench: SchemeBench,
        parts: Parts,
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._bench = bench
        self._parts = parts
        self._refresh = refresh

    def take(self, done: DeedDone) -> None:
        """A deed was done, perhaps one on schemes."""
        deed, value = done.deed, done.value
        match deed:
            case BeginScheme() | CopyScheme() | ImportScheme():
                if isinstance(value, ShelvedScheme):
                    self._take_made(value)
            case SaveScheme() if isinstance(value, tuple):
                self._take_saved(deed, *value)
            case DeleteScheme() if isinstance(value, tuple):
                self._take_deleted(deed, value[0])
            case RestoreScheme():
                self._take_restored(deed, value)
            case ExportScheme():
                self._tell_exported(deed)
            case _:
                pass

    def _take_made(self, made: ShelvedScheme) -> None:
        self._bench.put(made)
        self._bench.set_draft(made.path, made.draft)
        self._bench.history.note(Made(path=made.path))
        self._bench.show(made.path)
        self._relist()
        self._page.fields.name.setFocus()
        self._page.fields.name.selectAll()

    def _take_saved(self, deed: SaveScheme, saved: SchemeSaved, is_other: bool) -> None:  # noqa: FBT001 - as the deed says
        bench, old, new = self._bench, deed.draft.path, saved.shelved.path
        key = bench.key
        if old is not None and old != new:
            bench.history.follow(old, new)
            bench.set_draft(old, None)
        bench.put(saved.shelved, instead_of=old)
        bench.set_draft(new, None)
        written = replace(deed.draft, path=new)
        bench.history.note(Saved(path=new, before=saved.before, draft=written))
        at = [one.key for one in deed.draft.categories].index(key) + 1 if key else 0
        bench.show(new, at)
        self._relist()
        said = self.tr("Saved {name}.").format(name=deed.draft.name.strip())
        back = self.tr("Ctrl+Z takes it back.")
        if is_other:
            back = self.tr("Somebody had changed the file meanwhile: Ctrl+Z brings that "
                           "version back.")  # fmt: skip
        self._page.banner.say("info" if is_other else "good", said, back)
        if deed.sort and saved.shelved.scheme is not None:
            self._parts.choice.take(saved.shelved.scheme)
            self._parts.actions.sort.trigger()

    def _take_deleted(self, deed: DeleteScheme, kept: object) -> None:
        draft = self._bench.draft_at(deed.path)
        name = draft.name.strip() if draft is not None else deed.path.stem
        self._bench.take_away(deed.path)
        self._relist()
        self._page.schemes.setFocus()
        if deed.undoes:
            return
        path = kept if isinstance(kept, Path) else None
        self._bench.history.note(Deleted(path=deed.path, kept=path, draft=deed.draft))
        said = self.tr("Deleted {name}.").format(name=name)
        self._page.banner.say("info", said, self.tr("Ctrl+Z brings it back."))

    def _take_restored(self, deed: RestoreScheme, value: object) -> None:
        if isinstance(value, ShelvedScheme):
            self._bench.put(value)
            self._bench.set_draft(deed.path, value.draft)
            self._bench.show(deed.path, self._bench.key)
        else:
            self._bench.take_away(deed.path)
        self._relist()

    def _tell_exported(self, deed: ExportScheme) -> None:
        said = self.tr("Saved {file}.").format(file=deed.target.name)
        unsaved = self._bench.is_changed(deed.path)
        remedy = self.tr("What is not saved yet is not in it.") if unsaved else ""
        folder = deed.target.parent
        shows = (self.tr("Open folder"), lambda: self._parts.choosers.show_folder(folder))
        self._page.banner.say("good", said, remedy, shows)

    def _relist(self) -> None:
        self._parts.choice.relist()
        self._refresh()
