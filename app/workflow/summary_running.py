"""A run that summarizes: first screens as soon as they can be had, then the rest.

Everything is kept under a fingerprint of what it depends on, so that a run that was cut
off goes on, and nothing that would come out the same is made twice.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from app import store
from app.readers import Reader, ReadRequest
from app.records import (
    Document,
    DocumentState,
    Phase,
    SortSettings,
    Step,
    SummarySettings,
)
from app.store import CaseFile
from app.workflow.pace import Pace
from app.workflow.reading import read_again_where_asked, read_waiting, send_back
from app.workflow.reading_before import read_before
from app.workflow.summary_asking import tidy_question
from app.workflow.summary_facts import (
    KIND,
    RECOGNIZED,
    lists_for,
    settings_as_json,
    settings_of,
    why_not,
    words_for,
)
from app.workflow.summary_finishing import whole_summaries
from app.workflow.summary_job import Job, chosen, told
from app.workflow.summary_making import Wanted, first_screen
from app.workflow.summary_meaning import material
from app.workflow.summary_reading import build_later, reads_better
from app.workflow.tools import Tools

__all__ = ["summarize"]


def summarize(
    case: CaseFile,
    tools: Tools,
    settings: SummarySettings,
    documents: Sequence[int],
    passwords: tuple[str, ...],
) -> Generator[Step]:
    """Read what waits and summarize it; see ``SummaryWork.summarize``.

    Raises:
        KeyError: There is no such document.
        PostroomError: The embedder is missing, there is no such purpose or length, or the
            case file can only be read.
    """
    questions = tuple(dict.fromkeys(map(tidy_question, settings.questions)))
    resources = tools.summary_resources()
    lists = lists_for(resources, settings.purpose)
    words = words_for(resources.lengths, settings)
    asked = named(case, documents)
    before = read_before(case)
    yield Step(phase=Phase.STARTING, counts=store.counts(case))
    with closing(tools.open_embedder()) as embedder:
        job = Job(
            case=case,
            tools=tools,
            embedder=embedder,
            wanted=Wanted(
                settings=settings,
                lists=lists,
                words=words,
                embedder=(embedder.name, embedder.sha256),
                version=tools.version,
            ),
            settings=settings,
            asked=asked,
            request=reading_request(before, settings, passwords),
            prompts=resources.prompts,
        )
        run = begin_or_resume(job)
        yield from first_screens(job, questions, before)
        yield from whole_summaries(job)
        store.finish_run(case, run)
    yield Step(phase=Phase.DONE, counts=store.counts(case))


def named(case: CaseFile, documents: Sequence[int]) -> frozenset[int]:
    """The documents that were named.

    Raises:
        KeyError: There is no such document.
    """
    return frozenset(store.document(case, key).key for key in documents)


def reading_request(
    before: SortSettings | None, settings: SummarySettings, passwords: tuple[str, ...]
) -> ReadRequest:
    """How documents are read: sheets as before, pages with their layout."""
    sheets = before or SortSettings()
    return ReadRequest(
        column=sheets.column,
        sheet=sheets.sheet,
        passwords=passwords,
        recognize_all=settings.recognize_all,
        layout=True,
    )


def begin_or_resume(job: Job) -> int:
    """The run that was cut off over the same settings, or a new one."""
    before = store.resumable_run(job.case, KIND)
    if before is not None and settings_of(before) == replace(job.settings, questions=()):
        return before.key
    return store.begin_run(
        job.case,
        KIND,
        settings=settings_as_json(job.settings),
        scheme={},
        models={job.embedder.name: job.embedder.sha256},
    )


# ------------------------------------------------------------------ first screens
def first_screens(
    job: Job, questions: tuple[str, ...], before: SortSettings | None
) -> Iterator[Step]:
    """Read what waits; the first screen of each document follows its reading at once.

    Args:
        job: What the run works with.
        questions: To be put to every document.
        before: How documents were read the last time; None before the first.
    """
    read_again(job, before)
    # What was read before is looked at again in the way it was read then.
    as_before = bool(before and before.recognize_all)
    later = replace(job.request, recognize_all=as_before)
    seen: set[int] = set()
    with closing(job.tools.open_reader()) as reader:

        def look(key: int) -> Iterator[Step]:
            seen.add(key)
            yield from ready_now(job, (reader, later), questions, key)

        pace = Pace(clock=job.tools.clock)
        only = job.asked or None
        for step in read_waiting(job.case, reader, job.request, pace, (only, look)):
            # How long reading takes says nothing of what comes after it.
            yield replace(step, seconds_left=None)
        for document in chosen(job):
            if document.key not in seen:
                yield from look(document.key)


def read_again(job: Job, before: SortSettings | None) -> None:
    """Put documents back to waiting where what is asked now would read them otherwise."""
    case, only = job.case, job.asked or None
    asked = SortSettings(column=job.request.column, sheet=job.request.sheet)
    passwords = bool(job.request.passwords)
    read_again_where_asked(case, before, asked, passwords=passwords, only=only)
    if not job.settings.recognize_all or (before is not None and before.recognize_all):
        return
    recognized = set(store.fact(case, 0, RECOGNIZED) or ())
    for document in chosen(job):
        whole = document.state in {DocumentState.READ, DocumentState.PARTLY}
        if document.kind == "pdf" and whole and document.key not in recognized:
            send_back(case, document)


def ready_now(
    job: Job,
    reading: tuple[Reader, ReadRequest],
    questions: tuple[str, ...],
    key: int,
) -> Iterator[Step]:
    """What can be said at once of a document that was read.

    Args:
        job: What the run works with.
        reading: For a document that was read without layout: by whom and how.
        questions: To be put to it.
        key: Of the document.
    """
    document = store.document(job.case, key)
    if job.settings.recognize_all:
        recognized = {*(store.fact(job.case, 0, RECOGNIZED) or ()), key}
        store.put_fact(job.case, 0, RECOGNIZED, sorted(recognized))
    reason = why_not(document)
    if reason:
        yield told(job, document, reason)
        return
    # Before its summary, so that no stop in between loses a question.
    for question in questions:
        store.ask_later(job.case, key, question)
    yield from at_once(job, reading, document)


def at_once(
    job: Job, reading: tuple[Reader, ReadRequest], document: Document
) -> Iterator[Step]:
    """The structure of a document where it is missing, and its first screen."""
    case, key = job.case, document.key
    if not store.structure_mark(case, key) or reads_better(case, document):
        yield told(job, document, "Its pages are looked at once more.")
        build_later(case, reading[0], document, reading[1])
    made_of = job.wanted.mark(store.structure_mark(case, key))
    made_before, whole = store.summary_mark(case, key)
    # A whole one stays until a new whole one takes its place.
    found = None if whole or made_before == made_of else material(case, key)
    if found is None:
        return
    made = first_screen(job.tools, job.wanted, document, found)
    store.put_summary(case, key, made, made_of)
    yield told(job, document, "A first look is there.")
