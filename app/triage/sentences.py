"""The sentences, list items and table rows of a document, each with its exact place.

What is read is mended: words that a line end divided are joined, soft hyphens and the marks
of footnotes are left out. What is quoted is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.records.layout import Block, BlockKind, Sentence, Structure
from app.records.summaries import PageQuotation
from app.triage.segments import pieces
from app.triage.segments import sentences as plain_sentences
from app.triage.sentence_mending import mended, vocabulary_of

__all__ = [
    "joined",
    "mended",
    "page_quotation",
    "sentences_of",
    "torn_halves",
    "vocabulary_of",
]

# Longer ones are tables, indexes or forms that were taken for prose; they are cut up.
MOST_WORDS = 150
# A list item or a table cell may be read without a full stop; a context need not be long.
MOST_CONTEXT = 300
GOES_ON = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
RUNNING = GOES_ON | {BlockKind.FOOTNOTE}

# The end of a sentence with the mark of a footnote behind it.
MARKED_END = re.compile(
    r"(?:(?<=[^\W\d_)\]\"\u201d]\.)|(?<=\.[\"\u201d\u2019)])|(?<=\s(?:19|20)\d\d\.))"
    r"(?:\d{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,4})\s++(?=[\"\u201c(]?[A-Z])"
)
# No sentence ends behind these; the marks of citations above all.
CITED = re.compile(
    r"(?:^|[\s(\[\"\u201c.\-])(?:(?:[A-Z]\.){2,6}|v\.|vs\.|Sec\.|Secs\.|Stat\.|Cong\.|"
    r"Sess\.|Res\.|Con\.|Fed\.|Reg\.|Rept\.|Pub\.|Art\.|Ch\.|Supp\.|Cir\.|Dist\.|Doc\.|"
    r"Par\.|Subpt\.|Pt\.|ed\.|eds\.|Ibid\.|Op\.|Ct\.|Ltr\.|App\.|Comm\.|Exec\.|Amdt\.)"
    r"\)?$"
)
CITED_CHARACTERS = 15
# "E.O. 14285. Others": the number that a citation goes on with ends a sentence itself.
CITED_NUMBER = re.compile(r"\d{1,6}[.](?=\s)")
CLOSED = re.compile(r"""[.!?\u2026\u3002\uff01\uff1f]["'\u2019\u201d\u00bb)\]]{0,3}$""")
CLOSING_MARK = re.compile(r"(?:\d{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,4})$")
BULLET_LINE = re.compile(
    r"[\n\r][^\S\n\r]*+(?=[\u2022\u2023\u25aa\u25cf\u25cb\u25e6\uf0b7])"
)
BULLET = re.compile(
    r"^[\u2022\u2023\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\uf0b7\uf0a7]\s*+(?=\S)"
)
# "Agency: Health", on a line of its own; two such lines under each other are a form.
LABEL_LINE = re.compile(
    r"(?:\A|(?<=[\n\r]))[^\S\n\r]{0,20}(?=[A-Z])[^\s:]{1,30}(?: [^\s:]{1,30}){0,5}:"
    r"(?=[^\S\n\r]{1,20}\S)"
)
LINE_END = re.compile(r"\r\n|\n|\r")
NOTE_NUMBER = re.compile(r"\s{0,4}(\d{1,3})(?=[\s\u00a0]|[A-Z])")
# A mark that the line break of its page has parted from the sentence before it.
NOTE_BEFORE = re.compile(r"(\d{1,3})\s{1,4}(?=[A-Z\u201c\"(])")
NOTE_MARK = re.compile(
    r"\s*+(?:\d{1,3}(?!\d)|[\u00b9\u00b2\u00b3\u2070-\u2079]|[*\u2020\u2021])"
)
ANNOUNCES = re.compile(r":[\"\u201d)]{0,2}$")


def page_quotation(structure: Structure, page: int, start: int, end: int) -> PageQuotation:
    """The characters ``start`` to ``end`` of a page, exactly as they stand there.

    Raises:
        ValueError: The page or the characters are not there.
    """
    if not 1 <= page <= len(structure.pages):
        raise ValueError(f"no page {page} among {len(structure.pages)}")
    found = structure.pages[page - 1]
    if not 0 <= start < end <= len(found.text):
        raise ValueError(f"no characters {start} to {end} on page {page}")
    return PageQuotation(
        quote=found.text[start:end],
        page=page,
        label=found.label,
        start=start,
        end=end,
    )


def torn_halves(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Sentences that a page break tore in two: number of the second half to the first.

    Of one that more than one break tore, none is told.
    """
    halves: dict[int, int] = {}
    open_half = -1
    for place, one in enumerate(sentences):
        if one.kind not in GOES_ON:
            continue
        if open_half >= 0 and not one.whole:
            halves[place] = open_half
        open_half = -1 if one.whole or is_closed(one.text) else place
    twice = set(halves) & set(halves.values())
    return {
        second: first
        for second, first in halves.items()
        if second not in twice and first not in twice
    }


def joined(first: str, second: str) -> str:
    """Two halves of a sentence as it is read."""
    return mended(f"{first}\n{second}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Blocks that are read as one: a block, and what goes on with it without a gap."""

    block: Block
    start: int
    end: int


def sentences_of(structure: Structure) -> tuple[Sentence, ...]:
    """The sentences, list items and table rows of a document, in reading order.

    Headings, tables of contents, headers, footers and page numbers have none. Every other
    character that is not white space lies in exactly one sentence, but for a table's row of
    column headers, which is the context of its rows.
    """
    known = vocabulary_of(structure)
    notes = notes_of(structure)
    found: list[Sentence] = []
    contexts = Contexts(structure, known)
    last_running = -1
    for stretch in stretches(structure):
        block = stretch.block
        text = structure.pages[block.page - 1].text
        context = contexts.of(block)
        spans, read_to = with_marks(
            text, list(spans_of(text, stretch)), notes.get(block.page, frozenset())
        )
        torn = bool(spans) and block.continues and tear(found, last_running)
        for place, (start, end) in enumerate(spans):
            found.append(
                Sentence(
                    number=len(found),
                    text=row_text(text, block, known)
                    if block.kind is BlockKind.TABLE_ROW
                    else BULLET.sub("", mended(text[start : read_to[place]], known)),
                    page=block.page,
                    start=start,
                    end=end,
                    section=block.section,
                    kind=block.kind,
                    context=context,
                    whole=not (torn and place == 0),
                )
            )
        if spans:
            contexts.remember(block, found[-1])
            if block.kind in GOES_ON:
                last_running = len(found) - 1
    return tuple(found)


def notes_of(structure: Structure) -> dict[int, frozenset[str]]:
    """The numbers of the footnotes at the foot of each page that has some."""
    found: dict[int, set[str]] = {}
    for block in structure.blocks:
        if block.kind is BlockKind.FOOTNOTE:
            text = structure.pages[block.page - 1].text
            if number := NOTE_NUMBER.match(text, block.start):
                found.setdefault(block.page, set()).add(number[1])
    return {page: frozenset(numbers) for page, numbers in found.items()}


def with_marks(
    text: str, spans: list[tuple[int, int]], notes: frozenset[str]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Sentences with a footnote's mark behind the one it belongs to, not before the next.

    Args:
        text: Of the page.
        spans: Of the sentences of a stretch, in order.
        notes: Numbers of the footnotes of the page; no other number is a mark.

    Returns:
        The spans, and where the words of each end.
    """
    moved = list(spans)
    read_to = [end for _, end in spans]
    for place in range(1, len(spans)):
        start, end = spans[place]
        mark = NOTE_BEFORE.match(text, start)
        if mark and mark[1] in notes and mark.end() < end:
            moved[place - 1] = (moved[place - 1][0], mark.end(1))
            moved[place] = (mark.end(), end)
    return moved, read_to


def tear(found: list[Sentence], last: int) -> bool:
    """Mark the last running sentence as torn where no full stop ends it; whether it is."""
    if last < 0 or is_closed(found[last].text):
        return False
    found[last] = replace(found[last], whole=False)
    return True


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does, a footnote's mark behind it or not."""
    return bool(CLOSED.search(text) or CLOSED.search(CLOSING_MARK.sub("", text)))


def stretches(structure: Structure) -> Iterator[Stretch]:
    """What is read as one: a block with those that go on with it on the same page."""
    held: Stretch | None = None
    for block in structure.blocks:
        if block.kind not in RUNNING and block.kind is not BlockKind.TABLE_ROW:
            continue
        if held and goes_on(structure, held, block):
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = Stretch(block=block, start=block.start, end=block.end)
    if held:
        yield held


def goes_on(structure: Structure, held: Stretch, block: Block) -> bool:
    """Whether a block goes on with the one before it, with only white space between."""
    if block.kind is not held.block.kind or block.section != held.block.section:
        return False
    if block.page != held.block.page or block.start < held.end:
        return False
    text = structure.pages[block.page - 1].text
    if text[held.end : block.start].strip():
        return False
    if block.kind is BlockKind.FOOTNOTE:
        # A footnote of several lines may come as several blocks; a new one has its mark.
        return not NOTE_MARK.match(text, block.start)
    return block.continues


def spans_of(text: str, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch as spans of its page."""
    start, end = trimmed(text, stretch.start, stretch.end)
    if start >= end:
        return
    if stretch.block.kind is BlockKind.TABLE_ROW:
        if not stretch.block.header:
            yield start, end
        return
    for first, last in held_together(text, cut_at_marks(text, start, end)):
        if len(text) > 600 and last - first > 600:
            yield from shortened(text, first, last)
        else:
            yield first, last


def shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, or its parts where it is too long to be one."""
    if len(text[start:end].split()) > MOST_WORDS:
        yield from pieces(text, start, end)
    else:
        yield start, end


def cut_at_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences by their full stops, and by those with a footnote's mark behind them."""
    for first, last in at_lines(text, start, end):
        for one, other in plain_sentences(text, first, last):
            begin = one
            for mark in MARKED_END.finditer(text, one, other):
                yield trimmed(text, begin, mark.end())
                begin = mark.end()
            yield trimmed(text, begin, other)


def at_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a stretch, cut before lines with a bullet and between lines of a form."""
    bullets = [found.end() for found in BULLET_LINE.finditer(text, start, end)]
    first = start
    for cut in sorted({*bullets, *labels(text, start, end)} - {start}):
        yield trimmed(text, first, cut)
        first = cut
    yield trimmed(text, first, end)


def labels(text: str, start: int, end: int) -> Iterator[int]:
    """Where lines such as "Agency: Health" begin that stand under each other.

    After the first two of a form a value may take a second line.
    """
    last, form = -1, False
    for found in LABEL_LINE.finditer(text, start, end):
        lines = sum(1 for _ in LINE_END.finditer(text, max(last, start), found.start()))
        form = last >= 0 and lines <= 1 + form
        if form:
            yield last
            yield found.start()
        last = found.start()


def held_together(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences that were cut inside a citation put together again."""
    held: tuple[int, int] | None = None
    for start, end in spans:
        if start >= end:
            continue
        if held and cites(text, held, start):
            number = CITED_NUMBER.match(text, start, end)
            if not number:
                held = held[0], end
                continue
            yield held[0], number.end()
            held = trimmed(text, number.end(), end)
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def cites(text: str, held: tuple[int, int], start: int) -> bool:
    """Whether what ends with ``held`` goes on at ``start``: "P.L." before "115-123"."""
    last = CITED.search(text[max(held[0], held[1] - CITED_CHARACTERS) : held[1]])
    if not last:
        return False
    following = text[start : start + 1]
    # "in the U.S. The" ends a sentence as often as not; before a figure it never does.
    return following.isdigit() or following in "\u00a7(" or last.group()[-2].islower()


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space around it; empty where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def row_text(text: str, block: Block, known: Mapping[str, int]) -> str:
    """A table's row on one line, its cells told apart by " | "."""
    cells = [mended(text[start:end], known) for start, end in block.cells]
    told = " | ".join(cell for cell in cells if cell)
    return told or mended(text[block.start : block.end], known)


class Contexts:
    """What sentences need beside them, as the blocks go by in reading order."""

    def __init__(self, structure: Structure, known: Mapping[str, int]) -> None:
        self.structure = structure
        self.known = known
        self.lead = ""
        self.section = -1
        self.table = 0
        self.headers: list[str] = []

    def of(self, block: Block) -> str:
        """The line that a list hangs on, or the headers of a table."""
        if block.kind is BlockKind.LIST_ITEM:
            return self.lead if block.section == self.section else ""
        if block.kind is not BlockKind.TABLE_ROW:
            return ""
        text = self.structure.pages[block.page - 1].text
        if block.table != self.table:
            self.table, self.headers = block.table, []
        if block.header:
            self.headers.append(row_text(text, block, self.known))
        return " / ".join(self.headers)[:MOST_CONTEXT]

    def remember(self, block: Block, last: Sentence) -> None:
        """Keep what a list may hang on: a line that ends with a colon."""
        if block.kind is BlockKind.FOOTNOTE:
            return
        announces = bool(ANNOUNCES.search(last.text))
        if announces:
            self.lead, self.section = last.text[-MOST_CONTEXT:], block.section
        elif block.kind is not BlockKind.LIST_ITEM:
            self.lead = ""
