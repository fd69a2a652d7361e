"""Letters that are text files of some kind: docx, rtf, HTML and plain text."""

from __future__ import annotations

import re
import zipfile
from typing import IO
from xml.parsers import expat

from app.readers.answers import Refused
from app.readers.cleaning import clean_text
from app.readers.encodings import decode
from app.readers.marks import BOLD, heading_mark
from app.readers.markup import html_text
from app.readers.requests import ReadCaps
from app.readers.rich_text import rtf_text
from app.readers.sources import Source
from app.readers.styles import Styles, styles_of
from app.readers.zip_guard import guard_zip

__all__ = ["docx_text", "plain_text"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# What some elements stand for in the text.
DRAWN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "txbxContent": "\n"}
CHUNK_BYTES = 65_536
NESTING = 2_000
PARTS = re.compile(r"word/(header|document|footnotes|endnotes|footer|comments)\d*\.xml")
ORDER = ("header", "document", "footnotes", "endnotes", "footer", "comments")


def plain_text(source: Source, form: str, caps: ReadCaps, *, marked: bool = False) -> str:
    """The text of a plain, HTML or RTF file.

    Args:
        source: Its bytes.
        form: ``"text"``, ``"html"`` or ``"rtf"``.
        caps: What it may use up.
        marked: Whether headings bear the marks of ``marks``.
    """
    data = source.whole(caps)
    if form == "rtf":
        # RTF is ASCII with escapes; Latin-1 keeps what breaks that rule byte for byte.
        return rtf_text(data.decode("latin-1"))
    text, _ = decode(data)
    return (
        html_text(text, marked=marked) if form == "html" else clean_text(text).strip("\n")
    )


def docx_text(source: Source, caps: ReadCaps, *, marked: bool = False) -> str:
    """The words of a docx: headers, body with tables and text boxes, notes, footers.

    Its XML is read as a stream and never expanded: a document type definition is refused.

    Args:
        source: Its bytes.
        caps: What it may use up.
        marked: Whether headings and bold paragraphs bear the marks of ``marks``.

    Raises:
        Refused: It is damaged or over a cap.
    """
    with source.open() as file:
        guard_zip(file, caps)
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            names = sorted(
                (name for name in archive.namelist() if PARTS.fullmatch(name)),
                key=lambda name: (ORDER.index(PARTS.fullmatch(name)[1]), name),  # type: ignore[index]
            )
            if not any(name.startswith("word/document") for name in names):
                raise Refused("The file is damaged: its text is missing.", "damaged")
            styles = styles_of(archive) if marked else None
            texts = []
            for name in names:
                with archive.open(name) as part:
                    texts.append(word_text(part, styles))
    seen: list[str] = []
    for text in texts:
        if text and text not in seen:
            seen.append(text)
    return "\n\n".join(seen)


def word_text(part: IO[bytes], styles: Styles | None = None) -> str:
    """The words of one part of a docx, a line for each paragraph, cells parted by tabs.

    Args:
        part: Its XML.
        styles: Of the document, where headings are to be marked.
    """
    gatherer = WordGatherer(styles)
    while chunk := part.read(CHUNK_BYTES):
        gatherer.parser.Parse(chunk)
    gatherer.parser.Parse(b"", True)  # noqa: FBT003 - the library takes no name for it
    return tidy("".join(gatherer.pieces))


class WordGatherer:
    """Gathers words while expat reads a part; deleted and fallback text is left out."""

    def __init__(self, styles: Styles | None = None) -> None:
        self.pieces: list[str] = []
        self.styles = styles
        self.style = ""
        self.level = 0
        self.mark_at = -1
        self.bold = False
        self.letters = [0, 0]
        self.depth = 0
        self.skipped_at = 0
        self.in_text = False
        self.cells = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > NESTING:
            raise Refused("The file is nested too deeply to be a letter.", "damaged")
        if self.skipped_at:
            return
        space, _, tag = name.rpartition(" ")
        if space == COMPATIBILITY and tag == "Fallback":
            # Text boxes come twice: once for Word of today, once for older ones.
            self.skipped_at = self.depth
        elif space in {WORD, STRICT_WORD}:
            self.in_text = tag == "t"
            if self.styles is not None:
                self.note(tag, attributes)
            if tag in DRAWN:
                self.pieces.append(DRAWN[tag])
            elif tag in {"del", "moveFrom"}:
                self.skipped_at = self.depth

    def end(self, name: str) -> None:
        """An element ends."""
        if self.skipped_at == self.depth:
            self.skipped_at = 0
        elif not self.skipped_at:
            space, _, tag = name.rpartition(" ")
            if space in {WORD, STRICT_WORD}:
                self.in_text = False
                if tag == "p":
                    self.mark_paragraph()
                    self.pieces.append("\n")
                elif tag == "tc":
                    self.pieces.append("\t")
                elif tag == "tr":
                    self.pieces.append("\n")
        self.depth -= 1

    def words(self, data: str) -> None:
        """Characters between two marks."""
        if not self.in_text or self.skipped_at:
            return
        self.letters[self.bold] += len(data)
        bare = data.lstrip()
        if self.styles is None or self.mark_at >= 0 or not bare:
            self.pieces.append(data)
            return
        # Behind the first letter, where tidying finds neither blanks nor breaks.
        first = len(data) - len(bare) + 1
        self.mark_at = len(self.pieces) + 1
        self.pieces.extend((data[:first], "", data[first:]))

    def note(self, tag: str, attributes: dict[str, str]) -> None:
        """What the properties of a paragraph or of a stretch of it say."""
        value = next((v for k, v in attributes.items() if k.endswith(" val")), "")
        if tag == "p":
            self.style, self.level, self.mark_at, self.letters = "", 0, -1, [0, 0]
        elif tag == "r":
            self.bold = False
        elif tag == "pStyle":
            self.style = value
        elif tag == "outlineLvl" and value.isdecimal() and len(value) == 1:
            self.level = (int(value) + 1) % 10
        elif tag == "b":
            self.bold = value not in {"0", "false", "off"}

    def mark_paragraph(self) -> None:
        """Mark a heading, or a paragraph in bold type, where its first letter stands."""
        if self.styles is None or self.mark_at < 0:
            return
        level = self.level or self.styles.get(self.style, 0)
        if level:
            self.pieces[self.mark_at] = heading_mark(level)
        elif self.letters[1] > self.letters[0]:
            self.pieces[self.mark_at] = BOLD
        self.mark_at = -1


def refuse_doctype(*_declared: object) -> None:
    """No office program writes a document type definition; attackers do."""
    raise Refused("The file defines its own XML entities, which is refused.", "damaged")


def tidy(text: str) -> str:
    """Paragraphs on lines of their own, cells of a row beside each other."""
    text = clean_text(text)
    text = re.sub(r"\n+\t", "\t", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
