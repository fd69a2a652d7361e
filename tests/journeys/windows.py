"""The window of the real program as a person drives it: keys, and waiting."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.choosers import Choosers
from app.desktop.import_sheet import SheetDialog

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
# Only the offscreen platform says these, of every window and of every pop-up.
OFFSCREEN = "propagateSizeHints|does not support (raise|grabbing the keyboard)"
# Models are loaded on the way; a machine that does much else needs its time.
PATIENCE = 90_000


@dataclass
class Chosen:
    """What the person answers where the system's dialogs would ask for a file."""

    folder: Path | None = None
    pictures: Path | None = None
    results: Path | None = None

    shown: list[Path] = field(default_factory=list)

    def choosers(self):
        """Answers in place of the system's dialogs."""

        def nothing(*_asked):
            return None

        return Choosers(
            files=tuple,
            folder=lambda: self.folder,
            case=nothing,
            scheme=nothing,
            results=lambda _suggestion: self.results,
            themes=nothing,
            summaries=nothing,
            pictures=lambda: self.pictures,
            show_folder=self.shown.append,
        )


def leave(qtbot, window):
    """Close the window as a person does, and wait until all of it has ended."""
    window.close()
    qtbot.waitUntil(lambda: window.parts.session.has_left, timeout=PATIENCE)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def choose_folder(qtbot, window):
    """The folder is in the case, and the first choice has the focus."""
    press(window, Qt.Key.Key_O, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.parts.start.files.documents), timeout=PATIENCE)
    qtbot.waitUntil(window.parts.start.sort.hasFocus, timeout=PATIENCE)


def confirm_columns(qtbot, window):
    """Return, once the sheets that are used for the first time have been looked into."""

    def ready():
        dialogs = window.findChildren(SheetDialog)
        return any(one.isVisible() and one.confirm.isEnabled() for one in dialogs)

    qtbot.waitUntil(ready, timeout=PATIENCE)
    (dialog,) = (one for one in window.findChildren(SheetDialog) if one.isVisible())
    dialog.activateWindow()
    choice = dialog.choice
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Return)
    return choice


def wait_for_rest(qtbot, window):
    """Nothing is being done any more."""
    qtbot.waitUntil(lambda: window.parts.session.job is None, timeout=PATIENCE)


def statuses(window):
    """What the table says of every item."""
    items = window.parts.desk.items
    return [items.index(at, 3).data() for at in range(items.rowCount())]


def row_under_cursor(window):
    """The row that the table's cursor is on."""
    table = window.parts.desk.table
    return window.parts.desk.items.result_row(table.currentIndex().row())
