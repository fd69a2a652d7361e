"""What two versions of a document are compared by: sentences, headings, rows of headers.

How a text is set changes nothing: line and page breaks, divided words, quotation marks,
dashes, numbers of list entries and marks of footnotes are not part of what is compared.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.records.layout import Block, BlockKind, Sentence, Structure

__all__ = ["Token", "Unit", "tokens_of", "units_of"]

# Longer rows are compared by their beginning, so that no hostile cell costs minutes.
MOST_CHARACTERS = 20_000
# Of documents with more units, far more than a thousand pages have, the sentences that are
# short are compared together with the next ones, about eight in a run.
MOST_UNITS = 20_000
MOST_RUN = 200
LOOKED_AT = 40
ONE_IN = 8
CLOSED = re.compile(r"""[.!?\u2026]["'\u2019\u201d\u00bb)\]]{0,3}\d{0,3}\s*$""")

# Letters with the marks upon them. An apostrophe, or a hyphen with or without a line end
# behind it, belongs to the word; no part can be tried in two ways.
LETTER = r"(?:[^\W\d_][\u0300-\u036f\u00ad\u200b\u2060\ufeff]*+)"
WORD = (
    rf"{LETTER}++(?:(?:['\u2019\u02bc]|[-\u2010\u2011\u2012]"
    rf"(?:[ \t]{{0,4}}[\r\n]{{1,2}}[ \t]{{0,40}})?){LETTER}++)*"
)
NUMBER = r"\d++(?:[.,:/]\d+)*"
TOKEN = re.compile(
    rf"(?P<half>\b[ap]\.[ ]?m\b\.?)|(?P<number>{NUMBER})|(?P<word>{WORD})"
    r"|(?P<sign>[$\u20ac\u00a3\u00a5%<>\u2264\u2265=+\u00b1\u00a7&#@\u2612\u2611\u2610\u2713\u2717])",
    re.IGNORECASE,
)
DROPPED = re.compile(r"[\s'\u2019\u02bc\u00ad\u200b\u2060\ufeff\u2010-\u2012-]")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
# The number of a list's entry, of a heading, or of a footnote.
ENTRY = re.compile(
    r"\s*(?:[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\uf0b7*\u2013\u2014-]\s+)?"
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?:\s+|$)|"
    r"\d{1,3}(?:\.\d{1,3}){1,5}\s+)"
)
NOTE_NUMBER = re.compile(r"\s*(?:\[?\d{1,3}\]?|[*\u2020\u2021])[.)]?\s*")
# A footnote's mark that was read as a line of its own.
LONE_MARK = re.compile(r"\s*\d{1,3}[ \t]*[\r\n]\s*(?=[A-Z\"\u201c])")
NUMBERED_KINDS = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING})
# "No.3", "Sec.12": a number of its own, not the mark of a footnote.
OWN_NUMBER = re.compile(
    r"(?:^|[\s(])(?:[a-z]{1,2}|secs?|nos|arts?|figs?|vols?|chap|parts?|pp|tab|item|form|div)\.\Z",
    re.IGNORECASE,
)
# A mark behind the full stop, as ``sentences_of`` leaves it there.
PARTED_MARK = re.compile(r"[.!?\u2026][\"'\u2019\u201d)\]]{0,3}(\s{1,4}\d{1,3})\Z")
LONGEST_ENDING = 12
GLUED = re.compile(
    r"(?:[^\W\d_]{3}|[^\W\d_][.,;:!?\"\u201d\u2019)\]]{1,2}|[)\]\"\u201d][.,;:]?)\Z"
)


Row = tuple[int, int, Sentence | Block]


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A word, number or sign.

    Attributes:
        word: In one form: small letters, no hyphens, no commas in numbers.
        page: From 1.
        start: First character in the text of the page.
        end: One past the last.
        capital: Whether it begins with a capital letter.
        number: Whether it begins with a figure.
    """

    word: str
    page: int
    start: int
    end: int
    capital: bool
    number: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A sentence, heading, list item or table row as it is compared.

    Attributes:
        kind: Of its block.
        section: Number of its section.
        heading: Of that section.
        parts: Where it stands, ``(page, start, end)``; several where a page break tore it.
        tokens: Its words in order.
        key: The same for two units that say the same in the same words.
        full: The same with the number of the entry before it.
    """

    kind: BlockKind
    section: int
    heading: str
    parts: tuple[tuple[int, int, int], ...]
    tokens: tuple[Token, ...]
    key: str
    full: str


def units_of(
    structure: Structure, sentences: Sequence[Sentence]
) -> tuple[list[Unit], list[Unit]]:
    """The units of a document in reading order: those of its text, and its footnotes."""
    places = Places(structure)
    rows: list[Row] = [
        (places.block_at(one.page, one.start), one.start, one) for one in sentences
    ]
    rows += [
        (number, block.start, block)
        for number, block in enumerate(structure.blocks)
        if block.kind is BlockKind.HEADING
        or (block.kind is BlockKind.TABLE_ROW and block.header)
    ]
    rows.sort(key=lambda row: row[:2])
    rows = runs_of(rows) if len(rows) > MOST_UNITS else rows
    text: list[Unit] = []
    notes: list[Unit] = []
    begun = -1
    for number, _, one in rows:
        unit = unit_of(structure, one)
        stream = notes if one.kind is BlockKind.FOOTNOTE else text
        first, begun = number != begun, number
        if (
            first
            and places.goes_on(number)
            and stream
            and torn(structure, stream[-1], unit)
        ):
            stream[-1] = joined(structure, stream[-1], unit)
        elif unit.tokens:
            stream.append(unit)
    return text, notes


def runs_of(rows: Sequence[Row]) -> list[Row]:
    """Rows with the shortest sentences of each paragraph run together.

    Where a run ends its last sentence's letters say, so that runs behind one that differs
    are cut as before (as in Tridgell's rsync, 1999).
    """
    runs: list[Row] = []
    for number, start, one in rows:
        before = runs[-1][2] if runs and runs[-1][0] == number else None
        if (
            isinstance(before, Sentence)
            and isinstance(one, Sentence)
            and before.page == one.page
            and before.end - before.start < MOST_RUN
            and sum(map(ord, before.text[-LOOKED_AT:])) % ONE_IN
            and before.end <= one.start
        ):
            runs[-1] = (*runs[-1][:2], replace(before, text=one.text, end=one.end))
        else:
            runs.append((number, start, one))
    return runs


class Places:
    """Which block a character stands in.

    Args:
        structure: Of the document.
    """

    def __init__(self, structure: Structure) -> None:
        self._blocks = structure.blocks
        self._pages: dict[int, tuple[list[int], list[int]]] = {}
        by_page: dict[int, list[tuple[int, int]]] = {}
        for number, block in enumerate(structure.blocks):
            by_page.setdefault(block.page, []).append((block.start, number))
        for page, pairs in by_page.items():
            pairs.sort()
            self._pages[page] = [one for one, _ in pairs], [number for _, number in pairs]

    def block_at(self, page: int, start: int) -> int:
        """Number of the block that a character stands in, or of the last before it."""
        starts, numbers = self._pages.get(page, ([], []))
        place = bisect_right(starts, start) - 1
        return numbers[place] if place >= 0 else -1

    def goes_on(self, number: int) -> bool:
        """Whether the block goes on with one that a break has torn."""
        return number >= 0 and self._blocks[number].continues


def torn(structure: Structure, before: Unit, after: Unit) -> bool:
    """Whether the second unit is the rest of the first."""
    page, start, end = before.parts[-1]
    ending = structure.pages[page - 1].text[max(start, end - 12) : end]
    return before.kind is after.kind and not CLOSED.search(ending)


def joined(structure: Structure, before: Unit, after: Unit) -> Unit:
    """Two parts of a torn unit as one; a word that the break divides is one word."""
    tokens = before.tokens + after.tokens
    page, start, end = before.parts[-1]
    hyphen = structure.pages[page - 1].text[start:end].rstrip()[-1:] in "-\u2010\u00ad"
    if hyphen and before.tokens and after.tokens:
        last, first = before.tokens[-1], after.tokens[0]
        whole = replace(last, word=last.word + first.word)
        tokens = (*before.tokens[:-1], whole, *after.tokens[1:])
    return replace(
        before,
        parts=before.parts + after.parts,
        tokens=tokens,
        key=key_of(tokens),
        full=before.full + after.full,
    )


def unit_of(structure: Structure, one: Sentence | Block) -> Unit:
    """A sentence or block as it is compared."""
    text = structure.pages[one.page - 1].text
    start = one.start
    end = min(one.end, start + MOST_CHARACTERS)
    if one.kind in NUMBERED_KINDS:
        start = after_mark(ENTRY, text, start, end)
    elif one.kind is BlockKind.FOOTNOTE:
        start = after_mark(NOTE_NUMBER, text, start, end)
    elif one.kind is BlockKind.PARAGRAPH:
        start = after_mark(LONE_MARK, text, start, end)
        end = before_mark(text, start, end)
    tokens = tuple(tokens_of(text, one.page, start, end))
    sections = structure.sections
    return Unit(
        kind=one.kind,
        section=one.section,
        heading=sections[one.section].heading if one.section < len(sections) else "",
        parts=((one.page, one.start, one.end),),
        tokens=tokens,
        key=key_of(tokens),
        full=key_of(tuple(tokens_of(text, one.page, one.start, start))) + key_of(tokens),
    )


def after_mark(mark: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the words behind the mark of an entry begin; ``start`` if none do."""
    found = mark.match(text, start, end)
    return found.end() if found and found.end() < end else start


def before_mark(text: str, start: int, end: int) -> int:
    """Where the words end before a footnote's mark that a blank parts from them."""
    tail = max(start, end - LONGEST_ENDING)
    found = PARTED_MARK.search(text, tail, end)
    return found.start(1) if found and found.end() == end else end


def tokens_of(text: str, page: int, start: int, end: int) -> Iterator[Token]:
    """The words, numbers and signs of a stretch of a page."""
    for match in TOKEN.finditer(text, start, end):
        written = match.group()
        if match.lastgroup == "number" and is_note_mark(text, match, start, end):
            continue
        yield Token(
            word=plain(written, match.lastgroup or ""),
            page=page,
            start=match.start(),
            end=match.end(),
            capital=written[:1].isupper(),
            number=match.lastgroup == "number",
        )


def plain(written: str, kind: str) -> str:
    """The one form of a word, number or sign."""
    if kind == "half":
        return written[0].lower() + "m"
    if kind == "number":
        return written.replace(",", "") if GROUPED.fullmatch(written) else written
    return DROPPED.sub("", unicodedata.normalize("NFKC", written)).casefold()


def is_note_mark(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a number is the mark of a footnote, stuck to the word before it."""
    written = match.group()
    if not written.isdigit() or len(written) > 3 or match.start() == start:
        return False
    following = text[match.end() : match.end() + 1] if match.end() < end else " "
    if not (following.isspace() or following in '.,;:)\u2014"\u201d'):
        return False
    before = text[max(start, match.start() - 8) : match.start()]
    return bool(GLUED.search(before)) and not OWN_NUMBER.search(before)


def key_of(tokens: Sequence[Token]) -> str:
    """Words run together, so that a blank or a hyphen within one makes no difference."""
    parts: list[str] = []
    before = False
    for token in tokens:
        if before and token.number:
            parts.append(" ")
        parts.append(token.word)
        before = token.number
    return "".join(parts)
