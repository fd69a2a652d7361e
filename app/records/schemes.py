"""The categories an office sorts into."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Category", "Scheme"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """One category: its name, a sentence that says what belongs in it, and examples.

    Attributes:
        name: As the results say it.
        description: One sentence on what belongs in it; empty for none.
        examples: Short texts as they come in.
        formerly: Names that it had before, and those of categories that went into it: what
            persons said under these names counts for it.
    """

    name: str
    description: str = ""
    examples: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheme:
    """The categories an office sorts into, in the office's own words.

    Attributes:
        name: Shown to people.
        description: One or two sentences.
        categories: At least two, no two names alike.
        language: ISO 639-1 code of the names and descriptions.
        other: Name of the category for what fits nowhere else, None where there is none.
        fingerprint: SHA-256 over names, descriptions and examples, lower-case hex.
        source: Resolved path of its file, empty where it came from none; with the name it
            tells whose memory is whose.
    """

    name: str
    description: str
    categories: tuple[Category, ...]
    language: str = "en"
    other: str | None = None
    fingerprint: str = ""
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the categories, in the scheme's order."""
        return tuple(category.name for category in self.categories)

    def now_called(self, name: str) -> str | None:
        """What a category of this name is called now, None where there is none any more.

        A category that has the name goes before one that had it.
        """
        if name in self.names:
            return name
        return next((one.name for one in self.categories if name in one.formerly), None)
