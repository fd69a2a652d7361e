"""The facts of a document by a list of facts, without a model.

Every entry of the list gives at least one fact; one that is not stated has no source. Two
that say different things of the same are both told and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.records.layout import Sentence, Structure
from app.records.summaries import (
    Fact,
    FactList,
    FactSpec,
    FactTable,
    PageQuotation,
)
from app.triage.fact_amounts import find_amounts, find_numbers, find_shares
from app.triage.fact_choosing import chosen_of
from app.triage.fact_contacts import contacts_of
from app.triage.fact_cues import Cue, compiled, cues_of
from app.triage.fact_dates import find_dates
from app.triage.fact_finding import finds_of
from app.triage.fact_finds import Find
from app.triage.fact_material import Material, material_of
from app.triage.fact_passages import passages_of
from app.triage.fact_people import people_of
from app.triage.fact_titles import title_find
from app.triage.fact_values import LEFT_BLANK, READERS
from app.triage.sentences import page_quotation

__all__ = ["corrected_fact", "fact_table", "find_facts", "guess_purpose"]

# A unit that announces a value is quoted with it where they stand so close.
MOST_QUOTED = 700
# Read for finding out what kind of document it is.
SIGN_CHARACTERS = 60_000
LETTER_CHARACTERS = 6_000
DATED_CHARACTERS = 700
FIRST_PAGES = 12
LEAST_SIGNS = 2
# So much of what a person wrote must be the date or the amount to make it one.
MOSTLY = 0.5
# Of facts that say otherwise so many are named in a reason, each so far.
MOST_OTHERS = 3
MOST_TOLD = 80

WHYS = {
    "label": "It stands behind \u201c{cue}\u201d.",
    "row": "It stands in the table row of \u201c{cue}\u201d.",
    "column": "It stands in the table column of \u201c{cue}\u201d.",
    "below": "It stands below \u201c{cue}\u201d.",
    "beside": "The words \u201c{cue}\u201d stand around it.",
    "words": "The document says \u201c{cue}\u201d.",
    "named": "The document says \u201c{cue}\u201d.",
    "loose": "It stands behind \u201c{cue}\u201d.",
    "sentence": "The sentence says \u201c{cue}\u201d.",
    "under": "It stands under the heading \u201c{heading}\u201d.",
    "anywhere": "The document names it.",
    "signature": "It stands below the closing line.",
    "letterhead": "It is the first line of the document.",
    "first": "It is the first of its kind in the document.",
    "alone": "It stands alone on a line.",
    "header": "The headers of the pages have it.",
    "title": "It is the title of the document.",
}
# Sentences behind an amount that may add to it.
NEXT_SENTENCES = 2
ADDED = re.compile(
    r"\b(?:addition|additional|extra|further|plus|supplement(?:al|ary)?(?:\s\w{1,12})?(?:\sof)?)\s"
    r"(?:(?:an?|up|to|of|additional|amount)\s){0,4}\$\s?\d[\d,.]{0,20}(?:\s(?:thousand|[mb]illion))?"
    r"|\$\s?\d[\d,.]{0,20}(?:\s(?:thousand|[mb]illion))?\s(?:in\s)?"
    r"(?:additional|supplement|bonus|add-on|more\b(?!\sthan))",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^[ \t]{0,40}(?:dear\s|to whom it may concern|estimad|querid|(?:(?:to\sthe|honorable|"
    r"se\u00f1or)[^\n.]{3,70}|ladies and gentlemen|sirs?|(?:sir|madam)[^\n.]{0,20})"
    r":[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
CLOSING = re.compile(
    r"^[ \t]{0,40}(?:(?:yours\s)?sincerely|(?:best|kind|warm)?\s?regards|respectfully|"
    r"yours\s(?:truly|faithfully)|very truly yours|cordially|atentamente)\b",
    re.IGNORECASE | re.MULTILINE,
)
MEMO = re.compile(r"^[ \t]{0,40}(?:from|to|subject|re)\s?:", re.IGNORECASE | re.MULTILINE)


def find_facts(
    structure: Structure, sentences: Sequence[Sentence], wanted: FactList
) -> tuple[Fact, ...]:
    """The facts of a document, in the order of the list; every entry at least once."""
    material = material_of(structure, sentences)
    facts: list[Fact] = []
    for spec in wanted.specs:
        others = named_elsewhere(spec, wanted)
        finds = [
            find
            for find in finds_for(spec, material)
            if (find.blank or any(map(str.isalnum, find.value.text)))
            and not (find.form == "under" and told_by(others, find.value.text))
        ]
        stated = [
            fact_of(spec, find, material, conflict=conflict)
            for find, conflict in chosen_of(spec, finds, material)
        ]
        stated = [with_others(fact, stated) for fact in stated]
        facts.extend(stated or [Fact(key=spec.key, name=spec.name)])
    return tuple(facts)


def named_elsewhere(spec: FactSpec, wanted: FactList) -> list[Cue]:
    """What other entries of a list name: a form is no attachment."""
    if spec.kind != "text" or not spec.several:
        return []
    return [
        cue
        for other in wanted.specs
        if other.key != spec.key and other.kind == "text" and other.several
        for cue in cues_of(other.cues)
        if cue.itself and cue.label and "*" not in cue.words
    ]


def told_by(cues: Sequence[Cue], text: str) -> bool:
    """Whether a text begins with the words of a cue."""
    return any(compiled(cue.words).match(text) for cue in cues)


def finds_for(spec: FactSpec, material: Material) -> list[Find]:
    """The finds of an entry, by its kind; an unknown kind is told as passages."""
    if spec.kind == "contact":
        return contacts_of(spec, material)
    if spec.kind == "person":
        return people_of(spec, material)
    if spec.kind not in READERS:
        return passages_of(spec, material)
    finds = finds_of(spec, material)
    if "(title)" in spec.headings:
        finds.extend(title_find(spec, material))
    return finds


def fact_of(spec: FactSpec, find: Find, material: Material, *, conflict: bool) -> Fact:
    """A find as it is told."""
    value = LEFT_BLANK if find.blank else find.value.text
    added = addition(spec, find, material)
    if added is not None:
        return added_to(spec, find, material, added, conflict=conflict)
    return Fact(
        key=spec.key,
        name=spec.name,
        value=value,
        source=quotation_of(find, material),
        label=find.label if spec.several and find.form not in {"words", "named"} else "",
        when=find.value.when,
        zone=find.value.zone,
        amount=find.value.amount,
        conflict=conflict,
        why=why(find, material),
    )


def added_to(
    spec: FactSpec, find: Find, material: Material, added: int, *, conflict: bool
) -> Fact:
    """An amount that another is added to: its sentences, since neither amount is all."""
    here, there = material.units[find.unit], material.units[added]
    passage = here.text
    if added != find.unit:
        stop = "" if passage[-1:] in ".;!?" else "."
        passage = f"{passage}{stop} {there.text}"
    near = there if there.page == here.page else here
    return Fact(
        key=spec.key,
        name=spec.name,
        value=passage.replace(" | ", ", "),
        source=page_quotation(material.structure, here.page, here.start, near.end),
        conflict=conflict,
        why=f"{why(find, material)} There is an addition to it.",
    )


def addition(spec: FactSpec, find: Find, material: Material) -> int | None:
    """Number of the unit that adds to a find's amount: its own or one of the next."""
    if "(additions)" not in spec.headings or find.blank or not find.value.amount:
        return None
    here = material.units[find.unit]
    for unit in material.units[find.unit : find.unit + 1 + NEXT_SENTENCES]:
        match = ADDED.search(unit.text) if unit.section == here.section else None
        amounts = find_amounts(match.group()) if match else ()
        # More than the amount itself is something else, as the money for all awards.
        if amounts and amounts[-1].most <= find.value.amount:
            return unit.number
    return None


def quotation_of(find: Find, material: Material) -> PageQuotation:
    """What the document says, with the line that announces it where that is near."""
    if find.span:
        return page_quotation(material.structure, *find.span)
    unit, first = material.units[find.unit], material.units[find.first]
    start, end = unit.start, unit.end
    if first.number != unit.number and first.page == unit.page:
        near = unit.start - first.start >= 0 and unit.end - first.start <= max(
            MOST_QUOTED, 2 * (unit.end - unit.start)
        )
        start = first.start if near else start
    return page_quotation(material.structure, unit.page, start, end)


def why(find: Find, material: Material) -> str:
    """What led to a find, for people."""
    unit = material.units[find.unit]
    cue = find.cue.replace("*", "\u2026").replace("#", "\u2026").strip() or find.label
    heading = ""
    if unit.section < len(material.structure.sections):
        heading = material.structure.sections[unit.section].heading
    form = find.form
    if form in {"below", "sentence"} and not cue:
        form = "under"
    if form == "under" and not heading:
        form = "anywhere"
    told = WHYS[form].format(cue=cue[:80], heading=heading[:100])
    if find.blank:
        return f"{told} Nothing is filled in there."
    if find.value.replaced:
        return f"{told} Another date has taken its place."
    if "midnight" in find.value.text.casefold() and find.value.when.endswith("T23:59"):
        return f"{told} Midnight is taken as the end of that day."
    return told


def with_others(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """A contradicted fact, its reason with what is said elsewhere and on which page."""
    if not fact.conflict:
        return fact
    others = [
        f"Page {other.source.page} says {other.value[:MOST_TOLD].rstrip('.')}."
        for other in facts
        if other.source and other is not fact and other.conflict
        and other.label.casefold() == fact.label.casefold()
        and told_worth(other) != told_worth(fact)
    ]  # fmt: skip
    return replace(fact, why=" ".join((fact.why, *others[:MOST_OTHERS])))


def told_worth(fact: Fact) -> tuple[str, str, float | None]:
    """What a fact says, but for how it is written."""
    exact = fact.when or fact.amount is not None
    return ("" if exact else fact.value.casefold(), fact.when, fact.amount)


def corrected_fact(fact: Fact, value: str) -> Fact:
    """A fact with a person's value; its day, zone and amount are found anew in it.

    Of an amount only the amount is looked for, so that "$5,000 until June 1, 2027" makes
    no event of a calendar; of what was neither, a value that is hardly anything else.
    """
    told = " ".join(value.split())
    corrected = replace(fact, corrected=value, when="", zone="", amount=None)
    if fact.amount is None:
        days = [one for one in find_dates(told, relative=False) if one.when]
        if days and (fact.when or mostly(days[0].text, told)):
            return replace(corrected, when=days[0].when, zone=days[0].zone)
    numbers = find_amounts(told)
    if fact.amount is not None:
        numbers = numbers or find_shares(told) or tuple(find_numbers(told))
    if numbers and (fact.amount is not None or mostly(numbers[0].text, told)):
        return replace(corrected, amount=numbers[0].most)
    return corrected


def mostly(part: str, told: str) -> bool:
    """Whether a part is most of a text."""
    return len(part) >= MOSTLY * len(told)


def guess_purpose(structure: Structure, lists: Sequence[FactList]) -> FactList:
    """The list that fits a document by its signs and its shape; unsure, the report's.

    Raises:
        ValueError: There is no list.
    """
    if not lists:
        raise ValueError("no list of facts to choose from")
    by_purpose = {one.purpose: one for one in lists}
    text = "\n".join(page.text for page in structure.pages[:FIRST_PAGES])
    read = " ".join(text[:SIGN_CHARACTERS].split())
    counts = {one.purpose: signs_in(read, one.signs) for one in lists}
    letter = by_purpose.get("letter")
    others = max((n for key, n in counts.items() if key != "letter"), default=0)
    # A short text that says "I" and "please" is a letter, however it begins and ends.
    speaks = len(structure.pages) == 1 and counts.get("letter", 0) >= LEAST_SIGNS
    if letter and (
        (is_letter(structure) and others < LEAST_SIGNS + 3)
        or (speaks and others <= LEAST_SIGNS)
    ):
        return letter
    best = max(lists, key=lambda one: counts[one.purpose])
    sure = counts[best.purpose] >= max(LEAST_SIGNS, counts.get("report", 0) + 1)
    if sure and best.purpose != "letter":
        return best
    return by_purpose.get("report", best)


def signs_in(text: str, signs: Iterable[str]) -> int:
    """How many of some signs a text has."""
    return sum(1 for sign in signs if compiled(sign).search(text))


def is_letter(structure: Structure) -> bool:
    """Whether a document is shaped like a letter: short, with a greeting and a closing."""
    filled = [page for page in structure.pages if page.text.strip()]
    if not filled or len(filled) > 6:
        return False
    text = filled[0].text[:LETTER_CHARACTERS]
    last = filled[-1].text[-LETTER_CHARACTERS:]
    greets, closes = bool(GREETING.search(text)), bool(CLOSING.search(last))
    memo = len(MEMO.findall(text[:1_500])) >= 2
    if len(filled) == 1:
        return greets or closes or memo
    dated = any(one.when for one in find_dates(" ".join(text[:DATED_CHARACTERS].split())))
    return closes and (greets or memo or dated)


def fact_table(
    documents: Sequence[tuple[int, str]], facts: Sequence[Sequence[Fact]]
) -> FactTable:
    """The facts of several documents side by side, in the order in which they first come.

    Args:
        documents: Key and name of each.
        facts: Of each document, in the same order.
    """
    names: dict[str, str] = {}
    for of_document in facts:
        for fact in of_document:
            names.setdefault(fact.key, fact.name)
    rows = tuple(
        (
            key,
            name,
            tuple(
                tuple(fact for fact in of_document if fact.key == key and fact.stated)
                for of_document in facts
            ),
        )
        for key, name in names.items()
    )
    return FactTable(documents=tuple(documents), rows=rows)
