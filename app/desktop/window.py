"""The window itself: its parts in their places, and what the system tells it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from app.desktop.actions import fill_menus
from app.desktop.choosers import Choosers
from app.desktop.conductor import Conductor
from app.desktop.contracts import Postroom
from app.desktop.drop_area import dropped_paths
from app.desktop.look import Look
from app.desktop.parts import make_parts
from app.desktop.pieces import column, row

__all__ = ["Window"]

_SIZE = (1240, 700)
# After the window is seen, before what is not seen first is made, in milliseconds.
_A_MOMENT = 50


class Window(QMainWindow):
    """Postroom's window.

    Args:
        postroom: What the program is made of here.
        look: How it looks.
        choosers: Asks for files; the system's dialogs where none are handed in.
    """

    closing = Signal()
    left = Signal()

    def __init__(
        self, postroom: Postroom, look: Look, choosers: Choosers | None = None
    ) -> None:
        super().__init__()
        self.parts = make_parts(self, postroom, look, choosers)
        self.conductor = Conductor(self.parts)
        self._was_seen = False
        self.setWindowIcon(look.program_icon())
        self.setAcceptDrops(True)
        self._arrange()
        self.parts.session.left.connect(self.left)

    def come_forward(self, case: Path | None) -> None:
        """The window is raised, as somebody started the program once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if case is not None:
            self.conductor.open_case(case)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the window is seen, what the work needs is loaded behind it."""
        super().paintEvent(event)
        if not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self.parts.session.get_ready)
            QTimer.singleShot(_A_MOMENT, self.conductor.complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the window."""
        if self.conductor.is_free and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.parts.start.drop.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What was dragged over the window is somewhere else."""
        super().dragLeaveEvent(event)
        self.parts.start.drop.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped is added, or opened if it is a case."""
        self.parts.start.drop.show_over(over=False)
        self.conductor.take_dropped(dropped_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes at once; what is running stops at its next step."""
        self.parts.remembered.keep_place("window", self.saveGeometry())
        self.conductor.navigation.keep_places()
        self.parts.session.leave()
        self.closing.emit()
        event.accept()

    def _arrange(self) -> None:
        body = QWidget()
        seen = row(self.parts.rail, self.parts.screens, spacing=0)
        seen.setStretch(1, 1)
        whole = column(seen, self.parts.strip, spacing=0)
        whole.setStretch(0, 1)
        body.setLayout(whole)
        self.setCentralWidget(body)
        do = self.parts.actions
        fill_menus(self, do)
        self.parts.desk.header.place_actions((do.add_files, do.add_folder), (do.export,))
        self.resize(*_SIZE)
        if (place := self.parts.remembered.place("window")) is not None:
            self.restoreGeometry(place)
        if (split := self.parts.remembered.place("desk")) is not None:
            self.parts.desk.splitter.restoreState(split)
