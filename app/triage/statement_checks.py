"""Whether a sentence in other words says only what its sources say, told without a model.

Looked for is what makes a summary wrong where it matters: numbers, dates, times, amounts,
 names, negations, must and may, bounds, quantities, conditions, who said it, and who
does what. These are the changes that checks of summaries are trained on (Kryscinski and
others, "Evaluating the factual consistency of abstractive text summarization", 2020) and on
which small models err. Nothing is learned here, so that every refusal can be explained.

A rule that cannot tell speaks against the sentence: then the exact words are shown instead.
English only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.triage.statement_compared import Compared, compared
from app.triage.statement_denials import denial_problems
from app.triage.statement_figures import figure_problems
from app.triage.statement_joins import join_problems
from app.triage.statement_limits import limit_problems
from app.triage.statement_modality import modality_problems
from app.triage.statement_names import name_problems
from app.triage.statement_negation import negation_problems
from app.triage.statement_problems import Problem, ProblemKind
from app.triage.statement_reading import Reading, read_text
from app.triage.statement_roles import role_problems
from app.triage.statement_text import is_function
from app.triage.statement_ties import tie_problems

__all__ = ["Problem", "ProblemKind", "find_problems", "is_english"]

# A sentence and what it stands on are shorter than this; longer ones are not looked at.
MOST_SAID = 800
MOST_SOURCE = 6_000
# English of offices has about two in five, lists of names fewer; other languages share
# "no", "me", "a", "on" and "so".
LEAST_FUNCTION = 0.15
LEAST_LATIN = 0.8
FEWEST_WORDS = 5


def find_problems(statement: str, sources: Sequence[str]) -> tuple[Problem, ...]:
    """What a statement says that its sources do not; nothing where it is one of them.

    Time grows with the length of both, which is limited.

    Args:
        statement: One sentence.
        sources: The passages it was made of, each one sentence or a few.
    """
    line = " ".join(statement.split())
    if not line or len(line) > MOST_SAID or sum(map(len, sources)) > MOST_SOURCE:
        return (Problem(kind=ProblemKind.LENGTH, words=line[:40]),)
    if any(line == " ".join(source.split()) for source in sources):
        return ()
    said = read_text(line)
    readings = [read_text(source) for source in sources]
    if not is_english(*readings):
        return (Problem(kind=ProblemKind.LANGUAGE, words=line[:40]),)
    return tuple(dict.fromkeys(all_problems(compared(said, readings))))


def all_problems(pair: Compared) -> Iterator[Problem]:
    """What every rule finds, the plainest first."""
    yield from figure_problems(pair)
    yield from name_problems(pair)
    yield from negation_problems(pair)
    yield from denial_problems(pair)
    yield from modality_problems(pair)
    yield from limit_problems(pair)
    yield from join_problems(pair)
    yield from tie_problems(pair)
    yield from role_problems(pair)


def is_english(*readings: Reading) -> bool:
    """Whether texts are in English, as their little words tell; short ones are let pass.

    A statement need not be asked: all that it says must be in its sources.
    """
    words = [one.low for reading in readings for one in reading.tokens if one.low.isalpha()]
    plain = sum(map(is_function, words))
    latin = sum(map(str.isascii, words))
    if len(words) < FEWEST_WORDS:
        return latin == len(words)
    return plain >= LEAST_FUNCTION * len(words) and latin >= LEAST_LATIN * len(words)
