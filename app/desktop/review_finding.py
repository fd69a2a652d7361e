"""Finding categories by a few letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["found_categories"]


def found_categories(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that have all typed words, the likeliest meant first.

    A name that begins with what was typed comes before one of which another word does, and
    that before one that only holds it somewhere; within these the order stays.
    Case and accents do not matter.

    Args:
        typed: As much as was typed so far.
        names: All categories, the likelier ones first.
    """
    wanted = _plain(typed).split()
    if not wanted:
        return tuple(names)
    ranked = []
    for place, name in enumerate(names):
        plain = _plain(name)
        if all(each in plain for each in wanted):
            starts = all(re.search(rf"\b{re.escape(each)}", plain) for each in wanted)
            is_first = plain.startswith(" ".join(wanted))
            ranked.append((not is_first, not starts, place, name))
    return tuple(name for *_, name in sorted(ranked))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
