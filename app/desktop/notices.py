"""What is told of a job's end to a person who looks at something else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from app.desktop.questions import Job, JobEnd
from app.desktop.session import Session

__all__ = ["Notices", "end_words"]

# How long the message stays, and then the icon with it, in milliseconds.
_SHOWN = 10_000


def end_words(end: JobEnd) -> str:
    """That a job has ended, in a sentence."""

    def say(text: str) -> str:
        return QCoreApplication.translate("Notices", text)

    if end.failed:
        return say("The work could not go on. Postroom says why.")
    ended = {
        Job.SORT: say("Everything is sorted."),
        Job.LEARN: say("Learning has ended."),
        Job.THEMES: say("The themes are found."),
        Job.ASSIGN: say("Every row has its themes."),
        Job.SUMMARIZE: say("The summaries are there."),
    }
    return ended.get(end.job, say("The work has ended."))


class Notices(QObject):
    """Tells the end of a job by the system's own means, while the window is not active.

    The taskbar marks the window, and where there is a tray a message says what has ended:
    no sound, and no word of a document.

    Args:
        window: That is marked.
        session: Whose jobs are told of.
        is_wanted: Whether the person wants to be told.
    """

    def __init__(
        self, window: QMainWindow, session: Session, is_wanted: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._is_wanted = is_wanted
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(_SHOWN)
        self._hiding.timeout.connect(self._hide)
        session.job_ended.connect(self.tell)

    def tell(self, end: JobEnd) -> None:
        """The job has ended; nothing is told of one that the person has stopped."""
        if end.stopped or self._window.isActiveWindow() or not self._is_wanted():
            return
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_message(end_words(end))

    def _show_message(self, said: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._come_forward)
            self._tray.activated.connect(self._come_forward)
        self._tray.show()
        self._tray.showMessage("Postroom", said, self._window.windowIcon(), _SHOWN)
        self._hiding.start()

    def _come_forward(self) -> None:
        self._hide()
        self._window.raise_()
        self._window.activateWindow()

    def _hide(self) -> None:
        if self._tray is not None:
            self._tray.hide()
