"""Themes and trends as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from app.records.documents import Place
from app.records.lines import facts_of_trend
from app.records.themes import Campaign, Quotation, Stance, Theme, ThemedRow, ThemesReport
from app.records.trends import TrendsReport

__all__ = ["trends_as_json", "write_theme_json"]

# Document's number, whether it is a row, and the row or page.
Spot = tuple[int, bool, int]


class Spots:
    """Where items stand, as JSON says it: a data row, or a document with row or page.

    Args:
        data_rows: By key of an item, its number among the data rows of its document.
        several: Whether there is more than one document, so that each place names its own.
    """

    def __init__(self, data_rows: Mapping[int, int], *, several: bool) -> None:
        self._data_rows = data_rows
        self._several = several
        self._documents: dict[str, int] = {}
        self._names: list[str] = []

    def spot(self, document: str, item: int, place: Place) -> Spot:
        """The place of an item.

        Raises:
            ValueError: It is a row whose number among the data rows is not known.
        """
        number = self._documents.setdefault(document, len(self._names))
        if number == len(self._names):
            self._names.append(document)
        if place.row is None:
            return (number, False, place.page or 1)
        if item not in self._data_rows:
            raise ValueError(f"the data row of item {item} is not known")
        return (number, True, self._data_rows[item])

    def told(self, spot: Spot) -> Any:  # noqa: ANN401 - a number or an object of JSON
        """A place as a JSON value."""
        document, is_row, number = spot
        if is_row and not self._several and len(self._names) <= 1:
            return number
        return {"document": self._names[document], "row" if is_row else "page": number}


def write_theme_json(
    path: Path,
    report: ThemesReport,
    rows: Iterable[ThemedRow],
    data_rows: Mapping[int, int],
) -> Iterator[int]:
    """Write an analysis as one JSON object; yields how many rows are read.

    Of every row only its number is kept in memory.
    """
    spots = Spots(data_rows, several=len(report.about.source) > 1)
    by_theme: defaultdict[int, list[Spot]] = defaultdict(list)
    unthemed: list[Spot] = []
    empty: list[Spot] = []
    for count, row in enumerate(rows, 1):
        spot = spots.spot(row.document.name, row.item.key, row.item.place)
        for member in row.themes:
            by_theme[member.key].append(spot)
        if not row.themes:
            (unthemed if row.item.text.strip() else empty).append(spot)
        yield count
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{")
        themes = (
            theme_facts(theme, by_theme[theme.key], spots, report)
            for theme in report.themes
        )
        write_list(file, "themes", themes)
        for name, found in (("unthemed", unthemed), ("without_text", empty)):
            file.write(f',\n"{name}": {as_json([spots.told(spot) for spot in found])}')
        file.write(",\n")
        trends = report.trends.trends if report.trends else ()
        write_list(file, "trends", map(facts_of_trend, trends))
        file.write(",\n")
        write_list(file, "campaigns", (campaign_facts(c, spots) for c in report.campaigns))
        file.write(f',\n"about": {as_json(about_facts(report))}}}\n')


def write_list(file: TextIO, name: str, entries: Iterable[dict[str, Any]]) -> None:
    """Write a named list, one entry a line."""
    file.write(f'"{name}": [')
    between = "\n"
    for entry in entries:
        file.write(between + as_json(entry))
        between = ",\n"
    file.write("]")


def as_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """A value on one line, in a form that UTF-8 can hold."""
    text = json.dumps(value, ensure_ascii=False)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return json.dumps(value)
    return text


def theme_facts(
    theme: Theme, found: Sequence[Spot], spots: Spots, report: ThemesReport
) -> dict[str, Any]:
    """A theme with the places of its items."""
    facts: dict[str, Any] = {
        "name": theme.name,
        "group": theme.group,
        "description": theme.description,
        "rows": [spots.told(spot) for spot in found],
        "examples": [quote_facts(quotation, spots) for quotation in theme.examples],
        "stability": theme.stability,
        "texts": theme.texts,
        "terms": list(theme.terms),
        "new": theme.new,
        "origin": theme.origin.value,
        "question": theme.question,
        "answer": theme.answer,
    }
    sides = report.stances.get(theme.name)
    if sides is not None:
        facts["stances"] = {stance.value: sides.get(stance, 0) for stance in Stance}
    return facts


def quote_facts(quotation: Quotation, spots: Spots) -> dict[str, Any]:
    """A quotation with its place."""
    spot = spots.spot(quotation.document, quotation.item, quotation.place)
    return {"row": spots.told(spot), "quote": quotation.text}


def campaign_facts(campaign: Campaign, spots: Spots) -> dict[str, Any]:
    """A campaign."""
    return {
        "example": quote_facts(campaign.example, spots),
        "items": campaign.size,
        "texts": campaign.texts,
        "theme": campaign.theme,
        "first": campaign.first,
        "last": campaign.last,
    }


def about_facts(report: ThemesReport) -> dict[str, Any]:
    """How the analysis was made; the items are the sum of the three counts after them."""
    about = report.about
    trends = report.trends
    return {
        "source": list(about.source),
        "items": about.items,
        "themed": about.themed,
        "unthemed": about.unthemed,
        "without_text": about.without_text,
        "documents_failed": about.documents_failed,
        "texts": about.texts,
        "assigned": about.assigned,
        "labels": about.labels,
        "settings": dict(about.settings),
        "models": dict(about.models),
        "methods": [*about.methods, *(trends.methods if trends else ())],
        "notes": [*about.notes, *(trends.notes if trends else ())],
        "edits": list(about.edits),
        "version": about.version,
        "finished": about.finished,
    }


def trends_as_json(report: TrendsReport) -> str:
    """All movements as a JSON list, one a line."""
    lines = ",\n".join(as_json(facts_of_trend(trend)) for trend in report.trends)
    return f"[\n{lines}\n]\n" if lines else "[]\n"
