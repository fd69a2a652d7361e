"""Where the items of every theme stand, gathered while the rows pass by."""

from __future__ import annotations

from collections import defaultdict

from app.records.themes import ThemedRow

__all__ = ["ThemePlaces"]

MOST_STRETCHES = 400  # told of one theme; a cell holds 32,767 characters


class ThemePlaces:
    """Places of the items by theme, in input order."""

    def __init__(self) -> None:
        # By theme and then by sheet or document; rows as stretches that follow each other.
        self._found: defaultdict[int, dict[tuple[str, str], list[list[int]]]] = defaultdict(
            dict
        )
        self._sources: set[tuple[str, str]] = set()

    def add(self, row: ThemedRow) -> None:
        """Note a row under each of its themes."""
        place = row.item.place
        number = place.row if place.row is not None else place.page or 1
        source = (row.document.name, place.sheet or ("" if place.row else "page"))
        self._sources.add(source)
        for member in row.themes:
            stretches = self._found[member.key].setdefault(source, [])
            if stretches and stretches[-1][1] + 1 == number:
                stretches[-1][1] = number
            else:
                stretches.append([number, number])

    def words(self) -> dict[int, str]:
        """By key of a theme, its places in words: ``rows 4, 9-11``."""
        return {key: self.words_of(key) for key in sorted(self._found)}

    def words_of(self, key: int) -> str:
        """The places of a theme."""
        parts, left, beyond = [], MOST_STRETCHES, 0
        for (document, sheet), stretches in self._found[key].items():
            shown = stretches[:left]
            beyond += sum(last - first + 1 for first, last in stretches[left:])
            left -= len(shown)
            if shown:
                parts.append(self.stretch_words(document, sheet, shown))
        more = f" and {beyond:,} more; filter the sheet Rows by the theme" if beyond else ""
        return "\n".join(parts) + more

    def stretch_words(self, document: str, sheet: str, stretches: list[list[int]]) -> str:
        """Places of one document or sheet."""
        numbers = ", ".join(
            str(first) if first == last else f"{first}-{last}" for first, last in stretches
        )
        several = len(stretches) > 1 or stretches[0][0] != stretches[0][1]
        what = "page" if sheet == "page" else "row"
        words = f"{what}{'s' if several else ''} {numbers}"
        if len(self._sources) == 1:
            return words
        source = document if sheet in {"", "page"} else f"{document}, {sheet}"
        return f"{source}: {words}"
