"""Pictures of every screen: ``python tests/desktop/take_screenshots.py FOLDER``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.choosers import Choosers
from app.desktop.look import Look
from app.desktop.passwords import PasswordsDialog
from app.desktop.window import Window
from app.records import Status
from tests.desktop.scripted import Script, ScriptedPostroom


def pause(milliseconds: int = 500) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def take(window: Window, folder: Path, name: str) -> None:
    pause()
    window.grab().save(str(folder / f"{name}.png"))


def tour(
    application: QApplication, folder: Path, scheme: Qt.ColorScheme, tail: str
) -> None:
    home = Path(tempfile.mkdtemp())
    postroom = ScriptedPostroom(home, Script(rows=120, pause_at=12))
    look = Look(application, postroom.icons)
    look.follow(scheme)
    nothing = Choosers(
        files=lambda: (),
        folder=lambda: None,
        case=lambda: None,
        scheme=lambda: None,
        results=lambda _suggestion: home / "results.xlsx",
        show_folder=lambda _folder: None,
    )
    window = Window(postroom, look, nothing)
    window.resize(1366, 768)
    window.show()
    parts = window.parts
    take(window, folder, f"1-empty{tail}")
    parts.start.drop.sample.click()
    take(window, folder, f"2-ready{tail}")
    parts.start.sort.click()
    pause(800)
    take(window, folder, f"3-running{tail}")
    postroom.script.go_on.set()
    pause(800)
    take(window, folder, f"4-done{tail}")
    parts.desk.reader.tabs.buttons[1].click()
    take(window, folder, f"5-page{tail}")
    parts.desk.table.select_row(2)
    parts.desk.reader.tabs.buttons[2].click()
    take(window, folder, f"6-row{tail}")
    parts.desk.filters.choose_status(Status.FAILED)
    take(window, folder, f"7-failed{tail}")
    parts.actions.export.trigger()
    take(window, folder, f"8-exported{tail}")
    dialog = PasswordsDialog(look, tuple(parts.desk.files.documents[4:5]), window)
    dialog.show()
    pause()
    dialog.grab().save(str(folder / f"9-passwords{tail}.png"))
    dialog.close()
    window.close()
    pause(300)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    tour(application, folder, Qt.ColorScheme.Light, "")
    tour(application, folder, Qt.ColorScheme.Dark, "-dark")


if __name__ == "__main__":
    main()
