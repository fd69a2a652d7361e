from __future__ import annotations

from app.readers.reading_order import Line, join_lines


def line(left: float, top: float, right: float, text: str) -> Line:
    return Line(left=left, top=top, right=right, bottom=top + 20, text=text, confidence=1.0)


def column(left: float, right: float, name: str) -> list[Line]:
    return [line(left, 100 + 30 * row, right, f"{name}{row}") for row in range(6)]


def test_two_columns_are_read_one_after_the_other() -> None:
    title = line(100, 20, 900, "Title across both")
    placed = join_lines([*column(520, 900, "r"), *column(100, 480, "l"), title])
    assert placed.text.split() == [
        "Title", "across", "both",
        "l0", "l1", "l2", "l3", "l4", "l5", "r0", "r1", "r2", "r3", "r4", "r5",
    ]  # fmt: skip


def test_the_rows_of_a_form_are_read_across() -> None:
    names = [line(100, 100 + 30 * row, 130 + 20 * (row % 3), f"k{row}") for row in range(6)]
    values = [
        line(500, 100 + 30 * row, 520 + 90 * (row % 4), f"v{row}") for row in range(6)
    ]
    assert join_lines([*values, *names]).text.splitlines() == [
        f"k{row} v{row}" for row in range(6)
    ]


def test_pieces_of_one_row_stand_beside_each_other() -> None:
    placed = join_lines([line(300, 12, 400, "world"), line(100, 10, 250, "hello")])
    assert placed.text == "hello world"
    assert [placed.text[start:end] for start, end in placed.spans] == ["hello", "world"]


def test_a_larger_gap_parts_paragraphs() -> None:
    rows = [
        line(100, 10, 300, "one"),
        line(100, 35, 300, "two"),
        line(100, 110, 300, "three"),
    ]
    assert join_lines(rows).text == "one\ntwo\n\nthree"


def test_a_page_without_text_has_none() -> None:
    assert join_lines([]).text == ""
