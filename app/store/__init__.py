"""The case file, which holds a piece of work, and the memory of what a scheme was taught.

Each is one SQLite file that loses nothing. ``open_case`` and ``open_memory`` open them;
the functions take the file first. Each commits what it stores before it returns, unless
it is called inside ``with case.writing():``. Iterators ask in pages and hold nothing open,
so that one may store things between two batches.
"""

from app.store.audit import AuditEntry, audit, audit_trail, check_audit
from app.store.blind_checks import (
    answer_check,
    begin_check,
    check_answers,
    checked_labels,
    checks,
    newest_answer,
    unanswered,
)
from app.store.case_file import CaseFile
from app.store.database_file import DatabaseFile
from app.store.documents import (
    add_documents,
    document,
    documents,
    documents_inside,
    locked_documents,
    parts,
    wait_again,
    waiting,
)
from app.store.items import StoredItem, count_items, each_items, item, stored_item
from app.store.labels import (
    count_labels,
    forget_labels,
    keep_labels,
    labels,
    newest_label,
)
from app.store.memory import Memory, open_memory
from app.store.opening import open_case
from app.store.reading import (
    begin_reading,
    finish_reading,
    keep_reading,
    store_reading,
)
from app.store.removal import purge, purge_memory, remove_document
from app.store.reviews import (
    ReviewedItem,
    newest_review,
    review,
    review_seconds,
    reviews,
    standing_reviews,
    undo_review,
)
from app.store.rows import count_rows, count_sure, counts, doubts, each_row, row, rows
from app.store.runs import (
    Run,
    RunState,
    begin_run,
    fact,
    facts,
    finish_run,
    last_run,
    put_fact,
    resumable_run,
    run,
    set_phase,
)
from app.store.search import search
from app.store.trials import put_trial, trials
from app.store.vectors import (
    count_scores,
    count_texts,
    count_texts_without_vectors,
    each_texts_without_vectors,
    each_vectors,
    put_scores,
    put_vectors,
    scores,
    segment_vectors,
    vectors,
)
from app.store.verdicts import (
    DecidedItem,
    each_decided,
    put_priorities,
    put_verdicts,
    set_private,
    verdict,
)

__all__ = [
    "AuditEntry",
    "CaseFile",
    "DatabaseFile",
    "DecidedItem",
    "Memory",
    "ReviewedItem",
    "Run",
    "RunState",
    "StoredItem",
    "add_documents",
    "answer_check",
    "audit",
    "audit_trail",
    "begin_check",
    "begin_reading",
    "begin_run",
    "check_answers",
    "check_audit",
    "checked_labels",
    "checks",
    "count_items",
    "count_labels",
    "count_rows",
    "count_scores",
    "count_sure",
    "count_texts",
    "count_texts_without_vectors",
    "counts",
    "document",
    "documents",
    "documents_inside",
    "doubts",
    "each_decided",
    "each_items",
    "each_row",
    "each_texts_without_vectors",
    "each_vectors",
    "fact",
    "facts",
    "finish_reading",
    "finish_run",
    "forget_labels",
    "item",
    "keep_labels",
    "keep_reading",
    "labels",
    "last_run",
    "locked_documents",
    "newest_answer",
    "newest_label",
    "newest_review",
    "open_case",
    "open_memory",
    "parts",
    "purge",
    "purge_memory",
    "put_fact",
    "put_priorities",
    "put_scores",
    "put_trial",
    "put_vectors",
    "put_verdicts",
    "remove_document",
    "resumable_run",
    "review",
    "review_seconds",
    "reviews",
    "row",
    "rows",
    "run",
    "scores",
    "search",
    "segment_vectors",
    "set_phase",
    "set_private",
    "standing_reviews",
    "store_reading",
    "stored_item",
    "trials",
    "unanswered",
    "undo_review",
    "vectors",
    "verdict",
    "wait_again",
    "waiting",
]
