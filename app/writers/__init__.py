"""Results out: workbooks, tables, JSON, reports and pictures; labels likewise."""

from app.writers.labels import write_labels
from app.writers.pictures import draw_pictures
from app.writers.results import SUFFIXES, write_results
from app.writers.theme_files import (
    THEME_SUFFIXES,
    TREND_SUFFIXES,
    write_themes,
    write_trends,
)

__all__ = [
    "SUFFIXES",
    "THEME_SUFFIXES",
    "TREND_SUFFIXES",
    "draw_pictures",
    "write_labels",
    "write_results",
    "write_themes",
    "write_trends",
]
