"""Blind checks: which items persons look at, and what their answers say of the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import numpy as np

from app.records import BlindAnswer, BlindReport, CategoryScore, GroupScore, Interval, Times
from app.triage.calibration import exact_interval

__all__ = ["Stratum", "draw_sample", "report", "times", "wilson_interval"]

# 97.5 % of a normal variable lie below.
DEVIATIONS = 1.959963984540054
# Who takes longer over one item went for coffee.
LONGEST_SECONDS = 600.0
FEWEST_TIMES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Stratum:
    """An item that may be drawn, and what decides which others it is drawn among.

    Attributes:
        item: Its key, no two the same.
        category: What the program decided.
        alone: Whether it did so without a person.
    """

    item: int
    category: str | None
    alone: bool


def draw_sample(items: Sequence[Stratum], size: int, seed: int) -> list[tuple[int, float]]:
    """A stratified random sample: keys as they are shown, and how many each stands for.

    Strata are the category and whether the item was decided alone. Each gives its share
    (largest remainder), and at least one item. Where there are more strata than ``size``,
    only deciding alone makes them, or nothing: the weights sum to the number of items.
    The same items, in any order, and the same seed give the same sample.

    Args:
        items: All that may be drawn.
        size: How many are wanted; more than there are gives all.
        seed: Of the draw, not negative.
    """
    most = min(size, len(items))
    if most < 1:
        return []
    ways: tuple[Callable[[Stratum], tuple[object, ...]], ...] = (
        lambda one: (one.category is not None, one.category or "", one.alone),
        lambda one: (one.alone,),
        lambda _: (),
    )
    strata = next(found for way in ways if len(found := grouped(items, way)) <= most)
    chance = np.random.default_rng(seed)
    drawn: list[tuple[int, float]] = []
    for keys, count in zip(strata, allocated([len(s) for s in strata], most), strict=True):
        chosen = chance.permutation(len(keys))[:count]
        drawn.extend((keys[number], len(keys) / count) for number in chosen.tolist())
    return [drawn[number] for number in chance.permutation(len(drawn)).tolist()]


def grouped(
    items: Sequence[Stratum], way: Callable[[Stratum], tuple[object, ...]]
) -> list[list[int]]:
    """Keys by stratum, strata and keys in an order that the input has no say in."""
    found: dict[tuple[object, ...], list[int]] = {}
    for one in items:
        found.setdefault(way(one), []).append(one.item)
    return [sorted(found[key]) for key in sorted(found)]


def allocated(sizes: Sequence[int], total: int) -> list[int]:
    """How many of each stratum are drawn: in proportion, at least one, ``total`` together.

    Args:
        sizes: Of the strata, each above 0.
        total: From the number of strata to the sum of the sizes.
    """
    single: set[int] = set()
    while True:
        rest = [number for number in range(len(sizes)) if number not in single]
        left, whole = total - len(single), sum(sizes[number] for number in rest)
        few = {number for number in rest if left * sizes[number] < whole}
        if not few:
            break
        single |= few
    counts = [1 if number in single else 0 for number in range(len(sizes))]
    for number in rest:
        counts[number] = left * sizes[number] // whole
    rest.sort(key=lambda number: (-(left * sizes[number] % whole), number))
    for number in rest[: total - sum(counts)]:
        counts[number] += 1
    return counts


def report(
    answers: Sequence[BlindAnswer], names: Sequence[str], sample: int, times: Times
) -> BlindReport:
    """What the answers of a check say.

    Each item counts once: of several persons' answers the one of the person whose name
    comes first. An item for which the program has no category is one that it got wrong; in
    the confusion it stands under an empty name.

    The share that is right counts each answer with its weight (Hajek, 1971), and so stands
    for all items of the case. Its interval is Wilson's (1927) with the effective sample
    size of Kish (1965), ``(sum w)^2 / sum w^2``: answers of unequal weight tell less. All
    other figures are plain counts of the labelled items, and their intervals are exact
    (Clopper and Pearson, 1934).

    Args:
        answers: Of all persons; of one person and item at most one.
        names: Of the scheme's categories, in its order; others that occur follow by name.
        sample: How many items the sample has.
        times: What was measured of time.
    """
    first: dict[int, BlindAnswer] = {}
    for one in sorted(answers, key=lambda one: (one.item, one.person)):
        first.setdefault(one.item, one)
    counted = tuple(first.values())
    alone = [one for one in counted if one.alone]
    right, interval = weighted_share(counted)
    categories = category_scores(counted, names)
    occur = [one.f1 for one in categories if one.checked or one.predicted]
    return BlindReport(
        checked=len(counted),
        sample=sample,
        right=right,
        interval=interval,
        alone_checked=len(alone),
        alone_right=hits(alone) / len(alone) if alone else None,
        alone_interval=exact_interval(hits(alone), len(alone)) if alone else None,
        macro_f1=sum(occur) / len(occur) if occur else 0.0,
        categories=categories,
        groups=(
            *group_scores("language", ((one.language, one) for one in counted)),
            *group_scores("sheet", ((one.sheet, one) for one in counted)),
        ),
        confusion=confusion(counted, [one.category for one in categories]),
        kappa=kappas(answers),
        times=times,
    )


def times(
    by_hand: Sequence[float], with_program: Sequence[float], review_share: float, items: int
) -> Times:
    """What was measured of time; None where fewer than 5 items were.

    Args:
        by_hand: Seconds for each item that was labelled blindly; above 10 minutes as 10.
        with_program: Seconds for each item that needed review; likewise.
        review_share: Share of the items that need review, 0 to 1.
        items: How many items the case has.
    """
    hand, reviewed = median_minutes(by_hand), median_minutes(with_program)
    program = None if reviewed is None else reviewed * review_share
    saved = None if hand is None or program is None else (hand - program) * items / 60
    return Times(by_hand=hand, with_program=program, saved_hours=saved)


def median_minutes(seconds: Sequence[float]) -> float | None:
    """The median, in minutes; None for too few."""
    if len(seconds) < FEWEST_TIMES:
        return None
    return median(min(one, LONGEST_SECONDS) for one in seconds) / 60


def is_right(answer: BlindAnswer) -> bool:
    """Whether person and program say the same."""
    return answer.program == answer.category


def hits(answers: Iterable[BlindAnswer]) -> int:
    """How many of the answers the program got right."""
    return sum(is_right(one) for one in answers)


def weighted_share(answers: Sequence[BlindAnswer]) -> tuple[float, Interval]:
    """The share that is right, by weight, and the interval around it."""
    total = sum(one.weight for one in answers)
    if total <= 0:
        return 0.0, Interval(low=0.0, high=1.0)
    share = sum(one.weight for one in answers if is_right(one)) / total
    size = total**2 / sum(one.weight**2 for one in answers)
    return share, wilson_interval(share, size)


def wilson_interval(share: float, size: float) -> Interval:
    """The 95 % interval of a share (Wilson, 1927).

    Args:
        share: What was observed, 0 to 1.
        size: Effective number of observations, above 0; need not be whole.
    """
    square = DEVIATIONS**2 / size
    middle = (share + square / 2) / (1 + square)
    half = (share * (1 - share) * square + square**2 / 4) ** 0.5 / (1 + square)
    # At both ends the formula gives the share itself, but for rounding.
    return Interval(
        low=min(max(middle - half, 0.0), share), high=max(min(middle + half, 1.0), share)
    )


def category_scores(
    answers: Sequence[BlindAnswer], names: Sequence[str]
) -> tuple[CategoryScore, ...]:
    """Scores of the scheme's categories and of any others that occur."""
    checked = Counter(one.category for one in answers)
    predicted = Counter(one.program for one in answers if one.program is not None)
    both = Counter(one.category for one in answers if is_right(one))
    others = sorted((checked.keys() | predicted.keys()) - set(names))
    return tuple(
        CategoryScore(
            category=name,
            checked=checked[name],
            predicted=predicted[name],
            both=both[name],
            precision=both[name] / max(predicted[name], 1),
            recall=both[name] / max(checked[name], 1),
            f1=2 * both[name] / max(checked[name] + predicted[name], 1),
        )
        for name in [*names, *others]
    )


def group_scores(
    kind: str, answers: Iterable[tuple[str, BlindAnswer]]
) -> tuple[GroupScore, ...]:
    """Scores by the name of a group, the largest first; no name is no group."""
    members: dict[str, list[BlindAnswer]] = {}
    for name, one in answers:
        if name:
            members.setdefault(name, []).append(one)
    largest_first = sorted(members.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(
        GroupScore(
            kind=kind,
            name=name,
            checked=len(those),
            right=hits(those) / len(those),
            interval=exact_interval(hits(those), len(those)),
        )
        for name, those in largest_first
    )


def confusion(
    answers: Sequence[BlindAnswer], order: Sequence[str]
) -> tuple[tuple[str, str, int], ...]:
    """How often person's and program's category came together, in the categories' order."""
    place = {name: number for number, name in enumerate([*order, ""])}
    pairs = Counter((one.category, one.program or "") for one in answers)
    ranked = sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return tuple((person, program, pairs[person, program]) for person, program in ranked)


def kappas(answers: Sequence[BlindAnswer]) -> tuple[tuple[str, str, int, float], ...]:
    """Agreement of each two persons over the items that both labelled, if there are any."""
    said: dict[str, dict[int, str]] = {}
    for one in answers:
        said.setdefault(one.person, {})[one.item] = one.category
    found = []
    for first, second in combinations(sorted(said), 2):
        shared = sorted(said[first].keys() & said[second].keys())
        pairs = [(said[first][item], said[second][item]) for item in shared]
        if pairs:
            found.append((first, second, len(pairs), cohens_kappa(pairs)))
    return tuple(found)


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement beyond chance (Cohen, 1960), at most 1.

    Where both always say the same single category it is not defined; that is 1 here.
    """
    ours = Counter(one for one, _ in pairs)
    theirs = Counter(other for _, other in pairs)
    total = len(pairs) ** 2
    by_chance = sum(ours[name] * theirs[name] for name in ours)
    if by_chance == total:
        return 1.0
    agreed = sum(one == other for one, other in pairs) * len(pairs)
    return (agreed - by_chance) / (total - by_chance)
