"""What persons change in summaries: facts corrected, sentences taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from app import store
from app.records import Fact, PageQuotation, PostroomError, SummarySentence
from app.store import CaseFile
from app.workflow.summary_shown import (
    FACT,
    SENTENCE,
    about_fact,
    about_sentence,
    shown,
)

__all__ = ["FactMeant", "SentenceMeant", "correct_fact", "drop_sentence"]

Place = TypeVar("Place")
One = TypeVar("One", Fact, SummarySentence)

LONGEST_VALUE = 2_000
LOOK_AGAIN = "Look at the summary again: it may have been made anew."


@dataclass(frozen=True, kw_only=True, slots=True)
class FactMeant:
    """Which fact somebody means.

    Attributes:
        document: Key of the document.
        key: Of the entry in the list of facts.
        number: Which of the facts of that entry, from 0.
        expected: What it stands on; None to go by the number alone.
    """

    document: int
    key: str
    number: int
    expected: PageQuotation | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceMeant:
    """Which sentence somebody means.

    Attributes:
        document: Key of the document.
        section: Its number among the summary's sections, from 0.
        sentence: Its number in that section, from 0.
        expected: What it stands on; None to go by the numbers alone.
    """

    document: int
    section: int
    sentence: int
    expected: PageQuotation | None = None


def correct_fact(case: CaseFile, person: str, meant: FactMeant, value: str) -> None:
    """Put a value in the place of what was found.

    Args:
        case: The case file.
        person: Who says so.
        meant: The fact.
        value: As it should be; empty where the document does not state it.

    Raises:
        PostroomError: There is no such fact, it is another one now, or the value is too
            long.
    """
    facts = shown(case, meant.document).facts
    of_key = enumerate(fact for fact in facts if fact.key == meant.key)
    fact = the_one(dict(of_key), meant.number, meant.expected)
    if fact is None:
        raise PostroomError(
            f"There is no fact {meant.key} number {meant.number + 1} in this summary.",
            LOOK_AGAIN,
        )
    line = " ".join(value.split())
    if len(line) > LONGEST_VALUE:
        raise PostroomError(
            f"A fact may have {LONGEST_VALUE:,} characters.", "Say it shorter."
        )
    what = about_fact(fact) | {"corrected": line}
    told = (
        f"{fact.name} was corrected to {line}."
        if line
        else f"{fact.name} was corrected: it is not stated."
    )
    store.note_summary_edit(case, meant.document, (FACT, told, person), what)


def drop_sentence(case: CaseFile, person: str, meant: SentenceMeant) -> None:
    """Take a sentence out of a summary, and out of later ones of the same document.

    Raises:
        PostroomError: There is no such sentence, or it is another one now.
    """
    place = (meant.section, meant.sentence)
    dropped = the_one(dict(sentences_of(case, meant.document)), place, meant.expected)
    if dropped is None:
        raise PostroomError("There is no such sentence in this summary.", LOOK_AGAIN)
    told = f"A sentence was taken out: {dropped.text}"
    store.note_summary_edit(
        case, meant.document, (SENTENCE, told, person), about_sentence(dropped)
    )


def sentences_of(
    case: CaseFile, document: int
) -> Iterator[tuple[tuple[int, int], SummarySentence]]:
    """The sentences of a summary, each with the numbers of its section and its own."""
    for section, part in enumerate(shown(case, document).sections):
        for number, sentence in enumerate(part.sentences):
            yield (section, number), sentence


def the_one(
    there: Mapping[Place, One], place: Place, expected: PageQuotation | None
) -> One | None:
    """What stands at a place, or the one that stands on the words somebody looked at.

    Returns:
        None where no words are given and nothing stands there.

    Raises:
        PostroomError: Nothing stands on those words, or several things elsewhere do.
    """
    found = there.get(place)
    if expected is None or (found is not None and found.source == expected):
        return found
    others = [one for one in there.values() if one.source == expected]
    if len(others) != 1:
        raise PostroomError("The summary has changed meanwhile.", LOOK_AGAIN)
    return others[0]
