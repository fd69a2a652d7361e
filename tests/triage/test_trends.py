from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from app.records import PeriodKind, TrendKind
from app.triage.trend_model import Usual
from app.triage.trend_periods import cut, label
from app.triage.trend_tests import holm, step_up
from app.triage.trends import trends_report

FIRST = datetime.date(2023, 1, 2).toordinal()
GROUPS = 12
NAMES = [f"theme {number}" for number in range(GROUPS)]
# The calendar repeats after 28 years, leap days and weekdays included.
SAME_CALENDAR = 28 * 365 + 7

DAYS = st.lists(st.integers(0, 900), min_size=1, max_size=200)


def world(change, days=365, rows=6000, seed=0):
    """Days and pairs of a world in which group 0 moves by a factor a day, others do not."""
    chance = np.random.default_rng(seed)
    when = np.arange(days)
    traffic = np.where(when % 7 >= 5, 0.2, 1.0) * (1.0 + 0.4 * np.sin(when / 58.0))
    traffic[(when % 365 > 350) | (when % 365 < 3)] *= 0.2
    rates = np.outer(np.ones(GROUPS), traffic / traffic.sum() * rows / GROUPS)
    rates[0] *= change(when)
    counts = chance.poisson(rates)
    group, day = np.nonzero(counts)
    times = counts[group, day]
    group, day = np.repeat(group, times), np.repeat(day, times)
    return day + FIRST, np.stack([np.arange(len(day)), group], axis=1)


def report(days, pairs, groups=NAMES):
    return trends_report(
        np.asarray(days), np.asarray(pairs), groups, of="theme", date_column="created"
    )


def told(found):
    return [(one.group, one.kind) for one in found.trends]


def during(first, last, times):
    return lambda when: np.where((when >= first) & (when < last), times, 1.0)


def test_nothing_is_told_where_only_the_traffic_moves():
    for seed in range(12):
        assert told(report(*world(lambda when: 1.0, seed=seed))) == []


def test_a_rise_and_a_fall_are_found_and_told_with_their_rates():
    found = report(*world(lambda when: 0.2 + 2.0 * when / 365))
    assert told(found) == [("theme 0", TrendKind.RISING)]
    one = found.trends[0]
    assert one.period == "week of 25 December 2023"
    assert one.chance < 0.001
    assert "theme 0 rises: from " in one.sentence
    assert (
        "January 2023 to March 2023 against October 2023 to December 2023" in one.sentence
    )
    falling = report(*world(lambda when: 1.6 - 1.2 * when / 365))
    assert told(falling) == [("theme 0", TrendKind.FALLING)]


def test_rates_in_the_sentence_are_the_counts_themselves():
    days, pairs = world(lambda when: 0.2 + 2.0 * when / 365)
    found = report(days, pairs)
    months = next(one for one in (found.periods, *(p for p, _ in found.all_periods))
                  if one.kind is PeriodKind.MONTH)  # fmt: skip
    table = dict(
        [(found.periods.kind, found.series)]
        + [(periods.kind, series) for periods, series in found.all_periods]
    )
    counts = next(one for one in table[months.kind] if one.group == "theme 0").counts
    early, late = np.mean(counts[:3]), np.mean(counts[9:12])
    text = " to ".join(
        f"{mean:.0f}" if mean >= 10 or mean == int(mean) else f"{mean:.1f}"
        for mean in (early, late)
    )
    assert f"from {text} a month" in found.trends[0].sentence


def test_a_growing_share_of_a_shrinking_whole_is_not_told_as_growing_counts():
    days, pairs = world(lambda when: 1.0, rows=9000)
    # Group 0 keeps all its items, of the others ever fewer are left.
    later = (days - FIRST) / 365
    place = np.arange(len(days))
    kept = np.flatnonzero((pairs[:, 1] == 0) | (place * 0.618 % 1 > 0.8 * later))
    found = report(days[kept], np.stack([np.arange(len(kept)), pairs[kept, 1]], axis=1))
    assert told(found) == [("theme 0", TrendKind.RISING)]
    assert "theme 0 makes up more of all items" in found.trends[0].sentence


def test_one_spike_is_a_spike_and_no_rise_wherever_it_lies():
    for first in (10, 140, 170, 330):
        found = report(*world(during(first, first + 28, 4.0), seed=first))
        assert told(found) == [("theme 0", TrendKind.SPIKE)], first
        one = found.trends[0]
        start = datetime.date.fromisoformat(one.starts).toordinal() - FIRST
        assert first - 31 < start < first + 28
        assert one.count > one.usual[1]
        assert one.sentence.startswith(f"theme 0: {one.count} in ")
        assert f"usually {one.usual[0]:.0f} to {one.usual[1]:.0f}" in one.sentence


def test_the_spike_of_one_week_is_told_by_its_week():
    found = report(*world(during(140, 147, 8.0)))
    assert told(found) == [("theme 0", TrendKind.SPIKE)]
    assert found.trends[0].period == "week of 22 May 2023"


def test_snow_of_several_weeks_is_told_as_one_winter():
    def snow(when):
        return np.where(np.isin(when // 7, (51, 53, 54, 57, 59)), 30.0, 1.0)

    found = report(*world(snow, days=500, rows=4000))
    assert told(found) == [("theme 0", TrendKind.SPIKE)]
    assert found.trends[0].period == "winter 2023-24"


def test_a_newcomer_is_new_and_neither_rising_nor_a_spike():
    found = report(*world(lambda when: (when >= 200) * 1.0))
    assert told(found) == [("theme 0", TrendKind.NEW)]
    assert "theme 0 is new" in found.trends[0].sentence
    assert found.trends[0].usual == (0.0, 0.0)


def test_a_season_of_two_years_is_seasonal_and_no_rise():
    def winters(when):
        date = (FIRST + when).astype(int)
        months = [datetime.date.fromordinal(int(day)).month for day in date]
        return np.where(np.isin(months, (12, 1, 2)), 4.0, 1.0)

    found = report(*world(winters, days=365 * 3, rows=18000))
    assert ("theme 0", TrendKind.SEASONAL) in told(found)
    assert {kind for _, kind in told(found)} == {TrendKind.SEASONAL}
    assert "the same in winter 2023-24" in found.trends[0].sentence


def test_data_that_begin_in_summer_make_no_theme_of_a_season_rise():
    for start in range(0, 365, 60):
        found = report(
            *world(
                lambda when, start=start: 1 + 0.8 * np.sin((when + start) / 58.1),
                days=800,
                rows=9000,
            )
        )
        kinds = {kind for _, kind in told(found)}
        assert not kinds & {TrendKind.RISING, TrendKind.FALLING, TrendKind.NEW}


def test_a_large_group_that_grows_does_not_make_the_others_fall():
    found = report(*world(lambda when: 2.0 + 20.0 * when / 365, rows=3000))
    assert told(found) == [("theme 0", TrendKind.RISING)]
    assert any("theme 0" in note for note in found.notes)


def test_missing_weeks_are_missing_and_said():
    days, pairs = world(lambda when: 1.0)
    gone = (days >= FIRST + 140) & (days < FIRST + 154)
    kept = np.flatnonzero(~gone)
    found = report(days[kept], np.stack([np.arange(len(kept)), pairs[kept, 1]], axis=1))
    assert told(found) == []
    assert found.periods.kind is PeriodKind.WEEK
    assert any("22 May 2023" in note and "missing" in note for note in found.notes)


def test_a_month_that_is_not_over_is_marked_and_falls_for_nobody():
    days, pairs = world(lambda when: 1.0, days=340)
    found = report(days, pairs)
    months = next(p for p, _ in found.all_periods if p.kind is PeriodKind.MONTH)
    assert months.whole[:-1] == (True,) * 11
    assert not months.whole[-1]
    assert told(found) == []


def test_an_office_that_is_closed_at_weekends_has_whole_weeks():
    days = np.array([FIRST + day for day in range(26) if day % 7 < 5])
    weeks = cut(days, PeriodKind.WEEK)
    assert weeks.whole.tolist() == [True, True, True, True]
    weeks = cut(days[:-1], PeriodKind.WEEK)
    assert weeks.whole.tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("day", "kind", "text"),
    [
        (datetime.date(2024, 3, 4), PeriodKind.DAY, "4 March 2024"),
        (datetime.date(2024, 3, 4), PeriodKind.WEEK, "week of 4 March 2024"),
        (datetime.date(2024, 9, 1), PeriodKind.MONTH, "September 2024"),
        (datetime.date(2024, 4, 1), PeriodKind.QUARTER, "second quarter of 2024"),
        (datetime.date(2014, 12, 1), PeriodKind.SEASON, "winter 2014-15"),
        (datetime.date(1999, 12, 1), PeriodKind.SEASON, "winter 1999-00"),
        (datetime.date(2015, 3, 1), PeriodKind.SEASON, "spring 2015"),
    ],
)
def test_periods_are_called_as_people_call_them(day, kind, text):
    assert label(day.toordinal(), kind) == text


@given(
    st.integers(datetime.date(1900, 1, 1).toordinal(), 767000), st.sampled_from(PeriodKind)
)
def test_every_day_lies_in_its_period(day, kind):
    found = cut(np.array([day]), kind)
    assert found.count == 1
    assert found.edges[0] <= day < found.edges[1]
    start = datetime.date.fromordinal(int(found.edges[0]))
    if kind is PeriodKind.WEEK:
        assert start.weekday() == 0
    if kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.SEASON):
        assert start.day == 1
    if kind is PeriodKind.SEASON:
        assert start.month in (3, 6, 9, 12)


@settings(deadline=None, max_examples=25)
@given(DAYS, st.integers(0, 5))
def test_counts_add_up_in_every_cut(offsets, undated):
    days = np.array([FIRST + offset for offset in offsets] + [0] * undated)
    pairs = [(item, item % 3) for item in range(len(days))]
    pairs += [(item, 3) for item in range(0, len(days), 2)]
    found = report(days, pairs, NAMES[:5])
    assert found.dated == len(offsets)
    assert found.undated == undated
    cuts = [(found.periods, found.series), *found.all_periods]
    assert len({periods.kind for periods, _ in cuts}) == len(cuts)
    for periods, series in cuts:
        assert sum(periods.totals) == len(offsets)
        for one in series:
            number = NAMES.index(one.group)
            real = sum(1 for item, group in pairs if group == number and days[item])
            assert sum(one.counts) == real
            assert len(one.counts) == len(one.low) == len(one.high) == len(periods.starts)
            assert all(0 <= low <= high
                       for low, high in zip(one.low, one.high, strict=True))  # fmt: skip
    assert sum(found.seasons.totals) == len(offsets)


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(seed):
    days, pairs = world(during(140, 168, 4.0), rows=2000)
    mixed = np.random.default_rng(seed).permutation(len(days))
    place = np.argsort(mixed)
    again = np.stack([place[pairs[:, 0]], pairs[:, 1]], axis=1)[mixed]
    assert report(days[mixed], again) == report(days, pairs)


def test_a_shift_by_whole_calendars_changes_only_the_names_of_periods():
    days, pairs = world(during(140, 168, 4.0))
    here, there = report(days, pairs), report(days - SAME_CALENDAR, pairs)
    assert told(here) == told(there)
    for one, other in zip(here.trends, there.trends, strict=True):
        assert (one.count, one.usual, one.chance) == (
            other.count,
            other.usual,
            other.chance,
        )
        assert one.sentence.replace("2023", "1995") == other.sentence
    assert here.series == there.series
    assert here.periods.totals == there.periods.totals


def test_a_shift_by_weeks_leaves_weeks_as_they_are():
    days, pairs = world(lambda when: 1.0)
    here, there = (report(days + shift, pairs) for shift in (0, 364))
    weeks = [one for one in (here, there) if one.periods.kind is PeriodKind.WEEK]
    assert len(weeks) == 2
    assert here.series == there.series
    assert here.periods.starts != there.periods.starts


def test_what_is_usual_is_the_exact_test_of_two_counts_where_nothing_is_overdispersed():
    ratio, one = np.full((1, 1), 0.25), np.ones((1, 1))
    usual = Usual(seen=8 * one, ratio=ratio, dispersion=one, size=1e12 * one)
    exact = binom.sf(6, 7 + 8, 0.2)
    assert usual.tail(7 * one)[0, 0] == pytest.approx(exact, rel=1e-5)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_chances_corrected_by_holm_are_in_order_and_not_lower(chances):
    raw = np.array(chances)
    found = holm(raw)
    assert (found >= raw).all()
    assert (found <= 1).all()
    assert found.min() == min(len(raw) * raw.min(), 1)
    milder = step_up(raw)
    assert (milder >= raw).all()
    assert (milder <= found).all()


def test_nothing_dated_and_no_groups_make_reports_without_trends():
    empty = report([0, 0], np.empty((0, 2), dtype=int))
    assert (empty.dated, empty.undated, empty.periods, empty.first) == (0, 2, None, "")
    nobody = report([FIRST, FIRST + 3], np.empty((0, 2), dtype=int), [])
    assert nobody.series == ()
    assert nobody.periods.totals == (1, 0, 0, 1)
    assert nobody.first == "2023-01-02"
    one = report([FIRST], [(0, 0)], ["a"])
    assert one.trends == ()
    assert one.series[0].counts == (1,)
