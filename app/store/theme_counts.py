"""Counts over the themes of a case; all are counted anew from its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.records import Stance
from app.store.case_file import CaseFile
from app.store.theme_members import EFFECTIVE

__all__ = [
    "CampaignCount",
    "ItemDay",
    "ThemeTotals",
    "campaign_counts",
    "stance_counts",
    "theme_pairs",
    "theme_sizes",
    "theme_totals",
    "themed_items",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeTotals:
    """How many items stand where; themed, unthemed and without text add up to items.

    Attributes:
        items: All items of the case.
        themed: In a theme that is shown.
        without_text: With nothing to read, and in no theme.
        new: Items that came after the analysis; they are unthemed.
        checked: Items of which a person has said the themes.
        texts: Different texts.
    """

    items: int
    themed: int
    without_text: int
    new: int
    checked: int
    texts: int

    @property
    def unthemed(self) -> int:
        """All others."""
        return self.items - self.themed - self.without_text


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignCount:
    """A campaign as it is counted.

    Attributes:
        stored: Its number in the case file.
        size: How many items.
        texts: How many different wordings.
        theme: Key of the theme that most of them are in; None for none.
        first: Earliest date; empty without dates.
        last: Latest.
        example: Key of the first item of its commonest wording that may be quoted; of its
            commonest wording where none may.
        private: Whether all are private or not to be quoted, so that nothing may be.
    """

    stored: int
    size: int
    texts: int
    theme: int | None
    first: str
    last: str
    example: int
    private: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemDay:
    """An item with its date, ISO 8601, empty where it has none."""

    item: int
    date: str


def theme_totals(case: CaseFile) -> ThemeTotals:
    """How many items stand where."""
    items = case.number("SELECT count(*) FROM item")
    themed = case.number(f"SELECT count(DISTINCT member.item) FROM {EFFECTIVE}")  # noqa: S608 - constants
    without_text = case.number(
        "SELECT count(*) FROM theme_item WHERE blank = 1 AND item NOT IN "  # noqa: S608 - constants
        f"(SELECT member.item FROM {EFFECTIVE})"
    )
    return ThemeTotals(
        items=items,
        themed=themed,
        without_text=without_text,
        new=items - case.number("SELECT count(*) FROM theme_item"),
        checked=case.number("SELECT count(*) FROM theme_item WHERE source = 'person'"),
        texts=case.number("SELECT count(DISTINCT text_hash) FROM item"),
    )


def theme_sizes(case: CaseFile) -> dict[int, tuple[int, int]]:
    """How many items and how many different texts each shown theme has, by its key."""
    rows = case.select(
        "SELECT shown, count(DISTINCT member.item), count(DISTINCT item.text_hash) "  # noqa: S608 - constants
        f"FROM {EFFECTIVE} JOIN item ON item.key = member.item GROUP BY shown"
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def stance_counts(case: CaseFile) -> Mapping[int, Mapping[Stance, int]]:
    """By theme and stance, how many items; only items that have one."""
    found: dict[int, dict[Stance, int]] = {}
    for row in case.select(
        f"SELECT shown, stance, count(DISTINCT member.item) FROM {EFFECTIVE} "  # noqa: S608 - constants
        "WHERE stance IS NOT NULL GROUP BY shown, stance"
    ):
        found.setdefault(row[0], {})[Stance(row[1])] = row[2]
    return found


def themed_items(case: CaseFile) -> list[ItemDay]:
    """Every item of the case in order of key, with its date."""
    rows = case.select(
        "SELECT item.key AS item, coalesce(date, '') AS date FROM item "
        "LEFT JOIN theme_item ON theme_item.item = item.key "
        "ORDER BY item.key"
    )
    return [ItemDay(item=row["item"], date=row["date"]) for row in rows]


def theme_pairs(case: CaseFile) -> list[tuple[int, int]]:
    """Item and shown theme, each pair once, in order of item."""
    rows = case.select(
        f"SELECT DISTINCT member.item, shown FROM {EFFECTIVE} ORDER BY member.item, shown"  # noqa: S608 - constants
    )
    return [(row[0], row[1]) for row in rows]


def campaign_counts(case: CaseFile, unquoted: Sequence[int] = ()) -> list[CampaignCount]:
    """The campaigns that still have two items or more, the largest first.

    The place in this list, from 1, is the number that faces know a campaign by.

    Args:
        case: The case file.
        unquoted: Keys of items that are as little to be quoted as private ones.
    """
    rows = case.select(
        "SELECT campaign, count(*) AS size, count(DISTINCT text_hash) AS texts, "
        "coalesce(min(nullif(date, '')), '') AS first, max(date) AS last "
        "FROM theme_item JOIN item ON item.key = theme_item.item WHERE campaign > 0 "
        "GROUP BY campaign HAVING count(*) > 1 ORDER BY count(*) DESC, campaign"
    )
    found = []
    for row in rows:
        example, private = _example(case, row["campaign"], unquoted)
        found.append(
            CampaignCount(
                stored=row["campaign"],
                size=row["size"],
                texts=row["texts"],
                theme=_main_theme(case, row["campaign"]),
                first=row["first"],
                last=row["last"],
                example=example,
                private=private,
            )
        )
    return found


def _main_theme(case: CaseFile, campaign: int) -> int | None:
    row = case.first(
        f"SELECT shown FROM {EFFECTIVE} WHERE about.campaign = ? AND about.campaign > 0 "  # noqa: S608 - constants
        "GROUP BY shown ORDER BY count(DISTINCT member.item) DESC, shown LIMIT 1",
        (campaign,),
    )
    return None if row is None else row["shown"]


def _example(case: CaseFile, campaign: int, unquoted: Sequence[int]) -> tuple[int, bool]:
    row = case.select(
        "SELECT min(item.key) AS item, "
        "private OR item.key IN (SELECT value FROM json_each(?)) AS hidden FROM theme_item "
        "JOIN item ON item.key = theme_item.item JOIN result ON result.item = item.key "
        "WHERE campaign = ? AND campaign > 0 GROUP BY hidden, text_hash "
        "ORDER BY hidden, count(*) DESC, text_hash LIMIT 1",
        (json.dumps([*unquoted]), campaign),
    )[0]
    return row["item"], bool(row["hidden"])
