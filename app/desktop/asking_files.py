"""What a person chooses by the system's dialogs: files, folders, cases, schemes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.desktop.import_conductor import Importing
from app.desktop.parts import Parts

__all__ = ["AskingFiles"]


class AskingFiles(QObject):
    """Buttons and actions that ask for a file; what was chosen is told.

    Args:
        parts: Of the window.
    """

    inputs_chosen = Signal(object)
    case_chosen = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self.importing = Importing(parts)
        self.importing.inputs_chosen.connect(self.inputs_chosen)
        do, drop = parts.actions, parts.start.drop
        for wish in (do.add_files.triggered, drop.files.clicked):
            wish.connect(self._choose_files)
        for wish in (do.add_folder.triggered, drop.folder.clicked):
            wish.connect(self._choose_folder)
        for wish in (do.try_sample.triggered, drop.sample.clicked):
            wish.connect(self.importing.try_sample)
        for wish in (do.open_case.triggered, parts.start.recent.open_other.clicked):
            wish.connect(self._choose_case)
        for box in (parts.start.scheme, parts.desk.header.scheme):
            box.file_wanted.connect(self._choose_scheme)

    def _choose_files(self) -> None:
        self.inputs_chosen.emit(self._parts.choosers.files())

    def _choose_folder(self) -> None:
        folder = self._parts.choosers.folder()
        self.inputs_chosen.emit((folder,) if folder else ())

    def _choose_case(self) -> None:
        case = self._parts.choosers.case()
        if case is not None:
            self.case_chosen.emit(case)

    def _choose_scheme(self) -> None:
        scheme = self._parts.choosers.scheme()
        if scheme is not None:
            self._parts.choice.choose_file(scheme)
