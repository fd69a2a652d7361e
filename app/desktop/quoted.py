"""An item's text as it is shown, and where in it a quotation stands."""

from __future__ import annotations

from dataclasses import dataclass

from app.records import Item, Verdict

__all__ = ["ShownText", "shown_text"]

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
    text = _shown(item.text, page_line)
    evidence = verdict.evidence if verdict else None
    if evidence is None:
        return ShownText(text=text)
    first, last = evidence.item_start, evidence.item_start + len(evidence.quote)
    if item.text[first:last] != evidence.quote:
        return ShownText(text=text)
    # Showing is done character by character, so the shown prefix says where it stands.
    start = _units(_shown(item.text[:first], page_line))
    return ShownText(
        text=text, start=start, end=_units(_shown(item.text[:last], page_line))
    )


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
