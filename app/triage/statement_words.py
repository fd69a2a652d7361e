"""When two words of offices say the same, and when a word is only another form of one.

A statement may say "gives" where its source says "provides". It may not say "school" where
the source says "hospital": every word that says something must be in the sources, as
itself, as another form of it, or as one of a short list of equals.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping

from app.triage.statement_text import Token, TokenKind
from app.triage.theme_words import stem

__all__ = ["WordIndex", "key_of"]

EQUALS = """
about approximately roughly around
accord agree
act law statute legislation
additional further extra more
aid assist assistance help
allow permit let allowable permissible
amount sum
annual yearly
appropriate suitable
ask request
attempt try effort
authorize empower
award give grant
become turn
begin start commence initiate
build construct construction
buy purchase acquire procure
call phone telephone
carry conduct perform execute undertake
cause lead result
change alter modify amend
choose select pick
city municipal municipality
close shut
complete finish
comprise consist contain
concern relate involve
consider weigh
contact reach
cost expense expenditure
country nation
create establish set form found
deadline due date
decide determine decision determination
demand call
describe explain outline discuss
detail detailed particular
due owe
earn make
employ hire
employee worker staff
end finish conclude expire terminate
ensure assure guarantee
error mistake
evaluate assess review appraise
examine study investigate
exceed surpass
fast quick rapid
federal national
file submit send
find discover identify
focus concentrate emphasize emphasis
follow comply adhere
formal official
fund finance money
get receive obtain gain
goal aim objective purpose
group set
hold keep retain maintain
home house housing dwelling
identify name
impact effect affect influence
implement apply carry
important significant key major crucial vital essential
inform notify tell notification
issue publish release
job position
kid child children
last final
legal lawful
list enumerate
live reside residence
location place site
lower reduce decrease cut decline drop fall reduction
main chief primary principal
mean signify
meet satisfy fulfill
need require necessary requirement must
number count
occur happen
offer provide give supply furnish
oversee supervise monitor oversight
part portion share
pay payment
people person individual
plan intend
problem difficulty challenge
produce make generate
program programme
project undertaking
protect safeguard protection
question inquiry
raise increase rise grow higher growth
reach attain achieve
reason cause
recommend advise urge suggest recommendation
reply answer respond response
report account
require oblige mandate
right entitlement
rule regulation
say state
school education
serve service
show demonstrate indicate
spend use
stop halt cease
support back assist
task activity
total overall altogether whole
town city
train training
type kind sort
use utilize employ apply
vary differ
view opinion
write written
wage salary pay
current present now currently
usual normal typical general
several various
subject apply applicable
note mention
percent percentage
adult grown
approve approval
application proposal
budget spending
"""
# Equal in one direction of thought only, or too different where it matters: never equal.
KEPT_APART = frozenset(
    (
        "applicant", "application", "grantee", "grantor", "employer", "employee", "payer",
        "payee", "lessor", "lessee", "trainer", "trainee", "appointer", "appointee",
        "nominator", "nominee", "sponsor", "state", "federal", "national", "house",
        "school", "education", "city", "town", "act", "grant", "award", "law",
    )
)  # fmt: skip
# What may stand behind the part that two forms of one word share.
ENDINGS = frozenset(
    (
        "", "e", "i", "y", "s", "es", "ed", "ing", "ion", "ions", "ation", "ations",
        "ition",
        "sion", "tion", "cation", "ment", "ments", "ance", "ence", "anc", "enc", "anci",
        "enci", "al", "ally", "ial", "ical", "ic", "iv", "ive", "ative", "ativ", "ately",
        "ly", "li", "ity", "iti", "iliti", "ility", "ness", "able", "ible", "abl", "ibl",
        "abli", "ful", "or", "er", "or", "ant", "ent", "at", "ate", "atory", "atori", "is",
        "iz", "ize", "ist", "th", "ur", "ure", "ar", "ari", "ary", "ily", "ili", "le", "l",
        "d", "t", "n", "nt", "ssion", "ssibl", "b", "pt", "ption", "cy", "ci", "k", "r",
        "ee", "cant", "ship", "hood", "dom",
    )
)  # fmt: skip
# Who does and to whom: never two forms of one word.
AGENTS = ("er", "or", "ee", "ant", "ent")
LEAST_SHARED = 4
NEGATIVE = ("non", "dis", "mis", "un", "in", "im", "ir", "il", "anti", "de")
LEAST_BASE = 4
IRREGULAR = {
    "gave": "give", "given": "give", "took": "take", "taken": "take", "made": "make",
    "paid": "pay", "said": "say", "held": "hold", "kept": "keep", "left": "leave",
    "met": "meet", "sent": "send", "spent": "spend", "built": "build", "began": "begin",
    "begun": "begin", "chose": "choose", "chosen": "choose", "wrote": "write",
    "written": "write", "found": "find", "led": "lead", "lost": "lose", "won": "win",
    "bought": "buy", "brought": "bring", "taught": "teach", "sought": "seek",
    "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall",
    "fallen": "fall", "became": "become", "came": "come", "went": "go", "gone": "go",
    "shown": "show", "known": "know", "knew": "know", "drew": "draw", "drawn": "draw",
    "ran": "run", "saw": "see", "seen": "see", "told": "tell", "sold": "sell",
    "children": "child", "men": "man", "women": "woman", "people": "person",
    "persons": "person", "criteria": "criterion", "data": "datum", "analyses": "analysis",
    "died": "die", "dies": "die", "dying": "die", "lies": "lie", "wives": "wife",
    "lives": "life", "felt": "feel", "dealt": "deal", "fed": "feed", "forms": "form",
    "overseen": "oversee", "oversaw": "oversee", "undertook": "undertake", "understood":
    "understand", "arose": "arise", "driven": "drive", "drove": "drive", "broke": "break",
    "broken": "break", "laid": "lay", "meant": "mean", "thought": "think",
}  # fmt: skip


@functools.cache
def groups() -> Mapping[str, frozenset[int]]:
    """The groups of equals that a stem is in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(EQUALS.strip().splitlines()):
        for word in line.split():
            if word not in KEPT_APART:
                found.setdefault(stem(word), set()).add(number)
    return {one: frozenset(numbers) for one, numbers in found.items()}


def key_of(token: Token) -> str:
    """What the forms of a word have in common, irregular ones included."""
    if token.kind is not TokenKind.WORD:
        return token.low
    return stem(IRREGULAR[token.low]) if token.low in IRREGULAR else token.stem


class WordIndex:
    """The words of some texts, to be asked for those that a word stands for.

    Args:
        keys: Of all their words.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)
        self._by_group: dict[int, set[str]] = {}
        self._by_head: dict[str, list[str]] = {}
        for key in sorted(self.keys):
            for group in groups().get(key, ()):
                self._by_group.setdefault(group, set()).add(key)
            if len(key) >= LEAST_SHARED:
                self._by_head.setdefault(key[:LEAST_SHARED], []).append(key)
        self._known: dict[str, frozenset[str]] = {}

    def matches(self, key: str) -> frozenset[str]:
        """The keys that a word's key can stand for; none where there are none."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = frozenset(self._found(key))
        return found

    def _found(self, key: str) -> Collection[str]:
        if key in self.keys:
            return (key,)
        forms = [
            one for one in self._by_head.get(key[:LEAST_SHARED], ()) if same_word(one, key)
        ]
        if forms:
            return forms
        equal: set[str] = set()
        for group in groups().get(key, ()):
            equal |= self._by_group.get(group, set())
        return equal

    def negated(self, key: str) -> str:
        """The word that a key such as "ineligibl" turns round, where the texts have it."""
        for prefix in NEGATIVE:
            base = key[len(prefix) :]
            if key.startswith(prefix) and len(base) >= LEAST_BASE and self.matches(base):
                return base
        return ""


def same_word(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: establish, establishment."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    tails = one[shared:], other[shared:]
    if shared < LEAST_SHARED + 1 and "" not in tails:
        return False
    if all(tail.endswith(AGENTS) for tail in tails):
        return False
    if any(tail.endswith("ee") for tail in tails):
        return False
    return tails[0] in ENDINGS and tails[1] in ENDINGS
