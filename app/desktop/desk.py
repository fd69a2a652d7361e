"""The application: one window, opened at once, and left cleanly."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.collecting import collected_here
from app.desktop.contracts import Postroom
from app.desktop.faults import our_fault
from app.desktop.language import speak
from app.desktop.look import Look
from app.desktop.notices import Notices
from app.desktop.one_window import OneWindow
from app.desktop.window import Window

__all__ = ["run_desk"]

log = logging.getLogger(__name__)

# How long a closed window waits for the step that is under way, in milliseconds.
_PATIENCE = 10_000


def run_desk(postroom: Postroom, case: Path | None) -> int:
    """The window was opened and closed; or the first window was raised instead."""
    application = _application(postroom.version)
    one = OneWindow(postroom.state_folder)
    if not one.take():
        one.ask_first(case)
        return 0
    speak(application, postroom.translations, postroom.language)
    with collected_here():
        return _opened(application, postroom, one, case)


def _opened(
    application: QApplication, postroom: Postroom, one: OneWindow, case: Path | None
) -> int:
    """The window was opened and closed."""
    look = Look(application, postroom.icons)
    look.choose(postroom.appearance)
    look.scale(postroom.text_size)
    window = Window(postroom, look)
    one.raise_wanted.connect(window.come_forward)
    _tell_faults(window)
    _leave_with(application, window)
    _close_when_told(window)
    Notices(window, window.parts.session, lambda: postroom.settings.settings.notices)
    window.show()
    if case is not None:
        window.conductor.open_case(case)
    else:
        window.conductor.reopen()
    status = application.exec()
    one.let_go()
    if not window.parts.session.has_left:
        # A step that does not end. Whatever it did is committed batch by batch, and its
        # children end with this process: leaving now loses nothing, waiting would not end.
        log.warning("a step was still under way when the window was left")
        logging.shutdown()
        os._exit(status)
    return status


def _application(version: str) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Postroom")
    application.setApplicationDisplayName("Postroom")
    application.setApplicationVersion(version)
    application.setDesktopFileName("postroom")
    return application


def _leave_with(application: QApplication, window: Window) -> None:
    """The program ends when the threads have, or when patience has."""
    application.setQuitOnLastWindowClosed(False)
    window.left.connect(application.quit)
    patience = QTimer(window)
    patience.setSingleShot(True)
    patience.setInterval(_PATIENCE)
    patience.timeout.connect(application.quit)
    window.closing.connect(patience.start)


def _close_when_told(window: Window) -> None:
    """The end of the session, the terminal's end and its Ctrl+C close as a person does."""

    def close(_signal: int, _frame: FrameType | None) -> None:
        # In the window's own time: Python may be told in the midst of anything.
        QTimer.singleShot(0, window.close)

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:  # Windows has no SIGHUP
            signal.signal(number, close)


def _tell_faults(window: Window) -> None:
    """A fault of the window's own is logged and told, and the window stays."""

    def tell(
        kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        log.critical("a fault in the window", exc_info=(kind, fault, trace))
        if QThread.currentThread() is not window.thread():
            return  # a worker's slot: only the window's own thread may touch widgets
        what, remedy = our_fault()
        window.parts.desk.banner.say("error", what, remedy)
        window.parts.start.banner.say("error", what, remedy)

    sys.excepthook = tell
