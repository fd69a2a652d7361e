"""A sentence taken apart into words, numbers and signs.

Numbers written with commas, codes such as SF-424A, addresses and abbreviations are one
token each. Reading goes on where the last token ended, so that time grows with length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from app.triage.theme_words import UNSEEN, stem

__all__ = ["Token", "TokenKind", "is_function", "tokens_of", "words"]

SIGNS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u2044": "/",
    }
)  # fmt: skip
# "1½" is one and a half, not eleven halves.
FRACTIONS = re.compile(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])")
DOMAINS = "gov|com|org|net|edu|mil|us|info|int"
TOKEN = re.compile(
    rf"""
    (?P<mail>[A-Za-z0-9._%+-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,8}})
    |(?P<url>(?:https?://|www\.)[^\s<>"]{{1,300}}
        |[A-Za-z][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,5}}\.(?:{DOMAINS})\b
         (?:/[^\s<>"]{{0,300}})?)
    |(?P<phone>(?:\+?1[-. ])?(?:\([0-9]{{3}}\)\ ?|[0-9]{{3}}[-. ])[0-9]{{3}}[-. ][0-9]{{4}}
        (?![0-9]))
    |(?P<day>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9-])
        |[0-9]{{1,2}}/[0-9]{{1,2}}/(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9/]))
    |(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?!:?[0-9]))
    |(?P<ordinal>[0-9]{{1,4}}(?:st|nd|rd|th)\b)
    |(?P<decade>[0-9]{{3}}0'?s\b)
    |(?P<section>[0-9]++(?:\.[0-9A-Za-z]{{1,6}}){{2,8}}(?![0-9A-Za-z]))
    |(?P<code>[A-Z][A-Za-z]{{0,9}}(?:[-/.][A-Za-z0-9]{{1,12}}){{0,4}}?[-/]?[0-9]
        [A-Za-z0-9]{{0,14}}(?:[-/][A-Za-z0-9]{{1,14}}){{0,4}}
        |[0-9]{{1,12}}-?[A-Z][A-Za-z0-9]{{0,12}}(?:[-/][A-Za-z0-9]{{1,14}}){{0,4}})
    |(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})++(?:\.[0-9]++)?(?![0-9])
        |(?:(?<=\s)-)?[0-9]++(?:\.[0-9]++)?|(?<![^\s$(-])\.[0-9]++)
    |(?P<initials>(?:[A-Za-z]\.){{2,12}}(?:[A-Z](?![A-Za-z]))?)
    |(?P<word>[^\W\d_]++(?:'[^\W\d_]++)*+)
    |(?P<digits>\d++)
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)
MAGNITUDE_LETTER = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,4})?)([MBK]|bn|mn)")
FISCAL = re.compile(r"FY'?([0-9]{2}|[0-9]{4})")
POSSESSIVE = re.compile(r"'s$|(?<=s)'$")


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(listed.split())


# Words that bind others and say little by themselves.
FUNCTION = words("""
    a an the this that these those such same own other another its his her their our your my
    it he she they we you i him them us me itself themselves himself herself who whom whose
    which what is are was were be been being am do does did done doing have has had having
    of to in on at by for from with into onto upon as about between among through during
    within across toward towards via along around near over under above below against
    out off up down per and or but nor so yet if then than because since while whereas
    although though unless until till when whenever where wherever whether how why here
    there also too both either neither not no none never cannot can could may might must
    shall should will would ought very just still already again further thus therefore hence
    however moreover furthermore addition additionally only even rather quite more most less
    least much many few fewer several some any all each every before after prior later
    once well who's it's that's s t etc respectively one ones including include includes
    included such following accordingly instead regarding concerning whereby wherein thereof
    therein herein thereby
    """)


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    ORDINAL = "ordinal"
    DECADE = "decade"
    DAY = "day"
    CLOCK = "clock"
    CODE = "code"
    SECTION = "section"
    ADDRESS = "address"
    PHONE = "phone"
    SIGN = "sign"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A word, a number or a sign.

    Attributes:
        text: As written, but for the forms of quotation marks and dashes.
        low: In small letters, without the dots of an abbreviation or a possessive 's.
        stem: What its forms have in common; ``low`` for all that is no word.
        kind: What it is.
    """

    text: str
    low: str
    stem: str
    kind: TokenKind

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind is TokenKind.WORD and self.text[:1].isupper()

    @property
    def content(self) -> bool:
        """Whether it is a word that says something by itself."""
        return self.kind is TokenKind.WORD and self.low not in FUNCTION

    @property
    def has_digit(self) -> bool:
        """Whether there is a digit in it, of any script."""
        return any(sign.isdigit() for sign in self.text)


KINDS = {
    "mail": TokenKind.ADDRESS, "url": TokenKind.ADDRESS, "phone": TokenKind.PHONE,
    "day": TokenKind.DAY, "clock": TokenKind.CLOCK, "ordinal": TokenKind.ORDINAL,
    "decade": TokenKind.DECADE, "section": TokenKind.SECTION, "code": TokenKind.CODE,
    "number": TokenKind.NUMBER, "digits": TokenKind.NUMBER, "initials": TokenKind.WORD,
    "word": TokenKind.WORD, "sign": TokenKind.SIGN,
}  # fmt: skip


def is_function(word: str) -> bool:
    """Whether a word in small letters binds others and says little by itself."""
    return word in FUNCTION


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in its order."""
    plain = FRACTIONS.sub(" ", UNSEEN.sub("", text))
    # Superscripts are notes: "percent2" is no number of its own.
    plain = unicodedata.normalize("NFKC", plain).translate(SIGNS)
    found: list[Token] = []
    for match in TOKEN.finditer(plain):
        name = match.lastgroup or "sign"
        found.extend(made(name, match.group()))
    return tuple(found)


def made(name: str, text: str) -> tuple[Token, ...]:
    """One token, or the parts of one that says two things: FY2024, $5M."""
    if name == "code" and (fiscal := FISCAL.fullmatch(text)):
        return (word("FY"), token(TokenKind.NUMBER, fiscal[1]))
    if name == "code" and (short := MAGNITUDE_LETTER.fullmatch(text)):
        return (token(TokenKind.NUMBER, short[1]), word(short[2]))
    if name == "word":
        return contracted(text)
    if name == "initials":
        return (word(country(text.replace(".", ""))),)
    return (token(KINDS[name], text),)


def country(text: str) -> str:
    """The name of a country whose initials are also a little word: US."""
    return "USA" if text == "US" else text


def contracted(text: str) -> tuple[Token, ...]:
    """A word; "don't" and "cannot" as two, for what they say."""
    text = country(text)
    low = text.lower()
    if low in ("cannot", "can't"):
        return (word("can"), word("not"))
    if low.endswith("n't"):
        return (word({"won't": "will"}.get(low, text[:-3])), word("not"))
    for ending, full in (("'ll", "will"), ("'re", "are"), ("'ve", "have")):
        if low.endswith(ending):
            return (word(text[: -len(ending)]), word(full))
    return (word(text),)


def word(text: str) -> Token:
    """A token of letters."""
    low = POSSESSIVE.sub("", text.lower())
    return Token(text=text, low=low, stem=stem(low) or low, kind=TokenKind.WORD)


def token(kind: TokenKind, text: str) -> Token:
    """A token that is no word."""
    if kind is TokenKind.ADDRESS:
        text = text.rstrip(".,;:!?)]'\"")
    low = text.lower()
    if kind is TokenKind.PHONE:
        low = "".join(sign for sign in text if sign.isdigit()).removeprefix("1")
    elif kind is TokenKind.CODE:
        low = re.sub(r"[-/. ]", "", low)
    elif kind is TokenKind.ADDRESS:
        low = low.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        low = low.rstrip("/")
    return Token(text=text, low=low, stem=low, kind=kind)
