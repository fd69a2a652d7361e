"""Summaries as lines: sentences under their headings, facts, answers, pages, outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from app.desktop.language import told
from app.desktop.summary_cited import (
    Cited,
    Line,
    Part,
    Source,
    Tag,
    one_line,
    sources_of,
)
from app.desktop.summary_words import (
    chip_words,
    clean,
    confidence_words,
    document_state_words,
    fact_words,
    in_lines,
    in_one_line,
    ledger_words,
    quoted,
    reference,
    state_of_pages,
    when_words,
    where_on_page,
)
from app.desktop.tokens import TYPE
from app.desktop.words import percent
from app.records import (
    Answer,
    Fact,
    LedgerPage,
    PartState,
    SentenceKind,
    SummarizedDocument,
    Summary,
    SummarySection,
    SummarySentence,
)

__all__ = [
    "answer_lines",
    "document_lines",
    "fact_cited",
    "fact_rows",
    "fact_value",
    "ledger_rows",
    "summary_lines",
]

_CONFLICT = "warning"
_RIVAL = 120  # characters of what another entry says
_SURE = 0.5  # below it no probability is told


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryTelling", text)


def summary_lines(summary: Summary) -> list[Line]:
    """Headings, and under each its sentences."""
    lines = []
    for at, section in enumerate(summary.sections):
        lines.append(_heading(summary, section))
        for number, sentence in enumerate(section.sentences):
            lines.append(_sentence(summary, sentence, (at, number)))
    return lines


def _heading(summary: Summary, section: SummarySection) -> Line:
    said = clean(section.heading) or _say("Beginning of the document")
    where = where_on_page(section.page, section.label)
    source = Source(document=summary.document, name=summary.name, page=section.page)
    size = TYPE.heading if section.level <= 1 else TYPE.normal
    return Line(
        parts=(Part(text=said, size=size, bold=True),),
        chip=chip_words(section.page, section.label),
        spoken=_say("Heading: {heading}, {where}").format(heading=said, where=where),
        cited=Cited(sources=(source,)),
        ref=("heading", section.page, said),
    )


def _sentence(summary: Summary, sentence: SummarySentence, at: tuple[int, int]) -> Line:
    source = sentence.source
    is_quoted = sentence.kind is SentenceKind.QUOTED
    text = clean(sentence.text)
    if is_quoted:
        text = in_lines(sentence.text, source.quote)
    said = f"\u201c{text}\u201d" if is_quoted else text
    where = where_on_page(source.page, source.label)
    tags: tuple[Tag, ...] = ()
    spoken = _say("{text} \u2013 quoted, {where}")
    if not is_quoted:
        tags = (Tag(icon="reworded", tone="accent", words=_say("Reworded and checked")),)
        spoken = _say("{text} \u2013 reworded and checked, {where}")
    others = [each for each in sentence.sources if each != source]
    copied = reference(text, summary.name, source.page, source.label, quoted=is_quoted)
    return Line(
        parts=(Part(text=said),),
        tags=tags,
        chip=chip_words(source.page, source.label),
        spoken=spoken.format(text=in_one_line(text), where=where),
        cited=Cited(
            sources=sources_of(summary.document, summary.name, (source, *others)),
            copied=copied,
            why=told(sentence.why),
        ),
        ref=("sentence", source.page, source.start),
        at=at,
    )


def fact_value(
    fact: Fact, others: Sequence[Fact] = ()
) -> tuple[tuple[Part, ...], tuple[Tag, ...]]:
    """What stands for a fact, and what has to be said of it.

    Args:
        fact: To be told.
        others: All of its document, so that it can be told which one contradicts it.
    """
    muted = not fact.stated if fact.corrected is None else not fact.corrected
    parts = [Part(text=fact_words(fact), tone="muted" if muted else "text")]
    tags = [
        Tag(icon=_CONFLICT, tone="review", words=words)
        for words in _contradictions(fact, others)
    ]
    if fact.corrected is not None:
        tags.append(Tag(icon="person", tone="accent", words=_say("Put right by a person")))
        before = clean(fact.value) or _say("not stated")
        said = _say("The document says: {value}").format(value=before)
        parts.append(Part(text=said, tone="muted", size=TYPE.small))
    return tuple(parts), tuple(tags)


def _contradictions(fact: Fact, others: Sequence[Fact]) -> tuple[str, ...]:
    """Which others say otherwise; none once a person has made them agree."""
    if not fact.conflict:
        return ()
    rivals = [
        other
        for other in others
        if other is not fact
        and other.conflict
        and (other.key, other.label) == (fact.key, fact.label)
    ]
    if not rivals:
        return (_say("Contradicts another entry"),)
    said = _say("{where} says {value}.")
    known: dict[str, None] = {}
    for other in rivals:
        value = in_one_line(fact_words(other))
        if other.source is not None and not _senses(other) & _senses(fact):
            where = where_on_page(other.source.page, other.source.label)
            shown = clean(value.rstrip("."), _RIVAL)
            where += "," if "," in where else ""
            words = said.format(where=where[:1].upper() + where[1:], value=shown)
            known[words] = None
    return tuple(known)


def _senses(fact: Fact) -> set[str]:
    """What a fact says, in words and as a date, to be compared with another one."""
    said = fact.value if fact.corrected is None else fact.corrected
    senses = {" ".join(said.casefold().rstrip(".").split())}
    if fact.corrected is None and fact.when:
        senses.add(fact.when.replace("T", " "))
    return senses


def fact_cited(document: int, name: str, facts: Sequence[Fact]) -> Cited | None:
    """What facts stand on; None where none of them is stated."""
    stated = [fact for fact in facts if fact.source is not None]
    sources = [fact.source for fact in stated if fact.source is not None]
    if not sources:
        return None
    first = stated[0]
    why = " ".join(part for part in (told(first.why), when_words(first)) if part)
    said = f"{told(first.name)}: {in_one_line(fact_words(first), ' / ')}"
    page, label = sources[0].page, sources[0].label
    copied = reference(said, name, page, label, quoted=False)
    return Cited(sources=sources_of(document, name, sources), copied=copied, why=why)


def fact_rows(summary: Summary) -> list[tuple[Line, Line, Line]]:
    """Name, value and page of every fact."""
    rows = []
    seen: Counter[str] = Counter()
    for fact in summary.facts:
        rows.append(_fact_row(summary, fact, (fact.key, seen[fact.key])))
        seen[fact.key] += 1
    return rows


def _fact_row(
    summary: Summary, fact: Fact, which: tuple[str, int]
) -> tuple[Line, Line, Line]:
    _, number = which
    cited = fact_cited(summary.document, summary.name, (fact,))
    label = clean(fact.label, 120)
    named = [Part(text=clean(told(fact.name), 120), bold=True)] if number == 0 else []
    if label:
        named.append(Part(text=label, tone="muted", size=TYPE.small))
    parts, tags = fact_value(fact, summary.facts)
    value = "; ".join([in_one_line(parts[0].text), *(tag.words for tag in tags)])
    chip = chip_words(fact.source.page, fact.source.label) if fact.source else ""
    where = where_on_page(fact.source.page, fact.source.label) if fact.source else ""
    called = ", ".join(part for part in (clean(told(fact.name), 120), label) if part)
    first = Line(
        parts=tuple(named) or (Part(text=""),),
        spoken=called,
        cited=cited,
        ref=("fact", *which),
        at=(number,),
    )
    second = Line(parts=parts, tags=tags, spoken=value, cited=cited)
    third = Line(parts=(Part(text=""),), chip=chip, spoken=where, cited=cited)
    return first, second, third


def answer_lines(summary: Summary) -> list[Line]:
    """Every question with the passages that answer it, in the order they were asked."""
    lines = []
    for answer in summary.answers:
        lines.append(_question(answer))
        if not answer.passages:
            said = _say("The document does not say.")
            part = Part(text=said, tone="muted")
            ref = ("silence", answer.question)
            lines.append(Line(parts=(part,), spoken=said, ref=ref))
        for passage in answer.passages:
            where = where_on_page(passage.page, passage.label)
            said, _ = one_line(passage.quote)
            copied = reference(said, summary.name, passage.page, passage.label, quoted=True)
            sources = sources_of(summary.document, summary.name, (passage,))
            lines.append(
                Line(
                    parts=(Part(text=quoted(passage)),),
                    chip=chip_words(passage.page, passage.label),
                    spoken=f"{in_one_line(said)} \u2013 {where}",
                    cited=Cited(sources=sources, copied=copied),
                    ref=("passage", answer.question, passage.page, passage.start),
                )
            )
    return lines


def _question(answer: Answer) -> Line:
    said = clean(answer.question)
    parts = [Part(text=said, bold=True)]
    if answer.passages:
        sure = _say("Perhaps on this:")
        if answer.probability >= _SURE:
            likely = _say("{percent} likely to answer it")
            sure = likely.format(percent=percent(answer.probability))
        parts.append(Part(text=sure, tone="muted", size=TYPE.small))
    return Line(
        parts=tuple(parts),
        spoken=_say("Question: {question}").format(question=said),
        ref=("question", answer.question),
    )


_PAGE_ICONS = {
    PartState.READ: ("sorted", "sorted"),
    PartState.RECOGNIZED: ("picture", "accent"),
    PartState.EMPTY: ("undecided", "muted"),
    PartState.FAILED: ("failed", "failed"),
}


def ledger_rows(summary: Summary) -> list[tuple[Line, Line, Line]]:
    """Pages that ended alike in one row: which, how, and what a reader should know."""
    rows = []
    runs = groupby(
        summary.ledger, key=lambda page: (page.state, page.reason, page.confidence is None)
    )
    for _, run in runs:
        pages = list(run)
        rows.append(_run(summary, pages))
    return rows


def _run(summary: Summary, pages: Sequence[LedgerPage]) -> tuple[Line, Line, Line]:
    first, last = pages[0], pages[-1]
    source = Source(document=summary.document, name=summary.name, page=first.page)
    cited = Cited(sources=(source,))
    which = ledger_words(first, last)
    parts = [Part(text=which)]
    labels = [clean(page.label, 12) for page in (first, last)]
    if any(labels) and labels != [str(first.page), str(last.page)]:
        shown = labels[0] if len(pages) == 1 else "\u2013".join(labels)
        said = _say("printed: {label}").format(label=shown)
        parts.append(Part(text=said, tone="muted", size=TYPE.small))
    state = state_of_pages(first.state)
    sure = [page.confidence for page in pages if page.confidence is not None]
    confidence = confidence_words(min(sure, default=None), max(sure, default=None))
    remark = clean(told(first.reason))
    if confidence:
        said = _say("Confidence {percent}").format(percent=confidence)
        remark = f"{said}. {remark}".strip() if remark else said
    return (
        Line(parts=tuple(parts), spoken=which, cited=cited, ref=("page", first.page)),
        Line(parts=(Part(text=state),), icon=_PAGE_ICONS[first.state], spoken=state),
        Line(parts=(Part(text=remark, tone="muted"),), spoken=remark),
    )


_STATE_ICONS = {
    "none": ("document", "muted"),
    "first": ("summary", "muted"),
    "whole": ("summary", "accent"),
    "failed": ("failed", "failed"),
}


def document_lines(
    documents: Sequence[SummarizedDocument], *, is_running: bool
) -> list[Line]:
    """The documents with how far each is."""
    lines = []
    for each in documents:
        name = clean(each.name.rsplit(" > ", 1)[-1].rsplit("/", 1)[-1], 200)
        state = document_state_words(each, is_running=is_running)
        tone = "failed" if each.state == "failed" else "muted"
        parts = [
            Part(text=name, elided=True),
            Part(text=state, tone=tone, size=TYPE.small),
        ]
        if each.state in ("failed", "none") and each.reason:
            reason = clean(told(each.reason), 300)
            parts.append(Part(text=reason, tone="muted", size=TYPE.small))
        lines.append(
            Line(
                parts=tuple(parts),
                icon=_STATE_ICONS.get(each.state, ("document", "muted")),
                spoken=", ".join(part.text for part in parts),
                ref=("document", each.document),
                at=(each.document,),
            )
        )
    return lines
