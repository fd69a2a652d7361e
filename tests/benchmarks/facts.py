"""Facts of two real grant notices against what a person read in them.

Run with ``python -m tests.benchmarks.facts --corpus DIR`` (DIR has ``summaries/pdfs``). The
gold in ``facts_gold.json`` was written from the pages alone, before the program's answers
were seen. One of the two, HRSA-24-019, is no fair test: an earlier draft of it is a public
fixture, and part of it was seen during development. The baseline takes the value behind the
first place of a fact's cues, by a regular expression.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.readers.reader import Reader
from app.readers.requests import ReadRequest
from app.readers.structure import read_structure
from app.records import Document
from app.records.layout import Structure
from app.records.summaries import Fact, FactList, FactSpec, PageQuotation
from app.triage.fact_cues import cues_of
from app.triage.fact_lists import fact_list
from app.triage.fact_values import LEFT_BLANK
from app.triage.facts import find_facts, guess_purpose
from app.triage.sentences import sentences_of
from tests.benchmarks.measuring import corpus_from_arguments

NOTICES = ("HRSA-24-019", "CMS-2U2-25-001")
LISTS = Path(__file__).parents[2] / "resources" / "summaries" / "facts"
GOLD = Path(__file__).with_name("facts_gold.json")
VERDICTS = ("right", "wrong", "missed", "rightly not stated")
NUMBERS = {"amount", "number"}
PATTERNS = {
    "date": r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{2,4}",
    "amount": r"\$[\d,.]*\d",
    "number": r"\d+",
    "identifier": r"[A-Z0-9][\w.-]*\d[\w.-]*",
    "contact": r"[\w.+-]+@[\w.-]+\w",
}

Entry = dict[str, Any]


def main() -> None:
    """Compare the program and the baseline with the gold."""
    corpus, _ = corpus_from_arguments(__doc__ or "", "summaries")
    lists = [
        fact_list(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(LISTS.glob("*.toml"))
    ]
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    totals = {"program": Counter[str](), "baseline": Counter[str]()}
    for name in NOTICES:
        structure = read(corpus / "summaries" / "pdfs" / f"nofo_{name}.pdf")
        sentences = sentences_of(structure)
        wanted = guess_purpose(structure, lists)
        begun = time.perf_counter()
        facts = find_facts(structure, sentences, wanted)
        seconds = time.perf_counter() - begun
        check_quotations(structure, facts)
        print(f"\n{name}: taken for a {wanted.purpose}, {seconds:.2f} s")
        for kind, told in (
            ("program", facts),
            ("baseline", first_by_cue(structure, wanted)),
        ):
            counts = compare(wanted, told, gold[name], shown=kind == "program")
            totals[kind] += counts
            print(summary(f"{name} {kind}", counts))
    for kind, counts in totals.items():
        print(summary(f"both, {kind}", counts))


def read(path: Path) -> Structure:
    """The structure of a PDF."""
    reader = Reader()
    try:
        return read_structure(
            reader, Document(name=path.name, path=str(path)), ReadRequest()
        )
    finally:
        reader.close()


def check_quotations(structure: Structure, facts: Sequence[Fact]) -> None:
    """Refuse quotations that are not the text of their page."""
    for fact in facts:
        if fact.source is not None:
            page = structure.pages[fact.source.page - 1].text
            assert page[fact.source.start : fact.source.end] == fact.source.quote


def compare(
    wanted: FactList, facts: Sequence[Fact], gold: dict[str, list[Entry]], *, shown: bool
) -> Counter[str]:
    """Count verdicts, and print them for every entry of the list."""
    counts: Counter[str] = Counter()
    for spec in wanted.specs:
        told = [fact for fact in facts if fact.key == spec.key and fact.stated]
        entries = gold.get(spec.key, [])
        right, met = [], set()
        for fact in told:
            fitting = [n for n, one in enumerate(entries) if fits(spec, fact, one)]
            if fitting:
                found = next((n for n in fitting if n not in met), fitting[0])
                right.append(fact)
                met.add(found)
        missed = [
            one for n, one in enumerate(entries) if n not in met and not one.get("may")
        ]
        counts["right"] += len(right)
        counts["wrong"] += len(told) - len(right)
        counts["missed"] += len(missed)
        must = [one for one in entries if not one.get("may")]
        counts["rightly not stated"] += not told and not must
        if shown:
            show(spec, told, right, missed)
    return counts


def show(
    spec: FactSpec, told: Sequence[Fact], right: Sequence[Fact], missed: Sequence[Entry]
) -> None:
    """Print what came of one entry."""
    for fact in told:
        mark = "right " if any(fact is one for one in right) else "WRONG "
        page = fact.source.page if fact.source else 0
        contradicts = " (contradicted)" if fact.conflict else ""
        print(
            f"  {mark} {spec.key}: [{fact.label}] {fact.value[:90]} p. {page}{contradicts}"
        )
    for one in missed:
        print(f"  MISSED {spec.key}: {one['value']} p. {one['pages']}")
    if not told and not missed:
        print(f"  right  {spec.key}: not stated")


def fits(spec: FactSpec, fact: Fact, entry: Entry) -> bool:
    """Whether a fact is the one a person read: value, page, label, contradiction."""
    page = fact.source.page if fact.source else 0
    if entry["pages"] and page not in entry["pages"]:
        return False
    # What a date is for, its label must say; elsewhere the quotation may. The baseline has
    # no labels.
    words = fact.label
    if fact.source and (spec.kind != "date" or not fact.why):
        words += f" {fact.source.quote}"
    if not set(plain(entry.get("label", "")).split()) <= set(plain(words).split()):
        return False
    marked = fact.conflict or not entry.get("conflict") or not fact.why
    return marked and says(spec, fact, str(entry["value"]))


def says(spec: FactSpec, fact: Fact, value: str) -> bool:
    """Whether a fact has a value, as ``facts_gold.json`` writes it."""
    if value == "BLANK" or fact.value == LEFT_BLANK:
        return value == "BLANK" and fact.value == LEFT_BLANK
    if spec.kind in NUMBERS:
        return fact.amount == float(value)
    if spec.kind == "date":
        return fact.when == value
    said = f" {plain(fact.value)} "
    return any(
        all(f" {plain(part)} " in said for part in re.split(r"(?<! )&(?! )", one))
        for one in value.split("|")
    )


def plain(text: str) -> str:
    """Words in small letters, without their plural."""
    words = re.findall(r"[a-z0-9@.]+", text.casefold().replace("\u2019", "'"))
    return " ".join(word.strip(".").removesuffix("s") for word in words)


def summary(name: str, counts: Counter[str]) -> str:
    """A line of counts, precision and recall."""
    told = counts["right"] + counts["wrong"]
    stated = counts["right"] + counts["missed"]
    figures = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    precision = counts["right"] / told if told else 0.0
    recall = counts["right"] / stated if stated else 0.0
    return f"{name}: {figures}; precision {precision:.2f}, recall {recall:.2f}"


# ------------------------------------------------------------------ baseline
def first_by_cue(structure: Structure, wanted: FactList) -> list[Fact]:
    """For each entry the value behind the first place of its first cue that has one."""
    return [fact for spec in wanted.specs if (fact := first_value(structure, spec))]


def first_value(structure: Structure, spec: FactSpec) -> Fact | None:
    """The value behind the first place of the strongest cue that has one."""
    pattern = re.compile(PATTERNS.get(spec.kind, r"\S[^\n]{0,200}"))
    for cue in cues_of(spec.cues):
        words = cue.words.replace("#", " ").replace("*", " ").split()
        near = re.compile(
            r"\W{1,3}(?:\w+\W{1,3}){0,4}?".join(map(re.escape, words)), re.IGNORECASE
        )
        for page in structure.pages:
            place = near.search(page.text)
            value = place and pattern.search(page.text, place.end(), place.end() + 200)
            if place and value:
                return taken(spec, page.number, page.text, (place.start(), *value.span()))
    return None


def taken(spec: FactSpec, page: int, text: str, span: tuple[int, int, int]) -> Fact:
    """What the baseline tells."""
    start, first, end = span
    value = text[first:end].strip(" :\r")
    digits = re.sub(r"[^\d.]", "", value).strip(".")
    amount = (
        float(digits) if spec.kind in NUMBERS and digits.count(".") < 2 and digits else None
    )
    quote = PageQuotation(quote=text[start:end], page=page, start=start, end=end)
    return Fact(
        key=spec.key,
        name=spec.name,
        value=value,
        source=quote,
        amount=amount,
        when=day(value),
    )


def day(value: str) -> str:
    """A date as ISO 8601."""
    try:
        return time.strftime("%Y-%m-%d", time.strptime(value, "%B %d, %Y"))
    except ValueError:
        return ""


if __name__ == "__main__":
    main()
