"""Headings found in two grant notices, and pages accounted for, against what is known.

    .venv/bin/python -m tests.benchmarks.structure --corpus DIR [--only PART_OF_A_NAME]

``summaries/pdfs`` there holds ``nofo_*.pdf`` with ``nofo_*.headings.csv`` (heading, page)
beside each, and other PDFs. Two naive rules stand beside the program's figures: every line
set larger than the text, and every line set larger or in bold type.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.readers import Outline, Reader, ReadRequest
from app.readers.structure import build_structure, pages_of, texts_of
from app.records import (
    BlockKind,
    Document,
    Item,
    PageLayout,
    Part,
    PartState,
    Structure,
    StructuredPage,
    TextLine,
)
from tests.benchmarks.measuring import Measured, corpus_from_arguments

TARGET = 0.98
SHOWN = 12

# Words without blanks and signs, and the page.
Found = tuple[str, int]


def main() -> int:
    """Print the figures; 1 if fewer headings were found than promised or a page is lost."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "summaries", "pdfs")
    good = True
    with Reader() as reader:
        for path in sorted((corpus / "summaries" / "pdfs").glob("*.pdf")):
            if arguments.only in path.name:
                good &= measure(reader, path)
    return 0 if good else 1


def measure(reader: Reader, path: Path) -> bool:
    """Print the figures of one document; whether they are as promised."""
    with Measured() as measured:
        pages, layouts, outline = read(reader, path)
    began = time.process_time()
    structure = build_structure(pages, layouts, outline)
    built = time.process_time() - began
    states = Counter(page.state for page in structure.pages)
    accounted = sum(states.values()) == len(layouts) and not states[PartState.FAILED]
    print(
        f"{path.name}: {len(structure.pages)} pages"
        f" ({', '.join(f'{n} {state.value}' for state, n in states.items())}),"
        f" read in {measured.seconds:.2f} s with {measured.peak_megabytes:.0f} MB at most,"
        f" built in {1000 * built / max(1, len(pages)):.1f} ms a page,"
        f" {len(structure.sections) - 1} sections, {lost(structure)} characters lost"
    )
    gold = path.with_name(f"{path.stem}.headings.csv")
    enough = compare(structure, layouts, gold) if gold.is_file() else True
    return accounted and enough and not lost(structure)


def read(
    reader: Reader, path: Path
) -> tuple[list[StructuredPage], list[PageLayout], Outline | None]:
    """Pages, layouts and outline of a document."""
    layouts: list[PageLayout] = []
    parts: list[Part] = []
    outline: Outline | None = None
    texts: dict[int, str] = {}
    document = Document(name=path.name, path=str(path))
    for record in reader.read(document, ReadRequest(layout=True)):
        if isinstance(record, PageLayout):
            layouts.append(record)
        elif isinstance(record, Part):
            parts.append(record)
        elif isinstance(record, Outline):
            outline = record
        elif isinstance(record, Item):
            texts = texts_of(record)
    return pages_of(parts, texts, layouts), layouts, outline


def lost(structure: Structure) -> int:
    """Characters, but for blanks, that lie in no block, or in more than one."""
    inside: Counter[int] = Counter()
    for block in structure.blocks:
        inside[block.page] += len("".join(structure.text_of(block).split()))
    return sum(
        abs(len("".join(page.text.split())) - inside[page.number])
        for page in structure.pages
    )


def compare(structure: Structure, layouts: Sequence[PageLayout], path: Path) -> bool:
    """Print how many of the known headings were found; whether enough of them were."""
    with path.open(encoding="utf-8", newline="") as file:
        gold = Counter(
            (bare(row["heading"]), int(row["page"])) for row in csv.DictReader(file)
        )
    found = Counter(
        (bare(section.heading), section.page) for section in structure.sections[1:]
    )
    hits = sum((gold & found).values())
    print(score("  found", gold, found))
    body = body_size(layouts)
    for name, rule in (
        ("  lines set larger", lambda line: line.size > body + 0.5),
        ("  lines larger or bold", lambda line: line.size > body + 0.5 or line.bold),
    ):
        print(score(name, gold, Counter(naive(layouts, rule))))
    for words, page in list((gold - found).elements())[:SHOWN]:
        print(f"    missed on page {page}: {words}")
    for words, page in list((found - gold).elements())[:SHOWN]:
        print(f"    not in the list, page {page}: {words}")
    tables = {
        block.table for block in structure.blocks if block.kind is BlockKind.TABLE_ROW
    }
    print(f"  {len(tables)} tables; title: {structure.title}")
    return hits >= TARGET * sum(gold.values())


def score(name: str, gold: Counter[Found], found: Counter[Found]) -> str:
    """How much of what is known was found, and how much of what was found is known."""
    hits = sum((gold & found).values())
    return (
        f"{name}: {hits} of {sum(gold.values())} headings with their page"
        f" ({hits / max(1, sum(gold.values())):.1%}), {sum((found - gold).values())} others"
        f" (precision {hits / max(1, sum(found.values())):.1%})"
    )


def body_size(layouts: Sequence[PageLayout]) -> float:
    """The type size of most characters."""
    sizes: Counter[float] = Counter()
    for layout in layouts:
        for line in layout.lines:
            sizes[round(line.size, 1)] += line.end - line.start
    return max(sizes, key=lambda size: sizes[size])


def naive(
    layouts: Sequence[PageLayout], rule: Callable[[TextLine], bool]
) -> Iterator[Found]:
    """Lines that a rule takes for headings."""
    for layout in layouts:
        for line in layout.lines:
            if rule(line):
                yield bare(layout.text[line.start : line.end]), layout.page


def bare(words: str) -> str:
    """Letters and digits in small letters."""
    return re.sub(r"[\W_]+", "", words.casefold())


if __name__ == "__main__":
    sys.exit(main())
