"""Summaries as values of JSON: the same for every face and writer."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from app.records.summaries import (
    Answer,
    Fact,
    FactTable,
    LedgerPage,
    PageQuotation,
    Summary,
    SummaryAbout,
    SummarySection,
    SummarySentence,
    VersionChange,
    VersionChanges,
)
from app.records.summary_lines import best_passage, fact_table_of, shown_value

__all__ = [
    "facts_of_answer",
    "facts_of_changes",
    "facts_of_fact",
    "facts_of_summaries",
    "facts_of_summary",
    "json_text",
]

Facts = dict[str, Any]
# Line ends to some programs; in JSON they stand in strings only, so they can be escaped.
LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def facts_of_summaries(
    summaries: Sequence[Summary], changes: VersionChanges | None = None
) -> Facts:
    """One document as its object; several, or with what changed, in one object.

    The larger object has ``documents``, ``fact_table`` and ``changes``, which is null where
    versions were not compared.
    """
    if len(summaries) == 1 and changes is None:
        return facts_of_summary(summaries[0])
    return {
        "documents": [facts_of_summary(one) for one in summaries],
        "fact_table": facts_of_table(fact_table_of(summaries)),
        "changes": None if changes is None else facts_of_changes(changes),
    }


def facts_of_summary(summary: Summary) -> Facts:
    """What one document says; null stands wherever it does not state something."""
    return {
        "document": summary.name,
        "title": summary.title or None,
        "pages": summary.pages,
        "whole": summary.whole,
        "ledger": [facts_of_page(page) for page in summary.ledger],
        "sections": [facts_of_section(one) for one in summary.sections],
        "facts": [facts_of_fact(fact) for fact in summary.facts],
        "answers": [facts_of_answer(answer) for answer in summary.answers],
        "outline": [heading_facts(one) for one in summary.outline],
        "about": facts_of_about(summary.about),
    }


def facts_of_page(page: LedgerPage) -> Facts:
    """How reading a page ended."""
    return {
        "page": page.page,
        "label": page.label or None,
        "state": page.state.value,
        "reason": page.reason or None,
        "confidence": rounded(page.confidence),
    }


def heading_facts(section: SummarySection) -> Facts:
    """A section without its sentences."""
    return {
        "heading": section.heading or None,
        "level": section.level,
        "page": section.page,
        "label": section.label or None,
    }


def facts_of_section(section: SummarySection) -> Facts:
    """What a summary says of a section."""
    sentences = [facts_of_sentence(one) for one in section.sentences]
    return heading_facts(section) | {"sentences": sentences}


def facts_of_sentence(sentence: SummarySentence) -> Facts:
    """A sentence with what supports it."""
    return {
        "text": sentence.text,
        "kind": sentence.kind.value,
        **facts_of_quotation(sentence.source),
        "sources": [facts_of_quotation(one) for one in sentence.sources],
        "why": sentence.why or None,
    }


def facts_of_quotation(quotation: PageQuotation | None) -> Facts:
    """Words of a page and where they stand; nulls for none."""
    if quotation is None:
        return dict.fromkeys(("quote", "page", "label", "start", "end"))
    return {
        "quote": quotation.quote,
        "page": quotation.page,
        "label": quotation.label or None,
        "start": quotation.start,
        "end": quotation.end,
    }


def facts_of_fact(fact: Fact) -> Facts:
    """A fact; ``found`` is what Postroom took for its value before a person changed it."""
    amount = fact.amount if fact.amount is not None and math.isfinite(fact.amount) else None
    return {
        "key": fact.key,
        "name": fact.name,
        "value": shown_value(fact) or None,
        **facts_of_quotation(fact.source),
        "which": fact.label or None,
        "when": fact.when or None,
        "zone": fact.zone or None,
        "amount": amount,
        "conflict": fact.conflict,
        "stated": fact.stated,
        "why": fact.why or None,
        "corrected": fact.corrected is not None,
        "found": fact.value or None,
    }


def facts_of_answer(answer: Answer) -> Facts:
    """A question with its best passage, and all passages."""
    return {
        "question": answer.question,
        **facts_of_quotation(best_passage(answer)),
        "probability": rounded(answer.probability),
        "passages": [facts_of_quotation(one) for one in answer.passages],
    }


def facts_of_about(about: SummaryAbout) -> Facts:
    """How a summary was made."""
    return {
        "version": about.version or None,
        "made": about.made or None,
        "purpose": about.purpose or None,
        "length": about.length or None,
        "words": about.words,
        "models": dict(about.models),
        "quoted": about.quoted,
        "reworded": about.reworded,
        "rejected": about.rejected,
        "notes": list(about.notes),
        "sha256": about.sha256 or None,
    }


def facts_of_table(table: FactTable) -> Facts:
    """Facts side by side: for every entry a list of facts for each document, in order."""
    return {
        "documents": [name for _, name in table.documents],
        "rows": [
            {
                "key": key,
                "name": name,
                "documents": [[facts_of_fact(one) for one in cell] for cell in cells],
            }
            for key, name, cells in table.rows
        ],
        "notes": list(table.notes),
    }


def facts_of_changes(changes: VersionChanges) -> Facts:
    """What changed from one version to the next."""
    return {
        "old": changes.old[1],
        "new": changes.new[1],
        "same": changes.same,
        "changes": [facts_of_change(one) for one in changes.changes],
        "facts": [
            {
                "name": name,
                "before": [facts_of_fact(one) for one in before],
                "after": [facts_of_fact(one) for one in after],
            }
            for name, before, after in changes.facts
        ],
        "notes": list(changes.notes),
    }


def facts_of_change(change: VersionChange) -> Facts:
    """One difference."""
    return {
        "kind": change.kind.value,
        "heading": change.heading or None,
        "before": facts_of_quotation(change.before) if change.before else None,
        "after": facts_of_quotation(change.after) if change.after else None,
        "matters": change.matters,
        "differing": [list(span) for span in change.differing],
    }


def rounded(number: float | None) -> float | None:
    """A share with four digits."""
    return None if number is None or not math.isfinite(number) else round(number, 4)


def json_text(facts: Facts, indent: int | None = None) -> str:
    """Facts as JSON in a form that UTF-8 can hold, without its line end."""
    text = json.dumps(facts, ensure_ascii=False, indent=indent)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return json.dumps(facts, indent=indent)
    for character, escaped in LINE_ENDS.items():
        text = text.replace(character, escaped)
    return text
