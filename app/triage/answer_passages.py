"""The passages of an answer: sentences with what belongs to them, and no more."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.records.layout import BlockKind, Sentence, Structure
from app.records.summaries import PageQuotation
from app.triage.answer_features import ENDED
from app.triage.answer_kinds import shown
from app.triage.answer_questions import KIND_WORDS, Question
from app.triage.answer_terms import families
from app.triage.fact_units import at_lines, full_lines
from app.triage.sentences import page_quotation

__all__ = ["passages_of", "says_nothing"]

MOST_PASSAGES = 4
# Log odds by which a further passage may fall behind the best one.
BEHIND = 2.5
# Log odds by which a neighbour may fall behind the sentence it is joined to.
BESIDE_BEHIND = 2.5
# By which a sentence that goes on with the one before may fall behind further.
LEANING = 3.0
MUCH = 100.0
LEANS = re.compile(
    r"(?:\d{1,3}\s)?[\"\u201c]?(?:this|these|those|that|it|its|they|their|them|he|she|his|her|"
    r"such|however|thus|therefore|hence|instead|otherwise|then|because of this|as a result|"
    r"for example|for instance|in addition|also|about|both|neither|each)\b",
    re.IGNORECASE,
)
MOST_JOINED = 2
MOST_ITEMS = 12
MOST_CHARACTERS = 1_200
# Between two sentences of one passage may stand a bullet or an entry's number.
BETWEEN = 8
# A heading, or a line that only names what stands below it, is so short.
MOST_NAME_WORDS = 9
MOST_NAMES = 4
# Lines of labels with their values have few words.
MOST_LINE = 14
# Figures, blanks to fill in and verbs say something.
SAYS = re.compile(
    r"[\d$@\[_]|https?:|\b(?:is|are|was|were|must|shall|will|may\snot|cannot|only|none|no|not|"
    r"has|have|yes|unlimited|anyone|everyone|all|any)\b",
    re.IGNORECASE,
)
# A row's name, then nothing but dashes.
DASHES = re.compile(
    r"[^|\t\u2013\u2014-]{0,200}(?:[\s|:;]{0,5}[\u2013\u2014-]{1,9}){1,40}[\s|;.]{0,5}"
)


def passages_of(
    structure: Structure,
    sentences: Sequence[Sentence],
    asked: Question,
    numbers: NDArray[np.int64],
    ranking: NDArray[np.float64],
) -> Iterator[PageQuotation]:
    """The best passages, none of which overlap.

    Args:
        structure: Of the document.
        sentences: Of the document.
        asked: The question.
        numbers: (c,), numbers of sentences, the best first.
        ranking: (c,), log odds beside each other, descending.
    """
    scores = {
        int(number): float(score) for number, score in zip(numbers, ranking, strict=True)
    }
    full = full_lines(structure)
    taken: set[int] = set()
    count = 0
    for best, score in scores.items():
        if count >= MOST_PASSAGES or score < ranking[0] - BEHIND:
            return
        number = below_name(sentences, best, asked)
        if number is None or number in taken:
            continue
        if number == best:
            first, last = grown(structure, sentences, number, scores)
        else:
            first = last = number
            if announces(sentences, number):
                last = with_items(structure, sentences, number)
        if not taken.isdisjoint(range(first, last + 1)):
            first = last = number
        taken.update(range(first, last + 1))
        count += 1
        start, end = sentences[first].start, sentences[last].end
        if first == last:
            start, end = right_line(structure, sentences[number], asked, full)
        yield page_quotation(structure, sentences[number].page, start, end)


def says_nothing(sentence: Sentence) -> bool:
    """Whether a sentence has no words, or is a row with only dashes behind a name."""
    if not any(map(str.isalnum, sentence.text)):
        return True
    return sentence.kind is BlockKind.TABLE_ROW and bool(DASHES.fullmatch(sentence.text))


def below_name(sentences: Sequence[Sentence], number: int, asked: Question) -> int | None:
    """The sentence itself, or what stands below it where it only names what is asked.

    None where nothing does.
    """
    for below in range(number, min(number + MOST_NAMES, len(sentences))):
        one = sentences[below]
        if below > number and one.page > sentences[number].page + 1:
            return None
        if not only_names(one, asked):
            return below
    return None


def only_names(sentence: Sentence, asked: Question) -> bool:
    """Whether a line has no words but those of the question: "Who Can Apply"."""
    text = sentence.text
    if sentence.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    if len(text.split()) > MOST_NAME_WORDS or SAYS.search(text):
        return False
    said = {*families(text)} - KIND_WORDS
    known = {word for term in asked.terms for words, _ in term.ways for word in words}
    return said <= known


def right_line(
    structure: Structure, sentence: Sentence, asked: Question, full: Sequence[float]
) -> tuple[int, int]:
    """Of lines that were run together, each with a label, the one that answers best."""
    start, end = sentence.start, sentence.end
    page = structure.pages[sentence.page - 1].text
    if sentence.kind is not BlockKind.PARAGRAPH or "\n" not in page[start:end]:
        return start, end
    lines = list(at_lines(page, start, end, full[sentence.page - 1]))
    known = {word for term in asked.terms for words, _ in term.ways for word in words}

    def fits(line: tuple[int, int]) -> float:
        text = page[line[0] : line[1]]
        said = len(known.intersection(families(text)))
        return said + 1.5 * bool(shown(text, asked.wanted, asked.words))

    # A line that was not ended by its writer goes on in the next one.
    apart = len(lines) > 1 and all(len(page[a:b].split()) <= MOST_LINE for a, b in lines)
    return max(lines, key=fits) if apart else (start, end)


def grown(
    structure: Structure,
    sentences: Sequence[Sentence],
    number: int,
    scores: dict[int, float],
) -> tuple[int, int]:
    """First and last sentence of the passage that a sentence belongs to."""
    first = last = number
    if announces(sentences, number):
        return first, with_items(structure, sentences, number)
    lowest = min(scores.values())
    least = scores.get(number, lowest) - BESIDE_BEHIND
    while last - first < MOST_JOINED:
        after = before = -math.inf
        if joins(structure, sentences, last, first):
            after = scores.get(last + 1, lowest)
            after += LEANING if leans(sentences[last + 1]) else 0.0
        if first and joins(structure, sentences, first - 1, first - 1, last):
            # "This is so because ..." says nothing without the one before.
            before = scores.get(first - 1, lowest)
            before += MUCH if first == number and leans(sentences[first]) else 0.0
        if max(before, after) < least:
            break
        if after >= before:
            last += 1
        else:
            first -= 1
    return first, last


def announces(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence goes on in a list: "You are eligible if", "These may apply:"."""
    text = sentences[number].text.rstrip()
    if text.endswith(":"):
        return True
    below = sentences[number + 1] if number + 1 < len(sentences) else None
    return (
        below is not None
        and below.kind is BlockKind.LIST_ITEM
        and sentences[number].kind is not BlockKind.LIST_ITEM
        and not text.endswith((".", "?", "!"))
    )


def leans(sentence: Sentence) -> bool:
    """Whether a sentence speaks of what the one before it says."""
    return bool(LEANS.match(sentence.text))


def with_items(structure: Structure, sentences: Sequence[Sentence], number: int) -> int:
    """The last item of the list that hangs on a line."""
    last = number
    while last - number < MOST_ITEMS and beside(structure, sentences, last, number):
        if sentences[last + 1].kind not in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            break
        last += 1
    alone = last == number and beside(structure, sentences, number, number)
    return number + 1 if alone else last


def joins(
    structure: Structure,
    sentences: Sequence[Sentence],
    one: int,
    first: int,
    last: int | None = None,
) -> bool:
    """Whether a sentence and the next one can be one passage with ``first`` to ``last``."""
    if not beside(structure, sentences, one, first, last):
        return False
    here, there = sentences[one], sentences[one + 1]
    between = structure.pages[here.page - 1].text[here.end : there.start]
    apart = stands_apart(here) or (stands_apart(there) and "\n" in between)
    return not (apart or says_nothing(here) or says_nothing(there))


def beside(
    structure: Structure,
    sentences: Sequence[Sentence],
    one: int,
    first: int,
    last: int | None = None,
) -> bool:
    """Whether a sentence and the next one stand so near that they can be one passage."""
    if one + 1 >= len(sentences):
        return False
    here, there = sentences[one], sentences[one + 1]
    if here.page != there.page or here.section != there.section or there.start < here.end:
        return False
    rows = BlockKind.TABLE_ROW in (here.kind, there.kind) and here.kind is there.kind
    end = sentences[one + 1 if last is None else last].end
    if rows or end - sentences[first].start > MOST_CHARACTERS:
        return False
    between = structure.pages[here.page - 1].text[here.end : there.start]
    return len(between.strip()) <= BETWEEN


def stands_apart(sentence: Sentence) -> bool:
    """Whether it is a line of its own, such as a label with its value, and no sentence."""
    return sentence.kind is BlockKind.PARAGRAPH and not ENDED.search(sentence.text)
