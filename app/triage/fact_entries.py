"""Names of what a list asks for: entries of rows and items, titles of attachments."""

from __future__ import annotations

import re

from app.records.layout import BlockKind
from app.triage.fact_units import Unit

__all__ = ["end_of_title", "entry_name"]

# Behind the number of an attachment, and where its title ends.
TITLE_MARK = re.compile(r"\s?(?:[:.\u2013\u2014(|-]|\s\|)\s{0,2}(?=\S)")
TITLE_END = re.compile(
    r"[;|)\n]|\.(?:\s|$)|\s\(|,\s(?:and|or|which|if)\s|:\s|\s[\u2013\u2014]\s"
)
MOST_TITLE = 110
# What is not asked of everybody says so.
CONDITION = re.compile(
    r"[\s,(;\u2013-]{1,3}((?:only\s)?if\sapplicable)\b\)?", re.IGNORECASE
)
# The first cell of a row that only says what its columns are.
HEADER = re.compile(
    r"(?:required\s)?(?:components?|documents?|attachments?|items?|elements?|names?|"
    r"sections?|parts?|file|title)(?:\sname)?",
    re.IGNORECASE,
)
# Marks of a page's source, and boxes to be checked.
MARKUP = re.compile(
    r"\{:[^{}]{0,80}\}|\*\*|^\s{0,3}(?:[\u2022*-]\s)?(?:\[[ xX]?\]|\u00a8)\s?"
)
LINK = re.compile(r"\[([^\[\]]{1,120})\]\([^()\s]{0,200}\)")
BULLETS = (
    "\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u25a1\u2751\uf0b7\uf0a7\uf0a8"
    "\u2610\u2611\u2612*- "
)


def entry_name(unit: Unit) -> str:
    """The name of a list's entry: a row's first cell, an item up to its colon."""
    if unit.header:
        return ""
    if unit.cells:
        name = unit.text[slice(*unit.cells[0])]
        if len(unit.cells) > 1 and HEADER.fullmatch(name.strip(" *")):
            return ""
    elif unit.kind is BlockKind.LIST_ITEM:
        name = unit.text[: unit.label] if unit.label else unit.text
    else:
        return ""
    name = LINK.sub(r"\1", MARKUP.sub("", name)).lstrip(BULLETS).rstrip(" .;*")
    condition = CONDITION.search(unit.text)
    if condition and not CONDITION.search(name):
        name = f"{name} ({condition[1].lower()})"
    return name if 1 <= len(name.split()) <= 14 and any(map(str.isalpha, name)) else ""


def end_of_title(unit: Unit, start: int, end: int) -> int:
    """Where the title ends that stands behind a number: "Attachment 3: Letters"."""
    mark = TITLE_MARK.match(unit.text, end)
    if not mark:
        return end
    running = unit.kind is BlockKind.PARAGRAPH and start > 3
    if running and mark.group().strip() not in {":", "\u2013", "\u2014", "("}:
        return end
    stop = TITLE_END.search(unit.text, mark.end(), mark.end() + MOST_TITLE)
    last = stop.start() if stop else min(len(unit.text), mark.end() + MOST_TITLE)
    condition = CONDITION.match(unit.text, last)
    return condition.end() if condition else last
