"""Dates of summaries as a calendar, read back by the library."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest

from app.records import Fact, PostroomError, Summary
from app.records.summary_lines import PRIVATE
from app.writers.summary_calendar import zone_of
from app.writers.summary_files import write_summaries
from tests.writers.made_summaries import CEILING, DEADLINE, INTENT, NOTICE, OLDER


def calendar(path: Path, *summaries: Summary) -> icalendar.Calendar:
    write_summaries(path, summaries)
    return icalendar.Calendar.from_ical(path.read_bytes())


def with_facts(*facts: Fact) -> Summary:
    return replace(NOTICE, facts=facts)


def test_every_date_is_an_event_at_its_time_or_on_its_day(tmp_path):
    read = calendar(tmp_path / "s.ics", NOTICE)
    due, other, intent = read.walk("VEVENT")
    assert due["summary"] == "Application deadline: Safe Wells for Rural Counties"
    # At 23:59 in New York in January it is five hours later in UTC.
    assert due.decoded("dtstart").isoformat() == "2027-01-16T04:59:00+00:00"
    assert "Time zone as stated: ET" in str(due["description"])
    assert other.decoded("dtstart") == datetime.date(2027, 1, 22)
    assert intent.decoded("dtstart").isoformat() == "2026-12-01T17:00:00"
    assert read.walk("VTIMEZONE") == []


def test_events_quote_the_document_and_name_page_and_contradiction(tmp_path):
    due, _, intent = calendar(tmp_path / "s.ics", NOTICE).walk("VEVENT")
    told = str(due["description"])
    assert '"Applications are due January 15, 2027 at 11:59 p.m. ET."' in told
    assert "notice.pdf, p. 2 (printed ii)" in told
    assert "contradicts itself" in told
    assert str(due["status"]) == "TENTATIVE"
    assert "The time zone is not stated, or Postroom does not know it" in str(
        intent["description"]
    )
    assert str(intent["status"]) == "CONFIRMED"


def test_no_clock_takes_part_and_events_keep_their_identity(tmp_path):
    first = calendar(tmp_path / "a.ics", NOTICE).walk("VEVENT")
    later = replace(NOTICE, about=replace(NOTICE.about, made="2027-02-01T08:00:00+00:00"))
    second = calendar(tmp_path / "b.ics", later).walk("VEVENT")
    assert [str(one["uid"]) for one in first] == [str(one["uid"]) for one in second]
    assert first[0].decoded("dtstamp").isoformat() == "2026-11-28T08:30:15+00:00"
    assert len({str(one["uid"]) for one in first}) == 3
    other = calendar(tmp_path / "c.ics", replace(NOTICE, about=OLDER.about))
    assert str(other.walk("VEVENT")[0]["uid"]) != str(first[0]["uid"])


def test_dates_of_several_documents_stand_in_one_calendar(tmp_path):
    events = calendar(tmp_path / "s.ics", NOTICE, OLDER).walk("VEVENT")
    assert [str(one["summary"]) for one in events][3:] == [
        "Application deadline: notice_2025.pdf"
    ]


def test_the_same_date_stated_twice_is_one_event(tmp_path):
    twice = with_facts(DEADLINE, replace(DEADLINE, source=INTENT.source))
    assert len(calendar(tmp_path / "s.ics", twice).walk("VEVENT")) == 1


def test_a_date_that_a_person_wrote_is_said_to_be_one(tmp_path):
    written = with_facts(
        replace(DEADLINE, corrected="February 1, 2027", when="2027-02-01", zone=""),
        replace(DEADLINE, label="Report", corrected="some day in March", when="", zone=""),
        replace(DEADLINE, label="Gone", corrected=""),
    )
    [event] = calendar(tmp_path / "s.ics", written).walk("VEVENT")
    assert event.decoded("dtstart") == datetime.date(2027, 2, 1)
    assert "Deadlines: February 1, 2027" in str(event["description"])
    assert "Entered by a person." in str(event["description"])


def test_dates_of_a_private_document_are_marked(tmp_path):
    private = replace(NOTICE, about=replace(NOTICE.about, notes=(PRIVATE,)))
    for event in calendar(tmp_path / "s.ics", private).walk("VEVENT"):
        assert str(event["class"]) == "PRIVATE"
        assert PRIVATE in str(event["description"])
    assert "private" not in str(calendar(tmp_path / "t.ics", NOTICE).to_ical()).casefold()


@pytest.mark.parametrize(
    ("when", "zone", "in_utc"),
    [
        ("2027-03-13T23:59", "ET", "2027-03-14T04:59"),
        ("2027-03-14T01:59", "ET", "2027-03-14T06:59"),
        ("2027-03-14T02:30", "ET", "2027-03-14T07:30"),  # an hour that no clock shows
        ("2027-03-14T03:00", "Eastern Standard Time", "2027-03-14T07:00"),
        ("2027-03-14T23:59", "ET", "2027-03-15T03:59"),
        ("2027-11-07T01:30", "ET", "2027-11-07T05:30"),  # the first of two
        ("2027-11-07T23:59", "EDT", "2027-11-08T04:59"),
        ("2027-03-14T17:00", "Hawaii-Aleutian", "2027-03-15T03:00"),
    ],
)
def test_days_on_which_clocks_are_moved_are_told_in_utc(tmp_path, when, zone, in_utc):
    fact = replace(DEADLINE, when=when, zone=zone)
    [event] = calendar(tmp_path / "s.ics", with_facts(fact)).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == f"{in_utc}:00+00:00"


@pytest.mark.parametrize(
    "facts",
    [(), (CEILING,), (replace(DEADLINE, when="soon"),), (replace(DEADLINE, when=""),)],
)
def test_without_a_date_it_says_so_and_writes_nothing(tmp_path, facts):
    with pytest.raises(PostroomError, match="no date to write"):
        write_summaries(tmp_path / "s.ics", [with_facts(*facts)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", ["0001-01-01", "9999-12-31T23:59", "2027-01-15T23:59Z"])
def test_the_ends_of_the_calendar_do_no_harm(tmp_path, when):
    [event] = calendar(tmp_path / "s.ics", with_facts(replace(DEADLINE, when=when))).walk(
        "VEVENT"
    )
    assert event.decoded("dtstart").strftime("%m-%d")


@pytest.mark.parametrize(
    ("stated", "place"),
    [
        ("ET", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("Eastern Standard Time (EST)", "America/New_York"),
        ("U.S. Eastern Time", "America/New_York"),
        ("EDT", "America/New_York"),
        ("Washington, D.C. time", "America/New_York"),
        ("Central Daylight Time", "America/Chicago"),
        ("MT", "America/Denver"),
        ("Pacific time", "America/Los_Angeles"),
        ("AKST", "America/Anchorage"),
        ("Alaskan Standard Time", "America/Anchorage"),
        ("Hawaii-Aleutian Standard Time", "Pacific/Honolulu"),
        ("Hawaii-Aleutian Time (HAST)", "Pacific/Honolulu"),
        ("Hawaii Standard Time", "Pacific/Honolulu"),
        ("Central European Time", "Europe/Brussels"),
        ("America/Phoenix", "America/Phoenix"),
        ("GMT", "UTC"),
        ("Z", "UTC"),
        ("UTC-5", "UTC-05:00"),
        ("+05:30", "UTC+05:30"),
    ],
)
def test_zones_are_told_by_the_names_that_notices_use(stated, place):
    assert str(zone_of(stated)) == place


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "local time",
        "Eastern or Central Time",
        "IST",
        "UTC+99",
        "../etc/passwd",
        "X/../Y",
    ],
)
def test_a_zone_that_could_be_several_or_none_is_not_guessed(stated):
    assert zone_of(stated) is None
