"""What persons change in summaries: facts corrected, sentences taken out."""

from __future__ import annotations

from app import store
from app.records import PostroomError
from app.store import CaseFile
from app.workflow.summary_shown import (
    FACT,
    SENTENCE,
    about_fact,
    about_sentence,
    shown,
)

__all__ = ["correct_fact", "drop_sentence"]

LONGEST_VALUE = 2_000


def correct_fact(
    case: CaseFile, person: str, document: int, fact: tuple[str, int], value: str
) -> None:
    """Put a value in the place of what was found.

    Args:
        case: The case file.
        person: Who says so.
        document: Key of the document.
        fact: Key of the entry in the list of facts, and which of its facts, from 0.
        value: As it should be; empty where the document does not state it.

    Raises:
        PostroomError: There is no such fact, or the value is too long.
    """
    key, number = fact
    of_key = [one for one in shown(case, document).facts if one.key == key]
    if not 0 <= number < len(of_key):
        raise PostroomError(
            f"There is no fact {key} number {number + 1} in this summary.",
            "Look at the summary again: it may have been made anew.",
        )
    line = " ".join(value.split())
    if len(line) > LONGEST_VALUE:
        raise PostroomError(
            f"A fact may have {LONGEST_VALUE:,} characters.", "Say it shorter."
        )
    what = about_fact(of_key[number]) | {"corrected": line}
    told = (
        f"{of_key[number].name} was corrected to {line}."
        if line
        else f"{of_key[number].name} was corrected: it is not stated."
    )
    store.note_summary_edit(case, document, (FACT, told, person), what)


def drop_sentence(
    case: CaseFile, person: str, document: int, section: int, sentence: int
) -> None:
    """Take a sentence out of a summary, and out of later ones of the same document.

    Args:
        case: The case file.
        person: Who says so.
        document: Key of the document.
        section: Its number among the summary's sections, from 0.
        sentence: Its number in that section, from 0.

    Raises:
        PostroomError: There is no such sentence.
    """
    sections = shown(case, document).sections
    if not (
        0 <= section < len(sections) and 0 <= sentence < len(sections[section].sentences)
    ):
        raise PostroomError(
            "There is no such sentence in this summary.",
            "Look at the summary again: it may have been made anew.",
        )
    dropped = sections[section].sentences[sentence]
    told = f"A sentence was taken out: {dropped.text}"
    store.note_summary_edit(
        case, document, (SENTENCE, told, person), about_sentence(dropped)
    )
