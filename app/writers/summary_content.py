"""What stands in a written summary, in the order of reading, for Word, PDF and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.records.documents import PartState
from app.records.summaries import (
    Answer,
    Fact,
    PageQuotation,
    SentenceKind,
    Summary,
    SummarySentence,
    VersionChanges,
)
from app.records.summary_lines import (
    NOT_SAID,
    NOT_STATED,
    REWORDED,
    clipped,
    ledger_words,
    page_runs,
    page_words,
    quote_line,
    quoted_of,
    run_words,
    shown_value,
    source_words,
    state_words,
    title_of,
)
from app.writers.summary_blocks import (
    Block,
    Heading,
    Look,
    Paragraph,
    Run,
    Style,
    Table,
    run,
    together,
)
from app.writers.summary_compared import changes_blocks, side_by_side_blocks

__all__ = ["content_of", "fact_cells", "subject_of"]

VALUE_SHOWN = 700  # characters; the whole value stands in the workbook and the JSON
QUOTE_SHOWN = 700
SOURCE_SHOWN = 1500
HEADING_SHOWN = 200
NAME_SHOWN = 200
LABEL_SHOWN = 120
NOTE_SHOWN = 600
SENTENCE_SHOWN = 3000
ENTRY_RUNS = 400
WORD_FOR_WORD = "Word for word."
FIRST_LOOK = "This is a first look; the summary was not finished when it was written."


class Numbers:
    """Counts the places that sentences stand on, through all documents of a file."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The next number, from 1."""
        self.last += 1
        return self.last


def subject_of(summaries: Sequence[Summary]) -> str:
    """The title of the whole file."""
    if len(summaries) == 1:
        return f"Summary: {clipped(title_of(summaries[0]), HEADING_SHOWN)}"
    return f"Summaries of {len(summaries):,} documents"


def content_of(
    summaries: Sequence[Summary], changes: VersionChanges | None = None
) -> Iterator[Block]:
    """All blocks in order: title, side by side, changes, then each document in full."""
    yield Heading(text=subject_of(summaries), level=0)
    several = len(summaries) > 1
    numbers = Numbers()
    if several:
        for summary in summaries:
            name = f" ({clipped(summary.name, NAME_SHOWN)})" if summary.title else ""
            title = clipped(title_of(summary), HEADING_SHOWN)
            told = f"{title}{name}, {ledger_words(summary)}."
            yield Paragraph(runs=(run(told),), style=Style.ITEM)
    if changes is not None:
        yield from changes_blocks(changes)
    if several:
        yield from side_by_side_blocks(summaries)
    for summary in summaries:
        if several:
            text = clipped(title_of(summary), HEADING_SHOWN)
            yield Heading(text=text, level=1)
        yield from document_blocks(summary, 2 if several else 1, numbers)


def document_blocks(summary: Summary, level: int, numbers: Numbers) -> Iterator[Block]:
    """All that is told of one document, its headings from a level on."""
    yield from opening(summary)
    yield from facts_blocks(summary.facts, level)
    entries: list[tuple[int, SummarySentence]] = []
    yield from sections_blocks(summary, level, numbers, entries)
    yield from answers_blocks(summary.answers, level)
    yield from sources_blocks(entries, level)
    yield from ledger_blocks(summary, level)
    yield from made_blocks(summary, level)


def opening(summary: Summary) -> Iterator[Block]:
    """What this is, in three lines."""
    quoted, reworded = quoted_of(summary)
    name = clipped(summary.name, NAME_SHOWN)
    yield Paragraph(runs=(run(f"Document: {name}. {ledger_words(summary)}."),))
    sentences = quoted + reworded
    told = f"Summary of {counted(sentences, 'sentence')}: {quoted:,} quoted word for word"
    if reworded:
        told += f", {reworded:,} {REWORDED} against the words they stand on"
    yield Paragraph(
        runs=(
            run(
                f"{told}. Each ends with its page and the number of its exact words below."
            ),
        )
    )
    failed = [one for one in page_runs(summary.ledger) if one.state is PartState.FAILED]
    if failed:
        pages = ", ".join(run_words(one).lower() for one in failed[:20])
        more = f" and {len(failed) - 20:,} more stretches" if len(failed) > 20 else ""
        missing = f"Could not be read, so not in this summary: {pages}{more}."
        yield Paragraph(runs=(run(missing, Look.ALERT),))
    if not summary.whole:
        yield Paragraph(runs=(run(FIRST_LOOK, Look.ALERT),))


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# ------------------------------------------------------------------------ facts


def facts_blocks(facts: Sequence[Fact], level: int) -> Iterator[Block]:
    """A table of the facts, each with page and quotation."""
    if not facts:
        return
    yield Heading(text="Facts", level=level)
    rows = []
    before = ""
    for fact in facts:
        name = clipped(fact.name, LABEL_SHOWN)
        look = Look.DIM if fact.key == before else Look.BOLD
        before = fact.key
        page = (
            together(page_words(fact.source.page, fact.source.label)) if fact.source else ""
        )
        rows.append(
            (
                ((run(name, look),),),
                fact_cells(fact),
                ((run(page),),),
                ((run(quotation_words(fact), Look.QUOTE),),),
            )
        )
    yield Table(
        headings=("Fact", "What the document says", "Page", "Quotation"),
        rows=tuple(rows),
        widths=(0.19, 0.33, 0.11, 0.37),
        about="The facts that were looked for, with the page and words that state them.",
    )


def fact_cells(fact: Fact) -> tuple[tuple[Run, ...], ...]:
    """What a cell says of a fact: its value, a contradiction, a correction."""
    value = shown_value(fact)
    if not value:
        return ((run(NOT_STATED, Look.DIM),),)
    runs = [run(clipped(value, VALUE_SHOWN))]
    if fact.label:
        label = clipped(" ".join(fact.label.split()), LABEL_SHOWN)
        runs.insert(0, run(f"{label}: ", Look.BOLD))
    lines = [tuple(runs)]
    if fact.conflict:
        lines.append((run("The document contradicts itself here.", Look.ALERT),))
    if fact.corrected is not None:
        found = f"instead of: {clipped(fact.value, VALUE_SHOWN)}" if fact.value else ""
        told = f"Entered by a person {found}".strip()
        lines.append((run(f"{told}.", Look.DIM),))
    return tuple(lines)


def quotation_words(fact: Fact) -> str:
    """The words that state a fact; only that they are the same where the value is them."""
    if fact.source is None:
        return ""
    quote = quote_line(fact.source.quote)
    if quote == " ".join(fact.value.split()) and fact.corrected is None:
        return WORD_FOR_WORD
    return f"“{clipped(quote, QUOTE_SHOWN)}”"


# --------------------------------------------------------------------- sentences


def sections_blocks(
    summary: Summary,
    level: int,
    numbers: Numbers,
    entries: list[tuple[int, SummarySentence]],
) -> Iterator[Block]:
    """The summary by sections; what each sentence stands on is noted in ``entries``."""
    yield Heading(text="Summary", level=level)
    if not any(section.sentences for section in summary.sections):
        yield Paragraph(runs=(run("Nothing to summarize was found in it."),))
    for section in summary.sections:
        if not section.sentences:
            continue
        if section.heading:
            where = together(page_words(section.page, section.label))
            title = clipped(" ".join(section.heading.split()), HEADING_SHOWN)
            yield Heading(text=f"{title}, {where}", level=level + 1)
        for sentence in section.sentences:
            number = numbers.next()
            entries.append((number, sentence))
            yield Paragraph(runs=sentence_runs(sentence, number), style=Style.ITEM)


def sentence_runs(sentence: SummarySentence, number: int) -> tuple[Run, ...]:
    """A sentence with its pages and the number of its words below."""
    told = together(source_words(sentence))
    if sentence.kind is SentenceKind.REWORDED:
        told += f", {REWORDED}"
    return (
        run(f"{clipped(' '.join(sentence.text.split()), SENTENCE_SHOWN)} "),
        run(f"{told} ", Look.DIM),
        run(f"[{number}]", Look.DIM, link=f"source{number}"),
    )


def sources_blocks(
    entries: Sequence[tuple[int, SummarySentence]], level: int
) -> Iterator[Block]:
    """The exact words that each sentence stands on, by number."""
    if not entries:
        return
    yield Heading(text="Where it says so", level=level)
    yield Paragraph(
        runs=(run("The words of the document; only its line breaks are left out."),),
        style=Style.NOTE,
    )
    for number, sentence in entries:
        runs = [run(f"[{number}] ", Look.BOLD)]
        for source in sentence.sources or (sentence.source,):
            runs += quotation_runs(source)
        yield Paragraph(runs=tuple(runs), style=Style.SOURCE, anchor=f"source{number}")


def quotation_runs(source: PageQuotation) -> list[Run]:
    """A page with the words that stand on it."""
    words = clipped(quote_line(source.quote), SOURCE_SHOWN)
    return [
        run(f"{together(page_words(source.page, source.label))}: "),
        run(f"“{words}” ", Look.QUOTE),
    ]


# ----------------------------------------------------------------------- answers


def answers_blocks(answers: Sequence[Answer], level: int) -> Iterator[Block]:
    """Questions with the passages that answer them."""
    if not answers:
        return
    yield Heading(text="Questions", level=level)
    for answer in answers:
        question = clipped(" ".join(answer.question.split()), HEADING_SHOWN)
        yield Heading(text=question, level=level + 1)
        if not answer.passages:
            yield Paragraph(runs=(run(NOT_SAID),))
        for passage in answer.passages:
            yield Paragraph(runs=tuple(quotation_runs(passage)), style=Style.ITEM)


# ------------------------------------------------------------- ledger and method


def ledger_blocks(summary: Summary, level: int) -> Iterator[Block]:
    """Every page and how reading it ended; pages that ended alike are told as a range."""
    yield Heading(text="Every page", level=level)
    runs = page_runs(summary.ledger)
    yield Paragraph(runs=(run(f"{ledger_words(summary)}."),))
    if not runs:
        return
    yield Table(
        headings=("Pages", "Reading", "Printed as", "Note"),
        rows=tuple(
            tuple(
                ((run(text),),)
                for text in (
                    run_words(one),
                    state_words(one),
                    label_words(one.labels),
                    clipped(one.reason, NOTE_SHOWN),
                )
            )
            for one in runs[:ENTRY_RUNS]
        ),
        widths=(0.22, 0.3, 0.16, 0.32),
        about="How reading each page ended.",
    )
    more = len(runs) - ENTRY_RUNS
    if more > 0:
        told = f"{more:,} more stretches of pages are listed in the workbook and the JSON."
        yield Paragraph(runs=(run(told),), style=Style.NOTE)


def label_words(labels: tuple[str, str]) -> str:
    """What is printed on the first and last of some pages."""
    first, last = (clipped(label, LABEL_SHOWN) for label in labels)
    return first if first == last else f"{first} to {last}"


def made_blocks(summary: Summary, level: int) -> Iterator[Block]:
    """How the summary was made."""
    yield Heading(text="How this was made", level=level)
    for line in made_lines(summary):
        yield Paragraph(runs=(run(clipped(line, NOTE_SHOWN)),), style=Style.BOX)


def made_lines(summary: Summary) -> Iterator[str]:
    """The sentences on how a summary was made."""
    about = summary.about
    when = f", {about.made[:16].replace('T', ' ')}" if about.made else ""
    yield f"Made with Postroom {about.version}".strip() + f" on this computer{when}."
    yield (
        "Sentences are chosen over the whole document by meaning and place, and quoted. A"
        " sentence is in other words only where every number, date, amount, name and"
        f" negation was found in the words it stands on; these are marked “{REWORDED}”."
    )
    yield (
        f"Sentences quoted: {about.quoted:,}; {REWORDED}: {about.reworded:,}; drafts that"
        f" failed the check and gave way to the quotation: {about.rejected:,}."
    )
    settings = (("List of facts", about.purpose), ("Length", about.length))
    told = [f"{name}: {value}" for name, value in settings if value]
    if about.words:
        told.append(f"At most {about.words:,} words")
    if told:
        yield "; ".join(told) + "."
    for name, value in about.models.items():
        yield f"Model {name}, SHA-256 {value}"
    if about.sha256:
        yield f"Document, SHA-256 {about.sha256}"
    yield from about.notes
