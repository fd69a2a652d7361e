"""A small run over a case file, started by ``test_kill`` to be killed at any moment.

It says each thing on a line of its own after the store has said that it is stored.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from app import store
from app.records import Item
from tests.store.made import MODEL, Read, ended, letter, row_item, text_hash, verdict

DOCUMENTS = 5
ROWS = 600  # two commits for each document


def items_of(name: str) -> list[Item]:
    return [row_item(f"{name} request {n}", n) for n in range(2, ROWS + 2)]


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 - the test reads it


def work(case: store.CaseFile) -> None:
    for n in range(DOCUMENTS):
        if store.add_documents(case, [letter(f"{n}.xlsx")]):
            say("added", f"{n}.xlsx")
    unfinished = store.resumable_run(case, "sort")
    run = (
        unfinished.key
        if unfinished
        else store.begin_run(case, "sort", settings={}, scheme={}, models={})
    )
    while waiting := store.waiting(case):
        document = waiting[0]
        read: list[Read] = [*items_of(document.name), ended(document)]
        for _ in store.keep_reading(case, document.key, read, text_hash):
            pass
        say("read", document.name)
    for texts in store.each_texts_without_vectors(case, MODEL, batch=200):
        vectors = np.full((len(texts), 4), 0.5, dtype=np.float32)
        hashes = [text_hash for text_hash, _ in texts]
        store.put_vectors(case, MODEL, hashes, vectors, [vectors[:1]] * len(texts))
        say("vectors", *(text_hash.hex() for text_hash in hashes))
    for batch in store.each_items(case, not_by=run, batch=200):
        with case.writing():
            store.put_verdicts(
                case, run, [(s.item.key, verdict(quote=s.item.text)) for s in batch]
            )
            store.audit(case, "verdicts", {"last": batch[-1].item.key})
        say("decided", *(s.item.key for s in batch))
    store.finish_run(case, run)
    say("finished")


if __name__ == "__main__":
    with store.open_case(Path(sys.argv[1])) as opened:
        say("open")
        work(opened)
