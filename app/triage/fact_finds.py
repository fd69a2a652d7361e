"""Finds: places that may state a fact, each with a score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.triage.fact_cues import Cue
from app.triage.fact_material import Material
from app.triage.fact_units import Unit
from app.triage.fact_values import Value

__all__ = ["FORMS", "Find", "found", "unwanted"]

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
    "sentence": 2.0,
    "first": 1.9,
    "loose": 1.6,
    "anywhere": 1.5,
    "under": 1.2,
}


FIGURE = re.compile(r"\d")


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
    """Whether words that rule a find out stand beside it."""
    if not lines:
        return False
    unit = material.units[find.unit]
    text = unit.text
    if find.form in {"beside", "sentence", "words"} and len(text) > 160:
        text = text[max(0, find.value.start - 70) : find.value.end + 70]
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
