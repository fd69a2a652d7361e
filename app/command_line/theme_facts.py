"""Themes and trends as values of JSON."""

from __future__ import annotations

from typing import Any

from app.records import (
    Campaign,
    Quotation,
    Theme,
    ThemedRow,
    ThemesReport,
    TrendsReport,
)
from app.records.lines import facts_of_trend, place_as_json

__all__ = ["facts_of_report", "facts_of_row", "facts_of_theme"]


def facts_of_report(report: ThemesReport) -> dict[str, Any]:
    """All that an analysis found, without the rows behind the themes."""
    about = report.about
    counted = ("items", "themed", "unthemed", "without_text", "documents_failed", "texts")
    return {
        "about": {
            "source": list(about.source),
            **{name: getattr(about, name) for name in counted},
            "assigned": about.assigned,
            "notes": list(about.notes),
        },
        "themes": [facts_of_theme(theme) for theme in report.themes],
        "campaigns": [facts_of_campaign(campaign) for campaign in report.campaigns],
        "trends": facts_of_trends(report.trends),
        "breakdowns": [
            {
                "column": one.column,
                "values": list(one.values),
                "totals": list(one.totals),
                "groups": {
                    group: list(counts)
                    for group, counts in zip(one.groups, one.counts, strict=True)
                },
            }
            for one in report.breakdowns
        ],
        "stances": {
            theme: {stance.value: number for stance, number in counts.items()}
            for theme, counts in report.stances.items()
        },
    }


def facts_of_theme(theme: Theme) -> dict[str, Any]:
    """One theme."""
    return {
        "number": theme.key,
        "name": theme.name,
        "group": theme.group,
        "description": theme.description,
        "items": theme.size,
        "texts": theme.texts,
        "stability": None if theme.stability is None else round(theme.stability, 4),
        "new": theme.new,
        "origin": theme.origin.value,
        "named_by": theme.named_by,
        "terms": list(theme.terms),
        "question": theme.question,
        "answer": theme.answer,
        "examples": [facts_of_quotation(example) for example in theme.examples],
    }


def facts_of_quotation(quotation: Quotation) -> dict[str, Any]:
    """Words of an item and where they stand."""
    return {
        "item": quotation.item,
        "document": quotation.document,
        "place": place_as_json(quotation.place),
        "quote": quotation.text,
    }


def facts_of_campaign(campaign: Campaign) -> dict[str, Any]:
    """Near-identical texts."""
    return {
        "items": campaign.size,
        "wordings": campaign.texts,
        "theme": campaign.theme or None,
        "first": campaign.first or None,
        "last": campaign.last or None,
        "example": facts_of_quotation(campaign.example),
    }


def facts_of_trends(trends: TrendsReport | None) -> list[dict[str, Any]]:
    """What the test upholds; nothing without dates."""
    return [] if trends is None else [facts_of_trend(trend) for trend in trends.trends]


def facts_of_row(row: ThemedRow) -> dict[str, Any]:
    """An item with its themes."""
    return {
        "item": row.item.key,
        "document": row.document.name,
        "place": place_as_json(row.item.place),
        "date": row.date or None,
        "text": row.item.text,
        "themes": [
            {
                "name": member.theme,
                "probability": None
                if member.probability is None
                else round(member.probability, 4),
                "quote": member.quote.text if member.quote else None,
                "by_person": member.by_person,
            }
            for member in row.themes
        ],
        "stance": row.stance.value if row.stance else None,
        "campaign": row.campaign or None,
        "checked": row.checked,
    }
