"""Questions put to documents: answered from their sentences, kept with their summaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from app import store
from app.engine import Embedder
from app.records import Answer, Fact, FactSpec, PostroomError
from app.store import CaseFile
from app.triage.answer_facts import with_facts
from app.triage.answer_index import answer_index
from app.triage.answering import answer_from
from app.workflow.summary_facts import fingerprint
from app.workflow.summary_meaning import (
    Embedding,
    Floats,
    Material,
    embed_lines,
    find_vectors,
    need_material,
)
from app.workflow.tools import Tools

__all__ = ["answer_waiting", "ask", "tidy_question", "waits"]

LONGEST_QUESTION = 1_000

# The facts of a document, and the entries of the list that they answer.
Known = tuple[Sequence[Fact], Sequence[FactSpec]]


def tidy_question(question: str) -> str:
    """A question on one line.

    Raises:
        PostroomError: It is empty or too long.
    """
    line = " ".join(question.split())
    if not line:
        raise PostroomError("The question is empty.", "Ask something.")
    if len(line) > LONGEST_QUESTION:
        raise PostroomError(
            f"A question may have {LONGEST_QUESTION:,} characters.", "Ask it shorter."
        )
    return line


def ask(
    case: CaseFile, tools: Tools, question: str, keys: Sequence[int]
) -> Iterator[tuple[int, Answer]]:
    """What each of the documents says on a question.

    Answers are kept with the summaries where the case file can be written.

    Raises:
        KeyError: There is no such document.
        PostroomError: One of them has not been summarized, the question is empty, or the
            embedder is missing.
    """
    line = tidy_question(question)
    with closing(tools.open_embedder()) as embedder:
        for key in keys:
            found = need_material(case, key)
            known = facts_of(case, tools, key)
            made_of = answer_mark(tools, embedder, found.mark, known)
            kept = {one.question: one for one in store.answers(case, key)}.get(line)
            if kept is not None and kept.answer is not None and kept.made_of == made_of:
                yield key, kept.answer
                continue
            vectors = exhausted(find_vectors(case, embedder, found))
            (said,) = answered(embedder, [line], (found, vectors), known)
            if not case.read_only:
                store.put_answer(case, key, said, made_of)
            yield key, said


def exhausted(making: Iterator[Embedding]) -> Floats:
    """What a generator of steps returns."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            vectors: Floats = end.value
            return vectors


def facts_of(case: CaseFile, tools: Tools, key: int) -> Known:
    """The facts that a document's summary tells, and the entries that they answer."""
    stored = store.summary(case, key)
    if stored is None:
        return (), ()
    purpose = stored.summary.about.purpose
    lists = tools.summary_resources().lists
    specs = next((one.specs for one in lists if one.purpose == purpose), ())
    return stored.summary.facts, specs


def answer_mark(tools: Tools, embedder: Embedder, mark: str, known: Known) -> str:
    """Fingerprint of all that an answer depends on beside its question."""
    return fingerprint(mark, embedder.sha256, tools.version, list(known[1]))


def waits(case: CaseFile, tools: Tools, embedder: Embedder, key: int, mark: str) -> bool:
    """Whether a document with this structure has questions without an answer."""
    made_of = answer_mark(tools, embedder, mark, facts_of(case, tools, key))
    return any(one.made_of != made_of for one in store.answers(case, key))


def answer_waiting(
    case: CaseFile, tools: Tools, embedder: Embedder, found: Material, vectors: Floats
) -> int:
    """Answer the questions to a document that have no answer, or one to another text.

    Returns:
        How many were answered.
    """
    known = facts_of(case, tools, found.key)
    made_of = answer_mark(tools, embedder, found.mark, known)
    waiting = [
        one.question for one in store.answers(case, found.key) if one.made_of != made_of
    ]
    for said in answered(embedder, waiting, (found, vectors), known):
        store.put_answer(case, found.key, said, made_of)
    return len(waiting)


def answered(
    embedder: Embedder,
    questions: Sequence[str],
    ground: tuple[Material, Floats],
    known: Known,
) -> Iterator[Answer]:
    """What a document says on each of some questions, in their order.

    Args:
        embedder: That made the vectors.
        questions: Each on one line.
        ground: The document's sentences with their vectors.
        known: Its facts, which answer where no passage surely does.
    """
    if not questions:
        return
    found, vectors = ground
    index = answer_index(found.structure, found.sentences)
    meant = embed_lines(embedder, questions)
    for question, vector in zip(questions, meant, strict=True):
        said = answer_from(index, question, vector, found.structure, vectors)
        yield with_facts(said, *known)
