"""What changed between two versions of one document."""

from __future__ import annotations

from collections.abc import Sequence

from app.records.layout import BlockKind, Sentence, Structure
from app.records.summaries import (
    Fact,
    PageQuotation,
    VersionChange,
    VersionChangeKind,
    VersionChanges,
)
from app.triage.sentences import page_quotation
from app.triage.version_alignment import Match, align
from app.triage.version_differences import (
    differing_tokens,
    figures,
    is_edition,
    names,
    says_something,
    tells_otherwise,
    worded_alike,
)
from app.triage.version_units import Token, Unit, units_of

__all__ = ["fact_changes", "version_changes"]

Place = tuple[int, int, int]


def version_changes(
    old: Structure,
    old_sentences: Sequence[Sentence],
    new: Structure,
    new_sentences: Sequence[Sentence],
) -> VersionChanges:
    """What was added, removed, changed and moved, in the order of the new version.

    What was removed stands where the unit before it stands. Headers, footers, page and
    line breaks, divided words, quotation marks and numbers of entries make no change.
    """
    before = units_of(old, old_sentences)
    after = units_of(new, new_sentences)
    found: list[tuple[tuple[float, int, int], VersionChange]] = []
    same = 0
    for stream in (0, 1):
        compared = Compared(old, new, before[stream], after[stream])
        found += [((stream, *place), change) for place, change in compared.changes()]
        same += compared.same
    found.sort(key=lambda row: row[0])
    return VersionChanges(
        old=(0, ""), new=(0, ""), changes=tuple(change for _, change in found), same=same
    )


class Compared:
    """Two streams of units side by side.

    Attributes:
        same: How many units of the new version, headings left out, are in both unchanged.

    Args:
        old: The old version.
        new: The new one.
        before: Units of the old version.
        after: Units of the new one.
    """

    def __init__(
        self, old: Structure, new: Structure, before: list[Unit], after: list[Unit]
    ) -> None:
        self.old, self.new = old, new
        self.before, self.after = before, after
        self.matches = align(before, after).matches
        self.known_old = frozenset(word.word for one in before for word in one.tokens)
        self.known_new = frozenset(word.word for one in after for word in one.tokens)
        self.named = frozenset[str]().union(
            *(names(one.tokens) for one in (*before, *after))
        )
        self.editions = self._editions()
        self.same = sum(
            self.after[number].kind is not BlockKind.HEADING
            for match in self.matches
            if match.same
            for number in match.new
        )

    def changes(self) -> list[tuple[tuple[int, int], VersionChange]]:
        """Every difference with its place in the new version."""
        follows = self._places()
        found = []
        for match in self.matches:
            change = self._change(match)
            if change is not None:
                spot = match.new[0] if match.new else follows[match.old[0]]
                found.append(((spot, match.old[0] if match.old else -1), change))
        return found

    def _places(self) -> list[int]:
        """For each old unit the new one that the last matched one before it became."""
        became: dict[int, int] = {}
        for match in self.matches:
            if match.new and not match.moved:
                became.update(dict.fromkeys(match.old, match.new[-1]))
        places: list[int] = []
        last = -1
        for number in range(len(self.before)):
            last = became.get(number, last)
            places.append(last)
        return places

    def _change(self, match: Match) -> VersionChange | None:
        if not match.old:
            return self._alone(self.after[match.new[0]], VersionChangeKind.ADDED)
        if not match.new:
            return self._alone(self.before[match.old[0]], VersionChangeKind.REMOVED)
        heading = self.after[match.new[0]].heading
        edition = not self.editions.isdisjoint(self._places_of(match))
        here = [token for one in match.old for token in self.before[one].tokens]
        there = [token for two in match.new for token in self.after[two].tokens]
        gone, come = differing_tokens(here, there)
        if match.same or not (gone or come):
            if not match.moved:
                return None
            return VersionChange(
                kind=VersionChangeKind.MOVED,
                heading=heading,
                before=quotation(self.old, self._parts(match.old, old=True), []),
                after=quotation(self.new, self._parts(match.new, old=False), []),
            )
        after = quotation(
            self.new, self._parts(match.new, old=False), [there[place] for place in come]
        )
        return VersionChange(
            kind=VersionChangeKind.CHANGED,
            heading=heading,
            before=quotation(
                self.old, self._parts(match.old, old=True), [here[place] for place in gone]
            ),
            after=after,
            matters=not edition
            and tells_otherwise(here, there, self.named)
            and (figures(here) == figures(there) or self._worth_otherwise(match)),
            differing=spans(after, [there[place] for place in come]),
        )

    def _editions(self) -> set[Place]:
        """Where both versions end with a line that says which edition they are."""
        found: set[Place] = set()
        for structure, units in ((self.old, self.before), (self.new, self.after)):
            last = units[-1] if units else None
            text = structure_text(structure, last.parts) if last else ""
            if last is None or not is_edition(text):
                return set()
            found.update(last.parts)
        return found

    def _places_of(self, match: Match) -> set[Place]:
        return {*self._parts(match.old, old=True), *self._parts(match.new, old=False)}

    def _worth_otherwise(self, match: Match) -> bool:
        """Whether it still matters when days and amounts are written in one way."""
        here = worded_alike(structure_text(self.old, self._parts(match.old, old=True)))
        there = worded_alike(structure_text(self.new, self._parts(match.new, old=False)))
        return tells_otherwise(here, there, self.named)

    def _parts(self, numbers: Sequence[int], *, old: bool) -> list[Place]:
        units = self.before if old else self.after
        return [part for number in numbers for part in units[number].parts]

    def _alone(self, unit: Unit, kind: VersionChangeKind) -> VersionChange:
        added = kind is VersionChangeKind.ADDED
        quote = quotation(self.new if added else self.old, list(unit.parts), [])
        return VersionChange(
            kind=kind,
            heading=unit.heading,
            before=None if added else quote,
            after=quote if added else None,
            matters=self.editions.isdisjoint(unit.parts)
            and says_something(unit.tokens, self.known_old if added else self.known_new),
            differing=((0, len(quote.quote)),),
        )


def structure_text(structure: Structure, parts: Sequence[Place]) -> str:
    """The text of some places of a document."""
    return " ".join(
        structure.pages[page - 1].text[first:last] for page, first, last in parts
    )


def quotation(
    structure: Structure, parts: Sequence[Place], differing: Sequence[Token]
) -> PageQuotation:
    """The parts that stand on the page where most of the difference is."""
    pages = [part[0] for part in parts]
    told = [token.page for token in differing if token.page in pages]
    page = max(sorted(set(told or pages)), key=(told or pages).count)
    here = [part for part in parts if part[0] == page]
    first, last = min(part[1] for part in here), max(part[2] for part in here)
    return page_quotation(structure, page, first, last)


def spans(quote: PageQuotation, tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The words as spans of a quotation, those with only blanks between them as one."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if token.page != quote.page or not quote.start <= token.start < quote.end:
            continue
        start, end = token.start - quote.start, min(token.end, quote.end) - quote.start
        if found and not quote.quote[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


# ------------------------------------------------------------------ facts
def fact_changes(
    old: Sequence[Fact], new: Sequence[Fact]
) -> tuple[tuple[str, tuple[Fact, ...], tuple[Fact, ...]], ...]:
    """Facts that differ, by entry and label: its name, how it was, how it is.

    In the order of the new facts, then those of the old ones that are gone. A fact with
    the same value in both is left out, also beside others that differ.
    """
    before, after = grouped(old), grouped(new)
    found = []
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key, []), after.get(key, [])
        gone = without(was, now)
        come = without(now, was)
        if gone or come:
            name = (come or gone)[0].name
            label = (come or gone)[0].label
            found.append((f"{name}: {label}" if label else name, tuple(gone), tuple(come)))
    return tuple(found)


def grouped(facts: Sequence[Fact]) -> dict[tuple[str, str], list[Fact]]:
    """The stated facts by their entry and label."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.stated or fact.corrected:
            label = " ".join(fact.label.casefold().split())
            found.setdefault((fact.key, label), []).append(fact)
    return found


def without(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The facts whose value none of the others has, each value once."""
    known = {worth(fact) for fact in others}
    found = []
    for fact in facts:
        if worth(fact) not in known:
            known.add(worth(fact))
            found.append(fact)
    return found


def worth(fact: Fact) -> tuple[str, ...]:
    """What a fact says in one form, however it is written."""
    if fact.corrected is not None:
        return ("words", words(fact.corrected))
    if fact.when:
        return ("when", fact.when, fact.zone.casefold())
    if fact.amount is not None:
        return ("amount", repr(float(fact.amount)))
    return ("words", words(fact.value))


def words(value: str) -> str:
    """Small letters and figures only, so that no line end or quotation mark differs."""
    return "".join(sign for sign in value.casefold() if sign.isalnum() or sign in "$%+-<>")
