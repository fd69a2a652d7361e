"""What the window remembers between two starts: its place and the recent cases."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

__all__ = ["Remembered"]

_RECENT = 8
_SPOTS = 50  # cases whose place is remembered


class Remembered:
    """A small file in the person's own state folder; nothing of any document is in it.

    Args:
        folder: Where it lies; made if it is missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def place(self, name: str) -> QByteArray | None:
        """Where a window or a splitter stood."""
        value = self._file.value(f"place/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_place(self, name: str, place: QByteArray) -> None:
        """This is where it stands."""
        self._file.setValue(f"place/{name}", place)

    def recent(self) -> tuple[Path, ...]:
        """Cases that are still there, the newest first."""
        value = self._file.value("recent")
        if isinstance(value, str):  # a list of one comes back as its only element
            value = [value]
        if not isinstance(value, list):
            return ()
        paths = (Path(str(entry)) for entry in value)
        return tuple(path for path in paths if path.is_file())[:_RECENT]

    def keep_recent(self, case: Path) -> None:
        """This case is the newest."""
        others = [path for path in self.recent() if path != case]
        self._file.setValue("recent", [str(path) for path in (case, *others)][:_RECENT])
        self._file.sync()

    def open_case(self) -> Path | None:
        """The case that was open when the window was left; None where none was."""
        value = self._file.value("open")
        path = Path(value) if isinstance(value, str) and value else None
        return path if path is not None and path.is_file() else None

    def keep_open_case(self, case: Path | None) -> None:
        """This case is open, or none."""
        self._file.setValue("open", str(case) if case is not None else "")

    def spot(self, case: Path) -> tuple[str, str] | None:
        """Where in a case the person was: a place of the window, and where there."""
        value = self._file.value(f"spot/{_whose(case)}")
        if isinstance(value, list) and len(value) == 3:
            return str(value[1]), str(value[2])
        return None

    def keep_spot(self, case: Path, place: str, kept: str) -> None:
        """The person is here in the case; cases not seen for long are forgotten.

        Args:
            case: The case file; only a hash of its path is kept here.
            place: Of the window.
            kept: Where there: keys and choices, no words.
        """
        self._file.beginGroup("spot")
        whose = _whose(case)
        order = {name: _number(self._file.value(name)) for name in self._file.childKeys()}
        order.pop(whose, None)
        for old in sorted(order, key=order.__getitem__)[: -_SPOTS + 1]:
            self._file.remove(old)
        newest = max(order.values(), default=0) + 1
        self._file.setValue(whose, [str(newest), place, kept])
        self._file.endGroup()


def _whose(case: Path) -> str:
    return hashlib.sha256(str(case).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _number(value: object) -> int:
    first = value[0] if isinstance(value, list) and value else ""
    return int(first) if str(first).isdigit() else 0
