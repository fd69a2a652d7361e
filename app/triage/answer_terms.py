"""The words of questions and sentences, so that one finds the other.

Words of one family count as one ("eligible", "eligibility"); words that offices use for the
same thing stand in for each other ("deadline", "due"), for less than the word itself.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from app.triage.stop_words import STOP_WORDS
from app.triage.theme_words import bare, runs_of, stem

__all__ = ["PHRASES", "families", "family", "instead_of", "written_words"]

LEAST_LEFT = 4
# Tried in this order, each at most once; what is left is no word, only a sign for one.
SUFFIXES = (
    ("ational", "ation", "itional", "ition", "ional", "ion"),
    ("ement", "ment", "ness", "ship", "ance", "ence", "anci", "enci", "anc", "enc", "or"),
    ("abiliti", "ibiliti", "able", "ible", "abl", "ibl"),
    ("ative", "itive", "ativ", "itiv", "ive", "iv"),
    ("ical", "ial", "al", "ic", "ant", "ent", "er", "ist", "ism"),
    ("iti", "li", "at", "e"),
)  # fmt: skip

# Words of one family that no ending tells, in their plain form.
SAME_WORDS = """
apply application applicant
submit submission
administer administration
decide decision
pay paid payer
spend spent
hold held
send sent
begin began begun
rise rose risen
fall fell fallen
grow grew grown growth
choose chose chosen choice
child children
person people
maximum max maximal
minimum min minimal
write written wrote
long longer longest length
buy bought buyer
sell sold sale seller
lead led leader leadership
win won winner
die died death dead
lose lost loss
large larger largest
high higher highest height
low lower lowest
small smaller smallest
big bigger biggest
great greater greatest
early earlier earliest
criterion criteria
receive receipt
reduce reduction
produce production product
define definition
describe description
permit permission
propose proposal
fiscal fy
percent percentage
meet met
build built
think thought
fight fought
speak spoke spoken speech
strike struck
divide division
include inclusion
exclude exclusion
extend extension
expand expansion
provide provision
intend intent intention
succeed success
strong strength
know known knowledge
member membership
five fifth
publish publication
register registration registrant
respond response
allow allowance
sign signature
ten tenth
"""
# Each line: words of one meaning, as offices use them.
ALIKE_WORDS = """
deadline due closing
ceiling maximum most upper cap exceed limit
floor minimum least
contact email phone telephone call question
start begin commence
end finish conclude terminate expire
long duration period term
purpose goal aim objective intent mission
number count total
allow permit authorize allowable eligible
prohibit forbid ban unallowable bar ineligible
require must need mandatory necessary obligation
buy purchase acquire procure
cost price expense fee charge
pay compensation salary wage
fund appropriation budget money financing
award grant
create establish found introduce
law statute legislation act
country nation
change amend revise modify update
increase grow rise
decrease decline reduce fall drop
lead head chair direct
staff employee worker personnel workforce
penalty fine sanction
review evaluate assess score
criterion factor
send submit mail deliver
website site url web online portal
author write
big large great
job position
document attachment form file enclosure
attach enclose include
answer reply respond response
impose assess levy
how method process procedure
facility plant shop building
work employ
name call known title
locate situate
reason because cause
leave vacate resign
injure hurt harm
mail letter
kind type category
help assist support aid
get receive obtain
qualify eligible entitle
rule regulation requirement
date day
city town municipality
estimate project forecast expect anticipate
include contain comprise consist
oversee administer manage
part component portion share
near close
kill die
fight war battle
religion faith
defeat lose
build construct
old age
"""


# A word, and what is also said for it in several.
PHRASES = {
    "match": "cost share",
    "deadline": "closing date",
}


@functools.cache
def irregular() -> dict[str, str]:
    """For roots of words whose forms no ending tells, the root of the first of them."""
    found: dict[str, str] = {}
    for line in SAME_WORDS.strip().split("\n"):
        first, *others = line.split()
        for word in others:
            for form in (bare(word), root(word)):
                found.setdefault(form, root(first))
    return found


@functools.lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """A word in small letters without its endings."""
    left = stem(word)
    if not left.isascii() or left.isdigit():
        return left
    for endings in SUFFIXES:
        for ending in endings:
            if left.endswith(ending) and len(left) - len(ending) >= LEAST_LEFT:
                left = left[: len(left) - len(ending)]
                break
    return left


@functools.lru_cache(maxsize=200_000)
def family(word: str) -> str:
    """What the words of one family have in common; "" for words that say nothing."""
    plain = bare(word).removesuffix("'s").replace("'", "")
    if plain in STOP_WORDS or not plain:
        return ""
    known = irregular()
    found = root(plain)
    return known.get(plain) or known.get(found, found)


@functools.cache
def alike() -> dict[str, frozenset[str]]:
    """For each family those of the same meaning."""
    found: dict[str, frozenset[str]] = {}
    for line in ALIKE_WORDS.strip().split("\n"):
        words = frozenset(family(word) or root(word) for word in line.split())
        for word in words:
            found[word] = (found.get(word, frozenset()) | words) - {word}
    return found


def instead_of(one: str) -> tuple[str, ...]:
    """Families that say the same as one, in a fixed order."""
    return tuple(sorted(alike().get(one, ())))


def written_words(text: str) -> Iterator[str]:
    """The words of a text as they are written, without the hyphens between."""
    for run in runs_of(text):
        for word in run:
            yield word.removeprefix("-")


def families(text: str) -> list[str]:
    """The families of a text's words in order, without those that say nothing."""
    return [one for one in map(family, written_words(text)) if one]
