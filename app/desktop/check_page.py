"""The screen of a blind check: before, during and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.banner import Banner
from app.desktop.check_asking import CheckAsking
from app.desktop.check_report import CheckReport
from app.desktop.check_setup import CheckSetup
from app.desktop.look import Look
from app.desktop.pieces import column

__all__ = ["CheckPage"]


class CheckPage(QWidget):
    """While it is shown, no result of the program is on the screen.

    ``wanted`` and ``report_wanted`` are for other pages to say: a check is to be begun (0)
    or gone on with, or its report to be seen; by its key.
    """

    wanted = Signal(int)
    report_wanted = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.banner = Banner(look)
        self.banner.setObjectName("across")
        self.setup = CheckSetup()
        self.asking = CheckAsking(look)
        self.report = CheckReport()
        self.stages = QStackedWidget()
        for stage in (self.setup, self.asking, self.report):
            self.stages.addWidget(stage)
        whole = column(self.banner, self.stages, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_stage(self, stage: QWidget) -> None:
        """Before, during, or after."""
        self.stages.setCurrentWidget(stage)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops, or goes back to the results."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stages.currentWidget() is self.asking:
            self.asking.stop.click()
        elif self.stages.currentWidget() is self.setup:
            self.setup.leave.click()
        else:
            self.report.leave.click()
