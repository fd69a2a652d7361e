from __future__ import annotations

from dataclasses import replace

import pytest

from app import store
from app.records import DocumentState, PostroomError, RowFilter
from tests.store.made import ended, letter, letter_item, read_in, read_waiting, row_item


def names(case: store.CaseFile) -> list[str]:
    return [document.name for document in store.documents(case)]


def test_documents_come_back_whole_and_in_the_order_they_came(case: store.CaseFile):
    given = [
        letter("b.pdf", sha256="d" * 64, size=7),
        letter("a.xlsx", kind="workbook"),
        letter(
            "z.doc", state=DocumentState.FAILED, reason="No.", reason_code="unsupported"
        ),
    ]
    assert store.add_documents(case, given) == 3
    stored = [replace(one, key=key) for key, one in enumerate(given, 1)]
    assert store.documents(case) == stored
    assert store.documents(case, 1, 1) == stored[1:2]
    assert store.document(case, 3) == stored[2]


def test_a_document_that_is_not_there_is_a_fault_of_the_asker(case: store.CaseFile):
    with pytest.raises(KeyError, match="no document 1"):
        store.document(case, 1)


def test_a_document_still_waiting_is_not_added_twice(case: store.CaseFile):
    assert store.add_documents(case, [letter(), letter()]) == 1
    assert store.add_documents(case, [letter(size=99)]) == 0


def test_a_document_that_was_read_is_added_again_only_when_it_changed(case: store.CaseFile):
    read_in(case, letter(), [letter_item("one")])
    assert store.add_documents(case, [letter()]) == 0
    assert store.add_documents(case, [letter(sha256="c" * 64)]) == 0
    assert store.add_documents(case, [letter(sha256="d" * 64)]) == 1
    assert names(case) == ["letter.pdf", "letter.pdf"]


def test_a_document_of_another_size_has_changed(case: store.CaseFile):
    read_in(case, letter(), [letter_item("one")])
    assert store.add_documents(case, [letter(size=9)]) == 1


def test_next_weeks_mail_is_added_behind_this_weeks(case: store.CaseFile):
    store.add_documents(case, [letter("1.pdf"), letter("2.pdf")])
    assert store.add_documents(case, [letter("0.pdf"), letter("1.pdf")]) == 1
    assert names(case) == ["1.pdf", "2.pdf", "0.pdf"]


def test_a_path_that_is_not_valid_text_comes_back_as_it_was(case: store.CaseFile):
    given = letter("caf\udce9.pdf", inner=("ann\udce9e",))
    store.add_documents(case, [given])
    stored = store.document(case, 1)
    assert stored == replace(given, key=1, name="caf\ufffd.pdf")
    assert store.add_documents(case, [given]) == 0


def test_attachments_are_read_right_behind_their_mail(case: store.CaseFile):
    mail = letter("a.eml", kind="mail")
    store.add_documents(case, [mail, letter("z.pdf")])
    inside = [
        letter("a.eml > 1.zip", path="/in/a.eml", inner=("1.zip",)),
        letter("a.eml > 2.pdf", path="/in/a.eml", inner=("2.pdf",)),
    ]
    read_waiting(case, 1, [letter_item("Dear office")], inside)
    deeper = letter("a.eml > 1.zip > x", path="/in/a.eml", inner=("1.zip", "x"))
    assert [d.name for d in store.waiting(case, 2)] == ["a.eml > 1.zip", "a.eml > 2.pdf"]
    read_waiting(case, store.waiting(case)[0].key, [], [deeper])
    order = ["a.eml", "a.eml > 1.zip", "a.eml > 1.zip > x", "a.eml > 2.pdf", "z.pdf"]
    assert names(case) == order
    assert [d.name for d in store.waiting(case, -1)] == order[2:]
    assert [d.inner for d in store.documents_inside(case, 1)] == [("1.zip",), ("2.pdf",)]


def test_documents_that_want_a_password_are_listed(case: store.CaseFile):
    store.add_documents(case, [letter("1.pdf"), letter("2.pdf"), letter("3.pdf")])
    for key, code in ((1, "password"), (2, "damaged"), (3, "password")):
        store.begin_reading(case, key)
        store.finish_reading(
            case,
            replace(
                ended(store.document(case, key), DocumentState.FAILED), reason_code=code
            ),
        )
    assert [d.name for d in store.locked_documents(case)] == ["1.pdf", "3.pdf"]


def test_a_document_can_be_read_again_from_nothing(case: store.CaseFile):
    attachment = letter("a > b", path="/in/a", inner=("b",))
    read_in(case, letter("a"), [letter_item("one"), letter_item("two")], [attachment])
    store.wait_again(case, 1)
    waiting = replace(letter("a"), key=1, sha256="c" * 64)
    assert store.documents(case) == [waiting]
    assert store.parts(case, 1) == ()
    assert store.count_items(case) == 0
    assert read_waiting(case, 1, [letter_item("one")]) == [3]


def test_a_failed_document_that_is_read_again_leaves_no_failed_line(case: store.CaseFile):
    read_in(case, letter(), [], state=DocumentState.FAILED)
    assert store.counts(case).documents_failed == 1
    store.wait_again(case, 1)
    read_waiting(case, 1, [letter_item("open now")])
    lines = list(store.each_row(case, RowFilter()))
    assert [line.item and line.item.text for line in lines] == ["open now"]


def test_a_document_with_a_reviewed_item_is_not_read_again(case: store.CaseFile):
    attachment = letter("a > b", path="/in/a", inner=("b",))
    read_in(case, letter("a"), [row_item("one")], [attachment])
    read_waiting(case, 2, [row_item("two")])
    store.review(case, 2, "Roads", "ana")
    with pytest.raises(PostroomError, match="reviewed"):
        store.wait_again(case, 1)
    assert store.count_items(case) == 2
