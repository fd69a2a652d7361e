"""Headings: told by the file's outline, the printed contents, type, and numbering."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.readers.heading_levels import give_levels
from app.readers.heading_lists import Listing
from app.readers.heading_signs import CAPTION, Group, numbering, ordinal
from app.readers.rows import Row
from app.records import BlockKind

__all__ = ["mark_headings"]

LARGER = 1.06
MUCH_LARGER = 1.18
# Titles: lines as large as this that follow each other are one heading.
TITLE_LARGER = 1.6
SMALLER = 0.9
BOLD_SHARE = 0.3
SIDE = 2.0
SHORT_WORDS = 90
CAPITAL_WORDS = 140
LEAST_COUNTED = 3
MOST_BOLD_ROWS = 3
APART = 3
MOST_IN_ROW = 4
LEAST_LISTED = 4
COVER_TEXT = 4
ROOM = 0.97
CLOSE = 1.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Type:
    """How the document is set.

    Attributes:
        body: Type size of its text.
        leading: From line to line, in type sizes.
        right: Where its full lines end.
        bold: Whether so much is bold that it tells nothing.
        capital: The same for capitals.
    """

    body: float
    leading: float
    right: float
    bold: bool
    capital: bool


def mark_headings(
    pages: Sequence[Sequence[Row]], listing: Listing, body: float, leading: float
) -> None:
    """Mark the rows that are headings and give them levels.

    Args:
        pages: The rows of every page, in reading order; what is marked already is left.
        listing: What the outline and the printed contents name.
        body: Size of the type of the text.
        leading: From line to line, in type sizes.
    """
    how = type_of(pages, body, leading)
    groups = [
        group
        for number, rows in enumerate(pages)
        for group in groups_of(rows, number, listing, how)
    ]
    listed = {id(g): level for g in groups if (level := listed_level(g, listing))}
    chosen = [
        group
        for group in groups
        if id(group) in listed
        or (is_heading(group, pages[group.page], how) and group.sound)
    ]
    counted = counted_up(groups, pages, how)
    if counted:
        known = {id(group) for group in (*chosen, *counted)}
        chosen = [group for group in groups if id(group) in known]
    chosen = without_runs(chosen, listed)
    chosen = without_covers(chosen, pages, listed)
    if len(listed) >= LEAST_LISTED:
        chosen = without_larger(chosen, listed)
    give_levels(chosen, listed)
    for group in chosen:
        for row in group.rows:
            row.kind = BlockKind.HEADING
            row.opens = row is group.rows[0]
            row.level = group.rows[0].level


def listed_level(group: Group, listing: Listing) -> int:
    """Level of a group in the outline or contents; 0 where it is not in it."""
    if group.rows[0].style or CAPTION.match(group.words):
        return 0
    return listing.find(group.words, group.page)


def type_of(pages: Sequence[Sequence[Row]], body: float, leading: float) -> Type:
    """How a document is set."""
    total = bold = capital = 0
    rights: Counter[int] = Counter()
    for rows in pages:
        for row in rows:
            if row.kind is None:
                length = row.end - row.start
                total += length
                bold += length * row.bold
                capital += length * (row.words.upper() == row.words)
                rights[round(row.right)] += 1
    ordered = sorted(rights.elements())
    return Type(
        body=body,
        leading=leading,
        right=ordered[int(0.9 * len(ordered))] if ordered else 0.0,
        bold=bold > BOLD_SHARE * total,
        capital=capital > BOLD_SHARE * total,
    )


def groups_of(
    rows: Sequence[Row], page: int, listing: Listing, how: Type
) -> Iterator[Group]:
    """The rows of a page that nothing is known of, those of one heading together."""
    index = 0
    while index < len(rows):
        if rows[index].kind is not None:
            index += 1
            continue
        length = length_of(rows, index, page, listing, how)
        yield Group(rows=rows[index : index + length], index=index, page=page)
        index += length


def length_of(
    rows: Sequence[Row], index: int, page: int, listing: Listing, how: Type
) -> int:
    """How many rows from one on would be one heading."""
    wraps = 1
    while index + wraps < len(rows) and wraps < 5:
        if not same_type(rows[index + wraps - 1], rows[index + wraps], how):
            break
        wraps += 1
    for length in range(wraps if listing.levels else 0, 0, -1):
        words = " ".join(row.words for row in rows[index : index + length])
        if listing.find(words, page):
            return length
    length = 1
    while length < wraps and goes_on(rows[index + length - 1], rows[index + length], how):
        length += 1
    return length


def same_type(last: Row, row: Row, how: Type) -> bool:
    """Whether a row stands close under another and is set like it."""
    if row.kind is not None or not (row.placed and last.placed) or row.style != last.style:
        return False
    if abs(row.size - last.size) > 0.3 or row.all_bold != last.all_bold:
        return False
    step = row.top - last.top
    return 0.8 * row.size <= step <= max(how.leading * 1.15, CLOSE) * row.size


def goes_on(last: Row, row: Row, how: Type) -> bool:
    """Whether a row goes on with the one above because that had no room for more."""
    if numbering(row.words) is not None:
        return False
    if row.words[0].islower() or row.words[0] in "(&\u2013\u2014":
        return True
    is_title = last.size >= TITLE_LARGER * how.body and abs(last.left - row.left) <= SIDE
    if is_title or last.words.count("(") > last.words.count(")"):
        return True
    middle = (last.left + last.right) / 2
    if (
        abs(middle - (row.left + row.right) / 2) <= SIDE
        and abs(last.left - row.left) > SIDE
    ):
        return True
    letters = max(1, len(last.words))
    word = len(row.words.split(" ", 1)[0]) + 1
    needed = last.right + word * (last.right - last.left) / letters
    return needed >= ROOM * how.right and row.left >= last.left - SIDE


def is_heading(group: Group, rows: Sequence[Row], how: Type) -> bool:
    """Whether a group of rows is a heading by how it looks and where it stands."""
    if group.rows[0].style or group.open_ended:
        return bool(group.rows[0].style)
    if not group.rows[0].placed:
        return is_plain_heading(group, how)
    if group.size >= MUCH_LARGER * how.body:
        return True
    larger = group.size >= LARGER * how.body and (group.bold or group.size >= how.body + 1)
    bold = group.bold and not how.bold and group.size >= SMALLER * how.body
    if larger or (bold and len(group.rows) <= MOST_BOLD_ROWS):
        return stands_apart(group, rows, how)
    return by_words(group, rows, how)


def stands_apart(group: Group, rows: Sequence[Row], how: Type) -> bool:
    """Whether a group is not in the middle of a paragraph."""
    first, last = group.rows[0], group.rows[-1]
    above = rows[group.index - 1] if group.index else None
    after = group.index + len(group.rows)
    below = rows[after] if after < len(rows) else None
    if above is not None and above.kind is None and above.placed:
        step = first.top - above.top
        close = 0 < step <= 1.12 * how.leading * max(above.size, first.size)
        full = above.right > 0.9 * how.right
        ended = above.words.rstrip("\"'\u201d\u2019)0123456789").endswith(
            (".", "!", "?", ":")
        )
        if close and full and not ended and above.all_bold == first.all_bold:
            return False
    if below is not None and below.kind is None and below.placed:
        beside = below.top < last.bottom - 0.3 * last.size and below.left >= last.right - 1
        # Bold type that ends within the next line begins a paragraph rather than heads it.
        near = 0 < below.top - last.top <= CLOSE * how.leading * last.size
        first_piece = next(iter(below.lines))
        runs_on = near and first.bold and first_piece.bold and not below.all_bold
        small = near and abs(below.size - last.size) < 0.5 and below.words[0].islower()
        if beside or small or (runs_on and last.right > 0.8 * how.right):
            return False
    return True


def by_words(group: Group, rows: Sequence[Row], how: Type) -> bool:
    """Whether a group set like the text is a heading by capitals or numbering."""
    words = group.words
    if len(words) > CAPITAL_WORDS or len(group.rows) > 2 or group.size < SMALLER * how.body:
        return False
    if not has_room(group, rows, how):
        return False
    if group.capital and not how.capital:
        return True
    number = numbering(words)
    if number is None or len(words) > SHORT_WORDS:
        return False
    kind, depth = number
    return (kind == "decimal" and depth > 1) or kind not in {
        "decimal", "letter", "roman", "small",
    }  # fmt: skip


def counted_up(
    groups: Sequence[Group], pages: Sequence[Sequence[Row]], how: Type
) -> list[Group]:
    """Headings told by nothing but numbers that go up, with text between them."""
    chains: dict[str, list[Group]] = {"decimal": [], "roman": []}
    for group in groups:
        number = ordinal(group.words)
        if number is None or number[1] != len(chains[number[0]]) + 1:
            continue
        if not group.sound or group.open_ended or len(group.words) > SHORT_WORDS:
            continue
        if group.rows[0].placed and has_room(group, pages[group.page], how):
            chains[number[0]].append(group)
    counted = []
    for chain in chains.values():
        steps = itertools.pairwise(chain)
        apart = sum(b.page > a.page or b.index - a.index > APART for a, b in steps)
        if len(chain) >= LEAST_COUNTED and apart == len(chain) - 1:
            counted.extend(chain)
    return counted


def has_room(group: Group, rows: Sequence[Row], how: Type) -> bool:
    """Whether a group has space above it and text below it, and ends short."""
    first, last = group.rows[0], group.rows[-1]
    above = rows[group.index - 1] if group.index else None
    after = group.index + len(group.rows)
    below = rows[after] if after < len(rows) else None
    if last.right > 0.92 * how.right:
        return False
    usual = how.leading * first.size
    parted = above is None or above.kind is not None or first.top - above.top > 1.2 * usual
    return parted and (below is None or below.kind in {None, BlockKind.TABLE_ROW})


def is_plain_heading(group: Group, how: Type) -> bool:
    """The same where only the words are known."""
    row = group.rows[0]
    words = group.words
    before = row.text[max(0, row.start - 2) : row.start]
    alone = (
        not before.strip("\n") and row.text[row.end : row.end + 2].strip(" ")[:1] == "\n"
    )
    if row.bold and not how.bold and not group.open_ended:
        return len(words) < SHORT_WORDS
    if words.startswith("#") and words.lstrip("#").startswith(" "):
        return len(words) < SHORT_WORDS
    if not alone or len(words) > SHORT_WORDS or group.open_ended:
        return False
    number = numbering(words)
    named = number is not None and (number[1] > 1 or number[0] not in {
        "decimal", "letter", "roman", "small",
    })  # fmt: skip
    return group.capital or named


def without_runs(groups: Sequence[Group], listed: dict[int, int]) -> list[Group]:
    """Groups but for those of which many alike follow each other without text between."""
    kept: list[Group] = []
    run: list[Group] = []
    for group in [*groups, None]:
        if run and (group is None or not follows(run[-1], group)):
            alike = len(run) > MOST_IN_ROW and not any(id(one) in listed for one in run)
            kept.extend([] if alike else run)
            run = []
        if group is not None:
            run.append(group)
    return kept


def follows(last: Group, group: Group) -> bool:
    """Whether a group stands right behind one of the same type."""
    return (
        last.page == group.page
        and last.index + len(last.rows) == group.index
        and last.signature == group.signature
        and not group.rows[0].style
    )


def without_covers(
    groups: Sequence[Group], pages: Sequence[Sequence[Row]], listed: dict[int, int]
) -> list[Group]:
    """Groups but for those of a title page that are not the title."""
    if len(pages) < 3:
        return list(groups)
    here = [group for group in groups if group.page == 0]
    taken = {id(row) for group in here for row in group.rows}
    text = [row for row in pages[0] if row.kind is None and id(row) not in taken]
    if len(text) > COVER_TEXT or not here:
        return list(groups)
    largest = max(group.size for group in here)
    return [
        group
        for group in groups
        if group.page or group.size == largest or id(group) in listed
    ]


def without_larger(groups: Sequence[Group], listed: dict[int, int]) -> list[Group]:
    """Groups but for those set larger than what the contents name, from there on."""
    named = [group for group in groups if id(group) in listed]
    largest = max(group.size for group in named)
    first = min(group.page for group in named)
    return [g for g in groups if g.size <= largest or id(g) in listed or g.page < first]
