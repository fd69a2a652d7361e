"""Scanned letters against the same letters typed: the character error rate of reading.

Run it as ``python tests/benchmarks/letters.py --corpus DIR``, where DIR holds ``letters``
with pairs ``NAME.pdf`` and ``NAME_scan.pdf``. What a typed letter says is what PDFium
finds in it. A real scan of two columns with its text is read too where it is there.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from app.readers import Reader, ReadRequest
from app.records import Document, Item

TARGET = 0.03
TWO_COLUMNS = ("pdfs/ocrmypdf__linn.pdf", "letters/ocr_ground_truth/ocrmypdf_linn.txt")


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only so many scans")
    given = parser.parse_args()
    if given.corpus is None or not (given.corpus / "letters").is_dir():
        print("skipped: name the folder with the data by --corpus DIR")
        return
    scans = sorted((given.corpus / "letters").glob("*_scan.pdf"))[: given.limit or None]
    with Reader() as reader:
        measure(reader, scans)
        scan, text = (given.corpus / name for name in TWO_COLUMNS)
        if scan.is_file() and text.is_file():
            gold = squeezed(text.read_text(encoding="utf-8", errors="replace"))
            found, _ = read(reader, scan)
            rate = distance(found, gold) / len(gold)
            print(f"   a real scan of two columns: {rate:.2%} of {len(gold)} characters")


def measure(reader: Reader, scans: list[Path]) -> None:
    """Read every scan and its typed twin and print how far they differ."""
    wrong = total = 0
    rates: list[tuple[float, str, float]] = []
    started = time.monotonic()
    for scan in scans:
        gold, _ = read(reader, scan.with_name(scan.name.replace("_scan", "")))
        found, confidence = read(reader, scan)
        errors = distance(found, gold)
        wrong, total = wrong + errors, total + len(gold)
        rates.append((errors / max(1, len(gold)), scan.name, confidence))
    seconds = time.monotonic() - started
    if not rates:
        print("no scans found")
        return
    print(f"== {len(rates)} scans in {seconds:.0f} s ({seconds / len(rates):.1f} s each)")
    print(f"   character error rate: {wrong / total:.2%} (target {TARGET:.0%})")
    print(f"   scans over the target: {sum(rate > TARGET for rate, _, _ in rates)}")
    for rate, name, confidence in sorted(rates, reverse=True)[:5]:
        print(f"      {rate:.2%} {name} (confidence {confidence:.2f})")


def read(reader: Reader, path: Path) -> tuple[str, float]:
    """A letter's text on one line, and the confidence of its recognition."""
    document = Document(name=path.name, path=str(path))
    items = [
        record
        for record in reader.read(document, ReadRequest())
        if isinstance(record, Item)
    ]
    text = squeezed(" ".join(item.text for item in items))
    return text, min((item.confidence or 1.0 for item in items), default=0.0)


def squeezed(text: str) -> str:
    """Text with single blanks, as line breaks are not what is measured."""
    return " ".join(text.split())


def distance(first: str, second: str) -> int:
    """Levenshtein's distance: letters to put in, take out or replace."""
    row = list(range(len(second) + 1))
    for count, letter in enumerate(first, start=1):
        before, row[0] = row[0], count
        for place, other in enumerate(second, start=1):
            best = min(row[place] + 1, row[place - 1] + 1, before + (letter != other))
            before, row[place] = row[place], best
    return row[-1]


if __name__ == "__main__":
    main()
