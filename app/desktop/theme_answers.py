"""How the threads of the window answer questions and fulfil wishes about themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from app.desktop.contracts import Workspace
from app.desktop.questions import Job
from app.desktop.theme_contracts import Themes
from app.desktop.theme_questions import (
    AssignThemes,
    ColumnsAsked,
    ColumnsRead,
    CorrectThemes,
    DrawThemes,
    EditThemes,
    ExportThemes,
    FindThemes,
    ThemeCountAsked,
    ThemeCountRead,
    ThemeJob,
    ThemeRowsAsked,
    ThemeRowsRead,
    ThemesAsked,
    ThemesDone,
    ThemesRead,
    UndoThemes,
)
from app.records import Phase, PostroomError, RowFilter, Step

__all__ = [
    "AboutThemes",
    "answer_of_themes",
    "fulfilled",
    "job_of",
    "steps_of",
    "target_of",
]

AboutThemes: TypeAlias = ThemesAsked | ThemeRowsAsked | ThemeCountAsked | ColumnsAsked

# Rows that are looked at for the headers of their columns.
_LOOKED_AT = 60


def answer_of_themes(workspace: Workspace, question: AboutThemes) -> object:
    """What a reader found."""
    answer: object
    match question:
        case ThemesAsked():
            # Loading takes most of a second: here the window need not wait for it.
            from app.desktop import trend_plot  # noqa: F401, PLC0415 - see above

            answer = ThemesRead(question=question, report=workspace.themes.report())
        case ThemeRowsAsked():
            rows = workspace.themes.rows(question.wanted, question.offset, question.limit)
            answer = ThemeRowsRead(question=question, rows=tuple(rows))
        case ThemeCountAsked():
            count = workspace.themes.count_rows(question.wanted)
            answer = ThemeCountRead(question=question, count=count)
        case ColumnsAsked():
            rows_read = workspace.rows(RowFilter(), 0, _LOOKED_AT)
            items = (row.item for row in rows_read if row.item is not None)
            headers = dict.fromkeys(header for item in items for header in item.columns)
            answer = ColumnsRead(columns=tuple(headers))
    return answer


def job_of(wish: ThemeJob) -> Job:
    """Which job of the worker the wish is."""
    match wish:
        case FindThemes():
            return Job.THEMES
        case AssignThemes():
            return Job.ASSIGN
        case ExportThemes():
            return Job.EXPORT_THEMES
        case DrawThemes():
            return Job.DRAW


def target_of(wish: ThemeJob) -> Path | None:
    """Where the job writes to; None where it writes no file."""
    match wish:
        case ExportThemes():
            return wish.path
        case DrawThemes():
            return wish.folder
        case _:
            return None


def steps_of(themes: Themes, wish: ThemeJob) -> Iterator[Step]:
    """The steps of a job."""
    match wish:
        case FindThemes():
            return themes.find(wish.settings, wish.scheme, wish.passwords)
        case AssignThemes():
            return themes.assign()
        case ExportThemes():
            return themes.export(wish.path)
        case DrawThemes():
            return _draw(themes, wish)


def fulfilled(themes: Themes, wish: EditThemes | UndoThemes | CorrectThemes) -> ThemesDone:
    """The wish was done, and this is how the themes stand.

    Raises:
        PostroomError: Nothing of it was done.
    """
    said, problem = "", None
    match wish:
        case EditThemes():
            problem = _edited(themes, wish)
        case UndoThemes():
            said = themes.undo()
        case CorrectThemes():
            themes.correct(wish.keys, wish.themes, wish.stance)
    return ThemesDone(wish=wish, report=themes.report(), said=said, problem=problem)


def _edited(themes: Themes, wish: EditThemes) -> PostroomError | None:
    """Why the rest of several edits was not made; the first must be, as it stands alone."""
    for number, edit in enumerate(wish.edits):
        try:
            themes.edit(edit)
        except PostroomError as error:
            if not number:
                raise
            return error
    return None


def _draw(themes: Themes, wish: DrawThemes) -> Iterator[Step]:
    yield Step(phase=Phase.WRITING)
    made = len(themes.draw(wish.folder, wish.kind))
    yield Step(phase=Phase.DONE, done=made, total=made)
