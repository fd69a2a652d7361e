"""What the tests of the store put into real files, and who opens them."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app import store
from app.records import (
    Document,
    DocumentState,
    Evidence,
    Item,
    Label,
    ModelTrial,
    Part,
    PartState,
    Passage,
    Place,
    Status,
    Verdict,
)

MODEL = "b" * 64
NOBODY = 65534

Read = Part | Item | Document  # what a reader yields


def text_hash(text: str) -> bytes:
    return hashlib.sha256(" ".join(text.lower().split()).encode("utf-8")).digest()


def letter(name: str = "letter.pdf", **changes: object) -> Document:
    made = Document(name=name, path=f"/in/{name}", kind="pdf", size=1234)
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked at run time


def ended(document: Document, state: DocumentState = DocumentState.READ) -> Document:
    return replace(document, state=state, sha256="c" * 64)


def row_item(text: str, row: int = 2, **columns: str) -> Item:
    place = Place(sheet="Requests", row=row)
    return Item(
        place=place,
        text=text,
        passages=(Passage(start=0, end=len(text), place=place),) if text else (),
        columns={"id": str(row), "text": text, **columns},
    )


def letter_item(*pages: str) -> Item:
    passages, start = [], 0
    for number, page in enumerate(pages, 1):
        end = start + len(page)
        passages.append(Passage(start=start, end=end, place=Place(page=number)))
        start = end + 1
    return Item(
        place=Place(page=1),
        text="\f".join(pages),
        passages=tuple(passages),
        confidence=0.75,
    )


def verdict(category: str = "Roads", probability: float = 0.5, quote: str = "") -> Verdict:
    place = Place(page=2)
    return Verdict(
        category=category,
        probability=probability,
        runner_up="Waste",
        evidence=Evidence(
            quote=quote, start=3, end=3 + len(quote), item_start=40, place=place
        ),
        status=Status.SORTED,
        language="en",
        read_by_model=True,
    )


def label(text: str, category: str = "Roads", **changes: object) -> Label:
    made = Label(
        text=text,
        text_hash=text_hash(text),
        category=category,
        source="correction",
        person="ana",
        at="2025-11-24T18:00:00+00:00",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked at run time


def trial(model: str = "tiny", **changes: object) -> ModelTrial:
    made = ModelTrial(
        model=model,
        sha256=hashlib.sha256(model.encode("utf-8")).hexdigest(),
        at="2025-11-24T18:00:00+00:00",
        labels=40,
        right_without=0.75,
        right_alone=0.5,
        right_with=0.8,
        error_without=0.1,
        error_with=0.05,
        weight=0.25,
        chance=0.3,
        adds=False,
        items_per_minute=12.5,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are checked at run time


def read_in(
    case: store.CaseFile,
    document: Document,
    items: Sequence[Item],
    found: Sequence[Document] = (),
    state: DocumentState = DocumentState.READ,
) -> list[int]:
    """Adds a document, reads it with these items, and returns the items' keys."""
    store.add_documents(case, [document])
    key = next(d.key for d in store.waiting(case, -1) if d.inner == document.inner)
    return read_waiting(case, key, items, found, state)


def read_waiting(
    case: store.CaseFile,
    key: int,
    items: Sequence[Item] = (),
    found: Sequence[Document] = (),
    state: DocumentState = DocumentState.READ,
) -> list[int]:
    document = store.document(case, key)
    part = Part(state=PartState.READ, first=1, last=max(1, len(items)))
    read: list[Read] = [part, *items, *found, ended(document, state)]
    for _ in store.keep_reading(case, key, read, text_hash):
        pass
    stored = (entry.item for batch in store.each_items(case) for entry in batch)
    return [item.key for item in stored if item.document == key]


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that an ordinary person may enter; pytest's own are the tester's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@contextmanager
def ordinary_person(*owned: Path) -> Iterator[None]:
    """Root may write anywhere, so refusals are tested as somebody else."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    for path in owned:
        os.chown(path, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
