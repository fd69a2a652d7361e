"""Amounts, counts and shares in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.triage.fact_amounts import find_amounts, find_numbers, find_shares


@pytest.mark.parametrize(
    ("text", "least", "most", "told"),
    [
        ("Up to $415,000 per award", 415_000, 415_000, "$415,000"),
        ("$50,000 - $100,000", 50_000, 100_000, "$50,000 - $100,000"),
        ("between $10-20 million each", 10e6, 20e6, "$10-20 million"),
        ("$400,000 to $500,000.", 400_000, 500_000, "$400,000 to $500,000"),
        ("$1.5 million per year", 1.5e6, 1.5e6, "$1.5 million per year"),
        ("five hundred thousand dollars", 5e5, 5e5, "five hundred thousand dollars"),
        ("$24,923,717.00 per Federal Fiscal Year", 24_923_717, 24_923_717,
         "$24,923,717.00 per Federal Fiscal Year"),
        ("$23M, subject to funds", 23e6, 23e6, "$23M"),
        ("$500,000 over five years", 500_000, 500_000, "$500,000 over five years"),
        ("$2 billion in funding", 2e9, 2e9, "$2 billion"),
        ("$5,000,000 and 12 awards", 5e6, 5e6, "$5,000,000"),
        ("$400,000 4. Background", 400_000, 400_000, "$400,000"),
        ("$5 M in funding", 5e6, 5e6, "$5 M"),
        ("$1,500 B awards", 1_500, 1_500, "$1,500"),
        ("$400,000b)", 400_000, 400_000, "$400,000"),
        ("$5,000 to 20,000 residents", 5_000, 5_000, "$5,000"),
        ("$12 to 15 awards", 12, 12, "$12"),
        ("$5,000 to 10,000 per year", 5_000, 10_000, "$5,000 to 10,000 per year"),
        ("1,200 dollars a month", 1_200, 1_200, "1,200 dollars a month"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(text, least, most, told):
    (found,) = find_amounts(text)
    assert (found.least, found.most, found.text) == (least, most, told)


@pytest.mark.parametrize(
    "text", ["HRSA-24-019", "42 U.S.C. 293", "a dollar", "$", "$,000", "$1,2345"]
)
def test_what_is_no_amount_is_none(text):
    assert find_amounts(text) == ()


def test_the_letters_of_a_list_are_no_billions():
    told = [one.most for one in find_amounts("a. $5,000 b. $6,000 k) $7,000 m. $8")]
    assert told == [5_000, 6_000, 7_000, 8]


def test_a_range_tells_both_its_ends():
    (found,) = find_amounts("$150,000 to $300,000 per budget period")
    assert (found.low, found.high) == (
        "$150,000 per budget period",
        "$300,000 per budget period",
    )


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("12 new grants", 12, 12), ("up to twelve (12) awards", 12, 12),
        ("4\u20135.", 4, 5),
        ("one (1) to three (3) awards", 1, 3), ("a 10-page limit", 10, 10),
        ("1,200 applications", 1_200, 1_200), ("twenty-five points", 25, 25),
        ("8 to 10", 8, 10),
    ],
)  # fmt: skip
def test_a_count_is_read_in_figures_and_words(text, least, most):
    (found,) = find_numbers(text)
    assert (found.least, found.most) == (least, most)


@pytest.mark.parametrize(
    "text", ["HRSA-24-019", "a 12-month budget", "12345678901234", "x9"]
)
def test_what_is_part_of_something_else_is_no_count(text):
    assert list(find_numbers(text)) == []


def test_two_amounts_joined_by_and_are_a_range_only_after_between():
    told = [one.text for one in find_amounts("$6 million and $8 million a year")]
    assert told == ["$6 million", "$8 million a year"]
    (one,) = find_amounts("between $6 million and $8 million")
    assert (one.least, one.most) == (6e6, 8e6)
    assert [one.most for one in find_numbers("15 and 20 points")] == [15, 20]
    assert [one.most for one in find_numbers("between 8 and 12 awards")] == [12]


def test_shares_are_percentages_and_ratios():
    told = [one.text for one in find_shares("a 25% match, 20 percent, or a 1:1 match")]
    assert told == ["25%", "20 percent", "1:1"]


@given(st.integers(1, 10**12))
def test_every_amount_comes_back(amount):
    (found,) = find_amounts(f"An award of ${amount:,} is made.")
    assert found.most == amount
    assert found.text == f"${amount:,}"


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_every_range_comes_back_in_order(one, other):
    least, most = sorted((one, other))
    (found,) = find_amounts(f"Awards are ${least:,} to ${most:,}.")
    assert (found.least, found.most) == (least, most)


@given(st.text(alphabet="$1,0. millonand-K%() four", max_size=80))
def test_what_is_found_stands_in_the_text(text):
    for one in (*find_amounts(text), *find_numbers(text), *find_shares(text)):
        assert one.text == " ".join(text[one.start : one.end].split())
        assert one.least <= one.most
