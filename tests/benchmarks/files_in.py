"""All PDFs and workbooks of a corpus through the readers: each ends in a named state.

Run it as ``python tests/benchmarks/files_in.py --corpus DIR``, where DIR holds the folders
``pdfs`` and ``sheets``, each with a ``manifest.csv`` (columns ``file`` and ``password``).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from app.readers import Reader, ReadRequest
from app.records import Document, DocumentState, Item, Part, PartState

CLOSE_ENOUGH = 0.02
GLYPH_NAME = re.compile(r"/[A-Za-z_][\w.]*")
BASELINE_SECONDS = 60.0


@dataclass(slots=True)
class Told:
    """What came of one file."""

    document: Document
    seconds: float = 0.0
    items: int = 0
    letters: int = 0
    readable: int = 0
    inner: int = 0
    parts: list[Part] = field(default_factory=list)
    accounted: str = ""


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument(
        "--limit", type=int, default=0, help="only so many files of each folder"
    )
    parser.add_argument("--only", choices=["pdfs", "sheets"])
    parser.add_argument("--match", default="", help="only files whose name has this")
    parser.add_argument("--details", type=Path, help="write a line for each file here")
    parser.add_argument("--baseline", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.baseline:
        extract_alone()
        return
    if given.corpus is None or not given.corpus.is_dir():
        print("skipped: name the folder with the data by --corpus DIR")
        return
    for folder in ("pdfs", "sheets"):
        if given.only in {None, folder}:
            files = list(manifest(given.corpus / folder, given.match))
            run(folder, files[: given.limit or None], given.details)


def manifest(folder: Path, match: str) -> Iterator[tuple[Path, str]]:
    """The files of a folder with their passwords."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = folder / row["file"]
            if path.is_file() and match in row["file"]:
                yield path, row.get("password", "")


def run(folder: str, files: list[tuple[Path, str]], details: Path | None) -> None:
    """Read every file of a folder and print what came of them."""
    told: list[Told] = []
    started = time.monotonic()
    with Reader() as reader, MemoryWatch(reader) as memory:
        for path, password in files:
            told.append(read(reader, path, password))
        seconds = time.monotonic() - started
    print(f"== {folder}: {len(files)} files in {seconds:.0f} s")
    states = Counter(
        f"{one.document.state} {one.document.reason_code}".strip() for one in told
    )
    for state, number in sorted(states.items(), key=lambda item: -item[1]):
        print(f"   {number:5d}  {state}")
    unnamed = [one for one in told if one.document.state is DocumentState.WAITING]
    print(f"   deaths of the main process: 0; files without a named state: {len(unnamed)}")
    slowest = max(told, key=lambda one: one.seconds)
    print(f"   slowest: {slowest.seconds:.1f} s {Path(slowest.document.path).name}")
    print(f"   peak memory of all processes: {memory.peak / 2**20:.0f} MB")
    gaps = [one for one in told if one.accounted]
    print(f"   files with pages or rows not accounted for: {len(gaps)}")
    for one in gaps[:20]:
        print(f"      {Path(one.document.path).name}: {one.accounted}")
    locked = [
        one
        for one, (_, password) in zip(told, files, strict=True)
        if password
        and one.document.state is DocumentState.FAILED
        and one.document.reason_code != "no text column"
    ]
    known = sum(bool(password) for _, password in files)
    print(f"   known passwords: {known}, of which {len(locked)} did not open their file")
    for one in locked:
        print(f"      {Path(one.document.path).name}: {one.document.reason}")
    characters = compare(files, told) if folder == "pdfs" else {}
    if details is not None:
        write_details(details.with_name(f"{details.stem}-{folder}.csv"), told, characters)


def read(reader: Reader, path: Path, password: str) -> Told:
    """Read one file to its end."""
    waiting = Document(name=path.name, path=str(path), key=1)
    request = ReadRequest(passwords=(password,) if password else ())
    told = Told(document=waiting)
    started = time.monotonic()
    for record in reader.read(waiting, request):
        if isinstance(record, Part):
            told.parts.append(record)
        elif isinstance(record, Item):
            told.items += 1
            told.letters += letters(record.text)
            told.readable += readable(record.text)
        elif isinstance(record, Document) and record.inner:
            told.inner += 1
        elif isinstance(record, Document):
            told.document = record
    told.seconds = time.monotonic() - started
    told.accounted = gaps_in(told)
    return told


def gaps_in(told: Told) -> str:
    """Pages or rows that no line of the ledger speaks of, and items it does not count."""
    for sheet in dict.fromkeys(part.sheet for part in told.parts):
        expected = 1
        for part in (part for part in told.parts if part.sheet == sheet):
            if part.first != expected:
                return f"{sheet}: {expected} expected, {part.first} found"
            expected = part.last + 1
    if told.document.kind == "workbook":
        rows = sum(
            part.last - part.first + 1
            for part in told.parts
            if part.state is PartState.READ
        )
        if rows != told.items:
            return f"{rows} rows read, {told.items} items"
    return ""


class MemoryWatch:
    """Samples the memory of this process and the reader's child (Linux; elsewhere 0)."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            pids = ["self", str(self.reader.pid or "self")]
            self.peak = max(self.peak, sum(resident(pid) for pid in dict.fromkeys(pids)))


def resident(pid: str) -> int:
    """Resident bytes of a process, 0 where that cannot be told."""
    try:
        status = Path("/proc", pid, "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next(
        (
            int(line.split()[1]) * 1024
            for line in status.splitlines()
            if line.startswith("VmRSS")
        ),
        0,
    )


def compare(files: list[tuple[Path, str]], told: list[Told]) -> dict[str, list[int]]:
    """Print how many characters were found against each library's own extraction.

    Once over all characters, and once over those that can be read: letters and digits,
    without the names of glyphs (``/G43``) that pypdf writes for fonts without letters.
    """
    alone = dict(extracted(files))
    for title, own, first in (
        ("all characters", "letters", 0),
        ("readable ones", "readable", 2),
    ):
        shares = []
        for one in told:
            counts = alone.get(Path(one.document.path).name, [0, 0, 0, 0])
            larger = max(counts[first : first + 2])
            if larger:
                shares.append((getattr(one, own) / larger, one, counts))
        if not shares:
            continue
        within = sum(abs(share - 1) <= CLOSE_ENOUGH for share, _, _ in shares)
        enough = sum(share >= 1 - CLOSE_ENOUGH for share, _, _ in shares)
        print(
            f"   {title}: {len(shares)} PDFs with text;"
            f" within 2 %: {within / len(shares):.1%};"
            f" at least 98 %: {enough / len(shares):.1%} (target 99 %)"
        )
        for share, one, counts in sorted(shares, key=lambda entry: entry[0])[:20]:
            if share < 1 - CLOSE_ENOUGH:
                name = Path(one.document.path).name
                print(
                    f"      {share:6.1%} {name}:"
                    f" {getattr(one, own)} of {counts[first : first + 2]}"
                )
    return alone


def extracted(files: list[tuple[Path, str]]) -> Iterator[tuple[str, list[int]]]:
    """Characters that pdfium and pypdf alone find, in a process that may die."""
    pending = list(files)
    while pending:
        command = [sys.executable, __file__, "--baseline"]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            while pending:
                path, password = pending.pop(0)
                timer = threading.Timer(BASELINE_SECONDS, process.kill)
                timer.start()
                try:
                    process.stdin.write(json.dumps([str(path), password]) + "\n")
                    process.stdin.flush()
                    line = process.stdout.readline()
                except OSError:
                    line = ""
                timer.cancel()
                if not line:
                    break
                found = json.loads(line)
                yield path.name, found
            process.kill()


def extract_alone() -> None:
    """Answer each line with the characters that pdfium and pypdf find in a file."""
    import logging

    import pypdf
    import pypdfium2

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    for line in sys.stdin:
        path, password = json.loads(line)
        counts = [0, 0, 0, 0]
        try:
            document = pypdfium2.PdfDocument(path, password=password or None)
            for page in document:
                text = page.get_textpage().get_text_range()
                counts[0] += letters(text)
                counts[2] += readable(text)
                page.close()
        except Exception:  # noqa: BLE001, S110 - what it cannot read counts as nothing
            pass
        try:
            reader = pypdf.PdfReader(path, password=password or None)
            for second in reader.pages:
                text = second.extract_text()
                counts[1] += letters(text)
                counts[3] += readable(text)
        except Exception:  # noqa: BLE001, S110 - as above
            pass
        print(json.dumps(counts), flush=True)


def letters(text: str) -> int:
    """Characters that are neither blank nor a control character."""
    return sum(letter.isprintable() and not letter.isspace() for letter in text)


def readable(text: str) -> int:
    """Letters and digits that are not part of a glyph's name or of a private alphabet."""
    plain = GLYPH_NAME.sub("", text)
    return sum(letter.isalnum() and not "\ue000" <= letter <= "\uf8ff" for letter in plain)


def write_details(path: Path, told: list[Told], characters: dict[str, list[int]]) -> None:
    """Write a line for each file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "file",
                "kind",
                "state",
                "code",
                "reason",
                "seconds",
                "items",
                "letters",
                "pdfium",
                "pypdf",
                "parts",
            ]
        )
        for one in told:
            name = Path(one.document.path).name
            writer.writerow(
                [
                    name,
                    one.document.kind,
                    one.document.state,
                    one.document.reason_code,
                    one.document.reason,
                    f"{one.seconds:.2f}",
                    one.items,
                    one.letters,
                    *characters.get(name, [""] * 4),
                    "; ".join(
                        f"{p.state} {p.first}-{p.last} {p.sheet or ''} {p.reason}"
                        for p in one.parts[:5]
                    ),
                ]
            )


if __name__ == "__main__":
    main()
