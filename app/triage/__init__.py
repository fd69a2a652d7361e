"""Pure decisions: vectors and scores in, verdicts out; no clock, no chance, no disk."""

from app.triage.blind import Stratum, draw_sample
from app.triage.blind import report as blind_report
from app.triage.blind import times as measured_times
from app.triage.calibration import exact_interval, promise, reliability
from app.triage.classify import (
    SAMPLE,
    Known,
    Statistics,
    decide,
    find_statistics,
    guided_statistics,
    resemblance,
    speaks_for,
)
from app.triage.duplicates import normalized, text_hash
from app.triage.evidence import evidence_at, strongest
from app.triage.language import Identifier, foreign, identifier, language_of
from app.triage.language_model_weight import (
    CheckResult,
    CheckSet,
    check_set,
    column_statistics,
    mixed,
    read_layout,
    standardized,
    weigh,
)
from app.triage.learning import (
    FEWEST_TO_CALIBRATE,
    Labelled,
    Learned,
    ModelGain,
    fold_numbers,
    learn,
    model_worth,
)
from app.triage.orders import ORDERS, Heard, without_orders
from app.triage.probability import Choice, choices, hardest_first, uncalibrated
from app.triage.prompts import Layout, QuestionWords, question_words
from app.triage.prototypes import Prototypes, prototype_texts, prototypes
from app.triage.queue import review_order
from app.triage.review import UNSURE_BELOW, Circumstances, Review, ReviewCode, review
from app.triage.scheme_hints import scheme_hints
from app.triage.scheme_trying import Bench, find_bench, tried
from app.triage.segments import segment

__all__ = [
    "FEWEST_TO_CALIBRATE",
    "ORDERS",
    "SAMPLE",
    "UNSURE_BELOW",
    "Bench",
    "CheckResult",
    "CheckSet",
    "Choice",
    "Circumstances",
    "Heard",
    "Identifier",
    "Known",
    "Labelled",
    "Layout",
    "Learned",
    "ModelGain",
    "Prototypes",
    "QuestionWords",
    "Review",
    "ReviewCode",
    "Statistics",
    "Stratum",
    "blind_report",
    "check_set",
    "choices",
    "column_statistics",
    "decide",
    "draw_sample",
    "evidence_at",
    "exact_interval",
    "find_bench",
    "find_statistics",
    "fold_numbers",
    "foreign",
    "guided_statistics",
    "hardest_first",
    "identifier",
    "language_of",
    "learn",
    "measured_times",
    "mixed",
    "model_worth",
    "normalized",
    "promise",
    "prototype_texts",
    "prototypes",
    "question_words",
    "read_layout",
    "reliability",
    "resemblance",
    "review",
    "review_order",
    "scheme_hints",
    "segment",
    "speaks_for",
    "standardized",
    "strongest",
    "text_hash",
    "tried",
    "uncalibrated",
    "weigh",
    "without_orders",
]
