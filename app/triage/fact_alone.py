"""Values that stand alone on a line of the first pages: a letter's date, a report's number.

Running text names many dates and numbers; the document's own one stands by itself, beside
a place, or behind a word such as "Date:", or in the headers of all pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import Cue, compiled, cues_of
from app.triage.fact_finds import FORMS, Find, found
from app.triage.fact_material import Material
from app.triage.fact_units import Unit
from app.triage.fact_values import READERS, Value, is_blank

__all__ = ["alone", "in_headers", "on_cover"]

# The top of a letter, or the cover of a report; a date below a signature is near the end.
COVER_PAGES = 2
TOP_UNITS = 60
TOP_LINES = 24
END_LINES = 8
LONGEST_LINE = 120
LINE = re.compile(r"[^\n\r|\t]+")
# "Springfield, Illinois, " before a date, ", Springfield" behind it.
NAME = r"[^\W\d_][\w.'\u2019-]{0,30}"
PLACE = rf"(?:{NAME}(?:\s{NAME}){{0,3}}\s?[,\u2013\u2014\u2022\u00b7-]\s{{1,3}}){{1,3}}"
PLACE_BEFORE = re.compile(rf"(?:{PLACE})?(?:the\s)?", re.IGNORECASE)
PLACE_BEHIND = re.compile(
    rf"[.]?(?:\s?[,\u2013\u2014\u2022\u00b7-]\s{NAME}(?:\s{NAME}){{0,3}})?[.]?"
)
# What happens on a day, or until it, is no place.
HAPPENS = re.compile(
    r"\b(?:by|due|effective|on|until|before|after|since|from|as|of|begin\w*|start\w*|end\w*|"
    r"expires?|deadline|hearing|meeting|revised|next|issued?)\b",
    re.IGNORECASE,
)
# "Date: May 1, Time: 10 a.m., Place: Room 4" invites to a meeting.
APPOINTMENT = re.compile(
    r"\s{0,9}(?:time|place|location|where|hora|lugar)\s?:", re.IGNORECASE
)
# Codes of headers have letters and figures: "R47324"; those of most pages are its own.
CODE = re.compile(r"(?=\D{0,12}\d{2})(?=[^A-Z]{0,9}[A-Z])[A-Z0-9][A-Z0-9./-]{3,30}")
MOST_HEADERS = 2_000
LEAST_HEADERS = 2


def alone(spec: FactSpec, material: Material) -> Iterator[Find]:
    """The first value that stands alone on a line at the top, else at the end."""
    cues = cues_of(spec.cues)
    tops = list(top_lines(material))
    for lines in (tops, list(end_lines(material, {unit.number for unit, _ in tops}))):
        for place, (unit, line) in enumerate(lines):
            below = lines[place + 1][1] if place + 1 < len(lines) else ""
            find = on_line(spec, cues, unit, line)
            if find and not (find.cue and APPOINTMENT.match(below)):
                yield find
                return


def top_lines(material: Material) -> Iterator[tuple[Unit, str]]:
    """The first lines of the document."""
    given = 0
    for unit in material.units[:TOP_UNITS]:
        if unit.page > max(material.units[0].page, COVER_PAGES):
            return
        for line in lines_of(unit, material):
            yield unit, line
            given += 1
            if given == TOP_LINES:
                return


def end_lines(material: Material, known: set[int]) -> Iterator[tuple[Unit, str]]:
    """The last lines of the document, those of some units left out."""
    lines = [
        (unit, line)
        for unit in material.units[-END_LINES:]
        if unit.number not in known
        for line in lines_of(unit, material)
    ]
    yield from lines[-END_LINES:]


def lines_of(unit: Unit, material: Material) -> Iterator[str]:
    """The lines and cells of a unit as the page has them."""
    page = material.structure.pages[unit.page - 1].text
    for match in LINE.finditer(page, unit.start, min(unit.end, unit.start + 2_000)):
        line = " ".join(match.group().split())
        if line:
            yield line


def on_line(spec: FactSpec, cues: tuple[Cue, ...], unit: Unit, line: str) -> Find | None:
    """The value that a line is, or that a cue at its beginning announces."""
    if len(line) > LONGEST_LINE:
        return None
    cue, start = next(
        (
            (one, match.end())
            for one in cues
            if not one.value and not one.itself
            and (match := compiled(one.words).match(line))
        ),
        (None, 0),
    )  # fmt: skip
    rest = line[start:].lstrip(" :.\u2013\u2014-")
    if cue and line[start:].lstrip()[:1] == ":" and is_blank(rest):
        value = Value(start=0, end=0, text="")
        return Find(
            value=value, unit=unit.number, first=unit.number, score=FORMS["first"],
            form="label", cue=cue.words, blank=True,
        )  # fmt: skip
    values = READERS[spec.kind](rest)
    if len(values) != 1 or not stands_alone(rest, values[0]):
        return None
    return found(unit, unit, values[0], "label" if cue else "alone", cue, "")


def stands_alone(line: str, value: Value) -> bool:
    """Whether nothing but a place stands beside a value."""
    before, behind = line[: value.start], line[value.end :]
    return bool(
        PLACE_BEFORE.fullmatch(before)
        and PLACE_BEHIND.fullmatch(behind)
        and not HAPPENS.search(before)
        and not HAPPENS.search(behind)
    )


def on_cover(find: Find, material: Material) -> bool:
    """Whether a find stands on the first pages, and not in a sentence."""
    unit = material.units[find.unit]
    line = unit.short or unit.label or unit.cells
    return unit.page <= COVER_PAGES and bool(line)


def in_headers(material: Material) -> Iterator[Find]:
    """The code that the headers or footers of most pages have in common."""
    pages: dict[str, set[int]] = {}
    first: dict[str, tuple[int, int, int]] = {}
    read = 0
    for block in material.structure.blocks:
        if block.kind is not BlockKind.FURNITURE:
            continue
        read += 1
        if read > MOST_HEADERS:
            break
        text = material.structure.pages[block.page - 1].text
        for match in CODE.finditer(text[block.start : min(block.end, block.start + 200)]):
            code = match.group().rstrip("./-")
            pages.setdefault(code, set()).add(block.page)
            first.setdefault(code, (block.page, block.start, block.end))
    counts = Counter({code: len(told) for code, told in pages.items()})
    for code, count in counts.most_common(1):
        if (
            count >= LEAST_HEADERS
            and 2 * count >= len(material.structure.pages) - COVER_PAGES
        ):
            yield Find(
                value=Value(start=0, end=0, text=code), unit=0, first=0,
                score=FORMS["header"], form="header", cue="", span=first[code],
            )  # fmt: skip
