"""The words of the place for models."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from app.desktop.item_columns import language_words
from app.desktop.words import number, percent, plain_line
from app.records import InstalledModel, ModelKind, ModelState, ModelTrial

__all__ = [
    "FEWEST",
    "choice_words",
    "getting_words",
    "kind_words",
    "languages_words",
    "left_out_words",
    "purpose_words",
    "size_words",
    "source_words",
    "state_icon",
    "state_words",
    "trial_cost_words",
    "trial_words",
    "trust_words",
    "used_words",
    "why_no_trial",
]

# A trial with fewer labels would tell more of chance than of the model.
FEWEST = 20


def _say(text: str) -> str:
    return QCoreApplication.translate("Models", text)


def size_words(size: int) -> str:
    """Bytes as people count them; words where nobody knows."""
    if size <= 0:
        return _say("not known")
    kind = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(size, 1 if size >= 10**9 else 0, kind)


def kind_words(kind: ModelKind) -> str:
    """What a model does, in two or three words."""
    if kind is ModelKind.EMBEDDER:
        return _say("Compares meanings")
    return _say("Reads and writes")


def purpose_words(kind: ModelKind) -> str:
    """What a model is for."""
    if kind is ModelKind.EMBEDDER:
        return _say(
            "It turns every text into numbers, so that texts that mean the same lie close "
            "together. Sorting, themes, look-alikes and search by meaning all rest on it."
        )
    return _say(
        "It reads items that are still unclear once meanings were compared, names themes "
        "and rewords summaries. Everything else works without one."
    )


def state_words(model: InstalledModel, *, is_checked: bool = False) -> str:
    """Whether a model can be used."""
    if model.state is ModelState.MISSING:
        return _say("Not on this computer")
    if model.state is ModelState.DAMAGED:
        return _say("Damaged")
    return (
        _say("Ready, and its files are as they should be") if is_checked else _say("Ready")
    )


def state_icon(state: ModelState) -> tuple[str, str]:
    """The icon of a state and its tone; each has a shape of its own."""
    return {
        ModelState.READY: ("sorted", "sorted"),
        ModelState.MISSING: ("undecided", "muted"),
        ModelState.DAMAGED: ("failed", "failed"),
    }[state]


def languages_words(codes: Sequence[str]) -> str:
    """The languages that a model was made for, by name."""
    if not codes:
        return _say("not known")
    return ", ".join(language_words(code) for code in codes)


def source_words(model: InstalledModel) -> str:
    """Where a model came from."""
    if model.entry.starter:
        return _say("Came with Postroom")
    return plain_line(model.entry.source) or _say("not known")


def getting_words(model: InstalledModel) -> str:
    """How a model that is not here is brought here."""
    said = _say(
        "Postroom never fetches anything. Ask whoever looks after your computers for the "
        "file {file} ({size}). It is published here: {source}. Then choose \u201cInstall "
        "from a file\u201d. The file is accepted only if it is the very one that is known."
    )
    entry = model.entry
    return said.format(file=entry.file, size=size_words(entry.size), source=entry.source)


def choice_words(name: str, models: Sequence[InstalledModel]) -> str:
    """Which language model is used, as the list of choices has it."""
    if name == "":
        return _say("Automatic (the largest)")
    if name == "none":
        return _say("None")
    titles = {model.entry.name: model.entry.title for model in models}
    return plain_line(titles.get(name, name))


def used_words(model: InstalledModel, chosen: str, automatic: str) -> str:
    """Whether a model is the one that is used, and why."""
    name = model.entry.name
    if model.state is not ModelState.READY:
        return ""
    if model.entry.kind is ModelKind.EMBEDDER:
        said = _say("It is always used.")
    elif chosen == name:
        said = _say("It is the language model that you have chosen.")
    elif chosen == "" and automatic == name:
        said = _say("It is the language model that is used: the largest that is ready.")
    elif chosen == "none":
        said = _say("It is not used: you have chosen to work without a language model.")
    else:
        said = _say("It is not used: another language model is.")
    return said


def left_out_words() -> str:
    """That the model in use is left out of the sorting all the same."""
    return _say(
        "It would be used, but is left out of the sorting by these categories: the last "
        "trial found that it adds nothing."
    )


def why_no_trial(labels: int) -> str:
    """Why a model cannot be tried yet, and what to do; empty where it can."""
    if labels >= FEWEST:
        return ""
    more = FEWEST - labels
    if labels == 0:
        return _say(
            "A trial needs at least {fewest} items that you have decided, and there are "
            "none yet. Decide some on the page Review first."
        ).format(fewest=number(FEWEST))
    return _say(
        "A trial needs at least {fewest} items that you have decided; there are {count}. "
        "Decide {more} more on the page Review first."
    ).format(fewest=number(FEWEST), count=number(labels), more=number(more))


def trial_words(trial: ModelTrial) -> str:
    """What a trial found, in one sentence."""
    right, without = _of_100(trial.right_with), _of_100(trial.right_without)
    if trial.items_per_minute > 0:
        said = _say(
            "With this model {right} of 100 come out right, without it {without}; it takes "
            "{seconds} s an item more."
        )
        seconds = QLocale().toString(60 / trial.items_per_minute, "f", 1)
        return said.format(right=right, without=without, seconds=seconds)
    said = _say("With this model {right} of 100 come out right, without it {without}.")
    return said.format(right=right, without=without)


def trust_words(trial: ModelTrial) -> str:
    """What follows from a trial, and how far it can be trusted."""
    if not trial.adds:
        return _say("It adds nothing that chance would not: it is left out of the sorting.")
    return _say(
        "It is used from now on, with {weight} of the say. So much better by luck alone: "
        "{chance}."
    ).format(weight=percent(trial.weight), chance=percent(trial.chance))


def trial_cost_words(trial: ModelTrial) -> str:
    """On what it was tried, how honest its certainty is, and what it needs."""
    said = [
        _say("Tried {when} on {count} items that persons had decided.").format(
            when=_day(trial.at), count=number(trial.labels)
        ),
        _say(
            "The certainty that is told is off by {with_it} points with this model, by "
            "{without} without it."
        ).format(with_it=_points(trial.error_with), without=_points(trial.error_without)),
    ]
    if trial.memory_bytes:
        needs = _say("It needs {size} of memory while it reads.")
        said.append(needs.format(size=size_words(trial.memory_bytes)))
    return " ".join(said)


def _of_100(share: float) -> str:
    return number(round(share * 100))


def _points(error: float) -> str:
    return QLocale().toString(error * 100, "f", 1)


def _day(moment: str) -> str:
    """The day of an ISO 8601 moment as the person's country writes it."""
    day = QDateTime.fromString(moment, Qt.DateFormat.ISODate).date()
    return QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else ""
