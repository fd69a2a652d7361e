"""The workbook of themes and trends, opened again with two other readers."""

from __future__ import annotations

import datetime
import re
import tracemalloc
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.records import Breakdown, Stance, ThemeMember
from app.writers.book import date_cell, sheet_title
from app.writers.theme_files import write_themes, write_trends
from app.writers.theme_places import ThemePlaces
from app.writers.theme_rows import row_layout
from tests.writers.made_themes import Made, made, renamed, with_stances


def write(path: Path, what: Made) -> Path:
    for _ in write_themes(path, what.report, what.rows, what.columns):
        pass
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("themes") / "t.xlsx", made(0.1))


@pytest.fixture(scope="module")
def book(small):
    return openpyxl.load_workbook(small)


def table(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(sheet: Any, name: str) -> list[Any]:
    rows = table(sheet)
    at = rows[0].index(name)
    return [row[at] for row in rows[1:]]


def test_the_sheets_stand_in_order_and_another_reader_opens_them(small, book):
    names = [
        *("Themes", "Trends", "Counts by month", "Shares by month", "Counts by week"),
        *("Counts by quarter", "Counts by season", "Seasons", "Breakdown District"),
        *("Rows", "Campaigns", "Questions", "Method"),
    ]
    assert book.sheetnames == names
    assert CalamineWorkbook.from_path(small).sheet_names == names


def test_counts_of_the_themes_and_of_none_add_up_to_all_rows(book):
    names, counts = column(book["Themes"], "Theme"), column(book["Themes"], "Items")
    listed = [count for name, count in zip(names, counts, strict=True) if name]
    assert sum(listed) == len(made(0.1).rows)
    shares = [
        share for share in column(book["Themes"], "Share of items") if share is not None
    ]
    assert sum(shares) == pytest.approx(1.0)


def test_every_row_is_there_with_its_theme_date_and_original_cells(book):
    what = made(0.1)
    sheet = book["Rows"]
    assert sheet.max_row == len(what.rows) + 1
    themes = Counter(name for name in column(sheet, "Theme") if not name.startswith("("))
    assert themes == Counter(m.theme for row in what.rows for m in row.themes)
    first = what.rows[0]
    assert column(sheet, "Text")[0] == first.item.text
    assert column(sheet, "District")[0] == first.item.columns["District"]
    assert column(sheet, "Place")[0] == "Calls, row 4"
    # The sheet's own column of dates comes first; Postroom's is told apart.
    assert column(sheet, "Date (Postroom)")[0] == datetime.datetime.fromisoformat(
        first.date
    )
    probabilities = column(sheet, "Probability")
    quotes = column(sheet, "Quotation")
    for row, sure, quote in zip(what.rows, probabilities, quotes, strict=True):
        assert sure == (row.themes[0].probability if row.themes else None)
        assert quote in {None, *(m.quote.text for m in row.themes if m.quote)}


def test_a_row_with_several_themes_tells_all_of_them(tmp_path):
    what = made(0.05)
    row = next(row for row in what.rows if row.themes)
    second = ThemeMember(theme="Noise at work", key=99, probability=0.5)
    row = replace(
        row, themes=(*row.themes, second), stance=Stance.AGAINST, campaign=2, checked=True
    )
    sheet = openpyxl.load_workbook(write(tmp_path / "t.xlsx", replace(what, rows=(row,))))[
        "Rows"
    ]
    assert column(sheet, "All themes") == [f"{row.themes[0].theme}; Noise at work"]
    assert column(sheet, OTHERS) == ["Noise at work (50%)"]
    assert column(sheet, "Stance") == ["against"]
    assert column(sheet, "Campaign") == [2]
    assert column(sheet, "Checked by a person") == ["yes"]


OTHERS = "Further themes, with probability and quotation"


def test_charts_are_native_and_point_at_the_numbers(small, book):
    with zipfile.ZipFile(small) as packed:
        charts = [name for name in packed.namelist() if name.startswith("xl/charts/chart")]
        xml = b"".join(packed.read(name) for name in charts).decode()
    assert len(charts) == 3  # sizes, and the twelve largest themes in two charts
    ranges = re.findall(r"<(?:c:)?f>(.*?)</(?:c:)?f>", xml)
    assert any(one.startswith("'Themes'!") for one in ranges)
    assert sum("Counts by month" in one for one in ranges) >= 24
    # The helper table beside the themes holds the largest, sorted.
    sizes = [size for size in column(book["Themes"], "Largest themes") if size]
    largest = sorted(made(0.1).report.themes, key=lambda theme: -theme.size)
    assert sizes == [theme.name for theme in largest[:25]]


def test_counts_by_month_add_up_to_the_sizes_and_shares_to_counts(book):
    what = made(0.1)
    for theme in what.report.themes:
        assert sum(column(book["Counts by month"], theme.name)) == theme.size
    totals = column(book["Counts by month"], "All items")
    assert sum(totals) == len(what.rows)
    counts = column(book["Counts by month"], "Potholes")
    shares = column(book["Shares by month"], "Potholes")
    for count, share, total in zip(counts, shares, totals, strict=True):
        if total:
            assert share == pytest.approx(count / total)
    assert column(book["Counts by month"], "Whole")[0] == "in part"


def test_seasons_have_a_colour_scale_over_the_shares_alone(book):
    sheet = book["Seasons"]
    (found,) = sheet.conditional_formatting
    groups = len(made(0.1).report.themes)
    assert str(found.sqref) == f"B2:N{groups + 1}"
    assert found.rules[0].type == "colorScale"
    assert sheet["B1"].value == "winter 2012-13 (in part)"


def test_trends_are_sentences_with_their_numbers(book):
    trends = made(0.1).report.trends
    assert trends is not None
    sentences = column(book["Trends"], "What happened")
    assert sentences[: len(trends.trends)] == [trend.sentence for trend in trends.trends]
    assert column(book["Trends"], "Count")[0] == trends.trends[0].count
    assert column(book["Trends"], "Kind")[1] == "spike"


def test_hidden_counts_stay_hidden_and_are_explained(book):
    sheet = book["Breakdown District"]
    rows = table(sheet)
    breakdown = made(0.1).report.breakdowns[0]
    for number, counts in enumerate(breakdown.counts, 1):
        shown = rows[number][1 : len(counts) + 1]
        assert shown == ["hidden" if one is None else one for one in counts]
        shares = rows[number][len(counts) + 1 :]
        hidden = [share for share, one in zip(shares, counts, strict=True) if one is None]
        assert set(hidden) <= {None}
    assert any("below 5" in str(row[0]) and "hidden" in str(row[0]) for row in rows)


def test_questions_list_their_rows_and_leave_the_answer_to_a_person(book):
    sheet = book["Questions"]
    answers = dict(
        zip(column(sheet, "Theme"), column(sheet, "Answer (by your office)"), strict=True)
    )
    assert answers.pop("Potholes") == "Call 311."
    assert set(answers.values()) == {None}
    places = dict(
        zip(column(sheet, "Theme"), column(sheet, "Rows that it answers"), strict=True)
    )
    for theme in made(0.1).report.themes:
        rows = numbers_in(places[theme.name].removeprefix("rows "))
        assert rows == [
            row.item.place.row
            for row in made(0.1).rows
            if [member.theme for member in row.themes] == [theme.name]
        ]


def numbers_in(words: str) -> list[int]:
    found: list[int] = []
    for part in words.split(", "):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def test_method_tells_counts_settings_models_methods_edits_and_notes(book):
    said = "\n".join(str(cell) for row in table(book["Method"]) for cell in row if cell)
    about = made(0.1).report.about
    for words in (*about.methods, *about.notes, *about.edits, *about.models.values()):
        assert words in said
    assert f"{about.items:,}" in said
    assert "December 2015 ends on the 17th." in said


def test_campaigns_show_sizes_dates_and_an_example(book):
    sheet = book["Campaigns"]
    assert column(sheet, "Items") == [27, 9]
    assert column(sheet, "First date")[0] == datetime.datetime(2015, 10, 2)  # noqa: DTZ001
    assert column(sheet, "Example")[0] == made(0.1).report.campaigns[0].example.text


def test_names_that_look_like_formulas_stay_text(tmp_path):
    what = made(0.05)
    name = '=cmd|"/C calc"!A0'
    report = renamed(what.report, "Potholes", name)
    book = openpyxl.load_workbook(write(tmp_path / "t.xlsx", replace(what, report=report)))
    found = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(found) >= 6
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found)


def test_stances_are_counted_by_theme(tmp_path):
    what = made(0.05)
    path = write(tmp_path / "t.xlsx", replace(what, report=with_stances(what.report)))
    sheet = openpyxl.load_workbook(path)["Themes"]
    first = what.report.themes[0]
    assert column(sheet, "Items for")[0] == first.size // 2
    assert column(sheet, "Items against")[0] == first.size // 4


def test_columns_named_alike_or_oddly_get_sheets_that_excel_takes(tmp_path):
    what = made(0.05)
    one = what.report.breakdowns[0]
    names = ("a/b:c" * 20, "a/b:c" * 20 + "d", "'History'", "", "\x00")
    breakdowns = tuple(replace(one, column=name) for name in names)
    path = write(
        tmp_path / "t.xlsx",
        replace(what, report=replace(what.report, breakdowns=breakdowns)),
    )
    titles = openpyxl.load_workbook(path).sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("History", "Sheet History"),
        ("'a'", "a"),
        ("", "Sheet"),
        ("A?", "A"),
        ("rows", "rows 2"),
    ],
)
def test_titles_of_sheets(wanted, title):
    assert sheet_title(wanted, {"rows"}) == title


def test_a_title_is_measured_in_the_units_that_excel_counts():
    title = sheet_title("\U0001f415" * 20, set())
    assert len(title.encode("utf-16-le")) // 2 <= 31


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("2014-03-01", (41699, "date")),
        ("1899-12-31", ("1899-12-31", "text")),
        ("2014-03-01T10:00", ("2014-03-01T10:00", "text")),
        ("", ("", "text")),
        ("soon", ("soon", "text")),
    ],
)
def test_dates_become_numbers_only_where_excel_counts_them_right(text, cell):
    assert date_cell(text) == cell


def test_a_header_that_was_not_announced_is_a_fault(tmp_path):
    what = replace(made(0.05), columns=("Text",))
    with pytest.raises(ValueError, match="2 headers"):
        write(tmp_path / "t.xlsx", what)
    assert list(tmp_path.iterdir()) == []


def test_letters_show_how_they_begin():
    assert row_layout((), {}).headings[0] == "Text"
    assert row_layout(("theme",), {}).own[3] == "Theme (Postroom)"


def test_places_of_a_theme_are_stretches_by_sheet():
    places = ThemePlaces()
    for row in made(0.05).rows:
        places.add(row)
    other = replace(
        made(0.05).rows[0], document=replace(made(0.05).rows[0].document, name="b")
    )
    member = ThemeMember(theme="Potholes", key=500)
    for _ in range(2):
        places.add(replace(other, themes=(member,)))
    assert places.words()[500] == "b, Calls: rows 4, 4"


def test_a_breakdown_with_a_hidden_total_shows_no_share(tmp_path):
    what = made(0.05)
    breakdown = Breakdown(
        column="Language",
        values=("en", "tl"),
        groups=("Potholes",),
        counts=((10, None),),
        totals=(20, None),
        smallest=7,
    )
    path = write(
        tmp_path / "t.xlsx",
        replace(what, report=replace(what.report, breakdowns=(breakdown,))),
    )
    rows = table(openpyxl.load_workbook(path)["Breakdown Language"])
    assert rows[1] == ["Potholes", 10, "hidden", 0.5, None]
    assert rows[2][:3] == ["All items with the value", 20, "hidden"]


def test_trends_alone_are_a_workbook_with_its_method(tmp_path):
    trends = made(0.1).report.trends
    assert trends is not None
    write_trends(tmp_path / "t.xlsx", replace(trends, of="Department"))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[0] == "Trends"
    assert book.sheetnames[-1] == "Method"
    assert book["Trends"]["B1"].value == "Department"
    said = [row[0] for row in table(book["Method"])]
    assert "  of these with a date" in said


def test_memory_does_not_grow_with_the_rows(tmp_path):
    what = made(0.05)

    def peak(times: int) -> int:
        rows = (row for _ in range(times) for row in what.rows)
        tracemalloc.start()
        try:
            for _ in write_themes(tmp_path / "t.xlsx", what.report, rows, what.columns):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # what is loaded once does not count
    # Only the numbers of the rows are kept; a row's cells as objects would be 2,000 bytes.
    assert peak(12) - peak(2) < 400 * 10 * len(what.rows)
