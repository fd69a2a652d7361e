"""Asking documents: right pages, right words, right refusals, calibration, seconds.

    .venv/bin/python -m tests.benchmarks.questions --corpus DIR [--only DOCUMENT]

The questions of ``questions_test.json`` were written by somebody else than the method, on
documents by which nothing was chosen; some of them the document does not answer. Weights
and the threshold of refusal come from ``questions_development.json``: questions on reports
of a legislature's research service and on notices and a letter that were made up for it.
Beside the method stand the sentence nearest in meaning and plain BM25 (Robertson and
Zaragoza, 2009), each with the threshold that was best on the development questions; with
``--only choose:DIR`` these thresholds are found again from documents in DIR.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine import Embedder
from app.readers import Reader, ReadRequest
from app.readers.structure import read_structure
from app.records import (
    Document,
    Fact,
    FactList,
    FactSpec,
    PageQuotation,
    Sentence,
    Structure,
)
from app.startup import Postroom
from app.triage.answer_facts import with_facts
from app.triage.answer_index import AnswerIndex, answer_index
from app.triage.answering import answer_from
from app.triage.facts import find_facts, guess_purpose
from app.triage.salience import to_embed
from app.triage.sentences import mended, page_quotation, sentences_of
from app.triage.stop_words import STOP_WORDS
from app.triage.theme_words import runs_of, stem
from tests.benchmarks.measuring import corpus_from_arguments

Floats = NDArray[np.float64]

TEST = Path(__file__).with_name("questions_test.json")
DEVELOPMENT = Path(__file__).with_name("questions_development.json")
# Two notices and a letter that were made up for it.
MADE_UP = Path(__file__).with_name("questions_development")
# Best on the development questions, found by --only choose:DIR.
NEAREST_FROM, BM25_FROM = 0.625, 0.3
SHOWN = 3
BINS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question with its answer.

    Attributes:
        document: Name of the file.
        question: As it is put.
        words: Any of which answers it; none where the document does not say.
        pages: Where; empty where any page counts.
    """

    document: str
    question: str
    words: tuple[str, ...]
    pages: tuple[int, ...]

    @property
    def answerable(self) -> bool:
        """Whether the document says."""
        return bool(self.words or self.pages)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A document ready to be asked."""

    structure: Structure
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]
    index: AnswerIndex
    plain: PlainBm25
    facts: tuple[Fact, ...]
    specs: tuple[FactSpec, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What one method said: passages, best first, how sure it is, whether it refused."""

    passages: tuple[PageQuotation, ...]
    sure: float
    refused: bool


@dataclass(kw_only=True, slots=True)
class Score:
    """What a method did over all questions."""

    rows: list[tuple[Asked, Told]] = field(default_factory=list)
    seconds: float = 0.0


class PlainBm25:
    """BM25 over stems of words, nothing more.

    Args:
        sentences: Of a document.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.words = [Counter(plain_words(one.text)) for one in sentences]
        self.spread = Counter(word for words in self.words for word in words)
        sizes = np.array([sum(words.values()) for words in self.words] or [1])
        self.sizes = 1.2 * (0.25 + 0.75 * sizes / max(1.0, float(sizes.mean())))

    def scores(self, question: str) -> Floats:
        """(n,), 1 for a sentence that had every word of the question endlessly often."""
        asked = sorted(set(plain_words(question)))
        count = len(self.words)
        weights = [
            np.log(1 + (count - self.spread[word] + 0.5) / (self.spread[word] + 0.5))
            for word in asked
        ]
        found = np.zeros(count)
        for word, weight in zip(asked, weights, strict=True):
            often = np.array([words[word] for words in self.words], dtype=np.float64)
            found += weight * often * 2.2 / (often + self.sizes[:count])
        return found / (2.2 * max(float(sum(weights)), 1e-9))


def plain_words(text: str) -> list[str]:
    """The stems of a text's words, without stop words."""
    return [
        stem(word)
        for run in runs_of(text)
        for word in run
        if word.casefold() not in STOP_WORDS
    ]


def main() -> None:
    """Ask, and print what came of it."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "summaries")
    tools = Postroom.start().tools()
    only = str(arguments.only or "")
    choosing = only.removeprefix("choose:") if only.startswith("choose:") else ""
    folder = Path(choosing) if choosing else corpus / "summaries" / "pdfs"
    asked = questions(DEVELOPMENT if choosing else TEST)
    if only and not choosing:
        asked = [one for one in asked if only in one.document]
    methods: dict[str, Callable[[Read, str, Floats], Told]] = {
        "product": product,
        "passages alone": passages_alone,
        "words alone": without_meaning,
        "nearest sentence": nearest,
        "BM25": bm25,
    }
    scores = {name: Score() for name in methods}
    lists = tools.summary_resources().lists
    with tools.open_embedder() as embedder, tools.open_reader() as reader:
        for name, some in by_document(asked):
            path = MADE_UP / name if (MADE_UP / name).exists() else folder / name
            read, embedding = opened(reader, embedder, path, lists)
            told(
                name,
                questions=len(some),
                sentences=len(read.sentences),
                seconds_to_embed=round(embedding, 2),
            )
            vectors = embedded(embedder, [one.question for one in some])
            for one, vector in zip(some, vectors, strict=True):
                for method, tell in methods.items():
                    started = time.perf_counter()
                    said = tell(read, one.question, np.asarray(vector, dtype=np.float64))
                    scores[method].seconds += time.perf_counter() - started
                    scores[method].rows.append((one, said))
    for method, score in scores.items():
        tell_score(method, score, threshold=None)
        if choosing and method in ("nearest sentence", "BM25"):
            tell_score(f"{method}, best threshold", score, threshold=best_threshold(score))


def questions(path: Path) -> list[Asked]:
    """The questions of a file."""
    found = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        words = row.get("words") or ()
        found.append(
            Asked(
                document=row["document"],
                question=row["question"],
                words=(words,) if isinstance(words, str) else tuple(words),
                pages=tuple(row.get("pages") or ()),
            )
        )
    return found


def by_document(asked: Sequence[Asked]) -> Iterator[tuple[str, list[Asked]]]:
    """The questions on each document."""
    for name in dict.fromkeys(one.document for one in asked):
        yield name, [one for one in asked if one.document == name]


def opened(
    reader: Reader, embedder: Embedder, path: Path, lists: Sequence[FactList]
) -> tuple[Read, float]:
    """A document read and embedded, and the seconds that embedding took."""
    document = Document(name=path.name, path=str(path))
    structure = read_structure(reader, document, ReadRequest())
    sentences = sentences_of(structure)
    numbers = list(to_embed(structure, sentences))
    started = time.perf_counter()
    vectors = np.zeros((len(sentences), embedder.dimensions), dtype=np.float32)
    vectors[numbers] = embedded(embedder, [sentences[number].text for number in numbers])
    seconds = time.perf_counter() - started
    wanted = guess_purpose(structure, lists)
    return Read(
        structure=structure,
        sentences=sentences,
        vectors=vectors,
        index=answer_index(structure, sentences),
        plain=PlainBm25(sentences),
        facts=find_facts(structure, sentences, wanted),
        specs=wanted.specs,
    ), seconds


def embedded(embedder: Embedder, lines: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of lines."""
    if not lines:
        return np.zeros((0, embedder.dimensions), dtype=np.float32)
    return np.nan_to_num(embedder.embed(list(lines), [()] * len(lines)).vectors)


# ------------------------------------------------------------------ methods
def product(read: Read, question: str, vector: Floats) -> Told:
    """What the program says: passages, and facts where no passage surely answers."""
    said = answer_from(read.index, question, vector, read.structure, read.vectors)
    said = with_facts(said, read.facts, read.specs)
    return Told(passages=said.passages, sure=said.probability, refused=not said.passages)


def passages_alone(read: Read, question: str, vector: Floats) -> Told:
    """The same without the facts."""
    said = answer_from(read.index, question, vector, read.structure, read.vectors)
    return Told(passages=said.passages, sure=said.probability, refused=not said.passages)


def without_meaning(read: Read, question: str, _: Floats) -> Told:
    """What the program says where no vectors are known."""
    said = answer_from(read.index, question, None, read.structure, read.vectors)
    return Told(passages=said.passages, sure=said.probability, refused=not said.passages)


def nearest(read: Read, _: str, vector: Floats) -> Told:
    """The sentences nearest in meaning."""
    return best_sentences(read, read.vectors @ vector, NEAREST_FROM)


def bm25(read: Read, question: str, _: Floats) -> Told:
    """The sentences with the question's words."""
    return best_sentences(read, read.plain.scores(question), BM25_FROM)


def best_sentences(read: Read, scores: Floats, least: float) -> Told:
    """The best sentences as passages, if the best is good enough."""
    order = np.argsort(-scores, kind="stable")[:SHOWN]
    passages = tuple(
        page_quotation(read.structure, one.page, one.start, one.end)
        for one in (read.sentences[number] for number in order)
    )
    sure = float(scores[order[0]]) if len(order) else 0.0
    return Told(passages=passages, sure=sure, refused=sure < least)


# ------------------------------------------------------------------ scores
def told(name: str, **figures: float | str) -> None:
    """Print one line of figures."""
    said = ", ".join(
        f"{key.replace('_', ' ')} {value}" for key, value in figures.items() if value != ""
    )
    print(f"{name}: {said}", flush=True)


def tell_score(name: str, score: Score, threshold: float | None) -> None:
    """Print what a method did; with a threshold, as if it refused below it."""
    rows = [
        (
            asked,
            ()
            if (told.refused if threshold is None else told.sure < threshold)
            else told.passages,
        )
        for asked, told in score.rows
    ]
    said = [row for row in rows if row[0].answerable]
    unsaid = [row for row in rows if not row[0].answerable]
    # How sure it is, against whether the best passage answers: of what was not refused.
    given = [
        (one.sure, has_words(a, one.passages[:1]))
        for a, one in score.rows
        if not one.refused
    ]
    sure = np.array([one for one, _ in given])
    right = np.array([one for _, one in given], dtype=np.bool_)
    told(
        name,
        asked=len(said),
        page_of_first=share(on_page(one, found[:1]) for one, found in said),
        page_of_any=share(on_page(one, found) for one, found in said),
        words_in_first=share(has_words(one, found[:1]) for one, found in said),
        words_in_any=share(has_words(one, found) for one, found in said),
        unanswerable=len(unsaid),
        rightly_refused=share(not found for _, found in unsaid),
        wrongly_refused=share(not found for _, found in said),
        threshold="" if threshold is None else round(threshold, 3),
        brier=round(float(((sure - right) ** 2).mean()), 3) if len(sure) else "",
        calibration_error=calibration_error(sure, right),
        milliseconds=round(1000 * score.seconds / max(1, len(rows)), 1),
    )


def share(found: Iterator[bool]) -> float:
    """Share of those that hold, in percent."""
    values = list(found)
    return round(100 * sum(values) / max(1, len(values)), 1)


def on_page(asked: Asked, passages: Sequence[PageQuotation]) -> bool:
    """Whether a passage stands on one of the right pages."""
    if not asked.pages:
        return has_words(asked, passages)
    return any(one.page in asked.pages for one in passages)


def has_words(asked: Asked, passages: Sequence[PageQuotation]) -> bool:
    """Whether a passage holds the words of the answer."""
    return any(
        bare(words) in bare(mended(one.quote)) or bare(words) in bare(one.quote)
        for one in passages
        for words in asked.words
    )


def bare(text: str) -> str:
    """Letters and figures only, so that line ends and quotation marks do not matter."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign in "$%")


def best_threshold(score: Score) -> float:
    """Where the mean of answered (any passage) and rightly refused is highest."""

    def worth(least: float) -> float:
        said = [(a, t) for a, t in score.rows if a.answerable]
        unsaid = [t for a, t in score.rows if not a.answerable]
        return share(t.sure >= least and has_words(a, t.passages) for a, t in said) + share(
            t.sure < least for t in unsaid
        )

    return max(np.arange(0.05, 0.95, 0.025), key=lambda least: worth(float(least)))


def calibration_error(sure: Floats, right: NDArray[np.bool_]) -> float:
    """Expected calibration error over five bins of equal width."""
    bins = np.minimum((np.clip(sure, 0, 1) * BINS).astype(int), BINS - 1)
    error = sum(
        (bins == one).mean() * abs(sure[bins == one].mean() - right[bins == one].mean())
        for one in range(BINS)
        if (bins == one).any()
    )
    return round(float(error), 3)


if __name__ == "__main__":
    main()
