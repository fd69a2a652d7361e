"""A sheet of 20,000 messages, file to workbook from a cold start, against a chat per row.

    .venv/bin/python -m tests.benchmarks.sheet_20k --corpus DIR [--limit ROWS_OF_BASELINE]

Baseline: what neighbouring programs do, one chat prompt per row with a JSON-schema answer
over 15 labels, with the same starter model on the same machine in the same run, measured on
50 rows and scaled.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.startup import Postroom
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

SHEET = "sheets/constructed__messages_20k.xlsx"
TEXTS = "sheets/constructed__messages_20k.csv"
BASELINE_ROWS = 50
LABELS = 15
TARGET_TIMES = 100
TARGET_MEGABYTES = 1536


def chat_per_row(texts: list[str], weights: str, labels: list[str]) -> float:
    """Seconds per row of one chat prompt each, the model's loading not counted."""
    from llama_cpp import Llama

    model = Llama(weights, n_ctx=1024, n_threads=2, verbose=False)
    schema = {
        "type": "object",
        "properties": {"category": {"type": "string", "enum": labels}},
        "required": ["category"],
    }
    began = time.perf_counter()
    for text in texts:
        asked = f"Choose one category of {', '.join(labels)} for this message:\n{text}"
        model.create_chat_completion(
            messages=[{"role": "user", "content": asked}],
            response_format={"type": "json_object", "schema": schema},
            max_tokens=48,
            temperature=0.0,
        )
    return (time.perf_counter() - began) / len(texts)


def sort_sheet(sheet: Path, folder: Path) -> tuple[Measured, int]:
    """Sort the whole sheet into a workbook by the program itself; lines that came out."""
    out = folder / "results.xlsx"
    command = [sys.executable, "-m", "app", "sort", str(sheet), "--column", "Message"]
    command += ["--scheme", "requests_311", "--case", str(folder / "c.postroom")]
    with Measured() as measured:
        subprocess.run([*command, "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    exported = folder / "results.jsonl"
    subprocess.run(
        [*command, "--out", str(exported)], check=True, stdout=subprocess.DEVNULL
    )
    return measured, len(exported.read_text(encoding="utf-8").splitlines())


def main() -> None:
    """Print rows, seconds, peak memory, and the ratio to the baseline."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", SHEET)
    postroom = Postroom.start()
    weights = next(
        model.path
        for model in postroom.models()
        if model.entry.name.startswith("smollm2-135m")
    )
    labels = list(postroom.scheme("requests_311").names)[:LABELS]
    with (corpus / TEXTS).open(encoding="utf-8-sig", newline="") as file:
        texts = [row["Message"] for row in csv.DictReader(file) if row["Message"].strip()]
    with tempfile.TemporaryDirectory() as name:
        measured, lines = sort_sheet(corpus / SHEET, Path(name))
    per_row = chat_per_row(texts[: arguments.limit or BASELINE_ROWS], weights, labels)
    chat_seconds = per_row * lines
    times = chat_seconds / measured.seconds
    print(json.dumps({"rows out": lines, "seconds": round(measured.seconds, 1)}))
    report(
        "20,000 rows, file to workbook",
        figure=f"{measured.seconds:.0f} s, {times:.0f} times faster",
        baseline=f"{per_row:.2f} s a row, {chat_seconds / 3600:.1f} h",
        target=f"{TARGET_TIMES} times",
        holds=times >= TARGET_TIMES,
    )
    report(
        "peak memory of all processes",
        figure=f"{measured.peak_megabytes:.0f} MB",
        baseline="-",
        target=f"{TARGET_MEGABYTES} MB",
        holds=measured.peak_megabytes <= TARGET_MEGABYTES,
    )


if __name__ == "__main__":
    main()
