"""Asking for files by the system's own dialogs; a test hands in its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

__all__ = ["Choosers", "system_choosers"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choosers:
    """Questions to the person; each answer may be nothing.

    Attributes:
        files: Several files to sort.
        folder: A folder to sort.
        case: A case file to open.
        scheme: A scheme file.
        results: Where results go, given a suggestion.
        themes: Where an analysis of themes goes, given a suggestion.
        summaries: Where summaries go, given a suggestion.
        pictures: A folder for pictures.
        show_folder: Opens a folder in the system's file browser.
    """

    files: Callable[[], tuple[Path, ...]]
    folder: Callable[[], Path | None]
    case: Callable[[], Path | None]
    scheme: Callable[[], Path | None]
    results: Callable[[Path], Path | None]
    themes: Callable[[Path], Path | None]
    summaries: Callable[[Path], Path | None]
    pictures: Callable[[], Path | None]
    show_folder: Callable[[Path], None]


def _say(text: str) -> str:
    return QCoreApplication.translate("Choosers", text)


def _path(answer: str) -> Path | None:
    return Path(answer) if answer else None


def _results(window: QWidget, suggestion: Path) -> Path | None:
    endings = {
        _say("Excel workbook (*.xlsx)"): ".xlsx",
        _say("CSV table (*.csv)"): ".csv",
        _say("JSON lines (*.jsonl)"): ".jsonl",
    }
    return _saved(window, _say("Export results"), suggestion, endings)


def _themes(window: QWidget, suggestion: Path) -> Path | None:
    endings = {
        _say("Excel workbook (*.xlsx)"): ".xlsx",
        _say("Word report (*.docx)"): ".docx",
        _say("JSON (*.json)"): ".json",
    }
    return _saved(window, _say("Export themes"), suggestion, endings)


def _summaries(window: QWidget, suggestion: Path) -> Path | None:
    endings = {
        _say("Word document (*.docx)"): ".docx",
        _say("PDF (*.pdf)"): ".pdf",
        _say("Markdown (*.md)"): ".md",
        _say("JSON (*.json)"): ".json",
        _say("Facts as Excel workbook (*.xlsx)"): ".xlsx",
        _say("Dates as calendar (*.ics)"): ".ics",
    }
    return _saved(window, _say("Export summaries"), suggestion, endings)


def _saved(
    window: QWidget, title: str, suggestion: Path, endings: Mapping[str, str]
) -> Path | None:
    answer, chosen = QFileDialog.getSaveFileName(
        window, title, str(suggestion), ";;".join(endings)
    )
    path = _path(answer)
    if path is not None and path.suffix.lower() not in endings.values():
        path = path.with_name(path.name + endings.get(chosen, suggestion.suffix))
    return path


def system_choosers(window: QWidget) -> Choosers:
    """The system's dialogs, belonging to this window."""
    case_files = _say("Postroom cases (*.postroom);;All files (*)")
    scheme_files = _say("Schemes (*.toml);;All files (*)")

    def one_file(title: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getOpenFileName(window, title, "", kinds)[0])

    return Choosers(
        files=lambda: tuple(
            Path(name)
            for name in QFileDialog.getOpenFileNames(window, _say("Choose files to sort"))[
                0
            ]
        ),
        folder=lambda: _path(
            QFileDialog.getExistingDirectory(window, _say("Choose a folder to sort"))
        ),
        case=lambda: one_file(_say("Open a case"), case_files),
        scheme=lambda: one_file(_say("Choose a scheme"), scheme_files),
        results=lambda suggestion: _results(window, suggestion),
        themes=lambda suggestion: _themes(window, suggestion),
        summaries=lambda suggestion: _summaries(window, suggestion),
        pictures=lambda: _path(
            QFileDialog.getExistingDirectory(window, _say("Choose a folder for pictures"))
        ),
        show_folder=_show,
    )


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
