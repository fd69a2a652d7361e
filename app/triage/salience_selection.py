"""Which sentences make the summary: worth, no repetition, sections heard, so many words.

The best next sentence is taken until nothing fits. What is said already costs (maximal
marginal relevance, Carbonell and Goldstein, SIGIR 1998). What a sentence adds is rewarded,
as is a section that was not heard so far (diversity, Lin and Bilmes, ACL 2011).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.triage.salience_concepts import Concepts
from app.triage.salience_signs import Signs

__all__ = ["Rules", "select"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Likeness = Callable[[int], Floats]

# With fewer words a major section is not sure to be heard.
WORDS_FOR_SECTION = 60
# The longer a document beyond so many words, the less its first pages tell of the rest of
# it, and the more it is worth to hear another section; up to a limit.
USUAL_DOCUMENT = 15_000
MOST_REWARD = 4.0
# Smaller ones, as a share of the document's sentences, need not be heard.
LEAST_SHARE = 0.01
# Every aspect of a notice is worth so much more; with so many words each is heard.
ASPECT_REWARD = 1.0
WORDS_FOR_ASPECTS = 80
FORCED = 10.0
ASPECTS = 5
# Of a document beyond the usual, no page takes more than this share of the words, or so
# many times its share of the document, where that is more: a summary of a long bundle is
# not that of its first page.
MOST_OF_PAGE = 0.3
TIMES_ITS_SHARE = 3.0
# A list is told whole where it takes no more than this share of the words asked for.
MOST_FOR_LIST = 0.2
# What is so like a chosen sentence says it again.
SAME = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """How selection weighs; chosen on development documents (see the benchmark).

    Attributes:
        repetition: What likeness to a chosen sentence costs.
        free: Likeness that costs nothing.
        section: Reward for a major section that was not heard.
        length: 0 weighs sentences, 1 weighs words.
        beside: Reward for standing right after a chosen sentence.
        concepts: Reward for what a sentence says that was not said.
    """

    repetition: float
    free: float
    section: float
    length: float
    beside: float
    concepts: float


class Selection:
    """A summary as it grows."""

    def __init__(self, scores: Floats, signs: Signs, words: int, rules: Rules) -> None:
        count = len(scores)
        self.scores, self.signs, self.rules = scores, signs, rules
        self.left = words
        self.page_left = self.room_on_pages(words)
        self.members = lists_of(signs)
        self.whole = np.zeros(count, dtype=np.int64)
        for lead, members in self.members.items():
            self.whole[members] = int(signs.words[[lead, *members]].sum())
        self.most_for_list = int(MOST_FOR_LIST * words)
        self.taken = np.zeros(count, dtype=np.bool_)
        self.close = np.zeros(count)
        self.reward = self.first_rewards(words)
        self.beside = np.zeros(count)
        self.aspects = np.zeros(ASPECTS, dtype=np.bool_)
        # Above a section's, since a short summary of a notice is read for them.
        self.aspect_reward = 2 * FORCED if words >= WORDS_FOR_ASPECTS else ASPECT_REWARD
        self.concepts = Concepts(signs)

    def first_rewards(self, words: int) -> Floats:
        """Reward of each major section while it was not heard."""
        signs = self.signs
        count = len(signs.majors)
        sizes = np.bincount(signs.major[signs.able], minlength=count).astype(np.float64)
        worth_hearing = sizes >= LEAST_SHARE * max(sizes.sum(), 1.0)
        room = words >= WORDS_FOR_SECTION * max(int(worth_hearing.sum()), 1)
        longer = float(signs.words[signs.able].sum()) / USUAL_DOCUMENT
        reward = min(self.rules.section * max(longer, 1.0) ** 2, MOST_REWARD)
        return np.where(worth_hearing, FORCED if room else reward, 0.0)

    def room_on_pages(self, words: int) -> Floats:
        """How many words each page may have in the summary, by its number."""
        signs = self.signs
        counted = np.where(signs.able, signs.words, 0)
        pages = np.bincount(signs.page, weights=counted)
        if counted.sum() <= USUAL_DOCUMENT:
            return np.full(len(pages), float(words))
        shares = np.maximum(MOST_OF_PAGE, TIMES_ITS_SHARE * pages / counted.sum())
        room: Floats = np.minimum(shares, 1.0) * words
        return room

    def told_whole(self) -> Flags:
        """Which points of lists would be taken with their line and all other points."""
        listed = self.signs.leads >= 0
        flags: Flags = listed & (self.whole <= min(self.most_for_list, self.left))
        return flags

    def costs(self) -> Integers:
        """Words that each sentence takes, with those that are taken with it."""
        needs = self.signs.needs
        extra = np.where((needs >= 0) & ~self.taken[needs], self.signs.words[needs], 0)
        alone = self.signs.words + extra
        costs: Integers = np.where(self.told_whole(), self.whole, alone)
        return costs

    def worths(self, costs: Integers) -> Floats:
        """What each sentence is worth now."""
        rules, signs = self.rules, self.signs
        said = np.maximum(self.close - rules.free, 0.0) / max(1.0 - rules.free, 1e-6)
        worth = self.scores - rules.repetition * said + rules.beside * self.beside
        worth = worth + self.reward[signs.major] + rules.concepts * self.concepts.gains
        open_aspect = (signs.aspect >= 0) & ~self.aspects[signs.aspect]
        worth = worth + self.aspect_reward * open_aspect
        worth = worth - worth.min() + 0.01
        scaled: Floats = worth / np.maximum(costs, 1).astype(np.float64) ** rules.length
        return scaled

    def best(self) -> int:
        """Number of the sentence to take next; -1 where none fits."""
        costs = self.costs()
        fits = self.signs.able & ~self.taken & (costs <= self.left) & (self.close < SAME)
        fits &= costs <= self.page_left[self.signs.page]
        if not fits.any():
            return -1
        return int(np.argmax(np.where(fits, self.worths(costs), -np.inf)))

    def take(self, number: int, likeness: Likeness) -> None:
        """Take a sentence and what it needs: of a list all points, or none but itself."""
        lead = int(self.signs.leads[number])
        together = [int(self.signs.needs[number]), number]
        if self.told_whole()[number]:
            together = [lead, *self.members[lead]]
        for one in together:
            if one < 0 or self.taken[one]:
                continue
            self.taken[one] = True
            self.left -= int(self.signs.words[one])
            self.page_left[self.signs.page[one]] -= float(self.signs.words[one])
            self.close = np.maximum(self.close, likeness(one))
            self.concepts.say(one)
            if one + 1 < len(self.taken):
                self.beside[one + 1] = 1.0
            self.reward[self.signs.major[one]] = 0.0
            if self.signs.aspect[one] >= 0:
                self.aspects[self.signs.aspect[one]] = True


def lists_of(signs: Signs) -> dict[int, list[int]]:
    """The points of each list, by the line they hang on."""
    found: dict[int, list[int]] = {}
    for place in np.flatnonzero(signs.leads >= 0):
        found.setdefault(int(signs.leads[place]), []).append(int(place))
    return found


def select(
    scores: Floats, signs: Signs, likeness: Likeness, words: int, rules: Rules
) -> tuple[int, ...]:
    """Numbers of the sentences to show, ascending; together never more than ``words``.

    Args:
        scores: (n,), what each is worth by itself.
        signs: Of the same n sentences.
        likeness: Gives for a sentence's number (n,) how like it each one is, 0 to 1.
        words: How many there may be.
        rules: How it is weighed.
    """
    if not len(scores):
        return ()
    growing = Selection(scores, signs, words, rules)
    while (number := growing.best()) >= 0:
        growing.take(number, likeness)
    return tuple(int(one) for one in np.flatnonzero(growing.taken))
