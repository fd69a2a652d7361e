"""Numbers, dates and times are the same however they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.triage.statement_reading import read_text


def values(text: str) -> list[tuple[str, tuple[object, ...]]]:
    return [(mark.kind, mark.value) for mark in read_text(text).marks]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("twelve people", 12),
        ("a dozen eggs", 12),
        ("1,500,000 people", 1_500_000),
        ("1.5 million people", 1_500_000),
        ("one hundred and five cases", 105),
        ("two hundred thousand cases", 200_000),
        ("forty-two cases", 42),
        ("two-thirds of them", Fraction(2, 3)),
        ("half of them", Fraction(1, 2)),
        ("2\u00bd miles", Fraction(5, 2)),
        ("three and a half miles", Fraction(7, 2)),
    ],
)
def test_a_number_in_words_has_the_value_of_the_number_in_digits(written, value):
    assert values(written) == [("number", (Fraction(value),))]


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("$10.5 million", "amount", (Fraction(10_500_000), "$")),
        ("10,500,000 dollars", "amount", (Fraction(10_500_000), "$")),
        ("$5M", "amount", (Fraction(5_000_000), "$")),
        ("12 percent", "percent", (Fraction(12),)),
        ("twelve per cent", "percent", (Fraction(12),)),
        ("3.2 percentage points", "points", (Fraction(16, 5),)),
        ("the 109th Congress", "ordinal", (109,)),
        ("the twenty-first item", "ordinal", (21,)),
        ("the 1990s", "decade", ("1990s",)),
        ("the section 4.1.v", "section", ("4.1.v",)),
        ("Form SF-424A", "name", ("sf424a",)),
        ("Form SF 424A", "name", ("424a",)),
        ("call 866-606-8220", "name", ("8666068220",)),
        ("call (866) 606-8220", "name", ("8666068220",)),
        ("write to help@agency.gov.", "name", ("help@agency.gov",)),
        ("see https://www.grants.gov/", "name", ("grants.gov",)),
        ("under Article III", "name", ("iii",)),
    ],
)
def test_what_a_number_counts_is_part_of_it(written, kind, value):
    assert (kind, value) in values(written)


def test_the_first_of_a_range_has_the_unit_of_the_second():
    assert values("10 to 15 percent") == [
        ("percent", (Fraction(10),)),
        ("percent", (Fraction(15),)),
    ]
    assert values("$10 to $15 million")[0] == ("amount", (Fraction(10_000_000), "$"))


@pytest.mark.parametrize(
    "written",
    [
        "January 15, 2025", "Jan. 15, 2025", "15 January 2025", "01/15/2025", "1/15/25",
        "2025-01-15", "the 15th of January, 2025", "15/01/2025",
    ],
)  # fmt: skip
def test_a_date_is_the_same_in_every_form(written):
    assert values(written) == [("date", (2025, 1, 15))]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("October of 2001", (2001, 10, 0)),
        ("in May", (0, 5, 0)),
        ("FY 2024", ("fiscal", 2024)),
        ("FY24", ("fiscal", 2024)),
        ("fiscal year 2024", ("fiscal", 2024)),
        ("on Friday", ("day", 4)),
        ("in 1911", (1911, 0, 0)),
    ],
)
def test_less_than_a_day_is_a_date_too(written, value):
    assert values(written) == [("date", value)]


def test_a_month_that_is_also_a_word_is_none_in_small_letters():
    assert values("You may march.") == []
    assert values("May I go?") == []


@pytest.mark.parametrize(
    ("written", "minutes", "zone"),
    [
        ("11:59 p.m. Eastern Time", 1439, ("e", "")),
        ("11:59 PM EST", 1439, ("e", "s")),
        ("noon PT", 720, ("p", "")),
        ("12 a.m. ET", 0, ("e", "")),
        ("23:59 UTC", 1439, ("u", "")),
    ],
)
def test_a_time_of_day_has_its_zone(written, minutes, zone):
    assert values(written) == [("time", (minutes,)), ("zone", zone)]


def test_digits_of_any_script_are_marked():
    assert [kind for kind, _ in values("\u0663\u0664 people and \uff11\uff12 more")] == [
        "number",
        "number",
    ]
