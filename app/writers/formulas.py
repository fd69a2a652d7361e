"""Text that a spreadsheet program would take for a formula."""

from __future__ import annotations

import re

__all__ = ["defused", "looks_like_formula"]

# The characters of the OWASP page "CSV Injection", with the full-width forms that Excel
# takes for the same; leading blanks do not help, as some programs strip them.
STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula when it is typed in."""
    return text.startswith(STARTS) or text.lstrip().startswith(STARTS)


def defused(text: str) -> str:
    """The text for a CSV cell: with an apostrophe before it where it looks like a formula.

    Plain numbers such as ``-12.50`` stay as they are. Source: OWASP, "CSV Injection".
    """
    if looks_like_formula(text) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text
