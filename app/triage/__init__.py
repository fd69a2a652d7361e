"""Pure decisions: vectors and scores in, verdicts out; no clock, no chance, no disk."""

from app.triage.classify import (
    SAMPLE,
    Statistics,
    decide,
    find_statistics,
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
    weigh,
)
from app.triage.probability import Choice, choices, hardest_first, uncalibrated
from app.triage.prompts import Layout, QuestionWords, question_words
from app.triage.prototypes import Prototypes, prototype_texts, prototypes
from app.triage.review import UNSURE_BELOW, Circumstances, Review, ReviewCode, review
from app.triage.segments import segment

__all__ = [
    "SAMPLE",
    "UNSURE_BELOW",
    "CheckResult",
    "CheckSet",
    "Choice",
    "Circumstances",
    "Identifier",
    "Layout",
    "Prototypes",
    "QuestionWords",
    "Review",
    "ReviewCode",
    "Statistics",
    "check_set",
    "choices",
    "column_statistics",
    "decide",
    "evidence_at",
    "find_statistics",
    "foreign",
    "hardest_first",
    "identifier",
    "language_of",
    "mixed",
    "normalized",
    "prototype_texts",
    "prototypes",
    "question_words",
    "read_layout",
    "resemblance",
    "review",
    "segment",
    "speaks_for",
    "strongest",
    "text_hash",
    "uncalibrated",
    "weigh",
]
