"""The words of the window for labels, what is learned from them, and how well it holds."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.desktop.words import number
from app.records import AtAccuracy, Interval

__all__ = [
    "accuracy_words",
    "agreement_words",
    "duration_words",
    "interval_words",
    "items_words",
    "labels_words",
    "minutes_words",
    "right_words",
    "share",
]


def _say(text: str) -> str:
    return QCoreApplication.translate("LearningWords", text)


def share(part: float | None) -> str:
    """A share as a percentage; a dash where there is none."""
    return "\u2013" if part is None else f"{round(part * 100)}\u00a0%"


def interval_words(interval: Interval | None) -> str:
    """A range in percent; empty where there is none."""
    if interval is None:
        return ""
    low, high = round(interval.low * 100), round(interval.high * 100)
    return f"{low}\u2013{high}\u00a0%"


def right_words(right: float | None, interval: Interval | None) -> str:
    """A share with the range that holds the true one 19 times in 20."""
    around = interval_words(interval)
    return f"{share(right)} ({around})" if right is not None and around else share(right)


def items_words(count: int) -> str:
    """So many items."""
    if count == 1:
        return _say("1 item")
    return _say("{count} items").format(count=number(count))


def labels_words(count: int) -> str:
    """So many labels that nothing was learned from yet."""
    if count == 1:
        return _say("1 label is not used yet.")
    return _say("{count} labels are not used yet.").format(count=number(count))


def duration_words(minutes: float) -> str:
    """A time that was estimated, as coarse as it is true."""
    rounded = round(minutes) if minutes < 10 else round(minutes / 5) * 5
    hours, left = divmod(rounded, 60)
    if rounded < 1:
        return _say("less than a minute")
    if not hours:
        return _say("about {minutes} min").format(minutes=left)
    if hours >= 10 or not left:
        whole = round(rounded / 60)
        return _say("about {hours} h").format(hours=number(whole))
    return _say("about {hours} h {minutes} min").format(hours=hours, minutes=left)


def accuracy_words(meaning: AtAccuracy) -> str:
    """What an accuracy that is asked for means for the case."""
    said = _say("At {wanted}: {alone} of {items} decided alone, {review} for review")
    told = said.format(
        wanted=share(meaning.promise.wanted),
        alone=number(meaning.alone),
        items=number(meaning.alone + meaning.review),
        review=number(meaning.review),
    )
    if meaning.minutes is not None and meaning.review:
        told += f", {duration_words(meaning.minutes)}"
    return told


def agreement_words(kappa: float) -> str:
    """Cohen's kappa with the usual word for it (Landis and Koch, 1977)."""
    steps = (
        (0.2, _say("slight")),
        (0.4, _say("fair")),
        (0.6, _say("moderate")),
        (0.8, _say("substantial")),
    )
    word = next((said for below, said in steps if kappa <= below), _say("almost perfect"))
    return f"{QLocale().toString(kappa, 'f', 2)} ({word})"


def minutes_words(minutes: float | None) -> str:
    """Minutes that were measured, in seconds where they are few; a dash for none."""
    if minutes is None:
        return "\u2013"
    if minutes < 2:
        return _say("{count} s").format(count=number(round(minutes * 60)))
    return _say("{count} min").format(count=QLocale().toString(minutes, "f", 1))
