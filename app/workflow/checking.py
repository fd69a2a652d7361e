"""Blind checks: how right the program is, by persons who do not see what it says."""

from __future__ import annotations

from dataclasses import replace

from app import store
from app.records import (
    BlindAnswer,
    BlindCheck,
    BlindReport,
    PostroomError,
    Scheme,
    Status,
)
from app.store import CaseFile
from app.triage import Stratum, blind_report, draw_sample, measured_times

__all__ = ["begin_check", "check_report", "told_answers"]


def begin_check(case: CaseFile, size: int) -> BlindCheck:
    """Draw a random sample of the items, stratified by category and status.

    Items that a person has reviewed are left out: there the person's word stands. Each
    check of a case draws anew; the same case draws the same samples in the same order.

    Raises:
        PostroomError: Nothing was sorted yet, or the case file cannot be written.
    """
    items = [
        Stratum(
            item=one.item,
            category=one.category,
            alone=one.status is Status.SORTED,
        )
        for batch in store.each_decided(case)
        for one in batch
        if one.category is not None and not one.reviewed
    ]
    if not items:
        raise PostroomError(
            "There is nothing to check: no item stands as the program decided it.",
            "Sort first.",
        )
    seed = len(store.checks(case)) + 1
    key = store.begin_check(case, draw_sample(items, size, seed))
    return next(one for one in store.checks(case) if one.key == key)


def check_report(case: CaseFile, check: int, scheme: Scheme) -> BlindReport:
    """What a check has found so far.

    Raises:
        PostroomError: There is no such check, or nobody has labelled anything.
    """
    drawn = next((one for one in store.checks(case) if one.key == check), None)
    if drawn is None:
        raise PostroomError(f"There is no check {check} in this case file.", "Begin one.")
    answers = told_answers(case, check, scheme)
    if not answers:
        raise PostroomError(
            "Nobody has labelled anything in this check yet.", "Label some items first."
        )
    counts = store.counts(case)
    decided = counts.sorted + counts.needs_review
    times = measured_times(
        [one.seconds for one in answers if one.seconds is not None],
        store.review_seconds(case),
        counts.needs_review / decided if decided else 0.0,
        decided,
    )
    return blind_report(answers, scheme.names, len(drawn.items), times)


def told_answers(case: CaseFile, check: int, scheme: Scheme) -> list[BlindAnswer]:
    """The answers of a check, under the names that categories have now.

    A category that was renamed between the draw and an answer, or between two persons'
    answers, is still the same one.
    """

    def now(name: str) -> str:
        return scheme.now_called(name) or name

    return [
        replace(
            one,
            category=now(one.category),
            program=None if one.program is None else now(one.program),
        )
        for one in store.check_answers(case, check)
    ]
