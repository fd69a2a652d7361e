"""Who is in which theme: as found, as assigned, and as persons said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.records import Stance
from app.store.audit import audit
from app.store.case_file import CaseFile
from app.store.runs import finish_run, put_fact
from app.store.themes import StoredTheme, ThemeState, put_themes, settle_themes

__all__ = [
    "EFFECTIVE",
    "AnalysedItem",
    "CheckedItem",
    "Membership",
    "all_assigned",
    "analysed_run",
    "checked_items",
    "deal_members",
    "distinct_texts",
    "each_cells",
    "each_item_texts",
    "found_members",
    "item_of_text",
    "put_analysis",
    "put_assignment",
    "theme_items",
]

# Of the members of an item only those of the source that counts for it, and of these only
# those of themes that are shown.
EFFECTIVE = (
    "theme_member AS member "
    "JOIN theme_item AS about ON about.item = member.item AND about.source = member.source "
    "JOIN theme ON theme.key = member.theme AND theme.shown IS NOT NULL"
)
_RUN = "themes run"  # a fact of the file: the run whose analysis it holds
# Likewise: which items were assigned to the themes; none, some or all.
_ASSIGNED = "themes assigned"
_SOME, _ALL = "some", "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership:
    """That an item is in a theme.

    Attributes:
        item: Key of the item.
        theme: Key of the theme.
        strength: Centrality where it was found, probability where it was assigned.
        first: First character of the words that say it; None where none stand out.
        last: One past the last.
    """

    item: int
    theme: int
    strength: float | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnalysedItem:
    """What an analysis notes of an item beside its themes.

    Attributes:
        item: Key of the item.
        date: ISO 8601; empty where it has none that can be read.
        campaign: Number of its campaign, from 1; 0 for none.
        blank: Whether it has no text.
    """

    item: int
    date: str = ""
    campaign: int = 0
    blank: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedItem:
    """An item of which a person has said the themes.

    Attributes:
        item: Key of the item.
        text_hash: Of its text.
        themes: Keys of its themes as they are shown now, ascending.
        stance: That a person has told; None where nobody has.
    """

    item: int
    text_hash: bytes
    themes: tuple[int, ...]
    stance: Stance | None = None


def analysed_run(case: CaseFile) -> tuple[int, bool]:
    """The run whose analysis the case holds (0 for none), and whether it was assigned."""
    rows = case.select(
        "SELECT name, value FROM fact WHERE run = 0 AND name IN (?, ?)", (_RUN, _ASSIGNED)
    )
    found = {row["name"]: json.loads(row["value"]) for row in rows}
    return int(found.get(_RUN, 0)), bool(found.get(_ASSIGNED, False))


def all_assigned(case: CaseFile) -> bool:
    """Whether all items were looked at when they were assigned (for this room only)."""
    return (
        case.first(
            "SELECT 1 FROM fact WHERE run = 0 AND name = ? AND value = ?",
            (_ASSIGNED, json.dumps(_ALL)),
        )
        is not None
    )


def put_analysis(
    case: CaseFile,
    run: int,
    found: Sequence[StoredTheme],
    members: Iterable[Membership],
    items: Iterable[AnalysedItem],
) -> None:
    """Puts a new analysis in the place of the old one, and ends its run, in one commit.

    What persons said of single items stays. Themes that the case knows and that are not
    among those given are taken away.

    Args:
        case: The case file.
        run: Key of the run that made it.
        found: Every theme that the case knows from now on.
        members: Who was found in which.
        items: Every item that was looked at.
    """
    with case.writing():
        put_themes(case, found)
        case.execute(
            "DELETE FROM theme WHERE key NOT IN (SELECT value FROM json_each(?))",
            (json.dumps([theme.key for theme in found]),),
        )
        case.execute("DELETE FROM theme_member WHERE source <> 'person'")
        case.execute("DELETE FROM theme_item WHERE source <> 'person'")
        case.execute_many(
            "INSERT INTO theme_item (item, source, date, campaign, blank) "
            "VALUES (?, 'found', ?, ?, ?) ON CONFLICT (item) DO UPDATE SET "
            "date = excluded.date, campaign = excluded.campaign, blank = excluded.blank",
            ((one.item, one.date, one.campaign, one.blank) for one in items),
        )
        _insert(case, members, "found")
        settle_themes(case)
        put_fact(case, 0, _RUN, run)
        put_fact(case, 0, _ASSIGNED, value=False)
        finish_run(case, run)
        standing = sum(theme.state is ThemeState.STANDING for theme in found)
        audit(case, "themes found", {"run": run, "themes": standing})


def put_assignment(
    case: CaseFile,
    members: Iterable[Membership],
    stances: Iterable[tuple[int, Stance]],
    *,
    items: Sequence[int] | None = None,
    noted: Iterable[AnalysedItem] = (),
) -> None:
    """Puts a new assignment in the place of the old one, in one commit.

    What persons said stays, of themes as of stances, and so does what the analysis noted.

    Args:
        case: The case file.
        members: Which item has which theme, with probability and quotation.
        stances: Which side each item takes.
        items: Keys of those that were looked at; None for all that are noted.
        noted: What is noted of those that the analysis may not have seen.
    """
    with case.writing():
        case.execute("DELETE FROM theme_member WHERE source = 'assigned'")
        # What a person has spoken of before it was looked at has a line without a date.
        case.execute_many(
            "INSERT INTO theme_item (item, source, date, campaign, blank) "
            "VALUES (?, 'found', ?, ?, ?) ON CONFLICT (item) DO UPDATE SET "
            "date = excluded.date, blank = excluded.blank WHERE date = ''",
            ((one.item, one.date, one.campaign, one.blank) for one in noted),
        )
        case.execute(
            "UPDATE theme_item SET source = 'assigned' WHERE source = 'found' "
            "AND (:all OR item IN (SELECT value FROM json_each(:items)))",
            {"all": items is None, "items": json.dumps([*(items or ())])},
        )
        case.execute("UPDATE theme_item SET stance = NULL WHERE stance_by_person = 0")
        case.execute_many(
            "UPDATE theme_item SET stance = ? WHERE item = ? AND stance_by_person = 0",
            ((stance, item) for item, stance in stances),
        )
        count = _insert(case, members, "assigned")
        put_fact(case, 0, _ASSIGNED, _ALL if items is None else _SOME)
        audit(case, "themes assigned", {"members": count})


def _insert(case: CaseFile, members: Iterable[Membership], source: str) -> int:
    return case.execute_many(
        "INSERT INTO theme_member VALUES (?, ?, ?, ?, ?, ?)",
        (
            (one.item, one.theme, source, one.strength, one.first, one.last)
            for one in members
        ),
    )


def deal_members(case: CaseFile, split: Sequence[int], dealt: Iterable[Membership]) -> None:
    """Gives the members of themes to the parts of them, whatever their source.

    They stay with the themes they came from too, which are shown no more.

    Args:
        case: The case file.
        split: Keys of the themes.
        dealt: For each item the part it goes to, and how central it is there.
    """
    keys = json.dumps([*split])
    with case.writing():
        case.execute_many(
            "INSERT OR IGNORE INTO theme_member "
            "SELECT item, ?, source, CASE source WHEN 'found' THEN ? ELSE strength END, "
            "first, last FROM theme_member WHERE item = ? AND theme IN "
            "(SELECT value FROM json_each(?)) ORDER BY source, strength DESC",
            ((one.theme, one.strength, one.item, keys) for one in dealt),
        )


def found_members(case: CaseFile) -> list[tuple[int, int]]:
    """Item and theme of every member that was found, in whatever became of the theme."""
    rows = case.select(
        "SELECT item, theme FROM theme_member WHERE source = 'found' ORDER BY item, theme"
    )
    return [(row["item"], row["theme"]) for row in rows]


def theme_items(case: CaseFile, theme: int) -> list[tuple[int, bytes]]:
    """Item and text hash of everything that a shown theme has in any source, by item."""
    rows = case.select(
        "SELECT DISTINCT item.key AS item, text_hash FROM theme "
        "JOIN theme_member ON theme_member.theme = theme.key "
        "JOIN item ON item.key = theme_member.item WHERE shown = ? ORDER BY item.key",
        (theme,),
    )
    return [(row["item"], row["text_hash"]) for row in rows]


def checked_items(case: CaseFile) -> list[CheckedItem]:
    """Every item of which a person has said the themes or the stance, in order of key."""
    rows = case.select(
        "SELECT about.item AS item, text_hash, stance, stance_by_person, "
        "(SELECT json_group_array(DISTINCT shown) FROM theme_member JOIN theme "
        "ON theme.key = theme_member.theme WHERE theme_member.item = about.item "
        "AND theme_member.source = 'person' AND shown IS NOT NULL) AS themes "
        "FROM theme_item AS about JOIN item ON item.key = about.item "
        "WHERE about.source = 'person' ORDER BY about.item"
    )
    return [
        CheckedItem(
            item=row["item"],
            text_hash=row["text_hash"],
            themes=tuple(sorted(json.loads(row["themes"]))),
            stance=Stance(row["stance"]) if row["stance_by_person"] else None,
        )
        for row in rows
    ]


def distinct_texts(
    case: CaseFile, *, batch: int = 2000
) -> Iterator[list[tuple[bytes, str, int]]]:
    """Batches of (text hash, text, how many items have it), by hash.

    Of texts that differ in case and spacing only, the first by letters stands for all, so
    that nothing depends on the order of the items.
    """
    after = b""
    while True:
        rows = case.select(
            "SELECT text_hash, min(text) AS text, count(*) AS copies FROM item "
            "WHERE text_hash > ? GROUP BY text_hash ORDER BY text_hash LIMIT ?",
            (after, batch),
        )
        if not rows:
            return
        yield [(row["text_hash"], row["text"], row["copies"]) for row in rows]
        after = rows[-1]["text_hash"]


def item_of_text(case: CaseFile, text_hash: bytes, text: str) -> int | None:
    """The first item of exactly this text that is not private; None where there is none."""
    row = case.first(
        "SELECT min(item.key) AS key FROM item JOIN result ON result.item = item.key "
        "WHERE text_hash = ? AND text = ? AND private = 0",
        (text_hash, text),
    )
    return None if row is None else row["key"]


def each_cells(
    case: CaseFile, *, batch: int = 5000
) -> Iterator[list[tuple[int, Mapping[str, str]]]]:
    """Batches of (item key, its cells by header) in order of key."""
    after = 0
    while True:
        rows = case.select(
            "SELECT key, columns FROM item WHERE key > ? ORDER BY key LIMIT ?",
            (after, batch),
        )
        if not rows:
            return
        yield [(row["key"], json.loads(row["columns"])) for row in rows]
        after = rows[-1]["key"]


def each_item_texts(
    case: CaseFile, *, batch: int = 5000
) -> Iterator[list[tuple[int, bytes, bool]]]:
    """Batches of (item key, text hash, whether it is private) in order of key."""
    after = 0
    while True:
        rows = case.select(
            "SELECT item.key AS key, text_hash, private FROM item "
            "JOIN result ON result.item = item.key "
            "WHERE item.key > ? ORDER BY item.key LIMIT ?",
            (after, batch),
        )
        if not rows:
            return
        yield [(row["key"], row["text_hash"], bool(row["private"])) for row in rows]
        after = rows[-1]["key"]
