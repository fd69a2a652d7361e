"""Where keys and tables of a TOML text stand, which the standard library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["LineFinder", "line_finder"]

# A multi-line string, a string, a comment or a bracket: whatever else stands in a line
# that begins outside of all of them is a key, a table's name, or a plain value.
TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")|\'\'\'.*?\'\'\'(?!\')|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)
KEY = re.compile(r"""\s*(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))\s*[=.]""")
PART = r"""\s*["']?([^"'\].]+?)["']?\s*"""
TABLE = re.compile(rf"\s*\[{{1,2}}{PART}(?:\.{PART})?[\].]")


@dataclass(kw_only=True, slots=True)
class LineFinder:
    """Lines, from 1, of what a scheme file holds.

    Attributes:
        top: Line of every key of the file itself, and of the first table of each name.
        categories: For every ``[[category]]``, or whatever else they are called there, its
            own line and those of its keys.
        last: The last line with anything on it.
    """

    top: dict[str, int] = field(default_factory=dict)
    categories: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    last: int = 1

    def line_of(
        self, key: str, *, category: int | None = None, missing: int | None = None
    ) -> int:
        """The line of a key of the file, or of its category with this number from 0.

        ``missing`` is told for a key that is not there, the last line if that is not given.
        """
        fallback = self.last if missing is None else missing
        if category is None:
            return self.top.get(key, fallback)
        if category < len(self.categories):
            start, keys = self.categories[category]
            return keys.get(key, start if missing is None else missing)
        return self.top.get("category", fallback)

    def line_of_category(self, number: int) -> int:
        """The line where the category with this number from 0 begins."""
        if number < len(self.categories):
            return self.categories[number][0]
        return self.top.get("category", self.last)


def line_finder(text: str, array: str = "category") -> LineFinder:
    """Find the lines of the keys and tables of a text that is TOML.

    Args:
        text: The file.
        array: Name of the tables that are told apart by their number, as ``[[category]]``.
    """
    finder = LineFinder(last=text.rstrip().count("\n") + 1)
    keys: dict[str, int] = finder.top
    for number, line in statements(text):
        if table := TABLE.match(line):
            name = table[1]
            finder.top.setdefault(name, number)
            keys = {}
            if table[2] and finder.categories:
                finder.categories[-1][1].setdefault(table[2], number)
            if name == array and line.lstrip().startswith("[["):
                finder.categories.append((number, keys))
        elif key := KEY.match(line):
            keys.setdefault(key[1] or key[2] or key[3] or "", number)
    return finder


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Every line that begins outside of strings and brackets, with its number from 1."""
    lines = text.split("\n")
    depth = 0
    number = 1
    if lines:
        yield 1, lines[0]
    for token in TOKEN.finditer(text):
        match token[0]:
            case "\n":
                number += 1
                if depth == 0:
                    yield number, lines[number - 1]
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case spanning:
                number += spanning.count("\n")
