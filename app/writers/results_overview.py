"""The sheets Summary and Method of the workbook of what was sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.records.documents import DocumentState
from app.records.results import ResultsAbout
from app.records.verdicts import Status
from app.writers.sheet_stream import Cell
from app.writers.tally import Tally

__all__ = ["METHOD_WIDTHS", "SUMMARY_WIDTHS", "method", "summary"]

SUMMARY_WIDTHS = (44.0, 14.0, 12.0, 14.0, 14.0, 12.0, 60.0)
METHOD_WIDTHS = (34.0, 100.0)
REASONS_SHOWN = 30
HOW_TO_READ = (
    ("Category", "The best guess, also where the status is needs review."),
    ("Probability", "How sure Postroom is of the category; 80% is meant as four in five."),
    ("Runner-up", "The category that came second."),
    ("Evidence", "The passage that speaks most for the category, quoted word for word."),
    ("Place", "Where the evidence stands: a page, or a row as the spreadsheet shows it."),
    (
        "Status",
        "sorted: decided. needs review: a person should look. failed: not readable.",
    ),
    ("Reason", "Why an item needs review, or why it failed."),
)

Line = list[Cell]


def summary(tally: Tally, about: ResultsAbout) -> Iterator[Line]:
    """The rows of the sheet Summary."""
    yield [(f"Summary: {about.scheme.name}", "title")]
    yield []
    yield headings("What came in", "Number")
    listed = len(tally.documents)
    documents = max(about.counts.documents, listed)
    yield counted("Documents", documents)
    yield counted("Items (letters and rows)", tally.items)
    if documents > listed:
        yield counted(
            "Documents that only hold others, or nothing to sort", documents - listed
        )
    yield []
    yield headings("Status", "Items", "Share")
    for status in Status:
        yield [
            (status.value, status.value),
            *with_share(tally.statuses[status], tally.items),
        ]
    yield []
    yield from categories(tally, about)
    yield []
    yield from reasons(tally)
    yield from documents_listed(tally)


def categories(tally: Tally, about: ResultsAbout) -> Iterator[Line]:
    """A row for every category of the scheme, also where nothing was sorted into it."""
    yield headings("Category", "Items", "Share", "Sorted", "Needs review", "Failed")
    names = dict.fromkeys((*about.scheme.names, *sorted(tally.categories)))
    placed = 0
    for name in names:
        statuses = tally.categories.get(name, Counter())
        placed += statuses.total()
        yield [
            (name, "text"),
            *with_share(statuses.total(), tally.items),
            *by_status(statuses),
        ]
    if tally.items > placed:
        yield [("(no category)", "text"), *with_share(tally.items - placed, tally.items)]


def reasons(tally: Tally) -> Iterator[Line]:
    """The reasons for review and failure, the most frequent first."""
    if not tally.reasons:
        return
    yield headings("Reason", "Items", "Share", "Status")
    ordered = sorted(tally.reasons.items(), key=lambda entry: (-entry[1], entry[0]))
    for (status, reason), number in ordered[:REASONS_SHOWN]:
        share = with_share(number, tally.items)
        yield [(reason, "wrapped"), *share, (status.value, status.value)]
    rest = sum(number for _, number in ordered[REASONS_SHOWN:])
    if rest:
        yield [("(other reasons)", "text"), *with_share(rest, tally.items)]
    yield []


def documents_listed(tally: Tally) -> Iterator[Line]:
    """A row for every document; those that failed come first, with the reason."""
    yield headings(
        "Document", "Reading", "Items", "Sorted", "Needs review", "Failed", "Reason"
    )
    ordered = sorted(
        tally.documents.values(),
        key=lambda document: document.state != DocumentState.FAILED,
    )
    for document in ordered:
        statuses = tally.by_document.get(document.key, Counter())
        failed = document.state == DocumentState.FAILED
        yield [
            (document.name, "wrapped"),
            (document.state.value, Status.FAILED.value if failed else "text"),
            (statuses.total(), "count"),
            *by_status(statuses),
            (document.reason, "wrapped"),
        ]


def method(tally: Tally, about: ResultsAbout) -> Iterator[Line]:
    """The rows of the sheet Method."""
    yield [("How these results were made", "title")]
    yield []
    yield fact("Program", f"Postroom {about.version}".strip())
    yield fact("Finished", about.finished)
    yield fact("Case file", about.case or "none was kept")
    yield fact("Probabilities", calibration(tally))
    yield []
    yield headings("Setting", "Value")
    for name, value in about.settings.items():
        yield fact(name, value)
    yield []
    yield headings("Model", "SHA-256 of its file")
    for name, value in about.models.items():
        yield fact(name, value)
    yield []
    if about.notes:
        yield headings("Notes", "")
        for note in about.notes:
            yield [("", "text"), (note, "wrapped")]
        yield []
    yield headings("Column", "What it says")
    for name, value in HOW_TO_READ:
        yield fact(name, value)
    yield []
    yield headings("Scheme", about.scheme.name)
    yield fact("Description", about.scheme.description)
    yield fact("Language", about.scheme.language)
    yield fact("Fingerprint (SHA-256)", about.scheme.fingerprint)
    yield []
    yield headings("Category", "What belongs in it")
    for category in about.scheme.categories:
        examples = "".join(f"\nExample: {example}" for example in category.examples)
        yield fact(category.name, category.description + examples)


def calibration(tally: Tally) -> str:
    """Whether the probabilities were calibrated, in words."""
    if tally.calibrated == 0:
        return "not calibrated: no labelled items were there to check them against"
    if tally.calibrated < tally.items:
        return f"calibrated on labelled items for {tally.calibrated:,} of {tally.items:,}"
    return "calibrated on labelled items"


def headings(*names: str) -> Line:
    """The heading of a small table."""
    return [(name or " ", "bold") for name in names]


def counted(name: str, number: int) -> Line:
    """A name with a number."""
    return [(name, "text"), (number, "count")]


def fact(name: str, value: str) -> Line:
    """A name with a text."""
    return [(name, "wrapped"), (value, "wrapped")]


def with_share(number: int, total: int) -> Line:
    """A number and its share of a total."""
    return [(number, "count"), (number / total if total else None, "share")]


def by_status(statuses: Counter[Status]) -> Line:
    """A number for every status."""
    return [(statuses[status], "count") for status in Status]
