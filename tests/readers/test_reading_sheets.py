from __future__ import annotations

import datetime
import os
import signal
import sys
from pathlib import Path

import openpyxl
import pytest

from app.readers import ReadCaps, Reader, ReadRequest
from app.records import Document, DocumentState, Item, Part, PartState
from tests.readers.building import make_xlsx, make_zip, sheet_xml
from tests.readers.conftest import Read

ROWS: list[list[object]] = [
    ["Requests of May"],
    [],
    ["Number", "Date", "Message", "Message"],
    [17, datetime.date(2024, 5, 1), "The lamp on Oak Street is out.", True],
    [18.5, datetime.datetime(2024, 5, 2, 8, 30), "A tree fell over the path.", None],  # noqa: DTZ001 - as a workbook has it
    [],
    [19, None, None, "only a note"],
]


def test_every_row_of_a_sheet_is_accounted_for(read: Read, tmp_path: Path) -> None:
    outcome = read(make_xlsx(tmp_path / "a.xlsx", {"May": ROWS}))
    assert [(p.state, p.first, p.last, p.reason) for p in outcome.parts] == [
        (PartState.EMPTY, 1, 1, "above the headers"),
        (PartState.EMPTY, 2, 2, "blank"),
        (PartState.EMPTY, 3, 3, "the row with the headers"),
        (PartState.READ, 4, 5, ""),
        (PartState.EMPTY, 6, 6, "blank"),
        (PartState.READ, 7, 7, ""),
    ]
    assert [item.place.row for item in outcome.items] == [4, 5, 7]
    assert {item.place.sheet for item in outcome.items} == {"May"}
    assert outcome.items[2].text == ""


def test_cells_look_as_people_expect(read: Read, tmp_path: Path) -> None:
    outcome = read(make_xlsx(tmp_path / "a.xlsx", {"May": ROWS}))
    assert dict(outcome.items[0].columns) == {
        "Number": "17",
        "Date": "2024-05-01",
        "Message": "The lamp on Oak Street is out.",
        "Message (2)": "TRUE",
    }
    assert outcome.items[1].columns["Number"] == "18.5"
    assert outcome.items[1].columns["Date"] == "2024-05-02 08:30:00"


def test_a_named_sheet_and_column_are_read_alone(read: Read, tmp_path: Path) -> None:
    path = make_xlsx(
        tmp_path / "a.xlsx", {"One": ROWS, "Two": [["a", "b"], ["some text", "x y"]]}
    )
    outcome = read(path, sheet="two", column="B")
    assert [(item.place.sheet, item.text) for item in outcome.items] == [("Two", "x y")]
    missing = read(path, sheet="Three")
    assert missing.document.reason_code == "no text column"
    assert "One, Two" in missing.document.reason


def test_a_workbook_of_numbers_says_that_it_has_no_text(read: Read, tmp_path: Path) -> None:
    outcome = read(make_xlsx(tmp_path / "a.xlsx", {"S": [["n", "m"], [1, 2], [3, 4]]}))
    assert outcome.document.state is DocumentState.FAILED
    assert outcome.document.reason_code == "no text column"
    assert sum(part.last - part.first + 1 for part in outcome.parts) == 3


def test_a_hidden_sheet_is_counted_and_said(read: Read, tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"Shown": ROWS, "Secret": ROWS})
    book = openpyxl.load_workbook(path)
    book["Secret"].sheet_state = "hidden"
    book.save(path)
    outcome = read(path)
    assert {item.place.sheet for item in outcome.items} == {"Shown"}
    assert "Secret" in outcome.document.reason
    assert [(p.first, p.last) for p in outcome.parts if p.sheet == "Secret"] == [(1, 7)]


def test_a_cell_in_the_far_corner_is_refused_before_it_is_parsed(
    read: Read, tmp_path: Path
) -> None:
    far = '<row r="9"><c r="XFD1048576"><v>1</v></c></row>'
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row>{far}'
    (tmp_path / "a.xlsx").write_bytes(sheet_xml(cells))
    outcome = read(tmp_path / "a.xlsx")
    assert outcome.document.reason_code == "too big"
    assert "16,384" in outcome.document.reason


def test_empty_cells_far_out_that_only_have_a_style_do_no_harm(
    read: Read, tmp_path: Path
) -> None:
    text = '<c r="A1" t="inlineStr"><is><t>A broken lamp on Oak Street</t></is></c>'
    cells = f'<row r="1">{text}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    (tmp_path / "a.xlsx").write_bytes(sheet_xml(cells))
    assert len(read(tmp_path / "a.xlsx").items) == 1


def test_rows_without_numbers_are_counted_before_they_are_parsed(
    read_capped: Read, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(sheet_xml("<row/>" * 5_000))
    outcome = read_capped(tmp_path / "a.xlsx", ReadCaps(rows=4_000))
    assert outcome.document.reason_code == "too big"
    assert "4,000" in outcome.document.reason


def test_a_bomb_is_stopped_while_it_inflates(read_capped: Read, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(sheet_xml("<row>" + " " * 4_000_000 + "</row>"))
    one = read_capped(tmp_path / "a.xlsx", ReadCaps(entry_bytes=3_000_000))
    assert (one.document.reason_code, "3 megabytes" in one.document.reason) == (
        "too big",
        True,
    )
    members = {f"xl/{number}.xml": b" " * 2_000_000 for number in range(3)}
    path = make_zip(tmp_path / "b.xlsx", members)
    all_of_them = read_capped(path, ReadCaps(total_bytes=5_000_000))
    assert "5 megabytes" in all_of_them.document.reason
    many = make_zip(tmp_path / "c.xlsx", {f"xl/{number}.xml": b"x" for number in range(20)})
    assert "20 entries" in read_capped(many, ReadCaps(zip_entries=10)).document.reason


def test_xml_that_defines_entities_is_refused(read: Read, tmp_path: Path) -> None:
    members = {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'}
    outcome = read(make_zip(tmp_path / "a.xlsx", members))
    assert outcome.document.reason_code == "damaged"
    assert "entities" in outcome.document.reason


def test_a_csv_keeps_its_physical_lines_and_every_cell(read: Read, tmp_path: Path) -> None:
    text = 'id;message\n1;"two\nlines of text here"\n\n2;short text;extra\n'
    (tmp_path / "a.csv").write_bytes(text.encode("cp1252"))
    outcome = read(tmp_path / "a.csv")
    assert [(item.place.row, item.place.sheet) for item in outcome.items] == [
        (2, None),
        (5, None),
    ]
    assert outcome.items[0].text == "two\nlines of text here"
    assert outcome.items[1].columns == {
        "id": "2",
        "message": "short text",
        "Column 3": "extra",
    }
    assert outcome.document.kind == "table"
    assert sum(part.last - part.first + 1 for part in outcome.parts) == 5


def test_zero_bytes_in_a_csv_are_left_out(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,message\n1,The la\x00mp is out\n2,A tree fell\n")
    assert read(tmp_path / "a.csv").items[0].text == "The lamp is out"


def test_a_row_with_too_many_columns_fails_and_the_others_do_not(
    read_capped: Read, tmp_path: Path
) -> None:
    text = "id,message\n1,The lamp is out\n2,a,b,c,d,e,f\n3,A tree fell\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    outcome = read_capped(tmp_path / "a.csv", ReadCaps(columns=4))
    assert [item.place.row for item in outcome.items] == [2, 4]
    assert outcome.document.state is DocumentState.PARTLY
    assert "4 columns" in outcome.document.reason


def test_html_that_is_called_a_workbook_is_read_as_a_table(
    read: Read, tmp_path: Path
) -> None:
    html = "<html><table><tr><th>id<th>message<tr><td>1<td>Lamp &amp; post<br>out</table>"
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")
    (item,) = read(tmp_path / "a.xls").items
    assert item.text == "Lamp & post\nout"


def test_a_csv_that_is_called_a_workbook_is_read_as_a_table(
    read: Read, tmp_path: Path
) -> None:
    (tmp_path / "a.xls").write_text("id\tmessage\n1\tA tree fell\n", encoding="utf-8")
    assert read(tmp_path / "a.xls").items[0].text == "A tree fell"


def test_a_damaged_workbook_fails_by_name(read: Read, tmp_path: Path) -> None:
    whole = make_xlsx(tmp_path / "a.xlsx", {"May": ROWS}).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(whole[: len(whole) // 2])
    assert read(tmp_path / "b.xlsx").document.reason_code == "damaged"
    (tmp_path / "c.xls").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(2_000)
    )
    assert read(tmp_path / "c.xls").document.state is DocumentState.FAILED


def test_a_preview_shows_what_is_needed_to_choose_a_column(
    reader: Reader, tmp_path: Path
) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"May": ROWS})
    (sheet,) = reader.preview(Document(name="a", path=str(path)), ReadRequest())
    assert (sheet.name, sheet.header_row, sheet.text_column) == ("May", 3, "Message")
    assert sheet.kinds["Number"] == "number"
    assert sheet.rows[0][2] == "The lamp on Oak Street is out."


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by signal")
def test_rows_that_came_before_the_child_died_are_kept_and_the_rest_is_named(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [
        ["id", "message"],
        *([n, f"the lamp number {n} is out"] for n in range(6_000)),
    ]
    path = make_xlsx(tmp_path / "a.xlsx", {"May": rows})
    with Reader() as reader:
        items, parts, end = [], [], None
        for record in reader.read(Document(name="a", path=str(path)), ReadRequest()):
            if isinstance(record, Item):
                items.append(record)
                if len(items) == 1 and reader.pid is not None:
                    os.kill(reader.pid, signal.SIGKILL)
            elif isinstance(record, Part):
                parts.append(record)
            elif isinstance(record, Document):
                end = record
    assert end is not None
    assert end.state is DocumentState.PARTLY
    assert end.reason_code == "crashed"
    assert parts[-1].state is PartState.FAILED
    assert parts[-1].first == len(items) + 2
