"""One window for one person: a second start raises the first and ends."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

__all__ = ["OneWindow"]


class OneWindow(QObject):
    """A lock file, and a folder in which later starts leave their requests.

    Files and not sockets: the program opens none, not even on this computer.

    Args:
        folder: The person's state folder; made if it is missing.
    """

    raise_wanted = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._requests = folder / "requests"
        self._requests.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        # Held for as long as the window is open; a crashed holder is told by its process.
        self._lock.setStaleLockTime(0)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def take(self) -> bool:
        """Whether this is the first window; it listens to later starts from now on."""
        if (
            not self._lock.tryLock(0)
            and self._lock.error() == QLockFile.LockError.LockFailedError
        ):
            return False
        for old in self._requests.glob("*.json"):
            old.unlink(missing_ok=True)
        self._watcher.addPath(str(self._requests))
        return True

    def ask_first(self, case: Path | None) -> None:
        """The first window is asked to come forward, and to open a case."""
        wish = json.dumps({"case": str(case.absolute()) if case else None})
        name = uuid.uuid4().hex
        aside = self._requests / f"{name}.part"
        aside.write_text(wish, encoding="utf-8")
        aside.replace(self._requests / f"{name}.json")

    def let_go(self) -> None:
        """The next start opens a window of its own."""
        self._lock.unlock()

    def _look(self) -> None:
        for request in sorted(self._requests.glob("*.json")):
            try:
                wish = json.loads(request.read_text(encoding="utf-8"))
                request.unlink(missing_ok=True)
            except (OSError, ValueError):
                continue
            case = wish.get("case") if isinstance(wish, dict) else None
            self.raise_wanted.emit(Path(case) if isinstance(case, str) else None)
