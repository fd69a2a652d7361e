"""A summary put together: the first screen at once, the whole one from meanings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.records import (
    Document,
    FactList,
    LedgerPage,
    PartState,
    Summary,
    SummaryAbout,
    SummarySection,
    SummarySettings,
)
from app.triage import Identifier, foreign, language_of
from app.triage.facts import find_facts, guess_purpose
from app.triage.salience import choose, first_look, outline_of, summary_sections
from app.workflow.summary_facts import fingerprint
from app.workflow.summary_meaning import Floats, Material
from app.workflow.tools import Tools

__all__ = [
    "Reworded",
    "Wanted",
    "chosen_sections",
    "first_screen",
    "language_note",
    "made_whole",
    "with_rewording",
]

# Enough to tell the language of a document.
SAMPLE, SAMPLED_PAGES = 1_000, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked of every summary of a run.

    Attributes:
        settings: As they were given.
        lists: Of facts; of several, each document's own is found out.
        words: How many a summary may have.
        embedder: Name and SHA-256 of the model that compares meanings.
        version: Of the program.
    """

    settings: SummarySettings
    lists: Sequence[FactList]
    words: int
    embedder: tuple[str, str]
    version: str

    def mark(self, structure_mark: str) -> str:
        """Fingerprint of all that a summary depends on, but for who rewords it."""
        return fingerprint(
            structure_mark,
            [self.settings.purpose, self.settings.length, self.words],
            list(self.lists),
            self.embedder[1],
            self.version,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Reworded:
    """The sections of a summary as they are told in the end.

    Attributes:
        sections: With sentences quoted or reworded.
        rejected: How many drafts failed the check.
        models: SHA-256 by name of a model that reworded.
        note: What a reader should know of it.
        finished: Whether the model did all that it was asked.
    """

    sections: tuple[SummarySection, ...]
    rejected: int = 0
    models: tuple[tuple[str, str], ...] = ()
    note: str = ""
    finished: bool = True


def first_screen(
    tools: Tools, wanted: Wanted, document: Document, found: Material
) -> Summary:
    """Facts and the sentences that position and words alone choose; no model takes part."""
    structure, sentences = found.structure, found.sentences
    chosen = first_look(structure, sentences, wanted.words)
    facts_wanted = guess_purpose(structure, wanted.lists)
    if len(wanted.lists) == 1:
        facts_wanted = wanted.lists[0]
    return Summary(
        document=document.key,
        name=document.name,
        title=structure.title,
        pages=len(structure.pages),
        ledger=ledger_of(found),
        sections=summary_sections(structure, sentences, chosen),
        outline=outline_of(structure),
        facts=find_facts(structure, sentences, facts_wanted),
        whole=False,
        about=SummaryAbout(
            version=wanted.version,
            made=tools.now(),
            purpose=facts_wanted.purpose,
            length="" if wanted.settings.words else wanted.settings.length,
            words=wanted.words,
            notes=tuple(notes_of(found)),
            sha256=document.sha256,
        ),
    )


def chosen_sections(
    wanted: Wanted, found: Material, vectors: Floats
) -> tuple[SummarySection, ...]:
    """The final choice, as quotations under their headings."""
    structure, sentences = found.structure, found.sentences
    chosen = choose(structure, sentences, vectors, wanted.words)
    return summary_sections(structure, sentences, chosen)


def language_note(found: Material, known: Collection[str], tell: Identifier) -> str:
    """What a reader should know where the models do not know the document's language."""
    text = " ".join(page.text[:SAMPLE] for page in found.structure.pages[:SAMPLED_PAGES])
    language = language_of(text, tell)
    if not foreign(language, known):
        return ""
    return (
        f'The document seems to be in another language ("{language}") than the models know:'
        " what matters is less surely chosen, and facts may be missed."
    )


def made_whole(
    first: Summary,
    tools: Tools,
    wanted: Wanted,
    told: tuple[tuple[SummarySection, ...], str, str],
) -> Summary:
    """A first screen with the final sentences in the place of the first ones.

    Args:
        first: The first screen.
        tools: Of the workspace.
        wanted: What was asked.
        told: The final sentences; a note on the language, empty for none; and one on who
            rewords, which is always there and comes last.
    """
    sections, about_language, about_words = told
    name, sha256 = wanted.embedder
    notes = [*first.about.notes, *filter(None, [about_language]), about_words]
    return replace(
        first,
        sections=sections,
        whole=True,
        about=replace(
            first.about, made=tools.now(), models={name: sha256}, notes=tuple(notes)
        ),
    )


def with_rewording(whole: Summary, tools: Tools, told: Reworded) -> Summary:
    """A whole summary with reworded sentences, and another note on who reworded them."""
    about = whole.about
    return replace(
        whole,
        sections=told.sections,
        about=replace(
            about,
            made=tools.now(),
            models={**about.models, **dict(told.models)},
            rejected=told.rejected,
            notes=(*about.notes[:-1], told.note),
        ),
    )


def ledger_of(found: Material) -> tuple[LedgerPage, ...]:
    """How reading each page ended."""
    return tuple(
        LedgerPage(
            page=page.number,
            label=page.label,
            state=page.state,
            reason=page.reason,
            confidence=page.confidence,
        )
        for page in found.structure.pages
    )


def notes_of(found: Material) -> list[str]:
    """Sentences that a reader of the summary must know."""
    notes = [found.note] if found.note else []
    states = [page.state for page in found.structure.pages]
    failed, seen = states.count(PartState.FAILED), states.count(PartState.RECOGNIZED)
    of_all = f"of {len(states):,}"
    if failed:
        notes.append(
            f"Pages that could not be read: {failed:,} {of_all}. The summary knows nothing "
            "of them; the list of pages says which they are."
        )
    if seen:
        notes.append(
            f"Pages read by text recognition: {seen:,} {of_all}. It may misread letters and"
            " figures: compare what is quoted from them with the page."
        )
    return notes
