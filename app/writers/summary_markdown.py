"""Summaries as Markdown that reads well as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.writers.cells import ILLEGAL
from app.writers.summary_blocks import Block, Heading, Look, Paragraph, Run, Style, Table

__all__ = ["markdown_of", "write_markdown_summary"]

# What CommonMark and the tables of GitHub take for marks, wherever it stands; an underscore
# inside a word is none, and brackets are some only where an address follows.
MARKS = re.compile(r"([\\`*<|]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~|\](?=[\[(:])|\[(?=\^))")
# What they take for marks where a line begins with it.
AT_START = re.compile(r"^([#>=+-]|[0-9]{1,9}(?=[.)](?: |$)))")
ENTITY = re.compile("&(?=[#0-9A-Za-z]{1,32};)")


def write_markdown_summary(path: Path, blocks: Iterable[Block]) -> None:
    """Write blocks as a text file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for part in markdown_of(blocks):
            file.write(part)


def markdown_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks as Markdown, piece by piece."""
    listing = False
    for block in blocks:
        is_item = isinstance(block, Paragraph) and block.style in (Style.ITEM, Style.BOX)
        if listing and not is_item:
            yield "\n"
        listing = is_item
        match block:
            case Heading():
                level = min(block.level + 1, 6)
                yield f"{'#' * level} {escaped(block.text)}\n\n"
            case Paragraph():
                words = words_of(block.runs)
                yield f"- {words}\n" if is_item else f"{words}\n\n"
            case Table():
                yield from table_lines(block)
    if listing:
        yield "\n"


def table_lines(table: Table) -> Iterator[str]:
    """A table; a cell of several paragraphs holds them on one line."""
    heads = [escaped(text) for text in table.headings]
    yield f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}\n"
    for row in table.rows:
        cells = ("<br>".join(map(words_of, cell)) for cell in row)
        yield f"| {' | '.join(cells)} |\n"
    yield "\n"


def words_of(runs: Sequence[Run]) -> str:
    """Runs on one line; what must not be overlooked is bold."""
    parts = []
    for one in runs:
        text = escaped(one.text)
        core = text.strip()
        if core and one.look in (Look.BOLD, Look.ALERT):
            text = text.replace(core, f"**{core}**", 1)
        parts.append(text)
    return "".join(parts).strip()


def escaped(text: str) -> str:
    """The text on one line, as Markdown that shows it as it is."""
    line = re.sub(r"\s+", " ", ILLEGAL.sub("\ufffd", text))
    line = ENTITY.sub("&amp;", MARKS.sub(r"\\\1", line))
    return AT_START.sub(marked, line)


def marked(found: re.Match[str]) -> str:
    """What a line begins with, so that it is no mark."""
    first = found.group()
    return f"{first}\\" if first.isdigit() else f"\\{first}"
