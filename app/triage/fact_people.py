"""Names of people and offices, as letters have them: greeting, closing, letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import Cue, compiled, cues_of
from app.triage.fact_finds import Find
from app.triage.fact_material import Material
from app.triage.fact_values import Value

__all__ = ["people_of"]

MOST_LINES = 4_000
MOST_WORDS = 9
MOST_NAME = 120
# A closing line ("In the name of 37 families,") stands so near the end of its letter.
NEAR_END = 25
SCORES = {
    "label": 5.0,
    "below": 4.4,
    "row": 4.4,
    "beside": 4.0,
    "signature": 2.6,
    "letterhead": 1.4,
}
LINE = re.compile(r"[^\n\r]+")
ENDING = " \t,:;.!"
GREETED = re.compile(
    r"(?:dear|hello|hi|estimad[oa]s?)\s((?:[^\s,:;]{1,30}\s){0,5}[^\s,:;]{1,30})[,:]\s",
    re.IGNORECASE,
)
MOST_LISTED = 24
MOST_BELOW = 24
PARTED = re.compile(
    r"(?:,|;)?\s(?:and|&)\s|[,;](?!\s(?:[JS]r|I{2,3}|Ph\.?D|M\.?D)\b)|\t|\s{2,}|\s\|\s"
)
# Two such names on one line: the initial tells where a name ends.
FULL_NAME = re.compile(
    r"[A-Z][\w'\u2019-]+\s[A-Z]\.\s[A-Z][\w'\u2019-]+(?:,?\s(?:[JS]r\.|I{2,3}))?"
)
PARTICLES = frozenset(
    {"de", "del", "der", "den", "van", "von", "la", "le", "da", "di", "y"}
)
NO_PERSON = re.compile(
    r"""\b(?:of|in|on|for|the|and|to|with|by|specialist|analyst|librarian|attorney|director|
      economist|manager|officer|office|department|division|agency|bureau|section|service|
      services|research|policy|senior|assistant|deputy|chief|team|inc|llc|university|congress|senate|house|
      institute|company|corporation|council|committee|center|report|editor|intern)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Letters of other alphabets are taken as they are.
VOWEL = re.compile(r"[aeiouyAEIOUY\u00c0-\U0010ffff]")
HEADING = re.compile(
    r"dear\s.{1,60}|(?:\w{1,14}\s)?(?:memorandum|memo|facsimile|telefax|fax|invoice|notice|agenda|"
    r"confidential|urgent|letter|subject|enclosures?|attachments?)(?:\s(?:to|for)\s.{1,60})?",
    re.IGNORECASE,
)
# Lines of a signature below the name, and what comes after them.
SIGNATURE_LINES = 3
BELOW_SIGNATURE = re.compile(
    r"(?:cc|encl?|enclosures?|attachments?|copy|copies|p\.?s|by|from|to)\b", re.IGNORECASE
)
NO_NAME = re.compile(r"\d{3}|@|https?:|www\.|[.?!;]$|:\s|\bpage\b|\$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with the unit it lies in."""

    text: str
    unit: int
    page: int
    kind: BlockKind = BlockKind.PARAGRAPH


def people_of(spec: FactSpec, material: Material) -> list[Find]:
    """Names for an entry: behind or below its cues, in a signature, in the letterhead."""
    lines = list(lines_of(material))
    finds: list[Find] = []
    for cue in cues_of(spec.cues):
        pattern = compiled(cue.words)
        for place, line in enumerate(lines):
            match = pattern.search(line.text[:160])
            if match and match.start() <= 12:
                finds.extend(at_cue(cue, place, lines, match.span()))
    if "(signature)" in spec.headings:
        finds.extend(in_signature(lines))
        finds = [with_lines_below(find, lines) for find in finds]
    if "(first)" in spec.headings and lines and is_name(lines[0].text):
        finds.append(named(lines[0].text, lines[0], lines[0], "letterhead", None))
    without = [compiled(words) for words in spec.without]
    kept = [
        find
        for find in finds
        if not any(line.search(material.units[find.first].text[:200]) for line in without)
    ]
    return list(all_beside(kept, lines)) if spec.several else kept


def all_beside(finds: list[Find], lines: list[Line]) -> Iterator[Find]:
    """All the names of the line, or below the line, that has the best find."""
    if not finds:
        return
    best = max(finds, key=lambda find: (find.score, -find.first))
    names = split_names(best.value.text)
    for count, name in enumerate(names):
        yield replace(best, value=Value(start=count, end=count, text=name))
    if best.form == "below":
        yield from names_below(best, lines, set(names))


def names_below(best: Find, lines: list[Line], told: set[str]) -> Iterator[Find]:
    """The names on the lines from a find to the next heading, between other words."""
    place = next(n for n, line in enumerate(lines) if line.unit == best.unit)
    for line in lines[place : place + MOST_BELOW]:
        if line.kind is BlockKind.HEADING or line.page != lines[place].page:
            return
        names = split_names(line.text) if line.kind is not BlockKind.FOOTNOTE else []
        for name in names:
            if is_person(name) and name not in told:
                told.add(name)
                value = Value(start=len(told), end=len(told), text=name)
                yield replace(best, unit=line.unit, value=value)


def split_names(text: str) -> list[str]:
    """The names of a line; the line itself where it is not names alone."""
    names = [name for part in PARTED.split(text) if (name := part.strip(ENDING))]
    if len(names) == 1:
        # Two columns: "Lisa S. Benson Julie M. Lawhorn".
        beside = [match.group() for match in FULL_NAME.finditer(names[0])]
        names = beside if " ".join(beside) == " ".join(names[0].split()) else names
    return names if all(map(is_person, names)) else [text]


def is_person(text: str) -> bool:
    """Whether words are a person's name rather than an office or an occupation."""
    words = text.split()
    return (
        2 <= len(words) <= 6
        and "," not in text.replace(", Jr", "")
        and not NO_PERSON.search(text)
        and not NO_NAME.search(text)
        and all(word[:1].isupper() or word in PARTICLES for word in words)
    )


def lines_of(material: Material) -> Iterator[Line]:
    """The lines and cells of a document, blank ones and headers left out."""
    given = 0
    for unit in material.units:
        page = material.structure.pages[unit.page - 1].text
        parts = [unit.text[start:end] for start, end in unit.cells]
        for part in parts or LINE.findall(page, unit.start, unit.end):
            text = part.strip()
            if text:
                yield Line(text, unit.number, unit.page, unit.kind)
                given += 1
            if given == MOST_LINES:
                return


def at_cue(
    cue: Cue, place: int, lines: list[Line], span: tuple[int, int]
) -> Iterator[Find]:
    """Names behind a cue on its own line, or on the line below it."""
    line = lines[place]
    start, end = span
    rest = line.text[end:]
    words = len(line.text.split())
    if not rest.strip(ENDING):
        # "Sincerely," alone; a sentence that ends with the word is longer.
        below = lines[place + 1] if place + 1 < len(lines) else None
        if below and words <= 4 and line.text[-1:] not in ".?!" and is_name(below.text):
            row = below.unit == line.unit and line.kind is BlockKind.TABLE_ROW
            yield named(below.text, below, line, "row" if row else "below", cue)
        return
    name = name_behind(line.text, span) if start <= 2 else ""
    if name:
        form = "label" if rest.lstrip()[:1] == ":" else "beside"
        yield named(name, line, line, form, cue)


def name_behind(text: str, span: tuple[int, int]) -> str:
    """The name, or the names, that a line has behind a cue; empty where it has none."""
    rest = text[span[1] :]
    name = rest.strip(ENDING)
    words = len(text.split())
    if rest.lstrip()[:1] == ":" and words <= MOST_WORDS + 6 and is_name(name):
        return name
    if words <= MOST_WORDS and text[-1] in ",:" and is_name(name):
        return name
    # "Dear Ms. Ortiz, please send us ..."
    greeted = GREETED.match(text)
    if greeted:
        return greeted[1] if is_name(greeted[1]) else ""
    listed = words <= MOST_LISTED and span[0] == 0
    return name if listed and all(map(is_person, split_names(name))) else ""


def in_signature(lines: list[Line]) -> Iterator[Find]:
    """The name below a short line that ends with a comma, near the end of a letter."""
    first = max(len(lines) - NEAR_END, 0)
    for place in range(len(lines) - 2, first - 1, -1):
        line, below = lines[place], lines[place + 1]
        if line.text.endswith(",") and len(line.text.split()) <= 7 and is_name(below.text):
            yield named(below.text, below, line, "signature", None)
            return


def with_lines_below(find: Find, lines: list[Line]) -> Find:
    """A name under a closing with the lines below it: occupation, office."""
    if find.form not in {"below", "signature"}:
        return find
    told = find.value.text
    place = next(
        (n for n, line in enumerate(lines)
         if line.unit == find.unit and " ".join(line.text.strip(ENDING).split()) == told),
        len(lines),
    )  # fmt: skip
    texts, last = [told], find.unit
    for line in lines[place + 1 : place + 1 + SIGNATURE_LINES]:
        same_page = line.page == lines[place].page and line.kind is not BlockKind.HEADING
        if not (same_page and is_name(line.text)) or BELOW_SIGNATURE.match(line.text):
            break
        texts.append(" ".join(line.text.strip(ENDING).split()))
        last = line.unit
    return replace(find, unit=last, value=replace(find.value, text=", ".join(texts)))


def is_name(text: str) -> bool:
    """Whether a line may be a name: few words, the first one with a capital letter."""
    words = text.strip(ENDING).split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > MOST_NAME:
        return False
    first = words[0].lstrip("\"'\u201c(")[:1]
    capitals = sum(1 for word in words if word[:1].isupper())
    if not VOWEL.search(text) or HEADING.fullmatch(text.strip(ENDING)):
        return False
    begins = first.isupper() or words[0] in {"the", "el", "la", "los"}
    return begins and capitals * 2 >= len(words) and not NO_NAME.search(text.strip(" ,:"))


def named(text: str, line: Line, first: Line, form: str, cue: Cue | None) -> Find:
    """A name as a find; it is quoted with the line that announces it."""
    return Find(
        value=Value(start=0, end=0, text=" ".join(text.strip(ENDING).split())),
        unit=line.unit,
        first=first.unit if first.page == line.page else line.unit,
        score=SCORES[form] + (0.8 * cue.share if cue else 0.0),
        form=form,
        cue=cue.words if cue else "",
    )
