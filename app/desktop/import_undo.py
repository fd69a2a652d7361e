"""What Ctrl+Z takes back on the start page: documents just added, or just taken out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.desktop.asking import DeedDone
from app.desktop.import_questions import PutBack, RemoveDocuments
from app.desktop.parts import Parts
from app.desktop.questions import CaseFacts
from app.desktop.words import number
from app.records import Document, DocumentState

__all__ = ["ImportUndo"]


class ImportUndo(QObject):
    """The last change to the documents of the case, as long as it can be taken back.

    Documents that were added go out again while none of them has been read. Documents that
    were taken out wait again to be read: what was made of them is gone.

    Args:
        parts: Of the window.
    """

    changed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session = parts.session
        self._known: dict[int, Document] = {}
        self._added: tuple[int, ...] = ()
        self._removed: tuple[Document, ...] = ()
        self._taking_back: RemoveDocuments | None = None
        parts.session.documents_added.connect(self._take_added)
        parts.session.deed_done.connect(self._take_done)

    def begin_case(self, documents: Sequence[Document]) -> None:
        """Another case is open: nothing has been done in it."""
        self._added, self._removed = (), ()
        self.know(documents)

    def know(self, documents: Sequence[Document]) -> None:
        """So the documents of the case stand."""
        self._known = {document.key: document for document in documents}
        still_wait = all(
            key in self._known and self._known[key].state is DocumentState.WAITING
            for key in self._added
        )
        if not still_wait:
            self._added = ()

    def words(self) -> str:
        """What would be taken back, as it follows "Undo"; empty for nothing."""
        if self._added:
            one, many = self.tr("adding 1 document"), self.tr("adding {count} documents")
        elif self._removed:
            one, many = (
                self.tr("taking out 1 document"),
                self.tr("taking out {count} documents"),
            )
        else:
            return ""
        count = len(self._added or self._removed)
        return (one if count == 1 else many).format(count=number(count))

    def undo(self) -> None:
        """The last change is taken back."""
        if self._added:
            self._taking_back = RemoveDocuments(documents=self._added)
            self._session.do(self._taking_back)
        elif self._removed:
            self._session.do(PutBack(documents=self._removed))
        self._added, self._removed = (), ()
        self.changed.emit()

    def _take_added(self, facts: CaseFacts, added: int) -> None:
        new = tuple(one.key for one in facts.documents if one.key not in self._known)
        if added:  # else the facts were only read anew
            self._added, self._removed = new, ()
        self.know(facts.documents)
        self.changed.emit()

    def _take_done(self, done: DeedDone) -> None:
        deed = done.deed
        if not isinstance(deed, RemoveDocuments):
            return
        if deed != self._taking_back:
            there = (self._known[key] for key in deed.documents if key in self._known)
            self._added, self._removed = (), tuple(one for one in there if not one.inner)
        self._taking_back = None
        self.changed.emit()
