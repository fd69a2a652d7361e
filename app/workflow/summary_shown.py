"""A summary as people see it: as it was made, with what persons changed and asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app import store
from app.records import (
    Fact,
    PostroomError,
    SentenceKind,
    Summary,
    SummarySection,
    SummarySentence,
)
from app.records.summary_lines import PRIVATE, no_date_words
from app.store import CaseFile, SummaryEdit
from app.triage.facts import corrected_fact

__all__ = ["FACT", "SENTENCE", "about_fact", "about_sentence", "shown", "shown_facts"]

# Kinds of edits.
FACT = "fact"
SENTENCE = "sentence"

Words = tuple[int, str]  # a page and words of it


def shown(case: CaseFile, key: int) -> Summary:
    """The summary of a document.

    Raises:
        KeyError: There is no such document.
        PostroomError: It has not been summarized.
    """
    name = store.document(case, key).name
    stored = store.summary(case, key)
    if stored is None:
        raise PostroomError(f"{name} has not been summarized yet.", "Summarize it first.")
    made = stored.summary
    edits = store.summary_edits(case, key)
    facts, corrected = with_corrections(made.facts, edits)
    sections, dropped = without_dropped(made.sections, edits)
    sentences = [sentence for section in sections for sentence in section.sentences]
    quoted = sum(sentence.kind is SentenceKind.QUOTED for sentence in sentences)
    private = [PRIVATE] if store.is_private(case, key) else []
    no_dates = lost_dates(made.facts, facts)
    about = replace(
        made.about,
        quoted=quoted,
        reworded=len(sentences) - quoted,
        notes=(*private, *made.about.notes, *no_dates, *changes_told(corrected, dropped)),
    )
    answers = tuple(one.answer for one in store.answers(case, key) if one.answer)
    return replace(
        made,
        document=key,
        name=name,
        facts=facts,
        sections=sections,
        answers=answers,
        about=about,
    )


def shown_facts(case: CaseFile, key: int, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts of a document with what persons put in their place."""
    return with_corrections(facts, store.summary_edits(case, key))[0]


def lost_dates(found: Sequence[Fact], facts: Sequence[Fact]) -> list[str]:
    """What is told of corrected facts of which no date is known any more.

    An entry is one of dates where one was found for any of its facts.
    """
    dated = {fact.key for fact in found if fact.when}
    return [
        no_date_words(fact)
        for fact in facts
        if fact.corrected and not fact.when and fact.key in dated
    ]


def changes_told(corrected: int, dropped: int) -> list[str]:
    """What a reader should know of what persons changed."""
    told = []
    if corrected:
        facts = "1 fact was" if corrected == 1 else f"{corrected:,} facts were"
        told.append(f"{facts} corrected by a person.")
    if dropped:
        sentences = "1 sentence was" if dropped == 1 else f"{dropped:,} sentences were"
        told.append(f"{sentences} taken out by a person.")
    return told


# ------------------------------------------------------------------ facts
def about_fact(fact: Fact) -> dict[str, Any]:
    """What tells a fact again in another summary of the same document."""
    source = fact.source
    return {
        "key": fact.key,
        "label": fact.label,
        "page": 0 if source is None else source.page,
        "start": 0 if source is None else source.start,
        "quote": "" if source is None else source.quote,
        "value": fact.value,
    }


def with_corrections(
    facts: Sequence[Fact], edits: Sequence[SummaryEdit]
) -> tuple[tuple[Fact, ...], int]:
    """Facts with the values that persons put in their place, and how many there are."""
    found = list(facts)
    for edit in edits:
        if edit.kind == FACT:
            number = number_of(facts, edit.what)
            if number is not None:
                found[number] = corrected_fact(facts[number], edit.what["corrected"])
    return tuple(found), sum(fact.corrected is not None for fact in found)


def number_of(facts: Sequence[Fact], what: Any) -> int | None:  # noqa: ANN401 - JSON
    """Which of the facts a correction is about; None where it is not there any more.

    The same words at the same place with the same value are it, or else those on the same
    page, or anywhere: a document that was read again may count its pages otherwise.
    """
    anywhere = ("key", "quote", "value")
    on_page = (*anywhere, "label", "page")
    for told in ((*on_page, "start"), on_page, anywhere):
        for number, fact in enumerate(facts):
            about = about_fact(fact)
            if all(about[name] == what.get(name) for name in told):
                return number
    return None


# ------------------------------------------------------------------ sentences
def about_sentence(sentence: SummarySentence) -> dict[str, Any]:
    """What tells a sentence again in another summary of the same document."""
    return {"words": [list(words) for words in words_of(sentence)]}


def words_of(sentence: SummarySentence) -> list[Words]:
    """The quotations that a sentence stands on."""
    sources = sentence.sources or (sentence.source,)
    return [(source.page, source.quote) for source in sources]


def without_dropped(
    sections: Sequence[SummarySection], edits: Sequence[SummaryEdit]
) -> tuple[tuple[SummarySection, ...], int]:
    """Sections without what persons took out, and how many sentences that were.

    A sentence is gone where all that it stands on was taken out.
    """
    dropped = {
        (page, quote)
        for edit in edits
        if edit.kind == SENTENCE
        for page, quote in edit.what["words"]
    }
    if not dropped:
        return tuple(sections), 0
    count, left = 0, []
    for section in sections:
        kept = tuple(one for one in section.sentences if not {*words_of(one)} <= dropped)
        count += len(section.sentences) - len(kept)
        if kept:
            left.append(replace(section, sentences=kept))
    return tuple(left), count
