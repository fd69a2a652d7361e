"""The place to drop files on, and what may be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from app.desktop.look import Look
from app.desktop.pieces import IconLabel, button, column, label, restyle, row
from app.desktop.tokens import SPACE

__all__ = ["DropArea", "dropped_paths"]

_TALL, _LOW = 150, 96


def dropped_paths(data: QMimeData) -> tuple[Path, ...]:
    """The local files and folders of a drag; anything else is not taken."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class DropArea(QFrame):
    """A large target that also offers the same by button."""

    dropped = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(
            self.tr("Drop area for letters, reports, notices and spreadsheets")
        )
        icon = IconLabel(look, 32)
        icon.show_icon("inbox", "accent")
        says = label(self.tr("Drop files or folders anywhere in this window"), strong=True)
        says.setWordWrap(True)
        kinds = label(
            self.tr("PDF, scans, Word, e-mail, Excel, CSV, text, zip. Text can be pasted."),
            tone="muted",
        )
        kinds.setWordWrap(True)
        self.files = button(self.tr("&Choose files\u2026"))
        self.folder = button(self.tr("Choose a f&older\u2026"))
        self.paste = button(self.tr("&Paste"))
        self.paste.setToolTip(self.tr("Add copied files or copied text (Ctrl+V)"))
        # It is placed by the page: beside the words for somebody who is new.
        self.sample = button(self.tr("&Try the sample inbox"))
        self.sample.setToolTip(self.tr("Adds made-up letters and requests, and sorts them"))
        told = row(icon, column(says, kinds, spacing=2), spacing=SPACE.normal)
        told.setStretch(1, 1)
        buttons = row(self.files, self.folder, self.paste, None)
        whole = column(None, told, buttons, None, spacing=SPACE.normal)
        whole.setContentsMargins(SPACE.section, SPACE.normal, SPACE.wide, SPACE.normal)
        self.setLayout(whole)

    def make_room(self, *, wide: bool) -> None:
        """A large target while there is nothing else to look at, a lower one after."""
        self.setMinimumHeight(_TALL if wide else _LOW)

    def show_over(self, *, over: bool) -> None:
        """Whether files are held over the area, or over the window around it."""
        restyle(self, "over", "true" if over else "false")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The area shows that it takes what is held over it."""
        if dropped_paths(event.mimeData()):
            self.show_over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The area looks as before."""
        self.show_over(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The files are told."""
        self.show_over(over=False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))
