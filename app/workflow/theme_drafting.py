"""Names that a language model drafts, where it is known to do better than the rows' words.

Whether it is, a check of known groups tells; it is made once for each model and kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Generator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from app.engine import Embedder, LanguageModel
from app.engine.drafting import DraftQuestion
from app.records import Phase, PostroomError, Step, ThemeSettings
from app.triage import check_set
from app.triage.name_drafts import (
    DRAFT_INSTRUCTION,
    DRAFT_ITEM,
    DraftCheck,
    check_drafts,
    draft_prompts,
    known_groups,
    sound_drafts,
    to_embed,
    with_drafts,
)
from app.triage.naming import ThemeNames
from app.workflow.judging import embed_plain
from app.workflow.model_checks import keep_check, kept_check
from app.workflow.pace import Pace
from app.workflow.texts import batches
from app.workflow.theme_naming import NamedByRows, embed_names, name_rows
from app.workflow.tools import Tools

__all__ = ["Drafted", "draft_names"]

NO_MODEL = "none"
# It lies beside the messages that language models are checked on.
KNOWN_GROUPS = "theme_name_check.toml"
BATCH = 4
# The largest themes get drafts; a small laptop takes some seconds for each.
MOST_DRAFTED = 100
QUESTION = DraftQuestion(instruction=DRAFT_INSTRUCTION, item=DRAFT_ITEM)

# Names as they stand at the end, a note on them, and name and SHA-256 of the model.
Drafted = tuple[ThemeNames, str, dict[str, str]]
Lines = Generator[Step, None, list[str]]


def draft_names(
    tools: Tools,
    embedder: Embedder,
    named: NamedByRows,
    settings: ThemeSettings,
    fresh: Collection[int],
) -> Generator[Step, None, Drafted]:
    """The names with a language model's drafts in the place of those that they better.

    Args:
        tools: Of the workspace.
        embedder: Whose vectors tell which name is nearer to a theme.
        named: In the rows' own words.
        settings: Which model may draft.
        fresh: Numbers of the themes that need a name, the largest first.

    Raises:
        PostroomError: The model that somebody asked for cannot be used.
    """
    if settings.language_model == NO_MODEL or not fresh:
        return named.names, "", {}
    try:
        model = tools.open_language_model(settings.language_model)
        if model is None:
            return named.names, "", {}
        with closing(model):
            return (yield from draft_with(tools, (embedder, model), named, fresh))
    except PostroomError as error:
        if settings.language_model:
            raise  # somebody asked for this one
        return named.names, f"No language model drafted names. {error}", {}


def draft_with(
    tools: Tools,
    models: tuple[Embedder, LanguageModel],
    named: NamedByRows,
    fresh: Collection[int],
) -> Generator[Step, None, Drafted]:
    """The same with a model that is there."""
    embedder, model = models
    check = yield from known_worth(tools, embedder, model)
    if not check.takes_part:
        return named.names, check.note, {}
    asked = [number for number in fresh if not named.secret[number]][:MOST_DRAFTED]
    prompts = draft_prompts(named.rows, named.names)
    drafted = yield from lines_about(
        tools, model, [prompts[number] for number in asked], Phase.NAMING
    )
    lines = [""] * len(prompts)
    for number, line in zip(asked, drafted, strict=True):
        lines[number] = line
    names = replaced(embedder, named, lines)
    return names, check.note, {model.name: model.sha256}


def lines_about(
    tools: Tools, model: LanguageModel, prompts: Sequence[str], phase: Phase
) -> Lines:
    """One line about each theme, asked a few at a time.

    Yields:
        A step before each few.
    """
    pace, lines = Pace(clock=tools.clock), list[str]()
    pace.begin()
    for some in batches(prompts, BATCH):
        yield Step(
            phase=phase,
            done=len(lines),
            total=len(prompts),
            message="A language model drafts names."
            if phase is Phase.NAMING
            else "This is done once for each language model.",
            seconds_left=pace.seconds_left(len(lines), len(prompts)),
        )
        lines += model.draft(some, QUESTION).lines
    return lines


def replaced(embedder: Embedder, named: NamedByRows, lines: Sequence[str]) -> ThemeNames:
    """The names with those lines in their place that are sound and better."""
    drafts = sound_drafts(named.rows, named.candidates, named.names, lines, named.taken)
    vectors = embed_names(embedder, to_embed(named.names, drafts))
    return with_drafts(named.rows, named.names, drafts, vectors)


def known_worth(
    tools: Tools, embedder: Embedder, model: LanguageModel
) -> Generator[Step, None, DraftCheck]:
    """What a model's drafts are worth on known groups, asked once for each model."""
    text = tools.check_file.with_name(KNOWN_GROUPS).read_text(encoding="utf-8")
    path = check_path(tools, (embedder.sha256, model.sha256), text)
    kept = kept_check(path, DraftCheck)
    if kept is not None:
        return kept
    check = check_set(text)
    rows = known_groups(check, embed_plain(embedder, check.texts))
    candidates, names = name_rows(embedder, rows)
    named = NamedByRows(
        rows=rows,
        candidates=candidates,
        names=names,
        secret=np.zeros(len(rows.group), dtype=np.bool_),
    )
    prompts = draft_prompts(rows, names)
    lines = yield from lines_about(tools, model, prompts, Phase.MODEL_CHECK)
    final = replaced(embedder, named, lines)
    right = embed_names(embedder, check.scheme.names)
    own, drafted = (
        embed_names(embedder, [theme.name for theme in some.themes])
        for some in (names, final)
    )
    found = check_drafts((own * right).sum(axis=1), (drafted * right).sum(axis=1))
    keep_check(path, found)
    return found


def check_path(tools: Tools, models: tuple[str, str], text: str) -> Path:
    """Where the check of a model on known groups is kept.

    Args:
        tools: Of the workspace.
        models: SHA-256 of the embedder and of the language model.
        text: Of the file with the known groups.
    """
    told = f"drafts {' '.join(models)} {DRAFT_INSTRUCTION}{text}"
    return tools.checks / f"{hashlib.sha256(told.encode('utf-8')).hexdigest()[:32]}.json"
