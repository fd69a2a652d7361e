"""What is said when a person's word on a summary was kept."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desktop.banner import Tone
from app.desktop.language import told
from app.desktop.summary_questions import (
    AskDocuments,
    CorrectFact,
    DropSentence,
    SummariesDone,
    UndoSummary,
)
from app.desktop.summary_words import clean, fact_words, in_one_line
from app.desktop.words import documents_words, number
from app.records import Summary

__all__ = ["answering", "done_words"]

_LONGEST = 160  # characters of what was taken back
_NAME, _NAMES = 80, 3  # characters of a name, and how many are told


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryDone", text)


def done_words(done: SummariesDone, before: Summary | None = None) -> tuple[Tone, str, str]:
    """Tone, what was done, and how it is taken back; no words where all is seen anyway.

    Args:
        done: What was done.
        before: How the summary was that it was done to; tells what is there again.
    """
    undo = _say("Ctrl+Z takes it back.")
    match done.wish:
        case CorrectFact():
            return "good", _say("The fact was put right."), undo
        case DropSentence():
            return "good", _say("The sentence was left out."), undo
        case UndoSummary():
            return "info", _undone(done, before), ""
        case AskDocuments() if len(done.answers) > 1:
            return "info", _asked(done), ""
        case _:
            return "info", "", ""


def answering(done: SummariesDone) -> tuple[Summary, ...]:
    """The summaries of the documents that say something on the question."""
    told = {key for key, answer in done.answers if answer.passages}
    return tuple(each for each in done.summaries if each.document in told)


def _asked(done: SummariesDone) -> str:
    names = [clean(each.name, _NAME) for each in answering(done)]
    if not names:
        said = _say("None of {documents} says anything on it.")
        return said.format(documents=documents_words(len(done.answers)))
    said = _say("{count} of {documents} say something on it: {names}.")
    if len(names) == 1:
        said = _say("{count} of {documents} says something on it: {names}.")
    shown = ", ".join(names[:_NAMES]) + ("\u2026" if len(names) > _NAMES else "")
    return said.format(
        count=number(len(names)), documents=documents_words(len(done.answers)), names=shown
    )


def _undone(done: SummariesDone, before: Summary | None) -> str:
    if not done.said:
        return _say("There is nothing left to undo.")
    after = next(iter(done.summaries), None)
    if before is not None and after is not None:
        facts = zip(before.facts, after.facts, strict=False)
        for was, fact in facts:
            if was.corrected != fact.corrected:
                said = _say("{name} is {value} again.")
                value = clean(in_one_line(fact_words(fact)), _LONGEST)
                return said.format(name=clean(told(fact.name), _NAME), value=value)
        there = set(_texts(before))
        for text in _texts(after):
            if text not in there:
                back = _say("There again: \u201c{text}\u201d")
                return back.format(text=clean(text, _LONGEST))
    return _say("Taken back: {what}").format(what=clean(done.said, _LONGEST))


def _texts(summary: Summary) -> list[str]:
    return [each.text for section in summary.sections for each in section.sentences]
