"""Rows of any sheet as answers: headers found, text chosen, every row accounted for."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from app.readers.answers import Answer, count, part_answer
from app.readers.column_roles import find_roles
from app.readers.columns import Layout, find_layout, unique_headers
from app.readers.requests import ReadCaps, ReadRequest, SheetPreview
from app.records import PartState

__all__ = ["SheetRow", "TableOutcome", "preview_answer", "table_answers"]

SAMPLE_ROWS = 400
BATCH_ROWS = 256
BATCH_CHARACTERS = 500_000
PREVIEW_ROWS = 20
TOP_ROWS = 30
TOP_CHARACTERS = 300

HEADER = "the row with the headers"
TITLE = "above the headers"
BLANK = "blank"
WITHOUT_TEXT = "the sheet has no column of text to sort"


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRow:
    """One row as text.

    Attributes:
        first: The row as the spreadsheet shows it; in a text table its first physical line.
        last: Its last physical line.
        cells: As text, without the blank ones at the end.
        note: What a person should know about it.
    """

    first: int
    last: int
    cells: Sequence[str]
    note: str = ""


@dataclass(slots=True)
class TableOutcome:
    """What came of a sheet, summed up while it is read."""

    text_column: str | None = None
    headers: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """Stretches of rows that ended alike, closed when the next row ends otherwise."""

    sheet: str | None
    state: PartState = PartState.EMPTY
    reason: str = ""
    first: int = 0
    last: int = 0
    closed: list[Answer] = field(default_factory=list)

    def note(self, state: PartState, row: SheetRow, reason: str = "") -> None:
        """Book a row."""
        if (state, reason) != (self.state, self.reason) or row.first != self.last + 1:
            self.close()
            self.state, self.reason, self.first = state, reason, row.first
        self.last = row.last

    def close(self) -> None:
        """End the stretch that is open."""
        if self.first:
            self.closed.append(
                part_answer(
                    self.state, (self.first, self.last), self.sheet, self.reason, self.code
                )
            )
        self.first = 0

    @property
    def code(self) -> str:
        """The fixed word for why rows fail: only caps make them."""
        return "too big" if self.state is PartState.FAILED else ""

    def take(self) -> list[Answer]:
        """The stretches closed since the last time."""
        closed, self.closed = self.closed, []
        return closed


@dataclass(slots=True)
class Batch:
    """Rows that travel together."""

    rows: list[list[object]] = field(default_factory=list)
    characters: int = 0

    def add(self, row: SheetRow) -> None:
        """Put a row to those that wait."""
        self.rows.append([row.first, list(row.cells)])
        self.characters += sum(map(len, row.cells))

    @property
    def is_full(self) -> bool:
        """Whether it is time to send them."""
        return len(self.rows) >= BATCH_ROWS or self.characters >= BATCH_CHARACTERS

    def take(self) -> Iterator[Answer]:
        """The rows that wait as one answer, if there are any."""
        if self.rows:
            yield {"type": "rows", "rows": self.rows}
        self.rows, self.characters = [], 0


def table_answers(
    rows: Iterable[SheetRow], sheet: str | None, request: ReadRequest, caps: ReadCaps
) -> Generator[Answer, None, TableOutcome]:
    """The answers for one sheet; every row is booked exactly once.

    Rows that are read come in batches after a ``"table"`` answer with the headers, which
    comes again when a row is wider than all before.

    Returns:
        What came of it.
    """
    source = iter(rows)
    sample, layout = sample_layout(source, sheet, request, caps)
    outcome = TableOutcome(headers=layout.headers)
    ledger = Ledger(sheet=sheet)
    header_row = sample[layout.header].first if layout.header is not None else None
    if layout.text is not None:
        outcome.text_column = layout.headers[layout.text]
        yield table_answer(sheet, layout, outcome.headers, header_row)
    batch = Batch()
    for number, row in enumerate(chain(sample, source)):
        state, reason = judge(row, number, layout, caps)
        ledger.note(state, row, reason)
        if state is PartState.READ:
            if len(row.cells) > len(outcome.headers):
                yield from batch.take()
                outcome.headers = unique_headers(outcome.headers, len(row.cells))
                yield table_answer(sheet, layout, outcome.headers, header_row)
            batch.add(row)
        # The ledger speaks of a row before it comes, or right after the rows before it.
        if batch.is_full or len(ledger.closed) >= BATCH_ROWS:
            yield from ledger.take()
            yield from batch.take()
    ledger.close()
    yield from ledger.take()
    yield from batch.take()
    return outcome


def sample_layout(
    source: Iterator[SheetRow], sheet: str | None, request: ReadRequest, caps: ReadCaps
) -> tuple[list[SheetRow], Layout]:
    """The first rows, and the layout they show or a person has confirmed."""
    sample: list[SheetRow] = []
    filled = 0
    for row in source:
        sample.append(row)
        filled += bool(row.cells)
        if filled >= SAMPLE_ROWS or len(sample) >= 10 * SAMPLE_ROWS:
            break
    # Rows over the cap are refused one by one; they do not shape the table.
    shown = [row.cells if len(row.cells) <= caps.columns else () for row in sample]
    chosen = request.chosen(sheet)
    if chosen is None:
        return sample, find_layout(shown, request.column)
    column = request.column or chosen.column
    return sample, find_layout(shown, column, index_of(sample, chosen.header_row))


def index_of(sample: Sequence[SheetRow], header_row: int | None) -> int | None:
    """Where among the first rows the one lies that a person said has the headers.

    Returns:
        -1 where the person said that none has; None where nobody said anything, or the
        sheet has no such row any more.
    """
    if header_row == 0:
        return -1
    return next((at for at, row in enumerate(sample) if row.first == header_row), None)


def judge(
    row: SheetRow, number: int, layout: Layout, caps: ReadCaps
) -> tuple[PartState, str]:
    """How a row ends, and why."""
    if not any(cell.strip() for cell in row.cells):
        return PartState.EMPTY, BLANK
    problem = beyond_caps(row, number, caps)
    if problem:
        return PartState.FAILED, problem
    if layout.header is not None and number <= layout.header:
        return PartState.EMPTY, HEADER if number == layout.header else TITLE
    if layout.text is None:
        return PartState.EMPTY, WITHOUT_TEXT
    return PartState.READ, row.note


def beyond_caps(row: SheetRow, number: int, caps: ReadCaps) -> str:
    """Which cap a row is over; empty where it is over none."""
    if len(row.cells) > caps.columns:
        return f"more than {count(caps.columns, 'column')} are used"
    if number >= caps.rows:
        return f"beyond {count(caps.rows, 'row')}"
    if any(len(cell) > caps.characters for cell in row.cells):
        return f"a cell has more than {count(caps.characters, 'character')}"
    return ""


def table_answer(
    sheet: str | None, layout: Layout, headers: Sequence[str], header_row: int | None
) -> Answer:
    """The headers that the rows to come go by."""
    return {
        "type": "table",
        "sheet": sheet,
        "headers": list(headers),
        "text": layout.text,
        "header_row": header_row,
    }


def preview_answer(
    rows: Iterable[SheetRow], sheet: str | None, request: ReadRequest, caps: ReadCaps
) -> Answer:
    """What a person needs to choose a text column, out of a sheet's first rows."""
    sample, layout = sample_layout(iter(rows), sheet, request, caps)
    data = sample[layout.header + 1 :] if layout.header is not None else sample
    width = len(layout.headers)
    filled = [row for row in data if any(cell.strip() for cell in row.cells)]
    first = filled[:PREVIEW_ROWS]
    roles = find_roles([row.cells for row in filled], layout)
    return {
        "type": "sheet",
        "name": sheet,
        "header_row": sample[layout.header].first if layout.header is not None else None,
        "headers": list(layout.headers),
        "text": layout.text,
        "kinds": list(layout.kinds) + ["empty"] * (width - len(layout.kinds)),
        "rows": [(list(row.cells[:width]) + [""] * width)[:width] for row in first],
        "hidden": False,
        "top": [
            [row.first, [cell[:TOP_CHARACTERS] for cell in row.cells[: caps.columns]]]
            for row in sample[:TOP_ROWS]
        ],
        "date": roles.date_column,
        "by": list(roles.by),
        "private": roles.private_column,
    }


def as_preview(answer: Answer) -> SheetPreview:
    """A preview out of the answer that carries it, checked.

    Raises:
        ValueError: The answer is not of the agreed form.
    """
    headers = tuple(str(name) for name in answer["headers"])
    text, name, header_row = answer["text"], answer["name"], answer["header_row"]
    if text is not None and not 0 <= int(text) < len(headers):
        raise ValueError("a text column that is not there")
    return SheetPreview(
        name=None if name is None else str(name),
        header_row=None if header_row is None else int(header_row),
        headers=headers,
        text_column=None if text is None else headers[int(text)],
        kinds=dict(zip(headers, map(str, answer["kinds"]), strict=True)),
        rows=tuple(tuple(map(str, row)) for row in answer["rows"]),
        hidden=bool(answer["hidden"]),
        top=tuple((int(number), tuple(map(str, row))) for number, row in answer["top"]),
        date_column=one_of(headers, answer["date"]),
        by=tuple(one_of(headers, name) for name in answer["by"]),
        private_column=one_of(headers, answer["private"]),
    )


def one_of(headers: Sequence[str], untrusted: object) -> str:
    """A header of the sheet, or none.

    Raises:
        ValueError: The sheet has no such header.
    """
    if untrusted and untrusted not in headers:
        raise ValueError("a column that is not there")
    return str(untrusted or "")
