"""What kind of answer a question wants, and where a text holds words of that kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

__all__ = ["Wanted", "shown", "wanted_by"]


class Wanted(StrEnum):
    """What kind of words an answer must hold."""

    ANYTHING = "anything"
    DATE = "date"
    MONEY = "money"
    SHARE = "percentage"
    NUMBER = "number"
    DURATION = "length of time"
    NAME = "name"
    PLACE = "place"
    CONTACT = "contact"
    YES_OR_NO = "yes or no"
    REASON = "reason"
    MEANING = "meaning"
    OCCASION = "occasion"


# The first that fits decides. Questions are short: no run of words is looked at for long.
KIND_PATTERNS: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.MEANING,
        r"""\bwhat\ (?:does|do|did)\ (?:\S+\ ){1,6}(?:stand\ for|mean|refer\ to)\b
        |\bhow\ (?:does|do|is|are)\ (?:\S+\ ){1,8}(?:define|defined)\b
        |\bwhat\ is\ (?:meant\ by|the\ (?:meaning|definition)\ of)\b""",
    ),
    (
        Wanted.CONTACT,
        r"""\b(?:e-?mail|phone|telephone|fax|website|web\ site|url|web\ address
        |whom?\ (?:do|can|should|could|must|may)\ (?:i|we|you|applicants|one)
        \ (?:contact|call|ask|write)
        |who\ (?:is|are)\ the\ (?:\w+\ ){0,3}contacts?)\b""",
    ),
    (
        Wanted.SHARE,
        r"""\b(?:what|which|how\ (?:high|large|big))\ (?:\w+\ ){0,4}
        (?:percent|percentage|share|proportion|fraction|rate)\b|\bhow\ much\ of\b""",
    ),
    (
        Wanted.DURATION,
        r"""\bhow\ long\b
        |\bhow\ many\ (?:\w+\ )?(?:days|weeks|months|years|hours|minutes)\b
        |\bwhat\ is\ the\ (?:\w+\ ){0,2}
        (?:duration|length|term|period\ of\ performance)\b""",
    ),
    (
        Wanted.OCCASION,
        r"""^\W*(?:\w+\ ){0,3}when\ (?:is|are|do|does|must|can|may|should|would|might)\b
        |\bunder\ what\ (?:\w+\ ){0,2}(?:circumstances|conditions)\b""",
    ),
    (
        Wanted.DATE,
        r"""^\W*(?:\w+\ ){0,4}when\b
        |\b(?:what|which)\ (?:\w+\ ){0,3}(?:date|dates|day|days|year|years|month|deadline
        |deadlines|time|century|decade|quarter)\b
        |\bby\ when\b|\bhow\ (?:soon|late|early|recently|old)\b
        |\bdeadlines?\b|\bdue\ date\b""",
    ),
    (
        Wanted.MONEY,
        r"""\bhow\ much\ (?:\w+\ ){0,2}(?:money|funding|funds?|does|do|did|is|was|were|are
        |will|would|can|could|may|has|have|had|should|must)\b
        |\b(?:what|how\ (?:high|large|big))\ (?:\w+\ ){0,4}(?:amounts?|costs?|price|fee|fees
        |budget|ceiling|floor|cap|funding\ level|value|salary|appropriations?|maximum\ award
        |minimum\ award|award\ size|penalty|fine)\b""",
    ),
    (
        Wanted.NUMBER,
        r"""\bhow\ many\b
        |\bwhat\ (?:\w+\ ){0,3}(?:number|numbers|count|total|page\ limit|cfda|aln)\b
        |\bhow\ (?:often|far|large|big|high|wide|tall|deep|fast|heavy)\b
        |\bwhat\ is\ the\ (?:\w+\ ){0,2}(?:limit|size|temperature)\b""",
    ),
    (
        Wanted.REASON,
        r"^\W*(?:\w+\ ){0,3}(?:why\b|for\ what\ reason)|\bwhat\ caused\b",
    ),
    (
        Wanted.PLACE,
        r"""^\W*(?:\w+\ ){0,3}where\b
        |\b(?:what|which)\ (?:\w+\ ){0,2}(?:city|cities|country|countries|state|states|place
        |location|county|counties|region|river|continent)\b""",
    ),
    # "Who may apply?" asks for a kind of people, not for a name.
    (
        Wanted.NAME,
        r"""^\W*(?:\w+\ ){0,2}(?:whose|whom
        |who(?!\ (?:is\ |are\ )?(?:may|can|could|must|should
        |not|eligible|ineligible|qualif|needs|has\ to|have\ to)))\b
        |\b(?:what|which)\ (?:\w+\ ){0,2}(?:person|agency|agencies|office|department|company
        |companies|organization|committee|institution|author|senator|president|king|law|act
        |statute|party)\b""",
    ),
    (
        Wanted.MEANING,
        r"^\W*what\ (?:is|are|was|were)\ (?:an?\ |the\ )?\S+(?:\ \S+){0,2}\W*$",
    ),
    (
        Wanted.YES_OR_NO,
        r"""^\W*(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have
        |had|am)\b""",
    ),
)
KINDS = tuple(
    (wanted, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for wanted, pattern in KIND_PATTERNS
)

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
COUNT = (
    r"(?:\d[\d,]*(?:\.\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|dozen|hundred|thousand|"
    r"million|billion|half|twice|once|zero|none|no)\b)"
)
DATE = (
    rf"\b{MONTH}\b\.?\s{{1,3}}\d{{1,4}}|\b\d{{1,2}}\s{{1,3}}{MONTH}\b|"
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b(?:1[0-9]|20)\d\d\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bcentury\b|"
    r"\bwithin\s\d{1,3}\b|\b\d{1,3}(?:\s\w{1,12}){0,2}\sdays\b|\bfy\s?\d\d"
)
SHOWN: Mapping[Wanted, re.Pattern[str]] = {
    wanted: re.compile(pattern, re.IGNORECASE)
    for wanted, pattern in {
        Wanted.DATE: DATE,
        Wanted.OCCASION: (
            rf"{DATE}|\b(?:if|when|whenever|upon|after|before|once|until|unless|while|during)\b"
        ),
        Wanted.MEANING: (
            r"\b(?:is|are|was|were)\s(?:an?|the|any|one|those|defined|called|known)\b|"
            r"\bmeans?\b|\brefers?\sto\b|\bdefin(?:es?|ed)\b|\bstands?\sfor\b|"
            r"\w\s?[:\u2013\u2014]\s|\((?:the\s)?[a-z][a-z&-]{1,9}\)|\b(?:consists?|comprises?)\b"
        ),
        Wanted.MONEY: (
            r"[$\u20ac\u00a3]\s?\d|\b\d[\d,.]*\s(?:dollars|cents|euros|pounds)\b|"
            r"\b(?:million|billion)\b"
        ),
        Wanted.SHARE: (
            r"\d\s?%|\bper\s?cent|\b(?:half|third|quarter|majority)\b|\bfifths?\b|\btenths?\b"
        ),
        Wanted.NUMBER: COUNT,
        Wanted.DURATION: (
            rf"{COUNT}(?:[\s-]{{1,3}}\w{{1,12}}){{0,2}}[\s-]{{1,3}}"
            r"(?:day|week|month|year|hour|minute|decade|centur|second)"
        ),
        Wanted.CONTACT: (
            r"\S@\S|\bhttps?:|\bwww\.|\(?\b\d{3}\)?[\s.-]{1,2}\d{3}[.-]\d{4}\b|"
            r"\b[a-z0-9-]{2,40}\.(?:gov|org|com|edu|net|mil)\b"
        ),
        Wanted.REASON: (
            r"\b(?:because|since|due to|as a result|in order to|so that|caused?|reasons?|"
            r"therefore|thus|led to|to (?:ensure|avoid|prevent|protect|help|provide|allow|"
            r"reduce|increase|improve|meet))\b"
        ),
    }.items()
}
# Kinds whose words may stand in the question as well.
OWN_WORDS = frozenset({Wanted.MEANING, Wanted.REASON, Wanted.OCCASION})
WORDS = re.compile(r"\w+")
NAMED = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w\u2019'&-]*")
NAMED_AT_START = re.compile(
    r"^\W*[A-Z][\w\u2019'-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w\u2019'-]*)+"
)
LEFT_BLANK = re.compile(
    r"\[\s{0,20}\]|_{3,}|\b(?:not\s(?:applicable|specified|available|stated)|n/a|tbd|"
    r"to be (?:determined|announced))\b",
    re.IGNORECASE,
)


def wanted_by(question: str) -> Wanted:
    """The kind of answer that a question wants."""
    for wanted, pattern in KINDS:
        if pattern.search(question):
            return wanted
    return Wanted.ANYTHING


def shown(text: str, wanted: Wanted, asked: frozenset[str]) -> list[tuple[int, int]]:
    """Where a text holds words of the wanted kind that the question itself does not hold.

    A field left blank, or one that says that nothing is stated, is an answer of any kind.
    """
    if wanted in (Wanted.ANYTHING, Wanted.YES_OR_NO):
        return []
    found = [match.span() for match in LEFT_BLANK.finditer(text)]
    pattern = SHOWN.get(wanted)
    spans = (match.span() for match in pattern.finditer(text)) if pattern else named(text)
    if wanted in OWN_WORDS:
        return [*found, *spans]
    return found + [
        (start, end)
        for start, end in spans
        if not asked.issuperset(WORDS.findall(text[start:end].casefold()))
    ]


def named(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand: words with a capital, but for a single one at the beginning."""
    first = NAMED_AT_START.match(text)
    if first:
        yield first.span()
    for match in NAMED.finditer(text):
        yield match.span()
