"""Names of people and offices, as letters have them: greeting, closing, letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.records.summaries import FactSpec
from app.triage.fact_cues import Cue, compiled, cues_of
from app.triage.fact_finds import Find
from app.triage.fact_material import Material
from app.triage.fact_values import Value

__all__ = ["people_of"]

MOST_LINES = 4_000
MOST_WORDS = 9
MOST_NAME = 120
# A closing line ("In the name of 37 families,") stands so near the end of its letter.
NEAR_END = 25
SCORES = {"label": 5.0, "below": 4.4, "beside": 4.0, "signature": 2.6, "letterhead": 1.4}
LINE = re.compile(r"[^\n\r]+")
ENDING = " \t,:;.!"
NO_NAME = re.compile(r"\d{3}|@|https?:|www\.|[.?!;]$|:\s|\bpage\b|\$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with the unit it lies in."""

    text: str
    unit: int
    page: int


def people_of(spec: FactSpec, material: Material) -> list[Find]:
    """Names for an entry: behind or below its cues, in a signature, in the letterhead."""
    lines = list(lines_of(material))
    finds: list[Find] = []
    for cue in cues_of(spec.cues):
        pattern = compiled(cue.words)
        for place, line in enumerate(lines):
            match = pattern.search(line.text[:160])
            if match and match.start() <= 12:
                finds.extend(at_cue(cue, place, lines, match.span()))
    if "(signature)" in spec.headings:
        finds.extend(in_signature(lines))
    if "(first)" in spec.headings and lines and is_name(lines[0].text):
        finds.append(named(lines[0].text, lines[0], lines[0], "letterhead", None))
    without = [compiled(words) for words in spec.without]
    return [
        find
        for find in finds
        if not any(line.search(material.units[find.first].text[:200]) for line in without)
    ]


def lines_of(material: Material) -> Iterator[Line]:
    """The lines of a document, blank ones and headers left out."""
    given = 0
    for unit in material.units:
        page = material.structure.pages[unit.page - 1].text
        for match in LINE.finditer(page, unit.start, unit.end):
            text = match.group().strip()
            if text:
                yield Line(text, unit.number, unit.page)
                given += 1
            if given == MOST_LINES:
                return


def at_cue(
    cue: Cue, place: int, lines: list[Line], span: tuple[int, int]
) -> Iterator[Find]:
    """Names behind a cue on its own line, or on the line below it."""
    line = lines[place]
    start, end = span
    rest = line.text[end:]
    words = len(line.text.split())
    if not rest.strip(ENDING):
        # "Sincerely," alone; a sentence that ends with the word is longer.
        below = lines[place + 1] if place + 1 < len(lines) else None
        if below and words <= 4 and line.text[-1:] not in ".?!" and is_name(below.text):
            yield named(below.text, below, line, "below", cue)
        return
    if start > 2:
        return
    if rest.lstrip()[:1] == ":" and words <= MOST_WORDS + 6:
        name = rest.strip(ENDING)
        if is_name(name):
            yield named(name, line, line, "label", cue)
    elif words <= MOST_WORDS and line.text[-1] in ",:" and is_name(rest.strip(ENDING)):
        yield named(rest.strip(ENDING), line, line, "beside", cue)


def in_signature(lines: list[Line]) -> Iterator[Find]:
    """The name below a short line that ends with a comma, near the end of a letter."""
    first = max(len(lines) - NEAR_END, 0)
    for place in range(len(lines) - 2, first - 1, -1):
        line, below = lines[place], lines[place + 1]
        if line.text.endswith(",") and len(line.text.split()) <= 7 and is_name(below.text):
            yield named(below.text, below, line, "signature", None)
            return


def is_name(text: str) -> bool:
    """Whether a line may be a name: few words, the first one with a capital letter."""
    words = text.strip(ENDING).split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > MOST_NAME:
        return False
    first = words[0].lstrip("\"'\u201c(")[:1]
    capitals = sum(1 for word in words if word[:1].isupper())
    begins = first.isupper() or words[0] in {"the", "el", "la", "los"}
    return begins and capitals * 2 >= len(words) and not NO_NAME.search(text.strip(" ,:"))


def named(text: str, line: Line, first: Line, form: str, cue: Cue | None) -> Find:
    """A name as a find; it is quoted with the line that announces it."""
    return Find(
        value=Value(start=0, end=0, text=" ".join(text.strip(ENDING).split())),
        unit=line.unit,
        first=first.unit if first.page == line.page else line.unit,
        score=SCORES[form] + (0.8 * cue.share if cue else 0.0),
        form=form,
        cue=cue.words if cue else "",
    )
