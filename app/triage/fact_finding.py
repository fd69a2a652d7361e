"""Where a document says what an entry of a list of facts asks for.

The code knows kinds of values, never single entries: what announces a deadline or a ceiling
is written in the list of facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_alone import alone, in_headers, on_cover
from app.triage.fact_cues import compiled, cues_of
from app.triage.fact_entries import entry_name
from app.triage.fact_finds import Find, found, unwanted
from app.triage.fact_material import Material, all_values, under, unit_label
from app.triage.fact_reading import in_columns, in_unit
from app.triage.fact_units import Unit
from app.triage.fact_values import READERS, Value

__all__ = ["finds_of"]

MOST_FIRST = 60
NAMED_PAGES = 3
MOST_UNDER = 80
MOST_FINDS = 400
MOST_PLACES = 3_000
# What stands in the last tenth of a document counts a little less than in the first.
LATENESS = 0.4
UNDER_HEADING = 0.6
CHECKLIST = re.compile(
    r"\bcheck\s?list\b|\bcontents$|\blist\sof\sattachments$", re.IGNORECASE
)
# Dots lead from an entry of contents to its page.
CONTENTS_LINE = re.compile(r"(?:\.\s?){4}\s?\d{1,4}$")
IN_FOOTNOTE = 1.2


def finds_of(spec: FactSpec, material: Material) -> list[Find]:
    """All finds for an entry whose kind has values, in no order."""
    if "(alone)" in spec.headings:
        return list(alone(spec, material))
    finds = by_cues(spec, material)
    if "(first)" in spec.headings:
        finds.extend(first_of(spec, material))
    if "(anywhere)" in spec.headings:
        finds.extend(anywhere(spec, material))
    if "(cover)" in spec.headings:
        finds = [find for find in finds if on_cover(find, material)]
        finds.extend(in_headers(material))
    lines = [compiled(words) for words in spec.without]
    inside = under(spec.headings, material)
    if inside and not any(find.unit in inside for find in finds):
        for number in sorted(inside)[:MOST_UNDER]:
            finds.extend(entries(material.units[number], spec))
    kept = [
        replace(find, score=find.score + weight(find, inside, material))
        for find in finds
        if not unwanted(find, material, lines) and told_early(find, spec, material)
    ]
    if spec.kind == "amount" and spec.several:
        # A footnote names the amounts of other works.
        return [find for find in kept if not in_footnote(find, material)]
    return without_lists(kept, material) if spec.kind == "text" and spec.several else kept


def listed(spec: FactSpec, finds: Iterable[Find]) -> Iterator[Find]:
    """Finds whose value has words of the closed list that an entry's cues give."""
    words = [compiled(cue.words) for cue in cues_of(spec.cues) if cue.itself]
    for find in finds:
        known = any(one.search(find.value.text) for one in words)
        if find.blank or (find.form != "words" and known):
            yield find


def in_footnote(find: Find, material: Material) -> bool:
    """Whether a find stands in a footnote."""
    return material.units[find.unit].kind is BlockKind.FOOTNOTE


def without_lists(finds: list[Find], material: Material) -> list[Find]:
    """Finds without those of checklists and contents, which only name them once more."""
    lists = {
        number
        for number, section in enumerate(material.structure.sections)
        if CHECKLIST.search(section.heading[:200])
    }
    own = [
        find
        for find in finds
        if lists.isdisjoint(material.paths[material.units[find.unit].section])
        and not CONTENTS_LINE.search(material.units[find.unit].text)
    ]
    return own or finds


def by_cues(spec: FactSpec, material: Material) -> list[Find]:
    """The finds that the cues of an entry lead to."""
    finds: list[Find] = []
    for cue in cues_of(spec.cues):
        for count, number in enumerate(material.index.having(cue)):
            if count == MOST_PLACES or len(finds) >= MOST_FINDS:
                break
            finds.extend(in_unit(cue, material.units[number], material, spec))
        finds.extend(in_columns(cue, material, spec))
    return list(listed(spec, finds)) if "(listed)" in spec.headings else finds


def told_early(find: Find, spec: FactSpec, material: Material) -> bool:
    """Whether a mere name stands on the first pages; on later ones others are named."""
    if find.form != "words" or spec.several:
        return True
    return material.units[find.unit].page <= NAMED_PAGES


def first_of(spec: FactSpec, material: Material) -> Iterator[Find]:
    """The first value of its kind on the first page that has text."""
    for unit in material.units[:MOST_FIRST]:
        if unit.page != material.units[0].page:
            return
        for value in READERS[spec.kind](unit.text)[:1]:
            alone = value.end - value.start >= 0.4 * len(unit.text)
            if alone or unit.short or unit.cells:
                yield found(unit, unit, value, "first", None, "")
                return


def anywhere(spec: FactSpec, material: Material) -> Iterator[Find]:
    """All values of a kind, wherever they stand, the first ones of the document."""
    given = 0
    for unit in material.units:
        for value in all_values(spec.kind, unit, material):
            yield found(unit, unit, value, "anywhere", None, "")
            given += 1
            if given == MOST_UNDER:
                return


def entries(unit: Unit, spec: FactSpec) -> Iterator[Find]:
    """What a unit under one of the headings of an entry gives, though no cue is in it."""
    if spec.kind == "text" and not spec.several:
        return
    if spec.kind != "text":
        if unit.kind is not BlockKind.HEADING:
            for value in READERS[spec.kind](unit.text)[:4]:
                yield found(unit, unit, value, "under", None, unit_label(unit))
        return
    name = entry_name(unit)
    if name:
        value = Value(start=0, end=len(name), text=name)
        yield found(unit, unit, value, "under", None, "")


def weight(find: Find, inside: set[int], material: Material) -> float:
    """What the place of a find adds: the right heading, early in the document."""
    here = UNDER_HEADING if find.unit in inside else 0.0
    if find.form == "words" and material.units[find.unit].page == 1:
        # Whose notice it is, its first page says.
        here += 0.5
    if in_footnote(find, material):
        here -= IN_FOOTNOTE
    return here - LATENESS * find.unit / max(len(material.units), 1)
