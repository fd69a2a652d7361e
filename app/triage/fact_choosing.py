"""Which finds are told as facts: the best one, or all; each once; contradictions marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.records.summaries import FactSpec
from app.triage.fact_cues import stems
from app.triage.fact_finds import Find
from app.triage.fact_material import Material
from app.triage.fact_names import (
    ORDINAL,
    THEMSELVES,
    earlier_values,
    heading_above,
    name_it,
    relabelled,
)
from app.triage.fact_values import with_unit

__all__ = ["chosen_of"]

# A find that says otherwise counts if it is nearly as good as the best one.
NEARLY = 1.9
# And on its own at least so good: a strong cue in a sentence, or a label.
GOOD = 2.4
# A sentence with one of the stronger cues contradicts a label, too.
STRONG = 0.55
# Of entries that may have several, so good is enough.
LEAST = 1.1
MOST_SEVERAL = 40
# A report names hundreds of amounts; those that its words set off most are told.
MOST_AMOUNTS = 12
MOST_PASSAGES = 3
# A passage of so many characters counts so much less than a short one.
MOST_LENGTH = 800
LENGTH_LOSS = 0.6
MOST_CONTRADICTING = 4
# Values of these kinds contradict each other; texts and passages only differ.
EXACT = frozenset({"date", "amount", "number", "identifier"})
# Passages so much worse than the best one are left out; a heading alone says less.
UNDER_MARGIN = 0.8
CUE_MARGIN = 1.2
# Finds so close are entries of one list, not contradictions.
ONE_LIST = 3

ALL_POINTS = 100
MOST_PARTS = 20

SIGNS = re.compile(r"[\W_]+")
Chosen = tuple[Find, bool]


def chosen_of(spec: FactSpec, finds: Sequence[Find], material: Material) -> list[Chosen]:
    """The finds that are told, in the document's order, and which are contradicted."""
    if not finds:
        return []
    if spec.kind == "passages" or spec.kind not in {*EXACT, "text", "person", "contact"}:
        return passages(spec, finds)
    if not spec.several:
        return one_of(spec, [one for one in finds if not one.value.replaced], material)
    named = [name_it(spec, find, material) for find in nearest(finds)]
    earlier = earlier_values(named)
    named = [relabelled(spec, find, material, earlier) for find in named]
    stated = [find for find in named if not find.blank and find.score >= LEAST]
    if spec.kind in {"number", "text"} and spec.headings:
        stated = of_best_form(stated)
    if spec.kind == "number" and spec.headings:
        stated = without_parts(told_once(spec, stated))
    kept = told_once(spec, stated)
    labels = {key_of(find.label) for find in kept}
    blank = [
        find
        for find in named
        if find.blank and (not kept or key_of(find.label) not in labels)
    ]
    kept += told_once(spec, blank)
    most = MOST_AMOUNTS if spec.kind == "amount" else MOST_SEVERAL
    kept = sorted(kept[:most], key=lambda find: (find.unit, find.value.start))
    return [(find, contradicted(spec, find, kept, material)) for find in kept]


def one_of(spec: FactSpec, finds: Sequence[Find], material: Material) -> list[Chosen]:
    """The best find, and those that say otherwise and are nearly as good."""
    if not finds:
        return []
    ranked = sorted(
        often_said(finds), key=lambda find: (find.blank, -find.score, find.unit)
    )
    best = ranked[0]
    if best.blank:
        return [(best, False)]
    others: list[Find] = []
    for find in ranked[1:]:
        told = (best, *others)
        if find.blank or any(same(spec, find, one) for one in told):
            continue
        if rivals(spec, find, best):
            others.append(find)
        if len(others) == MOST_CONTRADICTING:
            break
    earliest = first_place(spec, fullest(spec, best, finds), finds)
    kept = sorted(
        [earliest, *others],
        key=lambda find: (find.unit, find.value.start),
    )
    if spec.kind == "number":
        kept = [
            replace(find, value=with_unit(find.value, material.units[find.unit].text))
            for find in kept
        ]
    return [(find, bool(others)) for find in kept]


def nearest(finds: Sequence[Find]) -> list[Find]:
    """Finds without those whose value has another cue of the list nearer to it.

    "Application deadline: June 1, letter of intent deadline: May 1" has two.
    """
    closest: dict[tuple[int, int], Find] = {}
    for find in finds:
        key = (find.unit, find.value.start)
        if find.fixed and 0 <= find.place <= find.value.start:
            other = closest.get(key)
            if other is None or other.place < find.place:
                closest[key] = find
    kept: list[Find] = []
    for find in finds:
        near = closest.get((find.unit, find.value.start))
        farther = near is not None and find.place < near.place
        if near and farther and find.label != near.label:
            continue
        kept.append(find)
    return kept


def often_said(finds: Sequence[Find]) -> list[Find]:
    """Finds of words that are values themselves, more sure the more often they are said."""
    counts = Counter(key_of(find.value.text) for find in finds if find.form in THEMSELVES)
    most = max(counts.values(), default=1)
    return [
        replace(find, score=find.score + 0.6 * counts[key_of(find.value.text)] / most)
        if find.form in THEMSELVES
        else find
        for find in finds
    ]


def rivals(spec: FactSpec, find: Find, best: Find) -> bool:
    """Whether a find contradicts the best one rather than being a worse guess."""
    near = find.score >= best.score - NEARLY or find.share >= STRONG
    if find.score < GOOD or not near or find.unit == best.unit:
        return False
    if spec.kind == "text" and find.fixed and best.fixed:
        # "Not required" here and "Required, 20 percent" there.
        return find.form == best.form == "named" and find.score >= best.score - 1.0
    return spec.kind in EXACT and find.form != "loose"


def fullest(spec: FactSpec, best: Find, finds: Sequence[Find]) -> Find:
    """Of the finds that say the same by their names, the one that says most of it."""
    if best.form != "named":
        return best
    alike = [find for find in finds if find.form == "named" and same(spec, find, best)]
    return max(alike, key=lambda find: (len(find.value.text), find.score), default=best)


def first_place(spec: FactSpec, best: Find, finds: Sequence[Find]) -> Find:
    """The first good place that says what the best one says, no less exactly."""
    equal = [
        find
        for find in finds
        if not find.blank
        and same(spec, find, best)
        and find.score >= best.score - 0.7
        and (find.form != "named" or len(find.value.text) >= len(best.value.text))
        and len(find.value.when) >= len(best.value.when)
    ]
    return min(equal, key=lambda find: (find.unit, -find.score), default=best)


def of_best_form(finds: Sequence[Find]) -> list[Find]:
    """Finds that are about as good as the best ones: those in the right section."""
    best = max((find.score for find in finds), default=0.0)
    return [find for find in finds if find.score >= best - NEARLY]


def without_parts(finds: Sequence[Find]) -> list[Find]:
    """Weights without the parts of others, where only so they make a hundred.

    "Approach: 50", of it "Work plan: 20" and "Staffing: 30", then "Need: 50".
    """
    ordered = sorted(finds, key=lambda find: (find.unit, find.value.start))
    weights = [find.value.amount or 0.0 for find in ordered]
    if sum(weights) == 2 * ALL_POINTS and ALL_POINTS in weights:
        # One of them is the total.
        return [find for find in ordered if find.value.amount != ALL_POINTS]
    kept: list[Find] = []
    at = 0
    while at < len(ordered):
        kept.append(ordered[at])
        at += 1 + parts_behind(weights, at)
    alone = sum(find.value.amount or 0.0 for find in kept)
    return kept if alone == ALL_POINTS != sum(weights) else ordered


def parts_behind(weights: Sequence[float], at: int) -> int:
    """How many weights behind one make it up together; 0 where none do."""
    left = weights[at]
    for count, part in enumerate(weights[at + 1 : at + 1 + MOST_PARTS], start=1):
        left -= part
        if left <= 0 or part <= 0:
            return count if left == 0 and count > 1 else 0
    return 0


def told_once(spec: FactSpec, finds: Sequence[Find]) -> list[Find]:
    """Each fact once, from its best place."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda find: (-find.score, find.unit, find.value.start)):
        at = next((n for n, one in enumerate(kept) if one_fact(spec, find, one)), None)
        if at is None:
            kept.append(find)
        elif len(find.value.when) > len(kept[at].value.when):
            # The same day with its time says more.
            kept[at] = find
        if len(kept) >= 4 * MOST_SEVERAL:
            break
    return kept


def one_fact(spec: FactSpec, find: Find, other: Find) -> bool:
    """Whether two finds of an entry that may have several state the same one."""
    if find.blank or other.blank:
        alike = find.unit == other.unit or key_of(find.label) == key_of(other.label)
        return find.blank and other.blank and alike
    if find.value.replaced != other.value.replaced:
        return False
    if find.form in THEMSELVES and other.form in THEMSELVES and not find.fixed:
        return list(stems(find.label)) == list(stems(other.label))
    return same(spec, find, other) and called_alike(spec, find, other)


def called_alike(spec: FactSpec, find: Find, other: Find) -> bool:
    """Whether the names of two finds with one value speak of one fact."""
    one, two = key_of(find.label), key_of(other.label)
    near = find.unit == other.unit or one in two or two in one
    if spec.kind == "number":
        return near
    if spec.kind in {"date", "amount"}:
        # Names from the list of facts are never the same one; the document's may be.
        return near or not (find.fixed and other.fixed)
    return True


def same(spec: FactSpec, find: Find, other: Find) -> bool:
    """Whether two finds say the same."""
    one, two = find.value, other.value
    if spec.kind in {"amount", "number"}:
        return one.amount == two.amount
    if one.when and two.when:
        short, long = sorted((one.when, two.when), key=len)
        return long.startswith(short)
    first, second = key_of(one.text), key_of(two.text)
    if spec.kind == "identifier":
        # "CMS-25-001" may be cut off as "CMS-25".
        short, long = sorted((first, second), key=len)
        return long == short or (len(short) > 5 and long.startswith(f"{short} "))
    if spec.kind == "date":
        return first == second
    return first in second or second in first


def contradicted(
    spec: FactSpec, find: Find, kept: Sequence[Find], material: Material
) -> bool:
    """Whether another find with the same label says otherwise in another place."""
    # Amounts of one section may be of anything; only what is named contradicts itself.
    if spec.kind not in EXACT - {"amount"} or find.blank or not find.label:
        return False
    return any(
        other is not find
        and not other.blank
        and key_of(other.label) == key_of(find.label)
        and not same(spec, find, other)
        and not (by_heading(find, material) and by_heading(other, material))
        and not one_list(find, other, material)
        for other in kept
    )


def by_heading(find: Find, material: Material) -> bool:
    """Whether a number's only name is that of the section it stands in."""
    unit = material.units[find.unit]
    own = find.first == find.unit and find.form in {"beside", "sentence", "under"}
    return own and not find.fixed and find.label == heading_above(unit, material)


def one_list(find: Find, other: Find, material: Material) -> bool:
    """Whether two finds are entries of one list or table."""
    one, two = material.units[find.unit], material.units[other.unit]
    if find.unit == other.unit or (one.table and one.table == two.table):
        return True
    near = abs(find.unit - other.unit) <= ONE_LIST or find.first == other.first
    return near and one.section == two.section


def passages(spec: FactSpec, finds: Sequence[Find]) -> list[Chosen]:
    """The best passages, none inside another, in the document's order."""
    kept: list[Find] = []
    most = MOST_PASSAGES if spec.several else 1
    rules = sum(not find.fixed for find in finds)
    # Exceptions have labels of their own and do not outdo the rule.
    best = max([find.score for find in finds if not find.fixed], default=0.0)
    finds = [
        find
        for find in finds
        if find.fixed
        or find.score >= best - (UNDER_MARGIN if find.form == "under" else CUE_MARGIN)
    ]
    for find in sorted(
        finds, key=lambda find: (-find.score + length_loss(find), find.unit)
    ):
        if len(kept) == most:
            break
        # Of the few that are told, the rules are not crowded out by their exceptions.
        if find.fixed and rules and sum(one.fixed for one in kept) == most // 3:
            continue
        if not any(overlap(find, one) or same(spec, find, one) for one in kept):
            kept.append(find)
    kept.sort(key=lambda find: find.first)
    return [(find, False) for find in kept]


def length_loss(find: Find) -> float:
    """What a long passage counts less than a short one that states the same.

    A list with the line it hangs on is as short as it can be.
    """
    if find.first != find.unit:
        return 0.0
    return min(find.value.end - find.value.start, MOST_LENGTH) / MOST_LENGTH * LENGTH_LOSS


def overlap(find: Find, other: Find) -> bool:
    """Whether two passages share a unit."""
    return find.first <= other.unit and other.first <= find.unit


def key_of(text: str) -> str:
    """A text for comparing: small letters and figures, without a number before it."""
    bare = ORDINAL.sub("", text.strip())
    return SIGNS.sub(" ", (bare or text).casefold()).strip()
