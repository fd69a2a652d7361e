"""Whether the figures of a statement are those of its sources, with what bounds them.

A figure must be there with its unit, its bound ("at least"), its time zone and its "per
award"; that a number stands somewhere in the sources is not enough (Zhao and others,
"Reducing quantity hallucinations in abstractive summarization", 2020, check no more).
"""

from __future__ import annotations

from collections.abc import Iterator

from app.triage.statement_compared import Compared, same_marks, says
from app.triage.statement_cues import Cue
from app.triage.statement_numbers import Mark
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import CALENDAR, Reading
from app.triage.statement_ties import neighbour

__all__ = ["figure_problems"]

KINDS = {
    "number": ProblemKind.NUMBER, "ordinal": ProblemKind.NUMBER,
    "percent": ProblemKind.NUMBER, "points": ProblemKind.NUMBER,
    "section": ProblemKind.NAME, "decade": ProblemKind.DATE, "amount": ProblemKind.AMOUNT,
    "date": ProblemKind.DATE, "time": ProblemKind.TIME, "zone": ProblemKind.TIME,
    "name": ProblemKind.NAME,
}  # fmt: skip
# A bound stands so near to its figure.
BOUND_BEFORE = 3
BOUND_AFTER = 2
FREQUENCY_REACH = 6
# "No later than 5 p.m. Eastern Time on Friday, January 10": all of it is bounded.
PAID = ("amount", "number", "percent")
WINDOW = 24
BESIDE = 3
# "Nearly 300" may be told as "about 300"; the other way round it says more than was known.
SOFTER = {"about": frozenset(("nearly",)), "by": frozenset(("before",))}
Found = list[tuple[int, Mark]]


def figure_problems(pair: Compared) -> Iterator[Problem]:
    """Figures, dates, times, amounts and codes that the sources do not have so."""
    for mark in pair.said.marks:
        same = same_marks(pair, mark)
        words = pair.said.written(mark.first, mark.last)
        if not same and not one_is_said(pair, mark):
            yield Problem(kind=KINDS[mark.kind], words=words)
        elif same:
            for kind in lost_beside(pair, mark, same):
                yield Problem(kind=kind, words=words)


def lost_beside(pair: Compared, mark: Mark, same: Found) -> Iterator[ProblemKind]:
    """What a figure has lost that is beside it in its sources: zone, bound, "a year"."""
    if mark.kind == "time" and not zone_kept(pair, mark, same):
        yield ProblemKind.TIME
    if mark.kind != "zone" and not bound_kept(pair, mark, same):
        yield ProblemKind.BOUND
    if mark.kind in PAID and not frequency_kept(pair, mark, same):
        yield ProblemKind.AMOUNT


def one_is_said(pair: Compared, mark: Mark) -> bool:
    """Whether "one" is no count: the sources say "a" or "each" before its word."""
    if pair.said.tokens[mark.first].low != "one" or mark.last != mark.first:
        return False
    near = neighbour(pair.said, mark, 1)
    spots = pair.at(pair.found[near]) if near is not None else []
    for number, place in spots:
        before = pair.sources[number].tokens[max(0, place - 2) : place]
        if any(one.low in ("a", "an", "single", "each", "the") for one in before):
            return True
    return False


def zone_kept(pair: Compared, mark: Mark, same: Found) -> bool:
    """Whether a time has its zone where the source gives one."""
    own = zone_behind(pair.said, mark)
    zones = [zone_behind(pair.sources[number], one) for number, one in same]
    return any(zone is None or (own is not None and says(zone, own)) for zone in zones)


def zone_behind(reading: Reading, mark: Mark) -> Mark | None:
    """The zone that stands behind a time, also behind the second time of two."""
    number = reading.mark_at[mark.first]
    return next(
        (
            one
            for one in reading.marks[number : number + BESIDE + 1]
            if one.kind == "zone" and 0 < one.first - mark.last <= FREQUENCY_REACH
        ),
        None,
    )


def bound_kept(pair: Compared, mark: Mark, same: Found) -> bool:
    """Whether a figure has the bounds that it has in one of its sources."""
    own = bounds_of(pair.said, mark)
    return any(
        equally_bounded(own, bounds_of(pair.sources[number], one)) for number, one in same
    )


def equally_bounded(own: frozenset[str], known: frozenset[str]) -> bool:
    """Whether all bounds are kept, or told a little softer, and none is put in."""
    softened = {sort for sort in own if SOFTER.get(sort, frozenset()) & known}
    lost = {sort for sort in known if any(sort in SOFTER[one] for one in softened)}
    return own - softened <= known and known - lost <= own


def bounds_of(reading: Reading, mark: Mark) -> frozenset[str]:
    """At least, up to, about, before: what bounds a figure; a day with its time of day."""
    if mark.kind not in CALENDAR:
        return own_bounds(reading, mark)
    number = reading.mark_at[mark.first]
    found = own_bounds(reading, mark)
    for one in reading.marks[max(0, number - BESIDE) : number + BESIDE + 1]:
        if one.kind in CALENDAR and apart(one, mark) <= BOUND_BEFORE:
            found |= own_bounds(reading, one)
    return found


def apart(one: Mark, other: Mark) -> int:
    """How many tokens lie between two figures, and one more."""
    return max(one.first - other.last, other.first - one.last)


def own_bounds(reading: Reading, mark: Mark) -> frozenset[str]:
    """What stands beside a figure itself."""
    found = set()
    for cue in reading.cues_near(mark.first - WINDOW, mark.last + BOUND_AFTER, "bound"):
        if bounds(reading, cue, mark) and meant(reading, cue, mark):
            found.add(cue.sort)
    return frozenset(found)


def meant(reading: Reading, cue: Cue, mark: Mark) -> bool:
    """Whether a little word can bound a figure of this kind; "by the 2018 act" does not."""
    if mark.kind not in CALENDAR:
        return cue.sort not in ("by", "since")
    if cue.sort == "by" and reading.tokens[mark.first - 1].low in ("the", "a", "its"):
        return False
    return cue.sort not in ("over", "under", "about")


def bounds(reading: Reading, cue: Cue, mark: Mark) -> bool:
    """Whether a bound stands beside a figure with no other figure between."""
    if reading.clause[cue.first] != reading.clause[mark.first]:
        # "until" and "before" begin a clause that their date is in; others never cut.
        return False
    if cue.last < mark.first:
        return steps_between(reading, cue.last, mark) <= BOUND_BEFORE
    near = cue.first - mark.last <= BOUND_AFTER
    after = reading.tokens[cue.first].low in ("or", "at", "minimum", "maximum")
    return near and after and cue.first > mark.last


def steps_between(reading: Reading, place: int, mark: Mark) -> int:
    """How many tokens a figure is behind a place; a day and its time of day are one.

    As many as there are tokens where another figure stands between.
    """
    steps = mark.first - place
    numbers = sorted({reading.mark_at[at] for at in range(place + 1, mark.first)} - {-1})
    for number in numbers:
        one = reading.marks[number]
        if one.first > place:
            if one.kind not in CALENDAR or mark.kind not in CALENDAR:
                return len(reading.tokens)
            steps -= one.last - one.first + 1
    return steps


def frequency_kept(pair: Compared, mark: Mark, same: Found) -> bool:
    """Whether "per award" and "a year" stand by an amount as in one of its sources."""
    own = frequencies(pair.said, mark)
    return any(own == frequencies(pair.sources[number], one) for number, one in same)


def frequencies(reading: Reading, mark: Mark) -> frozenset[str]:
    """Per what an amount is paid, as far as it stands behind it."""
    number = reading.mark_at[mark.first]
    following = reading.marks[number + 1 : number + 2]
    end = following[0].first if following else len(reading.tokens)
    last = min(end, mark.last + FREQUENCY_REACH)
    return frozenset(
        cue.sort for cue in reading.cues_near(mark.last + 1, last, "frequency")
    )
