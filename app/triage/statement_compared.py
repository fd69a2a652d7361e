"""A statement beside its sources: where in them each of its words and figures stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.triage.statement_dates import covers
from app.triage.statement_numbers import Mark
from app.triage.statement_reading import Reading
from app.triage.statement_words import WordIndex

__all__ = ["Compared", "Spot", "compared", "same_marks", "spots_of"]

# A word that comes oftener is looked at in its first places only; else a hostile text of
# one word would take the square of its length.
MOST_SPOTS = 30
# A token of a source: number of the source, number of the token.
Spot = tuple[int, int]
Found = list[tuple[int, Mark]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A statement beside the sources it stands on.

    Attributes:
        said: The statement.
        sources: (s,), in order.
        spots: By key, where it stands in the sources.
        found: (t,), the keys of the sources that each word of the statement stands for;
            empty for what says nothing by itself and for what is not found.
        turned: (t,), whether a word of the statement is the opposite of one in the sources
            by what stands before it: ineligible, eligible.
        keys: All keys of the sources that the statement uses.
        told: (s,), the coordinate parts of each source that the statement tells.
    """

    said: Reading
    sources: tuple[Reading, ...]
    spots: dict[str, tuple[Spot, ...]]
    found: tuple[frozenset[str], ...]
    turned: tuple[bool, ...]
    keys: frozenset[str]
    told: tuple[frozenset[int], ...] = ()

    def at(self, keys: Iterable[str]) -> list[Spot]:
        """Where any of some keys stands."""
        return [spot for key in sorted(keys) for spot in self.spots.get(key, ())]

    def part_at(self, spot: Spot) -> tuple[int, int]:
        """The coordinate part of a source that a token of it is in."""
        return spot[0], self.sources[spot[0]].part[spot[1]]


def compared(said: Reading, sources: Sequence[Reading]) -> Compared:
    """A statement with what each of its words stands for in the sources."""
    spots: dict[str, list[Spot]] = {}
    for number, source in enumerate(sources):
        for place, key in enumerate(source.keys):
            if source.tokens[place].content or source.marked[place]:
                places = spots.setdefault(key, [])
                if len(places) < MOST_SPOTS:
                    places.append((number, place))
    index = WordIndex(spots)
    found: list[frozenset[str]] = []
    turned: list[bool] = []
    for place, one in enumerate(said.tokens):
        keys: frozenset[str] = frozenset()
        opposite = ""
        if one.content:
            keys = index.matches(said.keys[place])
            opposite = "" if keys else index.negated(said.keys[place])
        found.append(index.matches(opposite) if opposite else keys)
        turned.append(bool(opposite))
    pair = Compared(
        said=said,
        sources=tuple(sources),
        spots={key: tuple(places) for key, places in spots.items()},
        found=tuple(found),
        turned=tuple(turned),
        keys=frozenset(key for keys in found for key in keys),
    )
    return with_told_parts(pair)


def with_told_parts(pair: Compared) -> Compared:
    """The same with the parts of the sources that the statement tells.

    Of these come words or figures that come from nowhere else. Where most of its words are
    in one part, that is told too.
    """
    counts: dict[tuple[int, int], int] = {}
    told: set[tuple[int, int]] = set()
    for inside in parts_used(pair):
        if len(inside) == 1:
            told |= inside
        for part in inside:
            counts[part] = counts.get(part, 0) + 1
    most = max(counts.values(), default=0)
    if 2 * most > sum(map(bool, pair.found)):
        told.update(part for part, count in counts.items() if count == most)
    return Compared(
        said=pair.said,
        sources=pair.sources,
        spots=pair.spots,
        found=pair.found,
        turned=pair.turned,
        keys=pair.keys,
        told=tuple(
            frozenset(part for number, part in told if number == own)
            for own in range(len(pair.sources))
        ),
    )


def parts_used(pair: Compared) -> Iterator[set[tuple[int, int]]]:
    """The parts of the sources in which each word and each figure is found."""
    for keys in pair.found:
        if keys:
            yield {pair.part_at(spot) for spot in pair.at(keys)}
    for mark in pair.said.marks:
        yield {pair.part_at((number, one.first)) for number, one in same_marks(pair, mark)}


def same_marks(pair: Compared, mark: Mark) -> Found:
    """The marks of the sources that say what one of the statement says."""
    found: Found = []
    for number, source in enumerate(pair.sources):
        for one in source.marks:
            if says(one, mark):
                found.append((number, one))
                if len(found) == MOST_SPOTS:
                    return found
    return found


def spots_of(pair: Compared, place: int) -> list[Spot]:
    """Where in the sources a token of a statement stands; none for what says nothing."""
    number = pair.said.mark_at[place]
    if number >= 0:
        mark = pair.said.marks[number]
        if mark.first != place:
            return []
        return [(source, one.first) for source, one in same_marks(pair, mark)]
    return pair.at(pair.found[place])


def says(known: Mark, said: Mark) -> bool:
    """Whether a mark of a source says what one of a statement says."""
    if known.kind == said.kind == "date":
        return covers(known.value, said.value)
    if known.kind == said.kind == "zone":
        return known.value[0] == said.value[0] and said.value[1] in ("", known.value[1])
    if {known.kind, said.kind} == {"number", "percent"}:
        return share(known) is not None and share(known) == share(said)
    if {known.kind, said.kind} == {"number", "date"}:
        return year_or_number(known) == year_or_number(said) != None  # noqa: E711
    return known.kind == said.kind and known.value == said.value


def share(mark: Mark) -> Fraction | None:
    """A part of a whole: half, 50 percent; None for other numbers."""
    value = mark.value[0]
    if not isinstance(value, Fraction):
        return None
    if mark.kind == "percent":
        return value / 100
    return value if 0 < value < 1 else None


def year_or_number(mark: Mark) -> int | None:
    """A year alone as a number, and a number that may be one."""
    if mark.kind == "date":
        year, *rest = mark.value
        return year if isinstance(year, int) and rest == [0, 0] else None
    value = mark.value[0]
    whole = isinstance(value, Fraction) and value.denominator == 1
    return int(value) if whole and isinstance(value, Fraction) else None
