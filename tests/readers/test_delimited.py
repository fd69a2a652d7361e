from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from app.readers.delimited import find_delimiter, parse_records

CELLS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from('\n",; ')
)


def fields(text: str, delimiter: str = ",") -> list[tuple[str, ...]]:
    return [
        record.fields for record in parse_records(text.splitlines(keepends=True), delimiter)
    ]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=8))
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    lines = [f"{line}\n" for line in stream.getvalue().split("\n")[:-1]]
    records = list(parse_records(lines, ","))
    assert [list(record.fields) for record in records] == rows


@given(st.text(st.sampled_from('ab",\n ')))
def test_every_physical_line_belongs_to_exactly_one_record(text: str) -> None:
    lines = text.split("\n")
    records = list(parse_records(lines, ","))
    covered = [line for one in records for line in range(one.line, one.last + 1)]
    assert covered == list(range(1, len(lines) + 1))


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert fields('1,"one\ntwo",x\n2,y,z\n') == [("1", "one\ntwo", "x"), ("2", "y", "z")]


def test_a_record_knows_the_line_it_starts_on() -> None:
    records = list(parse_records(['1,"a\n', 'b"\n', "2,c\n"], ","))
    assert [(record.line, record.last) for record in records] == [(1, 2), (3, 3)]


def test_an_unclosed_quote_does_not_swallow_the_rows_below() -> None:
    text = 'id,message\n1,"Pothole on Main St\n2,Street light out\n3,"ok"\n'
    records = list(parse_records(text.splitlines(keepends=True), ","))
    assert [record.fields[0] for record in records] == ["id", "1", "2", "3"]
    assert records[1].fields[1] == '"Pothole on Main St'
    assert "not closed" in records[1].note


def test_an_unclosed_quote_in_the_last_row_keeps_that_row() -> None:
    assert fields('a,b\n1,"x\n') == [("a", "b"), ("1", '"x')]


def test_a_quotation_mark_inside_a_word_is_a_letter() -> None:
    assert fields('5" pipe,broken\n') == [('5" pipe', "broken")]


def test_doubled_quotes_become_one() -> None:
    assert fields('"say ""hi""",x\n') == [('say "hi"', "x")]


def test_delimiters_are_found_by_agreement_of_the_lines() -> None:
    assert find_delimiter(["a;b;c", "1,5;2;x, y", "2,5;3;z"]) == ";"
    assert find_delimiter(["a\tb", "1\t2"]) == "\t"
    assert find_delimiter(["a|b", "1|2"]) == "|"
    assert find_delimiter(["a,b", "1,2"]) == ","


def test_sentences_with_commas_are_one_column() -> None:
    lines = ["message", "Hello, I need help", "The light is out", "Dear sirs, yes, no"]
    assert find_delimiter(lines) == ""


def test_ragged_rows_are_cut_by_the_delimiter_of_the_headers() -> None:
    assert find_delimiter(["id,message,cat", "1,a", "2,b,c,d,e", "", "3,x,y,z"]) == ","
