"""Passwords of locked documents: asked for, and kept for as long as the case is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.desktop.parts import Parts
from app.desktop.passwords import PasswordsDialog
from app.records import Document

__all__ = ["AskingPasswords"]


class AskingPasswords(QObject):
    """Asks; what was given is in the session, and it is told that there is something.

    Args:
        parts: Of the window.
    """

    given = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts

    def ask(self, locked: tuple[Document, ...], *, to_summarize: bool) -> None:
        """The passwords of these documents are asked for."""
        does = self.tr("&Open and summarize\u2026") if to_summarize else ""
        dialog = PasswordsDialog(self._parts.look, locked, self._parts.window, does)
        dialog.accepted.connect(lambda: self._take(dialog.passwords()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, passwords: tuple[str, ...]) -> None:
        if passwords:
            self._parts.session.passwords += passwords
            self.given.emit()
