from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from app import store
from app.records import DocumentState, RowFilter
from tests.store.killed_writer import DOCUMENTS, items_of
from tests.store.made import MODEL, verdict

KILLS = 20
ROOT = Path(__file__).parents[2]


def run_and_kill(path: Path, lines: int) -> list[list[str]]:
    """What a run said before it was killed, some moment after its so-many-th line."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed_writer", str(path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        said = []
        for line in writer.stdout:
            said.append(line)
            if len(said) == lines:
                writer.kill()
        writer.wait()
    # A line that the kill has cut in two was not said.
    return [line.split() for line in said if line.endswith("\n")]


def check(case: store.CaseFile, said: list[list[str]]) -> None:
    """That all that was said is stored, nothing is there twice, and the trail is whole."""
    by_name = {document.name: document for document in store.documents(case)}
    assert len(by_name) == len(store.documents(case))
    for action, *what in said:
        if action == "added":
            assert what[0] in by_name
        elif action == "read":
            assert by_name[what[0]].state is DocumentState.READ
        elif action == "vectors":
            hashes = [bytes.fromhex(one) for one in what]
            assert len(store.vectors(case, MODEL, hashes)) == len(hashes)
        elif action == "decided":
            assert all(store.verdict(case, int(key)) is not None for key in what)
    texts = Counter(s.item.text for batch in store.each_items(case) for s in batch)
    assert set(texts.values()) <= {1}
    for document in by_name.values():
        if document.state is DocumentState.READ:
            assert all(texts[item.text] == 1 for item in items_of(document.name))
    assert store.check_audit(case) == ""
    assert case.select("PRAGMA integrity_check")[0][0] == "ok"
    assert case.select("PRAGMA foreign_key_check") == []


def test_a_run_killed_at_any_moment_loses_nothing_and_does_nothing_twice(path: Path):
    chance = random.Random()  # any moment: another one each time
    said: list[list[str]] = []
    for _ in range(KILLS):
        said += run_and_kill(path, chance.randrange(1, 8))
        with store.open_case(path) as case:
            check(case, said)
    said += run_and_kill(path, lines=-1)
    assert said[-1] == ["finished"]
    with store.open_case(path, read_only=True) as case:
        check(case, said)
        lines = list(store.each_row(case, RowFilter()))
        expected = [item.text for n in range(DOCUMENTS) for item in items_of(f"{n}.xlsx")]
        assert [line.item.text for line in lines if line.item] == expected
        assert all(
            line.item and line.verdict == verdict(quote=line.item.text) for line in lines
        )
