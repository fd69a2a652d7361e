"""What a PDF itself says of its structure: its title and its bookmarks."""

from __future__ import annotations

import contextlib
import itertools

import pypdfium2

from app.readers.answers import Answer
from app.readers.pdf import Pdf

__all__ = ["outline_answer"]

MOST_HEADINGS = 5_000
TITLE_LENGTH = 500


def outline_answer(pdf: Pdf) -> Answer:
    """Title and bookmarks of an open PDF; what cannot be read of them is left out."""
    answer = {"type": "outline", "title": "", "headings": []}
    if pdf.first is None:
        return answer
    headings: list[tuple[str, int, int]] = []
    # A damaged or looped list of bookmarks gives what came before the damage.
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError, RecursionError):
        for bookmark in itertools.islice(pdf.first.get_toc(), MOST_HEADINGS):
            title = bookmark.get_title()[:TITLE_LENGTH]
            place = bookmark.get_dest()
            index = place.get_index() if place is not None else None
            page = index + 1 if index is not None and 0 <= index < pdf.count else 0
            headings.append((title, bookmark.level + 1, page))
    with contextlib.suppress(pypdfium2.PdfiumError, ValueError):
        answer["title"] = pdf.first.get_metadata_value("Title")[:TITLE_LENGTH]
    return answer | {"headings": headings}
