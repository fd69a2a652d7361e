"""Summaries out by the ending of a file's name, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.records.errors import PostroomError
from app.records.summaries import Summary, VersionChanges
from app.records.summary_facts import facts_of_summaries, json_text
from app.records.summary_lines import SUMMARY_SUFFIXES
from app.writers.summary_calendar import write_calendar
from app.writers.summary_content import content_of
from app.writers.summary_markdown import write_markdown_summary
from app.writers.summary_pdf import write_pdf_summary
from app.writers.summary_word import write_word_summary
from app.writers.summary_workbook import write_summary_workbook
from app.writers.target import whole_or_nothing

__all__ = ["write_summaries"]


def write_summaries(
    path: Path, summaries: Sequence[Summary], changes: VersionChanges | None = None
) -> None:
    """Write summaries as .docx, .pdf, .md, .xlsx, .json, or their dates as .ics.

    Everything is written in a hidden folder beside the file and takes the file's place only
    when it is whole. The same summaries give the same bytes, but for a workbook.

    Args:
        path: The file to write; it may exist.
        summaries: One or more, in the order in which they are told.
        changes: From one version to the next; told in every file but a calendar.

    Raises:
        PostroomError: There are none, the suffix is none of these, the file is open
            elsewhere or cannot be written where it is to be, or there is no date for a
            calendar.
    """
    if not summaries:
        raise PostroomError("There is no summary to write.", "Summarize a document first.")
    about = summaries[0].about
    with whole_or_nothing(path, SUMMARY_SUFFIXES) as part:
        match part.suffix:
            case ".docx":
                write_word_summary(part, content_of(summaries, changes), about)
            case ".pdf":
                write_pdf_summary(part, content_of(summaries, changes), about)
            case ".md":
                write_markdown_summary(part, content_of(summaries, changes))
            case ".xlsx":
                write_summary_workbook(part, summaries, changes)
            case ".ics":
                write_calendar(part, summaries)
            case _:
                text = json_text(facts_of_summaries(summaries, changes), indent=1)
                part.write_text(f"{text}\n", encoding="utf-8", newline="\n")
