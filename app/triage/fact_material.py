"""A document made ready for finding facts in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.records.layout import Sentence, Structure
from app.triage.fact_cues import Index, compiled
from app.triage.fact_units import Unit, section_paths, units_of
from app.triage.fact_values import READERS, Value

__all__ = ["Material", "all_values", "material_of", "under", "unit_label"]

MOST_COLUMNS = 400
LONGEST_HEADER = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """A document made ready for finding facts in it.

    Attributes:
        structure: The document.
        units: Its units.
        index: Which of them have a word.
        paths: For each section its own number and those it is a part of.
        columns: Headers of columns with the cells below them, as unit and cell.
        sections: First unit of each section that has one.
        read: Values of units that were read already, by kind and number of the unit.
    """

    structure: Structure
    units: tuple[Unit, ...]
    index: Index
    paths: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    sections: dict[int, int]
    read: dict[tuple[str, int], tuple[Value, ...]] = field(default_factory=dict)


def material_of(structure: Structure, sentences: Sequence[Sentence]) -> Material:
    """A document made ready."""
    units = units_of(structure, sentences)
    columns: dict[str, list[tuple[int, int]]] = {}
    sections: dict[int, int] = {}
    for unit in units:
        sections.setdefault(unit.section, unit.number)
        for cell, header in enumerate(unit.headers):
            if (
                header
                and len(header) <= 200
                and (header in columns or len(columns) < 2_000)
            ):
                columns.setdefault(header, []).append((unit.number, cell))
    return Material(
        structure=structure,
        units=units,
        index=Index(unit.text for unit in units),
        paths=section_paths(structure),
        columns=tuple((header, tuple(cells)) for header, cells in columns.items()),
        sections=sections,
    )


def all_values(kind: str, unit: Unit, material: Material) -> tuple[Value, ...]:
    """The values of a unit; read once, however many cues ask for them."""
    key = (kind, unit.number)
    known = material.read.get(key)
    if known is None:
        known = material.read[key] = READERS[kind](unit.text)
    return known


def under(headings: Sequence[str], material: Material) -> set[int]:
    """Numbers of the units that stand under a heading with one of some words."""
    lines = [compiled(words) for words in headings if not words.startswith("(")]
    if not lines:
        return set()
    right = {
        number
        for number, section in enumerate(material.structure.sections)
        if section.heading and any(line.search(section.heading[:200]) for line in lines)
    }
    if not right:
        return set()
    inside = [not right.isdisjoint(path) for path in material.paths]
    return {
        unit.number
        for unit in material.units
        if unit.section < len(inside) and inside[unit.section]
    }


def unit_label(unit: Unit) -> str:
    """What a unit calls itself: its label, or the first cell of its row."""
    if unit.label:
        return unit.text[: unit.label]
    if len(unit.cells) > 1:
        return unit.text[slice(*unit.cells[0])]
    return ""
