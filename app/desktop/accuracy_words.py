"""The words of the place for accuracy: what holds, what was saved, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.desktop.language import told
from app.desktop.learning_words import duration_words, items_words, share
from app.desktop.questions import CaseFacts
from app.desktop.words import number
from app.records import (
    AccuracyStanding,
    AtAccuracy,
    Label,
    PaceSource,
    ReliabilityBin,
    Taught,
    WorkPace,
)

__all__ = [
    "Missing",
    "brief_words",
    "forgotten_words",
    "known_labels_words",
    "missing_words",
    "pace_words",
    "seconds_words",
    "source_words",
    "taught_lines",
    "trust_words",
    "what_is_missing",
    "work_words",
    "wrong_words",
]

_FEW = 30  # labels, below which a sentence about them says how few they are
_TELLING = 10  # labels in one stretch, from which on it is spoken of


class Missing(Enum):
    """Why nothing can be promised."""

    NOTHING = "nothing"
    READING = "reading"
    SORTING = "sorting"
    LABELS = "labels"
    LEARNING = "learning"
    HOLDING = "holding"


def _say(text: str) -> str:
    return QCoreApplication.translate("AccuracyWords", text)


def what_is_missing(facts: CaseFacts | None, standing: AccuracyStanding | None) -> Missing:
    """What has to happen before anything can be promised; nothing where all is there."""
    if facts is None or facts.scheme is None:
        return Missing.SORTING
    if standing is None:
        return Missing.READING
    if standing.at:
        return Missing.NOTHING
    if standing.labels_at_hand < standing.labels_needed:
        return Missing.LABELS
    return Missing.LEARNING if facts.new_labels else Missing.HOLDING


def missing_words(
    missing: Missing, facts: CaseFacts | None, standing: AccuracyStanding | None
) -> tuple[str, str]:
    """Why nothing can be promised, and what a person can do."""
    if missing is Missing.READING:
        return _say("Looking at how things stand."), ""
    if missing is Missing.SORTING or facts is None or standing is None:
        return (
            _say("Nothing is sorted yet."),
            _say("Sort something. Then you see here how right it is and what it saves."),
        )
    if missing is Missing.LABELS:
        left = standing.labels_needed - standing.labels_at_hand
        said = _say("It has {count} of the {needed} labels that it needs for that. Label "
                    "{left} more: go through items in Review, do a blind check, or use a "
                    "file with labels.")  # fmt: skip
        return (
            _say("Nothing can be promised yet."),
            said.format(
                count=number(standing.labels_at_hand),
                needed=number(standing.labels_needed),
                left=number(left),
            ),
        )
    if missing is Missing.LEARNING:
        said = _say("There are labels enough, but the last run did not use them all. Learn "
                    "from them, and see what that would change.")  # fmt: skip
        return _say("Nothing can be promised yet."), said
    reason = told(facts.learned.reason) if facts.learned else ""
    more = _say("More labels help, most of all in categories that have few.")
    return _say("Nothing can be promised yet."), f"{reason} {more}".strip()


def seconds_words(seconds: float) -> str:
    """Seconds of an item, without a fraction where they are not few."""
    if seconds >= 90:
        return _say("{count} min").format(count=number(round(seconds / 60)))
    return _say("{count} s").format(count=number(max(round(seconds), 1)))


def pace_words(pace: WorkPace) -> str:
    """What an item takes, and where that is known from."""
    told = {
        PaceSource.REVIEWED: _say("{time} an item, as measured in {items} of review"),
        PaceSource.CHECKED: _say("{time} an item, as measured in {items} of blind checks"),
        PaceSource.USUAL: _say("{time} an item: a usual figure, nothing measured here yet"),
    }[pace.source]
    return told.format(time=seconds_words(pace.seconds), items=items_words(pace.measured))


def work_words(review: int, pace: WorkPace) -> str:
    """How long a person sits over so many items."""
    return duration_words(review * pace.seconds / 60) if review else _say("none")


def brief_words(review: int, pace: WorkPace) -> str:
    """The same for a column of such times."""
    minutes = review * pace.seconds / 60
    rounded = round(minutes) if minutes < 10 else round(minutes / 5) * 5
    hours, left = divmod(rounded, 60)
    if not review:
        return "\u2013"
    if not hours:
        return _say("{minutes} min").format(minutes=number(max(left, 1)))
    if hours >= 10 or not left:
        return _say("{hours} h").format(hours=number(round(rounded / 60)))
    return _say("{hours} h {minutes} min").format(hours=hours, minutes=left)


def wrong_words(meaning: AtAccuracy) -> tuple[str, str]:
    """How many wrong ones are to be expected, and what that is known from."""
    promise = meaning.promise
    wrong = round(meaning.alone * (1 - promise.wanted))
    if not meaning.alone:
        return _say("none"), _say("nothing is decided alone")
    figure = _say("up to {count}").format(count=number(max(wrong, 1)))
    if promise.right is None or promise.interval is None:
        return figure, _say("no label of this kind was held out")
    said = _say("{right} of {count} labels held out were right ({low} to {high})")
    told = said.format(
        right=share(promise.right),
        count=number(promise.judged),
        low=share(promise.interval.low),
        high=share(promise.interval.high),
    )
    return figure, told


def trust_words(bins: Sequence[ReliabilityBin]) -> str:
    """What its percentages are worth, in sentences; empty where nothing speaks for it."""
    count = sum(one.count for one in bins)
    if not count:
        return ""
    telling = [one for one in bins if one.count >= _TELLING]
    of = min(
        telling or [max(bins, key=lambda one: one.count)],
        key=lambda one: abs(one.claimed - 0.8),
    )
    said = _say("When it says {said}, it is right {times} times.").format(
        said=share(of.claimed), times=_times(of.right)
    )
    claimed = sum(one.claimed * one.count for one in bins) / count
    right = sum(one.right * one.count for one in bins) / count
    chance = sum(one.claimed * (1 - one.claimed) * one.count for one in bins)
    if abs(right - claimed) * count <= 2 * chance**0.5:
        whole = _say("On the whole its percentages hold.")
    elif right < claimed:
        whole = _say("On the whole it claims too much: {claimed} said, {right} right.")
    else:
        whole = _say("On the whole it claims too little: {claimed} said, {right} right.")
    told = f"{said} {whole.format(claimed=share(claimed), right=share(right))}"
    if count < _FEW:
        few = _say("Only {items} speak for this so far.").format(items=items_words(count))
        told += f" {few}"
    return told


def _times(right: float) -> str:
    """A share as so many in 10, or in 100 where ten would say always or never."""
    tenths = round(right * 10)
    if 0 < tenths < 10 and abs(right * 10 - tenths) < 0.35:
        return _say("{count} in 10").format(count=number(tenths))
    return _say("{count} in 100").format(count=number(round(right * 100)))


def known_labels_words(count: int) -> str:
    """So many labels."""
    if count == 1:
        return _say("1 label")
    return _say("{count} labels").format(count=number(count))


def forgotten_words(count: int) -> str:
    """So many labels are gone."""
    if count == 1:
        return _say("1 label was forgotten.")
    return _say("{count} labels were forgotten.").format(count=number(count))


def source_words(label: Label) -> str:
    """Where a label comes from."""
    told = {
        "correction": _say("review"),
        "check": _say("blind check"),
        "import": _say("file"),
    }
    return told.get(label.source, label.source)


def taught_lines(taught: Taught) -> list[tuple[str, str]]:
    """What became of the rows of a labelled file, each kind that there was."""
    lines = [
        (_say("New or changed labels"), taught.kept),
        (_say("Known already"), taught.known),
        (_say("Same text again further down; the last one counts"), taught.repeated),
        (_say("Marked private, never kept"), taught.private),
        (_say("Without a category"), taught.without_label),
        (_say("Without text"), taught.without_text),
    ]
    named = _say("Category \u201c{name}\u201d is not in the scheme")
    lines += [(named.format(name=name), count) for name, count in taught.unknown]
    return [(said, number(count)) for said, count in lines if count or said == lines[0][0]]
