"""Finds: places that may state a fact, each with a score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.triage.fact_cues import Cue
from app.triage.fact_material import Material
from app.triage.fact_units import Unit
from app.triage.fact_values import Value

__all__ = ["FORMS", "Find", "clause_around", "found", "unwanted"]

# How much a find counts for the form in which it stands: a label is meant to announce its
# value, a sentence may speak of another one. Set by hand on notices, letters and reports
# that were written or collected for it.
FORMS = {
    "named": 5.4,
    "label": 4.0,
    "row": 4.0,
    "column": 3.6,
    "below": 3.2,
    "beside": 2.6,
    "words": 2.6,
    "alone": 2.4,
    "header": 2.3,
    "sentence": 2.0,
    "first": 1.9,
    "loose": 1.6,
    "anywhere": 1.5,
    "under": 1.2,
}


FIGURE = re.compile(r"\d")
# A clause ends so far from a find at the latest, in characters.
BESIDE = 70
# Before a find a clause begins; "salary, fringe and travel may not exceed $5" is one.
DETERMINER = (
    r"(?=(?:the|an?|its|our|your|no|each|every|any|all|there|we|you|it|they|applicants?|"
    r"awards?|grants?|that)\b)"
)
BREAK = re.compile(
    rf"[;.:?!]\s|\s\(|\)\s|,?\s(?:and|but|while|whereas|though|although|with|yet)\s{DETERMINER}"
    rf"|,\s{DETERMINER}|\s\|\s|\$\s?[\d,.]+\s(?:and|or|but|with)\s",
    re.IGNORECASE,
)
# Behind its value little more belongs to it: "up to $5 a year in salary".
BREAK_BEHIND = re.compile(
    r"[;,?!]|\.\s|\s\(|\s\|\s|\s(?:and|but|or|while|whereas|though|although|with|including|"
    r"inclusive|excluding|exclusive)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Find:
    """One place that may state a fact.

    Attributes:
        value: What it says.
        unit: Number of the unit that says it.
        first: Number of the unit that announces it; the same, or one before it.
        score: How much speaks for it.
        form: How it stands there, a key of ``FORMS``.
        cue: Words that led to it.
        label: What the document, or the list of facts, calls it.
        fixed: Whether the label comes from the list of facts.
        blank: Whether the place was left to be filled in.
        share: Strength of its cue among those of the entry, 0 to 1.
        place: Where its cue begins in the unit of the value; -1 where it stands elsewhere.
        span: Page, first character and one past the last, where it stands in no unit.
    """

    value: Value
    unit: int
    first: int
    score: float
    form: str
    cue: str
    label: str = ""
    fixed: bool = False
    blank: bool = False
    share: float = 0.0
    place: int = -1
    span: tuple[int, int, int] | None = None


def found(  # noqa: PLR0913, PLR0917 - what a find is made of
    first: Unit,
    unit: Unit,
    value: Value,
    form: str,
    cue: Cue | None,
    label: str,
    share: float = 0.0,
) -> Find:
    """A find with its score by form, cue and how much of a label the cue covers."""
    score = FORMS[form] + min(share, 1.0)
    if cue is not None:
        score += 0.8 * cue.share
    return Find(
        value=value,
        unit=unit.number,
        first=first.number,
        score=score,
        form=form,
        cue=cue.words if cue else "",
        label=cue.label if cue and cue.label else label,
        fixed=bool(cue and cue.label),
        share=cue.share if cue else 0.0,
    )


def unwanted(find: Find, material: Material, lines: Sequence[re.Pattern[str]]) -> bool:
    """Whether words that rule a find out stand beside it, in the same clause."""
    if not lines:
        return False
    unit = material.units[find.unit]
    text = unit.text
    if find.form == "row" and find.place >= 0:
        text = row_part(find, unit)
    elif find.form in {"beside", "sentence", "words", "label"}:
        text = clause_of(find, unit)
    if find.first != find.unit:
        text = f"{material.units[find.first].text} \n {text}"
    # What is the value cannot rule itself out.
    said = text.replace(find.value.text, " \n ") if find.form == "label" else text
    if any(line.search(find.label) for line in lines):
        return True
    for line in lines:
        match = line.search(said)
        # "100 points" rules out the total, not what stands beside it.
        if match and (
            FIGURE.search(match.group()) is None or find.value.text in match.group()
        ):
            return True
    return False


def row_part(find: Find, unit: Unit) -> str:
    """The cells of a row from the one with the cue to the one with the value."""
    begin = max((start for start, _ in unit.cells if start <= find.place), default=0)
    ends = (end for _, end in unit.cells if end >= find.value.end)
    return unit.text[begin : min(ends, default=len(unit.text))]


def clause_around(text: str, place: tuple[int, int]) -> str:
    """The clause that words stand in, both its ends as a clause begins and ends."""
    begin = 0
    for match in BREAK.finditer(text, 0, place[0]):
        begin = match.end()
    end = BREAK.search(text, place[1])
    return text[begin : end.start() if end else len(text)]


def clause_of(find: Find, unit: Unit) -> str:
    """What a unit says of a find: from its cue to its value, and their clause around.

    Of "The award floor is $5 and the award ceiling is $9" each amount has its own half.
    """
    text = unit.text
    first, last = find.value.start, find.value.end
    if find.place >= 0:
        first, last = min(first, find.place), max(last, find.place)
    if find.form == "label":
        first = 0
    elif find.place < 0 and not find.fixed and last - first < len(text):
        # Words around "#" belong to the find.
        first = max(0, first - len(find.cue.partition("#")[0]) - 8)
    begin = max(0, first - BESIDE)
    for match in BREAK.finditer(text, begin, first):
        begin = match.end()
    end = BREAK_BEHIND.search(text, last, last + BESIDE)
    return text[begin : end.start() if end else last + BESIDE]
