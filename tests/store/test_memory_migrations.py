"""``kept/memory_v1.db`` was made by the first version; its making is at the end here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np

from app import store
from app.store.memory_migrations import MEMORY
from tests.store.made import MODEL, label, text_hash, trial

KEPT = Path(__file__).parent / "kept"
TIME = "2025-11-24T18:00:00+00:00"
LAMP = label("La farola «no» funciona", "Lighting", person="ana", at=TIME)
HOLE = label("a hole in the road", "Roads", source="check", at=TIME)
SCORES = np.array([-1.5, -0.5], dtype=np.float32)


def test_a_memory_kept_from_the_first_version_is_read_whole(tmp_path: Path):
    path = Path(shutil.copy(KEPT / "memory_v1.db", tmp_path))
    with store.open_memory(path) as memory:
        assert store.labels(memory) == [
            replace(HOLE, key=2),
            replace(LAMP, key=3),
        ]
        assert store.count_labels(memory) == {"Lighting": 1, "Roads": 1}
        assert store.trials(memory) == [trial("tiny", adds=True)]
        hashes = [LAMP.text_hash, HOLE.text_hash]
        assert {
            one: vector.tolist()
            for one, vector in store.vectors(memory, MODEL, hashes).items()
        } == {HOLE.text_hash: [0.5, -0.25]}
        assert store.scores(memory, MODEL, "q", hashes)[HOLE.text_hash].tolist() == [
            -1.5,
            -0.5,
        ]
        assert store.check_audit(memory) == ""
        assert memory.number("PRAGMA user_version") == MEMORY.newest


def test_the_last_step_has_the_newest_number(memory: store.Memory):
    names = [row[0] for row in memory.select("SELECT name FROM _sqlite_migrations")]
    numbers = [int(name.split(" ")[0]) for name in names]
    assert numbers == list(range(1, MEMORY.newest + 1))
    assert memory.number("PRAGMA user_version") == MEMORY.newest
    assert memory.number("PRAGMA application_id") == int.from_bytes(b"PoSM", "big")


def test_a_memory_brought_up_to_date_has_the_shape_of_a_new_one(
    memory: store.Memory, tmp_path: Path
):
    path = Path(shutil.copy(KEPT / "memory_v1.db", tmp_path))
    with store.open_memory(path) as old:
        shapes = "SELECT name, sql FROM sqlite_schema ORDER BY name"
        found = [tuple(row) for row in old.select(shapes)]
        assert found == [tuple(row) for row in memory.select(shapes)]


def make_kept(path: Path) -> None:
    """Made ``kept/memory_v1.db``; kept here to tell how, and run again by nobody."""
    with store.open_memory(path) as memory:
        store.keep_labels(memory, [label(LAMP.text, "Roads", at=TIME), HOLE])
        store.keep_labels(memory, [LAMP])
        vectors = np.array([[0.5, -0.25]], dtype=np.float32)
        store.put_vectors(memory, MODEL, [text_hash(HOLE.text)], vectors)
        store.put_scores(memory, MODEL, "q", {HOLE.text_hash: SCORES})
        store.put_trial(memory, trial("tiny"))
        store.put_trial(memory, trial("tiny", adds=True))
