"""What changed from one version of a document to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.desktop.look import Look
from app.desktop.pieces import button, column, label, row
from app.desktop.summary_cited import Cited, Line, Part, Source, Tag, one_line, sources_of
from app.desktop.summary_lines_view import Lines, LinesOrWords
from app.desktop.summary_telling import fact_value
from app.desktop.summary_words import (
    change_words,
    chip_words,
    clean,
    reference,
    sentences_words,
    where_on_page,
)
from app.desktop.tokens import SPACE, TYPE
from app.desktop.words import number
from app.records import (
    Fact,
    PageQuotation,
    SummarizedDocument,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)

__all__ = ["ChangesView", "change_lines"]

_LONGEST = 1500  # characters of a passage in the list; the pane beside it has all of it
_INDENT = 12


class ChangesView(QWidget):
    """Two versions to choose, and every change with before and after."""

    shown = Signal(object)
    opened = Signal(object)
    compared = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.changes: VersionChanges | None = None
        self.old = QComboBox()
        self.new = QComboBox()
        self.swap = button(self.tr("Sw&ap"))
        self.only = QCheckBox(self.tr("&Only what matters"))
        self.says = label(tone="muted", size=TYPE.small)
        self.says.setWordWrap(True)
        self.list = Lines(look, self.tr("Changes"))
        self.words = LinesOrWords(self.list)
        self.list.shown.connect(self.shown)
        self.list.opened.connect(self.opened)
        self.old.activated.connect(self._compare)
        self.new.activated.connect(self._compare)
        self.swap.clicked.connect(self._swap)
        self.only.toggled.connect(lambda _on: self._fill())
        self._arrange()
        self.show_documents(())

    def show_documents(self, documents: Sequence[SummarizedDocument]) -> None:
        """These can be compared; what was chosen stays chosen."""
        keys = [each.document for each in documents]
        chosen = (self.old.currentData(), self.new.currentData())
        if chosen[0] == chosen[1] or not set(chosen) <= set(keys):
            chosen = (next(iter(keys), None), next(iter(keys[1:]), None))
        for key, box in zip(chosen, (self.old, self.new), strict=True):
            with QSignalBlocker(box):
                box.clear()
                for each in documents:
                    box.addItem(clean(each.name, 120), each.document)
                box.setCurrentIndex(box.findData(key))
        if len(keys) < 2:
            self.words.say(self.tr("Two summarized documents can be compared here."))

    def begin(self) -> None:
        """The two that are chosen are compared, unless that was done."""
        pair = (self.old.currentData(), self.new.currentData())
        shown = self.changes
        if shown is None or (shown.old[0], shown.new[0]) != pair:
            self._compare()

    def forget(self) -> None:
        """What was compared may not hold any more."""
        self.changes = None

    def show_changes(self, changes: VersionChanges) -> None:
        """These are the changes."""
        if (changes.old[0], changes.new[0]) == (
            self.old.currentData(),
            self.new.currentData(),
        ):
            self.changes = changes
            self._fill()

    def _fill(self) -> None:
        changes = self.changes
        if changes is None:
            return
        lines = change_lines(changes, only=self.only.isChecked())
        self.list.show_lines(lines)
        self.says.setText(_summary(changes))
        said = self.tr("Nothing that matters changed. Untick the box to see all changes.")
        if not changes.changes and not changes.facts:
            said = self.tr("The two say the same.")
        self.words.say("" if lines else said)
        if self.list.current_line is None:
            self.list.go_on(1)

    def _compare(self) -> None:
        old, new = self.old.currentData(), self.new.currentData()
        self.changes = None
        self.says.clear()
        self.list.show_lines(())
        if old is None or new is None:
            return
        if old == new:
            self.words.say(self.tr("Choose two different documents."))
            return
        self.words.say(self.tr("Comparing\u2026"))
        self.compared.emit(old, new)

    def _swap(self) -> None:
        old, new = self.old.currentIndex(), self.new.currentIndex()
        self.old.setCurrentIndex(new)
        self.new.setCurrentIndex(old)
        self._compare()

    def _arrange(self) -> None:
        titles = (label(self.tr("O&lder")), label(self.tr("&Newer")))
        for title, box in zip(titles, (self.old, self.new), strict=True):
            title.setBuddy(box)
            box.setAccessibleName(title.text().replace("&", ""))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(16)
        choosing = row(titles[0], self.old, titles[1], self.new, self.swap)
        choosing.setStretch(1, 1)
        choosing.setStretch(3, 1)
        below = row(self.says, self.only)
        below.setStretch(0, 1)
        top = column(choosing, below, spacing=6)
        top.setContentsMargins(SPACE.wide, SPACE.normal, SPACE.wide, SPACE.small)
        whole = column(top, self.words, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryChanges", text)


def _summary(changes: VersionChanges) -> str:
    count = len(changes.changes)
    matter = sum(change.matters for change in changes.changes)
    said = _say("1 change") if count == 1 else _say("{count} changes")
    said = said.format(count=number(count))
    if matter:
        matters = _say("1 that matters") if matter == 1 else _say("{count} that matter")
        said = f"{said}, {matters.format(count=number(matter))}"
    same = _say("{sentences} in both").format(sentences=sentences_words(changes.same))
    return f"{said}  \u00b7  {same}"


def change_lines(changes: VersionChanges, *, only: bool = False) -> list[Line]:
    """Facts that differ, then what matters, then all else, unless only that is wanted."""
    lines = []
    if changes.facts:
        lines.append(_heading(_say("Facts that differ")))
        lines += [_fact_line(changes, at) for at in range(len(changes.facts))]
    matter = [at for at, change in enumerate(changes.changes) if change.matters]
    others = [at for at, change in enumerate(changes.changes) if not change.matters]
    if matter:
        lines.append(_heading(_say("A number, date, amount, name or negation changed")))
        lines += [_change_line(changes, at) for at in matter]
    if others and not only:
        lines.append(_heading(_say("Other changes") if matter else _say("Changes")))
        lines += [_change_line(changes, at) for at in others]
    return lines


def _heading(said: str) -> Line:
    part = Part(text=said, bold=True, size=TYPE.heading)
    return Line(parts=(part,), spoken=said, ref=("heading", said))


def _small(said: str) -> Part:
    return Part(text=said, tone="muted", size=TYPE.small)


def _fact_line(changes: VersionChanges, at: int) -> Line:
    name, before, after = changes.facts[at]
    parts = [Part(text=clean(name, 120), bold=True)]
    spoken = [clean(name, 120)]
    for says, facts in ((_say("Before"), before), (_say("Now"), after)):
        parts.append(_small(says))
        values = [part for fact in facts for part in fact_value(fact)[0]]
        values = values or [Part(text=_say("not stated"), tone="muted")]
        parts += (Part(text=v.text, tone=v.tone, indent=_INDENT) for v in values)
        spoken.append(f"{says}: {'; '.join(value.text for value in values)}")
    sources = (
        *_fact_sources(changes.new, after, _say("Now")),
        *_fact_sources(changes.old, before, _say("Before")),
    )
    cited = Cited(sources=sources, copied=". ".join(spoken)) if sources else None
    first = sources[0].quotation if sources else None
    return Line(
        parts=tuple(parts),
        chip=chip_words(first.page, first.label) if first else "",
        spoken=". ".join(spoken),
        cited=cited,
        ref=("fact", name, at),
    )


def _fact_sources(
    who: tuple[int, str], facts: Sequence[Fact], says: str
) -> tuple[Source, ...]:
    quotations = [fact.source for fact in facts if fact.source is not None]
    return sources_of(who[0], who[1], quotations, says)


def _change_line(changes: VersionChanges, at: int) -> Line:
    change = changes.changes[at]
    kind = change_words(change)
    heading = clean(change.heading, 160)
    above = f"{kind}  \u00b7  {heading}" if heading else kind
    parts = [_small(above)]
    spoken = [f"{kind}, {heading}" if heading else kind]
    tags: tuple[Tag, ...] = ()
    if change.matters:
        tags = (Tag(icon="warning", tone="review", words=_say("Matters")),)
        spoken.append(_say("Matters"))
    for says, quotation, spans in _sides(change):
        text, placed = one_line(quotation.quote, spans, _LONGEST)
        if says:
            parts.append(_small(says))
        parts.append(Part(text=text, spans=placed, indent=_INDENT if says else 0))
        spoken.append(f"{says}: {text}" if says else text)
        differing = [text[a:b] for a, b in placed]
        if differing and says:
            spoken.append(_say("New words: {words}").format(words="; ".join(differing)))
    shown = change.after or change.before
    cited = _change_cited(changes, change)
    if shown is not None:
        spoken.append(where_on_page(shown.page, shown.label))
    return Line(
        parts=tuple(parts),
        tags=tags,
        chip=chip_words(shown.page, shown.label) if shown else "",
        spoken=". ".join(spoken),
        cited=cited,
        ref=("change", at),
    )


def _sides(
    change: VersionChange,
) -> list[tuple[str, PageQuotation, tuple[tuple[int, int], ...]]]:
    """What is told of a change: both sides where both are there and differ."""
    before, after = change.before, change.after
    if change.kind is VersionChangeKind.MOVED and after is not None:
        return [("", after, ())]
    if before is not None and after is not None:
        return [(_say("Before"), before, ()), (_say("Now"), after, change.differing)]
    if after is not None:
        return [("", after, ())]
    return [("", before, ())] if before is not None else []


def _change_cited(changes: VersionChanges, change: VersionChange) -> Cited | None:
    sources: tuple[Source, ...] = ()
    if change.after is not None:
        sources += sources_of(*changes.new, (change.after,), _say("Now"))
    if change.before is not None:
        sources += sources_of(*changes.old, (change.before,), _say("Before"))
    if not sources:
        return None
    first = sources[0]
    quotation = change.after or change.before
    copied = ""
    if quotation is not None:
        copied = reference(
            quotation.quote, first.name, quotation.page, quotation.label, quoted=True
        )
    return Cited(sources=sources, copied=copied)
