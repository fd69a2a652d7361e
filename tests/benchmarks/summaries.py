"""Summaries: likeness to human ones, exact quotations, seconds and memory of 153 pages.

    .venv/bin/python -m tests.benchmarks.summaries --corpus DIR [--only NAME]

NAME is ``likeness``, ``quotations``, ``bundle`` or ``embedding``; all four without it.

likeness: ROUGE F1 (Lin, 2004; the package rouge-score with stemming, lock file
``build/lock/benchmarks.txt``) of summaries of 250 words, from the PDFs as users have them
and from the plain texts. Beside it what is tried first: the first 250 words, LexRank (Erkan
and Radev, 2004), and, as the ceiling, the sentences that a greedy search finds with the
human summary in hand. Sentences of these two are taken until 250 words are passed, as in
the baselines kept beside the data, and once more without ever passing them, as the program
does. The weights of the program were chosen on other reports.

quotations: every quotation of every summary, checked by ``quotations_checked``, which
shares nothing with the program.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.records import Summary, SummarySettings
from app.startup import Postroom
from app.triage import segment
from app.writers.summary_files import write_summaries
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report
from tests.benchmarks.quotations_checked import Checked, check

WORDS = 250
MEASURES = ("rouge1", "rouge2", "rougeL")
KEPT_LEAD = (52.84, 25.65, 29.52)
RESAMPLES = 10_000
FIRST_SCREEN_SECONDS, WHOLE_SECONDS, PEAK_MEGABYTES = 5.0, 180.0, 1024.0
# LexRank as its authors have it.
LIKE_FROM, DAMPING, ROUNDS = 0.1, 0.85, 100

Floats = NDArray[np.float64]
Score = Callable[[str, str], Floats]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """One report with its human summary."""

    name: str
    text: str
    human: str


def main() -> None:
    """Measure and print."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "summaries")
    folder = corpus / "summaries"
    postroom = Postroom.start()
    if arguments.only in "likeness":
        likeness(postroom, folder)
    if arguments.only in "quotations":
        quotations(postroom, folder / "pdfs")
    if arguments.only in "bundle":
        bundle(postroom, folder / "pdfs" / "long_bundle_all15.pdf")
    if arguments.only in "embedding":
        embedding(postroom, folder)


# ------------------------------------------------------------------ likeness
def likeness(postroom: Postroom, folder: Path) -> None:
    """ROUGE against the human summaries, beside what is tried first."""
    score = scorer()
    reports = list(read_reports(folder / "govreport13" / "govreport13.jsonl"))
    pdfs = [folder / "pdfs" / f"{one.name}.pdf" for one in reports]
    with TemporaryDirectory() as scratch:
        plain = [Path(scratch) / f"{one.name}.txt" for one in reports]
        for path, one in zip(plain, reports, strict=True):
            path.write_text(one.text, encoding="utf-8")
        systems = {
            "Postroom, PDFs": [told(one) for one in summarized(postroom, pdfs)],
            "Postroom, texts": [told(one) for one in summarized(postroom, plain)],
        }
    for name, choose in BESIDE.items():
        systems[name] = [choose(one) for one in reports]
    print(f"{len(reports)} reports, at {WORDS} words: ROUGE-1/2/L F1, mean words")
    scores: dict[str, Floats] = {}
    for name, texts in systems.items():
        pairs = zip(texts, reports, strict=True)
        scores[name] = np.array([score(one.human, text) for text, one in pairs])
        words = np.mean([len(text.split()) for text in texts])
        print(f"  {name:32} {figures(scores[name].mean(axis=0))}  {words:.0f}")
    print(f"  {'LEAD as kept beside the data':32} {figures(np.array(KEPT_LEAD))}")
    for name in ("Postroom, PDFs", "Postroom, texts"):
        against(name, scores[name], scores[LEAD], scores[LEAD_WITHIN])


def against(name: str, ours: Floats, lead: Floats, within: Floats) -> None:
    """One line of the result: above LEAD on all three, and how sure that is."""
    for other, values in ((LEAD, lead), (LEAD_WITHIN, within)):
        low, high = interval(ours - values)
        spans = ", ".join(f"{a:+.1f} to {b:+.1f}" for a, b in zip(low, high, strict=True))
        print(f"  {name} less {other}, 95 % of resamples: {spans}")
    report(
        name,
        figure=figures(ours.mean(axis=0)),
        baseline=figures(lead.mean(axis=0)),
        target="above LEAD on all three",
        holds=bool((ours.mean(axis=0) > lead.mean(axis=0)).all()),
    )


def interval(differences: Floats) -> tuple[Floats, Floats]:
    """Where the mean difference lies in 95 of 100 resamples of the reports."""
    chance = np.random.default_rng(0)
    drawn = chance.integers(0, len(differences), (RESAMPLES, len(differences)))
    means = differences[drawn].mean(axis=1)
    return np.percentile(means, 2.5, axis=0), np.percentile(means, 97.5, axis=0)


def figures(values: Floats) -> str:
    """Three measures as people write them."""
    return " / ".join(f"{value:.2f}" for value in values)


def scorer() -> Score:
    """ROUGE-1/2/L F1 in percent; ends the program where the package is missing."""
    try:
        rouge_scorer = import_module("rouge_score.rouge_scorer")
    except ImportError:
        print("Install rouge-score first: pip install -r build/lock/benchmarks.txt")
        sys.exit(1)
    rouge = rouge_scorer.RougeScorer(list(MEASURES), use_stemmer=True)

    def score(human: str, text: str) -> Floats:
        found = rouge.score(human, text)
        return np.array([100 * found[name].fmeasure for name in MEASURES])

    return score


def read_reports(path: Path) -> Iterator[Report]:
    """The reports of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told_of = json.loads(line)
        yield Report(name=told_of["id"], text=told_of["text"], human=told_of["summary"])


def summarized(postroom: Postroom, paths: Sequence[Path]) -> list[Summary]:
    """The program's own summaries of some files, in their order, without rewording."""
    workspace = postroom.workspace(None)
    try:
        workspace.add(paths)
        settings = SummarySettings(words=WORDS, language_model="none")
        for _ in workspace.summaries.summarize(settings):
            pass
        listed = workspace.summaries.documents()
        by_name = {one.name: workspace.summaries.summary(one.document) for one in listed}
        return [by_name[path.name] for path in paths]
    finally:
        workspace.purge()


def told(summary: Summary) -> str:
    """The words of a summary, without its headings."""
    return "\n".join(one.text for part in summary.sections for one in part.sentences)


# ------------------------------------------------------------------ what is tried first
def lines_of(text: str) -> list[str]:
    """The sentences of a plain text."""
    return [" ".join(text[start:end].split()) for start, end in segment(text)]


def taken(lines: Sequence[str], order: Sequence[int], *, within: bool) -> str:
    """Lines in the given order until there are 250 words, told in the text's order."""
    chosen: list[int] = []
    words = 0
    for number in order:
        more = len(lines[number].split())
        if words >= WORDS or (within and words + more > WORDS):
            break
        chosen.append(number)
        words += more
    return "\n".join(lines[number] for number in sorted(chosen))


def lead(one: Report) -> str:
    """The first sentences, until 250 words are passed."""
    lines = lines_of(one.text)
    return taken(lines, range(len(lines)), within=False)


def lead_within(one: Report) -> str:
    """The first sentences, never more than 250 words."""
    lines = lines_of(one.text)
    return taken(lines, range(len(lines)), within=True)


def lexrank(one: Report) -> str:
    """The sentences that are most like the others, by their words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    lines = lines_of(one.text)
    rows = TfidfVectorizer(stop_words="english").fit_transform(lines)
    linked = ((rows @ rows.T).toarray() > LIKE_FROM).astype(np.float64)
    steps = linked / np.maximum(linked.sum(axis=1, keepdims=True), 1.0)
    rank = np.full(len(lines), 1.0 / len(lines))
    for _ in range(ROUNDS):
        rank = (1 - DAMPING) / len(lines) + DAMPING * (steps.T @ rank)
    order = [int(number) for number in np.argsort(-rank, kind="stable")]
    return taken(lines, order, within=False)


def oracle(one: Report) -> str:
    """The sentences that add most pairs of the human summary's words, for their length."""
    lines = lines_of(one.text)
    pairs = [pairs_of(line) for line in lines]
    wanted = pairs_of(one.human)
    chosen: list[int] = []
    left = WORDS
    while True:
        gains = [
            sum((pairs[number] & wanted).values()) / max(len(line.split()), 5)
            if len(line.split()) <= left and number not in chosen
            else 0.0
            for number, line in enumerate(lines)
        ]
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            return "\n".join(lines[number] for number in sorted(chosen))
        chosen.append(best)
        left -= len(lines[best].split())
        wanted = wanted - pairs[best]


def pairs_of(text: str) -> Counter[tuple[str, str]]:
    """Pairs of neighbouring words."""
    words = [word.strip(".,;:()\"'").lower() for word in text.split()]
    return Counter(pairwise(words))


LEAD, LEAD_WITHIN = "LEAD, 250 words passed", "LEAD, 250 words never passed"
BESIDE: dict[str, Callable[[Report], str]] = {
    LEAD: lead,
    LEAD_WITHIN: lead_within,
    "LexRank": lexrank,
    "with the human summary in hand": oracle,
}


# ------------------------------------------------------------------ quotations
def quotations(postroom: Postroom, folder: Path) -> None:
    """Every quotation of every summary against its page."""
    paths = sorted(folder.glob("*.pdf"))
    total = Checked()
    with TemporaryDirectory() as scratch:
        for path, summary in zip(paths, summarized(postroom, paths), strict=True):
            written = Path(scratch) / "summary.json"
            write_summaries(written, [summary])
            document: dict[str, Any] = json.loads(written.read_text(encoding="utf-8"))
            total.add(check(document, path))
    for line in total.wrong[:20]:
        print(f"  {line}")
    share = 100 * total.found / max(total.quotations, 1)
    report(
        f"quotations on their page, {len(paths)} documents",
        figure=f"{total.found} of {total.quotations} ({share:.2f} %), "
        f"{total.placed} at the place told",
        baseline="none of the peers does it",
        target="100 %",
        holds=total.found == total.quotations == total.placed,
    )
    report(
        "pages read or named as unread",
        figure=f"{total.named} of {total.pages}",
        baseline="-",
        target="100 %",
        holds=total.named == total.pages,
    )


# ------------------------------------------------------------------ speed
def bundle(postroom: Postroom, path: Path) -> None:
    """Seconds to the first screen and to the whole, and peak memory of all processes."""
    workspace = postroom.workspace(None)
    try:
        first = 0.0
        with Measured() as measured:
            started = time.perf_counter()
            workspace.add([path])
            settings = SummarySettings(language_model="none")
            for _ in workspace.summaries.summarize(settings):
                (shown,) = workspace.summaries.documents()
                if not first and shown.state in {"first", "whole"}:
                    first = time.perf_counter() - started
        (shown,) = workspace.summaries.documents()
        summary = workspace.summaries.summary(shown.document)
    finally:
        workspace.purge()
    print(f"{summary.pages} pages, {len(summary.sections)} sections told")
    for name, value, most, unit in (
        ("first screen", first, FIRST_SCREEN_SECONDS, "s"),
        ("whole summary", measured.seconds, WHOLE_SECONDS, "s"),
        ("peak memory", measured.peak_megabytes, PEAK_MEGABYTES, "MB"),
    ):
        report(
            name,
            figure=f"{value:.1f} {unit}",
            baseline="-",
            target=f"{most:.0f} {unit}",
            holds=0 < value <= most,
        )


def embedding(postroom: Postroom, folder: Path) -> None:
    """How many sentences the model reads a second, in the run's own way."""
    path = folder / "govreport13" / "govreport13.jsonl"
    lines = [line for one in read_reports(path) for line in lines_of(one.text)][:2000]
    lines.sort(key=len)
    with postroom.tools().open_embedder() as embedder:
        embedder.embed(["One sentence to start the model."], [()])
        started = time.perf_counter()
        for first in range(0, len(lines), 256):
            batch = lines[first : first + 256]
            embedder.embed(batch, [()] * len(batch))
        seconds = time.perf_counter() - started
    words = sum(len(line.split()) for line in lines)
    print(
        f"embedding: {len(lines) / seconds:.0f} sentences, {words / seconds:.0f} words a "
        "second"
    )


if __name__ == "__main__":
    main()
