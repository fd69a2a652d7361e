from __future__ import annotations

from app.readers.columns import find_layout, unique_headers

REQUESTS = [
    ["Service requests of May"],
    [],
    ["Request #", "Created", "E-mail", "Channel", "Description", "District"],
    [
        "R-001",
        "2024-01-02",
        "ann@example.org",
        "Web",
        "The lamp on Oak Street is out.",
        "3",
    ],
    ["R-002", "03.01.2024", "bob@example.org", "Phone", "A tree fell over the path.", "1"],
    ["R-003", "2024-01-04", "cyd@example.org", "Web", "", "2"],
    ["R-004", "2024-01-05", "dan@example.org", "Web", "Rats near the school kitchen.", "3"],
]


def test_the_header_row_is_found_below_a_title() -> None:
    layout = find_layout(REQUESTS)
    assert layout.header == 2
    assert layout.headers[0] == "Request #"


def test_free_text_is_told_from_codes_dates_numbers_and_addresses() -> None:
    layout = find_layout(REQUESTS)
    assert layout.kinds == ("code", "date", "email", "text", "text", "number")
    assert layout.headers[layout.text or 0] == "Description"


def test_the_column_a_person_names_is_taken_whatever_its_capitals() -> None:
    layout = find_layout(REQUESTS, " channel ")
    assert layout.headers[layout.text or 0] == "Channel"


def test_a_column_that_is_not_there_is_not_replaced_by_another() -> None:
    assert find_layout(REQUESTS, "Remarks").text is None


def test_a_sheet_without_headers_has_numbered_columns() -> None:
    rows = [
        ["1", "The lamp is out on Oak Street."],
        ["2", "A tree fell over the path today."],
    ]
    layout = find_layout(rows)
    assert layout.header is None
    assert layout.headers == ("Column 1", "Column 2")
    assert layout.text == 1


def test_a_short_title_over_one_column_of_sentences_is_its_header() -> None:
    rows = [["message"], ["The lamp is out on Oak Street."], ["A tree fell."]]
    layout = find_layout(rows)
    assert (layout.header, layout.text) == (0, 0)


def test_a_sheet_of_numbers_has_no_text_column() -> None:
    assert find_layout([["a1", "b2"], ["1", "2"], ["3", "4"]]).text is None


def test_the_answers_of_a_survey_win_over_the_names_of_people() -> None:
    rows = [
        ["Name", "What would you change about the park, and why?", "Status"],
        ["Ann Smith", "More benches in the shade, please, for older people.", "open"],
        ["Bob Stone", "Nothing.", "open"],
        ["Cyd Moore", "The gate should stay open until ten in summer.", "closed"],
    ]
    assert find_layout(rows).text == 1


def test_equal_and_empty_headers_are_made_unique() -> None:
    assert unique_headers(["Date", "Date", "", "Date (2)"], 5) == (
        "Date", "Date (2)", "Column 3", "Date (2) (2)", "Column 5",
    )  # fmt: skip
