"""What the groups of a list of items are called."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from app.desktop import words
from app.desktop.item_columns import date_words, language_words, month_words
from app.records import RowGroup, Status

__all__ = ["group_words", "heading_words"]


def _say(text: str) -> str:
    return QCoreApplication.translate("ItemGroups", text)


def group_words(group: RowGroup, by: str) -> str:
    """The heading of a group.

    Args:
        group: Which.
        by: What the list is grouped by, as ``RowFilter.group`` says.
    """
    if by == "status":
        said = words.status_words(Status(group.value) if group.value else None)
    elif by == "document":
        said = PurePath(words.plain_line(group.title).rsplit(" > ", 1)[-1]).name
    elif by == "language":
        said = language_words(group.value)
    elif not group.value:
        said = _say("No category") if by == "category" else _say("(empty)")
        said = _say("No date") if by in ("week", "month") else said
    elif by == "month":
        said = month_words(group.value)
    elif by == "week":
        said = _say("Week of {day}").format(day=date_words(group.value))
    else:
        said = words.plain_line(group.value)
    return said


def heading_words(group: RowGroup, by: str, *, is_open: bool) -> str:
    """What a screen reader says of a heading."""
    said = _say("Group {group}, {count}, open")
    if not is_open:
        said = _say("Group {group}, {count}, closed")
    return said.format(group=group_words(group, by), count=words.number(group.count))
