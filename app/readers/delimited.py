"""Records out of delimited text, tolerant of what spreadsheets and old systems write."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["DELIMITERS", "Record", "find_delimiter", "parse_records"]

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 100
AGREEMENT = 0.6
HEADER_LENGTH = 60

# A cell of more lines or characters than this is taken for a quote that was never closed.
QUOTED_LINES = 1_000
QUOTED_CHARACTERS = 1_000_000

UNCLOSED = "a quotation mark is not closed; the line is taken as it stands"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record of a delimited file.

    Attributes:
        line: Physical line on which it starts, from 1.
        last: Physical line on which it ends.
        fields: Its cells as text; ``("",)`` for a blank line.
        note: What had to be guessed; empty where nothing was.
    """

    line: int
    last: int
    fields: tuple[str, ...]
    note: str = ""


def parse_records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Every record of a file, in order, each with the physical lines it stands on.

    Quotes follow RFC 4180. One that is never closed, or is closed in the middle of a word
    some lines on, does not swallow what follows: its line becomes a record by itself.

    Args:
        lines: With or without their line breaks.
        delimiter: One character, or empty for one cell a line.
    """
    source = iter(lines)
    waiting: deque[str] = deque()
    number = 1
    while True:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            return
        taken = [line.rstrip("\r\n")]
        fields = split(taken[0], delimiter)
        while fields is None and may_go_on(taken):
            line = waiting.popleft() if waiting else next(source, None)
            if line is None:
                break
            taken.append(line.rstrip("\r\n"))
            if '"' in taken[-1]:
                fields = split("\n".join(taken), delimiter)
        note = ""
        if fields is None:
            # The rest is read again, line by line.
            waiting.extendleft(reversed(taken[1:]))
            taken = taken[:1]
            fields, note = split_literally(taken[0], delimiter), UNCLOSED
        last = number + len(taken) - 1
        yield Record(line=number, last=last, fields=tuple(fields), note=note)
        number = last + 1


def may_go_on(taken: Sequence[str]) -> bool:
    """Whether an open quotation may still be a cell of several lines."""
    return len(taken) < QUOTED_LINES and (
        len(taken) == 1 or sum(map(len, taken)) < QUOTED_CHARACTERS
    )


def split(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record, or None where a quotation is open at its end.

    A quotation over several lines that is followed by more than a delimiter counts as
    open too: its end is the beginning of another one.
    """
    if '"' not in text:
        return text.split(delimiter) if delimiter else [text]
    fields: list[str] = []
    position = 0
    while True:
        start = position
        while start < len(text) and text[start] == " ":
            start += 1
        if text[start : start + 1] == '"':
            quoted = read_quoted(text, start + 1, delimiter)
            if quoted is None:
                return None
            cell, position = quoted
        else:
            end = text.find(delimiter, position) if delimiter else -1
            end = len(text) if end < 0 else end
            cell, position = text[position:end], end
        fields.append(cell)
        if position >= len(text):
            return fields
        position += 1


def read_quoted(text: str, start: int, delimiter: str) -> tuple[str, int] | None:
    """A quoted cell and where it ends; None where it is open or badly closed lines on."""
    position = start
    while True:
        end = text.find('"', position)
        if end < 0:
            return None
        if text[end + 1 : end + 2] == '"':
            position = end + 2
            continue
        break
    cell = text[start:end].replace('""', '"')
    after = text.find(delimiter, end + 1) if delimiter else -1
    after = len(text) if after < 0 else after
    rest = text[end + 1 : after].rstrip(" ")
    if rest and "\n" in text[start:after]:
        return None
    return cell + rest, after


def split_literally(text: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotation marks are letters like any other."""
    return text.split(delimiter) if delimiter else [text]


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of a file by its first lines; empty where it has one column only.

    The one that cuts most records into equally many cells wins; where none does, one that
    cuts the first line into short names.
    """
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        score = agreement(lines, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best or header_delimiter(lines)


def agreement(lines: Sequence[str], delimiter: str) -> float:
    """How well a delimiter cuts these lines alike; 0 where it does not."""
    counts: Counter[int] = Counter()
    for number, record in enumerate(parse_records(lines, delimiter)):
        if number >= SAMPLE_RECORDS:
            break
        if any(cell.strip() for cell in record.fields):
            counts[len(record.fields)] += 1
    if not counts:
        return 0.0
    width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = times / counts.total()
    if width < 2 or share < AGREEMENT:
        return 0.0
    # More columns are better evidence, though less and less.
    return share * (1.0 - 1.0 / (1.0 + width))


def header_delimiter(lines: Sequence[str]) -> str:
    """A delimiter that cuts the first line with anything on it into several short names."""
    first = next((line for line in lines if line.strip()), "")
    for delimiter in DELIMITERS:
        cells = [cell.strip() for cell in split_literally(first.strip(), delimiter)]
        names = [cell for cell in cells if 0 < len(cell) <= HEADER_LENGTH]
        if len(cells) > 1 and len(names) == len(cells) and len(names) == len(set(names)):
            return delimiter
    return ""
