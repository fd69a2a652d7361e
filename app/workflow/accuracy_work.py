"""How right the program is in a case, what it saves, and what files may teach it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from app import store
from app.readers import ReadRequest, SheetPreview, find_documents
from app.records import (
    AccuracyStanding,
    AtAccuracy,
    BlindAnswer,
    BlindCheck,
    CheckStanding,
    LabelledSheet,
    LearningReport,
    PaceSource,
    PostroomError,
    ReliabilityBin,
    RowFilter,
    Scheme,
    Status,
    TimeSaved,
    WorkPace,
)
from app.store import CaseFile
from app.triage import FEWEST_TO_CALIBRATE, exact_interval, reliability
from app.workflow import checking
from app.workflow.accuracy import FEWEST_MEASURED, at_accuracy
from app.workflow.labels import newest_labels, opened_memory
from app.workflow.privacy import plain
from app.workflow.run_facts import (
    HELD_OUT,
    KIND,
    REPORT,
    report_of,
    scheme_of,
    settings_of,
)
from app.workflow.tools import Tools

__all__ = ["AccuracyWork"]

# Seconds for an item while too few were measured: between the nine of somebody practised
# and the half minute that a letter takes at first. Called a usual figure where it is shown.
USUAL_SECONDS = 20.0
# Whoever is away from the desk is not reviewing (as in ``triage.blind``).
LONGEST_SECONDS = 600.0
# A person tells nothing apart on 15 bars of a few labels each.
BARS = 10
SHOWN_ROWS = 4
SHOWN_CHARACTERS = 200
LABEL_HEADERS = ("category", "label", "topic", "class", "subject", "categoría", "etiqueta")
PRIVATE_HEADERS = ("private", "confidential", "privado", "privada", "confidencial")


class AccuracyWork:
    """The accuracy of one open case.

    Args:
        case: The case file.
        tools: What a run works with.
    """

    def __init__(self, case: CaseFile, tools: Tools) -> None:
        self._case = case
        self._tools = tools

    def standing(self, wanted: Sequence[float]) -> AccuracyStanding:
        """How right the program is, read at one moment.

        Args:
            wanted: The accuracies to be told of, each from 0 to 1.
        """
        run = store.last_run(self._case, KIND)
        if run is None:
            return AccuracyStanding(pace=self._pace(), labels_needed=FEWEST_TO_CALIBRATE)
        checks = [self._check(one, scheme_of(run)) for one in store.checks(self._case)]
        found = AccuracyStanding(
            at=tuple(self._at(run.key, wanted)),
            pace=self._pace(),
            held_out=self._held_out(run.key),
            checked=self._checked(checks, scheme_of(run)),
            checks=tuple(checks),
            saved=self._saved(),
            labels_needed=FEWEST_TO_CALIBRATE,
        )
        scheme, settings = scheme_of(run), settings_of(run)
        with opened_memory(self._tools, scheme, wanted=settings.memory) as memory:
            labels = newest_labels(self._case, memory, scheme)
        counted = Counter(label.category for label in labels.known)
        return replace(
            found,
            labels_at_hand=len(labels.known),
            left_out=labels.left_out,
            by_category=tuple((name, counted[name]) for name in scheme.names),
        )

    def sheets(
        self, file: Path, scheme: Scheme, passwords: tuple[str, ...] = ()
    ) -> tuple[LabelledSheet, ...]:
        """The sheets of a file with their columns, read in a child process.

        The label column that is proposed is the one that names most of the scheme's
        categories, or has a header that says so.

        Raises:
            PostroomError: It cannot be read, or it is no workbook or text table.
        """
        document = next(iter(find_documents([file])), None)
        if document is None:
            raise PostroomError(f"{file.name} is empty.", "Choose another file.")
        with closing(self._tools.open_reader()) as reader:
            shown = reader.preview(document, ReadRequest(passwords=passwords))
        sheets = tuple(proposed(one, scheme) for one in shown if not one.hidden)
        if not any(one.headers for one in sheets):
            raise PostroomError(
                f"{file.name} has no rows with headers.",
                "Choose a workbook or a CSV file with one label in each row.",
            )
        return tuple(one for one in sheets if one.headers)

    def _at(self, run: int, wanted: Sequence[float]) -> list[AtAccuracy]:
        learned = self._learned(run)
        return at_accuracy(self._case, learned, wanted) if wanted else []

    def _learned(self, run: int) -> LearningReport | None:
        kept = store.fact(self._case, run, REPORT)
        return report_of(kept) if kept else None

    def _held_out(self, run: int) -> tuple[ReliabilityBin, ...]:
        learned = self._learned(run)
        kept = store.fact(self._case, run, HELD_OUT)
        if not kept or learned is None or not learned.calibrated:
            return ()
        return bars([(float(said), float(right) > 0) for said, right in kept])

    def _checked(
        self, checks: Sequence[CheckStanding], scheme: Scheme
    ) -> tuple[ReliabilityBin, ...]:
        """What the last finished check says of probabilities, each item once."""
        finished = [one.key for one in checks if one.report is not None]
        if not finished:
            return ()
        first: dict[int, BlindAnswer] = {}
        for one in checking.told_answers(self._case, finished[-1], scheme):
            first.setdefault(one.item, one)
        return bars(
            [
                (one.probability, one.category == one.program)
                for one in first.values()
                if one.probability is not None
            ]
        )

    def _check(self, check: BlindCheck, scheme: Scheme) -> CheckStanding:
        answered = {one.item for one in store.check_answers(self._case, check.key)}
        left = len(set(check.items) - answered)
        mine = store.unanswered(self._case, check.key, self._tools.person)
        finished = bool(answered) and not left
        return CheckStanding(
            key=check.key,
            at=check.at,
            items=len(check.items),
            left=left,
            left_for_me=len(mine),
            report=checking.check_report(self._case, check.key, scheme)
            if finished
            else None,
        )

    def _pace(self) -> WorkPace:
        ways = (
            (PaceSource.REVIEWED, store.review_seconds(self._case)),
            (PaceSource.CHECKED, self._check_seconds()),
        )
        for source, seconds in ways:
            if len(seconds) >= FEWEST_MEASURED:
                pace = statistics.median(shortened(seconds))
                return WorkPace(seconds=pace, measured=len(seconds), source=source)
        return WorkPace(seconds=USUAL_SECONDS, measured=0, source=PaceSource.USUAL)

    def _check_seconds(self) -> list[float]:
        return [
            answer.seconds
            for check in store.checks(self._case)
            for answer in store.check_answers(self._case, check.key)
            if answer.seconds is not None
        ]

    def _saved(self) -> TimeSaved:
        """All that is decided, by hand, less what reviewing took."""
        case = self._case
        by_hand = shortened(self._check_seconds())
        reviews = shortened(store.review_seconds(case))
        alone = store.count_rows(case, RowFilter(status=Status.SORTED, reviewed=False))
        reviewed = store.count_rows(case, RowFilter(reviewed=True))
        known = TimeSaved(
            alone=alone,
            reviewed=reviewed,
            by_hand_measured=len(by_hand),
            reviewing_measured=len(reviews),
            needed=FEWEST_MEASURED,
        )
        if len(by_hand) < FEWEST_MEASURED:
            return known
        hand = statistics.median(by_hand)
        # Too few measured reviews: then a review is taken to last as long as by hand.
        typical = statistics.median(reviews) if len(reviews) >= FEWEST_MEASURED else hand
        reviewing = sum(reviews) + max(reviewed - len(reviews), 0) * typical
        return replace(
            known,
            by_hand=hand,
            reviewing=reviewing,
            seconds=(alone + reviewed) * hand - reviewing if alone else None,
        )


def shortened(seconds: Sequence[float]) -> list[float]:
    """Each no longer than somebody sits over an item."""
    return [min(one, LONGEST_SECONDS) for one in seconds]


def bars(pairs: Sequence[tuple[float, bool]]) -> tuple[ReliabilityBin, ...]:
    """What was claimed and what held, in stretches of a tenth, each with its interval.

    Args:
        pairs: Probability of the best category, and whether it was right.
    """
    if not pairs:
        return ()
    claimed = np.asarray([one for one, _ in pairs], dtype=np.float64)
    right = np.asarray([one for _, one in pairs], dtype=np.bool_)
    return tuple(
        replace(one, interval=exact_interval(round(one.right * one.count), one.count))
        for one in reliability(claimed, right, bins=BARS)
    )


def proposed(sheet: SheetPreview, scheme: Scheme) -> LabelledSheet:
    """A sheet with the columns that are likely meant."""
    columns = range(len(sheet.headers))
    names = {plain(name) for name in scheme.names}
    matches = {at: sum(plain(row[at]) in names for row in sheet.rows) for at in columns}
    best = max(columns, key=lambda at: (matches[at], -at), default=-1)
    label = sheet.headers[best] if best >= 0 and matches[best] else ""
    text = sheet.text_column or ""
    if text == label:
        text = wordiest(sheet, label)
    others = [header for header in sheet.headers if header != text]
    return LabelledSheet(
        name=sheet.name or "",
        headers=tuple(sheet.headers),
        text=text,
        label=label or named(others, LABEL_HEADERS),
        private=named(others, PRIVATE_HEADERS),
        rows=tuple(
            tuple(cell[:SHOWN_CHARACTERS] for cell in row)
            for row in sheet.rows[:SHOWN_ROWS]
        ),
    )


def wordiest(sheet: SheetPreview, label: str) -> str:
    """The header of the other text with the longest cells; empty where there is none."""
    texts = {
        header: sum(len(row[at]) for row in sheet.rows)
        for at, header in enumerate(sheet.headers)
        if header != label and sheet.kinds.get(header) == "text"
    }
    return max(texts, key=lambda header: texts[header], default="")


def named(headers: Sequence[str], wanted: Sequence[str]) -> str:
    """The first of the headers that is one of these words; empty for none."""
    return next((header for header in headers if plain(header) in wanted), "")
