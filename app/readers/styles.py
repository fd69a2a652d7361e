"""The styles of a docx: which of them are headings, and of what level."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

__all__ = ["Styles", "styles_of"]

# Level of each heading style, from 1, by the style's name in the file.
Styles = Mapping[str, int]

PART = "word/styles.xml"
LARGEST = 20_000_000
NAME = re.compile(r"heading ?([1-9])|(title)", re.IGNORECASE)
MOST_STEPS = 20
# What the outline level of running text is.
NO_LEVEL = 9


class StyleGatherer:
    """Gathers the styles while expat reads them."""

    def __init__(self) -> None:
        self.style = ""
        self.levels: dict[str, int] = {}
        self.based_on: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.stop

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        value = values.get("val", "")
        if tag == "style":
            self.style = values.get("styleId", "")
        elif tag == "name":
            found = NAME.fullmatch(value)
            if found is not None:
                self.levels[self.style] = int(found[1] or 1)
        elif tag == "basedOn":
            self.based_on[self.style] = value
        elif tag == "outlineLvl" and value.isdecimal() and len(value) == 1:
            self.levels[self.style] = 0 if int(value) == NO_LEVEL else int(value) + 1

    def stop(self, *_declared: object) -> None:
        """No office program writes a document type definition."""
        raise ValueError("a document type definition")


def styles_of(archive: zipfile.ZipFile) -> Styles:
    """The heading styles of a docx; none where they cannot be read."""
    gatherer = StyleGatherer()
    # The words are read all the same: damaged styles cost no more than the headings.
    try:
        if archive.getinfo(PART).file_size > LARGEST:
            return {}
        gatherer.parser.Parse(archive.read(PART), True)  # noqa: FBT003 - no name for it
    except (KeyError, ValueError, OSError, expat.ExpatError, zipfile.BadZipFile):
        return {}
    names = {*gatherer.levels, *gatherer.based_on}
    return {name: level for name in names if (level := level_of(name, gatherer))}


def level_of(name: str, gatherer: StyleGatherer) -> int:
    """Level of a style, or of the nearest one it is based on; 0 for none."""
    for _ in range(MOST_STEPS):
        if name in gatherer.levels:
            return gatherer.levels[name]
        name = gatherer.based_on.get(name, "")
    return 0
