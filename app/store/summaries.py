"""Summaries of documents as the program made them, and answers to questions put to them.

What persons changed lies beside them, in ``summary_edits``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.records import Answer, Summary
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.plain_records import record_from, record_to
from app.store.texts import clean
from app.store.wiping import finish_wiping, wipe_later

__all__ = [
    "StoredAnswer",
    "StoredSummary",
    "answers",
    "ask_later",
    "drafts",
    "forget_question",
    "put_answer",
    "put_drafts",
    "put_summary",
    "shared_questions",
    "summary",
    "summary_mark",
    "summary_marks",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredSummary:
    """A summary of the case file, without answers and without what persons changed.

    Attributes:
        summary: As it was made.
        made_of: Fingerprint of all that it depends on.
    """

    summary: Summary
    made_of: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredAnswer:
    """A question that was put to a document.

    Attributes:
        question: As it was asked.
        answer: None while it waits for one.
        made_of: Fingerprint of all that the answer depends on; empty while it waits.
    """

    question: str
    answer: Answer | None
    made_of: str


def put_summary(case: CaseFile, key: int, made: Summary, made_of: str) -> None:
    """Stores the summary of a document, in place of an older one.

    Args:
        case: The case file.
        key: Of the document.
        made: First screen or whole; its answers are stored by ``put_answer``.
        made_of: Fingerprint of all that it depends on.
    """
    with case.writing():
        case.execute(
            "INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?)",
            (key, made_of, int(made.whole), record_to(replace(made, answers=()))),
        )
        detail = {"document": key, "whole": made.whole, "facts": len(made.facts)}
        audit(case, "document summarized", detail)


def summary(case: CaseFile, key: int) -> StoredSummary | None:
    """The summary of a document as it was made; None where there is none."""
    row = case.first("SELECT * FROM summary WHERE document = ?", (key,))
    if row is None:
        return None
    return StoredSummary(
        summary=record_from(Summary, row["content"]), made_of=row["made_of"]
    )


def summary_mark(case: CaseFile, key: int) -> tuple[str, bool]:
    """What a document's summary is made of and whether it is whole; empty for none."""
    row = case.first("SELECT made_of, whole FROM summary WHERE document = ?", (key,))
    return ("", False) if row is None else (str(row["made_of"]), bool(row["whole"]))


def summary_marks(case: CaseFile) -> dict[int, tuple[str, bool]]:
    """What every summary is made of and whether it is whole, by key of its document."""
    rows = case.select("SELECT document, made_of, whole FROM summary")
    return {row["document"]: (row["made_of"], bool(row["whole"])) for row in rows}


def put_drafts(case: CaseFile, key: int, lines: Mapping[str, str]) -> None:
    """Stores what a language model wrote of a document, in one commit.

    Args:
        case: The case file.
        key: Of the document.
        lines: What it wrote, by a fingerprint of the model and of what it was asked.
    """
    with case.writing():
        case.execute_many(
            "INSERT OR REPLACE INTO summary_draft VALUES (?, ?, ?)",
            [(key, asked, clean(line)) for asked, line in lines.items()],
        )


def drafts(case: CaseFile, key: int) -> dict[str, str]:
    """What language models wrote of a document, by what they were asked."""
    rows = case.select("SELECT asked, line FROM summary_draft WHERE document = ?", (key,))
    return {row["asked"]: row["line"] for row in rows}


def ask_later(case: CaseFile, key: int, question: str) -> None:
    """Notes a question to a document, unless it is there; it waits for its answer."""
    with case.writing():
        case.execute(
            "INSERT OR IGNORE INTO summary_answer (document, question, made_of, content) "
            "VALUES (?, ?, '', '')",
            (key, clean(question)),
        )


def put_answer(case: CaseFile, key: int, found: Answer, made_of: str) -> None:
    """Stores what a document says on a question, in place of an older answer."""
    with case.writing():
        case.execute(
            "INSERT INTO summary_answer (document, question, made_of, content) "
            "VALUES (?, ?, ?, ?) ON CONFLICT (document, question) DO UPDATE SET "
            "made_of = excluded.made_of, content = excluded.content",
            (key, clean(found.question), made_of, record_to(found)),
        )
        # Not the question: it may hold words of the document.
        audit(case, "question answered", {"document": key, "found": len(found.passages)})


def answers(case: CaseFile, key: int) -> list[StoredAnswer]:
    """The questions that were put to a document, in the order in which they were asked."""
    rows = case.select(
        "SELECT * FROM summary_answer WHERE document = ? ORDER BY key", (key,)
    )
    return [
        StoredAnswer(
            question=row["question"],
            answer=record_from(Answer, row["content"]) if row["made_of"] else None,
            made_of=row["made_of"],
        )
        for row in rows
    ]


def shared_questions(case: CaseFile) -> tuple[str, ...]:
    """The questions that stand at every document that has a summary, the oldest first."""
    rows = case.select(
        "SELECT question FROM summary_answer "
        "WHERE document IN (SELECT document FROM summary) GROUP BY question "
        "HAVING count(*) = (SELECT count(*) FROM summary) ORDER BY min(key)"
    )
    return tuple(row["question"] for row in rows)


def forget_question(case: CaseFile, key: int, question: str) -> bool:
    """Takes away a question and its answer, from the unused space of the file too.

    Returns:
        Whether it was there.
    """
    with case.writing():
        gone = case.execute(
            "DELETE FROM summary_answer WHERE document = ? AND question = ?",
            (key, clean(question)),
        )
        if gone:
            audit(case, "question forgotten", {"document": key})
            wipe_later(case)
    finish_wiping(case)
    return bool(gone)
