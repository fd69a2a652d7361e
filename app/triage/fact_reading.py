"""What stands beside a cue: behind a label, in a row, below a line, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_amounts import find_amounts, find_shares
from app.triage.fact_cues import Cue, compiled
from app.triage.fact_entries import end_of_title
from app.triage.fact_finds import Find, found
from app.triage.fact_material import Material, all_values, unit_label
from app.triage.fact_units import Unit
from app.triage.fact_values import READERS, Value, has_gap, is_blank, one_end

__all__ = ["in_columns", "in_unit"]

# A cue in a sentence has its value so near, in characters.
REACH_AFTER = 170
REACH_BEFORE = 70
LOSS_BEFORE = 0.7
# A list of dates under one heading is read so far.
MOST_BELOW = 8
MOST_ROWS = 80
LEAST_SHARE = 0.28
MOST_LOOSE = 60
MOST_LABEL_LINE = 60
LOOSE = frozenset({"date", "amount", "number"})

LOWER = re.compile(
    r"(?:at\sleast|minimum(?:\sof)?|no\sless\sthan|not\sless\sthan|floor(?:\sof|\sis)?|from|"
    r"lowest|smallest)[\s:]{0,3}(?:\S{1,12}\s){0,2}$",
    re.IGNORECASE,
)
LINK = re.compile(r"[^.;]{0,30}?(?:\b(?:is|are|will\sbe|was)\b|[:=])\s{0,2}", re.IGNORECASE)


def in_unit(cue: Cue, unit: Unit, material: Material, spec: FactSpec) -> Iterator[Find]:
    """Finds of one cue in one unit."""
    if cue.itself:
        yield from words_themselves(cue, unit)
    elif cue.value and spec.kind == "text":
        yield from words_behind(cue, unit, spec)
    elif cue.value:
        yield from around_value(cue, unit, material, spec)
    else:
        yield from at_words(cue, unit, material, spec)


def around_value(
    cue: Cue, unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds of values that have the cue's words around them."""
    if not cue.may_fit(unit.text):
        return
    for value in all_values(spec.kind, unit, material):
        if cue.fits(unit.text, value.start, value.end) and right_end(cue, unit, value):
            # "Number 26-14" names its number less well than "permit number".
            plain = spec.kind == "identifier" and spec.several
            form = "sentence" if plain else "beside"
            yield found(unit, unit, one_end(value, cue.bound), form, cue, "")


def words_behind(cue: Cue, unit: Unit, spec: FactSpec) -> Iterator[Find]:
    """The words right behind those of a cue: "We enclose #"."""
    match = compiled(cue.words.partition("#")[0].strip()).search(unit.text)
    if match is None:
        return
    for value in READERS[spec.kind](unit.text[match.end() :])[:1]:
        start, end = value.start + match.end(), value.end + match.end()
        yield found(unit, unit, replace(value, start=start, end=end), "beside", cue, "")


def at_words(cue: Cue, unit: Unit, material: Material, spec: FactSpec) -> Iterator[Find]:
    """Finds at the places where the cue's words stand."""
    for start, end in cue.places(unit.text):
        for find in at_place(cue, (start, end), unit, material, spec):
            own = find.unit == unit.number and find.first == unit.number
            yield replace(find, place=start) if own else find


def at_place(
    cue: Cue, place: tuple[int, int], unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds at one place of a cue, by the form in which it stands there."""
    start, end = place
    if unit.label and start < unit.label:
        yield from behind_label(cue, place, unit, material, spec)
    elif unit.cells:
        yield from in_row(cue, place, unit, material, spec)
    elif heads(unit, start, end):
        yield from in_line(cue, place, unit, material, spec)
    else:
        yield from in_sentence(cue, place, unit, material, spec)


def heads(unit: Unit, start: int, end: int) -> bool:
    """Whether a unit announces what stands below it."""
    alone = len(unit.text) - (end - start) <= 3
    return unit.kind is BlockKind.HEADING or unit.short or alone


def words_themselves(cue: Cue, unit: Unit) -> Iterator[Find]:
    """Finds whose value are the cue's words; the label tells them where there is one."""
    for start, end in cue.places(unit.text):
        text = unit.text
        told = text[start:end]
        stop = end
        if cue.label:
            told = filled_in(cue.label, text)
        elif "#" in cue.words:
            stop = end_of_title(unit, start, end)
            told = text[start:stop]
        value = Value(start=start, end=end, text=told)
        form = "named" if cue.label else "words"
        one = found(unit, unit, value, form, cue, text[start:end])
        # "Attachment 3: Letters" says more than "see Attachment 3".
        yield replace(one, score=one.score + (0.5 if stop > end else 0.0))
        if "#" not in cue.words:
            return


def filled_in(label: str, text: str) -> str:
    """A label with "#" replaced by the share or amount that a text names, if it does."""
    if "#" not in label:
        return label
    values = [*find_shares(text), *find_amounts(text)]
    if values:
        return label.replace("#", values[0].text)
    return label.replace("#", "").strip(" :,")


def behind_label(
    cue: Cue, place: tuple[int, int], unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds in what a label announces, on its own line or below it."""
    share = (place[1] - place[0]) / max(unit.label, 1)
    label = unit.text[: unit.label]
    scope = unit.text[unit.value :]
    if spec.kind == "text" and share < LEAST_SHARE:
        # "Agency notice of funding opportunity number" is not about the agency.
        return
    if not scope:
        yield from below(cue, unit, material, spec, share)
        return
    yield from in_scope(
        cue, unit, spec, Scope(unit.value, len(unit.text), "label", label, share)
    )
    if spec.several and spec.kind in {"date", "identifier"}:
        yield from bare_lines(cue, unit, material, spec)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a unit that a label or a cell announces, and how it does."""

    start: int
    end: int
    form: str
    label: str
    share: float


def in_scope(cue: Cue, unit: Unit, spec: FactSpec, scope: Scope) -> Iterator[Find]:
    """Finds in what a label or a cell announces: values, a blank, or other words."""
    text = unit.text[scope.start : scope.end]
    values = READERS[spec.kind](text)
    gap = has_gap(text) and (spec.kind == "identifier" or not values)
    if is_blank(text) or gap:
        value = Value(start=scope.start, end=scope.end, text="")
        one = found(unit, unit, value, scope.form, cue, scope.label, scope.share)
        yield replace(one, blank=True)
        return
    for value in values[: most_of(spec)]:
        moved = replace(value, start=value.start + scope.start, end=value.end + scope.start)
        if right_end(cue, unit, moved):
            yield found(
                unit,
                unit,
                one_end(moved, cue.bound),
                scope.form,
                cue,
                scope.label,
                scope.share,
            )
    loose = (
        not unit.header
        and spec.kind in LOOSE
        and not values
        and not cue.bound
        and scope.share > 0.4
    )
    # A date is no number of awards; it belongs to something else.
    other = READERS["date"](text) or READERS["amount"](text)
    told = any(map(str.isalpha, text)) and not other
    if loose and len(text) <= MOST_LOOSE and told:
        # "Letters of intent: not required", "Number of awards: multiple".
        value = Value(start=scope.start, end=scope.end, text=text.strip(" .;"))
        yield found(unit, unit, value, "loose", cue, scope.label, scope.share)


def bare_lines(cue: Cue, unit: Unit, material: Material, spec: FactSpec) -> Iterator[Find]:
    """Values on lines of their own below a label that has the first one behind it."""
    for number in range(unit.number + 1, min(unit.number + 12, len(material.units))):
        line = material.units[number]
        if line.section != unit.section or line.label or len(line.text) > MOST_LABEL_LINE:
            return
        for value in READERS[spec.kind](line.text)[:1]:
            alone = value.end - value.start >= len(line.text) - 3
            if alone or (spec.kind == "identifier" and value.start == 0):
                label = cue.label or unit.text[: unit.label]
                yield found(unit, line, value, "below", cue, label, 0.5)


def most_of(spec: FactSpec) -> int:
    """How many values one place may give."""
    return 8 if spec.several else 1


def in_row(
    cue: Cue, place: tuple[int, int], unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds in a table row: in the cells behind the one that has the cue, or in its own."""
    cell = next((c for c, (_, end) in enumerate(unit.cells) if place[0] < end), 0)
    start, end = unit.cells[cell]
    share = (place[1] - place[0]) / max(end - start, 1)
    words = len(unit.text[start:end].split())
    if cell + 1 < len(unit.cells) and words <= 14:
        first = unit.cells[cell + 1][0]
        label = unit.text[start:end]
        stop = unit.cells[cell + 1][1]
        if not READERS[spec.kind](unit.text[first:stop]):
            stop = len(unit.text)
        row = list(in_scope(cue, unit, spec, Scope(first, stop, "row", label, share)))
        if row:
            yield from row
            return
    yield from in_sentence(cue, place, unit, material, spec)


def in_columns(cue: Cue, material: Material, spec: FactSpec) -> Iterator[Find]:
    """Finds below headers of columns that have the cue."""
    if cue.itself:
        return
    for header, cells in material.columns:
        if not header_fits(cue, header):
            continue
        share = len(cue.words) / max(len(header), 1)
        for number, cell in cells[:MOST_ROWS]:
            unit = material.units[number]
            start, end = unit.cells[cell]
            label = unit.text[slice(*unit.cells[0])] if cell else header
            for value in READERS[spec.kind](unit.text[start:end])[: most_of(spec)]:
                moved = replace(value, start=value.start + start, end=value.end + start)
                bound = one_end(moved, cue.bound)
                yield found(unit, unit, bound, "column", cue, label, min(share, 1.0))


def header_fits(cue: Cue, header: str) -> bool:
    """Whether a column's header has a cue; of "# points" the word alone is enough."""
    if not cue.value:
        return any(True for _ in cue.places(header))
    before, _, after = (part.strip() for part in cue.words.partition("#"))
    return not before and len(header.split()) <= 5 and bool(compiled(after).search(header))


def in_line(
    cue: Cue, place: tuple[int, int], unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds in a short line or heading, or in what stands below it."""
    share = (place[1] - place[0]) / max(len(unit.text), 1)
    if spec.kind != "text":
        own = list(in_sentence(cue, place, unit, material, spec))
        if own:
            yield from own
            return
    # "Grants policy" says little of what stands below it; the cue must be most of it.
    if share >= 0.45:
        yield from below(cue, unit, material, spec, share)


def below(
    cue: Cue, unit: Unit, material: Material, spec: FactSpec, share: float
) -> Iterator[Find]:
    """Finds in the units below a line that announces them."""
    label = unit.text[: unit.label or len(unit.text)].strip(" :")
    most = MOST_BELOW if spec.several else 2
    for number in range(unit.number + 1, min(unit.number + 1 + most, len(material.units))):
        under_it = material.units[number]
        if ends_list(unit, under_it):
            return
        if is_blank(under_it.text):
            value = Value(start=0, end=len(under_it.text), text="")
            yield replace(
                found(unit, under_it, value, "below", cue, label, share), blank=True
            )
            return
        values = all_values(spec.kind, under_it, material)
        # Running text may speak of other things than its heading names.
        loss = 0.0 if under_it.short or under_it.label or under_it.cells else 1.2
        for value in values[: most_of(spec)]:
            if not right_end(cue, under_it, value):
                continue
            own = unit_label(under_it) if spec.several else ""
            one = found(
                unit, under_it, one_end(value, cue.bound), "below", cue, own or label, share
            )
            yield replace(one, score=one.score - loss)
        if values and (not spec.several or spec.kind == "text"):
            return


def ends_list(unit: Unit, below_it: Unit) -> bool:
    """Whether a unit no longer belongs to a line that announces what stands below it."""
    if below_it.kind is BlockKind.HEADING:
        return True
    if below_it.cells and below_it.number > unit.number + 1 and not unit.cells:
        return True
    return below_it.section != unit.section and unit.kind is not BlockKind.HEADING


def in_sentence(
    cue: Cue, place: tuple[int, int], unit: Unit, material: Material, spec: FactSpec
) -> Iterator[Find]:
    """Finds near a cue in running text: behind it, or else right before it."""
    if spec.kind == "text":
        yield from linked(cue, place, unit, spec)
        return
    reach = reach_of(cue)
    # All of the text is read, since a cut would take "between" from "$5 and $9".
    values = all_values(spec.kind, unit, material)
    behind = [one for one in values if one.end > place[1] and one.start < place[1] + reach]
    for value in behind[: most_of(spec)]:
        loss = max(value.start - place[1], 0) / REACH_AFTER
        yield from beside_cue(cue, place, unit, value, loss)
    if behind:
        return
    first = place[0] - min(REACH_BEFORE, reach)
    before = [one for one in values if one.end <= place[0] and one.start >= first]
    for value in before[-1:]:
        yield from beside_cue(cue, place, unit, value, LOSS_BEFORE)


def beside_cue(
    cue: Cue, place: tuple[int, int], unit: Unit, value: Value, loss: float
) -> Iterator[Find]:
    """The find of a value in the sentence of a cue."""
    if right_end(cue, unit, value):
        one = found(unit, unit, one_end(value, cue.bound), "sentence", cue, "")
        label = cue.label or unit.text[slice(*place)]
        yield replace(one, score=one.score - loss, label=label)


def reach_of(cue: Cue) -> int:
    """How far from a cue its value may stand; "by" says less than "due date"."""
    if len(cue.words) < 5:
        return REACH_AFTER // 9
    return REACH_AFTER // 2 if len(cue.words) < 9 else REACH_AFTER


def linked(cue: Cue, place: tuple[int, int], unit: Unit, spec: FactSpec) -> Iterator[Find]:
    """Titles and names in running text: only where a word links them to the cue."""
    link = LINK.match(unit.text, place[1])
    if not link:
        return
    start = link.end()
    for value in READERS[spec.kind](unit.text[start:])[:1]:
        moved = replace(value, start=value.start + start, end=value.end + start)
        yield found(unit, unit, moved, "sentence", cue, "")


def right_end(cue: Cue, unit: Unit, value: Value) -> bool:
    """Whether a value can be the end of a range that a cue means."""
    if not cue.bound or value.least != value.amount:
        return True
    # Only what is called a lower end is one; all else is an upper end.
    before = unit.text[max(0, value.start - 50) : value.start]
    return bool(LOWER.search(before)) == (cue.bound == "least")
