"""What changed between two versions, as lines of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QCoreApplication

from app.desktop.language import told
from app.desktop.summary_cited import Cited, Line, Part, Source, Tag, one_line, sources_of
from app.desktop.summary_telling import fact_value
from app.desktop.summary_words import (
    change_words,
    chip_words,
    clean,
    in_one_line,
    reference,
    sentences_words,
    where_on_page,
)
from app.desktop.tokens import TYPE
from app.desktop.words import number
from app.records import (
    Fact,
    PageQuotation,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)

__all__ = ["are_versions", "change_lines", "changes_summary"]

_LONGEST = 1500  # characters of a passage in the list; the pane beside it has all of it
_INDENT = 12
_SHARED = 0.2  # of all sentences; with fewer in both, they are no versions of one document
_WORDS = 300  # compared word by word; a list cannot show more


def _say(text: str) -> str:
    return QCoreApplication.translate("SummaryChanges", text)


def are_versions(changes: VersionChanges) -> bool:
    """Whether enough of the two is the same for them to be versions of one document."""
    moved = sum(each.kind is VersionChangeKind.MOVED for each in changes.changes)
    total = changes.same + len(changes.changes)
    return not total or (changes.same + moved) / total >= _SHARED


def changes_summary(changes: VersionChanges) -> str:
    """How much changed, in a line."""
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
        lines.append(_heading(_say("Numbers, dates, names or a \u201cnot\u201d changed")))
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
    called, colon, more = name.partition(": ")  # what the document calls it comes behind
    shown = clean(f"{told(called)}{colon}{more}", 120)
    parts = [Part(text=shown, bold=True)]
    spoken = [shown]
    for says, facts in ((_say("Before"), before), (_say("Now"), after)):
        parts.append(_small(says))
        values = [part for fact in facts for part in fact_value(fact, facts)[0]]
        values = values or [Part(text=_say("not stated"), tone="muted")]
        parts += (Part(text=v.text, tone=v.tone, indent=_INDENT) for v in values)
        said = (in_one_line(value.text) for value in values)
        spoken.append(f"{says}: {'; '.join(said)}")
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
        gone = quotation is change.before
        if says:
            parts.append(_small(says))
        indent = _INDENT if says else 0
        parts.append(Part(text=text, spans=placed, indent=indent, struck=gone))
        text = in_one_line(text, " ")
        spoken.append(f"{says}: {text}" if says else text)
        differing = [text[a:b] for a, b in placed]
        if differing and says:
            said = _say("Words gone: {words}") if gone else _say("New words: {words}")
            spoken.append(said.format(words="; ".join(differing)))
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
        gone = _gone(before.quote, after.quote)
        return [(_say("Before"), before, gone), (_say("Now"), after, change.differing)]
    if after is not None:
        return [("", after, ())]
    return [("", before, ())] if before is not None else []


def _gone(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """Spans of the words of ``before`` that ``after`` has not in their place."""
    words = list(re.finditer(r"\S+", before[:_LONGEST]))[:_WORDS]
    others = after.split()[:_WORDS]
    matcher = SequenceMatcher(None, [w.group() for w in words], others, autojunk=False)
    return tuple(
        (words[first].start(), words[last - 1].end())
        for kind, first, last, _, _ in matcher.get_opcodes()
        if kind in ("delete", "replace")
    )


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
        said, _ = one_line(quotation.quote)
        copied = reference(said, first.name, quotation.page, quotation.label, quoted=True)
    return Cited(sources=sources, copied=copied)
