"""The same facts of several documents in one table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.language import told
from app.desktop.look import Look
from app.desktop.pieces import column, label
from app.desktop.summary_cited import Line, Part, Tag
from app.desktop.summary_lines_view import LinesOrWords
from app.desktop.summary_questions import FactTableRead
from app.desktop.summary_table import LineTable
from app.desktop.summary_telling import fact_cited, fact_value
from app.desktop.summary_words import clean, in_one_line, where_on_page
from app.desktop.tokens import SPACE, TYPE
from app.records import Fact

__all__ = ["SideBySide"]

_NAMES = 150  # width of the column of names, in device-independent pixels
_LONGEST = 400  # characters of a value in a cell; the pane beside it has all of it


class SideBySide(QWidget):
    """A row for each fact, a column for each document."""

    shown = Signal(object)
    opened = Signal(object)
    returned = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        self.table = LineTable(look, self.tr("Facts side by side"), by_cell=True)
        self.words = LinesOrWords(self.table)
        self.table.shown.connect(self.shown)
        self.table.opened.connect(self.opened)
        self.table.returned.connect(self.returned)
        self.says.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.small)
        whole = column(self.says, self.words, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_waiting()

    def show_waiting(self) -> None:
        """The facts are being put together."""
        self.says.clear()
        self.words.say(self.tr("Putting the facts side by side\u2026"))

    def show_table(self, read: FactTableRead) -> None:
        """These are the facts; rows that belong to other kinds of document stand apart."""
        table = read.table
        groups = _groups(read)
        rows = []
        for named, members in groups:
            if len(groups) > 1:
                rows.append(_heading(named, len(table.documents)))
            rows += [self._row(read, at) for at in members]
        differ = sum(any(line.tags for line in row[:1]) for row in rows)
        said = self.tr("Arrow keys go from cell to cell; the page of each is at the right.")
        if len(groups) > 1:
            asked = self.tr("\u2013 stands where a fact is not asked of this kind.")
            said = f"{asked} {said}"
        if differ:
            differs = self.tr("{count} facts differ between the documents.")
            if differ == 1:
                differs = self.tr("{count} fact differs between the documents.")
            said = f"{differs.format(count=differ)} {said}"
        self.says.setText(" ".join([said, *(clean(told(note)) for note in table.notes)]))
        titles = [self.tr("Fact"), *(clean(name, 80) for _, name in table.documents)]
        share = 1 / max(len(table.documents), 1) - 1e-6
        self.table.show_rows(titles, rows, (_NAMES, *(share for _ in table.documents)))
        if self.table.current_line is None:
            self.table.go_on(1)
        self.words.say("" if rows else self.tr("These documents have no facts to compare."))

    def _row(self, read: FactTableRead, at: int) -> tuple[Line, ...]:
        key, name, cells = read.table.rows[at]
        name = clean(told(name), 120)
        said = {_said(facts) for facts in cells if facts}
        tags: tuple[Tag, ...] = ()
        spoken = name
        if len(said) > 1:
            tags = (Tag(icon="info", tone="muted", words=self.tr("Differs")),)
            spoken = self.tr("{name}, differs").format(name=spoken)
        first = Line(
            parts=(Part(text=name, bold=True),),
            tags=tags,
            spoken=spoken,
            ref=("row", key),
        )
        made = [first]
        columns = zip(read.table.documents, cells, read.looked, strict=True)
        for who, facts, looked in columns:
            if facts or key in looked:
                made.append(self._cell(who, facts, key))
            else:
                part = Part(text="\u2013", tone="muted")
                made.append(Line(parts=(part,), spoken=self.tr("not asked of this kind")))
        return tuple(made)

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
            values, remarks = fact_value(fact, facts)
            parts += (
                Part(text=clean(v.text, _LONGEST), tone=v.tone, size=v.size) for v in values
            )
            tags |= dict.fromkeys(remarks)
            if fact.source is not None:
                places.append(where_on_page(fact.source.page, fact.source.label))
        said_of_it = (in_one_line(part.text) for part in parts)
        spoken = "; ".join([*said_of_it, *(t.words for t in tags)])
        return Line(
            parts=tuple(parts),
            tags=tuple(tags),
            spoken=f"{spoken}, {', '.join(places)}" if places else spoken,
            cited=fact_cited(document, name, facts),
            ref=("cell", key, document),
        )


def _groups(read: FactTableRead) -> list[tuple[str, list[int]]]:
    """Rows of the table by the kinds of document they are asked of, in their order."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, (key, _, cells) in enumerate(read.table.rows):
        columns = zip(read.kinds, read.looked, cells, strict=True)
        kinds = (kind for kind, looked, facts in columns if facts or key in looked)
        groups.setdefault(tuple(dict.fromkeys(kinds)), []).append(at)
    return [(", ".join(map(told, kinds)), members) for kinds, members in groups.items()]


def _heading(named: str, documents: int) -> tuple[Line, ...]:
    said = clean(named, 120)
    part = Part(text=said, tone="accent", bold=True)
    first = Line(parts=(part,), spoken=said, ref=("kind", named))
    return (first, *(Line(parts=(Part(text=""),)) for _ in range(documents)))


def _said(facts: tuple[Fact, ...]) -> tuple[tuple[str, str], ...]:
    """What facts say, to be compared with what others say."""
    said = (
        (fact.label.casefold(), fact.when or " ".join(fact.value.casefold().split()))
        for fact in facts
    )
    return tuple(sorted(said))
