"""The sheets Themes, Campaigns, Questions and Method of a workbook of themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter

from app.records.lines import place_words
from app.records.themes import Stance, Theme, ThemesAbout, ThemesReport
from app.writers.book import Book, date_cell, percent
from app.writers.results_overview import METHOD_WIDTHS, fact, headings
from app.writers.sheet_stream import Cell, SheetStream
from app.writers.theme_charts import add_sizes

__all__ = [
    "NO_TEXT",
    "NO_THEME",
    "add_up",
    "method",
    "sentences",
    "write_campaigns",
    "write_method",
    "write_questions",
    "write_theme_list",
]

NO_THEME = "(no theme: few or odd)"
NO_TEXT = "(nothing to read)"
CHARTED = 25
EXAMPLES = 5
ROW_HEIGHT = 75.0  # five lines; quotations are whole, and longer ones scroll in the cell
LIST_HEADINGS = (
    *("Group", "Theme", "Items", "Share of items", "Different texts", "Stability"),
    *("New", "Comes from", "Description", "Words that set it apart"),
)
LIST_STYLES = (
    *("wrapped", "wrapped", "count", "share", "count", "share"),
    *("text", "wrapped", "wrapped", "wrapped"),
)
LIST_WIDTHS = (26.0, 34.0, 9.0, 10.0, 10.0, 10.0, 7.0, 14.0, 44.0, 30.0)
HOW_TO_READ = (
    ("Items", "How many rows or letters are in the theme, copies counted."),
    ("Share of items", "Of all items that came in, with those of no theme."),
    ("Different texts", "How many there are when texts that say the same count once."),
    (
        "Stability",
        (
            "The analysis was repeated with rows left out; this share of the theme came"
            " back (mean Jaccard index). Empty where a person wrote or changed the theme."
        ),
    ),
    ("New", "An earlier analysis of the same case file did not have it."),
    ("Example", "Words of a row, character for character."),
    ("Usual", "How many there usually are in such a period, lowest and highest."),
    ("Probability", "How sure Postroom is that the item speaks of the theme."),
    ("Quotation", "The words of the item that say it."),
    ("Stance", "Which side the item takes on the question, apart from its theme."),
    ("Campaign", "Number of the near-identical texts that it is one of."),
)

Line = list[Cell]


def write_theme_list(book: Book, report: ThemesReport) -> None:
    """Write the sheet Themes, with a chart of the largest beside the table."""
    stances = tuple(Stance) if report.stances else ()
    names = [*LIST_HEADINGS, *(f"Items {stance.value}" for stance in stances)]
    for number in range(1, EXAMPLES + 1):
        names += [f"Place {number}", f"Example {number}"]
    widths = [*LIST_WIDTHS, *(9.0,) * len(stances), *(18.0, 44.0) * EXAMPLES]
    largest = sorted(report.themes, key=lambda theme: -theme.size)[:CHARTED]
    stream = book.add_sheet("Themes", [*widths, 3.0, 34.0, 9.0], "C2")
    beside: list[Cell] = [("Largest themes", "header"), ("Items", "header")]
    stream.add([*((name, "header") for name in names), (None, "text"), *beside])
    for number, theme in enumerate(report.themes):
        line = theme_line(theme, report, stances)
        line += [(None, "text")] * (len(names) + 1 - len(line))
        if number < len(largest):
            line += [(largest[number].name, "text"), (largest[number].size, "count")]
        stream.add(line, ROW_HEIGHT)
    stream.ws.auto_filter.ref = f"A1:{get_column_letter(len(names))}{stream.rows_written}"
    for line in beyond_themes(report.about):
        stream.add(line)
    if largest:
        column = len(names) + 2
        place = f"{get_column_letter(column + 3)}1"
        add_sizes(stream, place, (column, column + 1), len(largest))


def theme_line(theme: Theme, report: ThemesReport, stances: tuple[Stance, ...]) -> Line:
    """The cells of a theme."""
    values = (
        theme.group,
        theme.name,
        theme.size,
        percent(theme.size, report.about.items)[0],
        theme.texts,
        theme.stability,
        "new" if theme.new else "",
        theme.origin.value,
        theme.description,
        ", ".join(theme.terms),
    )
    line: Line = list(zip(values, LIST_STYLES, strict=True))
    sides: Mapping[Stance, int] = report.stances.get(theme.name, {})
    line += [(sides.get(stance, 0), "count") for stance in stances]
    several = len(report.about.source) > 1
    for quotation in theme.examples[:EXAMPLES]:
        place = place_words(quotation.place)
        where = f"{quotation.document}, {place}" if several else place
        line += [(where, "wrapped"), (quotation.text, "wrapped")]
    return line


def beyond_themes(about: ThemesAbout) -> Iterator[Line]:
    """Lines for the items that no theme has, so that the counts add up."""
    for name, number in ((NO_THEME, about.unthemed), (NO_TEXT, about.without_text)):
        if number:
            share = percent(number, about.items)
            yield [(None, "text"), (name, "text"), (number, "count"), share]


def write_campaigns(book: Book, report: ThemesReport) -> None:
    """Write the sheet Campaigns: near-identical texts that came many times."""
    widths = (11.0, 9.0, 11.0, 12.0, 34.0, 13.0, 13.0, 28.0, 80.0)
    stream = book.add_sheet("Campaigns", widths, "A2")
    names = (
        *("Campaign", "Items", "Share of items", "Different wordings", "Theme"),
        *("First date", "Last date", "Place of the example", "Example"),
    )
    stream.add([(name, "header") for name in names])
    for number, campaign in enumerate(report.campaigns, 1):
        example = campaign.example
        stream.add(
            [
                (number, "count"),
                (campaign.size, "count"),
                percent(campaign.size, report.about.items),
                (campaign.texts, "count"),
                (campaign.theme or NO_THEME, "text"),
                date_cell(campaign.first),
                date_cell(campaign.last),
                (f"{example.document}, {place_words(example.place)}", "text"),
                (example.text, "wrapped"),
            ],
            ROW_HEIGHT,
        )
    if not report.campaigns:
        stream.add([("No near-identical texts came many times.", "text")])


def write_questions(book: Book, report: ThemesReport, places: Mapping[int, str]) -> None:
    """Write the sheet Questions; empty answers are left for a person.

    Args:
        book: The workbook.
        report: With the themes and their draft questions.
        places: By key of a theme, the rows of its items in words.
    """
    stream = book.add_sheet("Questions", (34.0, 50.0, 9.0, 60.0, 70.0), "A2")
    names = ("Theme", "Draft question", "Items", "Rows that it answers")
    answer: Cell = ("Answer (by your office)", "own header")
    stream.add([*((name, "header") for name in names), answer])
    for theme in report.themes:
        values = (
            theme.name,
            theme.question,
            theme.size,
            places.get(theme.key, ""),
            theme.answer,
        )
        styles = ("wrapped", "wrapped", "count", "wrapped", "wrapped")
        stream.add(list(zip(values, styles, strict=True)), ROW_HEIGHT)


def write_method(book: Book, lines: Iterable[Line]) -> None:
    """Write the sheet Method from its lines."""
    stream: SheetStream = book.add_sheet("Method", METHOD_WIDTHS)
    for line in lines:
        stream.add(line)


def method(report: ThemesReport) -> Iterator[Line]:
    """The rows of the sheet Method."""
    about = report.about
    yield [("How these themes were made", "title")]
    yield []
    yield fact("Program", f"Postroom {about.version}".strip())
    yield fact("Finished", about.finished)
    yield fact("Case file", about.case or "none was kept")
    yield []
    yield from counts_of(about)
    yield from pairs(("Setting", "Value"), about.settings)
    yield from pairs(("Model", "SHA-256 of its file"), about.models)
    methods, notes = list(about.methods), list(about.notes)
    if report.trends is not None:
        methods += [one for one in report.trends.methods if one not in methods]
        notes += [one for one in report.trends.notes if one not in notes]
    yield from sentences("Methods", methods)
    yield from sentences("Notes", notes)
    yield from sentences("What persons changed", about.edits)
    yield headings("Column", "What it says")
    for name, value in HOW_TO_READ:
        yield fact(name, value)


def counts_of(about: ThemesAbout) -> Iterator[Line]:
    """The counts, which add up."""
    yield headings("What came in", "Number")
    for name, number in add_up(about):
        yield [(name, "wrapped"), (f"{number:,}", "text")]
    for name in about.source:
        yield fact("Document", name)
    yield []


def add_up(about: ThemesAbout) -> tuple[tuple[str, int], ...]:
    """Names and numbers; the items are the sum of the three lines after them."""
    return (
        ("Documents", len(about.source)),
        ("Documents that could not be read", about.documents_failed),
        ("Items (letters and rows)", about.items),
        ("  of these in at least one theme", about.themed),
        ("  of these in no theme (few or odd)", about.unthemed),
        ("  of these with nothing to read", about.without_text),
        ("Different texts", about.texts),
        ("Items that a person has checked", about.labels),
    )


def pairs(names: tuple[str, str], values: Mapping[str, str]) -> Iterator[Line]:
    """A small table of names and values."""
    yield headings(*names)
    for name, value in values.items():
        yield fact(name, value)
    yield []


def sentences(name: str, texts: Sequence[str]) -> Iterator[Line]:
    """A heading with sentences under it; nothing where there are none."""
    if not texts:
        return
    yield headings(name, "")
    for text in texts:
        yield [("", "text"), (text, "wrapped")]
    yield []
