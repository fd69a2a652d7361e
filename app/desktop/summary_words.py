"""The words of the window for summaries."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from app.desktop.language import told
from app.desktop.quoted_lines import with_breaks
from app.desktop.summary_cited import one_line
from app.desktop.words import documents_words, number, percent
from app.records import (
    Fact,
    LedgerPage,
    PageQuotation,
    PartState,
    SentenceKind,
    SummarizedDocument,
    Summary,
    VersionChange,
    VersionChangeKind,
)

__all__ = [
    "change_words",
    "chip_words",
    "clean",
    "confidence_words",
    "document_state_words",
    "documents_summary",
    "fact_words",
    "how_words",
    "in_lines",
    "in_one_line",
    "is_changed",
    "ledger_words",
    "pages_words",
    "quoted",
    "reference",
    "sentences_words",
    "state_of_pages",
    "summary_line",
    "wait_words",
    "when_words",
    "where_on_page",
]

_LONGEST = 4000  # characters of a quotation that are shown in a list


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryWords", text)


def clean(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, what cannot be shown left out, cut where it is very long."""
    words = " ".join(text[: longest * 2].split())
    shown = "".join(c for c in words if c.isprintable())
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "\u2026"


def in_lines(text: str, quote: str) -> str:
    """A text as ``clean`` gives it; what stands apart in its quotation is not joined."""
    return with_breaks(clean(text), quote)


def in_one_line(text: str, between: str = "; ") -> str:
    """A text in lines as it is read out or copied: the lines are parted by a sign."""
    return text.replace("\n", between)


# How the notes of a summary end that tell what persons changed.
_BY_A_PERSON = " by a person."


def is_changed(summary: Summary) -> bool:
    """Whether a person changed anything in a summary that can be taken back."""
    corrected = any(fact.corrected is not None for fact in summary.facts)
    return corrected or any(note.endswith(_BY_A_PERSON) for note in summary.about.notes)


def wait_words() -> str:
    """Why a button is grey while a run is on."""
    return _say("Wait until the run has ended, or stop it (Ctrl+.).")


def pages_words(count: int) -> str:
    """So many pages."""
    if count == 1:
        return _say("1 page")
    return _say("{count} pages").format(count=number(count))


def sentences_words(count: int) -> str:
    """So many sentences."""
    if count == 1:
        return _say("1 sentence")
    return _say("{count} sentences").format(count=number(count))


def chip_words(page: int, label: str = "") -> str:
    """A page in as few characters as can be, with its printed number if that differs."""
    said = _say("p. {page}").format(page=page)
    label = clean(label, 12)
    if label and label != str(page):
        said = _say("p. {page}, printed {label}").format(page=page, label=label)
    return said


def where_on_page(page: int, label: str = "") -> str:
    """A page in words, with its printed number if that differs."""
    said = _say("page {page}").format(page=page)
    label = clean(label, 12)
    if label and label != str(page):
        said = _say("page {page}, printed as {label}").format(page=page, label=label)
    return said


def reference(text: str, name: str, page: int, label: str = "", *, quoted: bool) -> str:
    """A sentence with where it stands, to be put into another text.

    Lines that stand apart are parted by a stroke, as is usual in quotations.
    """
    said = " / ".join(filter(None, map(clean, text.split("\n"))))
    if quoted:
        said = f"\u201c{said}\u201d"
    label = clean(label, 12)
    where = chip_words(page)
    if label and label != str(page):
        where = _say("p. {page}, printed as {label}").format(page=page, label=label)
    return f"{said} ({clean(name, 200)}, {where})"


def document_state_words(document: SummarizedDocument, *, is_running: bool) -> str:
    """How far the summary of a document is, and how many pages it has."""
    begun = _say("first look, more follows") if is_running else _say("begun; stopped")
    state = {
        "none": _say("not summarized"),
        "first": begun,
        "whole": _say("summarized"),
        "failed": _say("could not be summarized"),
    }.get(document.state, document.state)
    if not document.pages:
        return state
    return f"{pages_words(document.pages)} \u00b7 {state}"


def documents_summary(documents: tuple[SummarizedDocument, ...]) -> str:
    """How many documents are summarized."""
    made = sum(each.state == "whole" for each in documents)
    begun = sum(each.state == "first" for each in documents)
    if not documents:
        return ""
    said = _say("{made} of {documents} summarized").format(
        made=number(made), documents=documents_words(len(documents))
    )
    if made == len(documents):
        said = _say("{documents} summarized").format(documents=documents_words(made))
    if begun:
        said += _say(", {count} begun").format(count=number(begun))
    return said


def summary_line(summary: Summary, purposes: dict[str, str], *, is_running: bool) -> str:
    """What a summary is made of, in one line."""
    sentences = [s for section in summary.sections for s in section.sentences]
    reworded = sum(s.kind is SentenceKind.REWORDED for s in sentences)
    parts = [pages_words(summary.pages)]
    purpose = purposes.get(summary.about.purpose, "")
    if purpose:
        parts.append(_say("read as: {purpose}").format(purpose=told(purpose)))
    if sentences:
        parts.append(sentences_words(len(sentences)))
        quoted = _say("all quoted word for word")
        if reworded:
            quoted = _say("{quoted} quoted, {reworded} reworded and checked").format(
                quoted=number(len(sentences) - reworded), reworded=number(reworded)
            )
        parts.append(quoted)
    if not summary.whole:
        begun = _say("first look, more follows") if is_running else _say("begun; stopped")
        parts.append(begun)
    return "  \u00b7  ".join(parts)


def when_words(fact: Fact) -> str:
    """A fact's date as it goes into a calendar; empty where it is none."""
    if not fact.when:
        return ""
    day = QDate.fromString(fact.when[:10], Qt.DateFormat.ISODate)
    if not day.isValid():
        return ""
    said = fact.when[:10]
    if QLocale().language() != QLocale.Language.C:
        said = QLocale().toString(day, QLocale.FormatType.LongFormat)
    time = fact.when[11:16]
    parts = [part for part in (said, time, clean(fact.zone, 40)) if part]
    return _say("In the calendar: {when}").format(when=", ".join(parts))


def fact_words(fact: Fact) -> str:
    """What stands for a fact: a person's value, the document's, or that there is none."""
    if fact.corrected is not None:
        return clean(fact.corrected) or _say("not stated")
    if fact.source is None:
        return _say("not stated")
    return in_lines(fact.value or fact.source.quote, fact.source.quote)


def state_of_pages(state: PartState) -> str:
    """How reading a page ended."""
    return {
        PartState.READ: _say("Read"),
        PartState.RECOGNIZED: _say("Read by text recognition"),
        PartState.EMPTY: _say("Empty"),
        PartState.FAILED: _say("Could not be read"),
    }[state]


def ledger_words(first: LedgerPage, last: LedgerPage) -> str:
    """One page, or a run of pages that ended alike."""
    if first.page == last.page:
        return str(first.page)
    return f"{first.page}\u2013{last.page}"


def confidence_words(lowest: float | None, highest: float | None) -> str:
    """How sure text recognition was of a run of pages."""
    if lowest is None or highest is None:
        return ""
    low, high = percent(lowest), percent(highest)
    return low if low == high else f"{low} \u2013 {high}"


def change_words(change: VersionChange) -> str:
    """What happened, in a word."""
    return {
        VersionChangeKind.ADDED: _say("Added"),
        VersionChangeKind.REMOVED: _say("Removed"),
        VersionChangeKind.CHANGED: _say("Changed"),
        VersionChangeKind.MOVED: _say("Moved"),
    }[change.kind]


def how_words(summary: Summary, purposes: dict[str, str]) -> str:
    """How a summary was made, a line for each thing."""
    about = summary.about
    lines = []
    if about.made:
        made = _say("Made on {when} with Postroom {version}.")
        lines.append(made.format(when=_moment(about.made), version=about.version))
    purpose = purposes.get(about.purpose, about.purpose)
    if purpose:
        lines.append(_say("List of facts: {purpose}.").format(purpose=told(purpose)))
    if about.words:
        lines.append(_say("At most {count} words.").format(count=number(about.words)))
    if about.rejected:
        lines.append(
            _say(
                "{count} drafts of the language model said something the document does "
                "not, and gave way to quotations."
            ).format(count=number(about.rejected))
        )
    model = _say("Model: {name}.")
    lines += [model.format(name=clean(name, 80)) for name in sorted(about.models)]
    lines += [clean(told(note)) for note in about.notes]
    return "\n".join(lines)


def _moment(made: str) -> str:
    """A time as the person's country writes it."""
    moment = QDateTime.fromString(made[:16], "yyyy-MM-ddTHH:mm")
    if not moment.isValid() or QLocale().language() == QLocale.Language.C:
        return made[:16].replace("T", " ")
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def quoted(quotation: PageQuotation) -> str:
    """A quotation in quotation marks; what stands apart on its page keeps its line."""
    said, _ = one_line(quotation.quote)
    return f"\u201c{said}\u201d"
