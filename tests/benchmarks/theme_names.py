"""Names of themes: how near they come to what people called the same rows.

Run with ``python -m tests.benchmarks.theme_names --corpus DIR``. The groups are the gold
intents of the banking77 test rows; constants were chosen on its train rows and on clinc150
train. The baseline is the usual one: the four strongest class-based TF-IDF words, joined.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.engine import Embedder, LanguageModel
from app.engine.drafting import DraftQuestion
from app.startup.wiring import Postroom
from app.triage import check_set
from app.triage.name_drafts import (
    DRAFT_INSTRUCTION,
    DRAFT_ITEM,
    DraftCheck,
    check_drafts,
    draft_prompts,
    known_groups,
    sound_drafts,
    to_embed,
    with_drafts,
)
from app.triage.name_phrases import NameCandidates, ThemeTexts, name_candidates
from app.triage.naming import ThemeNames, choose_names
from app.triage.theme_terms import word_weights
from app.triage.theme_words import read_words
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

Floats = NDArray[np.floating]
Embed = Callable[[Sequence[str]], Floats]

BATCH = 256
SHOWN = 5
MANY_ROWS, MANY_THEMES = 20_000, 100
MOST_SECONDS = 10.0


def main() -> None:
    """Name the gold groups, then 20,000 rows, then let the language model try."""
    corpus, _ = corpus_from_arguments(__doc__ or "", "classify")
    program = Postroom.start()
    tools = program.tools()
    with tools.open_embedder() as embedder:

        def embed(texts: Sequence[str]) -> Floats:
            return embedded(embedder, texts)

        gold_groups(corpus, embed)
        many_rows(corpus, embed)
        model = tools.open_language_model("")
        if model is None:
            print("No language model is installed; none was tried.")
            return
        with model:
            check_file = program.places.resources / "theme_name_check.toml"
            print(f"{model.name}: {language_model(check_file, model, embed).note}")


def gold_groups(corpus: Path, embed: Embed) -> None:
    """How near names come to the gold ones, beside the strongest words."""
    texts, gold, labels = table(corpus / "classify" / "banking77" / "test.csv")
    rows = themes_of(texts, gold, embed(texts))
    right = embed([label.replace("_", " ") for label in labels])
    with Measured() as measured:
        _, names = named(rows, embed)
    given = [theme.name for theme in names.themes]
    nearest, cosine = nearness(embed(given), right)
    plain, plain_cosine = nearness(embed(strongest_words(rows)), right)
    report(
        f"banking77 test, {len(rows.texts)} texts in {len(labels)} gold groups, "
        "names nearest to their own label",
        figure=f"{nearest:.3f}, cosine {cosine:.3f}",
        baseline=f"four words {plain:.3f}, cosine {plain_cosine:.3f}",
        target="above both",
        holds=nearest > plain and cosine > plain_cosine,
    )
    different = len({name.casefold() for name in given}) / len(given)
    asked = sum(bool(theme.question) for theme in names.themes)
    print(f"  {different:.0%} of names differ; {asked} of {len(given)} have a question;")
    print(f"  {measured.seconds:.1f} s, peak {measured.peak_megabytes:.0f} MiB")
    for label, theme in list(zip(labels, names.themes, strict=True))[::SHOWN]:
        print(f"  {label}: {theme.name}")
        print(f"    {theme.description} {theme.question}")


def many_rows(corpus: Path, embed: Embed) -> None:
    """Time for 20,000 rows in 100 themes, embedding of the phrases apart."""
    folder = corpus / "classify"
    texts, gold, labels = table(folder / "banking77" / "train.csv")
    more, more_gold, _ = table(folder / "clinc150" / "clinc150_full.csv", "intent")
    texts = [*texts, *more][:MANY_ROWS]
    gold = np.concatenate([gold, more_gold + len(labels)])[:MANY_ROWS] % MANY_THEMES
    random = np.random.default_rng(0)
    # What the vectors are matters nothing for the time.
    vectors = random.normal(size=(len(texts), 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = themes_of(texts, gold, vectors)
    started = time.perf_counter()
    candidates = name_candidates(rows)
    counted = time.perf_counter()
    phrases = embed(candidates.to_embed)
    ready = time.perf_counter()
    choose_names(rows, candidates, phrases)
    seconds = (counted - started) + (time.perf_counter() - ready)
    report(
        f"{len(texts)} rows, {len(rows.texts)} texts, {len(rows.group)} themes",
        figure=f"{seconds:.1f} s",
        baseline=f"embedding {len(phrases)} phrases {ready - counted:.1f} s",
        target=f"{MOST_SECONDS:.0f} s",
        holds=seconds <= MOST_SECONDS,
    )


def language_model(path: Path, model: LanguageModel, embed: Embed) -> DraftCheck:
    """Whether a language model names the known groups better than their words do."""
    check = check_set(path.read_text(encoding="utf-8"))
    rows = known_groups(check, embed(check.texts))
    candidates, names = named(rows, embed)
    question = DraftQuestion(instruction=DRAFT_INSTRUCTION, item=DRAFT_ITEM)
    lines = model.draft(draft_prompts(rows, names), question).lines
    drafts = sound_drafts(rows, candidates, names, lines)
    better = with_drafts(rows, names, drafts, embed(to_embed(names, drafts)))
    right = embed([category.name for category in check.scheme.categories])
    for category, own, line in zip(
        check.scheme.categories, names.themes, lines, strict=True
    ):
        print(f"  {category.name}: rows say {own.name}; drafted: {line}")
    return check_drafts(
        (embed([theme.name for theme in names.themes]) * right).sum(axis=1),
        (embed([theme.name for theme in better.themes]) * right).sum(axis=1),
    )


def named(rows: ThemeTexts, embed: Embed) -> tuple[NameCandidates, ThemeNames]:
    """Candidates and names of all themes."""
    candidates = name_candidates(rows)
    return candidates, choose_names(rows, candidates, embed(candidates.to_embed))


def strongest_words(rows: ThemeTexts) -> list[str]:
    """The baseline's names."""
    words = read_words(rows.texts)
    found = word_weights(words, rows.theme, np.ones(len(rows.texts)), len(rows.group))
    content = {words.stem_of_form[n] for n in np.flatnonzero(words.content)}
    written = Counter(words.written.tolist())
    form: dict[int, int] = {}
    for number, _ in sorted(written.items(), key=lambda one: (one[1], one[0])):
        form[int(words.stem_of_form[number])] = number
    names = []
    for row in found.weight:
        ranked = [stem for stem in np.argsort(-row, kind="stable") if stem in content]
        names.append(" ".join(words.forms[form[int(stem)]] for stem in ranked[:4]))
    return names


def nearness(names: Floats, right: Floats) -> tuple[float, float]:
    """Share of names nearest to their own label, and the mean cosine to it."""
    near = names @ right.T
    own = near.argmax(axis=1) == np.arange(len(right))
    return float(own.mean()), float(np.diag(near).mean())


def themes_of(texts: Sequence[str], gold: NDArray[np.int64], vectors: Floats) -> ThemeTexts:
    """Distinct texts in their gold groups."""
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        first.setdefault(text, number)
    copies = Counter(texts)
    kept = list(first.values())
    themes = int(gold.max()) + 1
    centres = np.zeros((themes, vectors.shape[1]))
    np.add.at(centres, gold[kept], np.asarray(vectors[kept], dtype=np.float64))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return ThemeTexts(
        texts=tuple(first),
        vectors=vectors[kept],
        copies=np.array([copies[text] for text in first]),
        theme=gold[kept],
        group=np.arange(themes),
        centrality=(vectors[kept] * centres[gold[kept]]).sum(axis=1),
    )


def table(
    path: Path, label: str = "label"
) -> tuple[list[str], NDArray[np.int64], list[str]]:
    """Texts of a file, the number of each one's label, and the labels."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = sorted({row[label] for row in rows})
    numbers = {one: number for number, one in enumerate(labels)}
    gold = np.array([numbers[row[label]] for row in rows], dtype=np.int64)
    return [row["text"] for row in rows], gold, labels


def embedded(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """Vectors of any number of texts."""
    parts = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    return np.concatenate(
        [embedder.embed(part, [()] * len(part)).vectors for part in parts]
    )


if __name__ == "__main__":
    main()
