"""Whether every quotation of a summary stands on the page it names, character by character.

    .venv/bin/python -m tests.benchmarks.quotations_checked SUMMARY.json DOCUMENT.pdf ...

Shares nothing with the program: it reads the JSON that the program wrote and the PDF with
pypdfium2 alone. Runs of white space count as one blank on both sides, and nothing else is
forgiven: U+FFFE and U+0002, which pdfium puts where a line end divides a word, are put
back as the hyphen and line end that they stand for, in the page only; characters that no
text may carry (controls) are left out there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Checked", "check"]

SPACE = re.compile(r"\s+")
DIVIDED = re.compile("[\ufffe\x02]\\s*")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\uffff]")


@dataclass(kw_only=True, slots=True)
class Checked:
    """What was counted in one or more summaries.

    Attributes:
        quotations: How many there are.
        found: How many of them are contiguous text of the page they name.
        placed: How many of them have a start and end that fit.
        pages: How many pages the documents have.
        named: How many of them the ledger names with a state.
        wrong: What was not found, in short.
    """

    quotations: int = 0
    found: int = 0
    placed: int = 0
    pages: int = 0
    named: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Checked) -> None:
        """Count another document's too."""
        self.quotations += other.quotations
        self.found += other.found
        self.placed += other.placed
        self.pages += other.pages
        self.named += other.named
        self.wrong += other.wrong


def check(told: dict[str, Any], pdf: Path) -> Checked:
    """Check one summary against its document.

    Args:
        told: The JSON of one document's summary.
        pdf: The document itself.
    """
    texts = pages_of(pdf)
    counted = Checked(pages=len(texts))
    counted.named = len(
        {
            entry["page"]
            for entry in told["ledger"]
            if 1 <= entry["page"] <= len(texts) and entry["state"]
        }
    )
    for quotation in quotations(told):
        check_one(quotation, texts, counted)
    return counted


def check_one(quotation: dict[str, Any], texts: list[str], counted: Checked) -> None:
    """Check one quotation, and whether its start and end fit it."""
    counted.quotations += 1
    page, wanted = quotation["page"], one_line(quotation["quote"])
    if not (1 <= page <= len(texts) and wanted and wanted in one_line(texts[page - 1])):
        counted.wrong.append(f"page {page}: {wanted[:80]}")
        return
    counted.found += 1
    start, end = quotation.get("start"), quotation.get("end")
    if start is not None and one_line(texts[page - 1][start:end]) == wanted:
        counted.placed += 1
    else:
        counted.wrong.append(f"page {page}, {start} to {end}: {wanted[:60]}")


def quotations(told: Any) -> Iterator[dict[str, Any]]:
    """Everything in a summary that quotes: an object with a quote that is not null."""
    if isinstance(told, dict):
        if isinstance(told.get("quote"), str) and told["quote"]:
            yield told
        for value in told.values():
            yield from quotations(value)
    elif isinstance(told, list):
        for value in told:
            yield from quotations(value)


def pages_of(pdf: Path) -> list[str]:
    """The text of each page with line feeds as its only line ends."""
    import pypdfium2  # this script's only tool

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [plain(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def plain(text: str) -> str:
    """What pdfium tells of a page, as a text file would hold it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", DIVIDED.sub("-\n", lines))


def one_line(text: str) -> str:
    """Runs of white space as one blank."""
    return SPACE.sub(" ", text).strip()


def main() -> None:
    """Check pairs of summaries and documents, and print what was counted."""
    arguments = sys.argv[1:]
    if not arguments or len(arguments) % 2:
        print((__doc__ or "").strip())
        sys.exit(2)
    total = Checked()
    for place in range(0, len(arguments), 2):
        told = json.loads(Path(arguments[place]).read_text(encoding="utf-8"))
        total.add(check(told, Path(arguments[place + 1])))
    print(
        f"{total.found} of {total.quotations} quotations stand on their page, "
        f"{total.placed} with a fitting place; {total.named} of {total.pages} pages named"
    )
    for line in total.wrong:
        print(f"  {line}")
    sys.exit(bool(total.wrong) or total.named != total.pages)


if __name__ == "__main__":
    main()
