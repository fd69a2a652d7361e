from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.readers import ReadCaps, Reader, ReadRequest
from app.records import Document, Item, Part


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    document: Document
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    inner: tuple[Document, ...]


Read = Callable[..., Outcome]


def read_with(reader: Reader, document: Document | Path, **asked: object) -> Outcome:
    if isinstance(document, Path):
        document = Document(name=document.name, path=str(document), key=7)
    parts, items, inner = [], [], []
    end: Document | None = None
    for record in reader.read(document, ReadRequest(**asked)):  # type: ignore[arg-type]
        assert end is None or end.inner != document.inner, "nothing follows the document"
        if isinstance(record, Part):
            parts.append(record)
        elif isinstance(record, Item):
            items.append(record)
        elif isinstance(record, Document) and record.inner != document.inner:
            inner.append(record)
        elif isinstance(record, Document):
            end = record
    assert end is not None
    return Outcome(document=end, parts=tuple(parts), items=tuple(items), inner=tuple(inner))


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one


@pytest.fixture
def read(reader: Reader) -> Read:
    return lambda document, **asked: read_with(reader, document, **asked)


@pytest.fixture
def read_capped() -> Read:
    def read_once(document: Path, caps: ReadCaps, **asked: object) -> Outcome:
        with Reader(caps) as reader:
            return read_with(reader, document, **asked)

    return read_once
