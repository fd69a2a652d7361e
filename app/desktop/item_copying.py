"""Rows as text for the clipboard: one line each, cells with tabs between them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.desktop import words
from app.desktop.banner import Banner
from app.desktop.item_questions import CopyAsked
from app.records import ResultRow, RowFilter

__all__ = ["MOST", "ItemCopying", "rows_as_text"]

# More rows are a matter for the export.
MOST = 2000
_FORMULA = ("=", "+", "-", "@")


class ItemCopying(QObject):
    """Takes rows to the clipboard and says how many it took.

    Args:
        banner: Where it is said.
    """

    def __init__(self, banner: Banner) -> None:
        super().__init__(banner)
        self._banner = banner

    def question(
        self, row_filter: RowFilter, stretches: tuple[tuple[int, int], ...]
    ) -> CopyAsked:
        """What is asked before anything can be copied."""
        return CopyAsked(row_filter=row_filter, stretches=stretches, most=MOST)

    def take(self, question: CopyAsked, rows: tuple[ResultRow, ...]) -> None:
        """The rows have come; they are on the clipboard."""
        if not rows:
            return
        QGuiApplication.clipboard().setText(rows_as_text(rows))
        wanted = sum(length for _, length in question.stretches)
        count = words.number(len(rows))
        said = self.tr("1 row copied.")
        if len(rows) > 1:
            said = self.tr("{count} rows copied.").format(count=count)
        remedy = ""
        if wanted > MOST:
            remedy = self.tr("No more are copied at once. Export the results for all.")
        self._banner.say("info", said, remedy)


def rows_as_text(rows: tuple[ResultRow, ...]) -> str:
    """A line for each: document, place, category, probability, status, text.

    What a spreadsheet program would take for a formula has an apostrophe before it.
    """
    return "\n".join("\t".join(map(_cell, _cells(row))) for row in rows)


def _cells(row: ResultRow) -> tuple[str, ...]:
    verdict = row.verdict
    known = verdict is not None and verdict.probability is not None
    return (
        row.document.name,
        words.place_words(row.item.place) if row.item else "",
        (verdict.category or "") if verdict else "",
        words.percent(verdict.probability) if known else "",  # type: ignore[union-attr, arg-type]  # it is known
        words.status_words(words.row_status(row)),
        row.item.text if row.item else words.reason_words(row),
    )


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
