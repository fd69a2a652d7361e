"""Choosing the scheme; the start page and the desk show the same choice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from app.desktop.contracts import Postroom
from app.desktop.pieces import as_tip
from app.records import PostroomError, Scheme

__all__ = ["SchemeBox", "SchemeChoice"]


class SchemeChoice(QObject):
    """The schemes at hand, and the one that is chosen.

    Args:
        postroom: Knows the schemes and reads them.
    """

    changed = Signal()
    refused = Signal(str, str)

    def __init__(self, postroom: Postroom) -> None:
        super().__init__()
        self._postroom = postroom
        self.names: list[str] = []
        self._sources: list[Path | Scheme] = []
        self.index = -1
        self.scheme: Scheme | None = None
        for name, path in postroom.schemes():
            self._list(name, path)
        if self.names:
            self.choose(0)

    def choose(self, index: int) -> None:
        """The scheme at this place of the list is chosen; a broken one is read again."""
        source = self._sources[index]
        try:
            self.scheme = self._read(source)
        except PostroomError as error:
            self.scheme = None
            self.refused.emit(error.what, error.remedy)
        self.index = index
        self.changed.emit()

    def _list(self, name: str, path: Path) -> None:
        """A scheme is listed by its own name, a broken one by its file's."""
        try:
            scheme = self._read(path)
        except PostroomError:
            self.names.append(name)
            self._sources.append(path)
        else:
            self.names.append(scheme.name)
            self._sources.append(scheme)

    def _read(self, source: Path | Scheme) -> Scheme:
        if isinstance(source, Scheme):
            return source
        return self._postroom.scheme(str(source))

    def choose_file(self, path: Path) -> None:
        """A scheme file is read, added to the list, and chosen."""
        try:
            scheme = self._read(path)
        except PostroomError as error:
            self.refused.emit(error.what, error.remedy)
            self.changed.emit()
            return
        self.take(scheme)

    def take(self, scheme: Scheme) -> None:
        """The scheme is chosen; it is added to the list if its name is not there."""
        if scheme.name in self.names:
            self._sources[self.names.index(scheme.name)] = scheme
        else:
            self.names.append(scheme.name)
            self._sources.append(scheme)
        self.choose(self.names.index(scheme.name))


class SchemeBox(QComboBox):
    """The list of schemes, its last line for a file of one's own."""

    file_wanted = Signal()

    def __init__(self, choice: SchemeChoice) -> None:
        super().__init__()
        self._choice = choice
        self.setAccessibleName(self.tr("Scheme"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(22)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.activated.connect(self._take)
        choice.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """The box shows what is chosen."""
        if self.count() != len(self._choice.names) + 2:
            self.clear()
            self.addItems(self._choice.names)
            self.insertSeparator(self.count())
            self.addItem(self.tr("From a file\u2026"))
        self.setCurrentIndex(self._choice.index)
        scheme = self._choice.scheme
        self.setToolTip(as_tip(scheme.description) if scheme else "")
        self.setAccessibleDescription(scheme.description if scheme else "")
        for at, name in enumerate(self._choice.names):
            self.setItemData(at, as_tip(name), Qt.ItemDataRole.ToolTipRole)

    def _take(self, index: int) -> None:
        if index < len(self._choice.names):
            self._choice.choose(index)
        else:
            self.setCurrentIndex(self._choice.index)
            self.file_wanted.emit()
