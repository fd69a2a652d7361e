"""The same facts of several documents in one table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.look import Look
from app.desktop.pieces import column, label
from app.desktop.summary_cited import Line, Part, Tag
from app.desktop.summary_lines_view import LinesOrWords
from app.desktop.summary_table import LineTable
from app.desktop.summary_telling import fact_cited, fact_value
from app.desktop.summary_words import clean, where_on_page
from app.desktop.tokens import SPACE, TYPE
from app.records import Fact, FactTable

__all__ = ["SideBySide"]

_NAMES = 150  # width of the column of names, in device-independent pixels
_LONGEST = 400  # characters of a value in a cell; the pane beside it has all of it


class SideBySide(QWidget):
    """A row for each fact, a column for each document."""

    shown = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        self.table = LineTable(look, self.tr("Facts side by side"), by_cell=True)
        self.words = LinesOrWords(self.table)
        self.table.shown.connect(self.shown)
        self.table.opened.connect(self.opened)
        self.says.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.small)
        whole = column(self.says, self.words, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_waiting()

    def show_waiting(self) -> None:
        """The facts are being put together."""
        self.says.clear()
        self.words.say(self.tr("Putting the facts side by side\u2026"))

    def show_table(self, table: FactTable) -> None:
        """These are the facts."""
        rows = [self._row(table, at) for at in range(len(table.rows))]
        differ = sum(any(line.tags for line in row[:1]) for row in rows)
        said = self.tr("Arrow keys go from cell to cell; the page of each is at the right.")
        if differ:
            differs = self.tr("{count} facts differ between the documents.")
            if differ == 1:
                differs = self.tr("{count} fact differs between the documents.")
            said = f"{differs.format(count=differ)} {said}"
        self.says.setText(said)
        titles = [self.tr("Fact"), *(clean(name, 80) for _, name in table.documents)]
        share = 1 / max(len(table.documents), 1) - 1e-6
        self.table.show_rows(titles, rows, (_NAMES, *(share for _ in table.documents)))
        if self.table.current_line is None:
            self.table.go_on(1)
        self.words.say("" if rows else self.tr("These documents have no facts to compare."))

    def _row(self, table: FactTable, at: int) -> tuple[Line, ...]:
        key, name, cells = table.rows[at]
        said = {_said(facts) for facts in cells if facts}
        tags: tuple[Tag, ...] = ()
        spoken = clean(name, 120)
        if len(said) > 1:
            tags = (Tag(icon="info", tone="muted", words=self.tr("Differs")),)
            spoken = self.tr("{name}, differs").format(name=spoken)
        first = Line(
            parts=(Part(text=clean(name, 120), bold=True),),
            tags=tags,
            spoken=spoken,
            ref=("row", key),
        )
        documents = zip(table.documents, cells, strict=True)
        return (first, *(self._cell(who, facts, key) for who, facts in documents))

    def _cell(self, who: tuple[int, str], facts: tuple[Fact, ...], key: str) -> Line:
        document, name = who
        if not facts:
            said = self.tr("not stated")
            return Line(parts=(Part(text=said, tone="muted"),), spoken=said)
        parts: list[Part] = []
        tags: dict[Tag, None] = {}
        places = []
        for fact in facts:
            if fact.label:
                called = clean(fact.label, 120)
                parts.append(Part(text=called, tone="muted", size=TYPE.small))
            values, remarks = fact_value(fact)
            parts += (
                Part(text=clean(v.text, _LONGEST), tone=v.tone, size=v.size) for v in values
            )
            tags |= dict.fromkeys(remarks)
            if fact.source is not None:
                places.append(where_on_page(fact.source.page, fact.source.label))
        spoken = "; ".join([*(part.text for part in parts), *(t.words for t in tags)])
        return Line(
            parts=tuple(parts),
            tags=tuple(tags),
            spoken=f"{spoken}, {', '.join(places)}" if places else spoken,
            cited=fact_cited(document, name, facts),
            ref=("cell", key, document),
        )


def _said(facts: tuple[Fact, ...]) -> tuple[tuple[str, str], ...]:
    """What facts say, to be compared with what others say."""
    said = (
        (fact.label.casefold(), fact.when or " ".join(fact.value.casefold().split()))
        for fact in facts
    )
    return tuple(sorted(said))
