"""A short report for Word, for those who were not there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.records.lines import place_words
from app.records.themes import Campaign, Quotation, Theme, ThemesReport
from app.records.trends import TrendsReport
from app.writers.book import time_of
from app.writers.pictures_canvas import Slide, lettering, save
from app.writers.pictures_seasons import draw_seasons
from app.writers.pictures_sizes import draw_sizes
from app.writers.pictures_trend import draw_trend, drawn_groups
from app.writers.theme_sheets import add_up
from app.writers.word_report_parts import (
    add_box,
    add_picture,
    add_table,
    begin,
    beginning,
    plain,
    put,
)

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["write_word_report"]

IN_FULL = 10  # themes with a paragraph of their own; the rest stand in a table
LARGEST = 5  # named among the findings
TRENDS = 10
TREND_PICTURES = 3
CAMPAIGNS = 3
QUOTATIONS = 2
QUOTED = 300  # characters of a quotation
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_word_report(path: Path, report: ThemesReport) -> Iterator[int]:
    """Write the report; yields now and then, so that it can be stopped.

    The same report gives the same bytes. It has about ten pages at most.
    """
    document = begin("Themes and trends", report.about.version, report.about.finished)
    write_what_was_read(document, report)
    write_findings(document, report)
    for draw in pictures_of(report):
        made, picture = drawn(draw)
        add_picture(document, picture, made.alt)
        yield 0
    write_themes_in_full(document, report)
    write_other_themes(document, report)
    write_how(document, report)
    packed = io.BytesIO()
    document.save(packed)
    repack(packed, path, report.about.finished)


def write_what_was_read(document: Document, report: ThemesReport) -> None:
    """Say what came in, in counts that add up."""
    about = report.about
    put(document, "What was read", "Heading 1")
    names = ", ".join(plain(name) for name in about.source[:5])
    if len(about.source) > 5:
        names += f" and {len(about.source) - 5:,} more"
    dates = ""
    if report.trends is not None and report.trends.dated:
        dates = f" The dates go from {report.trends.first} to {report.trends.last}."
    put(document, f"This report is about {about.items:,} items of {names}.{dates}")
    rows = [(name, f"{number:,}") for name, number in add_up(about)]
    add_table(document, ("What came in", "Number"), rows, (11.0, 4.0))


def write_findings(document: Document, report: ThemesReport) -> None:
    """Say the largest themes, what moves, and what came many times."""
    put(document, "Main findings", "Heading 1")
    for theme in sorted(report.themes, key=lambda one: -one.size)[:LARGEST]:
        put(document, f"{theme.name}: {size_words(theme, report)}.", "List Bullet")
    if not report.themes:
        put(document, "No themes were found.")
    if report.trends is not None:
        write_movements(document, report.trends)
    if report.campaigns:
        put(document, "What came many times", "Heading 2")
        for campaign in report.campaigns[:CAMPAIGNS]:
            put(document, campaign_words(campaign), "List Bullet")


def write_movements(document: Document, trends: TrendsReport) -> None:
    """Say what the tests uphold."""
    put(document, "What moves", "Heading 2")
    for trend in trends.trends[:TRENDS]:
        put(document, f"{trend.sentence.rstrip('.')}.", "List Bullet")
    more = len(trends.trends) - TRENDS
    if more > 0:
        put(document, f"{more} more movements are in the workbook.")
    if not trends.trends:
        put(document, "There is no movement that the test upholds.")


def size_words(theme: Theme, report: ThemesReport) -> str:
    """How many items a theme has, and which share."""
    items = report.about.items
    share = f" ({theme.size / items:.1%})" if items else ""
    new = ", new since the earlier analysis" if theme.new else ""
    return f"{theme.size:,} of {items:,} items{share}{new}"


def campaign_words(campaign: Campaign) -> str:
    """A campaign in a sentence."""
    dates = f", {campaign.first} to {campaign.last}" if campaign.first else ""
    wordings = "all the same" if campaign.texts == 1 else f"{campaign.texts} wordings"
    return (
        f"{campaign.size:,} near-identical texts ({wordings}{dates}):"
        f" {quote_words(campaign.example)}"
    )


def quote_words(quotation: Quotation) -> str:
    """Words of an item with their place."""
    where = f"{quotation.document}, {place_words(quotation.place)}"
    return f"“{beginning(quotation.text, QUOTED)}” ({where})"


def pictures_of(report: ThemesReport) -> list[Callable[[], Slide]]:
    """What draws each picture of the report."""
    found: list[Callable[[], Slide]] = []
    if report.themes:
        found.append(lambda: draw_sizes(report))
    trends = report.trends
    if trends is None:
        return found
    moving = {trend.group for trend in trends.trends}
    groups = [group for group in drawn_groups(trends) if group in moving]

    def of(group: str) -> Callable[[], Slide]:
        return lambda: draw_trend(trends, group, report.about.finished)

    found += [of(group) for group in groups[:TREND_PICTURES]]
    if trends.seasons is not None and trends.seasons.seasons and trends.seasons.groups:
        found.append(lambda: draw_seasons(trends, report.about.finished))
    return found


def drawn(draw: Callable[[], Slide]) -> tuple[Slide, io.BytesIO]:
    """A slide and its PNG."""
    picture = io.BytesIO()
    with lettering():
        made = draw()
        save(made, picture, "png")
    picture.seek(0)
    return made, picture


def write_themes_in_full(document: Document, report: ThemesReport) -> None:
    """Write a paragraph and two quotations for each of the largest themes."""
    if not report.themes:
        return
    put(document, "The largest themes", "Heading 1")
    for theme in sorted(report.themes, key=lambda one: -one.size)[:IN_FULL]:
        put(document, theme.name, "Heading 2")
        group = f" Part of: {theme.group}." if theme.group != theme.name else ""
        put(document, f"{size_words(theme, report)}.{group} {theme.description}".rstrip())
        for quotation in theme.examples[:QUOTATIONS]:
            put(document, quote_words(quotation), "Quote")
        if theme.answer:
            put(document, f"{theme.question} {theme.answer}".strip())


def write_other_themes(document: Document, report: ThemesReport) -> None:
    """Write a table of the themes that have no paragraph."""
    rest = sorted(report.themes, key=lambda one: -one.size)[IN_FULL:]
    if not rest:
        return
    items = report.about.items
    put(document, "All other themes", "Heading 1")
    rows = [
        (
            beginning(theme.name, 90),
            beginning(theme.group, 60),
            f"{theme.size:,}",
            f"{theme.size / items:.1%}" if items else "",
        )
        for theme in rest
    ]
    add_table(document, ("Theme", "Group", "Items", "Share"), rows, (8.0, 5.2, 1.8, 1.8))


def write_how(document: Document, report: ThemesReport) -> None:
    """Write how it was made, in a box at the end."""
    about = report.about
    put(document, "How this was made", "Heading 1")
    lines = [
        f"Made with Postroom {about.version} on this computer, finished {about.finished}.",
        *about.methods,
        *(report.trends.methods if report.trends else ()),
        *(f"{name}: {value}" for name, value in about.settings.items()),
        *(f"Model {name}, SHA-256 {value}" for name, value in about.models.items()),
        *about.notes,
        *(report.trends.notes if report.trends else ()),
    ]
    if about.edits:
        lines.append(f"Persons made {len(about.edits):,} changes to the themes.")
    if not about.assigned:
        lines.append("An item is in one theme at most.")
    add_box(document, lines)


def repack(packed: io.BytesIO, path: Path, finished: str) -> None:
    """Write the parts of a document with the time of the report instead of the clock's."""
    moment = time_of(finished)
    day = ZIP_DAY
    if moment is not None and moment.year >= ZIP_DAY[0]:
        day = (*moment.timetuple()[:5], moment.second // 2 * 2)
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
