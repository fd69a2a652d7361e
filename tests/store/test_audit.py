from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app import store
from tests.store.made import ended, letter, letter_item, read_in, verdict


def worked_on(case: store.CaseFile) -> store.CaseFile:
    run = store.begin_run(case, "sort", settings={}, scheme={}, models={})
    read_in(case, letter("Secret of Ms Ode.pdf"), [letter_item("the secret sentence")])
    store.put_verdicts(case, run, [(1, verdict(quote="secret sentence"))])
    store.review(case, 1, "Roads", "ana")
    store.finish_run(case, run)
    return case


def test_what_was_done_is_told_in_order(case: store.CaseFile):
    worked_on(case)
    told = [(entry.number, entry.action, entry.detail) for entry in store.audit_trail(case)]
    sha256 = ended(letter()).sha256
    read = {"document": 1, "state": "read", "items": 1, "inside": 0, "sha256": sha256}
    review = {"item": 1, "before": "Roads", "category": "Roads", "person": "ana"}
    assert told == [
        (1, "case file made", {}),
        (2, "run begun", {"run": 1, "kind": "sort"}),
        (3, "documents added", {"first": 1, "last": 1}),
        (4, "document read", read),
        (5, "item reviewed", review),
        (6, "run finished", {"run": 1}),
    ]
    assert store.check_audit(case) == ""


def test_the_trail_holds_no_word_of_any_document(case: store.CaseFile):
    worked_on(case)
    for entry in store.audit_trail(case):
        assert "secret" not in repr(entry).lower()


def test_other_rooms_may_add_to_the_trail(case: store.CaseFile):
    store.audit(case, "results written", {"rows": 3, "file": "résults.xlsx"})
    last = list(store.audit_trail(case, after=1))
    assert [(e.action, e.detail) for e in last] == [
        ("results written", {"rows": 3, "file": "résults.xlsx"})
    ]
    assert store.check_audit(case) == ""


def test_nobody_changes_or_shortens_the_trail_by_the_way(case: store.CaseFile):
    for statement in (
        "UPDATE audit SET action = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit VALUES (1, '', '', '', '', '')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="the audit trail is never"):
            case.execute(statement)
    assert store.check_audit(case) == ""


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        (
            "UPDATE audit SET detail = '{}' WHERE number = 3",
            "Entry 3 of the audit trail was",
        ),
        (
            "UPDATE audit SET at = at || ' ' WHERE number = 1",
            "Entry 1 of the audit trail was",
        ),
        (
            "UPDATE audit SET hash = previous WHERE number = 6",
            "Entry 6 of the audit trail was",
        ),
        ("DELETE FROM audit WHERE number = 4", "Entry 4 of the audit trail is missing."),
        ("DELETE FROM audit WHERE number > 4", "ends at entry 4; later entries"),
        ("DELETE FROM audit", "The audit trail ends at entry 0"),
    ],
)
def test_a_trail_changed_by_other_means_is_found_out(
    path: Path, statement: str, complaint: str
):
    with store.open_case(path) as case:
        worked_on(case)
    other = sqlite3.connect(path)
    other.executescript(
        "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened; "
        + statement
    )
    other.close()
    with store.open_case(path, read_only=True) as case:
        assert complaint in store.check_audit(case)
