"""Summaries as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from app.command_line.summary_facts_told import facts_table, side_by_side_tables
from app.command_line.telling import count_of, plain, shell_command
from app.records import (
    Answer,
    Document,
    DocumentState,
    PageQuotation,
    PartState,
    SentenceKind,
    Summary,
    SummarySentence,
    VersionChange,
    VersionChanges,
)
from app.records.summary_lines import (
    NOT_SAID,
    NOT_STATED,
    PRIVATE,
    changes_words,
    clipped,
    fact_table_of,
    is_private,
    ledger_words,
    page_runs,
    page_words,
    quote_line,
    quoted_of,
    run_words,
    shown_value,
    source_words,
    title_of,
)

__all__ = [
    "print_answer",
    "print_changes",
    "print_first_look",
    "print_left_out",
    "print_next",
    "print_summaries",
    "print_summary",
]

IN_FULL = 10  # documents that are told whole; the others stand side by side only
FIRST_FACTS = 5
FIRST_SENTENCES = 5
PASSAGES_SHOWN = 3
CHANGES_SHOWN = 20
FAILED_SHOWN = 20
STRETCHES_SHOWN = 5
QUOTE_SHOWN = 600
SENTENCE_SHOWN = 1200
VALUE_SHOWN = 300
LEAST_WIDTH = 20
REWORDED = (
    "reworded: in other words than the document's. Every number, date, amount, name and"
    " negation in it was found in the words on the page it names."
)
REMEDIES = {
    "password": "Run this again and give its password when asked, or by --password-file.",
    "damaged": "Open it in its own program and save it again, or ask for it again.",
    "unsupported": "Save it as PDF, Word or text, and summarize that.",
    "too big": "Split it, or summarize a part of it.",
    "crashed": "Open it in its own program and save it again.",
    "stalled": "Open it in its own program and save it again.",
    "memory": "Split it, or summarize a part of it.",
    "missing": "Put it back where it was, and run this again.",
}


def print_summaries(
    console: Console, summaries: Sequence[Summary], changes: VersionChanges | None
) -> None:
    """Print documents in full, then side by side, then what changed."""
    for number, summary in enumerate(summaries[:IN_FULL]):
        if number:
            console.print()
        print_summary(console, summary)
    more = len(summaries) - IN_FULL
    if more > 0:
        told = f"The summaries of {count_of(more, 'more document')} are not shown here;"
        console.print(f"{told} write them with --out.", soft_wrap=True)
    if len(summaries) > 1:
        console.print(Text("\nThe same facts side by side", style="bold"))
        for table in side_by_side_tables(summaries, console.width):
            console.print(table)
        print_notes(console, fact_table_of(summaries).notes)
    if changes is not None:
        print_changes(console, changes)
    if any(quoted_of(one)[1] for one in summaries[:IN_FULL]):
        console.print()
        print_hanging(console, Text(), Text(REWORDED, style="dim"))


def print_summary(console: Console, summary: Summary) -> None:
    """Print one document: what it is, its facts, the summary by sections, answers."""
    print_opening(console, summary)
    if summary.facts:
        console.print(facts_table(summary.facts))
        print_not_stated(console, summary)
    print_sections(console, summary)
    for answer in summary.answers:
        console.print()
        print_answer(console, answer)


def print_notes(console: Console, notes: Sequence[str]) -> None:
    """Print what a reader should know, one sentence a line."""
    for note in notes:
        print_hanging(console, Text(), Text(plain(note), style="yellow"))


def print_opening(console: Console, summary: Summary) -> None:
    """Print title, name, pages and what could not be read."""
    title = plain(title_of(summary))
    console.print(Text(title, style="bold underline"))
    name = f"{plain(summary.name)}, " if summary.title else ""
    print_hanging(console, Text(), Text(f"{name}{ledger_words(summary)}"))
    print_notes(console, [PRIVATE] if is_private(summary) else [])
    failed = [one for one in page_runs(summary.ledger) if one.state is PartState.FAILED]
    for one in failed[:STRETCHES_SHOWN]:
        reason = f": {plain(one.reason)}" if one.reason else " could not be read."
        console.print(Text(f"  {run_words(one)}{reason}", style="red"))
    more = len(failed) - STRETCHES_SHOWN
    if more > 0:
        console.print(Text(f"  and {more:,} more stretches of pages", style="red"))
    if not summary.whole:
        console.print(
            Text("This is a first look; the rest is not done yet.", style="yellow")
        )


def print_not_stated(console: Console, summary: Summary) -> None:
    """Print which facts were looked for and are not stated."""
    stated = {fact.key for fact in summary.facts if shown_value(fact)}
    names = dict.fromkeys(fact.name for fact in summary.facts if fact.key not in stated)
    if names:
        told = f"{NOT_STATED.capitalize()}: {'; '.join(map(plain, names))}"
        print_hanging(console, Text(), Text(told, style="dim"))


def print_sections(console: Console, summary: Summary) -> None:
    """Print the summary by headings; sentences are numbered through the document."""
    number = 0
    for section in summary.sections:
        if not section.sentences:
            continue
        console.print()
        if section.heading:
            where = page_words(section.page, plain(section.label))
            heading = Text(plain(section.heading), style="bold")
            console.print(heading.append(f"  {where}", style="not bold dim"))
        for sentence in section.sentences:
            number += 1
            lead = Text(f"{number:>3} ", style="dim")
            print_hanging(console, lead, sentence_text(sentence))
    if not number:
        console.print("Nothing to summarize was found in it.")


def print_hanging(console: Console, lead: Text, told: Text) -> None:
    """Print a text whose lines all begin below the first word; no line ends in blanks."""
    width = max(console.width - lead.cell_len, LEAST_WIDTH)
    for line in told.wrap(console, width, overflow="fold"):
        line.rstrip()
        console.print(lead.copy().append_text(line), soft_wrap=True)
        lead = Text(" " * lead.cell_len)


def indented(console: Console, told: Text, by: int = 2) -> None:
    """Print a text a little to the right."""
    print_hanging(console, Text(" " * by), told)


def sentence_text(sentence: SummarySentence, most: int = SENTENCE_SHOWN) -> Text:
    """A sentence with its page, and a mark where it is reworded."""
    told = Text(clipped(plain(sentence.text), most))
    told.append(f"  {plain(source_words(sentence))}", style="dim")
    if sentence.kind is SentenceKind.REWORDED:
        told.append(", reworded", style="cyan")
    return told


def quotation_text(passage: PageQuotation) -> Text:
    """A passage with its page."""
    words = clipped(plain(quote_line(passage.quote)), QUOTE_SHOWN)
    told = Text(f'"{words}"')
    return told.append(f"  {page_words(passage.page, plain(passage.label))}", style="dim")


def print_answer(console: Console, answer: Answer) -> None:
    """Print a question with the passages that answer it, or that none does."""
    console.print(Text(plain(answer.question), style="bold"))
    if not answer.passages:
        console.print(f"  {NOT_SAID}")
    for passage in answer.passages[:PASSAGES_SHOWN]:
        indented(console, quotation_text(passage))
    more = len(answer.passages) - PASSAGES_SHOWN
    if more > 0:
        console.print(f"  and {count_of(more, 'more passage')}; see --out")


def print_first_look(console: Console, summary: Summary) -> None:
    """Print the first screen: pages, the facts found so far, the first sentences."""
    console.print()
    print_opening(console, summary)
    stated = [fact for fact in summary.facts if shown_value(fact)]
    if stated:
        console.print(facts_table(stated[:FIRST_FACTS]))
    sentences = [one for part in summary.sections for one in part.sentences]
    for sentence in sentences[:FIRST_SENTENCES]:
        indented(console, sentence_text(sentence, VALUE_SHOWN))
    console.print()


def print_changes(console: Console, changes: VersionChanges) -> None:
    """Print what changed; where a number, date, name or negation differs comes first."""
    console.print()
    told = f"What changed from {plain(changes.old[1])} to {plain(changes.new[1])}"
    console.print(Text(told, style="bold"))
    print_hanging(console, Text(), Text(changes_words(changes)))
    print_notes(console, changes.notes)
    for name, before, after in changes.facts:
        old, new = (
            "; ".join(
                clipped(plain(value), VALUE_SHOWN)
                for one in facts
                if (value := shown_value(one))
            )
            for facts in (before, after)
        )
        console.print(Text(f"  {plain(name)}", style="bold"))
        indented(console, Text(f"before: {old or NOT_STATED}"), 4)
        indented(console, Text(f"now:    {new or NOT_STATED}"), 4)
    ordered = sorted(changes.changes, key=lambda change: not change.matters)
    for change in ordered[:CHANGES_SHOWN]:
        print_change(console, change)
    more = len(ordered) - CHANGES_SHOWN
    if more > 0:
        console.print(f"  and {more:,} more; all stand in what --out writes")


def print_change(console: Console, change: VersionChange) -> None:
    """Print one difference: what was there, and what is there now."""
    heading = f" in {plain(change.heading)}" if change.heading else ""
    told = Text(f"  {change.kind.value.capitalize()}{heading}", style="bold")
    if change.matters:
        told.append("  facts differ", style="yellow")
    console.print(told)
    for sign, passage, style in (("-", change.before, "red"), ("+", change.after, "green")):
        if passage is not None:
            lead = Text(f"    {sign} ", style=style)
            print_hanging(console, lead, quotation_text(passage))


def print_left_out(
    console: Console, documents: Sequence[Document], reasons: Mapping[int, str]
) -> int:
    """Print the documents that have no summary, each with its reason.

    Returns:
        How many of them failed.
    """
    failed = [one for one in documents if one.state is DocumentState.FAILED]
    others = [one for one in documents if one.state is not DocumentState.FAILED]
    for title, some in (("Failed", failed), ("Not summarized", others)):
        if not some:
            continue
        console.print(f"\n{title}, {count_of(len(some), 'document')}:", soft_wrap=True)
        for document in some[:FAILED_SHOWN]:
            reason = plain(reasons.get(document.key, "") or document.reason)
            told = f"  {plain(document.name)}: {reason or 'There is nothing to summarize.'}"
            console.print(told, soft_wrap=True)
            if document.reason_code in REMEDIES:
                console.print(f"    {REMEDIES[document.reason_code]}", soft_wrap=True)
        more = len(some) - FAILED_SHOWN
        if more > 0:
            console.print(f"  and {more:,} more", soft_wrap=True)
    return len(failed)


def print_next(console: Console, case: str) -> None:
    """Print what a person can do now; ``case`` is empty where none is kept."""
    if not case:
        console.print(
            "\nTo ask more questions, to correct facts and to compare versions, keep the"
            " work: --case FILE",
            soft_wrap=True,
        )
        return
    steps = (
        (("ask", "QUESTION"), "ask the documents"),
        (("correct", "DOCUMENT", "FACT", "VALUE"), "also: drop, undo"),
        (("export", "--out", "summary.docx"), "write the result"),
    )
    lines = [
        (shell_command(["postroom", "summary", case, *words]), what)
        for words, what in steps
    ]
    width = max(len(command) for command, _ in lines)
    console.print("\nNext:")
    for command, what in lines:
        console.print(f"  {command:<{width}}   {what}", soft_wrap=True)
