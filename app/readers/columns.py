"""Which row of a sheet names its columns, and which column holds what people wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Layout", "column_kinds", "find_layout", "fold", "unique_headers"]

SEARCHED_ROWS = 30
SAMPLED_ROWS = 300
HEADER_LENGTH = 300
LEAST_EVIDENCE = 0.25

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
NUMBER = re.compile(r"[-+(]?[€$£¥]?\s?\d[\d.,'\s]*\)?\s?[%€$£¥]?")
DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?)?Z?"
    r"|\d{1,2}:\d{2}(:\d{2})?"
    r"|(\d{1,2}\.? )?[A-Za-z]{3,9}\.? \d{1,2}?,? ?\d{4}"
    r"|\d{4}-\d{2}-\d{2}T\S+"
)
CODE = re.compile(r"(?=\S*\d)[A-Za-z0-9][\w./#:-]*|[A-Z]{1,6}\d*|https?://\S+|www\.\S+")
WORD = re.compile(r"[^\W\d_]+")

# Words that name the column with what people wrote, English first, then other languages.
TEXT_WORDS = {
    "answer", "body", "comment", "comments", "complaint", "content", "description",
    "detail", "details", "enquiry", "explanation", "feedback", "inquiry", "issue",
    "letter", "message", "messages", "narrative", "note", "notes", "opinion", "problem",
    "question", "reason", "remark", "remarks", "request", "response", "review",
    "statement", "text", "transcript", "verbatim", "anliegen", "beschreibung",
    "kommentar", "mitteilung", "nachricht", "inhalt", "comentario", "comentarios",
    "descripción", "descripcion", "mensaje", "texto", "queja", "commentaire", "texte",
}  # fmt: skip
OTHER_WORDS = {
    "address", "agency", "agent", "assigned", "by", "category", "channel", "city",
    "class", "code", "created", "date", "department", "district", "email", "id", "key",
    "label", "lat", "latitude", "lng", "location", "longitude", "mail", "name", "no",
    "number", "owner", "phone", "priority", "ref", "reference", "source", "state",
    "status", "street", "time", "topic", "type", "updated", "url", "user", "zip",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a sheet is laid out.

    Attributes:
        header: Index of the row with the headers among the rows that were shown; None where
            the first row is data already.
        headers: Unique names, one for each column of the rows shown.
        kinds: What each column holds.
        text: Index of the text column; None where no column holds text.
    """

    header: int | None
    headers: tuple[str, ...]
    kinds: tuple[str, ...]
    text: int | None


def find_layout(
    rows: Sequence[Sequence[str]], column: str = "", header_row: int | None = None
) -> Layout:
    """The layout of a sheet by its first rows.

    Args:
        rows: The first rows as text, blank ones included, of any lengths.
        column: Header that a person asked for; the row that has it is the header row.
        header_row: Index of the row that a person said has the headers, -1 for none;
            None to find it.
    """
    width = max(map(len, rows), default=0)
    if header_row is None:
        header = find_header(rows, width, column)
    else:
        header = header_row if 0 <= header_row < len(rows) else None
    data = rows[header + 1 :] if header is not None else rows
    names = list(rows[header]) if header is not None else []
    headers = unique_headers(names, width)
    sample = [row for row in data if any(cell.strip() for cell in row)][:SAMPLED_ROWS]
    kinds = column_kinds(sample, width)
    if column:
        wanted = fold(column)
        found = [index for index, name in enumerate(headers) if fold(name) == wanted]
        text = found[0] if found else None
    else:
        text = find_text(sample, headers, kinds)
    return Layout(header=header, headers=headers, kinds=kinds, text=text)


def fold(name: str) -> str:
    """A header as it is compared: without capitals and needless blanks."""
    return " ".join(name.casefold().split())


def unique_headers(names: Sequence[str], width: int) -> tuple[str, ...]:
    """A name for each column, no two alike: blanks named by place, repeats numbered."""
    taken: set[str] = set()
    headers = []
    for index in range(max(width, len(names))):
        given = " ".join(names[index].split()) if index < len(names) else ""
        name = given or f"Column {index + 1}"
        number = 2
        while name in taken:
            name = f"{given or f'Column {index + 1}'} ({number})"
            number += 1
        taken.add(name)
        headers.append(name)
    return tuple(headers)


def find_header(rows: Sequence[Sequence[str]], width: int, column: str) -> int | None:
    """Index of the row that names the columns, or None."""
    searched = rows[:SEARCHED_ROWS]
    if column:
        wanted = fold(column)
        for index, row in enumerate(searched):
            if any(fold(cell) == wanted for cell in row):
                return index
    best, best_score = None, 0.0
    for index in range(len(searched)):
        score = header_score(rows, index, width)
        if score > best_score:
            best, best_score = index, score
    return best


def header_score(rows: Sequence[Sequence[str]], index: int, width: int) -> float:
    """How much a row looks like the one that names the columns; 0 where it cannot be."""
    cells = [cell.strip() for cell in rows[index]]
    filled = [cell for cell in cells if cell]
    below = [row for row in rows[index + 1 :] if any(cell.strip() for cell in row)]
    if not filled or not all(may_be_header(cell) for cell in filled):
        return 0.0
    named = [cell for cell in filled if words(cell) & (TEXT_WORDS | OTHER_WORDS)]
    if not below:
        # A table without rows yet: only well-known names tell that these are headers.
        return float(all(cell in named and len(words(cell)) <= 3 for cell in filled))
    usual = median(sum(bool(cell.strip()) for cell in row) for row in below[:50])
    sparse = len(filled) < max(1.0, 0.6 * min(usual, width))
    contrast = sum(differs(rows, index, place) for place, cell in enumerate(cells) if cell)
    evidence = (len(named) + contrast) / len(filled)
    if sparse or len(set(filled)) < 0.5 * len(filled) or evidence < LEAST_EVIDENCE:
        return 0.0
    # Of rows that look alike the upper one names the columns; titles have fewer cells.
    fullness = len(filled) / max(1.0, usual)
    return float(min(fullness, 1.2) + min(evidence, 1.0) - 0.02 * index)


def may_be_header(cell: str) -> bool:
    """Whether a cell can name a column: short, and no value of its own."""
    return len(cell) <= HEADER_LENGTH and value_kind(cell) not in {
        "number",
        "date",
        "email",
    }


def differs(rows: Sequence[Sequence[str]], index: int, place: int) -> bool:
    """Whether a cell differs in kind or length from those below it in its column."""
    head = rows[index][place].strip()
    column = (row[place].strip() for row in rows[index + 1 :] if place < len(row))
    below = [cell for cell in column if cell][:50]
    if not below or head in below:
        return False
    kinds = [value_kind(cell) for cell in below]
    typed = sum(kind in {"number", "date", "email"} for kind in kinds)
    coded = value_kind(head) != "code" and kinds.count("code") > 0.6 * len(kinds)
    longer = len(head) <= 40 and median(map(len, below)) >= 2.5 * len(head)
    # A few values that come again and again are choices; their header is not among them.
    chosen = len(below) >= 6 and len(set(below)) <= len(below) / 3
    return typed > 0.5 * len(kinds) or coded or longer or chosen


def words(cell: str) -> set[str]:
    """The words of a header without capitals."""
    return {word.casefold() for word in WORD.findall(cell)}


def value_kind(cell: str) -> str:
    """What one cell holds."""
    cell = cell.strip()
    if not cell:
        return "empty"
    if len(cell) > 200:
        return "text"
    for kind, form in (
        ("date", DATE),
        ("number", NUMBER),
        ("email", EMAIL),
        ("code", CODE),
    ):
        if form.fullmatch(cell):
            return kind
    return "text"


def column_kinds(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """What each column of these rows holds, by what most of its cells hold."""
    kinds = []
    for place in range(width):
        found = [value_kind(row[place]) for row in rows if place < len(row)]
        filled = [kind for kind in found if kind != "empty"]
        # Text outvoted is still text where it is common: people answer "n/a" and "12" too.
        common = max(sorted(set(filled)), key=filled.count) if filled else "empty"
        kinds.append("text" if filled.count("text") > 0.3 * len(filled) else common)
    return tuple(kinds)


def find_text(
    rows: Sequence[Sequence[str]], headers: Sequence[str], kinds: Sequence[str]
) -> int | None:
    """Index of the column that most likely holds what people wrote, or None."""
    best, best_score = None, 0.0
    for place, kind in enumerate(kinds):
        if kind != "text":
            continue
        cells = [
            row[place].strip() for row in rows if place < len(row) and row[place].strip()
        ]
        score = text_score(cells, headers[place], len(rows))
        if score > best_score:
            best, best_score = place, score
    return best


def text_score(cells: Sequence[str], header: str, rows: int) -> float:
    """How much a column looks like free text: words, variety, how full, and its name."""
    counts = [len(WORD.findall(cell)) for cell in cells]
    mean_words = sum(min(count, 60) for count in counts) / len(counts)
    if mean_words == 0:
        return 0.0
    variety = len(set(cells)) / len(cells)
    share = len(cells) / max(1, rows)
    score = mean_words**0.7 * (0.25 + 0.75 * variety) * (0.3 + 0.7 * share)
    named = words(header)
    if named & TEXT_WORDS:
        score *= 2.0
    if named & OTHER_WORDS:
        score *= 0.5
    return float(score)
