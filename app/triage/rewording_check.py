"""Whether a language model rewords soundly: tried once on passages with known answers.

A model whose drafts seldom hold costs seconds for each quotation it does not change, and
more of its mistakes slip through: a check that notices 19 of 20 wrong drafts lets one in
twenty pass beside the sound ones. With 70 sound and 30 wrong ones in 100, that makes 2 in
100 of what is shown; with 30 and 70 it would be 10. One draft that passes the check and
says what it must not rules a model out at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.records.summaries import PageQuotation, SentenceKind, SummarySentence
from app.triage.rewording import RewordingTask, read_sentence, reasons_against, task_for
from app.triage.rewording_prompts import KnownPassage, Prompts

__all__ = ["RewordingCheck", "check_rewording", "known_tasks"]


@dataclass(frozen=True, kw_only=True, slots=True)
class RewordingCheck:
    """What a model's drafts of known passages are worth.

    Attributes:
        takes_part: Whether it may reword.
        tried: How many passages it was tried on.
        sound: How many drafts were sound, shorter, and said what matters.
        refused: How many the check refused.
        incomplete: How many passed it but lacked something that matters.
        slipped: How many passed it and said what they must not.
        kept: Mean length of the sound drafts as a share of their passages, 0 to 1.
    """

    takes_part: bool
    tried: int
    sound: int
    refused: int
    incomplete: int
    slipped: int
    kept: float

    @property
    def note(self) -> str:
        """The result in a sentence for people."""
        figures = f"{self.sound} of {self.tried} known passages right"
        if self.takes_part:
            return f"The language model rewords ({figures}); each sentence is checked."
        return (
            "All sentences are quotations: the language model failed its trial"
            f" ({figures}), so it rewords nothing."
        )


def known_tasks(prompts: Prompts) -> tuple[RewordingTask, ...]:
    """The known passages as tasks, in their order, one each."""
    return tuple(task_of(known, prompts) for known in prompts.known)


def task_of(known: KnownPassage, prompts: Prompts) -> RewordingTask:
    """A known passage as a task, whatever its length."""
    sentences = tuple(
        SummarySentence(
            text=text,
            kind=SentenceKind.QUOTED,
            source=PageQuotation(quote=text, page=1, start=0, end=len(text)),
        )
        for text in known.sources
    )
    return task_for(sentences, 0, prompts)


def check_rewording(
    prompts: Prompts, drafts: Sequence[str], similarities: Sequence[float]
) -> RewordingCheck:
    """What drafts of the known passages are worth.

    Args:
        prompts: With the known passages.
        drafts: (k,), of ``known_tasks``.
        similarities: (k,), cosines of each draft's sentence and its task's meaning.
    """
    counts = {"sound": 0, "refused": 0, "incomplete": 0, "slipped": 0}
    lengths: list[float] = []
    tasks = known_tasks(prompts)
    for known, task, draft, similarity in zip(
        prompts.known, tasks, drafts, similarities, strict=True
    ):
        verdict = judged(known, task, draft, similarity)
        counts[verdict] += 1
        if verdict == "sound":
            lengths.append(len(read_sentence(draft)) / max(1, len(task.meaning)))
    tried = len(tasks)
    enough = counts["sound"] >= prompts.least_sound * tried and tried > 0
    return RewordingCheck(
        takes_part=enough and not counts["slipped"],
        tried=tried,
        kept=sum(lengths) / len(lengths) if lengths else 0.0,
        **counts,
    )


def judged(known: KnownPassage, task: RewordingTask, draft: str, similarity: float) -> str:
    """What a draft is: sound, refused, incomplete, or slipped through the check."""
    if reasons_against(task, draft, similarity):
        return "refused"
    text = read_sentence(draft).casefold()
    if any(holds(text, one) for one in known.must_not):
        return "slipped"
    return "sound" if all(holds(text, one) for one in known.must) else "incomplete"


def holds(text: str, wanted: str) -> bool:
    """Whether a text in small letters holds one of several ways to say something."""
    return any(one.strip().casefold() in text for one in wanted.split("|") if one.strip())
