"""Marks that travel inside a text while it is tidied, and say what its lines are."""

from __future__ import annotations

import re

__all__ = ["BOLD", "END", "heading_mark", "split_marks"]

# Characters that Unicode keeps for a program's own use and no document may hold.
FIRST = 0xFDD0
BOLD = chr(FIRST)
DEEPEST = 9
# Stands behind the last letter of a heading that may take several lines.
END = chr(FIRST + DEEPEST + 1)
MARK = re.compile(f"[{BOLD}-{END}]")
LONGEST = 500

# Start, end, style and boldness of a line.
MarkedLine = tuple[int, int, int, int]


def heading_mark(level: int) -> str:
    """The mark of a heading of a level from 1."""
    return chr(FIRST + max(1, min(level, DEEPEST)))


def split_marks(marked: str) -> tuple[str, list[MarkedLine]]:
    """A text without its marks, and the lines that had one."""
    found = [
        (mark.start() - number, mark[0])
        for number, mark in enumerate(MARK.finditer(marked))
    ]
    text = MARK.sub("", marked)
    lines: list[MarkedLine] = []
    for number, (place, mark) in enumerate(found):
        if mark == END:
            continue
        begin = text.rfind("\n", 0, place) + 1
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        after = found[number + 1] if number + 1 < len(found) else None
        if after is not None and after[1] == END and stop < after[0] <= place + LONGEST:
            stop = after[0]
        words = text[begin:stop]
        begin += len(words) - len(words.lstrip())
        stop = begin + len(words.strip())
        if lines and begin < lines[-1][1]:
            continue  # a row of a table has a mark in each of its cells
        lines.append((begin, stop, ord(mark) - FIRST, int(mark == BOLD)))
    return text, lines
