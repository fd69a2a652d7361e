"""Summaries: sentences about one document, each with the quotation that supports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.records.documents import PartState

__all__ = [
    "Answer",
    "Fact",
    "FactList",
    "FactSpec",
    "FactTable",
    "LedgerPage",
    "PageQuotation",
    "SentenceKind",
    "SummarizedDocument",
    "Summary",
    "SummaryAbout",
    "SummaryLength",
    "SummarySection",
    "SummarySentence",
    "SummarySettings",
    "VersionChange",
    "VersionChangeKind",
    "VersionChanges",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageQuotation:
    """Words of one page, character for character ``page.text[start:end]``.

    Attributes:
        quote: The words, with the line breaks that they have on the page.
        page: From 1, as in the file.
        label: The page's number as printed; may be empty.
        start: First character, from 0, in the text of the page.
        end: One past the last.
    """

    quote: str
    page: int
    label: str = ""
    start: int
    end: int


class SentenceKind(StrEnum):
    """How a sentence of a summary came about."""

    QUOTED = "quoted"
    REWORDED = "reworded"


@dataclass(frozen=True, kw_only=True, slots=True)
class SummarySentence:
    """One sentence of a summary.

    Attributes:
        text: As it is read: a quotation with line breaks and divided words mended, or the
            language model's own words, every fact of which was found in ``sources``.
        kind: Which of the two.
        source: What it stands on; of several, the one that carries most of it.
        sources: All that it stands on, in the document's order, ``source`` among them.
        why: Why it was chosen, in a short sentence for people.
        section: Number of the section of the structure it comes from.
    """

    text: str
    kind: SentenceKind
    source: PageQuotation
    sources: tuple[PageQuotation, ...] = ()
    why: str = ""
    section: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SummarySection:
    """What a summary says of one section.

    Attributes:
        heading: Of the section; empty for what stands before the first heading.
        level: From 1; 0 without heading.
        page: Where the section begins.
        label: That page's number as printed; may be empty.
        sentences: In the document's order.
    """

    heading: str
    level: int
    page: int
    label: str = ""
    sentences: tuple[SummarySentence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One answer to an entry of a list of facts; an entry may have several.

    Attributes:
        key: Of the entry ("deadline").
        name: Of the entry, as people read it ("Deadlines").
        value: What the document says, on one line; empty where it is not stated.
        source: Where it says so; None where it is not stated.
        label: What the document calls this one among several ("Letter of intent").
        when: A date as ISO 8601, "2025-01-15" or "2025-01-15T23:59"; empty if it is none.
        zone: Time zone as stated ("Eastern Time", "ET"); may be empty.
        amount: A number or an amount of money, in its own unit; None if it is none.
        conflict: Whether another fact of the same key and label says otherwise.
        why: What led to it, in a short sentence for people.
        corrected: The value that a person put in place of ``value``; None where none did.
    """

    key: str
    name: str
    value: str = ""
    source: PageQuotation | None = None
    label: str = ""
    when: str = ""
    zone: str = ""
    amount: float | None = None
    conflict: bool = False
    why: str = ""
    corrected: str | None = None

    @property
    def stated(self) -> bool:
        """Whether the document says it."""
        return self.source is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactSpec:
    """One entry of a list of facts, as an office may change it.

    Attributes:
        key: Short fixed word, unique in its list.
        name: As people read it.
        kind: What its value is: ``"text"``, ``"date"``, ``"amount"``, ``"number"``,
            ``"identifier"``, ``"contact"``, ``"passages"`` or ``"person"``.
        cues: Words that announce it ("application deadline"), the strongest first.
        headings: Words of headings that it stands under.
        several: Whether there may be several of them that do not contradict each other.
        without: Words beside which a find does not count.
    """

    key: str
    name: str
    kind: str
    cues: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    several: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FactList:
    """What is to be found in documents of one kind.

    Attributes:
        purpose: ``"grant"``, ``"report"``, ``"letter"``, or one that an office adds.
        name: As people read it.
        specs: In the order in which they are told.
        signs: Words that tell a document of this kind; how many of them it has decides,
            where nobody says what kind it is.
    """

    purpose: str
    name: str
    specs: tuple[FactSpec, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a document says on a question.

    Attributes:
        question: As it was asked.
        passages: That answer it, the best first; none where the document does not say.
        probability: That the best passage answers it, 0 to 1, as learned from questions
            with known answers.
    """

    question: str
    passages: tuple[PageQuotation, ...] = ()
    probability: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerPage:
    """How reading one page ended.

    Attributes:
        page: From 1.
        label: As printed; may be empty.
        state: Read, recognized, empty or failed.
        reason: Why it failed, or what a reader should know; may be empty.
        confidence: Of text recognition, 0 to 1; None where it took no part.
    """

    page: int
    label: str = ""
    state: PartState
    reason: str = ""
    confidence: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryLength:
    """One of the lengths that are offered.

    Attributes:
        key: ``"short"``, ``"page"``, ``"long"``, or one that an office adds.
        name: As people read it.
        words: How many the summary may have.
    """

    key: str
    name: str
    words: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SummarySettings:
    """What a person asked of a summary; kept with it and shown in it.

    Attributes:
        purpose: Of a list of facts; empty to find out what kind each document is.
        length: Of a ``SummaryLength``.
        words: How many the summary may have; 0 takes those of ``length``.
        questions: To be answered from every document.
        language_model: Name of the model, "" for the installed best one if it is known to
            reword soundly, "none" for none.
        recognize_all: Whether pages that have text are read by text recognition too.
    """

    purpose: str = ""
    length: str = "page"
    words: int = 0
    questions: tuple[str, ...] = ()
    language_model: str = ""
    recognize_all: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryAbout:
    """How a summary was made.

    Attributes:
        version: Of the program.
        made: When, ISO 8601 with time zone.
        purpose: The list of facts that was used.
        length: Of a ``SummaryLength``.
        words: How many it was allowed.
        models: SHA-256 by name of every model that took part.
        quoted: How many of its sentences are quotations.
        reworded: How many are reworded and checked.
        rejected: How many drafts failed the check and gave way to a quotation.
        notes: What a reader should know, one sentence each.
        sha256: Of the document.
    """

    version: str = ""
    made: str = ""
    purpose: str = ""
    length: str = ""
    words: int = 0
    models: Mapping[str, str] = field(default_factory=dict)
    quoted: int = 0
    reworded: int = 0
    rejected: int = 0
    notes: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What one document says.

    Attributes:
        document: Key of the document.
        name: Its name.
        title: Of the document itself; may be empty.
        pages: How many it has.
        ledger: Every page, in order.
        sections: Of the summary, in the document's order; only those it says something of.
        outline: All sections of the document without their sentences.
        facts: In the order of the list of facts; every entry of it at least once.
        answers: To the questions that were asked.
        whole: Whether it is finished; a first screen is not.
        about: How it was made.
    """

    document: int
    name: str
    title: str = ""
    pages: int = 0
    ledger: tuple[LedgerPage, ...] = ()
    sections: tuple[SummarySection, ...] = ()
    outline: tuple[SummarySection, ...] = ()
    facts: tuple[Fact, ...] = ()
    answers: tuple[Answer, ...] = ()
    whole: bool = True
    about: SummaryAbout = SummaryAbout()


@dataclass(frozen=True, kw_only=True, slots=True)
class SummarizedDocument:
    """A document of a case as the list of summaries shows it.

    Attributes:
        document: Its key.
        name: Its name.
        kind: Of the file, as in ``Document``.
        pages: How many; 0 while it is not read.
        state: ``"none"``, ``"first"`` (a first screen), ``"whole"``, or ``"failed"``.
        reason: Why it failed; may be empty.
    """

    document: int
    name: str
    kind: str
    pages: int = 0
    state: str = "none"
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FactTable:
    """The same facts of several documents side by side.

    Attributes:
        documents: Key and name of each, one column a document.
        rows: Key and name of the entry, and for each document the facts it states; none
            where it does not state it.
        notes: What a reader should know, one sentence each.
    """

    documents: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, str, tuple[tuple[Fact, ...], ...]], ...]
    notes: tuple[str, ...] = ()


class VersionChangeKind(StrEnum):
    """What happened to a stretch of text from one version to the next."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionChange:
    """One difference between two versions.

    Attributes:
        kind: What happened.
        heading: Of the section it is in, in the new version where it is there.
        before: How it was; None where it was added.
        after: How it is; None where it was removed.
        matters: Whether a number, a date, an amount, a name, or a negation differs.
        differing: Spans ``(start, end)`` in ``after.quote`` (``before.quote`` where it was
            removed) that are new.
    """

    kind: VersionChangeKind
    heading: str = ""
    before: PageQuotation | None = None
    after: PageQuotation | None = None
    matters: bool = False
    differing: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionChanges:
    """What changed from one version of a document to the next.

    Attributes:
        old: Key and name of the older document.
        new: Key and name of the newer one.
        changes: In the order of the new version.
        facts: Name of each fact that differs, with how it was and how it is.
        same: How many sentences are in both, unchanged.
        notes: What a reader should know, one sentence each.
    """

    old: tuple[int, str]
    new: tuple[int, str]
    changes: tuple[VersionChange, ...] = ()
    facts: tuple[tuple[str, tuple[Fact, ...], tuple[Fact, ...]], ...] = ()
    same: int = 0
    notes: tuple[str, ...] = ()
