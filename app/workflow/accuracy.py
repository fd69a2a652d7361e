"""What an accuracy that is asked for means for a case, in items and minutes."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from app import store
from app.records import AtAccuracy, LearningReport
from app.store import CaseFile
from app.triage import promise
from app.workflow.run_facts import HELD_OUT, KIND

__all__ = ["at_accuracy"]

# Fewer measured items tell nothing of the pace.
FEWEST_MEASURED = 5


def at_accuracy(
    case: CaseFile, learned: LearningReport | None, wanted: Sequence[float]
) -> list[AtAccuracy]:
    """What each accuracy means; nothing where the last run was not calibrated."""
    run = store.last_run(case, KIND)
    kept = store.fact(case, run.key, HELD_OUT) if run else None
    if not kept or learned is None or not learned.calibrated:
        return []
    pairs = np.asarray(kept, dtype=np.float64)
    waiting = np.asarray(store.doubts(case), dtype=np.float64)
    seconds = store.review_seconds(case)
    pace = statistics.median(seconds) if len(seconds) >= FEWEST_MEASURED else None
    found = []
    for share in wanted:
        promised = promise(pairs[:, 0], pairs[:, 1] > 0, waiting, share)
        alone, review = store.count_sure(case, promised.threshold)
        found.append(
            AtAccuracy(
                promise=promised,
                alone=alone,
                review=review,
                minutes=None if pace is None else review * pace / 60,
            )
        )
    return found
