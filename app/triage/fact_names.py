"""What a number is called: by its label, the words before it, or the line above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_finds import Find
from app.triage.fact_material import Material
from app.triage.fact_units import Unit
from app.triage.fact_values import with_unit

__all__ = [
    "ORDINAL",
    "THEMSELVES",
    "earlier_values",
    "heading_above",
    "name_it",
    "relabelled",
]

THEMSELVES = frozenset({"words", "named"})
ORDINAL = re.compile(
    r"^(?:[(\[]?(?:criteri(?:on|a)|factor|section|part|attachment|item|no\.?|step)?\s?"
    r"(?:\d{1,2}|[ivx]{1,4}|[a-h])(?:[.):\u2013\u2014-]|\s-)\s?)+",
    re.IGNORECASE,
)
EARLIER = "earlier date"
LEADING = " \t:;,.-\u2013\u2014|\u2022\u25cf(["

PRONOUNS = frozenset({"we", "you", "it", "they", "there", "i", "if", "for", "in", "please"})
LIMITED = re.compile(
    r"\blimit(?:ing)?\s(?:the\s|your\s)?(\S[^.;]{2,60}?)\sto\b", re.IGNORECASE
)
BRACKETED = re.compile(r"^\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})\)\s{0,2}(?=\S)")
VERB = re.compile(
    r"\s(?:must|may|should|shall|cannot|can|is|are|will|has|have|not|no|to|that|which)\s",
    re.IGNORECASE,
)


def name_it(spec: FactSpec, find: Find, material: Material) -> Find:
    """A find with the name that the document gives it, where it has none yet."""
    unit = material.units[find.unit]
    if spec.kind == "number":
        find = replace(find, value=with_unit(find.value, unit.text))
    # "by" names nothing.
    bare = find.form == "sentence" and len(find.label) < 7 and not find.fixed
    label = "" if bare else tidy(find.label)
    if find.value.replaced:
        # So told apart, it is neither a deadline nor a contradiction of the new one.
        label = f"{label}, {EARLIER}" if label else EARLIER.capitalize()
    return replace(find, label=label)


def earlier_values(finds: Sequence[Find]) -> dict[int, list[int]]:
    """By unit, where its values end, ascending."""
    ends: dict[int, list[int]] = {}
    for find in finds:
        ends.setdefault(find.unit, []).append(find.value.end)
    return {unit: sorted(set(places)) for unit, places in ends.items()}


def relabelled(
    spec: FactSpec, find: Find, material: Material, earlier: dict[int, list[int]]
) -> Find:
    """A number or amount with the name of what it counts, out of the words before it."""
    given = find.fixed or find.form in {"column", "anywhere", *THEMSELVES}
    if given or spec.kind not in {"number", "amount"}:
        return find
    unit = material.units[find.unit]
    first = max((end for end in earlier[find.unit] if end <= find.value.start), default=0)
    before = unit.text[first : find.value.start].lstrip(LEADING + ")and ")
    if first == 0:
        before = unit.text[: find.value.start]
    if len(before.split()) > 6 and not unit.cells:
        before = before.rstrip(": ").rsplit(": ", 1)[-1]
    label = ""
    if not before.strip(LEADING):
        return below_name(find, material)
    named = bool(ORDINAL.match(before.strip())) and len(before.split()) <= 14
    if named or unit.kind is BlockKind.HEADING or unit.short or unit.cells or unit.label:
        label = tidy(strip_cue(tidy(before), find))
        label = label if len(label.split()) <= 14 else ""
    return replace(find, label=label or subject(before) or heading_above(unit, material))


def below_name(find: Find, material: Material) -> Find:
    """A number that stands alone, named by the line above it: "Criterion 1: Need"."""
    unit = material.units[find.unit]
    above = material.units[find.unit - 1] if find.unit else unit
    named = above.short or above.kind is BlockKind.HEADING
    if (
        above.page == unit.page
        and above.section == unit.section
        and named
        and above != unit
    ):
        return replace(find, label=tidy(above.text), first=above.number)
    return replace(find, label=heading_above(unit, material))


def strip_cue(label: str, find: Find) -> str:
    """A label without words of the cue at its end: "Need | Maximum points"."""
    words = find.cue.replace("#", " ").replace("*", " ").split()
    parts = label.split()
    lowered = {word.casefold().rstrip("s") for word in words} | {
        "maximum", "up", "to", "of", "point", "",
    }  # fmt: skip
    while parts and parts[-1].casefold().strip(LEADING + ")").rstrip("s") in lowered:
        parts.pop()
    return " ".join(parts)


def subject(text: str) -> str:
    """What a sentence speaks of: its words before the verb, if they are few."""
    limited = LIMITED.search(text)
    if limited:
        return tidy(limited[1])
    verb = VERB.search(text + " ")
    words = text[: verb.start()].split() if verb else []
    if words and words[0].casefold() in {"the", "your", "a", "an", "each", "this"}:
        words = words[1:]
    if words and (words[0].casefold() in PRONOUNS or "," in " ".join(words)):
        return ""
    return tidy(" ".join(words)) if 1 <= len(words) <= 7 else ""


def heading_above(unit: Unit, material: Material) -> str:
    """Words of the heading a unit stands under."""
    if unit.section < len(material.structure.sections):
        return tidy(material.structure.sections[unit.section].heading)
    return ""


def tidy(label: str) -> str:
    """A label without signs around it."""
    told = BRACKETED.sub("", " ".join(label.split()).strip(LEADING))[:120].strip(LEADING)
    return told.replace(")", "", 1) if told.count(")") > told.count("(") else told
