"""How fast the two starter models read, and what they take, on real texts.

    .venv/bin/python -m tests.benchmarks.engine_speed --corpus DIR [--limit TEXTS]

Vectors: texts a second through the child process, beside the same model with texts padded
to one length in sorted batches, in the same run. Language model: items a minute with 12
categories, and with 5 on labelled complaints how often the best score is right.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.engine import Embedder, LabelQuestion, LanguageModel, list_models
from app.engine.sentence_vectors import SentenceVectors
from app.records import InstalledModel
from tests.benchmarks.measuring import corpus_from_arguments, report

MODELS = Path(__file__).parents[2] / "models"
TEXTS = {
    "banking77 test": "classify/banking77/test.csv",
    "consumer complaints": "classify/cfpb1000/cfpb1000.csv",
}
COMPLAINTS = "classify/cfpb1000/cfpb1000.csv"
ROWS = 20_000
BATCH = 256
PADDED = 32
ITEMS = 100
SUBJECTS = (
    "potholes", "street lighting", "trash collection", "noise", "water and sewer", "parks",
    "parking", "animals", "taxes and fees", "building permits", "housing", "elections",
)  # fmt: skip


def main() -> None:
    """Run the benchmark and print its figures."""
    corpus, given = corpus_from_arguments(__doc__ or "", "classify")
    models = {model.entry.name: model for model in list_models(MODELS, MODELS)}
    limit = given.limit or 3000
    for name, file in TEXTS.items():
        texts = [row["text"] for row in rows_of(corpus / file)][:limit]
        embedding(name, texts, models["all-minilm-l6-v2"])
    complaints = rows_of(corpus / COMPLAINTS)[: min(ITEMS, limit)]
    scoring(complaints, models["smollm2-135m-instruct"])


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def embedding(name: str, texts: Sequence[str], model: InstalledModel) -> None:
    """Texts a second, through the child as the program does it."""
    with Embedder(model) as embedder:
        started = time.perf_counter()
        embedder.embed(["."], [()])
        start = time.perf_counter() - started
        seconds = timed(
            lambda: [
                embedder.embed(part, [[(0, len(text))] for text in part])
                for first in range(0, len(texts), BATCH)
                if (part := texts[first : first + BATCH])
            ]
        )
        peak = peak_megabytes(embedder.pid)
    path = Path(model.path)
    tokenizer = path.with_name("tokenizer.json").read_bytes()
    bare = SentenceVectors(path.read_bytes(), tokenizer, os.cpu_count() or 1)
    bare.groups = False
    alone = len(texts) / timed(lambda: bare.embed(texts, [()] * len(texts)))
    padded = len(texts) / timed(lambda: read_padded(path, tokenizer, texts))
    rate = len(texts) / seconds
    report(
        f"vectors, {name} ({len(texts)} texts)",
        figure=f"{rate:.0f} texts/s, started in {start:.1f} s, peak {peak:.0f} MB",
        baseline=f"{padded:.0f} texts/s padded in sorted batches "
        f"({rate / padded:.2f} times); {alone:.0f} one by one",
        target="as fast as padded batches, but the same bits in any batch",
        holds=rate >= 0.9 * padded,
    )
    print(f"  {ROWS} such texts would take {ROWS / rate:.0f} s")


def read_padded(path: Path, tokenizer: bytes, texts: Sequence[str]) -> None:
    """What is usual: batches sorted by length, padded, with all cores in one pass."""
    import onnxruntime
    from tokenizers import Tokenizer

    words = Tokenizer.from_str(tokenizer.decode("utf-8"))
    words.no_padding()
    words.enable_truncation(256)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    session = onnxruntime.InferenceSession(
        path.read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    rows = sorted((one.ids for one in words.encode_batch(list(texts))), key=len)
    for first in range(0, len(rows), PADDED):
        batch = rows[first : first + PADDED]
        ids = np.zeros((len(batch), len(batch[-1])), dtype=np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(batch):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1
        values = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
        }
        session.run(None, values)


def scoring(complaints: Sequence[dict[str, str]], model: InstalledModel) -> None:
    """Items a minute, and what the scores are worth."""
    texts = [row["text"] for row in complaints]
    labels = [row["label"] for row in complaints]
    names = sorted(set(labels))
    few = LabelQuestion(
        instruction="",
        item="Complaint: {text}\nThis complaint is about a",
        answers=tuple(f" {name.replace('_', ' ')}" for name in names),
    )
    many = LabelQuestion(
        instruction="",
        item="Message: {text}\nThis message is about",
        answers=tuple(f" {subject}" for subject in SUBJECTS),
    )
    with LanguageModel(model) as language_model:
        speed = language_model.score(texts, many)
        found = language_model.score(texts, few)
        peak = peak_megabytes(language_model.pid)
    report(
        f"language model, {len(SUBJECTS)} categories ({len(texts)} complaints)",
        figure=f"{speed.items_per_minute:.0f} items/min, peak {peak:.0f} MB",
        baseline="75 items/min, one chat prompt each with a JSON-schema answer",
        target="faster",
        holds=speed.items_per_minute > 75,
    )
    gain = found.scores - found.empty
    standard = (gain - gain.mean(axis=0)) / gain.std(axis=0)
    truth = np.array([names.index(label) for label in labels])
    right = [
        float((scores.argmax(axis=1) == truth).mean())
        for scores in (found.scores, gain, standard)
    ]
    print(
        f"  {found.items_per_minute:.0f} items/min with {len(names)} categories, right: "
        f"raw {right[0]:.2f}, less empty {right[1]:.2f}, standardized {right[2]:.2f}"
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak_megabytes(pid: int | None) -> float:
    """The most memory a process has had resident, in units of 2**20 bytes; 0 off Linux."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return 0.0
    for line in status.read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
