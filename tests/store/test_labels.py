from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app import store
from app.records import Label, PostroomError
from tests.store.made import MODEL, label, text_hash, trial


def kept(memory: store.Memory) -> list[tuple[int, str, str]]:
    return [(one.key, one.text, one.category) for one in store.labels(memory)]


def know(memory: store.Memory, texts: list[str]) -> None:
    """Vectors and scores of these texts, as learning leaves them."""
    hashes = [text_hash(text) for text in texts]
    vectors = np.ones((len(texts), 4), dtype=np.float32)
    store.put_vectors(memory, MODEL, hashes, vectors)
    store.put_scores(memory, MODEL, "q", dict.fromkeys(hashes, vectors[0]))


def known(memory: store.Memory, texts: list[str]) -> list[str]:
    hashes = [text_hash(text) for text in texts]
    vectors = store.vectors(memory, MODEL, hashes)
    assert list(vectors) == list(store.scores(memory, MODEL, "q", hashes))
    return [text for text, one in zip(texts, hashes, strict=True) if one in vectors]


def left(folder: Path, words: list[str]) -> list[str]:
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return [word for word in words if word.encode() in content]


def test_labels_come_back_whole_and_in_the_order_they_came(memory: store.Memory):
    given = [
        label("La farola «no»\nfunciona", "Ilumina\u00e7\u00e3o", source="import"),
        label("a hole", "Roads", source="check", person="", at="2025-01-02T03:04:05+01:00"),
    ]
    assert store.keep_labels(memory, given) == 2
    assert store.labels(memory) == [replace(given[0], key=1), replace(given[1], key=2)]


def test_a_label_without_a_time_gets_the_time_of_now(memory: store.Memory):
    store.keep_labels(memory, [label("one", at="")])
    assert store.labels(memory)[0].at.endswith("+00:00")


def test_an_empty_memory_holds_nothing(memory: store.Memory):
    assert store.labels(memory) == []
    assert store.count_labels(memory) == {}
    assert store.trials(memory) == []
    assert store.keep_labels(memory, []) == 0


def test_another_category_takes_the_place_of_the_older_one(memory: store.Memory):
    store.keep_labels(memory, [label("lamp"), label("hole")])
    know(memory, ["lamp"])
    assert store.keep_labels(memory, [label("LAMP", "Lighting", person="ben")]) == 1
    assert kept(memory) == [(2, "hole", "Roads"), (3, "LAMP", "Lighting")]
    assert store.labels(memory)[-1].person == "ben"
    assert known(memory, ["lamp"]) == ["lamp"]


def test_the_same_category_again_changes_nothing(memory: store.Memory):
    store.keep_labels(memory, [label("lamp"), label("hole")])
    before = store.labels(memory)
    assert store.keep_labels(memory, [label("lamp", source="check"), label("hole")]) == 0
    assert store.labels(memory) == before


def test_of_two_labels_of_one_text_the_later_one_counts(memory: store.Memory):
    given = [label("lamp"), label("Lamp", "Noise"), label("lamp", "Lighting")]
    assert store.keep_labels(memory, given) == 3
    assert kept(memory) == [(3, "lamp", "Lighting")]


def test_labels_are_counted_by_category(memory: store.Memory):
    given = [label("a", "Waste"), label("b", "Roads"), label("c", "Waste")]
    store.keep_labels(memory, given)
    assert list(store.count_labels(memory).items()) == [("Roads", 1), ("Waste", 2)]


def test_all_labels_of_one_call_are_kept_or_none(memory: store.Memory):
    def given() -> list[Label]:
        return [label("a"), replace(label("b"), text_hash=None)]  # type: ignore[arg-type]  # a fault of ours

    with pytest.raises(Exception, match="NOT NULL"):
        store.keep_labels(memory, given())
    assert store.labels(memory) == []


def test_text_that_would_end_a_statement_is_only_text(memory: store.Memory):
    text = "'); DROP TABLE label; --"
    store.keep_labels(memory, [label(text, text, person=text)])
    assert store.count_labels(memory) == {text: 1}
    assert store.forget_labels(memory, [b"' OR 1=1 --"]) == 0
    assert [one.text for one in store.labels(memory)] == [text]


def test_half_a_surrogate_pair_is_replaced(memory: store.Memory):
    given = Label(text="caf\udce9", text_hash=b"1" * 32, category="\ud800", source="import")
    store.keep_labels(memory, [given])
    assert kept(memory) == [(1, "caf\ufffd", "\ufffd")]
    assert store.keep_labels(memory, [given]) == 0


def test_forgotten_labels_go_with_all_that_is_known_of_their_texts(memory: store.Memory):
    texts = ["lamp", "hole", "tree"]
    store.keep_labels(memory, [label(text) for text in texts])
    know(memory, texts)
    asked = [text_hash("lamp"), text_hash("tree"), text_hash("lamp"), text_hash("other")]
    assert store.forget_labels(memory, asked) == 2
    assert kept(memory) == [(2, "hole", "Roads")]
    assert known(memory, texts) == ["hole"]
    store.keep_labels(memory, [label("lamp")])
    assert kept(memory) == [(2, "hole", "Roads"), (4, "lamp", "Roads")]


def test_a_memory_that_forgets_all_keeps_its_trials_and_its_trail(memory: store.Memory):
    store.keep_labels(memory, [label("lamp"), label("hole")])
    know(memory, ["lamp", "no label has this"])
    store.put_trial(memory, trial())
    assert store.forget_labels(memory) == 2
    assert store.labels(memory) == []
    assert known(memory, ["lamp", "no label has this"]) == []
    assert store.trials(memory) == [trial()]
    assert store.check_audit(memory) == ""


@pytest.mark.parametrize("everything", [True, False])
def test_nothing_of_a_forgotten_label_is_left_in_any_byte(
    memory: store.Memory, *, everything: bool
):
    words = [f"canary{secrets.token_hex(8)}" for _ in range(60)]
    spared = [label(f"ordinary {n} " + "x" * (n % 700), "Roads") for n in range(300)]
    store.keep_labels(memory, spared[:150])
    given = [
        label(f"{word} " * (1 + n % 90), f"of {word}", person=f"by {word}")
        for n, word in enumerate(words)
    ]
    store.keep_labels(memory, given)
    store.keep_labels(memory, spared[150:])
    know(memory, [one.text for one in given])
    # Labels that are given another category move about in the file.
    store.keep_labels(memory, [replace(one, category="Waste") for one in given[::3]])
    folder = memory.path.parent
    assert left(folder, words) == words
    hashes = None if everything else [one.text_hash for one in given]
    assert store.forget_labels(memory, hashes) == (360 if everything else 60)
    assert left(folder, words) == []
    assert len(store.labels(memory)) == (0 if everything else 300)
    assert memory.select("PRAGMA integrity_check")[0][0] == "ok"


def test_what_another_window_keeps_from_being_wiped_goes_at_the_next_opening(
    memory_path: Path,
):
    words = [f"canary{secrets.token_hex(8)}" for _ in range(40)]
    with store.open_memory(memory_path) as memory, store.open_memory(memory_path) as other:
        store.keep_labels(memory, [label(f"{word} " * 90) for word in words])
        memory.select("PRAGMA busy_timeout = 0")
        execute = memory.execute

        def disturbed(sql: str, parameters: Any = ()) -> int:
            if sql == "VACUUM":
                other.select("BEGIN")
                store.labels(other)
            return execute(sql, parameters)

        memory.execute = disturbed  # type: ignore[method-assign]  # a window that reads just then
        with pytest.raises(PostroomError, match="traces of them are still in"):
            store.forget_labels(memory)
        other.select("ROLLBACK")
        assert store.labels(other) == []
    with store.open_memory(memory_path) as memory:
        assert left(memory_path.parent, words) == []
        assert memory.number("SELECT count(*) FROM fact") == 0


def test_the_trail_of_a_memory_tells_numbers_and_no_text(memory: store.Memory):
    store.keep_labels(memory, [label("secret lamp"), label("secret hole")])
    store.keep_labels(memory, [label("secret lamp", "Secret"), label("secret tree")])
    store.keep_labels(memory, [label("secret tree")])
    store.put_trial(memory, trial("tiny"))
    store.forget_labels(memory, [text_hash("secret lamp")])
    told = [(entry.action, entry.detail) for entry in store.audit_trail(memory)]
    tried = {"model": "tiny", "sha256": trial("tiny").sha256, "labels": 40, "adds": False}
    assert told == [
        ("scheme memory made", {}),
        ("labels kept", {"new": 2, "changed": 0}),
        ("labels kept", {"new": 1, "changed": 1}),
        ("language model tried", tried),
        ("labels forgotten", {"labels": 1}),
    ]
    assert store.check_audit(memory) == ""


def test_the_newest_trial_of_each_model_counts(memory: store.Memory):
    store.put_trial(memory, trial("tiny"))
    store.put_trial(memory, trial("big"))
    store.put_trial(memory, trial("tiny", adds=True, labels=90))
    assert store.trials(memory) == [trial("big"), trial("tiny", adds=True, labels=90)]
