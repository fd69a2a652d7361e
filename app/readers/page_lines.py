"""Where the lines of a PDF page stand: told by PDFium with a few calls a line."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as pdfium

from app.readers.cleaning import clean_text, clean_with_origins

if TYPE_CHECKING:
    from app.readers.reading_order import PlacedText

__all__ = ["LineValues", "bounded", "lines_of_page", "lines_of_picture"]

# Start, end, left, top, right, bottom, size, bold, style: see ``TextLine``.
LineValues = tuple[int, int, float, float, float, float, float, int, int]

MOST_LINES = 20_000
DIVISION = "\ufffe"
PART = re.compile("\r\n?|[\n\x0c\x85\u2028\u2029\ufffe]")
BLANKS = re.compile(r"\s+")
NAME_BYTES = 128
FORCED_BOLD = 1 << 18
BOLD_WEIGHT = 600
FILLED_AND_STROKED = 2
BOLD_NAME = re.compile(rb"bold|black|heavy|[-,_ ]bd\b|demi", re.IGNORECASE)
LIGHT_NAME = re.compile(rb"regular|roman\b|book|light|medium", re.IGNORECASE)
FARTHEST = 20_000.0
# A gap parts two cells where it is wider than this times the type size, and wider than
# the line's other gaps by the second number (lines set flush have wide gaps throughout).
GAP_OF_SIZE = 0.95
GAP_OF_OTHERS = 2.0
# Columns of figures stand closer.
GAP_OF_FIGURES = 0.55
FIGURE = re.compile(
    r"(?:FY|CY)?[($\u20ac\u00a3+\u2212-]{0,3}\d[\d,.]{0,20}[%)a-z]{0,2}"
    r"|[\u2013\u2014-]|n/?a",
    re.IGNORECASE,
)
LONGEST_SEARCH = 2_000
PROBES = (0.0, 0.5, 1.0)
GRAIN = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """How PDF units become points from the upper left corner of the page as it is shown."""

    width: float
    height: float
    across: tuple[float, float, float]
    down: tuple[float, float, float]

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, ...]:
        """Left, top, right and bottom of a box in PDF units."""
        xs, ys = [], []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            xs.append(self.across[0] * x + self.across[1] * y + self.across[2])
            ys.append(self.down[0] * x + self.down[1] * y + self.down[2])
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(slots=True)
class Letters:
    """The letters of a page as PDFium numbers them, and the fonts met so far."""

    page: pypdfium2.PdfTextPage
    count: int
    identical: bool
    fonts: dict[tuple[bytes, int, int], bool] = field(default_factory=dict)
    name: ctypes.Array[ctypes.c_char] = field(
        default_factory=lambda: ctypes.create_string_buffer(NAME_BYTES)
    )

    def number(self, unit: int) -> int:
        """PDFium's number of the letter that gave a UTF-16 unit of the page's text."""
        if self.identical:
            return unit
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.page, unit))

    def box(self, number: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right and top of a letter in PDF units."""
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self.page, number, box):
            return None
        values = (box.left, box.bottom, box.right, box.top)
        return values if all(map(math.isfinite, values)) else None

    def size(self, number: int) -> tuple[float, bool]:
        """Type size of a letter in points, and whether it lies on its side."""
        size = float(pdfium.FPDFText_GetFontSize(self.page, number))
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self.page, number, matrix):
            scale = math.hypot(matrix.c, matrix.d)
            lying = abs(matrix.b) > abs(matrix.a)
            return (size * scale if math.isfinite(scale) else size), lying
        return size, False

    def bold(self, number: int) -> bool:
        """Whether a letter is set in bold type."""
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(
            self.page, number, self.name, NAME_BYTES, flags
        )
        name = self.name.value if 0 < length <= NAME_BYTES else b""
        weight = pdfium.FPDFText_GetFontWeight(self.page, number)
        key = (name, weight, flags.value)
        if key not in self.fonts:
            self.fonts[key] = is_bold(name, weight, flags.value)
        return self.fonts[key] or self.drawn_bold(number)

    def drawn_bold(self, number: int) -> bool:
        """Whether a letter's outline is drawn too, which is how some programs embolden."""
        thing = pdfium.FPDFText_GetTextObject(self.page, number)
        if not thing:
            return False
        return bool(pdfium.FPDFTextObj_GetTextRenderMode(thing) == FILLED_AND_STROKED)


def is_bold(name: bytes, weight: int, flags: int) -> bool:
    """Whether a font is bold, by its name, else by what it says of its weight."""
    if BOLD_NAME.search(name):
        return True
    return bool(flags & FORCED_BOLD) or (
        weight >= BOLD_WEIGHT and not LIGHT_NAME.search(name)
    )


def lines_of_page(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, raw: str, text: str
) -> tuple[float, float, list[LineValues]]:
    """The lines of a page: its width and height in points, and what is known of each.

    A line that wide gaps part, such as the row of a table, is told as several.

    Args:
        page: PDFium's page.
        textpage: Its text.
        raw: The text as PDFium gives it.
        text: What the reader made of it, perhaps with more behind; the lines count in it.
    """
    frame = frame_of(page)
    count = textpage.count_chars()
    units = len(raw.encode("utf-16-le", "surrogatepass")) // 2
    letters = Letters(page=textpage, count=count, identical=count == units)
    lines: list[LineValues] = []
    for start, end, first in parts_of(raw, text):
        lines.extend(pieces_of(frame, letters, text[start:end], (start, first)))
        if len(lines) >= MOST_LINES:
            break
    return frame.width, frame.height, lines[:MOST_LINES]


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """How the page lies, turned and cut as it is shown."""
    width, height = (bounded(side) for side in page.get_size())
    wide, high = max(1, int(width * GRAIN)), max(1, int(height * GRAIN))
    corners = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
        corners.append((across.value / GRAIN, down.value / GRAIN))
    (x0, y0), (x1, y1), (x2, y2) = corners
    return Frame(
        width=width,
        height=height,
        across=((x1 - x0) / 1000, (x2 - x0) / 1000, x0),
        down=((y1 - y0) / 1000, (y2 - y0) / 1000, y0),
    )


def parts_of(raw: str, text: str) -> Iterator[tuple[int, int, list[int] | int]]:
    """The lines of a page's text as spans, and where each begins in PDFium's text.

    Yields:
        Start and end in ``text``, and the UTF-16 unit that its first character is; a list
        of units, one a character, where cleaning has changed the line. Nothing more once
        the two texts differ.
    """
    place = position = unit = 0
    while position < len(raw):
        found = PART.search(raw, position)
        stop = found.start() if found else len(raw)
        mark = found.group() if found else ""
        piece = raw[position:stop]
        cleaned, units = cleaned_part(piece, unit)
        if text[place : place + len(cleaned)] != cleaned:
            return
        end = place + len(cleaned) + (mark == DIVISION)
        if end > place:
            yield place, end, units
        place = end + (1 if mark else 0)
        unit += len(piece) + sum(character > "\uffff" for character in piece) + len(mark)
        position = stop + len(mark)


def cleaned_part(piece: str, unit: int) -> tuple[str, list[int] | int]:
    """A stretch of PDFium's text as the reader gives it, and the units it came from."""
    cleaned = clean_text(piece)
    if len(cleaned) == len(piece) and (not piece or max(piece) <= "\uffff"):
        return cleaned, unit
    cleaned, origins = clean_with_origins(piece)
    offsets, at = [], unit
    for character in piece:
        offsets.append(at)
        at += 2 if character > "\uffff" else 1
    return cleaned, [offsets[origin] for origin in origins]


def pieces_of(
    frame: Frame, letters: Letters, text: str, place: tuple[int, list[int] | int]
) -> Iterator[LineValues]:
    """A line of text in the pieces that wide gaps part it into.

    Args:
        frame: Of the page.
        letters: Of the page.
        text: Of the line.
        place: Where it starts in the page's text, and its units as ``parts_of`` tells.
    """
    start, units = place
    words = [found.span() for found in re.finditer(r"\S+", text)]
    if not words:
        return
    known = [letter_of(letters, units, index) for index in (words[0][0], words[-1][1] - 1)]
    if min(known) < 0:
        return
    cuts = wide_gaps(letters, text, words, units)
    for first, last in stretches(letters, words, units, cuts):
        begin, end = words[first][0], words[last - 1][1]
        values = measured(frame, letters, [
            letter_of(letters, units, begin + round(share * (end - 1 - begin)))
            for share in PROBES
        ])  # fmt: skip
        if values is not None:
            yield (start + begin, start + end, *values, 0)


def stretches(
    letters: Letters,
    words: list[tuple[int, int]],
    units: list[int] | int,
    cuts: list[int],
) -> Iterator[tuple[int, int]]:
    """First and one past the last word of each piece, bold words before others apart."""

    def bold(word: int) -> bool:
        return letters.bold(letter_of(letters, units, words[word][0]))

    for first, last in zip((0, *cuts), (*cuts, len(words)), strict=True):
        if last - first > 1 and bold(first) and not bold(last - 1):
            low, high = first, last - 1
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if bold(middle) else (low, middle)
            yield first, high
            yield high, last
        else:
            yield first, last


def letter_of(letters: Letters, units: list[int] | int, index: int) -> int:
    """PDFium's number of the letter at an index of a line."""
    if isinstance(units, int):
        return letters.number(units + index)
    # The hyphen of a divided word stands for the mark behind the last character.
    return letters.number(units[index]) if index < len(units) else letters.number(units[-1])


def wide_gaps(
    letters: Letters, text: str, words: list[tuple[int, int]], units: list[int] | int
) -> list[int]:
    """Numbers of the words that a wide gap parts from the word before them."""
    if len(words) < 2 or len(words) > LONGEST_SEARCH:
        return []
    gaps: list[float] = []
    for (_, end), (begin, _) in itertools.pairwise(words):
        before = letters.box(letter_of(letters, units, end - 1))
        after = letters.box(letter_of(letters, units, begin))
        gaps.append(after[0] - before[2] if before and after else 0.0)
    size, lying = letters.size(letter_of(letters, units, words[0][0]))
    if lying:
        return []
    usual = sorted(gaps)[(len(gaps) - 1) // 2] if len(gaps) > 2 else 0.0
    least = max(GAP_OF_SIZE * size, min(GAP_OF_OTHERS * usual, 4 * size))
    close = GAP_OF_FIGURES * size
    return [
        number
        for number, gap in enumerate(gaps, start=1)
        if gap > least > 0 or (gap > close > 0 and figures(text, words[number - 1 :][:2]))
    ]


def figures(text: str, words: list[tuple[int, int]]) -> bool:
    """Whether all of some words are figures, as cells beside each other are."""
    return all(FIGURE.fullmatch(text[start:end]) for start, end in words)


def measured(
    frame: Frame, letters: Letters, probed: list[int]
) -> tuple[float, float, float, float, float, int] | None:
    """Box, type size and boldness of a piece, by a letter of its start, middle and end."""
    boxes = [box for number in probed if (box := letters.box(number))]
    if not boxes:
        return None
    sizes = [letters.size(number) for number in probed]
    size = sorted(size for size, _ in sizes)[len(sizes) // 2]
    middle = boxes[len(boxes) // 2]
    if middle[3] <= middle[1]:
        middle = max(boxes, key=lambda box: box[3] - box[1])
    upright = not sizes[len(sizes) // 2][1]
    left, top, right, bottom = frame.box((
        min(box[0] for box in boxes),
        middle[1] if upright else min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        middle[3] if upright else max(box[3] for box in boxes),
    ))  # fmt: skip
    bold = sum(letters.bold(number) for number in probed) * 2 > len(probed)
    box = (bounded(left), bounded(top), bounded(right), bounded(bottom))
    return (*box, bounded(size), int(bold))


def bounded(value: float) -> float:
    """A length in points that no page exceeds; 0 for what is no number."""
    if not math.isfinite(value):
        return 0.0
    return round(max(-FARTHEST, min(FARTHEST, value)), 2)


def lines_of_picture(
    placed: PlacedText, width: int, scale: float
) -> tuple[float, list[LineValues]]:
    """The lines that were recognized on a page: its width in points, and each line.

    Args:
        placed: What was recognized, in pixels.
        width: Of the picture in pixels.
        scale: Points a pixel.
    """
    lines = [
        (
            start, end, bounded(line.left * scale), bounded(line.top * scale),
            bounded(line.right * scale), bounded(line.bottom * scale),
            bounded(line.height * scale), 0, 0,
        )
        for (start, end), line in zip(placed.spans, placed.lines, strict=True)
    ]  # fmt: skip
    return bounded(width * scale), lines[:MOST_LINES]
