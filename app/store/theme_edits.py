"""What persons change about themes: noted for good, and taken back one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.records import Stance
from app.store.audit import audit, now
from app.store.case_file import CaseFile
from app.store.texts import clean, from_json, to_json
from app.store.theme_members import EFFECTIVE, all_assigned, analysed_run
from app.store.themes import StoredTheme, put_theme_cells, put_themes, theme_cells

__all__ = [
    "CORRECT",
    "NotedEdit",
    "correct_themes",
    "note_theme_edit",
    "theme_edits",
    "undo_theme_edit",
]

CORRECT = "correct"
_MERGE = "merge"

# What stands: not a taking back, and not taken back.
_STANDING = (
    "undoes IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM theme_edit AS undo WHERE undo.undoes = theme_edit.key)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedEdit:
    """An edit that stands.

    Attributes:
        key: They grow with time.
        at: Time in ISO 8601 with zone.
        person: Who made it.
        kind: See ``ThemeEditKind``; ``"correct"`` for a word on single items.
        sentence: What was done.
    """

    key: int
    at: str
    person: str
    kind: str
    sentence: str


def note_theme_edit(
    case: CaseFile,
    what: tuple[str, str, str],
    changed: Sequence[StoredTheme],
    made: Sequence[StoredTheme] = (),
) -> None:
    """Stores themes that a person has changed or made, with how they were before.

    Args:
        case: The case file.
        what: The kind of edit, a sentence that says what was done, and who did it.
        changed: Themes that the case has already.
        made: New ones.
    """
    with case.writing():
        was = theme_cells(case, [theme.key for theme in changed])
        put_themes(case, [*made, *changed])
        keys = [theme.key for theme in (*changed, *made)]
        _note(case, what, keys, {"themes": was}, [theme.key for theme in made])


def correct_themes(
    case: CaseFile,
    what: tuple[str, str],
    item_keys: Sequence[int],
    theme_keys: Sequence[int],
    stance: Stance | None = None,
) -> None:
    """Stores a person's word: these items speak of exactly these themes.

    What was assigned before lends its probability and quotation to what is confirmed.

    Args:
        case: The case file.
        what: A sentence that says what was done, and who did it.
        item_keys: Of the items.
        theme_keys: Of shown themes; none where the items speak of no theme.
        stance: Which side they take; None leaves that as it is.

    Raises:
        KeyError: There is no such item.
    """
    asked = json.dumps([*item_keys])
    with case.writing():
        there = case.select(
            "SELECT key FROM item WHERE key IN (SELECT value FROM json_each(?))", (asked,)
        )
        missing = sorted(set(item_keys) - {row["key"] for row in there})
        if missing:
            raise KeyError(f"no item {missing[0]}")
        was = _said_of(case, asked)
        case.execute(
            "INSERT INTO theme_item (item, source, date, campaign, blank) "
            "SELECT value, 'person', '', 0, 0 FROM json_each(?) WHERE TRUE "
            "ON CONFLICT (item) DO UPDATE SET source = 'person'",
            (asked,),
        )
        if stance is not None:
            case.execute(
                "UPDATE theme_item SET stance = ?, stance_by_person = 1 "
                "WHERE item IN (SELECT value FROM json_each(?))",
                (stance, asked),
            )
        case.execute(
            "DELETE FROM theme_member WHERE source = 'person' "
            "AND item IN (SELECT value FROM json_each(?))",
            (asked,),
        )
        case.execute(
            "INSERT INTO theme_member SELECT asked.value, theme.value, 'person', strength, "
            "first, last FROM json_each(:items) AS asked CROSS JOIN json_each(:themes) AS "
            "theme LEFT JOIN theme_member AS before ON before.item = asked.value "
            "AND before.theme = theme.value AND before.source = 'assigned' WHERE TRUE "
            "ON CONFLICT DO NOTHING",
            {"items": asked, "themes": json.dumps([*theme_keys])},
        )
        sentence, person = what
        _note(case, (CORRECT, sentence, person), list(theme_keys), was, [])


def _said_of(case: CaseFile, asked: str) -> dict[str, Any]:
    """What persons and the program say of items, as far as a correction changes it."""
    items = case.select(
        "SELECT item, source, stance, stance_by_person FROM theme_item "
        "WHERE item IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    members = case.select(
        "SELECT item, theme, strength, first, last FROM theme_member "
        "WHERE source = 'person' AND item IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return {
        "asked": json.loads(asked),
        "items": [list(row) for row in items],
        "members": [list(row) for row in members],
    }


def _note(
    case: CaseFile,
    what: tuple[str, str, str],
    keys: Sequence[int],
    was: dict[str, Any],
    made: Sequence[int],
) -> None:
    kind, sentence, person = what
    run, _ = analysed_run(case)
    case.execute(
        "INSERT INTO theme_edit (run, at, person, kind, sentence, themes, was, made) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run,
            now(),
            clean(person),
            kind,
            clean(sentence),
            to_json(keys),
            to_json(was),
            to_json(made),
        ),
    )
    # Keys only: what themes are called are words of documents.
    detail = {"kind": kind, "themes": [*keys], "items": len(was.get("asked", ()))}
    audit(case, "themes changed", detail | {"person": person})


def theme_edits(case: CaseFile) -> list[NotedEdit]:
    """The edits that stand, the oldest first."""
    return [
        NotedEdit(
            key=row["key"],
            at=row["at"],
            person=row["person"],
            kind=row["kind"],
            sentence=row["sentence"],
        )
        for row in case.select(f"SELECT * FROM theme_edit WHERE {_STANDING} ORDER BY key")  # noqa: S608 - constants
    ]


def undo_theme_edit(case: CaseFile, person: str) -> str:
    """Takes back the newest edit that stands and was made since the last analysis.

    Themes, their members and what persons said of items become again what they were. What
    was assigned since is kept as far as its themes are there.

    Returns:
        The sentence of what was taken back, with what is to be done then where something
        is; empty where nothing stands.
    """
    with case.writing():
        row = case.first(
            f"SELECT * FROM theme_edit WHERE {_STANDING} AND run = ? "  # noqa: S608 - constants
            "ORDER BY key DESC LIMIT 1",
            (analysed_run(case)[0],),
        )
        if row is None:
            return ""
        was, made = from_json(row["was"]), json.dumps(from_json(row["made"]))
        put_theme_cells(case, was.get("themes", []))
        # What parts of a theme have got since stays with the theme; all else it has still,
        # if not by itself then through a theme that was merged into it.
        case.execute(
            "INSERT OR IGNORE INTO theme_member SELECT item, part_of, source, strength, "
            "first, last FROM theme_member AS gained "
            "JOIN theme AS part ON part.key = gained.theme "
            "WHERE part_of IS NOT NULL AND part.key IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM theme_member AS had "
            "JOIN theme ON theme.key = had.theme WHERE had.item = gained.item "
            "AND had.source = gained.source AND theme.shown = part.part_of)",
            (made,),
        )
        case.execute(
            "DELETE FROM theme WHERE key IN (SELECT value FROM json_each(?))", (made,)
        )
        if row["kind"] == CORRECT:
            _put_back(case, was)
        case.execute(
            "INSERT INTO theme_edit (run, at, person, kind, sentence, themes, was, made, "
            "undoes) VALUES (?, ?, ?, ?, ?, ?, '{}', '[]', ?)",
            (row["run"], now(), clean(person), row["kind"], "", row["themes"], row["key"]),
        )
        detail = {"kind": row["kind"], "themes": from_json(row["themes"])}
        audit(case, "change of themes taken back", detail | {"person": person})
        then = _left_empty(case, row["themes"]) if row["kind"] == _MERGE else ""
    return " ".join(filter(None, [row["sentence"], then]))


def _left_empty(case: CaseFile, keys: str) -> str:
    """What is to be done where a theme that came apart has no rows; else empty."""
    if not all_assigned(case):
        return ""
    rows = case.select(
        "SELECT whole.name AS name FROM theme AS whole WHERE whole.shown = whole.key "  # noqa: S608 - constants
        "AND whole.key IN (SELECT value FROM json_each(?)) AND NOT EXISTS "
        f"(SELECT 1 FROM {EFFECTIVE} WHERE theme.shown = whole.key) ORDER BY whole.key",
        (keys,),
    )
    names = ", ".join(f'"{row["name"]}"' for row in rows)
    match len(rows):
        case 0:
            return ""
        case 1:
            return f"The theme {names} has no rows now: assign again to give it its rows."
        case _:
            return f"The themes {names} have no rows now: assign again to give them theirs."


def _put_back(case: CaseFile, was: dict[str, Any]) -> None:
    asked = json.dumps(was["asked"])
    whole = all_assigned(case)
    if whole:  # it looked at items that came after the analysis too
        case.execute(
            "UPDATE theme_item SET source = 'assigned', stance = "
            "CASE stance_by_person WHEN 0 THEN stance END, stance_by_person = 0 "
            "WHERE item IN (SELECT value FROM json_each(?)) "
            "AND item NOT IN (SELECT json_extract(value, '$[0]') FROM json_each(?))",
            (asked, json.dumps(was["items"])),
        )
    else:  # an item that came after the analysis had no line
        case.execute(
            "DELETE FROM theme_item WHERE item IN (SELECT value FROM json_each(?)) "
            "AND item NOT IN (SELECT json_extract(value, '$[0]') FROM json_each(?))",
            (asked, json.dumps(was["items"])),
        )
    # What was assigned since counts, in the place of what was found; so do stances.
    case.execute_many(
        "UPDATE theme_item SET source = CASE WHEN ?1 = 'found' AND (?5 OR EXISTS "
        "(SELECT 1 FROM theme_member AS got WHERE got.item = ?4 "
        "AND got.source = 'assigned')) THEN 'assigned' ELSE ?1 END, "
        "stance = CASE WHEN ?3 = 0 AND stance_by_person = 0 THEN stance ELSE ?2 END, "
        "stance_by_person = ?3 WHERE item = ?4",
        [
            (source, stance, told, item, whole)
            for item, source, stance, told in was["items"]
        ],
    )
    case.execute(
        "DELETE FROM theme_member WHERE source = 'person' "
        "AND item IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    case.execute_many(
        "INSERT INTO theme_member SELECT ?, ?, 'person', ?, ?, ? "
        "WHERE EXISTS (SELECT 1 FROM item WHERE key = ?) "
        "AND EXISTS (SELECT 1 FROM theme WHERE key = ?)",
        [
            (item, theme, strength, first, last, item, theme)
            for item, theme, strength, first, last in was["members"]
        ],
    )
