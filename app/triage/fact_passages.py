"""Facts that are passages: a sentence, or a line with the list that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import compiled, cues_of
from app.triage.fact_finds import FORMS, Find, clause_around, found, unwanted
from app.triage.fact_material import Material, under
from app.triage.fact_units import Unit
from app.triage.fact_values import Value, is_blank, whole

__all__ = ["passages_of"]

MOST_ITEMS = 40
MOST_CHARACTERS = 2_500
# Of one section so many passages are told, if no cue points at a better one.
FROM_SECTION = 4
MOST_PASSAGES = 300


def passages_of(spec: FactSpec, material: Material) -> list[Find]:
    """All passages for an entry, those that a cue points at above those of its headings."""
    lines = [compiled(words) for words in spec.without]
    finds = list(by_cues(spec, material))
    finds += [
        find
        for find in by_headings(spec, material)
        # Its label is a heading's words, which rule nothing out.
        if not unwanted(replace(find, label=""), material, lines)
    ]
    kept: dict[tuple[int, int], Find] = {}
    for find in finds:
        key = (find.first, find.unit)
        if key not in kept or kept[key].score < find.score:
            kept[key] = find
    return list(kept.values())


def by_cues(spec: FactSpec, material: Material) -> Iterator[Find]:
    """Passages in which a cue stands."""
    given = 0
    inside = under(spec.headings, material)
    lines = [compiled(words) for words in spec.without]
    for cue in cues_of(spec.cues):
        for number in material.index.having(cue):
            unit = material.units[number]
            place = next(iter(cue.places(unit.text)), None)
            if place is None or unit.kind is BlockKind.HEADING:
                continue
            clause = clause_around(unit.text, place)
            said = f"{unit.text[: unit.value]}\n{clause}"
            if any(line.search(said) for line in lines):
                continue
            passage = grouped(unit, material)
            if announces_only(unit, place) and passage == number:
                continue
            one = found(unit, material.units[passage], value_of(unit, passage, material),
                        "sentence", cue, heading_of(unit, material))  # fmt: skip
            # A cue at the beginning says what the sentence is about.
            more = (0.5 if place[0] < 40 else 0.0) + (0.8 if number in inside else 0.0)
            # A label in the list of facts is for what is said more exactly.
            more += 1.0 if cue.label else 0.0
            more -= 1.0 if unit.kind is BlockKind.FOOTNOTE else 0.0
            blank = bool(unit.label) and is_blank(unit.text[unit.value :])
            yield replace(one, score=one.score + more, blank=blank)
            given += 1
            if given >= MOST_PASSAGES:
                return


def by_headings(spec: FactSpec, material: Material) -> Iterator[Find]:
    """The first passages under the headings of an entry, the best heading first."""
    lines = [compiled(words) for words in spec.headings]
    for rank, line in enumerate(lines):
        share = 1 - rank / len(lines)
        for number, section in enumerate(material.structure.sections):
            match = line.search(section.heading[:200])
            if not match:
                continue
            words = len(section.heading.split())
            # "Program-specific requirements on page limits" is not about page limits alone.
            cover = (match.end() - match.start()) / len(section.heading)
            if cover < 0.34 and words > 4:
                continue
            for count, (unit, last) in enumerate(in_section(number, material)):
                if count == FROM_SECTION:
                    break
                one = found(unit, material.units[last], value_of(unit, last, material),
                            "under", None, section.heading)  # fmt: skip
                order = 0.05 * count
                yield replace(one, score=FORMS["under"] + 1.5 * share + cover - order)


def in_section(number: int, material: Material) -> Iterator[tuple[Unit, int]]:
    """Passages of a section as first and last unit; of its parts, where it has none."""
    first = material.sections.get(number)
    if first is None:
        return
    at = first
    own = False
    while at < len(material.units):
        unit = material.units[at]
        if number not in material.paths[unit.section]:
            return
        if unit.section != number and own:
            return
        last = grouped(unit, material)
        if unit.kind is BlockKind.HEADING or (too_short(unit) and last == at):
            at += 1
            continue
        yield unit, last
        own = own or unit.section == number
        at = last + 1


def announces_only(unit: Unit, place: tuple[int, int]) -> bool:
    """Whether a unit with a cue says only what is to come: "1. Eligible applicants"."""
    if unit.cells:
        return len(unit.cells) < 2
    if unit.text.endswith(":"):
        return len(unit.text.split()) <= 8
    return unit.short and place[1] - place[0] >= 0.7 * len(unit.text)


def too_short(unit: Unit) -> bool:
    """Whether a unit says too little to be a passage."""
    return len(unit.text.split()) < 5 and not unit.cells


def grouped(unit: Unit, material: Material) -> int:
    """Number of the last list item that hangs on a unit, on the same page; else its own."""
    if unit.kind is BlockKind.LIST_ITEM and not unit.text.endswith(":"):
        return unit.number
    following = material.units[unit.number + 1 : unit.number + MOST_ITEMS]
    listed = bool(following) and following[0].kind is BlockKind.LIST_ITEM
    leads = unit.text.rstrip().endswith(":") or (unit.short and listed and not unit.label)
    if not leads:
        return unit.number
    last = unit.number
    for item in following:
        far = item.end - unit.start > MOST_CHARACTERS
        if item.page != unit.page or item.section != unit.section or far:
            break
        entry = item.kind is BlockKind.LIST_ITEM or (not listed and is_entry(item))
        if not entry:
            break
        last = item.number
    return last


def is_entry(unit: Unit) -> bool:
    """Whether a line may be an entry of a list that has no bullets: "01 (Counties)"."""
    return unit.short and not unit.label and unit.kind is BlockKind.PARAGRAPH


def value_of(unit: Unit, last: int, material: Material) -> Value:
    """A passage as it is told."""
    texts = [material.units[number].text for number in range(unit.number, last + 1)]
    # A list as it would be said: "These may apply: states; counties; cities."
    texts[1:-1] = [
        text.rstrip(" ,;") + ";" if text[-1:] not in ".;!?:" else text
        for text in texts[1:-1]
    ]
    told = " ".join(texts).replace(": | ", ": ").replace(" | ", ", ")
    return whole(told)


def heading_of(unit: Unit, material: Material) -> str:
    """Words of the heading a unit stands under."""
    sections: Sequence[object] = material.structure.sections
    if unit.section >= len(sections):
        return ""
    return material.structure.sections[unit.section].heading
