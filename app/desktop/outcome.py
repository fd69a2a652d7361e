"""What is said when a job has ended, or when a case is opened that has not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from app.desktop.banner import Tone
from app.desktop.questions import CaseFacts, Job, JobEnd
from app.desktop.words import documents_words
from app.records import DocumentState, Scheme

__all__ = [
    "Offer",
    "Outcome",
    "after_cut_off",
    "after_export",
    "after_preview",
    "after_sorting",
    "has_to_wait",
    "is_unfinished",
    "on_opening",
    "unfinished",
    "wants_sorting",
]


class Offer(Enum):
    """What a banner's button does."""

    NOTHING = auto()
    GO_ON = auto()
    PASSWORDS = auto()
    SHOW_FAILED = auto()
    SHOW_FOLDER = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A sentence, what to do, and the button that does it."""

    tone: Tone
    what: str
    remedy: str = ""
    button: str = ""
    offer: Offer = Offer.NOTHING


def _say(text: str) -> str:
    return QCoreApplication.translate("Outcome", text)


def is_unfinished(facts: CaseFacts) -> bool:
    """Whether something in the case has begun and not come to its end."""
    begun = bool(facts.counts.items or facts.counts.documents_failed)
    waiting = any(d.state is DocumentState.WAITING for d in facts.documents)
    has_other_work = facts.has_themes or facts.has_summaries
    if has_other_work and facts.scheme is None:  # nobody has wanted it sorted
        return facts.unfinished
    return facts.unfinished or (begun and (waiting or facts.counts.undecided > 0))


def wants_sorting(facts: CaseFacts, scheme: Scheme | None) -> bool:
    """Whether sorting now would change anything: something waits, or the scheme is new."""
    waiting = any(d.state is DocumentState.WAITING for d in facts.documents)
    same = facts.scheme is not None and scheme is not None and facts.scheme == scheme
    return waiting or facts.counts.undecided > 0 or not same


def unfinished() -> Outcome:
    """A run was stopped or cut off."""
    return Outcome(
        tone="info",
        what=_say("This case is not sorted to the end."),
        remedy=_say("Everything done so far is kept."),
        button=_say("&Go on"),
        offer=Offer.GO_ON,
    )


def after_cut_off(end: JobEnd) -> Outcome:
    """A step did not end after the person stopped the work, and was broken off."""
    said = Outcome(
        tone="info",
        what=_say("A step did not end, so it was broken off."),
        remedy=_say("Everything done before it is kept."),
    )
    if end.job is not Job.SORT:
        return said
    return replace(said, button=_say("&Go on"), offer=Offer.GO_ON)


def has_to_wait() -> Outcome:
    """Something else is being done."""
    return Outcome(
        tone="info",
        what=_say("That has to wait until the work has ended."),
        remedy=_say("You can stop it first; everything so far is kept."),
    )


def on_opening(facts: CaseFacts) -> Outcome | None:
    """What a person should know about a case that was just opened; None for nothing."""
    if is_unfinished(facts):
        offer = unfinished()
        return replace(offer, remedy=f"{offer.remedy} {facts.note}".strip())
    return Outcome(tone="info", what=facts.note) if facts.note else None


def after_sorting(facts: CaseFacts) -> Outcome | None:
    """What a person should know after a run; None where all went well."""
    if facts.locked:
        return Outcome(
            tone="warning",
            what=_say("Locked with a password: {documents}.").format(
                documents=documents_words(len(facts.locked))
            ),
            button=_say("Enter &passwords\u2026"),
            offer=Offer.PASSWORDS,
        )
    if facts.counts.documents_failed:
        return Outcome(
            tone="warning",
            what=_say("Could not be read: {documents}.").format(
                documents=documents_words(facts.counts.documents_failed)
            ),
            remedy=_say("They are in the list under Failed, each with the reason."),
            button=_say("S&how them"),
            offer=Offer.SHOW_FAILED,
        )
    return None


def after_preview() -> Outcome:
    """Learning was stopped before it could show anything."""
    return Outcome(tone="info", what=_say("Learning stopped. Nothing was changed."))


def after_export(end: JobEnd) -> Outcome:
    """Where the results are."""
    if end.stopped or end.path is None:
        return Outcome(tone="info", what=_say("Export stopped. No file was written."))
    return Outcome(
        tone="good",
        what=_say("Saved {file}.").format(file=end.path.name),
        remedy=str(end.path.parent),
        button=_say("Op&en folder"),
        offer=Offer.SHOW_FOLDER,
    )
