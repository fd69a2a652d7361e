"""An item's text as it is shown, and where in it a quotation stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from app.records import Item, Verdict

__all__ = ["ShownText", "flowing", "marked_page", "marked_text", "shown_text"]

# A line is full, so that the next one goes on with its sentence, from this share of the
# longest line and this many characters on; shorter ones end on purpose.
_FULL_SHARE = 0.75
_FULL_LINE = 40
_ENDINGS = (".", "!", "?", ":")
_BRIMFUL_SHARE = 0.9

# Qt's text documents use these two for themselves; others would be drawn as nothing.
_UNSHOWN = dict.fromkeys((*range(9), *range(14, 32), 127, 0xFDD0, 0xFDD1), "\ufffd")
_UNSHOWN[11] = "\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownText:
    """Text ready for a text widget, with the evidence in its units.

    Attributes:
        text: With line feeds only, and a line where a new page begins.
        start: First UTF-16 unit of the evidence, as Qt counts; -1 without evidence.
        end: One past the last unit.
    """

    text: str
    start: int = -1
    end: int = -1


def shown_text(item: Item, verdict: Verdict | None, page_line: str) -> ShownText:
    """The text of an item with its evidence found again.

    Args:
        item: Whose text it is.
        verdict: Whose evidence is marked, None for no mark.
        page_line: What to write where a page begins, with ``{page}`` in it.
    """
    evidence = verdict.evidence if verdict else None
    if evidence is None:
        return ShownText(text=_shown(item.text, page_line))
    return marked_text(item, evidence.quote, evidence.item_start, page_line)


def marked_text(item: Item, quote: str, first: int, page_line: str) -> ShownText:
    """The text of an item with a quotation of it found again.

    Args:
        item: Whose text it is.
        quote: What is marked; nothing is where it does not stand there.
        first: Where in the item's text it begins.
        page_line: What to write where a page begins, with ``{page}`` in it.
    """
    text = _shown(item.text, page_line)
    last = first + len(quote)
    if item.text[first:last] != quote:
        return ShownText(text=text)
    # Showing is done character by character, so the shown prefix says where it stands.
    start = _units(_shown(item.text[:first], page_line))
    return ShownText(
        text=text, start=start, end=_units(_shown(item.text[:last], page_line))
    )


def marked_page(text: str, quote: str, first: int) -> ShownText:
    """The text of one page with a quotation of it found again.

    Args:
        text: As it was read.
        quote: What is marked; nothing is where it does not stand there.
        first: Where in the text it begins.
    """
    shown = _shown(text.replace("\f", "\n"), "")
    last = first + len(quote)
    if not quote or text[first:last] != quote:
        return ShownText(text=shown)
    start = _units(_shown(text[:first].replace("\f", "\n"), ""))
    end = _units(_shown(text[:last].replace("\f", "\n"), ""))
    return ShownText(text=shown, start=start, end=end)


def flowing(shown: ShownText) -> ShownText:
    """The text with the paper's line breaks taken out, every character at its place.

    Only breaks after a full line go, and where a sentence ends only after one without any
    room left: addresses, headings, lists and most paragraphs keep their lines.
    """
    lines = shown.text.split("\n")
    longest = max(map(len, lines))
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        share = _BRIMFUL_SHARE if line.rstrip().endswith(_ENDINGS) else _FULL_SHARE
        is_full = len(line) >= max(_FULL_LINE, share * longest)
        goes_on = is_full and following[:1].isalnum()
        pieces += (" " if goes_on else "\n", following)
    return replace(shown, text="".join(pieces))


def _shown(text: str, page_line: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").translate(_UNSHOWN)
    pages = text.split("\f")
    shown = [pages[0]]
    for number, page in enumerate(pages[1:], start=2):
        shown.append(f"\n\n{page_line.format(page=number)}\n\n{page}")
    return "".join(shown)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
