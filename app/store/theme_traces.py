"""What themes still say of items that are taken away, or that nobody may quote.

Examples are kept as places in items. Descriptions and questions that the program wrote
are kept as text, and so are terms: they are looked through for words of such items.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.records import ThemeOrigin
from app.store.case_file import CaseFile
from app.store.texts import from_json, to_json
from app.store.theme_members import distinct_texts
from app.store.themes import ThemeState, put_theme_cells, settle_themes, theme_cells

__all__ = ["Leaving", "forget_traces", "leaving", "private_lines", "quoted_in", "says"]

_TEXTS_OF = (
    "WITH RECURSIVE inside(key) AS (SELECT ? UNION SELECT document.key FROM document "
    "JOIN inside ON document.parent = inside.key) "
    "SELECT item.key AS key, text FROM item JOIN inside ON item.document = inside.key"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """Items that are taken away.

    Attributes:
        items: Their keys.
        lines: Their texts, a line each, as ``says`` reads them.
        themes: Keys of the themes that they are in, by any source.
    """

    items: frozenset[int]
    lines: str
    themes: frozenset[int]


def leaving(case: CaseFile, document: int) -> Leaving:
    """What goes when a document goes with all inside it; to be asked before it does."""
    rows = case.select(_TEXTS_OF, (document,))
    items = [row["key"] for row in rows]
    inside = case.select(
        "SELECT DISTINCT theme FROM theme_member "
        "WHERE item IN (SELECT value FROM json_each(?))",
        (json.dumps(items),),
    )
    return Leaving(
        items=frozenset(items),
        lines=_lines(row["text"] for row in rows),
        themes=frozenset(row["theme"] for row in inside),
    )


def private_lines(case: CaseFile) -> str:
    """The different texts of private items, a line each, as ``says`` reads them."""
    rows = case.select(
        "SELECT min(text) AS text FROM item JOIN result ON result.item = item.key "
        "WHERE private = 1 GROUP BY text_hash ORDER BY text_hash"
    )
    return _lines(row["text"] for row in rows)


def says(lines: str, words: str) -> bool:
    """Whether one of the lines has these words, but for case and spacing."""
    line = _line(words)
    return bool(line) and line in lines


def quoted_in(description: str) -> str:
    """The words of a row that a description of the program's own quotes."""
    _, _, after = description.partition("\u201c")
    return after.rpartition("\u201d")[0].removesuffix("\u2026").strip()


def _lines(texts: Any) -> str:  # noqa: ANN401 - an iterable of text out of rows
    return "\n".join(dict.fromkeys(_line(text) for text in texts))


def _line(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split()).casefold()


def forget_traces(case: CaseFile, gone: Leaving) -> None:
    """Takes out of the themes, and of what undoes edits, all that quotes items now gone.

    Found themes that these items alone were in go, with what was noted of them. Where a
    person has touched such a theme it is kept aside, with its name and answer.
    """
    left = case.select("SELECT DISTINCT theme FROM theme_member")
    emptied = gone.themes - {row["theme"] for row in left}
    rows = case.select("SELECT key, origin, touched FROM theme")
    own = [
        row for row in rows if row["key"] in emptied and row["origin"] == ThemeOrigin.FOUND
    ]
    forgotten = {row["key"] for row in own if not row["touched"]}
    _forget_edits(case, {row["key"] for row in own}, forgotten)
    _delete(case, "theme", forgotten)
    _set_aside(case, {row["key"] for row in own} - forgotten)
    _clear(case, gone)
    settle_themes(case)


def _forget_edits(case: CaseFile, emptied: set[int], forgotten: set[int]) -> None:
    """Takes away edits that are about such themes only, or that would bring one back."""
    found = []
    for row in case.select("SELECT key, themes FROM theme_edit"):
        about = set(from_json(row["themes"]))
        if about & forgotten or (about and about <= emptied):
            found.append(row["key"])
    _delete(case, "theme_edit", found)


def _delete(case: CaseFile, table: str, keys: Collection[int]) -> None:
    case.execute(
        f"DELETE FROM {table} WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608 - constants
        (json.dumps([*keys]),),
    )


def _set_aside(case: CaseFile, keys: Collection[int]) -> None:
    # What was merged into a theme may still have items.
    case.execute(
        "UPDATE theme SET state = ? WHERE state = ? "
        "AND key IN (SELECT value FROM json_each(?)) AND key NOT IN (SELECT shown "
        "FROM theme JOIN theme_member ON theme_member.theme = theme.key "
        "WHERE shown IS NOT NULL)",
        (ThemeState.GONE, ThemeState.STANDING, json.dumps([*keys])),
    )


def _clear(case: CaseFile, gone: Leaving) -> None:
    keys = [row["key"] for row in case.select("SELECT key FROM theme")]
    standing = theme_cells(case, keys)
    edits = [
        (row, from_json(row["was"])) for row in case.select("SELECT * FROM theme_edit")
    ]
    before = [cells for _, was in edits for cells in was.get("themes", ())]
    lost = _lost_terms(case, gone, [*standing, *before])
    changed = [_cleared(cells, gone, lost) for cells in standing]
    put_theme_cells(
        case, [new for new, old in zip(changed, standing, strict=True) if new != old]
    )
    for row, was in edits:
        cleared = [_cleared(cells, gone, lost) for cells in was.get("themes", ())]
        if cleared and cleared != was["themes"]:
            told = dict(row) | {"was": to_json(was | {"themes": cleared})}
            # An edit is never changed by those who make edits: the table refuses it.
            case.execute(
                f"INSERT OR REPLACE INTO theme_edit ({', '.join(told)}) "  # noqa: S608 - names of columns
                f"VALUES ({', '.join('?' for _ in told)})",
                [*told.values()],
            )


def _lost_terms(
    case: CaseFile, gone: Leaving, themes: Collection[Mapping[str, Any]]
) -> set[str]:
    """Terms that items now gone had, and that no other text has."""
    terms = {term for cells in themes for term in from_json(cells["terms"])}
    lost = {term for term in terms if says(gone.lines, term)}
    for batch in distinct_texts(case):
        if not lost:
            break
        lines = _lines(text for _, text, _ in batch)
        lost = {term for term in lost if not says(lines, term)}
    return lost


def _cleared(cells: Mapping[str, Any], gone: Leaving, lost: set[str]) -> dict[str, Any]:
    """A theme's cells without what quotes items that are gone."""
    terms = from_json(cells["terms"])
    kept = [term for term in terms if term not in lost]
    examples = [one for one in from_json(cells["examples"]) if one[0] not in gone.items]
    description = str(cells["description"])
    quotes = len(kept) < len(terms) or says(gone.lines, quoted_in(description))
    return {
        **cells,
        "terms": to_json(kept),
        "examples": to_json(examples),
        "description": "" if quotes and not cells["described"] else description,
        "question": "" if says(gone.lines, cells["question"]) else cells["question"],
    }
