"""The later part of a run that summarizes: whole summaries, document by document.

Quotations come first, for all documents; only then a language model rewords, where one does
so soundly. What it has not come to is told in quotations.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from app import store
from app.records import ChildError, Document, Phase, Step, Summary
from app.triage import Identifier, identifier
from app.workflow.summary_asking import answer_waiting, waits
from app.workflow.summary_facts import why_not
from app.workflow.summary_job import Job, chosen, told
from app.workflow.summary_making import (
    Reworded,
    chosen_sections,
    first_screen,
    language_note,
    made_whole,
    with_rewording,
)
from app.workflow.summary_meaning import Floats, Material, find_vectors, material
from app.workflow.summary_pace import Remaining
from app.workflow.summary_rewording import (
    PENDING,
    UNFINISHED,
    Drafter,
    known_drafter,
    open_drafter,
    reword,
)

__all__ = ["whole_summaries"]

STILL_TO_REWORD = "All sentences are quotations: the language model was not done with them."


@dataclass(frozen=True, kw_only=True, slots=True)
class Making:
    """What whole summaries are made with, beside the embedder.

    Attributes:
        drafter: Who puts sentences into words, as far as that is known.
        left: How long it will still take.
        tell: Tells the language of a text.
    """

    drafter: Drafter
    left: Remaining
    tell: Identifier


def whole_summaries(job: Job) -> Iterator[Step]:
    """The rest: meanings, the final choice, answers, rewording."""
    drafter = known_drafter(job.tools, job.embedder, job.settings, job.prompts)
    undone = [one for one in chosen(job) if is_undone(job, one, drafter)]
    if not undone:
        return
    sizes = {one.key: store.count_characters(job.case, one.key) for one in undone}
    expected = drafter.expected_drafts(job.wanted.words)
    left = Remaining(job.tools.clock, sizes, expected, drafter.pace)
    making = Making(drafter=drafter, left=left, tell=identifier())
    for document in undone:
        left.begin(document.key)
        try:
            yield from in_quotations(job, document, making)
        except ChildError as error:
            # What the document has so far stays; the others go on.
            yield told(job, document, f"It could not be finished. {error}")
    if drafter.mark:
        yield from in_words(job, undone, left)


def is_undone(job: Job, document: Document, drafter: Drafter) -> bool:
    """Whether a document has a structure, and no summary that this run would make."""
    structure = store.structure_mark(job.case, document.key)
    if not structure or why_not(document):
        return False
    done = drafted_by(job, document.key) == drafter.mark
    return not done or waits(job.case, job.tools, job.embedder, document.key, structure)


def drafted_by(job: Job, key: int) -> str | None:
    """Who reworded the whole summary of a document; None where it is to be made anew.

    Empty for nobody; see ``PENDING`` and ``UNFINISHED``.
    """
    base = job.wanted.mark(store.structure_mark(job.case, key))
    made_of, whole = store.summary_mark(job.case, key)
    return made_of.removeprefix(base) if whole and made_of.startswith(base) else None


# ------------------------------------------------------------------ in quotations
def in_quotations(job: Job, document: Document, making: Making) -> Iterator[Step]:
    """The whole summary of a document in its own words, and answers to its questions."""
    case, key, drafter = job.case, document.key, making.drafter
    found = material(case, key)
    if found is None:
        return
    vectors = yield from meanings(job, document, found, making.left)
    # Quotations that nobody has reworded yet serve a model as they are.
    serve = {"", PENDING, drafter.mark} if drafter.mark else {""}
    if drafted_by(job, key) not in serve:
        yield told(job, document, "")
        first = first_of(job, document, found)
        note = STILL_TO_REWORD if drafter.mark else drafter.note
        sections = chosen_sections(job.wanted, found, vectors)
        foreign = language_note(found, job.embedder.languages, making.tell)
        made = made_whole(first, job.tools, job.wanted, (sections, foreign, note))
        tail = PENDING if drafter.mark else ""
        store.put_summary(case, key, made, job.wanted.mark(found.mark) + tail)
        yield told(job, document, "The summary is there.")
    answered = answer_waiting(case, job.tools, job.embedder, found, vectors)
    if answered:
        step = told(job, document, "")
        yield replace(step, phase=Phase.ANSWERING, done=answered, total=answered)


def first_of(job: Job, document: Document, found: Material) -> Summary:
    """The first screen of a document, as it is kept or made anew."""
    stored = store.summary(job.case, document.key)
    base = job.wanted.mark(found.mark)
    if stored is not None and stored.made_of == base and not stored.summary.whole:
        return stored.summary
    return first_screen(job.tools, job.wanted, document, found)


def meanings(
    job: Job, document: Document, found: Material, left: Remaining
) -> Generator[Step, None, Floats]:
    """The vectors of a document's sentences, with a step after each batch."""
    counts = store.counts(job.case)
    making = find_vectors(job.case, job.embedder, found)
    left.go_on()
    while True:
        try:
            step = next(making)
        except StopIteration as end:
            vectors: Floats = end.value
            return vectors
        yield Step(
            phase=Phase.MEANING,
            done=step.done,
            total=step.total,
            document=document.name,
            seconds_left=left.embedded(step.fresh, step.left, step.characters),
            counts=counts,
        )
        left.go_on()


# ------------------------------------------------------------------ in other words
def in_words(job: Job, documents: Sequence[Document], left: Remaining) -> Iterator[Step]:
    """A language model puts sentences into words, if it does so soundly."""
    with ExitStack() as held:
        drafter = yield from open_drafter(
            job.tools, (job.embedder, held), job.settings, job.prompts
        )
        waiting = [one for one in documents if drafted_by(job, one.key) is not None]
        left.begin_drafting(len(waiting), drafter.expected_drafts(job.wanted.words))
        for document in waiting:
            stored = store.summary(job.case, document.key)
            done = drafted_by(job, document.key) == drafter.mark
            if stored is None or (done and drafter.note in stored.summary.about.notes):
                left.drafting_done()
                continue
            try:
                reworded = yield from drafts(job, document, drafter, stored.summary, left)
            except ChildError as error:
                yield told(job, document, f"It could not be finished. {error}")
                continue
            base = job.wanted.mark(store.structure_mark(job.case, document.key))
            tail = drafter.mark if reworded.finished else UNFINISHED
            made = with_rewording(stored.summary, job.tools, reworded)
            store.put_summary(job.case, document.key, made, base + tail)
            if reworded.models:
                yield told(job, document, "Sentences in other words are in it now.")
            left.drafting_done()


def drafts(
    job: Job, document: Document, drafter: Drafter, summary: Summary, left: Remaining
) -> Generator[Step, None, Reworded]:
    """The sections of a summary reworded, with a step after each few drafts."""
    counts = store.counts(job.case)
    making = reword(job.case, document.key, (job.embedder, drafter), summary.sections)
    left.go_on()
    while True:
        try:
            fresh, done, total = next(making)
        except StopIteration as end:
            reworded: Reworded = end.value
            return reworded
        yield Step(
            phase=Phase.REWORDING,
            done=done,
            total=total,
            document=document.name,
            seconds_left=left.drafted(fresh, total - done),
            counts=counts,
        )
        left.go_on()
