"""The words of the window for themes and trends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from app.desktop.words import number, place_words, plain_line
from app.records import (
    PeriodKind,
    Quotation,
    Stance,
    Theme,
    ThemedRow,
    ThemeEdit,
    ThemeEditKind,
    ThemeOrigin,
    ThemesReport,
    TrendKind,
)

__all__ = [
    "cut_words",
    "date_words",
    "edited_words",
    "kind_words",
    "named_words",
    "period_words",
    "rows_words",
    "share_words",
    "stability_words",
    "stance_words",
    "steadiness",
    "summary_words",
    "theme_words",
    "themes_words",
    "usual_words",
    "where_words",
]

# A theme that comes back with a mean Jaccard similarity of 0.75 is stable, one below 0.6
# should not be trusted (Hennig, 2007, Cluster-wise assessment of cluster stability).
_STEADY, _MOSTLY = 0.75, 0.6


def _say(text: str) -> str:
    return QCoreApplication.translate("ThemeWords", text)


def rows_words(count: int) -> str:
    """So many rows."""
    if count == 1:
        return _say("1 row")
    return _say("{count} rows").format(count=number(count))


def themes_words(count: int) -> str:
    """So many themes."""
    if count == 1:
        return _say("1 theme")
    return _say("{count} themes").format(count=number(count))


def share_words(part: int, whole: int) -> str:
    """A share in percent, with a decimal where it is small; a dash of nothing."""
    if whole <= 0:
        return "\u2013"
    share = 100 * part / whole
    if 0 < share < 0.1:
        return _say("under {share}\u00a0%").format(share=QLocale().toString(0.1, "f", 1))
    decimals = 1 if share < 10 and part else 0
    return f"{QLocale().toString(share, 'f', decimals)}\u00a0%"


def steadiness(stability: float | None) -> str:
    """Whether a theme comes back when rows are left out; empty where it was not asked."""
    if stability is None:
        return ""
    if stability >= _STEADY:
        return _say("steady")
    return _say("mostly steady") if stability >= _MOSTLY else _say("shaky")


def stability_words(stability: float | None) -> str:
    """The same with its number."""
    if stability is None:
        return ""
    value = QLocale().toString(stability, "f", 2)
    return f"{steadiness(stability)} {value}"


def named_words(theme: Theme) -> str:
    """Where a theme and its name come from."""
    if theme.origin is ThemeOrigin.WRITTEN:
        return _say("written by a person")
    if theme.origin is ThemeOrigin.SCHEME:
        return _say("a category of the scheme")
    return {
        "model": _say("named by the language model"),
        "person": _say("named by a person"),
    }.get(theme.named_by, _say("named from its rows"))


def stance_words(stance: Stance | None) -> str:
    """Which side a row takes."""
    if stance is None:
        return ""
    return {
        Stance.FOR: _say("For"),
        Stance.AGAINST: _say("Against"),
        Stance.UNCLEAR: _say("Unclear"),
    }[stance]


def kind_words(kind: TrendKind) -> str:
    """What a count does."""
    return {
        TrendKind.RISING: _say("Rising"),
        TrendKind.FALLING: _say("Falling"),
        TrendKind.SPIKE: _say("Spike"),
        TrendKind.NEW: _say("New"),
        TrendKind.SEASONAL: _say("Season"),
    }[kind]


def cut_words(kind: PeriodKind) -> str:
    """How time is cut."""
    return {
        PeriodKind.DAY: _say("Day"),
        PeriodKind.WEEK: _say("Week"),
        PeriodKind.MONTH: _say("Month"),
        PeriodKind.QUARTER: _say("Quarter"),
        PeriodKind.SEASON: _say("Season"),
    }[kind]


def usual_words(low: float, high: float) -> str:
    """How many there usually are."""
    lowest, highest = number(round(low)), number(round(high))
    if lowest == highest:
        return _say("usually {count}").format(count=lowest)
    return _say("usually {low} to {high}").format(low=lowest, high=highest)


def period_words(label: str, count: int, usual: tuple[float, float]) -> str:
    """What a period holds, beside what it usually would."""
    said = _say("{period}: {count}, {usual}")
    return said.format(period=label, count=number(count), usual=usual_words(*usual))


def edited_words(edits: Sequence[ThemeEdit]) -> str:
    """What a person has just changed, in a sentence."""
    if len(edits) != 1:
        return _say("The themes were changed.")
    said = {
        ThemeEditKind.RENAME: _say("Renamed to \u201c{name}\u201d."),
        ThemeEditKind.DESCRIBE: _say("The description was changed."),
        ThemeEditKind.MERGE: _say("Merged into \u201c{name}\u201d."),
        ThemeEditKind.SPLIT: _say("The theme was split."),
        ThemeEditKind.DROP: _say("The theme was dropped."),
        ThemeEditKind.WRITE: _say("\u201c{name}\u201d was added."),
        ThemeEditKind.ANSWER: _say("The answer was kept."),
    }
    return said[edits[0].kind].format(name=plain_line(edits[0].name))


def date_words(day: str) -> str:
    """A day as the person's country writes it; empty for none."""
    read = QDate.fromString(day[:10], Qt.DateFormat.ISODate)
    if not read.isValid():
        return plain_line(day)
    if QLocale().language() == QLocale.Language.C:
        return day[:10]
    return QLocale().toString(read, QLocale.FormatType.ShortFormat)


def where_words(shown: ThemedRow | Quotation, first: str = "document") -> str:
    """Which document and place a row comes from; ``first`` may be ``"place"``."""
    if isinstance(shown, Quotation):
        document, place = shown.document, shown.place
    else:
        document, place = shown.document.name, shown.item.place
    where = place_words(place)
    name = plain_line(document)
    parts = (where, name) if first == "place" else (name, where)
    return ", ".join(part for part in parts if part)


def theme_words(theme: Theme, whole: int) -> str:
    """How large and how steady a theme is, and where its name comes from."""
    parts = [rows_words(theme.size), share_words(theme.size, whole)]
    if theme.texts and theme.texts < theme.size:
        texts = number(theme.texts)
        parts.append(_say("{count} different texts").format(count=texts))
    if theme.stability is not None:
        parts.append(stability_words(theme.stability))
    parts.append(named_words(theme))
    return "  \u00b7  ".join(parts)


def summary_words(report: ThemesReport) -> str:
    """What came of an analysis, in one line that adds up."""
    about = report.about
    said = _say("{rows}: {themed} in {themes}, {unthemed} in none").format(
        rows=rows_words(about.items),
        themed=number(about.themed),
        themes=themes_words(len(report.themes)),
        unthemed=number(about.unthemed),
    )
    if about.without_text:
        empty = number(about.without_text)
        said += _say(", {count} without text").format(count=empty)
    return said
