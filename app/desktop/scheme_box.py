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
        self._files: set[str] = set()  # of the schemes at hand, not of those from elsewhere
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
        self._files.add(_file_of(self._sources[-1]))

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

    def relist(self) -> None:
        """The schemes at hand have changed; what was chosen stays so, if it is there."""
        chosen = self._sources[self.index] if self.index >= 0 else None
        elsewhere = [
            source
            for source in self._sources
            if isinstance(source, Scheme) and source.source not in self._files
        ]
        self.names, self._sources, self._files = [], [], set()
        for name, path in self._postroom.schemes():
            self._list(name, path)
        for scheme in elsewhere:
            if scheme.name not in self.names:
                self.names.append(scheme.name)
                self._sources.append(scheme)
        file = _file_of(chosen)
        files = [_file_of(source) for source in self._sources]
        if file and file in files:
            self.choose(files.index(file))
        elif isinstance(chosen, Scheme) and chosen.name in self.names:
            self.choose(self.names.index(chosen.name))
        elif self.names:
            self.choose(0)

    def take(self, scheme: Scheme) -> None:
        """The scheme is chosen; it is added to the list if its name is not there.

        Where its file has been changed since, what the file says now is chosen.
        """
        files = [_file_of(source) for source in self._sources]
        if scheme.source and scheme.source in self._files and scheme.source in files:
            self.choose(files.index(scheme.source))
            return
        if scheme.name in self.names:
            self._sources[self.names.index(scheme.name)] = scheme
        else:
            self.names.append(scheme.name)
            self._sources.append(scheme)
        self.choose(self.names.index(scheme.name))


def _file_of(source: Path | Scheme | None) -> str:
    """The file of a scheme, empty where it comes from none."""
    if isinstance(source, Scheme):
        return source.source
    return str(source.resolve()) if source is not None else ""


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
        listed = [self.itemText(at) for at in range(self.count() - 2)]
        if listed != self._choice.names or self.count() < 2:
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
