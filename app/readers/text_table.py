"""CSV, TSV and their relatives, and tables inside HTML: streamed as rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TextIO

from app.readers.answers import Refused, count
from app.readers.cells import row_texts
from app.readers.cleaning import clean_text
from app.readers.delimited import find_delimiter, parse_records
from app.readers.encodings import decode, open_text
from app.readers.markup import html_tables
from app.readers.requests import ReadCaps
from app.readers.sources import Source
from app.readers.tables import SheetRow

__all__ = ["delimited_rows", "html_rows"]

SAMPLE_LINES = 400
SAMPLE_CHARACTERS = 400_000
SEPARATOR = "sep="


def delimited_rows(source: Source, caps: ReadCaps) -> Iterator[SheetRow]:
    """The rows of a delimited file, each with the physical lines it stands on.

    Encoding and delimiter are found. Memory stays flat whatever the file's size.

    Raises:
        Refused: A line is longer than a whole letter may be.
    """
    with source.open() as file:
        text, encoding = open_text(file)
        sample = take_sample(text, caps)
        delimiter = find_delimiter(sample)
        if sample and sample[0].strip().casefold().startswith(SEPARATOR):
            delimiter = sample[0].strip()[len(SEPARATOR) :][:1] or delimiter
        lines = itertools.chain(sample, lines_of(text, caps))
        for record in parse_records(lines, delimiter):
            note = record.note
            cells = row_texts([clean_text(cell) for cell in record.fields])
            if any("\ufffd" in cell for cell in cells) and not encoding.startswith("cp"):
                note = note or f"some letters are not valid {encoding}"
            yield SheetRow(first=record.line, last=record.last, cells=cells, note=note)
        text.detach()


def take_sample(text: TextIO, caps: ReadCaps) -> list[str]:
    """The first lines of a file, for finding out how it is written."""
    sample: list[str] = []
    characters = 0
    for line in lines_of(text, caps):
        sample.append(line)
        characters += len(line)
        if len(sample) >= SAMPLE_LINES or characters >= SAMPLE_CHARACTERS:
            break
    return sample


def lines_of(text: TextIO, caps: ReadCaps) -> Iterator[str]:
    """The lines of a file, none longer than the cap on a letter."""
    while line := text.readline(caps.item_characters + 1):
        if len(line) > caps.item_characters:
            raise Refused(
                f"A line has more than {count(caps.item_characters, 'character')}.",
                "too big",
            )
        yield line


def html_rows(source: Source, caps: ReadCaps) -> Iterator[SheetRow]:
    """The rows of the tables of an HTML page, as some systems export them."""
    text, _ = decode(source.whole(caps))
    for number, row in enumerate(html_tables(text), start=1):
        yield SheetRow(first=number, last=number, cells=row_texts(row))
