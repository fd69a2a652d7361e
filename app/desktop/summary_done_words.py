"""What is said when a person's word on a summary was kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desktop.banner import Tone
from app.desktop.summary_questions import (
    AskDocuments,
    CorrectFact,
    DropSentence,
    SummariesDone,
    UndoSummary,
)
from app.desktop.summary_words import clean
from app.desktop.words import documents_words, number

__all__ = ["done_words"]

_LONGEST = 160  # characters of what was taken back


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryDone", text)


def done_words(done: SummariesDone) -> tuple[Tone, str, str]:
    """Tone, what was done, and how it is taken back; no words where all is seen anyway."""
    undo = _say("Ctrl+Z takes it back.")
    match done.wish:
        case CorrectFact():
            return "good", _say("The fact was put right."), undo
        case DropSentence():
            return "good", _say("The sentence was left out."), undo
        case UndoSummary():
            said = _say("There is nothing left to undo.")
            if done.said:
                back = _say("Taken back: {what}")
                said = back.format(what=clean(done.said, _LONGEST))
            return "info", said, ""
        case AskDocuments() if len(done.answers) > 1:
            told = sum(bool(answer.passages) for _, answer in done.answers)
            said = _say("Asked {documents}: {count} of them say something on it.")
            asked = documents_words(len(done.answers))
            return "info", said.format(documents=asked, count=number(told)), ""
        case _:
            return "info", "", ""
