"""The title of a document as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import compiled
from app.triage.fact_finds import Find
from app.triage.fact_material import Material
from app.triage.fact_values import Value

__all__ = ["title_find"]

FIRST_PAGES = 3
# Less than any label says, more than what stands under some heading.
TITLE_SCORE = 2.2
MOST_HEADINGS = 12
NUMBERED = re.compile(
    r"(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})?)[.)]\s|(?:section|part|step)\s",
    re.IGNORECASE,
)


def title_find(spec: FactSpec, material: Material) -> Iterator[Find]:
    """Where the document's title stands on its first pages, as a find."""
    told = " ".join(material.structure.title.split())
    lines = [compiled(words) for words in spec.without]
    if told and not any(line.search(told) for line in lines):
        for unit in material.units:
            if unit.page > FIRST_PAGES:
                break
            if alike(told, unit.text):
                yield titled(told, unit.number)
                return
    levels = [
        (material.structure.sections[unit.section].level, unit.number)
        for unit in material.units[:400]
        if unit.kind is BlockKind.HEADING
        and unit.page <= 2
        and unit.section < len(material.structure.sections)
        and len(unit.text.split()) >= 2
        and not NUMBERED.match(unit.text)
        and not any(line.search(unit.text) for line in lines)
    ][:MOST_HEADINGS]
    if levels:
        number = min(levels)[1]
        yield titled(material.units[number].text, number)


def titled(text: str, number: int) -> Find:
    """A title as a find."""
    return Find(
        value=Value(start=0, end=0, text=text),
        unit=number,
        first=number,
        score=TITLE_SCORE,
        form="title",
        cue="",
    )


def alike(title: str, text: str) -> bool:
    """Whether a line is the title, or a good part of it."""
    one, two = plain(title), plain(text)
    return bool(two) and (one in two or (len(two) > 12 and two in one))


def plain(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
