"""Dates, times and zones in running text."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.triage.fact_dates import find_dates, iso_day

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "when", "zone"),
    [
        ("by 11:59 p.m. ET on Monday, June 2, 2025.", "2025-06-02T23:59", "ET"),
        ("June 2, 2025 by 10:30 a.m. Central Time", "2025-06-02T10:30", "Central Time"),
        ("August 6, 2025; 11:59 PM, Eastern Daylight Time", "2025-08-06T23:59",
         "Eastern Daylight Time"),
        ("5 p.m. Eastern, 6/30/25", "2025-06-30T17:00", "Eastern"),
        ("2025-06-01 17:00 UTC", "2025-06-01T17:00", "UTC"),
        ("1 June 2025 at noon HST", "2025-06-01T12:00", "HST"),
        ("March 3rd, 2026, 4:30 pm AKT", "2026-03-03T16:30", "AKT"),
        ("Sept. 9, 2025 at midnight Pacific", "2025-09-09T23:59", "Pacific"),
        ("4:30:00 p.m., Washington, DC time, on May 11, 2018", "2018-05-11T16:30",
         "Washington, DC time"),
        ("17 de marzo de 2026", "2026-03-17", ""),
        ("13/6/2025", "2025-06-13", ""),
        ("12:00 a.m. on June 1, 2025", "2025-06-01T00:00", ""),
        ("June 5, 2027 at 12:00 midnight ET.", "2027-06-05T23:59", "ET"),
        ("June 5, 2027 at 12:00 noon ET", "2027-06-05T12:00", "ET"),
        ("June 5, 2027 at 12:00 p.m. (noon) ET", "2027-06-05T12:00", "ET"),
        ("June 5, 2027 from 1:00 to 2:00 p.m. Eastern", "2027-06-05T13:00", "Eastern"),
        ("from 2:00 to 3:30 p.m. ET on March 3, 2027", "2027-03-03T14:00", "ET"),
        ("March 3, 2027, 11 a.m. \u2013 12:30 p.m. CT", "2027-03-03T11:00", "CT"),
        ("March 3, 2027, 9-5 p.m. PT", "2027-03-03T09:00", "PT"),
        ("March 3, 2027 from 10 a.m. to noon ET", "2027-03-03T10:00", "ET"),
        ("March 3, 2027, 13:00-14:30 UTC", "2027-03-03T13:00", "UTC"),
        ("6/5/27 - 5 p.m. ET", "2027-06-05T17:00", "ET"),
        ("5 p.m. Alaskan Time on May 1, 2027", "2027-05-01T17:00", "Alaska Time"),
        ("5 p.m. Hawaii-Aleutian Standard Time, May 1, 2027", "2027-05-01T17:00",
         "Hawaii Standard Time"),
        ("5 p.m. HAST, May 1, 2027", "2027-05-01T17:00", "HST"),
    ],
)  # fmt: skip
def test_a_date_is_read_with_its_time_and_zone(text, when, zone):
    (found,) = find_dates(text)
    assert (found.when, found.zone) == (when, zone)


@pytest.mark.parametrize(
    "text",
    [
        "February 30, 2026", "13/45/2025", "2025-02-29", "Section 2.3.10", "30 of 50",
        "the 1-2-34 rule", "", "no digits at all", "June 31, 2024",
    ],
)  # fmt: skip
def test_what_is_no_day_is_no_date(text):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "text", ["September 2025", "June 1", "FY 2026", "fall 2025", "30 days after award"]
)
def test_what_names_no_day_is_told_as_text_only(text):
    (found,) = find_dates(text)
    assert found.text == text
    assert found.when == ""


def test_two_dates_keep_their_own_times():
    text = "by 5:00 p.m. (ET) on June 3, 2025 and by 4:00 p.m. (PT) on July 3, 2025"
    assert [(one.when, one.zone) for one in find_dates(text)] == [
        ("2025-06-03T17:00", "ET"),
        ("2025-07-03T16:00", "PT"),
    ]


@pytest.mark.parametrize(
    ("text", "when", "earlier"),
    [
        ("due May 1, 2027 (extended from April 1, 2027) by 5 p.m. ET",
         "2027-05-01T17:00", "April 1, 2027"),
        ("extended from April 1, 2027 to May 1, 2027", "2027-05-01", "April 1, 2027"),
        ("moved from 5 p.m. ET on April 1, 2027 to 5 p.m. ET on May 1, 2027",
         "2027-05-01T17:00", "5 p.m. ET on April 1, 2027"),
        ("due, originally April 1, 2027, now on May 1, 2027", "2027-05-01",
         "April 1, 2027"),
        ("no longer April 1, 2027; it is May 1, 2027", "2027-05-01", "April 1, 2027"),
        ("May 1, 2027 instead of April 1, 2027", "2027-05-01", "April 1, 2027"),
    ],
)  # fmt: skip
def test_a_date_that_another_one_has_replaced_is_no_day_any_more(text, when, earlier):
    found = find_dates(text)
    assert [one.when for one in found if not one.replaced] == [when]
    assert [(one.text, one.when) for one in found if one.replaced] == [(earlier, "")]


def test_a_time_in_another_sentence_belongs_to_no_date():
    (found,) = find_dates("Apply by June 2, 2025. The call begins at 3 p.m. ET.")
    assert found.when == "2025-06-02"


@given(days)
def test_every_day_comes_back_from_every_way_to_write_it(day):
    name = MONTHS[day.month - 1]
    for written in (
        f"{name} {day.day}, {day.year}",
        f"{name[:3]}. {day.day}, {day.year}"
        if day.month != 5
        else f"May {day.day}, {day.year}",
        f"{day.day} {name} {day.year}",
        f"{day.month}/{day.day}/{day.year}",
        day.isoformat(),
        f"Tuesday, {name} {day.day}, {day.year}",
    ):
        text = f"It is due on {written} at the office."
        assert [one.when for one in find_dates(text)] == [day.isoformat()]


@given(st.integers(1890, 2110), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_is_one_where_the_calendar_says_so(year, month, day):
    try:
        expected = (
            datetime.date(year, month, day).isoformat() if 1900 <= year <= 2100 else ""
        )
    except ValueError:
        expected = ""
    assert iso_day(year, month, day) == expected


@given(st.text(alphabet="May 12,/-:.pmET0()\u2013de", max_size=80))
def test_what_is_found_stands_in_the_text(text):
    for one in find_dates(text):
        assert one.text == " ".join(text[one.start : one.end].split())
