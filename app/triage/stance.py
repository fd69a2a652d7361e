"""Which side an answer takes on the question that was put; unclear where it is not plain.

Without corrected answers only words decide that say a side outright: "I agree", "no need
for", "ban them" where the question is about a ban; a negation before them turns them round.
Meaning is not asked: on answers kept for choosing, likeness to sentences for and against,
made from the question, told the sides apart hardly better than chance (area under the curve
0.64), as vectors of sentences tell topics, not negations. Most answers so stay unclear.

Corrected answers teach a ridge regression on vectors and those words. It tells a side only
as far from the middle as its held-out answers were right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records.themes import Stance
from app.triage.assigning import SpokenRows, likeness
from app.triage.assigning_learning import fit_flags
from app.triage.learning import fold_numbers
from app.triage.prototypes import unit

__all__ = [
    "FEWEST_STANCES",
    "LearnedStances",
    "learn_stances",
    "stances",
]

Floats = NDArray[np.float64]

FEWEST_STANCES = 20
MOST_STANCES = 2000
# Words of a side less those of the other, from which words alone decide.
PLAIN = 1.0
OPENING = 2.0
# Share of held-out corrected answers that must be right from the threshold on.
WANTED = 0.8
FEWEST_RIGHT = 10
UNTAUGHT = 9.0

ASKED = re.compile(
    r"^\W*(?:to what extent\s+)?(?:do|would|did)\s+you\s+(?:\w+\s+)?"
    r"(?:agree|support|favou?r|think|believe|feel|approve|welcome|back)"
    r"(?:\s+or\s+disagree)?\s+(?:with|that|of)?\s*(?P<what>[^?]+)",
    re.IGNORECASE,
)
SHOULD = re.compile(
    r"^\W*should\s+(?P<who>.+?)\s+(?P<do>(?:not\s+)?(?:be|have|become|remain|stop|"
    r"start|keep|pay|allow|introduce|build|close|open|continue)\b[^?,]*)",
    re.IGNORECASE,
)
# What the question would have done: "banned" and "a ban" are of one stem.
ARTICLE = re.compile(r"^(?:(?:a|an|the|more|new|this|these|our|to)\s+)+", re.IGNORECASE)
PARTICIPLE = re.compile(
    r"^(?:not\s+)?(?:be\s+)?(?:\w+ly\s+)?(?P<act>[^\W\d_]+)", re.IGNORECASE
)
INFLECTED = re.compile(r"(?:(?P<twice>[bdgmnprt])(?P=twice))?(?:ed|ing|e|s)$")
SHORTEST_STEM = 3

OPENS_FOR = re.compile(
    r"^\W*(?:yes|yeah|yep|absolutely|definitely|certainly|of course|agreed?|i agree|"
    r"strongly agree|s[ií])\b(?!\s+(?:but|not))",
    re.IGNORECASE,
)
OPENS_AGAINST = re.compile(
    r"^\W*(?:no(?:pe)?(?:\s*[,.;:!\u2014-]|$)|no way|absolutely not|definitely not|"
    r"certainly not|not at all|disagree|i disagree|strongly disagree)",
    re.IGNORECASE,
)
WHO = (
    r"\b(?:i|we|fully|strongly|totally|completely|wholeheartedly)\s+"
    r"(?:[\w'\u2019]+\s+){0,2}?"
)
SAYS_FOR = re.compile(
    WHO + r"(?:agree|support|welcome|favou?r|approve|endorse)\b|\bin favou?r of\b|"
    r"\b(?:good|great|excellent|sensible|right) (?:idea|step|move|thing|decision)\b|"
    r"\b(?:long overdue|about time|much needed|step in the right direction)\b",
    re.IGNORECASE,
)
SAYS_AGAINST = re.compile(
    WHO + r"(?:disagree|oppose|object|reject)\b|"
    r"\b(?:i am|i'm|we are|we're|strongly) against\b|"
    r"\b(?:bad|terrible|awful|stupid|wrong) (?:idea|step|move|decision)\b|"
    r"\b(?:nanny state|goes too far|over-?reach|heavy-?handed|waste of (?:time|money))\b",
    re.IGNORECASE,
)
SEES_NO_NEED = re.compile(
    r"\b(?:no need for|(?:don['\u2019]t|do not|can['\u2019]t|cannot) see the"
    r" (?:problem|point|need))\b",
    re.IGNORECASE,
)
# "Ban them", "should be banned", "we need a ban", with the stem of what was asked.
ASKS = (
    r"(?:(?<![^.!?;:]\s)(?:\b|^)(?:please\s+|just\s+)?{0}\w{{0,2}}\s+"
    r"(?:it|them|this|these|those|that|all|the|now)\b)|"
    r"\b(?:should(?:n't)?|must(?:n't)?|needs? to|ought to|ha(?:s|ve) to|wants?|needs?)"
    r"\s+(?:not\s+)?(?:be\s+)?(?:an?\s+)?(?:\w+ly\s+|total\s+|complete\s+|legal\s+)?"
    r"{0}\w{{0,4}}\b"
)
NEGATED_WITHIN = re.compile(r"\b(?:not|never|cannot)\b|n['\u2019]t\b", re.IGNORECASE)
NEGATED = re.compile(
    r"\b(?:not|never|no|cannot|can't|don't|doesn't|do not|isn't|wasn't|hardly|without)\b"
    r"(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
READ_CHARACTERS = 4000
BEFORE = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedStances:
    """What corrected stances taught.

    Attributes:
        features: (l, f), of the corrected answers.
        weights: (l, 2), for the side for and the side against.
        middle: (2,).
        threshold: Lead of one side over the other from which it is told.
        checked: How many corrected answers there are.
        told: Share of them told a side while held out.
        right: Share of those that were right.
    """

    features: Floats
    weights: Floats
    middle: Floats
    threshold: float
    checked: int
    told: float
    right: float


def stances(
    texts: Sequence[str],
    rows: SpokenRows,
    question: str,
    learned: LearnedStances | None = None,
) -> tuple[Stance, ...]:
    """The side that each answer takes; its own words and vectors alone decide.

    Args:
        texts: (n,) answers.
        rows: The same with their vectors.
        question: That was put.
        learned: By ``learn_stances``; None while few are corrected.
    """
    said = spoken_sides(texts, question)
    if learned is None:
        return tuple(side_of(float(lead), PLAIN) for lead in said)
    given = features(said, rows)
    scores = likeness(given, learned.features) @ learned.weights + learned.middle
    leads = scores[:, 0] - scores[:, 1]
    return tuple(side_of(float(lead), learned.threshold) for lead in leads)


def learn_stances(
    texts: Sequence[str],
    rows: SpokenRows,
    question: str,
    corrected: Sequence[tuple[int, Stance]],
) -> LearnedStances | None:
    """What corrected stances teach; None where they are too few or of one side only.

    Args:
        texts: (n,) answers, as ``rows`` has them.
        rows: With their vectors.
        question: That was put.
        corrected: Number of an answer, and the side that a person says it takes.
    """
    kept = sorted(corrected, key=lambda one: rows.hashes[one[0]])[:MOST_STANCES]
    sides = np.array([value_of(stance) for _, stance in kept])
    if len(kept) < FEWEST_STANCES or len(set(sides.tolist()) - {0}) < 2:
        return None
    some = rows.at(np.array([number for number, _ in kept]))
    said = spoken_sides([texts[number] for number, _ in kept], question)
    given = features(said, some)
    folds = fold_numbers(some.wholes, some.hashes, sides + 1)
    if len(np.unique(folds)) < 2:
        return None
    wanted = np.column_stack([sides > 0, sides < 0]).astype(np.float64)
    found = fit_flags(likeness(given, given), wanted, folds)
    leads = found.held_out[:, 0] - found.held_out[:, 1]
    threshold = sure_from(leads, sides)
    told = np.abs(leads) >= threshold
    return LearnedStances(
        features=given,
        weights=found.weights,
        middle=found.middle,
        threshold=threshold,
        checked=len(kept),
        told=float(told.mean()),
        right=float((np.sign(leads) == sides)[told].mean()) if told.any() else 0.0,
    )


def sure_from(leads: Floats, sides: NDArray[np.int64]) -> float:
    """The smallest lead from which enough of the held-out answers are right."""
    order = np.argsort(-np.abs(leads), kind="stable")
    right = (np.sign(leads) == sides)[order]
    # As if two more had been wrong: the best of many thresholds is partly luck.
    shares = np.cumsum(right) / (np.arange(1, len(right) + 1) + 2.0)
    enough = np.flatnonzero((shares >= WANTED) & (np.cumsum(right) >= FEWEST_RIGHT))
    return float(np.abs(leads)[order[enough[-1]]]) if len(enough) else UNTAUGHT


def features(said: Floats, rows: SpokenRows) -> Floats:
    """What learning looks at (n, f): the whole, the first and last piece, the words."""
    ends = np.cumsum(rows.counts)
    full = rows.counts > 0
    first, last = rows.wholes.copy(), rows.wholes.copy()
    first[full] = rows.pieces[(ends - rows.counts)[full]]
    last[full] = rows.pieces[ends[full] - 1]
    words = np.clip(said, -2.0, 2.0)[:, None] / 2.0
    still = np.sqrt(1.0 - words**2)
    parts = [rows.wholes, 0.7 * first, last, words, still]
    return unit(np.concatenate(parts, axis=1))


def spoken_sides(texts: Sequence[str], question: str) -> Floats:
    """For each text (n,) its words for less words against; those that open count double."""
    asked = action_words(question)
    return np.array([spoken_side(text, asked) for text in texts], dtype=np.float64)


def spoken_side(text: str, asked: re.Pattern[str] | None) -> float:
    """One text's words for less its words against."""
    read = text[:READ_CHARACTERS]
    total = 0.0
    if OPENS_AGAINST.match(read):
        total -= OPENING
    elif OPENS_FOR.match(read):
        total += OPENING
    # Who does not oppose a thing need not be for it; who does not support it is against.
    words = [(SAYS_FOR, 1.0, -1.0), (SAYS_AGAINST, -1.0, 0.0), (SEES_NO_NEED, -1.0, -1.0)]
    if asked is not None:
        words.append((asked, 1.0, -1.0))
    for pattern, value, turned in words:
        for match in pattern.finditer(read):
            before = read[max(match.start() - BEFORE, 0) : match.start()]
            within = NEGATED_WITHIN.search(match.group())
            total += turned if within or NEGATED.search(before) else value
    return total


def action_words(question: str) -> re.Pattern[str] | None:
    """Words that ask for what the question is about; None where that is not plain."""
    words = " ".join(question.split())
    should, asked = SHOULD.match(words), ASKED.match(words)
    if should:
        what = should["do"]
    elif asked:
        what = ARTICLE.sub("", asked["what"])
    else:
        return None
    act = PARTICIPLE.match(what.strip())
    # A question for keeping things from being done asks the other way round.
    if act is None or what.lower().startswith("not "):
        return None
    stem = INFLECTED.sub(lambda match: match["twice"] or "", act["act"].lower())
    return (
        re.compile(ASKS.format(stem), re.IGNORECASE) if len(stem) >= SHORTEST_STEM else None
    )


def side_of(lead: float, least: float) -> Stance:
    """The side that is far enough ahead."""
    if lead >= least:
        return Stance.FOR
    return Stance.AGAINST if lead <= -least else Stance.UNCLEAR


def value_of(stance: Stance) -> int:
    """A stance as a number: 1 for, -1 against, 0 unclear."""
    return {Stance.FOR: 1, Stance.AGAINST: -1, Stance.UNCLEAR: 0}[stance]
