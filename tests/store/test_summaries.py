from __future__ import annotations

import secrets
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import store
from app.records import Answer, DocumentState, Part, PartState, Structure
from tests.store.made import MODEL, ended, letter, letter_item, read_in, text_hash
from tests.store.summarized import (
    DIMENSIONS,
    MARK,
    quotation,
    read_with_structure,
    structure_of,
    summarize,
    summary_of,
)

TABLES = ("structure", "sentence_vector", "summary", "summary_answer", "summary_edit")
TEXTS = ("Héllo \ud800 there", "second\npage")


def rows_of(case: store.CaseFile) -> dict[str, int]:
    return {table: case.number(f"SELECT count(*) FROM {table}") for table in TABLES}  # noqa: S608 - names of this test


def test_a_structure_comes_back_whole_with_the_texts_of_the_item(case: store.CaseFile):
    key, made = summarize(case, "a.pdf", TEXTS)
    stored = store.structure(case, key)
    assert stored is not None
    # A half surrogate pair has no place in a file; what counts characters stays right.
    kept = [replace(made.pages[0], text=made.pages[0].text.replace("\ud800", "\ufffd"))]
    assert stored.structure == replace(made, pages=(*kept, *made.pages[1:]))
    assert store.structure_marks(case) == {key: (stored.mark, 2)}
    assert store.count_pages(case, key) == 2
    assert store.count_characters(case, key) == len("\f".join(TEXTS))


def test_a_structure_of_another_text_has_another_mark(case: store.CaseFile):
    one, _ = summarize(case, "a.pdf", ("same", "text"))
    two, _ = summarize(case, "b.pdf", ("same", "taxt"))
    three, _ = summarize(case, "c.pdf", ("same", "text"))
    marks = store.structure_marks(case)
    assert marks[one] == marks[three] != marks[two]


def test_a_mark_is_the_same_however_the_structure_is_packed(
    case: store.CaseFile, monkeypatch
):
    one, _ = summarize(case, "a.pdf", ("same " * 50, "text"))
    monkeypatch.setattr("app.store.structures._LEVEL", 0)
    two, _ = summarize(case, "b.pdf", ("same " * 50, "text"))
    marks = store.structure_marks(case)
    assert marks[one] == marks[two]


def test_a_structure_with_another_note_has_another_mark(case: store.CaseFile):
    key, made = summarize(case, "a.pdf", TEXTS)
    before = store.structure_mark(case, key)
    store.put_structure(case, key, made, "a note")
    assert store.structure_note(case, key) == "a note"
    assert store.structure_mark(case, key) != before


def test_questions_are_shared_where_every_summarized_document_has_them(
    case: store.CaseFile,
):
    one, _ = summarize(case, "a.pdf", ("one", "two"))
    (asked,) = store.shared_questions(case)
    two, _ = summarize(case, "b.pdf", ("one", "two"))
    store.ask_later(case, two, "Only here?")
    assert store.shared_questions(case) == (asked,)
    store.forget_question(case, one, asked)
    assert store.shared_questions(case) == ()


def test_a_document_that_was_read_without_layout_has_no_structure(case: store.CaseFile):
    read_in(case, letter(), [letter_item("page")])
    assert store.structure(case, 1) is None
    assert store.structure_marks(case) == {}


def test_a_reading_that_is_cut_off_leaves_no_structure(case: store.CaseFile):
    store.add_documents(case, [letter()])
    part = Part(state=PartState.READ, first=1, last=1)

    def cut_off():
        yield from (part, letter_item("page"), structure_of("page one"))
        raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError):
        list(store.keep_reading(case, 1, cut_off(), text_hash))
    assert store.structure(case, 1) is None
    assert store.document(case, 1).state is DocumentState.WAITING


def test_a_document_that_is_read_again_loses_what_was_made_of_it_but_no_persons_word(
    case: store.CaseFile,
):
    key, _ = summarize(case, "a.pdf", ("one", "two"))
    store.wait_again(case, key)
    assert rows_of(case) == {
        "structure": 0,
        "sentence_vector": 0,
        "summary": 0,
        "summary_answer": 1,
        "summary_edit": 1,
    }
    (waiting,) = store.answers(case, key)
    assert (waiting.question, waiting.answer, waiting.made_of) == ("What of one?", None, "")
    assert [edit.what for edit in store.summary_edits(case, key)] == [{"quote": "one"}]


def test_what_is_inside_a_document_goes_when_it_is_read_again(case: store.CaseFile):
    outer = letter("mail.eml", kind="mail")
    inner = letter("mail.eml > a.pdf", path=outer.path, inner=("a.pdf",))
    store.add_documents(case, [outer])
    part = Part(state=PartState.READ, first=1, last=1)
    list(store.keep_reading(case, 1, [part, inner, ended(outer)], text_hash))
    read_with_structure(case, 2, structure_of("inside it"), inner)
    store.put_summary(case, 2, summary_of(2, structure_of("inside it")), "x")
    store.wait_again(case, 1)
    assert sum(rows_of(case).values()) == 0


def test_vectors_come_back_by_model_and_by_the_sentences_they_were_made_of(
    case: store.CaseFile,
):
    key, _ = summarize(case, "a.pdf", ("one", "two"))
    more = np.full((1, DIMENSIONS), -0.25, dtype=np.float32)
    store.put_sentence_vectors(case, key, (MODEL, MARK), 2, more)
    found = store.sentence_vectors(case, key, (MODEL, MARK), DIMENSIONS)
    assert {first: rows.tolist() for first, rows in found.items()} == {
        0: [[0.5] * DIMENSIONS] * 2,
        2: [[-0.25] * DIMENSIONS],
    }
    assert store.sentence_vectors(case, key, ("other", MARK), DIMENSIONS) == {}
    assert store.sentence_vectors(case, key, (MODEL, "other"), DIMENSIONS) == {}


def test_vectors_of_other_sentences_make_room_for_new_ones(case: store.CaseFile):
    key, _ = summarize(case, "a.pdf", ("one", "two"))
    row = np.zeros((1, DIMENSIONS), dtype=np.float32)
    store.put_sentence_vectors(case, key, (MODEL, "new"), 0, row)
    assert case.number("SELECT count(*) FROM sentence_vector") == 1


def test_a_summary_comes_back_whole_without_its_answers(case: store.CaseFile):
    key, structure = summarize(case, "a.pdf", ("one", "two"))
    made = summary_of(key, structure)
    stored = store.summary(case, key)
    assert stored is not None
    assert (stored.summary, stored.made_of) == (made, "made of this")
    asked = Answer(question="asked")
    store.put_summary(case, key, replace(made, whole=False, answers=(asked,)), "first")
    stored = store.summary(case, key)
    assert stored is not None
    assert stored.summary == replace(made, whole=False)
    assert store.summary_marks(case) == {key: ("first", False)}


def test_a_summary_of_an_older_program_is_read_with_the_defaults_of_now(
    case: store.CaseFile,
):
    key, _ = summarize(case, "a.pdf", ("one", "two"))
    case.execute('UPDATE summary SET content = \'{"document": 1, "name": "old"}\'')
    stored = store.summary(case, key)
    assert stored is not None
    assert (stored.summary.name, stored.summary.facts, stored.summary.whole) == (
        "old",
        (),
        True,
    )


def test_a_question_is_asked_once_and_answered_anew_in_its_place(case: store.CaseFile):
    key, structure = summarize(case, "a.pdf", ("one", "two"))
    store.ask_later(case, key, "What of one?")
    store.ask_later(case, key, "And then?")
    assert [(a.question, a.made_of) for a in store.answers(case, key)] == [
        ("What of one?", "made of that"),
        ("And then?", ""),
    ]
    new = Answer(question="What of one?", passages=(quotation(structure, 2),))
    store.put_answer(case, key, new, "newer")
    first = store.answers(case, key)[0]
    assert (first.answer, first.made_of) == (new, "newer")
    assert store.forget_question(case, key, "And then?")
    assert not store.forget_question(case, key, "And then?")
    assert len(store.answers(case, key)) == 1


def test_edits_are_taken_back_newest_first_and_stay_in_the_file(case: store.CaseFile):
    key, _ = summarize(case, "a.pdf", ("one", "two"))
    store.note_summary_edit(case, key, ("sentence", "taken out", "ben"), {"words": []})
    assert [edit.person for edit in store.summary_edits(case, key)] == ["ana", "ben"]
    assert store.undo_summary_edit(case, key, "cleo") == "taken out"
    assert store.undo_summary_edit(case, key, "cleo") == "corrected one"
    assert store.undo_summary_edit(case, key, "cleo") == ""
    assert store.summary_edits(case, key) == []
    assert case.number("SELECT count(*) FROM summary_edit") == 4
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        case.execute("UPDATE summary_edit SET person = 'nobody'")


def test_every_deed_is_in_the_audit_trail_without_a_word_of_the_document(
    case: store.CaseFile,
):
    word = f"canary{secrets.token_hex(8)}"
    key, _ = summarize(case, "a.pdf", (word, f"{word} too"))
    store.undo_summary_edit(case, key, "ana")
    store.forget_question(case, key, f"What of {word}?")
    entries = list(store.audit_trail(case))
    assert [entry.action for entry in entries][-5:] == [
        "document summarized",
        "question answered",
        "summary changed",
        "change of a summary taken back",
        "question forgotten",
    ]
    assert all(word not in str(entry.detail) for entry in entries)
    assert store.check_audit(case) == ""


def test_a_removed_document_leaves_no_trace_of_its_summary(path: Path):
    words = [f"canary{secrets.token_hex(8)}" for _ in range(40)]
    with store.open_case(path) as case:
        summarize(case, "kept.pdf", ("kept one", "kept two"))
        gone = [summarize(case, f"{n}.pdf", words[n : n + 2])[0] for n in range(0, 40, 2)]
        for key in gone:
            store.undo_summary_edit(case, key, "ana")
            store.put_summary(
                case, key, summary_of(key, structure_of("longer " * 90)), "again"
            )
        for key in gone:
            assert store.remove_document(case, key)
        assert rows_of(case) == dict.fromkeys(TABLES, 1)
    content = path.read_bytes()
    assert [word for word in words if word.encode() in content] == []
    assert b"kept one" in content


def test_documents_inside_others_are_named_with_them(case: store.CaseFile):
    outer = letter("mail.eml", kind="mail")
    inner = letter("mail.eml > a.zip", path=outer.path, inner=("a.zip",))
    deeper = letter("mail.eml > a.zip > b", path=outer.path, inner=("a.zip", "b"))
    store.add_documents(case, [outer, letter("other.pdf")])
    part = Part(state=PartState.READ, first=1, last=1)
    list(store.keep_reading(case, 1, [part, inner, ended(outer)], text_hash))
    list(store.keep_reading(case, 3, [part, deeper, ended(inner)], text_hash))
    assert [one.key for one in store.with_inside(case, [1])] == [1, 3, 4]
    assert [one.key for one in store.with_inside(case, [3, 99, 2])] == [3, 4, 2]
    assert store.with_inside(case, []) == []


def test_a_document_is_private_where_one_of_its_items_is(case: store.CaseFile):
    keys = read_in(case, letter(), [letter_item("page")])
    assert not store.is_private(case, 1)
    store.set_private(case, keys, private=True)
    assert store.is_private(case, 1)


def test_an_empty_structure_is_a_structure_too(case: store.CaseFile):
    read_in(case, letter(), [letter_item("")])
    store.put_structure(case, 1, Structure(), "a note")
    stored = store.structure(case, 1)
    assert stored is not None
    assert (stored.structure, stored.note) == (Structure(), "a note")
