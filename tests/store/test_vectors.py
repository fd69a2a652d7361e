from __future__ import annotations

import numpy as np
import pytest

from app import store
from tests.store.made import MODEL, letter, read_in, row_item, text_hash

OTHER = "d" * 64
TEXTS = ("lamp", "pothole", "Lamp", "noise", "pothole", "tree")
DISTINCT = ("lamp", "pothole", "noise", "tree")


def vector(seed: int, count: int = 1) -> np.ndarray:
    made = np.random.default_rng(seed).standard_normal((count, 8), dtype=np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def put_all(case: store.CaseFile, model: str = MODEL) -> None:
    store.put_vectors(
        case,
        model,
        [text_hash(text) for text in DISTINCT],
        np.concatenate([vector(seed) for seed in range(4)]),
        [vector(10 + seed, seed) for seed in range(4)],
    )


@pytest.fixture(autouse=True)
def six_items(case: store.CaseFile) -> None:
    read_in(case, letter(), [row_item(text, row) for row, text in enumerate(TEXTS, 2)])


def test_each_different_text_is_offered_once_and_in_input_order(case: store.CaseFile):
    offered = list(store.each_texts_without_vectors(case, MODEL, batch=3))
    assert offered == [
        [(text_hash(text), text) for text in DISTINCT[:3]],
        [(text_hash("tree"), "tree")],
    ]
    assert store.count_texts(case) == 4
    assert store.count_texts_without_vectors(case, MODEL) == 4


def test_vectors_may_be_stored_while_texts_are_offered(case: store.CaseFile):
    for batch in store.each_texts_without_vectors(case, MODEL, batch=1):
        hashes = [text_hash for text_hash, _ in batch]
        store.put_vectors(case, MODEL, hashes, vector(1), [vector(1)])
    assert store.count_texts_without_vectors(case, MODEL) == 0
    assert list(store.each_texts_without_vectors(case, MODEL)) == []
    assert store.count_texts_without_vectors(case, OTHER) == 4


def test_a_text_without_a_vector_is_not_offered_for_ever(case: store.CaseFile):
    assert sum(len(b) for b in store.each_texts_without_vectors(case, MODEL, batch=1)) == 4


def test_vectors_come_back_as_they_were_to_half_precision(case: store.CaseFile):
    put_all(case)
    hashes = [text_hash(text) for text in DISTINCT]
    whole = store.vectors(case, MODEL, [*hashes, text_hash("unknown")])
    segments = store.segment_vectors(case, MODEL, hashes)
    assert list(whole) == hashes
    for seed, one in enumerate(hashes):
        assert whole[one].dtype == segments[one].dtype == np.float32
        expected = vector(seed)[0].astype(np.float16).astype(np.float32)
        np.testing.assert_array_equal(whole[one], expected)
        expected = vector(10 + seed, seed).astype(np.float16).astype(np.float32)
        np.testing.assert_array_equal(segments[one], expected)
    assert store.vectors(case, OTHER, hashes) == {}
    assert store.segment_vectors(case, OTHER, hashes) == {}


def test_all_vectors_come_once_and_in_input_order(case: store.CaseFile):
    put_all(case)
    put_all(case, OTHER)
    batches = list(store.each_vectors(case, MODEL, batch=3))
    assert [hashes for hashes, _, _ in batches] == [
        [text_hash(text) for text in DISTINCT[:3]],
        [text_hash("tree")],
    ]
    assert [texts for _, texts, _ in batches] == [list(DISTINCT[:3]), ["tree"]]
    assert [vectors.shape for _, _, vectors in batches] == [(3, 8), (1, 8)]
    expected = vector(3)[0].astype(np.float16).astype(np.float32)
    np.testing.assert_array_equal(batches[1][2][0], expected)


def test_newer_vectors_take_the_place_of_older_ones(case: store.CaseFile):
    put_all(case)
    lamp = text_hash("lamp")
    store.put_vectors(case, MODEL, [lamp], vector(9), [vector(9)])
    expected = vector(9)[0].astype(np.float16).astype(np.float32)
    np.testing.assert_array_equal(store.vectors(case, MODEL, [lamp])[lamp], expected)
    assert case.number("SELECT count(*) FROM vector") == 4


def test_scores_come_back_by_model_and_question(case: store.CaseFile):
    lamp, tree = text_hash("lamp"), text_hash("tree")
    given = np.array([-0.1, -2.5, -7.25], dtype=np.float32)
    store.put_scores(case, MODEL, "letters", {lamp: given})
    found = store.scores(case, MODEL, "letters", [lamp, tree])
    assert list(found) == [lamp]
    np.testing.assert_array_equal(found[lamp], given)
    assert store.scores(case, MODEL, "names", [lamp]) == {}
    assert store.scores(case, OTHER, "letters", [lamp]) == {}


def test_vectors_and_scores_go_with_the_last_item_of_their_text(case: store.CaseFile):
    put_all(case)
    read_in(case, letter("second"), [row_item("LAMP"), row_item("only here")])
    here = text_hash("only here")
    store.put_vectors(case, MODEL, [here], vector(5), [vector(5)])
    store.put_scores(
        case, MODEL, "q", {here: vector(5)[0], text_hash("lamp"): vector(1)[0]}
    )
    store.remove_document(case, 2)
    assert store.vectors(case, MODEL, [here]) == {}
    assert case.number("SELECT count(*) FROM score") == 1
    store.remove_document(case, 1)
    assert case.number("SELECT count(*) FROM vector") == 0
    assert case.number("SELECT count(*) FROM score") == 0


def test_vectors_may_be_kept_without_segments(case: store.CaseFile):
    lamp = text_hash("lamp")
    store.put_vectors(case, MODEL, [lamp], vector(3))
    assert store.vectors(case, MODEL, [lamp])[lamp].shape == (8,)
    assert store.segment_vectors(case, MODEL, [lamp])[lamp].shape == (0, 8)
