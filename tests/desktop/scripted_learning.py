"""What a scripted program has learned: figures with the shape of real ones."""

from __future__ import annotations

from collections.abc import Sequence

from app.records import (
    AtAccuracy,
    BlindReport,
    CategoryScore,
    Change,
    GroupScore,
    Interval,
    LearningReport,
    Lesson,
    Promise,
    ReliabilityBin,
    Times,
)

NAMES = (
    "Roads and sidewalks",
    "Water and sewers",
    "Trash and recycling",
    "Parks and trees",
    "Noise and neighbours",
    "Permits and licences",
    "Taxes and billing",
    "Other",
)
RELIABILITY = (
    ReliabilityBin(low=0.2, high=0.3, count=3, claimed=0.26, right=0.33),
    ReliabilityBin(low=0.3, high=0.4, count=7, claimed=0.36, right=0.29),
    ReliabilityBin(low=0.4, high=0.5, count=9, claimed=0.46, right=0.44),
    ReliabilityBin(low=0.5, high=0.6, count=12, claimed=0.55, right=0.58),
    ReliabilityBin(low=0.6, high=0.7, count=16, claimed=0.66, right=0.63),
    ReliabilityBin(low=0.7, high=0.8, count=22, claimed=0.75, right=0.82),
    ReliabilityBin(low=0.8, high=0.9, count=31, claimed=0.86, right=0.84),
    ReliabilityBin(low=0.9, high=1.0, count=64, claimed=0.96, right=0.97),
)
REASON = (
    "What was learned from 164 labels decides: it is right more often on labels that it "
    "had not seen."
)


def learning_report(labels: int, *, calibrated: bool) -> LearningReport:
    return LearningReport(
        labels=labels,
        used=calibrated,
        reason=REASON if calibrated else f"{labels} labels are too few to learn from.",
        right_before=0.71,
        right_after=0.845 if calibrated else 0.71,
        interval=Interval(low=0.78, high=0.89) if calibrated else None,
        calibration="temperature" if calibrated else "none",
        calibrated=calibrated,
        calibration_error=0.034 if calibrated else None,
        sampling_error=0.028 if calibrated else None,
        reliability=RELIABILITY if calibrated else (),
    )


def lesson(changes: Sequence[Change], *, labels: int, calibrated: bool) -> Lesson:
    return Lesson(
        report=learning_report(labels, calibrated=calibrated),
        changes=tuple(changes),
        changed=len(changes),
        decided_alone=18 if calibrated else None,
        items=27,
    )


def at_accuracy(wanted: Sequence[float], items: int) -> list[AtAccuracy]:
    made = []
    for share in wanted:
        alone = round(items * (1.79 - share))
        promise = Promise(
            wanted=share,
            threshold=share - 0.1,
            share=alone / max(items, 1),
            right=share + 0.01,
            interval=Interval(low=share - 0.05, high=min(1.0, share + 0.04)),
            judged=100,
        )
        made.append(
            AtAccuracy(
                promise=promise,
                alone=alone,
                review=items - alone,
                minutes=(items - alone) * 0.35,
            )
        )
    return made


def blind_report(checked: int, sample: int, persons: Sequence[str]) -> BlindReport:
    figures = ((9, 8, 8), (6, 7, 6), (8, 8, 7), (5, 5, 5), (4, 3, 3), (7, 9, 6), (6, 5, 5))
    categories = [
        CategoryScore(
            category=name,
            checked=there,
            predicted=said,
            both=both,
            precision=both / said,
            recall=both / there,
            f1=2 * both / (there + said),
        )
        for name, (there, said, both) in zip(NAMES, figures, strict=False)
    ]
    categories.append(
        CategoryScore(
            category=NAMES[7],
            checked=0,
            predicted=1,
            both=0,
            precision=0.0,
            recall=0.0,
            f1=0.0,
        )
    )
    confusion = [(name, name, f[2]) for name, f in zip(NAMES, figures, strict=False)]
    confusion += [
        (NAMES[0], NAMES[1], 1),
        (NAMES[2], NAMES[5], 1),
        (NAMES[4], NAMES[2], 1),
        (NAMES[5], NAMES[7], 1),
        (NAMES[6], NAMES[5], 1),
    ]
    one, *others = persons
    return BlindReport(
        checked=checked,
        sample=sample,
        right=0.86,
        interval=Interval(low=0.74, high=0.93),
        alone_checked=31,
        alone_right=0.94,
        alone_interval=Interval(low=0.79, high=0.98),
        macro_f1=0.83,
        categories=tuple(categories),
        groups=(
            GroupScore(
                kind="language",
                name="en",
                checked=41,
                right=0.88,
                interval=Interval(low=0.74, high=0.95),
            ),
            GroupScore(
                kind="language",
                name="es",
                checked=9,
                right=0.78,
                interval=Interval(low=0.45, high=0.94),
            ),
            GroupScore(
                kind="sheet",
                name="Requests",
                checked=44,
                right=0.86,
                interval=Interval(low=0.73, high=0.94),
            ),
        ),
        confusion=tuple(confusion),
        kappa=tuple((one, other, 50, 0.81) for other in others),
        times=Times(by_hand=0.42, with_program=0.11, saved_hours=1.97),
    )
