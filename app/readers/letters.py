"""Letters that are text files of some kind: docx, rtf, HTML and plain text."""

from __future__ import annotations

import re
import zipfile
from typing import IO
from xml.parsers import expat

from app.readers.answers import Refused
from app.readers.cleaning import clean_text
from app.readers.encodings import decode
from app.readers.markup import html_text
from app.readers.requests import ReadCaps
from app.readers.rich_text import rtf_text
from app.readers.sources import Source
from app.readers.zip_guard import guard_zip

__all__ = ["docx_text", "plain_text"]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CHUNK_BYTES = 65_536
NESTING = 2_000
PARTS = re.compile(r"word/(header|document|footnotes|endnotes|footer|comments)\d*\.xml")
ORDER = ("header", "document", "footnotes", "endnotes", "footer", "comments")


def plain_text(source: Source, form: str, caps: ReadCaps) -> str:
    """The text of a plain, HTML or RTF file."""
    data = source.whole(caps)
    if form == "rtf":
        # RTF is ASCII with escapes; Latin-1 keeps what breaks that rule byte for byte.
        return rtf_text(data.decode("latin-1"))
    text, _ = decode(data)
    return html_text(text) if form == "html" else clean_text(text).strip("\n")


def docx_text(source: Source, caps: ReadCaps) -> str:
    """The words of a docx: headers, body with tables and text boxes, notes, footers.

    Its XML is read as a stream and never expanded: a document type definition is refused.

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
            texts = []
            for name in names:
                with archive.open(name) as part:
                    texts.append(word_text(part))
    seen: list[str] = []
    for text in texts:
        if text and text not in seen:
            seen.append(text)
    return "\n\n".join(seen)


def word_text(part: IO[bytes]) -> str:
    """The words of one part of a docx, a line for each paragraph, cells parted by tabs."""
    gatherer = WordGatherer()
    while chunk := part.read(CHUNK_BYTES):
        gatherer.parser.Parse(chunk)
    gatherer.parser.Parse(b"", True)  # noqa: FBT003 - the library takes no name for it
    return tidy("".join(gatherer.pieces))


class WordGatherer:
    """Gathers words while expat reads a part; deleted and fallback text is left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
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

    def start(self, name: str, _attributes: dict[str, str]) -> None:
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
            if tag in {"tab", "br", "cr", "noBreakHyphen"}:
                self.pieces.append({"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
            elif tag in {"del", "moveFrom"}:
                self.skipped_at = self.depth
            elif tag == "txbxContent":
                self.pieces.append("\n")

    def end(self, name: str) -> None:
        """An element ends."""
        if self.skipped_at == self.depth:
            self.skipped_at = 0
        elif not self.skipped_at:
            space, _, tag = name.rpartition(" ")
            if space in {WORD, STRICT_WORD}:
                self.in_text = False
                if tag == "p":
                    self.pieces.append("\n")
                elif tag == "tc":
                    self.pieces.append("\t")
                elif tag == "tr":
                    self.pieces.append("\n")
        self.depth -= 1

    def words(self, data: str) -> None:
        """Characters between two marks."""
        if self.in_text and not self.skipped_at:
            self.pieces.append(data)


def refuse_doctype(*_declared: object) -> None:
    """No office program writes a document type definition; attackers do."""
    raise Refused("The file defines its own XML entities, which is refused.", "damaged")


def tidy(text: str) -> str:
    """Paragraphs on lines of their own, cells of a row beside each other."""
    text = clean_text(text)
    text = re.sub(r"\n+\t", "\t", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
