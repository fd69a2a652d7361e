"""Asking for files by the system's own dialogs; a test hands in its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.free_names import free_path

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
        files_for: The same as ``files`` for one purpose: "sort", "themes", "summarize".
        labelled: A workbook or text table with labels to learn from.
        labels: Where labels go, given a suggestion.
        categories: Where a scheme goes, given a suggestion.
        model: A model to install.
        report: Where the self-check goes, given a suggestion.
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
    files_for: Callable[[str], tuple[Path, ...]] | None = None
    labelled: Callable[[], Path | None] = lambda: None
    labels: Callable[[Path], Path | None] = lambda _: None
    categories: Callable[[Path], Path | None] = lambda _: None
    model: Callable[[], Path | None] = lambda: None
    report: Callable[[Path], Path | None] = lambda _: None

    def ask_files(self, purpose: str) -> tuple[Path, ...]:
        """Several files for what the person has chosen to do."""
        return self.files_for(purpose) if self.files_for is not None else self.files()


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


def _labels(window: QWidget, suggestion: Path) -> Path | None:
    endings = {
        _say("Excel workbook (*.xlsx)"): ".xlsx",
        _say("CSV table (*.csv)"): ".csv",
    }
    return _saved(window, _say("Export what was learned"), suggestion, endings)


def _categories(window: QWidget, suggestion: Path) -> Path | None:
    endings = {_say("Categories (*.toml)"): ".toml"}
    return _saved(window, _say("Export categories"), suggestion, endings)


def _report(window: QWidget, suggestion: Path) -> Path | None:
    endings = {_say("Text (*.txt)"): ".txt"}
    return _saved(window, _say("Save the self-check"), suggestion, endings)


def _files(window: QWidget, purpose: str = "") -> tuple[Path, ...]:
    """Files, with the kinds that are meant shown first."""
    sheets = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv"
    letters = "*.pdf *.docx *.doc *.rtf *.odt *.txt *.eml *.msg *.html *.htm"
    everything = _say("All files (*)")
    title, kinds = {
        "sort": (_say("Choose mail and requests to sort"), everything),
        "themes": (
            _say("Choose a sheet to find themes in"),
            f"{_say('Sheets')} ({sheets});;{everything}",
        ),
        "summarize": (
            _say("Choose a document to summarize"),
            f"{_say('Documents')} ({letters});;{everything}",
        ),
    }.get(purpose, (_say("Choose files"), everything))
    return tuple(map(Path, QFileDialog.getOpenFileNames(window, title, "", kinds)[0]))


def _saved(
    window: QWidget, title: str, suggestion: Path, endings: Mapping[str, str]
) -> Path | None:
    answer, chosen = QFileDialog.getSaveFileName(
        window, title, str(suggestion), ";;".join(endings)
    )
    path = _path(answer)
    if path is not None and path.suffix.lower() not in endings.values():
        # The dialog asked about the name that was typed, not about the one with its ending.
        path = free_path(path.with_name(path.name + endings.get(chosen, suggestion.suffix)))
    return path


def system_choosers(window: QWidget) -> Choosers:
    """The system's dialogs, belonging to this window."""
    case_files = _say("Postroom cases (*.postroom);;All files (*)")
    scheme_files = _say("Schemes (*.toml);;All files (*)")

    labelled_files = _say("Sheets (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv);;All files (*)")

    def one_file(title: str, kinds: str) -> Path | None:
        return _path(QFileDialog.getOpenFileName(window, title, "", kinds)[0])

    return Choosers(
        files=lambda: _files(window),
        folder=lambda: _path(
            QFileDialog.getExistingDirectory(window, _say("Choose a folder"))
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
        files_for=lambda purpose: _files(window, purpose),
        labelled=lambda: one_file(_say("Choose a file with labels"), labelled_files),
        labels=lambda suggestion: _labels(window, suggestion),
        categories=lambda suggestion: _categories(window, suggestion),
        model=lambda: one_file(
            _say("Choose a model file"), _say("Models (*.gguf *.onnx);;All files (*)")
        ),
        report=lambda suggestion: _report(window, suggestion),
    )


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
