"""Whether figures, names and words are tied to each other as in the sources.

A sentence that keeps all words can still tie them anew: the share of the men told of the
women, "states to grants" for "grants to states", the year of another sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from app.triage.statement_clauses import VERBS
from app.triage.statement_compared import Compared, Spot, same_marks, spots_of
from app.triage.statement_names import reversed_name
from app.triage.statement_numbers import Mark, low_at
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import CALENDAR, Reading
from app.triage.statement_text import Token

__all__ = ["neighbour", "tie_problems"]

NEIGHBOURS = 4
# Words that stand beside each other in the statement stand so near in a source.
NEAR = 8
CONNECTED = 4
# "Schools and large clinics" are no "large schools"; "old schools and clinics" may be both.
ACROSS = 4
COORDINATORS = frozenset(("and", "or", ",", ";", "but"))
EVEN = frozenset(("and", "or", ",", "nor", "-", "/", "with", "&", ""))
ARTICLES = frozenset(("a", "an", "the", "its", "their", "this", "these", "those", "all"))
Joint = tuple[int, int, str]
Found = list[tuple[int, Mark]]


def tie_problems(pair: Compared) -> Iterator[Problem]:
    """Figures beside words of another figure, parts of two sources, words tied anew."""
    yield from swapped_neighbours(pair)
    yield from mixed_parts(pair)
    yield from joint_problems(pair)


def swapped_neighbours(pair: Compared) -> Iterator[Problem]:
    """A figure whose neighbour is, in the source, that of another figure of its kind."""
    for mark in pair.said.marks:
        if mark.kind in ("zone", "name"):
            continue
        same = same_marks(pair, mark)
        for side in (1, -1):
            near = neighbour(pair.said, mark, side)
            if near is None or not pair.found[near] or not same:
                continue
            keys = pair.found[near]
            own = {
                pair.sources[number].keys[place]
                for number, one in same
                for way in (1, -1)
                if (place := neighbour(pair.sources[number], one, way)) is not None
            }
            if not keys & own and keys & others_neighbours(pair, mark, same, side):
                words = sorted((mark.first, mark.last, near))
                yield Problem(
                    kind=ProblemKind.ATTACHMENT,
                    words=pair.said.written(words[0], words[-1]),
                )


def others_neighbours(pair: Compared, mark: Mark, same: Found, side: int) -> set[str]:
    """The neighbours, on one side, of other figures."""
    return {
        source.keys[place]
        for number, source in enumerate(pair.sources)
        for one in source.marks
        if (number, one) not in same and (one.kind == mark.kind or strangers(one, mark))
        if (place := neighbour(source, one, side, strict=one.kind != mark.kind)) is not None
    }


def strangers(one: Mark, other: Mark) -> bool:
    """Whether two figures of different kinds are not parts of one date."""
    return not {one.kind, other.kind} <= CALENDAR


def neighbour(
    reading: Reading, mark: Mark, side: int, *, strict: bool = False
) -> int | None:
    """The nearest word on one side that says something; None where a figure comes first."""
    place = mark.last + 1 if side > 0 else mark.first - 1
    for _ in range(NEIGHBOURS):
        if not 0 <= place < len(reading.tokens):
            return None
        if reading.marked[place]:
            other = reading.marks[reading.mark_at[place]]
            if not {mark.kind, other.kind} <= CALENDAR:
                return None
            # The words by "Tuesday, May 3, at noon" belong to all three.
            place = other.last + 1 if side > 0 else other.first - 1
            continue
        one = reading.tokens[place]
        stops = (";", ".", ",") if strict or side > 0 else (";", ".")
        if one.text in stops and (strict or mark.kind not in CALENDAR):
            return None
        if one.content:
            return place
        place += side
    return None


def mixed_parts(pair: Compared) -> Iterator[Problem]:
    """Words that are told together and come from two sources, or from two parts of one."""
    for places in part_places(pair.said):
        spots = {place: spots_of(pair, place) for place in places}
        known = {place: some for place, some in spots.items() if some}
        if not known:
            continue
        common = set.intersection(
            *({stretch_of(pair, spot) for spot in some} for some in known.values())
        )
        from_one = bool(common)
        if not from_one or (telling_any(pair.said, known) and competing(pair, known)):
            words = pair.said.written(min(known), max(known))
            yield Problem(kind=ProblemKind.ATTACHMENT, words=words)


def stretch_of(pair: Compared, spot: Spot) -> tuple[int, int]:
    """The source, and how many semicolons stand before a token: what is told as one."""
    number, place = spot
    return number, sum(one.text == ";" for one in pair.sources[number].tokens[:place])


def competing(pair: Compared, known: dict[int, list[Spot]]) -> bool:
    """Whether a part of a source gives words but not the figure or name beside them.

    "A got 30, and B got 40" holds two of each; "A got 40" takes the name of one part and
    the figure of the other.
    """
    inside = {
        place: {part for spot in some for part in parts_at(pair, spot)}
        for place, some in known.items()
    }
    told = {spot for some in known.values() for spot in some}
    needed = {next(iter(some)) for some in inside.values() if len(some) == 1}
    if len(needed) < 2:
        return False
    sorts = {place: sort_of(pair.said, place) for place in known}
    for number, part in sorted(needed):
        theirs = sorts_in(pair.sources[number], part)
        kept = {sort for sort, place in theirs if (number, place) in told}
        for sort in {sort for sort, _ in theirs} - kept:
            if any(
                sort == sorts[place] and (number, part) not in inside[place]
                for place in known
            ):
                return True
    return False


def parts_at(pair: Compared, spot: Spot) -> list[tuple[int, int]]:
    """The part of a word; its subject belongs to "and must" behind it, too."""
    number, place = spot
    source = pair.sources[number]
    own = source.part[place]
    start, after = source.part.index(own), bisect_right(source.part, own)
    tokens = source.tokens
    if after + 1 >= len(tokens) or any(t.low in VERBS for t in tokens[start:place]):
        return [(number, own)]
    shared = tokens[after].low in COORDINATORS and tokens[after + 1].low in VERBS
    return [(number, own), (number, own + 1)] if shared else [(number, own)]


def sorts_in(reading: Reading, part: int) -> list[tuple[str, int]]:
    """Figures and names of a coordinate part, and where they begin."""
    inside = [place for place, number in enumerate(reading.part) if number == part]
    firsts = {mark.first for mark in reading.marks}
    return [
        (sort, place)
        for place in inside
        if (sort := sort_of(reading, place)) and (sort == "name" or place in firsts)
    ]


def sort_of(reading: Reading, place: int) -> str:
    """Whether a token is a figure or a name; "" for other words."""
    one = reading.tokens[place]
    if reading.marked[place]:
        kind = next((m.kind for m in reading.marks if m.first == place), "")
        # "Form SF-424A": the code tells forms apart, the name before it does not.
        return "code" if kind == "name" else kind
    if one.capital and one.content and place and not reading.marked[place]:
        return "name"
    return ""


def telling_any(reading: Reading, places: Iterable[int]) -> bool:
    """Whether there is a figure or a name among some tokens."""
    return any(
        reading.marked[place] or sort_of(reading, place) == "name" for place in places
    )


def part_places(reading: Reading) -> Iterator[list[int]]:
    """Places of each coordinate part's words and figures."""
    places: list[int] = []
    for place, part in enumerate(reading.part):
        if places and part != reading.part[places[-1]]:
            yield places
            places = []
        places.append(place)
    if places:
        yield places


def joint_problems(pair: Compared) -> Iterator[Problem]:
    """Neighbouring words that no source has so near, or only the other way round."""
    for first, second, between in joints(pair.said):
        ones, others = pair.at(pair.found[first]), pair.at(pair.found[second])
        if not ones or not others or pair.found[first] & pair.found[second]:
            continue
        if between not in EVEN and turned(pair, (ones, others), between):
            yield Problem(kind=ProblemKind.ROLE, words=pair.said.written(first, second))
        elif reversed_name(pair, (first, second), ones, others) and between not in EVEN:
            yield Problem(kind=ProblemKind.NAME, words=pair.said.written(first, second))
        elif not between and not any_near(pair, ones, others):
            yield Problem(
                kind=ProblemKind.ATTACHMENT, words=pair.said.written(first, second)
            )


def joints(reading: Reading) -> Iterator[Joint]:
    """Neighbouring words that say something, and the little words between them."""
    last: int | None = None
    between: list[str] = []
    for place, one in enumerate(reading.tokens):
        if one.content and not reading.marked[place]:
            if last is not None and len(between) <= CONNECTED:
                yield last, place, " ".join(between)
            last, between = place, []
        elif reading.marked[place] or one.text in (".", ";", ":", "(", ")"):
            last, between = None, []
        elif one.low not in ARTICLES:
            between.append(one.low)


def turned(
    pair: Compared, spots: tuple[Sequence[Spot], Sequence[Spot]], between: str
) -> bool:
    """Whether two words are joined by the same little words only the other way round."""
    ones, others = spots
    back = any(
        connected(pair.sources[n].tokens, later, at) == between
        for n, at in ones
        for m, later in others
        if n == m and 0 < at - later <= NEAR
    )
    forth = any(
        connected(pair.sources[n].tokens, at, later) == between
        for n, at in ones
        for m, later in others
        if n == m and 0 < later - at <= NEAR
    )
    return back and not forth


def connected(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The little words between two words; None where another word stands there."""
    inside = tokens[first + 1 : last]
    if any(one.content for one in inside):
        return None
    return " ".join(one.low for one in inside if one.low not in ARTICLES)


def any_near(pair: Compared, ones: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Whether one word stands shortly before another in a source, or is tied to it so.

    "State grants" may stand for "grants to states"; not for "grants and states".
    """
    return any(
        n == m and tied(pair.sources[n], at, other) for n, at in ones for m, other in others
    )


def tied(reading: Reading, at: int, other: int) -> bool:
    """Whether two words of a source belong to each other."""
    if around_aside(reading, at, other):
        return True
    between = {one.low for one in reading.tokens[min(at, other) + 1 : max(at, other)]}
    if at < other:
        return other - at <= (ACROSS if between & COORDINATORS else NEAR)
    if low_at(reading.tokens, other + 1) == "by":
        return at - other <= 2 * NEAR  # "enforced by the state and the city"
    return at - other <= NEAR and not between & COORDINATORS


def around_aside(reading: Reading, at: int, other: int) -> bool:
    """Whether nothing but ", which ...," stands between two words."""
    first, last = min(at, other), max(at, other)
    tokens = reading.tokens
    return tokens[first + 1].text in (",", "(") and tokens[last - 1].text in (",", ")")
