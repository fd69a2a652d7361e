"""Sentences in the program's own words, used only where they hold.

A language model is given passages and writes one sentence. What it wrote is a proposal: it
is shown only if nothing in it is missing in the passages (``find_problems``), if it means
what they mean, if it leaves none of them out, and if it is shorter. Else the passages are
shown as they are, character for character.

Passages are data. Those that speak to a computer are never given to a model, and a draft
that talks to the reader of a chat, or repeats its instruction, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.records.summaries import SentenceKind, SummarySection, SummarySentence
from app.triage.orders import MARKS
from app.triage.rewording_prompts import Prompts
from app.triage.segments import segment
from app.triage.statement_checks import find_problems, is_english
from app.triage.statement_compared import Compared, compared, spots_of
from app.triage.statement_reading import Reading, read_text

__all__ = [
    "RewordingTask",
    "read_sentence",
    "reasons_against",
    "reworded",
    "reworded_section",
    "task_for",
    "tasks_of",
]

# Of what the passages say, a sentence that shortens them keeps so much; of each so much.
LEAST_KEPT = 0.4
LEAST_OF_EACH = 0.25
# A sentence that is hardly shorter is no gain over the exact words.
MOST_OF_LENGTH = 0.97
FEWEST_WORDS = 4
LEAKED_WORDS = 5
WORD = re.compile(r"[^\W_]+")
# How chat models begin and end: never part of a summary.
TALK = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|yes|here(?:'s| is| are)|in summary|in short|"
    r"to summarize|overall|summary|note|answer|rewritten|shortened|output|sentence|result)"
    r"\b[^.]{0,40}?[:,!]"
    r"|\b(?:the|these|this|that|both) (?:passages?|texts?|sentences?|excerpts?|summary)\b"
    r"|\b(?:as an? (?:AI|assistant)|I (?:cannot|can't|can|will|have|am)|I'm|let me|"
    r"feel free|hope this helps)\b|\.\.\.|\u2026|```|\*\*|<[^>]{0,40}>",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?:(?:one |short(?:er)? )?(?:sentence|summary|answer)\s*:|[-*\u2022]|1\.)\s*",
    re.IGNORECASE,
)
QUOTES = "\"'\u201c\u201d\u2018\u2019"
WHOLE = re.compile(r"^[\"\u201c(]?[A-Z0-9$].*[.!?][\"\u201d)]?$", re.DOTALL)
PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))
# A sentence that begins so hangs on the one before it.
HANGING = re.compile(
    r"^(?:it|its|they|their|he|she|his|her|this|these|those|that|such|also|however|"
    r"moreover|furthermore|therefore|thus|in addition|similarly|instead|otherwise|"
    r"for example|for instance|the former|the latter|both|and|but|or)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RewordingTask:
    """Neighbouring quotations of a section that a language model may put in one sentence.

    Attributes:
        text: To be drafted from: it stands in the question's place for the item.
        meaning: To be embedded beside the draft; ``reworded`` wants their cosine.
        sentences: The quotations, in the document's order.
        first: Number of the first of them in its section, from 0.
        prompts: What an office says about rewording.
    """

    text: str
    meaning: str
    sentences: tuple[SummarySentence, ...]
    first: int
    prompts: Prompts


# ------------------------------------------------------------------ tasks


def tasks_of(
    section: SummarySection, prompts: Prompts, kept_out: Collection[int] = ()
) -> tuple[RewordingTask, ...]:
    """What a language model may reword in a section, in its order; often nothing.

    Left out are sentences that are not whole, not English, that speak to a computer, or
    that are so short that nothing could be gained.

    Args:
        section: Of quoted sentences.
        prompts: What an office says about rewording.
        kept_out: Numbers of sentences that never go to a model, from 0.
    """
    tasks: list[RewordingTask] = []
    group: list[int] = []
    for number, sentence in enumerate(section.sentences):
        usable = number not in kept_out and can_be_reworded(sentence, prompts)
        if group and not (usable and fits(section, group, number, prompts)):
            tasks.extend(made(section, group, prompts))
            group = []
        if usable:
            group.append(number)
    if group:
        tasks.extend(made(section, group, prompts))
    return tuple(tasks)


def can_be_reworded(sentence: SummarySentence, prompts: Prompts) -> bool:
    """Whether a quotation is a whole English sentence that orders nothing."""
    text = sentence.text
    count = len(text.split())
    return (
        sentence.kind is SentenceKind.QUOTED
        and FEWEST_WORDS <= count <= prompts.most_source_words
        and bool(WHOLE.match(text))
        and not MARKS.search(text)
        and is_english(read_text(text))
    )


def fits(
    section: SummarySection, group: Sequence[int], number: int, prompts: Prompts
) -> bool:
    """Whether a sentence may be joined to those before it."""
    last, one = section.sentences[group[-1]], section.sentences[number]
    if len(group) >= prompts.most_sentences or last.section != one.section:
        return False
    if abs(one.source.page - last.source.page) > 1:
        return False
    words = sum(len(section.sentences[n].text.split()) for n in (*group, number))
    return words <= prompts.most_source_words


def made(
    section: SummarySection, group: Sequence[int], prompts: Prompts
) -> Iterator[RewordingTask]:
    """The task of some sentences; none where nothing could be gained."""
    sentences = tuple(section.sentences[number] for number in group)
    words = sum(len(sentence.text.split()) for sentence in sentences)
    if words >= prompts.least_source_words:
        yield task_for(sentences, group[0], prompts)


def task_for(
    sentences: tuple[SummarySentence, ...], first: int, prompts: Prompts
) -> RewordingTask:
    """The task of putting some sentences into one."""
    texts = [" ".join(sentence.text.split()) for sentence in sentences]
    return RewordingTask(
        text="\n".join(f"- {text}" for text in texts),
        meaning=" ".join(texts),
        sentences=sentences,
        first=first,
        prompts=prompts,
    )


# ------------------------------------------------------------------ drafts


def read_sentence(draft: str) -> str:
    """The sentence of a model's line, without a label or quotation marks around it."""
    line = " ".join(draft.split())
    line = LABEL.sub("", line, count=1)
    if len(line) > 2 and line[0] in QUOTES and line[-1] in QUOTES:
        line = line[1:-1].strip()
    return line


def reworded(
    task: RewordingTask, draft: str, similarity: float
) -> tuple[SummarySentence, ...]:
    """One checked sentence in other words, or the quotations as they were.

    Args:
        task: What was asked.
        draft: What the model wrote.
        similarity: Cosine of the vectors of ``read_sentence(draft)`` and ``task.meaning``.
    """
    if reasons_against(task, draft, similarity):
        return task.sentences
    text = read_sentence(draft)
    return (joined(task, text),)


def joined(task: RewordingTask, text: str) -> SummarySentence:
    """A sound sentence with all it stands on, first that which carries most of it."""
    pair = beside(task, text)
    shares = [carried(pair, number) for number in range(len(task.sentences))]
    main = task.sentences[shares.index(max(shares))]
    sources = dict.fromkeys(
        one
        for sentence in task.sentences
        for one in (sentence.sources or (sentence.source,))
    )
    return replace(main, text=text, kind=SentenceKind.REWORDED, sources=tuple(sources))


def reworded_section(
    section: SummarySection,
    tasks: Sequence[RewordingTask],
    results: Sequence[Sequence[SummarySentence]],
) -> SummarySection:
    """A section with what ``reworded`` gave in the place of each task's sentences.

    Args:
        section: That the tasks are of.
        tasks: Of ``tasks_of``, in its order.
        results: (t,), of ``reworded``.
    """
    sentences: list[SummarySentence] = []
    done = 0
    for task, result in zip(tasks, results, strict=True):
        sentences.extend(section.sentences[done : task.first])
        sentences.extend(result)
        done = task.first + len(task.sentences)
    sentences.extend(section.sentences[done:])
    return replace(section, sentences=tuple(sentences))


def reasons_against(task: RewordingTask, draft: str, similarity: float) -> tuple[str, ...]:
    """Why a draft may not be used, in a few words each; nothing where it is sound."""
    text = read_sentence(draft)
    form = form_reason(task, text)
    if form:
        return (form,)
    if not similarity >= task.prompts.least_similarity:
        return (f"means something else (likeness {similarity:.2f})",)
    sources = [sentence.text for sentence in task.sentences]
    problems = find_problems(text, sources)
    if problems:
        return tuple(problem.told for problem in problems)
    pair = beside(task, text)
    if kept(pair) < LEAST_KEPT or any(
        kept_of(pair, number) < LEAST_OF_EACH for number in range(len(sources))
    ):
        return ("leaves out too much",)
    return ()


def form_reason(task: RewordingTask, text: str) -> str:
    """What is wrong with the form of a draft, before its facts are looked at."""
    words = len(text.split())
    most = MOST_OF_LENGTH * sum(len(sentence.text) for sentence in task.sentences)
    reasons = (
        (words < FEWEST_WORDS or not whole(text), "is no whole sentence"),
        (words > task.prompts.most_words or len(text) > most, "is not shorter"),
        (bool(TALK.search(text) or MARKS.search(text)), "speaks to the reader of a chat"),
        (hangs(task, text), "hangs on a sentence before it"),
        (leaks(task, text), "repeats its instruction"),
    )
    return next((reason for wrong, reason in reasons if wrong), "")


def whole(text: str) -> bool:
    """Whether a text is one sentence with both its ends and all its brackets."""
    if not WHOLE.match(text) or len(segment(text)) != 1:
        return False
    return all(text.count(left) == text.count(right) for left, right in PAIRS) and (
        text.count('"') % 2 == 0
    )


def hangs(task: RewordingTask, text: str) -> bool:
    """Whether a draft begins with a word for something that was told before it."""
    first = " ".join(task.sentences[0].text.split())
    return bool(HANGING.match(text)) and not HANGING.match(first)


def leaks(task: RewordingTask, text: str) -> bool:
    """Whether five words in a row are of the instruction and not of the passages."""
    told = runs_of_words(task.prompts.instruction)
    given = runs_of_words(task.meaning)
    return bool((runs_of_words(text) & told) - given)


def runs_of_words(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of five words."""
    words = WORD.findall(text.lower())
    return frozenset(
        tuple(words[place : place + LEAKED_WORDS])
        for place in range(len(words) - LEAKED_WORDS + 1)
    )


# ------------------------------------------------------------------ what is kept


def beside(task: RewordingTask, text: str) -> Compared:
    """A draft beside the quotations that it was made of."""
    return compared(read_text(text), [read_text(one.text) for one in task.sentences])


def kept(pair: Compared) -> float:
    """The share of the words of all passages that a sentence keeps, 0 to 1."""
    said = told_keys(pair)
    known = [key for source in pair.sources for key in telling_keys(source)]
    return share(said, known)


def carried(pair: Compared, number: int) -> int:
    """How many words and figures of a sentence stand in one passage."""
    places = range(len(pair.said.tokens))
    return sum(any(n == number for n, _ in spots_of(pair, place)) for place in places)


def kept_of(pair: Compared, number: int) -> float:
    """The share of the words of one passage that a sentence keeps, 0 to 1.

    Only those count that the other passages do not have: else a copy of one would seem to
    keep some of all.
    """
    others = {
        key for other, one in enumerate(pair.sources) if other != number for key in one.keys
    }
    own = [key for key in telling_keys(pair.sources[number]) if key not in others]
    return share(told_keys(pair), own)


def share(said: Collection[str], known: Sequence[str]) -> float:
    """How many of some keys are among others; all of none."""
    return sum(key in said for key in known) / len(known) if known else 1.0


def told_keys(pair: Compared) -> frozenset[str]:
    """The keys of the passages that a sentence uses."""
    words = frozenset(key for keys in pair.found for key in keys)
    return words | frozenset(pair.said.keys)


def telling_keys(reading: Reading) -> list[str]:
    """The keys of the words and figures that say something, each once."""
    return list(
        dict.fromkeys(
            reading.keys[place]
            for place, one in enumerate(reading.tokens)
            if one.content or (reading.marked[place] and one.text.isalnum())
        )
    )
