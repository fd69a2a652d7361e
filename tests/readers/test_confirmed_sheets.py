"""Sheets are read as a person has confirmed, and a preview proposes what to confirm."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.readers import Reader, ReadRequest, SheetPreview
from app.readers.column_roles import find_roles
from app.readers.columns import find_layout
from app.records import Document, DocumentState, PartState, SheetChoice
from tests.readers.building import make_xlsx
from tests.readers.conftest import Read

MISLEADING = [
    ["Number", "Message", "Remark"],
    ["Exported by", "the records office", "on Monday"],
    ["Case", "What they wrote", "What we think of it"],
    *[
        [str(n), f"Lamp {n} is out again, please come.", f"Crew {n} went."]
        for n in range(9)
    ],
]
REQUESTS = [
    ["Id", "Received", "District", "Confidential", "Description", "Channel"],
    *[
        [
            str(4000 + at),
            f"2026-03-{at + 1:02}",
            ("North", "South")[at % 2],
            ("no", "yes")[at == 3],
            f"The lamp at number {at} of Oak Street has been out for weeks.",
            ("phone", "web", "mail")[at % 3],
        ]
        for at in range(12)
    ],
]


def chosen(sheet: str | None = "May", **said: object) -> tuple[SheetChoice, ...]:
    return (SheetChoice(sheet=sheet, **said),)  # type: ignore[arg-type]


def look(reader: Reader, path: Path, **asked: object) -> tuple[SheetPreview, ...]:
    document = Document(name=path.name, path=str(path))
    return reader.preview(document, ReadRequest(**asked))  # type: ignore[arg-type]


def test_the_header_row_a_person_names_is_the_one(read: Read, tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": MISLEADING})
    outcome = read(path, sheets=chosen(header_row=3, column="What they wrote"))
    assert [item.place.row for item in outcome.items] == list(range(4, 13))
    assert outcome.items[0].text == "Lamp 0 is out again, please come."
    assert list(outcome.items[0].columns) == MISLEADING[2]
    assert [(p.state, p.first, p.last, p.reason) for p in outcome.parts] == [
        (PartState.EMPTY, 1, 2, "above the headers"),
        (PartState.EMPTY, 3, 3, "the row with the headers"),
        (PartState.READ, 4, 12, ""),
    ]


def test_a_sheet_said_to_have_no_headers_is_data_from_its_first_row(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": MISLEADING})
    outcome = read(path, sheets=chosen(header_row=0, column="Column 2"))
    assert [item.place.row for item in outcome.items] == list(range(1, 13))
    assert outcome.items[0].text == "Message"


def test_a_header_row_that_is_not_there_any_more_is_found_again(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS})
    outcome = read(path, sheets=chosen(header_row=99, column="Description"))
    assert len(outcome.items) == 12


def test_what_was_confirmed_of_one_sheet_leaves_the_others_as_they_are(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS, "June": REQUESTS})
    outcome = read(path, sheets=chosen("June", column="Channel", header_row=1))
    texts = {item.place.sheet: item.text for item in outcome.items}
    assert texts["May"].startswith("The lamp")
    assert texts["June"] in ("phone", "web", "mail")


def test_a_sheet_that_a_person_left_out_is_counted_and_not_read(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS, "June": REQUESTS})
    outcome = read(path, sheets=chosen("June", read=False))
    assert {item.place.sheet for item in outcome.items} == {"May"}
    (left,) = (part for part in outcome.parts if part.sheet == "June")
    assert (left.state, left.first, left.last) == (PartState.EMPTY, 1, 13)
    assert left.reason == "the sheet was left out by a person"
    assert outcome.document.state is DocumentState.READ


def test_a_column_named_for_the_run_wins_over_the_one_confirmed(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS})
    asked = chosen(header_row=1, column="Description")
    outcome = read(path, column="channel", sheets=asked)
    assert outcome.items[0].text == "phone"


def test_a_column_that_was_confirmed_and_is_gone_is_named(
    read: Read, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS})
    outcome = read(path, sheets=chosen(header_row=1, column="Wishes"))
    assert not outcome.items
    assert outcome.document.reason == "The sheet May has no column Wishes."
    assert outcome.document.reason_code == "no text column"


def test_text_tables_follow_what_was_confirmed_too(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(row) for row in REQUESTS), encoding="utf-8")
    outcome = read(path, sheets=chosen(None, header_row=1, column="Channel"))
    assert outcome.items[1].text == "web"


def test_a_preview_shows_the_first_rows_and_proposes_what_columns_are_for(
    reader: Reader, tmp_path: Path
) -> None:
    (sheet,) = look(reader, make_xlsx(tmp_path / "a.xlsx", {"May": REQUESTS}))
    assert sheet.top[0] == (1, tuple(REQUESTS[0]))
    assert [number for number, _ in sheet.top] == list(range(1, 14))
    assert sheet.text_column == "Description"
    assert sheet.date_column == "Received"
    assert sheet.by == ("District", "Channel")
    assert sheet.private_column == "Confidential"


def test_a_preview_with_another_header_row_names_the_columns_by_it(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": MISLEADING})
    (sheet,) = look(reader, path, sheets=chosen(header_row=3))
    assert (sheet.header_row, sheet.headers) == (3, tuple(MISLEADING[2]))
    assert sheet.top[0] == (1, tuple(MISLEADING[0]))
    (sheet,) = look(reader, path, sheets=chosen(header_row=0))
    assert (sheet.header_row, sheet.headers[0]) == (None, "Column 1")


def test_long_cells_are_cut_in_a_preview(reader: Reader, tmp_path: Path) -> None:
    rows: list[list[object]] = [["id", "message"]]
    rows += [[n, "word " * 2_000] for n in range(3)]
    (sheet,) = look(reader, make_xlsx(tmp_path / "a.xlsx", {"May": rows}))
    assert max(len(cell) for _, row in sheet.top for cell in row) == 300


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("District", ["North"] * 12),  # one value tells nothing apart
        ("District", [f"Place {at}" for at in range(12)]),  # every row has its own
        ("Status", ["open", "closed"] * 6),  # where a case stands is not what it is
        ("District id", ["1", "2"] * 6),
        ("District", ["North", "South", *[""] * 10]),  # mostly blank
    ],
)
def test_columns_that_group_nothing_are_not_proposed(header: str, cells: list[str]) -> None:
    rows = [
        ["Message", header],
        *[[f"The lamp {n} is out.", c] for n, c in enumerate(cells)],
    ]
    assert find_roles(rows[1:], find_layout(rows)).by == ()
