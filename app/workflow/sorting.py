"""A sorting run: read, compare meanings, ask the language model, decide."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing

from app import store
from app.engine import Embedder, LanguageModel
from app.readers import ReadRequest
from app.records import (
    LearningReport,
    Phase,
    PostroomError,
    Scheme,
    SortSettings,
    Step,
)
from app.store import CaseFile, Memory
from app.triage import FEWEST_TO_CALIBRATE
from app.workflow.asking import Say, ask, hear
from app.workflow.deciding import decide_items, undecided_texts
from app.workflow.judging import Judge
from app.workflow.labels import Labels, labels_to_begin_with, opened_memory
from app.workflow.meaning import find_meanings
from app.workflow.pace import Pace
from app.workflow.privacy import mark_private
from app.workflow.reading import read_again_where_asked, read_waiting
from app.workflow.renaming import follow_names
from app.workflow.review_queue import put_in_order
from app.workflow.run_facts import (
    HELD_OUT,
    KIND,
    LABELS,
    NOTES,
    REPORT,
    WAITING,
    report_as_json,
    scheme_as_json,
    scheme_of,
    settings_as_json,
    settings_of,
)
from app.workflow.teaching import Lessons, find_ground, learned_judge
from app.workflow.tools import Tools

__all__ = ["language_model", "listen", "sort"]

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
    with opened_memory(tools, scheme, wanted=settings.memory) as memory:
        labels = labels_to_begin_with(case, memory, scheme)
        yield from sort_with(case, tools, (scheme, settings, passwords), memory, labels)
    yield Step(phase=Phase.DONE, counts=store.counts(case))


def sort_with(
    case: CaseFile,
    tools: Tools,
    asked: tuple[Scheme, SortSettings, tuple[str, ...]],
    memory: Memory | None,
    labels: Labels,
) -> Generator[Step]:
    """The same once it is clear what may be learned from."""
    scheme, settings, passwords = asked
    last = store.last_run(case, KIND)
    before = settings_of(last) if last else None
    read_again_where_asked(case, before, settings, passwords=bool(passwords))
    model = language_model(tools, settings)
    pace = Pace(clock=tools.clock)
    try:
        with closing(tools.open_embedder()) as embedder:
            run = begin_or_resume(case, (scheme, settings, labels.digest), embedder, model)
            yield from read(case, tools, settings, passwords, pace)
            yield from find_meanings(case, embedder, pace)
            run = begin_again_if_more_came(case, run)
            follow_names(case, scheme)
            yield from decide_all(case, tools, run, (embedder, model), (memory, labels))
        store.finish_run(case, run)
    finally:
        if model is not None:
            model.close()


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
    mark_private(case, tools, settings)


def decide_all(
    case: CaseFile,
    tools: Tools,
    run: int,
    models: tuple[Embedder, LanguageModel | None],
    known: tuple[Memory | None, Labels],
) -> Iterator[Step]:
    """The deciding part: statistics over all texts, learning, the model's say, verdicts."""
    asked = store.run(case, run)
    scheme, settings = scheme_of(asked), settings_of(asked)
    embedder, model = models
    memory, labels = known
    pace = Pace(clock=tools.clock)
    say = yield from listen(tools, (embedder, model), scheme, settings, memory)
    if labels.known:
        yield Step(phase=Phase.LEARNING, counts=store.counts(case))
    lessons = Lessons(labels=labels, memory=memory, wanted=settings.accuracy, say=say)
    ground = find_ground(case, embedder, tools.background, scheme)
    judge, report = learned_judge(ground, lessons)
    say = say.heeding(judge.learned)
    note_what_was_learned(case, run, judge, report, say)
    if model is not None and say.question is not None:
        most = int(say.items_per_minute * settings.model_minutes)
        texts = undecided_texts(case, judge, say, most)
        yield from ask(case, model, say, texts, pace)
        say = say.with_columns(case, [text_hash for text_hash, _ in texts])
    yield from decide_items(case, run, judge, say, pace)
    put_in_order(case, embedder.sha256)


def listen(
    tools: Tools,
    models: tuple[Embedder, LanguageModel | None],
    scheme: Scheme,
    settings: SortSettings,
    memory: Memory | None,
) -> Generator[Step, None, Say]:
    """What the language model may say; nothing where there is none that can be used."""
    embedder, model = models
    if model is None:
        return Say()
    try:
        tried = adds_something(memory, model)
        return (yield from hear(tools, embedder, model, scheme, tried=tried))
    except PostroomError as error:
        if settings.language_model:
            raise  # somebody asked for this one
        return Say(trouble=str(error))


def adds_something(memory: Memory | None, model: LanguageModel) -> bool:
    """Whether a trial on the office's labels has shown that a language model adds."""
    trials = store.trials(memory) if memory is not None else []
    return any(trial.sha256 == model.sha256 and trial.adds for trial in trials)


def note_what_was_learned(
    case: CaseFile, run: int, judge: Judge, report: LearningReport | None, say: Say
) -> None:
    """Keep with the run what its readers must know of it."""
    notes = [note_on_probabilities(report), say.note]
    if report is not None:
        notes.insert(0, report.reason)
        store.put_fact(case, run, REPORT, report_as_json(report))
    if judge.learned is not None:
        pairs = judge.learned.held_out.round(6).tolist()
        store.put_fact(case, run, HELD_OUT, pairs)
        store.put_fact(case, run, WAITING, judge.learned.waiting.tolist())
    store.put_fact(case, run, NOTES, notes)


def note_on_probabilities(report: LearningReport | None) -> str:
    """How probabilities are to be understood, in a sentence."""
    if report is None or not report.used:
        return UNCALIBRATED
    if report.labels < FEWEST_TO_CALIBRATE:
        return (
            f"The probabilities are not calibrated yet: {report.labels} labels are too few,"
            f" {FEWEST_TO_CALIBRATE} are needed."
        )
    if not report.calibrated or report.calibration_error is None:
        return (
            "The probabilities are not calibrated yet: they do not hold well enough on"
            f" {report.labels:,} held-out labels."
        )
    return (
        f"The probabilities are calibrated on {report.labels:,} labels (mean error on held-"
        f"out labels {report.calibration_error:.1%})."
    )


def begin_or_resume(
    case: CaseFile,
    how: tuple[Scheme, SortSettings, str],
    embedder: Embedder,
    model: LanguageModel | None,
) -> int:
    """The key of the cut-off run where it was asked for the same, else of a new one.

    Args:
        case: The case file.
        how: Scheme, settings, and the digest of the labels.
        embedder: Whose vectors are used.
        model: The language model, if any.
    """
    scheme, settings, digest = how
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
        if was_asked == asked and store.fact(case, cut_off.key, LABELS) == digest:
            return cut_off.key
    run = store.begin_run(case, KIND, **asked)
    store.put_fact(case, run, LABELS, digest)
    return run


def begin_again_if_more_came(case: CaseFile, run: int) -> int:
    """The same run, or a new one like it where texts were added after it began to decide.

    The statistics are over all texts: verdicts made with the old ones would not fit.
    """
    texts = store.count_texts(case)
    known = store.fact(case, run, TEXTS)
    if known is not None and known != texts:
        old, digest = store.run(case, run), store.fact(case, run, LABELS)
        run = store.begin_run(
            case, KIND, settings=old.settings, scheme=old.scheme, models=old.models
        )
        store.put_fact(case, run, LABELS, digest)
    store.put_fact(case, run, TEXTS, texts)
    return run
