"""Which unit of one version is which of the other.

What is the same and stands in the same order is matched first, from units that occur once
in either version (Bram Cohen's patience diff), then what is alike in the gaps between, then
what is the same or alike in other places. All steps but the last few are near linear.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.triage.stop_words import STOP_WORDS
from app.triage.version_order import Pair, best_ordered, gaps, ordered_matches
from app.triage.version_units import Unit

__all__ = ["Aligned", "Match", "align"]

# Units that are compared with each other within one gap, each with each.
MOST_PAIRS = 2_500
# Beyond that, each with the few that share the most of their rare words.
CANDIDATES = 5
MOST_SHARING = 48
WORDS_LOOKED_UP = 40
# Of two likenesses below them, one unit was taken out and another put in.
LEAST_ALIKE = 0.5
LEAST_ALIKE_ELSEWHERE = 0.72
LEAST_TO_MOVE = 4
LEAST_TO_MOVE_CHANGED = 6
STOP_WEIGHT = 0.25
FIGURE_WEIGHT = 2.0
MOST_JOINED = 6
# Runs that may be the same are found by their first letters, and few of them tried.
BEGINNING = 6
MOST_TRIED = 8
JOINED_BETTER = 0.08


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Units of the old version that are those of the new one.

    Attributes:
        old: Numbers, ascending; empty where it was added.
        new: Numbers, ascending; empty where it was removed.
        same: Whether both say the same in the same words.
        moved: Whether it stands in another place.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    same: bool = False
    moved: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Aligned:
    """How two versions go together; every unit of either is in exactly one match."""

    matches: tuple[Match, ...]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Aligned:
    """Match the units of two versions."""
    pairs = ordered_matches([one.key for one in old], [one.key for one in new])
    alike = Likeness(old, new)
    found = [Match(old=(one,), new=(two,), same=True) for one, two in pairs]
    spare_old: list[int] = []
    spare_new: list[int] = []
    for gap in gaps(pairs, len(old), len(new)):
        matches = within_gap(old, new, gap, alike)
        found += matches
        spare_old += left_over(gap[0], (one.old for one in matches))
        spare_new += left_over(gap[1], (one.new for one in matches))
    found += elsewhere(old, new, (spare_old, spare_new), alike)
    taken_old = {number for match in found for number in match.old}
    taken_new = {number for match in found for number in match.new}
    found += [Match(old=(one,), new=()) for one in spare_old if one not in taken_old]
    found += [Match(old=(), new=(one,)) for one in spare_new if one not in taken_new]
    return Aligned(matches=tuple(found))


def left_over(numbers: range, taken: Iterable[tuple[int, ...]]) -> list[int]:
    """The numbers of a gap that no match holds."""
    gone = {number for one in taken for number in one}
    return [number for number in numbers if number not in gone]


# ------------------------------------------------------------------ alike
class Likeness:
    """How alike units of two versions are, 0 to 1: the weight of the words they share.

    A figure counts half where there is another one in its place.

    Args:
        old: Units of the old version.
        new: Units of the new one.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old = [Counter(token.word for token in one.tokens) for one in old]
        self.new = [Counter(token.word for token in one.tokens) for one in new]
        spread: Counter[str] = Counter()
        for words in (*self.old, *self.new):
            spread.update(words.keys())
        count = len(old) + len(new)
        self.weight = {
            word: self._weigh(word, count, often) for word, often in spread.items()
        }
        self._figures: dict[int, Counter[str]] = {}

    @staticmethod
    def _weigh(word: str, count: int, often: int) -> float:
        if word in STOP_WORDS:
            return STOP_WEIGHT
        # Words of one version only weigh as much as words of both: df 2.
        return FIGURE_WEIGHT if word[0].isdigit() else math.log(1 + count / max(2, often))

    def of(self, old: Counter[str], new: Counter[str]) -> float:
        """Likeness of two counts of words."""
        common = 0.0
        loose_old = loose_new = 0
        sizes = 0.0
        for word, often in old.items():
            shared = min(often, new.get(word, 0))
            weight = self.weight.get(word, 1.0)
            common += 2 * shared * weight
            sizes += often * weight
            if word[0].isdigit():
                loose_old += often - shared
        for word, often in new.items():
            sizes += often * self.weight.get(word, 1.0)
            if word[0].isdigit():
                loose_new += often - min(often, old.get(word, 0))
        common += min(loose_old, loose_new) * FIGURE_WEIGHT
        return common / sizes if sizes else 0.0

    def between(self, one: int, two: int) -> float:
        """Likeness of an old unit and a new one."""
        return self.of(self.old[one], self.new[two])

    def joined(self, ones: Iterable[int], twos: Iterable[int]) -> float:
        """Likeness of some old units together and some new ones together."""
        old: Counter[str] = Counter()
        new: Counter[str] = Counter()
        for one in ones:
            old.update(self.old[one])
        for two in twos:
            new.update(self.new[two])
        return self.of(old, new)


def within_gap(
    old: Sequence[Unit],
    new: Sequence[Unit],
    gap: tuple[range, range],
    alike: Likeness,
) -> list[Match]:
    """What goes together between two matches: cut otherwise, or changed."""
    ones, twos = list(gap[0]), list(gap[1])
    found = cut_otherwise(old, new, ones, twos)
    done_old = {number for match in found for number in match.old}
    done_new = {number for match in found for number in match.new}
    ones = [one for one in ones if one not in done_old]
    twos = [two for two in twos if two not in done_new]
    scored = likely_pairs(ones, twos, alike, LEAST_ALIKE)
    taken = best_ordered(scored)
    left = (
        set(ones) - {one for one, _ in taken},
        set(twos) - {two for _, two in taken},
    )
    for one, two in taken:
        found.append(grown(one, two, left, alike))
    return found


def cut_otherwise(
    old: Sequence[Unit], new: Sequence[Unit], ones: Sequence[int], twos: Sequence[int]
) -> list[Match]:
    """Runs of units whose words are the same, but which end in other places."""
    if not ones or not twos:
        return []
    begins: defaultdict[str, list[int]] = defaultdict(list)
    for place, two in enumerate(twos):
        for words in {new[two].key[:BEGINNING], new[two].full[:BEGINNING]}:
            begins[words].append(place)
    found: list[Match] = []
    done = place = 0
    while place < len(ones):
        one = old[ones[place]]
        starts = sorted({*begins[one.key[:BEGINNING]], *begins[one.full[:BEGINNING]]})
        match = None
        for start in [start for start in starts if start >= done][:MOST_TRIED]:
            match = same_words(old, new, ones[place:], twos[start:])
            if match:
                done = start + len(match.new)
                found.append(match)
                break
        place += len(match.old) if match else 1
    return found


def same_words(
    old: Sequence[Unit], new: Sequence[Unit], ones: Sequence[int], twos: Sequence[int]
) -> Match | None:
    """The shortest runs from the beginning that hold the same words; None if none do.

    The number of an entry is a word where the entry was run into a sentence.
    """
    for entry in (False, True):
        here = [old[one].full if entry else old[one].key for one in ones[:MOST_JOINED]]
        there = [new[two].full if entry else new[two].key for two in twos[:MOST_JOINED]]
        sizes = same_beginning(here, there)
        if sizes:
            return Match(
                old=tuple(ones[: sizes[0]]), new=tuple(twos[: sizes[1]]), same=True
            )
    return None


def same_beginning(here: Sequence[str], there: Sequence[str]) -> Pair | None:
    """How many texts of either list make the same text, the fewest; None if none do."""
    one = two = 1
    left, right = here[0], there[0]
    while left != right:
        if left.startswith(right) and two < len(there):
            right += there[two]
            two += 1
        elif right.startswith(left) and one < len(here):
            left += here[one]
            one += 1
        else:
            return None
    return one, two


def likely_pairs(
    ones: Sequence[int], twos: Sequence[int], alike: Likeness, least: float
) -> list[tuple[int, int, float]]:
    """Pairs of an old and a new unit that are alike, with how much."""
    if not ones or not twos:
        return []
    if len(ones) * len(twos) <= MOST_PAIRS:
        pairs: Iterable[Pair] = ((one, two) for one in ones for two in twos)
    else:
        pairs = sharing(ones, twos, alike)
    scored = ((one, two, alike.between(one, two)) for one, two in pairs)
    return [(one, two, score) for one, two, score in scored if score >= least]


def sharing(ones: Sequence[int], twos: Sequence[int], alike: Likeness) -> Iterator[Pair]:
    """For each old unit the few new ones that share most of its rare words."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for two in twos:
        for word in alike.new[two]:
            holding[word].append(two)
    for one in ones:
        words = sorted(
            (word for word in alike.old[one] if word in holding),
            key=lambda word: (len(holding[word]), word),
        )
        shared: defaultdict[int, float] = defaultdict(float)
        for word in words[:WORDS_LOOKED_UP]:
            for two in holding[word][:MOST_SHARING]:
                shared[two] += alike.weight[word]
        ranked = sorted(shared, key=lambda two: (-shared[two], two))
        yield from ((one, two) for two in ranked[:CANDIDATES])


def grown(one: int, two: int, left: tuple[set[int], set[int]], alike: Likeness) -> Match:
    """A pair, and units beside it that make it more alike: it was cut otherwise."""
    ones, twos = [one], [two]
    score = alike.between(one, two)
    for side, spare in ((ones, left[0]), (twos, left[1])):
        for step in (1, -1):
            while len(side) < MOST_JOINED:
                other = (side[-1] if step > 0 else side[0]) + step
                if other not in spare:
                    break
                side.append(other)
                side.sort()
                better = alike.joined(ones, twos)
                if better < score + JOINED_BETTER:
                    side.remove(other)
                    break
                score = better
                spare.discard(other)
    return Match(old=tuple(ones), new=tuple(twos))


# ------------------------------------------------------------------ in other places
def elsewhere(
    old: Sequence[Unit],
    new: Sequence[Unit],
    spare: tuple[list[int], list[int]],
    alike: Likeness,
) -> list[Match]:
    """What is the same or alike, but stands in another place."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for two in spare[1]:
        if len(new[two].tokens) >= LEAST_TO_MOVE:
            places[new[two].key].append(two)
    found: list[Match] = []
    for one in spare[0]:
        waiting = places.get(old[one].key)
        if waiting:
            found.append(Match(old=(one,), new=(waiting.pop(0),), same=True, moved=True))
    done_old = {match.old[0] for match in found}
    done_new = {match.new[0] for match in found}
    long_old = [one for one in spare[0] if len(old[one].tokens) >= LEAST_TO_MOVE_CHANGED]
    long_new = [two for two in spare[1] if len(new[two].tokens) >= LEAST_TO_MOVE_CHANGED]
    scored = likely_pairs(
        [one for one in long_old if one not in done_old],
        [two for two in long_new if two not in done_new],
        alike,
        LEAST_ALIKE_ELSEWHERE,
    )
    for one, two, _ in sorted(scored, key=lambda row: (-row[2], row[0], row[1])):
        if one not in done_old and two not in done_new:
            done_old.add(one)
            done_new.add(two)
            found.append(Match(old=(one,), new=(two,), moved=True))
    return found
