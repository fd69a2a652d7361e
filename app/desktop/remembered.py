"""What the window remembers between two starts: its place and the recent cases."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

__all__ = ["Remembered"]

_RECENT = 8


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
