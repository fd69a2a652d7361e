"""A sorting run: read, compare meanings, ask the language model, decide."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing

from app import store
from app.engine import Embedder, LanguageModel
from app.readers import ReadRequest
from app.records import Phase, PostroomError, Scheme, SortSettings, Step
from app.store import CaseFile
from app.workflow.asking import Say, ask, hear
from app.workflow.deciding import decide_items, undecided_texts
from app.workflow.judging import make_judge
from app.workflow.meaning import find_meanings
from app.workflow.pace import Pace
from app.workflow.reading import read_again_where_asked, read_waiting
from app.workflow.run_facts import (
    KIND,
    NOTES,
    scheme_as_json,
    scheme_of,
    settings_as_json,
    settings_of,
)
from app.workflow.tools import Tools

__all__ = ["sort"]

NO_MODEL = "none"
TEXTS = "texts"
UNCALIBRATED = (
    "The probabilities are not calibrated: the models have not seen this office's items."
)


def sort(
    case: CaseFile,
    tools: Tools,
    scheme: Scheme,
    settings: SortSettings,
    passwords: tuple[str, ...],
) -> Generator[Step]:
    """Read what waits and decide every item that no person has reviewed.

    All is committed in small batches. A run that was cut off goes on where it was when it
    is asked for the same; asked for something else, or with other documents, a new one
    begins.

    Raises:
        PostroomError: The embedder is missing or damaged, or the case file cannot be
            written.
    """
    yield Step(phase=Phase.STARTING, counts=store.counts(case))
    last = store.last_run(case, KIND)
    before = settings_of(last) if last else None
    read_again_where_asked(case, before, settings, passwords=bool(passwords))
    model = language_model(tools, settings)
    pace = Pace(clock=tools.clock)
    try:
        with closing(tools.open_embedder()) as embedder:
            run = begin_or_resume(case, scheme, settings, embedder, model)
            yield from read(case, tools, settings, passwords, pace)
            yield from find_meanings(case, embedder, pace)
            run = begin_again_if_more_came(case, run)
            yield from decide_all(case, tools, run, embedder, model)
        store.finish_run(case, run)
    finally:
        if model is not None:
            model.close()
    yield Step(phase=Phase.DONE, counts=store.counts(case))


def language_model(tools: Tools, settings: SortSettings) -> LanguageModel | None:
    """The language model that was asked for, if any; nothing is loaded yet."""
    if settings.language_model == NO_MODEL:
        return None
    return tools.open_language_model(settings.language_model)


def read(
    case: CaseFile,
    tools: Tools,
    settings: SortSettings,
    passwords: tuple[str, ...],
    pace: Pace,
) -> Iterator[Step]:
    """The reading part, with a reader of its own."""
    request = ReadRequest(
        column=settings.column,
        sheet=settings.sheet,
        passwords=passwords,
        recognize_all=settings.recognize_all,
    )
    with closing(tools.open_reader()) as reader:
        yield from read_waiting(case, reader, request, pace)


def decide_all(
    case: CaseFile,
    tools: Tools,
    run: int,
    embedder: Embedder,
    model: LanguageModel | None,
) -> Iterator[Step]:
    """The deciding part: statistics over all texts, the model's say, the verdicts."""
    asked = store.run(case, run)
    scheme, settings = scheme_of(asked), settings_of(asked)
    pace = Pace(clock=tools.clock)
    judge = make_judge(case, scheme, tools.background, embedder)
    say = Say()
    if model is not None:
        try:
            say = yield from hear(tools, embedder, model, scheme)
        except PostroomError as error:
            if settings.language_model:
                raise  # somebody asked for this one
            say = Say(trouble=str(error))
    store.put_fact(case, run, NOTES, [UNCALIBRATED, say.note])
    if model is not None and say.question is not None:
        most = int(say.items_per_minute * settings.model_minutes)
        texts = undecided_texts(case, judge, say, most)
        yield from ask(case, model, say, texts, pace)
        say = say.with_columns(case, [text_hash for text_hash, _ in texts])
    yield from decide_items(case, run, judge, say, pace)


def begin_or_resume(
    case: CaseFile,
    scheme: Scheme,
    settings: SortSettings,
    embedder: Embedder,
    model: LanguageModel | None,
) -> int:
    """The key of the cut-off run where it was asked for the same, else of a new one."""
    models = {embedder.name: embedder.sha256}
    if model is not None:
        models[model.name] = model.sha256
    asked = {
        "settings": settings_as_json(settings),
        "scheme": scheme_as_json(scheme),
        "models": models,
    }
    cut_off = store.resumable_run(case, KIND)
    if cut_off is not None:
        was_asked = {
            "settings": settings_as_json(settings_of(cut_off)),
            "scheme": scheme_as_json(scheme_of(cut_off)),
            "models": dict(cut_off.models),
        }
        if was_asked == asked:
            return cut_off.key
    return store.begin_run(case, KIND, **asked)


def begin_again_if_more_came(case: CaseFile, run: int) -> int:
    """The same run, or a new one like it where texts were added after it began to decide.

    The statistics are over all texts: verdicts made with the old ones would not fit.
    """
    texts = store.count_texts(case)
    known = store.fact(case, run, TEXTS)
    if known is not None and known != texts:
        old = store.run(case, run)
        run = store.begin_run(
            case, KIND, settings=old.settings, scheme=old.scheme, models=old.models
        )
    store.put_fact(case, run, TEXTS, texts)
    return run
