"""Counting results while they are written."""

from __future__ import annotations

from collections import Counter, defaultdict

from app.records.documents import Document
from app.records.lines import ResultLine
from app.records.results import ResultRow
from app.records.verdicts import Status

__all__ = ["Tally"]


class Tally:
    """How many items stand where, counted from the rows themselves."""

    def __init__(self) -> None:
        self.items = 0
        self.calibrated = 0
        self.statuses: Counter[Status] = Counter()
        self.categories: defaultdict[str, Counter[Status]] = defaultdict(Counter)
        self.reasons: Counter[tuple[Status, str]] = Counter()
        self.documents: dict[int, Document] = {}
        self.by_document: defaultdict[int, Counter[Status]] = defaultdict(Counter)

    def add(self, row: ResultRow, line: ResultLine) -> None:
        """Count a row; a document without items counts as a document only."""
        self.documents.setdefault(row.document.key, row.document)
        if row.item is None:
            return
        self.items += 1
        self.calibrated += line.calibrated
        self.statuses[line.status] += 1
        self.by_document[row.document.key][line.status] += 1
        if line.category is not None:
            self.categories[line.category][line.status] += 1
        if line.reason:
            self.reasons[line.status, line.reason] += 1
