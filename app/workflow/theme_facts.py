"""What is kept with an analysis of themes, and what its readers must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.records import PostroomError, ThemeSettings
from app.store import Run

__all__ = [
    "ASSIGN_NOTES",
    "COUNTING",
    "DATES",
    "DRAFTED_BY",
    "DROPPED",
    "KIND",
    "METHODS",
    "NOTES",
    "ORDERED",
    "nothing_found",
    "settings_as_json",
    "settings_as_text",
    "settings_of",
]

KIND = "themes"
COUNTING = "trends"
# Facts of a run: what its readers must know, and the column that dates were read from.
NOTES = "notes"
DATES = "date column"
DRAFTED_BY = "names drafted by"
# Keys of items of campaigns whose texts speak to a computer.
ORDERED = "campaign items with orders"
# Keys of themes that were dropped before and came back.
DROPPED = "came back dropped"
# What the last assignment of items to this run's themes must tell its readers.
ASSIGN_NOTES = "assignment notes"
METHODS = (
    (
        "Texts that differ in case and spacing only are looked at once and counted as "
        "often as they came."
    ),
    (
        "Texts that share most of their runs of three words are one campaign (MinHash: "
        "Broder, 1997)."
    ),
    (
        "Themes are found by Ward's method (Ward, 1963) over the vectors of a sentence "
        "embedder; how many there are is told by the mean silhouette (Rousseeuw, 1987) and "
        "by how well they come back when texts are left out (Ben-Hur et al., 2002)."
    ),
    (
        "Stability is the mean Jaccard likeness of a theme to the most alike one of each "
        "repeat with 5 % of the texts left out (Hennig, 2007)."
    ),
    (
        "Names are words of the rows themselves, chosen by class-based TF-IDF "
        "(Grootendorst, 2022) and by how near they are to the theme in meaning."
    ),
    (
        "A theme of an earlier analysis is known again by the items that both have "
        "(Jaccard index: Greene, Doyle and Cunningham, 2010), or else by its middle."
    ),
)


def settings_as_json(settings: ThemeSettings) -> dict[str, Any]:
    """An analysis's settings as JSON values."""
    return asdict(settings)


def settings_of(run: Run) -> ThemeSettings:
    """What an analysis was asked."""
    values = dict(run.settings)
    return ThemeSettings(**values | {"by": tuple(values.get("by", ()))})


def settings_as_text(settings: ThemeSettings, date_column: str) -> Mapping[str, str]:
    """Name and value of every setting, for people."""
    found = f"{date_column} (found by Postroom)" if date_column else "none found"
    return {
        "Text column": settings.column or "found by Postroom",
        "Sheet": settings.sheet or "all sheets",
        "Date column": settings.date_column or found,
        "Broken down by": ", ".join(settings.by) or "nothing",
        "Most themes": str(settings.most) if settings.most else "as many as there are",
        "Smallest count shown in breakdowns": str(settings.smallest),
        "Question that was put": settings.question or "none",
        "Language model": settings.language_model or "the best one installed",
    }


def nothing_found() -> PostroomError:
    """What is said where there must have been an analysis and was none."""
    return PostroomError(
        "No themes have been looked for in this case file yet.", "Find themes first."
    )
