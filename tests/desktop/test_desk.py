from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.desktop.scripted import REPOSITORY

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.desktop import open_desk
from app.desktop.window import Window
from tests.desktop.scripted import ScriptedPostroom

def close():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window):
            window.close()

application = QApplication([])
QTimer.singleShot(0, close)
sys.exit(open_desk(ScriptedPostroom(Path(sys.argv[1])), None))
"""


def test_the_desk_opens_and_ends_when_its_window_is_closed(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "state" / "window.ini").is_file()
    assert not (tmp_path / "state" / "window.lock").exists()
