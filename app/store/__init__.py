"""The case file: one SQLite file that holds a piece of work and loses none of it.

``open_case`` opens one; the functions take it first. Each commits what it stores before
it returns, unless it is called inside ``with case.writing():``. Iterators ask in pages and
hold nothing open, so that one may store things between two batches.
"""

from app.store.audit import AuditEntry, audit, audit_trail, check_audit
from app.store.case_file import CaseFile
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
from app.store.opening import open_case
from app.store.reading import (
    begin_reading,
    finish_reading,
    keep_reading,
    store_reading,
)
from app.store.removal import purge, remove_document
from app.store.rows import count_rows, counts, each_row, row, rows
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
from app.store.verdicts import Review, put_verdicts, review, reviews, verdict

__all__ = [
    "AuditEntry",
    "CaseFile",
    "Review",
    "Run",
    "RunState",
    "StoredItem",
    "add_documents",
    "audit",
    "audit_trail",
    "begin_reading",
    "begin_run",
    "check_audit",
    "count_items",
    "count_rows",
    "count_scores",
    "count_texts",
    "count_texts_without_vectors",
    "counts",
    "document",
    "documents",
    "documents_inside",
    "each_items",
    "each_row",
    "each_texts_without_vectors",
    "each_vectors",
    "fact",
    "facts",
    "finish_reading",
    "finish_run",
    "item",
    "keep_reading",
    "last_run",
    "locked_documents",
    "open_case",
    "parts",
    "purge",
    "put_fact",
    "put_scores",
    "put_vectors",
    "put_verdicts",
    "remove_document",
    "resumable_run",
    "review",
    "reviews",
    "row",
    "rows",
    "run",
    "scores",
    "search",
    "segment_vectors",
    "set_phase",
    "store_reading",
    "stored_item",
    "vectors",
    "verdict",
    "wait_again",
    "waiting",
]
