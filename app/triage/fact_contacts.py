"""Facts that are contacts: who answers, with name, telephone and e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.records.layout import BlockKind
from app.records.summaries import FactSpec
from app.triage.fact_cues import compiled, cues_of
from app.triage.fact_finds import FORMS, Find, unwanted
from app.triage.fact_material import Material, under, unit_label
from app.triage.fact_units import Unit
from app.triage.fact_values import Value

__all__ = ["contacts_of"]

MOST_CONTACTS = 25
MOST_REGION = 200
# Lines of one contact stand close together.
MOST_LINES = 8
MOST_ANYWHERE = 150
READ_CHARACTERS = 2_000

EMAIL = re.compile(
    r"(?<![\w.+@-])[\w+-]{1,40}(?:\.[\w+-]{1,40}){0,5}\s?@\s?[A-Za-z\d-]{1,40}(?:\.[A-Za-z\d-]{2,40}){1,4}"
)
PHONE = re.compile(
    r"(?<![\d.-])(?:\+?1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.\u2010-\u2013-])\d{3}[\s.\u2010-\u2013-]\d{4}"
    r"(?!\d)(?:\s?,?\s?(?:ext\.?|x|extension)\s?\d{1,6})?|(?<!\d)1-8\d\d-[A-Z\d]{3}-?[A-Z\d]{3,4}\b"
    r"|(?<![\d-])[2-9]\d\d-\d{4}(?![\d-])",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s)?[A-Z][a-z\u00e0-\u00ff'\u2019-]{1,20}"
    r"(?:\s(?:[A-Z]\.|[A-Z][A-Za-z\u00e0-\u00ff'\u2019.-]{1,20}|de|la|van|von|del)){1,4}"
    r"(?:,?\s(?:Ph\.?D\.?|M\.?D\.?|Jr\.?|Sr\.?|MPH|MPA|MSW|RN|J\.?D\.?|II|III))*"
)
# Names of offices look like names of people.
NO_NAME = re.compile(
    r"\b(?:name|officer|director|manager|specialist|analyst|coordinator|chief|project|office|department|division|bureau|agency|administration|center|service|program|"
    r"grants?|management|street|avenue|road|room|suite|building|contact|support|help|desk|"
    r"attn|attention|eastern|monday|friday|washington|federal|national|application|notice|"
    r"tuesday|wednesday|thursday|saturday|sunday|daily|open|hours?|time|noon|weekdays|questions?|policy|budget|financial|technical|assistance|address|fax|phone|email|the|"
    r"branch|team|line|health|human|resources?|health|for|university|institute|county|city|"
    r"state|district|board|council|section|please|and|systems?|submission|customer)\b",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"\s{0,3}(?:[\u2013-]|at\s|by\s|\(|\d{3}|[\w.+-]{1,40}@|or\s|and\s|email|phone|tel)",
    re.IGNORECASE,
)
# "Contact Lena Park, Arts Coordinator, at 555-0188".
TO_CONTACT = re.compile(
    r"\b(?:contact|call|reach|e-?mail|(?:write|go|questions|addressed)\sto)\s(?=[A-Z][a-z])",
    re.IGNORECASE,
)
NAMED = re.compile(r"(?:name|contact(?:\sperson)?|attn|attention)\s?:\s?", re.IGNORECASE)


# What stands beside a number that is not for talking, and lines that tell when one is.
DEVICE = re.compile(r"\b(TTY|TDD|TTD|fax)\b", re.IGNORECASE)
HOURS = re.compile(
    r"\b(?:[ap]\.?m\b|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|hours?|24/7|"
    r"(?:eastern|central|mountain|pacific)(?:\s\w+)?\stime|closed|weekdays)\b",
    re.IGNORECASE,
)
# A name so many units back is not that of a number.
FAR = 3
MOST_ROLE_WORDS = 9
SENTENCE = re.compile(
    r"^(?:please|if|we|you|to)\b|\s(?:must|may|should|shall|can|is|are|will|have|has)\s",
    re.IGNORECASE,
)


@dataclass(kw_only=True, slots=True)
class Contact:
    """A contact as its lines go by."""

    role: str = ""
    name: str = ""
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    units: list[int] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether somebody can be reached by it."""
        return bool(self.phones or self.emails)


def contacts_of(spec: FactSpec, material: Material) -> list[Find]:
    """The contacts of a document: under the headings of an entry, else beside its cues."""
    lines = [compiled(words) for words in spec.without]
    region = sorted(under(spec.headings, material))[:MOST_REGION]
    finds = [
        find
        for find in told(region, material, "below")
        if not unwanted(find, material, lines)
    ]
    if finds:
        return finds
    beside = sorted(
        {
            number
            for cue in cues_of(spec.cues)
            for number in list(material.index.having(cue))[:500]
            if next(iter(cue.places(material.units[number].text)), None)
        }
    )
    if "(anywhere)" in spec.headings and not beside:
        beside = [unit.number for unit in material.units[:MOST_ANYWHERE]]
    near = sorted({place for number in beside for place in around(number, material)})
    return [
        find
        for find in told(near[:MOST_REGION], material, "sentence")
        if not unwanted(find, material, lines)
    ]


def around(number: int, material: Material) -> Iterator[int]:
    """A unit with a cue, and the lines below it while they belong to it."""
    section = material.units[number].section
    for place in range(number, min(number + MOST_LINES, len(material.units))):
        if material.units[place].section == section:
            yield place


def told(region: list[int], material: Material, form: str) -> Iterator[Find]:
    """The contacts in a region as finds."""
    for contact in list(gathered(region, material))[:MOST_CONTACTS]:
        last = material.units[contact.units[-1]]
        here = [n for n in contact.units if material.units[n].page == last.page]
        first = material.units[here[0]]
        parts = [contact.name, *contact.phones[:3], *contact.emails[:2]]
        value = Value(start=0, end=0, text=", ".join(part for part in parts if part))
        yield Find(
            value=value,
            unit=last.number,
            first=first.number,
            score=FORMS[form],
            form=form,
            cue="",
            label=contact.role,
        )


def gathered(region: list[int], material: Material) -> Iterator[Contact]:
    """Contacts of a region, put together line by line."""
    held = Contact()
    for number in region:
        unit = material.units[number]
        far = bool(held.units) and number - held.units[-1] > MOST_LINES
        if unit.kind is BlockKind.HEADING or far:
            if held.known:
                yield held
            held = Contact()
        if unit.kind is BlockKind.HEADING:
            held = Contact(role=unit.text.strip(" :"))
        elif spoken := fresh(held, unit, name_among(unit, material)):
            if held.known:
                yield held
            held = spoken
        take(held, unit, name_among(unit, material))
    if held.known:
        yield held


def fresh(held: Contact, unit: Unit, name: str) -> Contact | None:
    """A new contact where a unit begins one: another name, address or role."""
    text = unit.text[:READ_CHARACTERS]
    emails = EMAIL.findall(text)
    # A fax or TTY number goes with the one that it stands by.
    phones = [one for one in phones_in(text) if one[-1] != ")"]
    role = role_of(unit)
    if held.known:
        other = emails and held.emails and emails[0] not in held.emails
        another = phones and held.phones and phones[0] not in held.phones
        if other or (another and not emails) or name or (role and not (emails or phones)):
            return Contact(role=role or held.role)
    elif role and not held.name:
        return Contact(role=role)
    elif held.name and name and (emails or phones or unit.number - held.units[-1] > FAR):
        # Nobody is reached by the first one.
        return Contact(role=role or held.role)
    return None


def phones_in(text: str) -> list[str]:
    """The telephone numbers of a text; of a fax or TTY number with that word."""
    found: list[str] = []
    last = 0
    for match in PHONE.finditer(text):
        beside = DEVICE.search(text, max(last, match.start() - 25), match.start())
        beside = beside or DEVICE.match(text[match.end() :].lstrip(" (,"))
        number = " ".join(match.group().split())
        found.append(f"{number} ({beside[1]})" if beside else number)
        last = match.end()
    return found


def take(held: Contact, unit: Unit, name: str) -> None:
    """Put what a unit says into a contact."""
    text = unit.text[:READ_CHARACTERS]
    emails = [found.replace(" ", "") for found in EMAIL.findall(text)]
    phones = phones_in(text)
    name = "" if held.name else name
    if unit.kind is BlockKind.HEADING or not (emails or phones or name or held.known):
        return
    if not (emails or phones or name):
        return
    held.name = held.name or name
    held.emails += [one for one in emails if one not in held.emails]
    held.phones += [one for one in phones if one not in held.phones]
    held.units.append(unit.number)


def role_of(unit: Unit) -> str:
    """What a unit says a contact is for: its label, or a short line by itself."""
    label = unit_label(unit)
    if label and not is_role(label):
        return ""
    plain = label.strip(" :").lower()
    known = {"email", "e-mail", "phone", "telephone", "tel", "name", "fax", "call",
             "address", "web", "website", "tty", "tdd", "email address",
             "note"}  # fmt: skip
    words = plain.split()
    if words:
        return "" if plain in known or words[-1] in known else label.strip(" :")
    return unit.text.strip(" :") if unit.short and is_role(unit.text) else ""


def is_role(text: str) -> bool:
    """Whether words may say what a contact is for: no name, number, hours or sentence."""
    patterns = (EMAIL, PHONE, HOURS, SENTENCE)
    few = len(text.split()) <= MOST_ROLE_WORDS
    return few and not name_in(text) and not any(one.search(text) for one in patterns)


def lines_of(unit: Unit, material: Material) -> list[str]:
    """The lines of a unit as they stand on the page; of a row, its cells."""
    if unit.cells:
        return [unit.text[start:end] for start, end in unit.cells]
    page = material.structure.pages[unit.page - 1].text
    raw = page[unit.start : min(unit.end, unit.start + READ_CHARACTERS)]
    return [line.strip() for line in raw.splitlines() if line.strip()]


def name_among(unit: Unit, material: Material) -> str:
    """The name of a person at the beginning of one of a unit's lines."""
    lines = lines_of(unit, material)
    told = TO_CONTACT.search(unit.text, 0, READ_CHARACTERS)
    if told:
        lines.append(unit.text[told.end() :])
    if unit.label and not name_in(unit.text[: unit.label]):
        lines = [unit.text[unit.value :], *lines]
    return next((name for line in lines if (name := name_in(line))), "")


def name_in(text: str) -> str:
    """The name of a person at the beginning of a line or cell; empty without."""
    named = NAMED.match(text)
    piece = (text[named.end() :] if named else text)[:READ_CHARACTERS].strip()
    match = NAME.match(piece)
    if not match or NO_NAME.search(match.group()):
        return ""
    rest = piece[match.end() :]
    # A name stands by itself; "Rural Clinics open in May" begins a sentence.
    if rest and rest[0] not in ",;:(|\u2013\u2014" and not REACHED.match(rest):
        return ""
    return match.group().strip(" ,")
