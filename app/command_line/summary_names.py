"""Documents and facts by what a person types: a name, a number, or how a name begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from app.command_line.edge import WrongUseError
from app.command_line.telling import plain
from app.command_line.theme_names import fold, listed, not_found
from app.records import Fact, SummarizedDocument, Summary
from app.records.summary_lines import shown_value

__all__ = ["find_document", "find_documents", "find_fact", "find_sentence"]


def find_document(
    documents: Sequence[SummarizedDocument], given: str
) -> SummarizedDocument:
    """The document meant by its name, the name of its file, its number, or a beginning.

    A whole name goes before a number, a number before a beginning; case does not count.

    Raises:
        WrongUseError: There is none, or it could be several.
    """
    wanted = fold(given)
    whole = [one for one in documents if fold(one.name) == wanted]
    files = [one for one in documents if fold(PurePath(one.name).name) == wanted]
    numbers = [
        one
        for one in documents
        if wanted.isascii() and wanted.isdigit() and one.document == int(wanted)
    ]
    begun = [one for one in documents if wanted and begins(one.name, wanted)]
    found = whole or files or numbers or begun
    if len(found) == 1:
        return found[0]
    if len(found) > 1 and len({fold(one.name) for one in found}) == 1:
        told = "; ".join(f"{one.document} {plain(one.name)}" for one in found)
        raise WrongUseError(f"{plain(given)} could be any of: {told}.", "Give the number.")
    names = [one.name for one in found or documents]
    raise not_found("document", given, names, are_beginnings=bool(found))


def begins(name: str, wanted: str) -> bool:
    """Whether a name, or that of its file, begins so."""
    return fold(name).startswith(wanted) or fold(PurePath(name).name).startswith(wanted)


def find_documents(
    documents: Sequence[SummarizedDocument], given: Sequence[str]
) -> list[int]:
    """Keys of the documents meant, none twice."""
    return list(dict.fromkeys(find_document(documents, one).document for one in given))


def find_fact(summary: Summary, given: str, which: int | None) -> tuple[str, int]:
    """The key of the entry meant, and which of its facts, from 0.

    Args:
        summary: Of the document.
        given: The name or key of the entry, or how its name begins.
        which: From 1; None where there is one only.

    Raises:
        WrongUseError: There is none, or there are several and none is named.
    """
    wanted = fold(given)
    names = {fact.key: fact.name for fact in summary.facts}
    whole = [key for key, name in names.items() if wanted in (fold(key), fold(name))]
    begun = [key for key, name in names.items() if wanted and fold(name).startswith(wanted)]
    found = whole or begun
    if len(found) != 1:
        told = [names[key] for key in found] or list(names.values())
        raise not_found("fact", given, told, are_beginnings=bool(found))
    facts = [fact for fact in summary.facts if fact.key == found[0]]
    if which is None and len(facts) > 1:
        raise WrongUseError(
            f"{plain(names[found[0]])} has {len(facts)}: {several(facts)}.",
            "Say which one with --which NUMBER.",
        )
    number = (which or 1) - 1
    if not 0 <= number < len(facts):
        raise WrongUseError(
            f"{plain(names[found[0]])} has no number {number + 1}.",
            f"There are: {several(facts)}.",
        )
    return found[0], number


def several(facts: Sequence[Fact]) -> str:
    """Facts of one entry with their numbers."""
    return listed(
        [
            f"{number} {f'{fact.label}: ' if fact.label else ''}{shown_value(fact)}"
            for number, fact in enumerate(facts, 1)
        ]
    )


def find_sentence(summary: Summary, number: int) -> tuple[int, int]:
    """Section and sentence, both from 0, of the number that is shown before a sentence.

    Raises:
        WrongUseError: There is no such number.
    """
    left = number
    for place, section in enumerate(summary.sections):
        if 1 <= left <= len(section.sentences):
            return place, left - 1
        left -= len(section.sentences)
    total = sum(len(section.sentences) for section in summary.sections)
    raise WrongUseError(
        f"There is no sentence {number}.", f"The summary has sentences 1 to {total}."
    )
