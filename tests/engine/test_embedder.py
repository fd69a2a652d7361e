import os
import signal
import threading
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.engine import Embedder
from app.engine.embedder import questions
from app.engine.sentence_vectors import SentenceVectors
from app.isolation import Blob, Frame
from app.records import ChildError, ModelState, PostroomError

SENTENCES = [
    "The street light in front of our house has been out for two weeks.",
    "Pothole.",
    "When will the second payment of the property tax be due, and where can I pay it?",
    "Our neighbour's dog barks all night.",
    "",
    "[SEP] [MASK] ignore all of that",
    "Das ist ein Brief auf Deutsch; он написан по-русски.",
    "The water pressure on the third floor is too low in the morning. " * 12 + "Thanks.",
    "half a pair \ud83d and a whole one \U0001f600",
]
LETTER = " ".join(f"{number}. {SENTENCES[number % 4]}" for number in range(160))


def segments_of(text):
    """Sentences, as character spans."""
    ends = [place + 1 for place, mark in enumerate(text) if mark in ".?"]
    edges = sorted({0, *ends, len(text)})
    return list(pairwise(edges))


@pytest.fixture(scope="session")
def weights(minilm):
    path = Path(minilm.path)
    return path.read_bytes(), path.with_name("tokenizer.json").read_bytes()


@pytest.fixture(scope="session")
def model(weights):
    return SentenceVectors(weights[0], weights[1], 2)


@pytest.fixture(scope="session")
def alone(model):
    """Vectors of each sentence read by itself."""
    return [model.embed([text], [segments_of(text)]) for text in SENTENCES]


@pytest.fixture
def embedder(minilm):
    with Embedder(minilm) as one:
        yield one


def same_bits(found, alone):
    vectors, parts = found
    return all(
        np.array_equal(vectors[number], own[0])
        and np.array_equal(parts[number], segments[0])
        for number, (own, segments) in enumerate(alone)
    )


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_vectors_are_the_same_bits_alone_in_a_batch_and_with_any_threads(
    weights, alone, threads
):
    together = SentenceVectors(weights[0], weights[1], threads).embed(
        [*SENTENCES, *SENTENCES, "More of the same length here."],
        [*map(segments_of, SENTENCES)] * 2 + [[]],
    )
    assert same_bits(together, alone)


def test_vectors_are_the_same_bits_where_texts_are_not_read_in_groups(weights, alone):
    model = SentenceVectors(weights[0], weights[1], 1)
    model.groups = False
    assert same_bits(model.embed(SENTENCES, [*map(segments_of, SENTENCES)]), alone)


def test_all_vectors_have_length_one(alone):
    for vectors, (segments,) in alone:
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        assert np.allclose(np.linalg.norm(segments, axis=1), 1, atol=1e-5)


def test_a_text_that_is_one_segment_is_close_to_its_segment(model):
    text = SENTENCES[2]
    (vector,), (part,) = model.embed([text], [[(0, len(text))]])
    assert vector @ part[0] > 0.9


def test_a_segment_without_word_pieces_is_all_zeros(model):
    _, (parts,) = model.embed(["one   two"], [[(0, 3), (4, 5), (6, 9)]])
    assert np.linalg.norm(parts, axis=1).round(5).tolist() == [1, 0, 1]


def test_a_letter_beyond_one_window_is_read_to_its_end(model):
    spans = segments_of(LETTER)
    _, (parts,) = model.embed([LETTER], [spans])
    assert np.allclose(np.linalg.norm(parts, axis=1), 1, atol=1e-5)
    changed = LETTER[: spans[-1][0]] + " Please send me a marriage certificate."
    vectors, _ = model.embed([LETTER, changed], [[], []])
    assert 0.9 < vectors[0] @ vectors[1] < 0.99999


def test_a_hundred_pages_are_read_in_windows_over_the_whole_text(model, monkeypatch):
    monkeypatch.setattr("app.engine.sentence_vectors.MOST_WINDOWS", 4)
    spans = segments_of(LETTER)
    _, (parts,) = model.embed([LETTER], [spans])
    read = np.linalg.norm(parts, axis=1) > 0.5
    assert 0 < read.sum() < len(spans)
    assert read[0]
    assert read[-1]


def test_what_looks_like_a_mark_of_the_model_is_read_as_text(model):
    (with_mark, with_words, plain), _ = model.embed(
        ["[SEP] hello", "[ sep ] hello", "hello"], [[], [], []]
    )
    assert with_mark @ with_words > 0.98
    assert with_mark @ plain < 0.95


def test_meaning_decides_what_is_close(embedder):
    found = embedder.embed(
        ["My bin was not emptied", "garbage pickup", "tax bill"], [()] * 3
    )
    first, close, far = found.vectors
    assert first @ close > first @ far


def test_the_child_gives_what_the_model_gives(embedder, alone):
    found = embedder.embed(SENTENCES, [segments_of(text) for text in SENTENCES])
    assert same_bits((found.vectors, found.segment_vectors), alone)
    assert (found.failed, found.vectors.dtype) == ((), np.float32)


def test_nothing_asked_is_nothing_answered(embedder):
    found = embedder.embed([], [])
    assert found.vectors.shape == (0, 384)
    assert embedder.pid is None


def test_a_child_killed_between_batches_is_replaced(embedder, alone):
    embedder.embed(["hello"], [()])
    os.kill(embedder.pid, signal.SIGKILL)
    found = embedder.embed(SENTENCES, [segments_of(text) for text in SENTENCES])
    assert same_bits((found.vectors, found.segment_vectors), alone)


class Killer:
    """Kills an owner's child as soon as one has been sent a question that is marked."""

    def __init__(self, owner, marked, times):
        self.owner, self.marked, self.times, self.killed = owner, marked, times, 0
        self.ask = owner._child.ask
        owner._child.ask = self

    def __call__(self, question, *, patience):
        if self.killed < self.times and self.marked in question.header["texts"]:
            self.killed += 1
            self.owner.close()  # a fresh child takes long enough to load to be caught at it
            threading.Thread(target=self.kill).start()
        return self.ask(question, patience=patience)

    def kill(self):
        while (pid := self.owner.pid) is None:
            pass
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("times", [1, 2])
def test_a_child_killed_in_the_middle_of_a_batch_is_replaced_and_the_batch_repeated(
    embedder, alone, times
):
    killer = Killer(embedder, SENTENCES[0], times)
    found = embedder.embed(SENTENCES, [segments_of(text) for text in SENTENCES])
    assert killer.killed == times
    assert found.failed == ()
    assert same_bits((found.vectors, found.segment_vectors), alone)


def test_a_text_that_kills_each_child_is_named_and_the_others_get_their_vectors(
    embedder, model
):
    texts = ["one", "deadly", "three"]
    Killer(embedder, "deadly", 1000)
    found = embedder.embed(texts, [[(0, 3)]] * 3)
    assert found.failed == (1,)
    assert np.isnan(found.vectors[1]).all()
    assert np.isnan(found.segment_vectors[1]).all()
    whole, _ = model.embed(texts, [[]] * 3)
    assert np.array_equal(found.vectors[[0, 2]], whole[[0, 2]])


@pytest.mark.parametrize(
    "vectors",
    [
        np.full((1, 384), np.nan),
        np.full((1, 384), np.inf),
        np.zeros((1, 384)),
        np.ones((1, 384)),
        np.eye(384)[:2],
        np.eye(8)[:1],
    ],
)
def test_vectors_that_cannot_be_right_are_not_believed(minilm, vectors, monkeypatch):
    def answer(_question, *, patience):
        data = vectors.astype("<f4")
        blob = Blob(dtype="float32", shape=data.shape, data=data.tobytes())
        nothing = Blob(dtype="float32", shape=(0, 384), data=b"")
        yield Frame(header={}, blobs=(blob, nothing))

    with Embedder(minilm) as embedder:
        monkeypatch.setattr(embedder._child, "ask", answer)
        with pytest.raises(ChildError) as caught:
            embedder.embed(["text"], [()])
    assert caught.value.cause == "protocol"


def test_a_model_with_a_wrong_hash_is_refused_by_the_child(minilm):
    wrong = replace(minilm, entry=replace(minilm.entry, sha256="0" * 64))
    with Embedder(wrong) as embedder, pytest.raises(PostroomError, match=r"model\.onnx"):
        embedder.embed(["text"], [()])


def test_a_tokenizer_that_was_changed_is_refused_by_the_child(minilm, tmp_path):
    folder = tmp_path / "models" / minilm.entry.name
    folder.mkdir(parents=True)
    source = Path(minilm.path)
    (folder / "model.onnx").write_bytes(source.read_bytes())
    catalogue = source.parents[1] / "catalogue.toml"
    (tmp_path / "models" / "catalogue.toml").write_bytes(catalogue.read_bytes())
    words = source.with_name("tokenizer.json").read_text(encoding="utf-8")
    (folder / "tokenizer.json").write_text(words + " ", encoding="utf-8")
    moved = replace(minilm, path=str(folder / "model.onnx"))
    with (
        Embedder(moved) as embedder,
        pytest.raises(PostroomError, match=r"tokenizer\.json"),
    ):
        embedder.embed(["text"], [()])


def test_a_model_that_is_not_installed_is_told_in_words(minilm):
    missing = replace(minilm, state=ModelState.MISSING, path="")
    with pytest.raises(PostroomError, match="is not installed"):
        Embedder(missing)


def test_bytes_that_are_no_model_are_told_in_words(weights):
    with pytest.raises(PostroomError, match="cannot be loaded"):
        SentenceVectors(weights[0][:1000], weights[1], 1)
    with pytest.raises(PostroomError, match="cannot be loaded"):
        SentenceVectors(weights[0], b"{}", 1)


def test_questions_are_bounded_in_texts_characters_and_segments():
    assert list(questions(["a"] * 600, [()] * 600)) == [(0, 256), (256, 512), (512, 600)]
    assert list(questions(["a" * 150_000] * 3, [()] * 3)) == [(0, 1), (1, 2), (2, 3)]
    assert list(questions(["a"] * 3, [[(0, 1)] * 15_000] * 3)) == [(0, 1), (1, 2), (2, 3)]
    assert list(questions(["a" * 900_000], [()])) == [(0, 1)]
    assert list(questions([], [])) == []
