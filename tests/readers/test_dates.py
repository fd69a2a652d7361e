from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.readers.cells import cell_text
from app.readers.dates import propose_date_column, read_dates

DAY = datetime.date(2024, 3, 4).toordinal()
ANY_DAY = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04",
        "2024-03-04T23:59:59Z",
        "2024-03-04T23:30:00-04:00",
        "2024-03-04 10:15:00.250",
        "2024/3/4",
        "04.03.2024",
        "4.3.24",
        "4 March 2024",
        "4th of March, 2024",
        "Mar 4, 2024",
        "Mar. 4, 2024 at 10:15 AM",
        "Monday, March 4, 2024",
        "04-Mar-24",
        "04MAR2024",
        "Mon, 04 Mar 2024 10:12:00 -0500 (EST)",
        "Mon Mar 4 10:12:00 2024",
        "4 de marzo de 2024",
        "3/4/2024 10:15:00 PM",
        "  3/4/24 ",
        "Mon 3/4/2024",
    ],
)
def test_a_date_is_read_as_people_and_programs_write_it(text):
    assert read_dates([text]).days == (DAY,)
    assert read_dates([text]).unread == 0


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2024", "2024-02-30", "2/30/2024", "1899-12-31", "2101-01-01", "tomorrow",
        "March", "March 2024", "4 March", "10:15", "2024", "45355", "3.5", "12", "n/a",
        "3/4/2024 - 3/8/2024", "2024-03-04 2024-03-05", "1.2.3.4", "3-4/2024", "Ward 4",
        "call 401-555-0199", "4 March 2024 or 5 March 2024", "may", "I paid 30 in May 2024",
        "25:00 3/4/2024", "2024-03-04 10:99", "13/13/2024", "0/0/2024",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text):
    found = read_dates([text, "", "2024-03-04"])
    assert found.days == (0, 0, DAY)
    assert found.unread == 1


def test_one_cell_with_a_day_above_12_decides_for_the_column():
    month = read_dates(["03/04/2024", "12/25/2024"])
    assert month.day_first is False
    assert month.days[0] == DAY
    assert "03/04/2024" in month.note
    assert "12/25/2024" in month.note
    day = read_dates(["03/04/2024", "25/12/2024"])
    assert day.day_first is True
    assert day.days[0] == datetime.date(2024, 4, 3).toordinal()


def test_a_column_that_mixes_both_orders_says_so():
    found = read_dates(["25/12/2024", "26/12/2024", "12/27/2024", "03/04/2024"])
    assert found.day_first is True
    assert found.unread == 0
    assert "12/27/2024" in found.note


def test_dates_in_order_tell_the_day_from_the_month():
    found = read_dates(["11/03/2024", "12/03/2024", "01/04/24", "02/04/24", "03/04/24"])
    assert found.day_first is True
    assert "in order" in found.note


def test_dates_close_together_tell_the_day_from_the_month():
    cells = [f"{day:02d}/03/2024" for day in range(1, 13)]
    found = read_dates(cells)
    assert found.day_first is True
    assert "closer together" in found.note
    shuffled = read_dates([cells[number * 5 % 12] for number in range(12)])
    assert shuffled.day_first is True
    assert sorted(shuffled.days) == sorted(found.days)


def test_where_nothing_tells_the_month_comes_first_and_a_note_says_so():
    found = read_dates(["03/04/2024"])
    assert found.day_first is None
    assert found.days == (DAY,)
    assert "could not be told" in found.note


def test_dots_mean_day_first_and_leave_slashes_alone():
    found = read_dates(["04.03.2024", "25.12.2024", "03/04/2024"])
    assert found.days[0] == found.days[2] == DAY
    assert found.day_first is None


def test_numbers_are_days_only_in_a_column_of_nothing_else():
    assert read_dates(["45355", "45356.5", ""]).days == (DAY, DAY + 1, 0)
    assert "Excel" in read_dates(["45355"] * 3).note
    assert read_dates(["20240304", "20240305"]).days == (DAY, DAY + 1)
    assert read_dates(["45355", "2024-03-04", "17"]).days == (0, DAY, 0)


@given(ANY_DAY, st.times())
def test_what_a_workbook_holds_as_a_date_is_read_back(day, hour):
    for value in (day, datetime.datetime.combine(day, hour)):
        assert read_dates([cell_text(value)]).days == (day.toordinal(),)


@given(
    st.lists(ANY_DAY, min_size=1, max_size=40),
    st.sampled_from(
        ["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%Y/%m/%d", "%A, %d %b %Y"]
    ),
)
def test_every_way_of_writing_that_is_clear_in_itself_is_read_exactly(days, form):
    cells = [day.strftime(form) for day in days]
    assert read_dates(cells).days == tuple(day.toordinal() for day in days)


@given(st.lists(ANY_DAY, min_size=1, max_size=40), st.booleans())
def test_slashes_are_read_right_wherever_one_cell_is_clear(days, day_first):
    clear = datetime.date(2024, 5, 25)
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    found = read_dates([day.strftime(form) for day in [*days, clear]])
    assert found.day_first is day_first
    assert found.days[:-1] == tuple(day.toordinal() for day in days)


@given(st.lists(st.text(max_size=80), max_size=30))
def test_no_text_breaks_it_and_cells_in_equal_days_out(cells):
    found = read_dates(cells)
    assert len(found.days) == len(cells)
    blank = sum(1 for cell in cells if not cell.split())
    assert found.unread + blank + sum(1 for day in found.days if day) == len(cells)


def test_twenty_thousand_rows_of_different_times_take_well_under_two_seconds():
    start = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 - as a cell has it
    moments = [start + datetime.timedelta(hours=number) for number in range(20_000)]
    for form in ("%Y-%m-%dT%H:%M:%SZ", "%b %d, %Y %I:%M %p", "%m/%d/%Y %H:%M"):
        cells = [moment.strftime(form) for moment in moments]
        began = time.process_time()
        found = read_dates(cells)
        assert time.process_time() - began < 2
        assert found.unread == 0


def columns(**cells):
    return {header: values * 10 for header, values in cells.items()}


def test_the_column_in_which_items_came_in_is_proposed():
    dates = ["2024-03-04", "2024-03-05"]
    assert propose_date_column(columns(text=["a", "b"], day=dates)) == "day"
    table = columns(closed_at=dates, updatedAt=dates, created_at=dates, note=["a", "b"])
    assert propose_date_column(table) == "created_at"
    assert propose_date_column(columns(acknowledged=dates)) == ""
    table = {"Date of birth": dates, "Fecha": dates}
    assert propose_date_column(table) == "Fecha"


def test_few_dates_or_mere_numbers_are_not_proposed():
    assert propose_date_column({"when": ["2024-03-04", "soon", "later"]}) == ""
    assert propose_date_column({"number": ["45355", "45356"]}) == ""
    assert propose_date_column({"received": ["45355", "45356"]}) == "received"
    assert propose_date_column({}) == ""
    assert propose_date_column({"empty": ["", ""]}) == ""


def test_the_fullest_of_two_alike_is_proposed():
    table = {
        "first": ["2024-03-04", "", ""],
        "second": ["2024-03-04", "2024-03-05", ""],
    }
    assert propose_date_column(table) == "second"
