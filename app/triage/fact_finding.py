"""Where a document says what an entry of a list of facts asks for.

The code knows kinds of values, never single entries: what announces a deadline or a ceiling
is written in the list of facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import compiled, cues_of
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
IN_FOOTNOTE = 1.2


def finds_of(spec: FactSpec, material: Material) -> list[Find]:
    """All finds for an entry whose kind has values, in no order."""
    finds: list[Find] = []
    for cue in cues_of(spec.cues):
        for count, number in enumerate(material.index.having(cue)):
            if count == MOST_PLACES or len(finds) >= MOST_FINDS:
                break
            finds.extend(in_unit(cue, material.units[number], material, spec))
        finds.extend(in_columns(cue, material, spec))
    if "(first)" in spec.headings:
        finds.extend(first_of(spec, material))
    if "(anywhere)" in spec.headings:
        finds.extend(anywhere(spec, material))
    lines = [compiled(words) for words in spec.without]
    inside = under(spec.headings, material)
    if inside and not any(find.unit in inside for find in finds):
        for number in sorted(inside)[:MOST_UNDER]:
            finds.extend(entries(material.units[number], spec))
    return [
        replace(find, score=find.score + weight(find, inside, material))
        for find in finds
        if not unwanted(find, material, lines) and told_early(find, spec, material)
    ]


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


def entry_name(unit: Unit) -> str:
    """The name of a list's entry: a row's first cell, an item up to its colon."""
    if unit.cells:
        name = unit.text[slice(*unit.cells[0])]
    elif unit.kind is BlockKind.LIST_ITEM:
        name = unit.text[: unit.label] if unit.label else unit.text
        name = name.lstrip(
            "\u2022\u2023\u25aa\u25cf\u25cb\u25e6\uf0b7\uf0a7\u2610*- "
        ).rstrip(" .;")
    else:
        return ""
    return name if 1 <= len(name.split()) <= 14 and any(map(str.isalpha, name)) else ""


def weight(find: Find, inside: set[int], material: Material) -> float:
    """What the place of a find adds: the right heading, early in the document."""
    here = UNDER_HEADING if find.unit in inside else 0.0
    if find.form == "words" and material.units[find.unit].page == 1:
        # Whose notice it is, its first page says.
        here += 0.5
    if material.units[find.unit].kind is BlockKind.FOOTNOTE:
        here -= IN_FOOTNOTE
    return here - LATENESS * find.unit / max(len(material.units), 1)
