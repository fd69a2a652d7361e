"""Why a sentence was chosen, in a short sentence for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.records.layout import Sentence, Structure
from app.triage.salience_signs import Signs

__all__ = ["Reasons", "points_told", "reason"]

ASPECTS = (
    "Says what the funding is for.",
    "Says who may apply.",
    "Says how much money there is.",
    "Says by when something is due.",
    "Says how applications are judged.",
)
# With fewer, a sentence is not said to speak for others.
LEAST_ALIKE = 3
NEAR_BEGINNING = 0.3
AT_BOUNDARY = 0.999
LONGEST_HEADING = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Reasons:
    """What reasons are drawn from.

    Attributes:
        structure: Of the document.
        sentences: Of the document.
        signs: Of these sentences.
    """

    structure: Structure
    sentences: Sequence[Sentence]
    signs: Signs


def reason(known: Reasons, number: int, alike: int) -> str:
    """Why a sentence was chosen.

    Args:
        known: The document and what was read off it.
        number: Of the sentence.
        alike: How many other sentences are about the same; 0 where that is not known.
    """
    signs = known.signs
    heading = heading_of(known, number)
    if signs.aspect[number] >= 0:
        return ASPECTS[int(signs.aspect[number])]
    if not signs.able[number]:
        return by_neighbours(signs, number)
    if heading and signs.values["section"][number] >= AT_BOUNDARY:
        return f"Opens the section “{heading}”."
    return by_meaning(known, number, alike, heading)


def by_neighbours(signs: Signs, number: int) -> str:
    """Why, where a sentence would not be chosen for itself."""
    if number in signs.leads:
        return "Introduces the points after it."
    if signs.leads[number] >= 0:
        return "Belongs to a list that is told whole."
    return "Is needed to understand the sentence after it."


def points_told(known: Reasons, chosen: Sequence[int]) -> dict[int, str]:
    """For points of lists told without their line: of how many, and under which line."""
    signs = known.signs
    alone = [one for one in chosen if signs.leads[one] >= 0]
    told: dict[int, set[int]] = {}
    for one in alone:
        told.setdefault(int(signs.leads[one]), set()).add(int(signs.points[one]))
    lines = set(chosen)
    found: dict[int, str] = {}
    for one in alone:
        lead = int(signs.leads[one])
        if lead not in lines:
            many = int(signs.points[signs.leads == lead].max()) + 1
            line = shortened(known.sentences[lead].text)
            found[one] = f"{len(told[lead])} of {many} points under “{line}”."
    return found


def by_meaning(known: Reasons, number: int, alike: int, heading: str) -> str:
    """Why, where the place alone does not tell."""
    values = known.signs.values
    if values["opening"][number] >= NEAR_BEGINNING:
        return "Stands at the beginning of the document."
    if alike >= LEAST_ALIKE:
        return f"Says what {alike} other sentences of this document are about."
    if heading and values["told"][number]:
        return f"Stands in the section “{heading}”."
    if values["says"][number]:
        return "Has words that announce a finding, a duty or an aim."
    return "Has the words that this document uses most."


def heading_of(known: Reasons, number: int) -> str:
    """The heading that a sentence stands under, shortened where it is long."""
    return shortened(known.structure.sections[known.sentences[number].section].heading)


def shortened(text: str) -> str:
    """A line, cut where it is long."""
    if len(text) <= LONGEST_HEADING:
        return text
    return text[: LONGEST_HEADING - 1].rstrip() + "…"
