"""The place to drop files on, and what may be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from app.desktop.look import Look, scale_font
from app.desktop.pieces import IconLabel, button, column, label, restyle, row
from app.desktop.tokens import SPACE, TYPE

__all__ = ["DropArea", "dropped_paths"]

_TALL, _LOW = 220, 150


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
        self.setMaximumHeight(_TALL)
        icon = IconLabel(look, 44)
        icon.show_icon("inbox", "accent")
        says = label(self.tr("Drop letters, reports, notices or spreadsheets here"))
        scale_font(says, TYPE.heading, bold=True)
        says.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        says.setWordWrap(True)
        kinds = label(
            self.tr("PDF, scans, Word, e-mail, Excel, CSV, text, zip"), tone="muted"
        )
        kinds.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        kinds.setWordWrap(True)
        self.files = button(self.tr("C&hoose files\u2026"))
        self.folder = button(self.tr("Choose a f&older\u2026"))
        self.sample = button(self.tr("&Try the sample inbox"), kind="quiet")
        buttons = row(None, self.files, self.folder, self.sample, None)
        whole = column(
            None,
            row(None, icon, None),
            says,
            kinds,
            SPACE.small,
            buttons,
            None,
            margin=SPACE.section,
            spacing=SPACE.small,
        )
        self.setLayout(whole)

    def make_room(self, *, wide: bool) -> None:
        """A large target while there is nothing else to look at, a lower one after."""
        self.setMinimumHeight(_TALL if wide else _LOW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The area shows that it takes what is held over it."""
        if dropped_paths(event.mimeData()):
            restyle(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The area looks as before."""
        restyle(self, "over", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The files are told."""
        restyle(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))
