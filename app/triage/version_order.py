"""Members of two sequences that go together in the order of both.

What occurs once in either is matched first (Bram Cohen's patience diff), round by round in
the gaps between; every step is near linear, whatever the sequences are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

__all__ = ["Pair", "best_ordered", "gaps", "increasing", "ordered_matches"]

# A text can be made so that every round finds one match only; the rest is paired in order.
MOST_ROUNDS = 16

Pair = tuple[int, int]


def ordered_matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs of equal members in the order of both, from those that occur once in either."""
    found: list[Pair] = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        first, last, start, end, rounds = waiting.pop()
        while first < last and start < end and old[first] == new[start]:
            found.append((first, start))
            first, start = first + 1, start + 1
        while first < last and start < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
            found.append((last, end))
        if first == last or start == end:
            continue
        anchors = unique_pairs(old, new, (first, last), (start, end))
        if not anchors or rounds >= MOST_ROUNDS:
            found += paired_in_order(old, new, (first, last), (start, end))
            continue
        before = (first, start)
        for one, two in [*increasing(anchors), (last, end)]:
            waiting.append((before[0], one, before[1], two, rounds + 1))
            if one < last:
                found.append((one, two))
            before = (one + 1, two + 1)
    return sorted(found)


def unique_pairs(
    old: Sequence[Hashable], new: Sequence[Hashable], here: Pair, there: Pair
) -> list[Pair]:
    """Places of members that occur once in either stretch, in the order of the old one."""
    places = once(old, *here)
    others = once(new, *there)
    return sorted((place, others[key]) for key, place in places.items() if key in others)


def once(members: Sequence[Hashable], first: int, last: int) -> dict[Hashable, int]:
    """The place of every member that occurs once."""
    counts = Counter(members[first:last])
    return {
        members[place]: place for place in range(first, last) if counts[members[place]] == 1
    }


def paired_in_order(
    old: Sequence[Hashable], new: Sequence[Hashable], here: Pair, there: Pair
) -> list[Pair]:
    """The first of equal members with the first, and so on, where the order allows it."""
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in range(*there):
        places[new[place]].append(place)
    used: Counter[Hashable] = Counter()
    pairs = []
    for place in range(*here):
        key = old[place]
        if used[key] < len(places.get(key, ())):
            pairs.append((place, places[key][used[key]]))
            used[key] += 1
    return increasing(pairs)


def increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """The most pairs whose second members ascend, of pairs whose first ones do."""
    ends: list[int] = []
    numbers: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        before.append(numbers[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        numbers[place : place + 1] = [number]
    found: list[Pair] = []
    number = numbers[-1] if numbers else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """What lies between matches, where anything does."""
    one = two = 0
    for first, second in [*pairs, (old, new)]:
        if first > one or second > two:
            yield range(one, first), range(two, second)
        one, two = first + 1, second + 1


def best_ordered(scored: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """The pairs that keep the order of both versions and are most alike in all."""
    twos = sorted({two for _, two, _ in scored})
    place = {two: number + 1 for number, two in enumerate(twos)}
    # Best sum that ends at or before a place, as a tree of maxima (Fenwick, 1994).
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(twos) + 1)
    rows = sorted(scored, key=lambda row: (row[0], -row[1]))
    before: list[int] = []
    best = (0.0, -1)
    for number, (_, two, score) in enumerate(rows):
        spot = place[two] - 1
        top = (0.0, -1)
        while spot > 0:
            top = max(top, tree[spot], key=lambda one: one[0])
            spot &= spot - 1
        before.append(top[1])
        reached = (top[0] + score * score, number)
        if reached[0] > best[0]:
            best = reached
        spot = place[two]
        while spot < len(tree):
            if reached[0] > tree[spot][0]:
                tree[spot] = reached
            spot += spot & -spot
    found: list[Pair] = []
    number = best[1]
    while number >= 0:
        found.append(rows[number][:2])
        number = before[number]
    return found[::-1]
