"""Summaries as every face and writer says them: the same words everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.records.documents import PartState
from app.records.summaries import (
    Answer,
    Fact,
    FactTable,
    LedgerPage,
    PageQuotation,
    SentenceKind,
    Summary,
    SummarySentence,
    VersionChangeKind,
    VersionChanges,
)

__all__ = [
    "NOT_SAID",
    "NOT_STATED",
    "NO_DATE",
    "PRIVATE",
    "REWORDED",
    "SUMMARY_SUFFIXES",
    "PageRun",
    "best_passage",
    "changes_words",
    "clipped",
    "fact_table_of",
    "facts_by_key",
    "is_private",
    "ledger_words",
    "looked_for",
    "no_date_words",
    "page_runs",
    "page_words",
    "printed",
    "private_words",
    "quote_line",
    "quoted_of",
    "run_words",
    "shown_value",
    "source_words",
    "state_words",
    "title_of",
    "unsaid_words",
]

CUT = " […]"
SUMMARY_SUFFIXES = (".docx", ".pdf", ".md", ".xlsx", ".json", ".ics")
PRIVATE = "The document is marked private; what its summary quotes is private too."
NO_DATE = "It is no date, so it will not be in the calendar file."
LABEL_SHOWN = 40
NOT_STATED = "not stated"
NOT_LOOKED_FOR = "-"
NOT_SAID = "The document does not say."
REWORDED = "reworded and checked"
STATES = {
    PartState.READ: "read",
    PartState.RECOGNIZED: "read by text recognition",
    PartState.EMPTY: "empty",
    PartState.FAILED: "failed",
}
# What stands at the end of a line where a word is divided: PDFs say it by \x02 or a soft
# hyphen, which are no characters of the word, or by a hyphen, which may be one.
UNSEEN_HYPHEN = re.compile("[\xad\x02]\\s{0,4}")
HYPHEN = re.compile(r"(?<=\w)([-\u2010])[\r\n]{1,2}\s{0,4}(?=[^\W\d_])")


def quote_line(quote: str) -> str:
    """The words of a quotation on one line; nothing but white space is left out.

    A word that is divided by a hyphen at the end of a line keeps the hyphen, as it may be
    one of the word's own.
    """
    return " ".join(HYPHEN.sub(r"\1", UNSEEN_HYPHEN.sub("", quote)).split())


def clipped(text: str, most: int) -> str:
    """The text, or its beginning up to a word's end with a mark that it goes on."""
    if len(text) <= most:
        return text
    beginning = text[:most]
    whole_words = beginning.rpartition(" ")[0]
    # A text without blanks is cut where it is too long.
    kept = whole_words if 2 * len(whole_words) > most else beginning
    return kept.rstrip() + CUT


def title_of(summary: Summary) -> str:
    """The document's own title on one line; its name where it has none."""
    return " ".join(summary.title.split()) or summary.name


def printed(page: int, label: str) -> str:
    """The number printed on a page where it is another one; empty otherwise."""
    label = clipped(" ".join(label.split()), LABEL_SHOWN)
    return "" if label == str(page) else label


def page_words(page: int, label: str = "") -> str:
    """A page in words: ``p. 12``, ``p. 12 (printed iv)``."""
    other = printed(page, label)
    return f"p. {page} (printed {other})" if other else f"p. {page}"


def source_words(sentence: SummarySentence) -> str:
    """The pages that a sentence stands on: ``p. 3``, ``p. 3 (printed 1), p. 4``."""
    sources = sentence.sources or (sentence.source,)
    return ", ".join(dict.fromkeys(page_words(one.page, one.label) for one in sources))


def shown_value(fact: Fact) -> str:
    """What is told of a fact: what a person put there goes before what was found."""
    value = fact.value if fact.corrected is None else fact.corrected
    return " ".join(value.split())


def no_date_words(fact: Fact) -> str:
    """What is told of a correction that should be a date and is none."""
    return f"{fact.name}: “{shown_value(fact)}”. {NO_DATE}"


def is_private(summary: Summary) -> bool:
    """Whether a document is marked private."""
    return PRIVATE in summary.about.notes


def private_words(names: Iterable[str]) -> tuple[str, ...]:
    """What is told of documents that are marked private, wherever they are quoted."""
    return tuple(f"{name}: {PRIVATE}" for name in names)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRun:
    """Pages that follow each other and ended alike.

    Attributes:
        first: From 1.
        last: The last of them.
        labels: The first and the last that is printed on them; empty where there is none.
        state: How reading them ended.
        reason: Of all of them; may be empty.
        lowest: Confidence of text recognition, 0 to 1; None where it took no part.
        highest: See ``lowest``.
    """

    first: int
    last: int
    labels: tuple[str, str]
    state: PartState
    reason: str
    lowest: float | None
    highest: float | None


def page_runs(ledger: Sequence[LedgerPage]) -> tuple[PageRun, ...]:
    """The ledger with pages that ended alike told as ranges; none is left out."""
    runs: list[list[LedgerPage]] = []
    for page in ledger:
        if runs and continues(runs[-1][-1], page):
            runs[-1].append(page)
        else:
            runs.append([page])
    return tuple(map(run_of, runs))


def continues(before: LedgerPage, page: LedgerPage) -> bool:
    """Whether a page is the next one and ended like the one before it."""
    return (
        page.page == before.page + 1
        and page.state is before.state
        and page.reason == before.reason
        and (page.confidence is None) == (before.confidence is None)
    )


def run_of(pages: Sequence[LedgerPage]) -> PageRun:
    """Pages as a range."""
    first, last = pages[0], pages[-1]
    labels = [label for one in pages if (label := " ".join(one.label.split()))]
    known = [one.confidence for one in pages if one.confidence is not None]
    return PageRun(
        first=first.page,
        last=last.page,
        labels=(labels[0], labels[-1]) if labels else ("", ""),
        state=first.state,
        reason=first.reason,
        lowest=min(known, default=None),
        highest=max(known, default=None),
    )


def run_words(run: PageRun) -> str:
    """A range of pages in words: ``Pages 1 to 40``, ``Page 7``."""
    if run.first == run.last:
        return f"Page {run.first}"
    return f"Pages {run.first} to {run.last}"


def state_words(run: PageRun) -> str:
    """How reading some pages ended, in words, with the confidence of recognition."""
    told = STATES[run.state]
    if run.lowest is None or run.highest is None:
        return told
    low, high = f"{run.lowest:.0%}", f"{run.highest:.0%}"
    return f"{told} ({low if low == high else f'{low} to {high}'} sure)"


def ledger_words(summary: Summary) -> str:
    """All pages in one line: ``153 pages: 150 read, 2 empty, 1 failed``."""
    counts = Counter(page.state for page in summary.ledger)
    parts = [f"{counts[state]:,} {STATES[state]}" for state in STATES if counts[state]]
    untold = summary.pages - counts.total()
    if untold > 0:
        parts.append(f"{untold:,} not read yet")
    pages = max(summary.pages, counts.total())
    return f"{pages:,} page{'' if pages == 1 else 's'}: {', '.join(parts) or 'none read'}"


def facts_by_key(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Facts under the key of their entry, in the order of the list of facts."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.key, []).append(fact)
    return found


def fact_table_of(summaries: Sequence[Summary]) -> FactTable:
    """The facts of several documents side by side, in the order of their lists."""
    by_document = [facts_by_key(summary.facts) for summary in summaries]
    names: dict[str, str] = {}
    for summary in summaries:
        for fact in summary.facts:
            names.setdefault(fact.key, fact.name)
    return FactTable(
        documents=tuple((summary.document, summary.name) for summary in summaries),
        rows=tuple(
            (
                key,
                name,
                tuple(
                    tuple(one for one in facts.get(key, ()) if shown_value(one))
                    for facts in by_document
                ),
            )
            for key, name in names.items()
        ),
        notes=private_words(one.name for one in summaries if is_private(one)),
    )


def looked_for(summaries: Sequence[Summary]) -> tuple[frozenset[str], ...]:
    """For each document the keys of the entries that were looked for in it."""
    return tuple(frozenset(fact.key for fact in one.facts) for one in summaries)


def unsaid_words(key: str, looked: frozenset[str]) -> str:
    """What is told of an entry without facts: not stated, or not even looked for."""
    return NOT_STATED if key in looked else NOT_LOOKED_FOR


def quoted_of(summary: Summary) -> tuple[int, int]:
    """How many sentences of a summary are quoted and how many reworded."""
    kinds = Counter(one.kind for part in summary.sections for one in part.sentences)
    return kinds[SentenceKind.QUOTED], kinds[SentenceKind.REWORDED]


def best_passage(answer: Answer) -> PageQuotation | None:
    """What answers a question best; None where the document does not say."""
    return answer.passages[0] if answer.passages else None


def changes_words(changes: VersionChanges) -> str:
    """How much changed, in a sentence."""
    counts = Counter(change.kind for change in changes.changes)
    parts = [f"{counts[kind]:,} {kind.value}" for kind in VersionChangeKind if counts[kind]]
    told = f"Stretches of text: {', '.join(parts)}." if parts else "No text changed."
    same = changes.same
    told += f" {same:,} sentence{' is' if same == 1 else 's are'} the same."
    matter = sum(change.matters for change in changes.changes)
    if matter:
        told += f" In {matter:,} a number, date, amount, name or negation differs."
    return told
