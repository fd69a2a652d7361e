"""What an accuracy that is asked for means for a case, in items and minutes."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app import store
from app.records import AtAccuracy, LearningReport, Promise
from app.store import CaseFile
from app.triage import promise
from app.workflow.run_facts import HELD_OUT, KIND, WAITING

__all__ = ["at_accuracy"]

# Fewer measured items tell nothing of the pace.
FEWEST_MEASURED = 5


def at_accuracy(
    case: CaseFile, learned: LearningReport | None, wanted: Sequence[float]
) -> list[AtAccuracy]:
    """What each accuracy means; nothing where the last run was not calibrated.

    At the accuracy that the last run was asked for it is what that run has done: it made
    its promise over all texts, of which persons have decided some since. Other accuracies
    are promised over the same texts, as the next run does it, and never decide more alone
    than a lower one. Runs of an older Postroom have not kept them: there it is over what is
    left.
    """
    run = store.last_run(case, KIND)
    kept = store.fact(case, run.key, HELD_OUT) if run else None
    if run is None or not kept or learned is None or not learned.calibrated:
        return []
    pairs = np.asarray(kept, dtype=np.float64)
    sure = store.how_sure(case)
    waiting = np.asarray(
        store.fact(case, run.key, WAITING) or sure.probabilities, dtype=np.float64
    )
    opened = np.sort(np.asarray(sure.open, dtype=np.float64))
    seconds = store.review_seconds(case)
    pace = statistics.median(seconds) if len(seconds) >= FEWEST_MEASURED else None
    found = []
    for share in wanted:
        promised = promise(pairs[:, 0], pairs[:, 1] > 0, waiting, share)
        promised = in_line_with(promised, learned.promise)
        # Those that need a person for another reason than doubt need one at any threshold.
        alone = len(opened) - int(np.searchsorted(opened, promised.threshold))
        review = sure.decided - alone
        found.append(
            AtAccuracy(
                promise=promised,
                alone=alone,
                review=review,
                minutes=None if pace is None else review * pace / 60,
            )
        )
    return found


def in_line_with(promised: Promise, made: Promise | None) -> Promise:
    """A promise whose threshold fits to that of the promise that the last run made."""
    if made is None:
        return promised
    if math.isclose(promised.wanted, made.wanted):
        return made
    nearest = max if promised.wanted > made.wanted else min
    return replace(promised, threshold=nearest(promised.threshold, made.threshold))
