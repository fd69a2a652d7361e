"""HTML as the text and the tables that people see in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from app.readers.cleaning import clean_text
from app.readers.marks import END, heading_mark

__all__ = ["html_tables", "html_text"]

SILENT = {"script", "style", "template", "noscript", "title"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
PIECE_CHARACTERS = 65_536


class TextOfHtml(HTMLParser):
    """Gathers the words of a page, with a line break where a block begins or ends.

    Args:
        marked: Whether the first letter of a heading is followed by its mark.
    """

    def __init__(self, *, marked: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0
        self.marked = marked
        self.level = 0
        self.first = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See ``HTMLParser``."""
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in BLOCKS:
            self.pieces.append("\n\n" if tag in PARAGRAPHS else "\n")
            if self.marked:
                self.level = int(tag[1]) if tag in HEADINGS else 0
                self.first = len(self.pieces)
        elif tag == "img":
            alternative = dict(attrs).get("alt")
            self.pieces.append(f" {alternative} " if alternative else "")

    def handle_endtag(self, tag: str) -> None:
        """See ``HTMLParser``."""
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCKS:
            if self.marked and tag in HEADINGS:
                self.end_heading()
            self.pieces.append("\n\n" if tag in PARAGRAPHS else "\n")

    def end_heading(self) -> None:
        """Put a mark behind the last letter of a heading."""
        for number in range(len(self.pieces) - 1, self.first - 1, -1):
            piece = self.pieces[number]
            words = piece.rstrip()
            if words:
                self.pieces[number] = words + END + piece[len(words) :]
                break
        self.first = len(self.pieces)

    def handle_data(self, data: str) -> None:
        """See ``HTMLParser``."""
        if self.silent:
            return
        bare = data.lstrip()
        if self.level and bare:
            first = len(data) - len(bare) + 1
            data = data[:first] + heading_mark(self.level) + data[first:]
            self.level = 0
        self.pieces.append(data)


class TablesOfHtml(HTMLParser):
    """Gathers the rows of all tables of a page, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """See ``HTMLParser``."""
        if tag in {"script", "style"}:
            self.silent += 1
        elif tag == "tr":
            self.end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.end_cell()
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """See ``HTMLParser``."""
        if tag in {"script", "style"}:
            self.silent = max(0, self.silent - 1)
        elif tag in {"td", "th", "tr", "table"}:
            self.end_cell()

    def handle_data(self, data: str) -> None:
        """See ``HTMLParser``."""
        if self.cell is not None and not self.silent:
            self.cell.append(data)

    def end_cell(self) -> None:
        """Put the open cell into its row."""
        if self.cell is not None:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(tidy("".join(self.cell)))
        self.cell = None


def html_text(untrusted: str, *, marked: bool = False) -> str:
    """The words of an HTML page, paragraphs parted by a blank line.

    Args:
        untrusted: The page.
        marked: Whether headings bear the marks of ``marks``.
    """
    parser = TextOfHtml(marked=marked)
    feed(parser, untrusted)
    return tidy("".join(parser.pieces))


def html_tables(untrusted: str) -> Iterator[list[str]]:
    """The rows of all tables of an HTML page, as text."""
    parser = TablesOfHtml()
    feed(parser, untrusted)
    parser.end_cell()
    yield from parser.rows


def feed(parser: HTMLParser, untrusted: str) -> None:
    """Parse a page in pieces, so that unclosed marks do not cost time squared."""
    for start in range(0, len(untrusted), PIECE_CHARACTERS):
        parser.feed(untrusted[start : start + PIECE_CHARACTERS])
    parser.close()


def tidy(text: str) -> str:
    """Text without needless blanks and with no more than one blank line in a row."""
    text = clean_text(text).replace("\xa0", " ")
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
