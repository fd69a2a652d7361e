"""A real case file and scripted models, so that a run's own rules are what is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from app.engine import Embedded
from app.records import (
    Document,
    DocumentState,
    Item,
    Part,
    PartState,
    Passage,
    Place,
    PostroomError,
)
from app.startup.summary_files import read_resources
from app.triage import text_hash
from app.workflow import Tools

ROOT = Path(__file__).parents[2]
WORDS = 384


class ScriptedEmbedder:
    """Vectors of words: texts that share words are alike. Counts what it is asked."""

    name = "scripted"
    sha256 = "a" * 64
    languages = ("en",)
    dimensions = WORDS

    def __init__(self, deadly: str = "") -> None:
        self.asked: list[str] = []
        self.deadly = deadly

    def embed(self, texts, segments):
        self.asked += texts
        failed = [n for n, text in enumerate(texts) if self.deadly and self.deadly in text]
        return Embedded(
            vectors=np.stack([vector(text) for text in texts]),
            segment_vectors=tuple(
                np.stack([vector(text[a:b]) for a, b in spans])
                if len(spans)
                else np.zeros((0, WORDS), dtype=np.float32)
                for text, spans in zip(texts, segments, strict=True)
            ),
            failed=tuple(failed),
        )

    def close(self) -> None:
        """Nothing to end."""


def vector(text: str) -> np.ndarray:
    """A unit vector that depends on the words of a text."""
    found = np.zeros(WORDS)
    for word in text.lower().replace(".", " ").replace(":", " ").split() or ["nothing"]:
        number = int.from_bytes(text_hash(word)[:4], "big")
        found += np.random.default_rng(number).normal(size=WORDS)
    return (found / np.linalg.norm(found)).astype(np.float32)


class ScriptedReader:
    """Reads each line of a text file as a row; a file named bad.txt is damaged.

    A line with tabs is a row of the columns Text, Category and Private.
    """

    def __init__(self, crashes: int = 0) -> None:
        self.crashes = crashes
        self.read_names: list[str] = []

    def read(self, document: Document, request) -> Iterator[Part | Item | Document]:
        self.read_names.append(document.name)
        if self.crashes:
            self.crashes -= 1
            yield replace(
                document,
                state=DocumentState.FAILED,
                reason="It made the reader crash.",
                reason_code="crashed",
            )
            return
        if document.name == "bad.txt":
            yield replace(
                document,
                state=DocumentState.FAILED,
                reason="Damaged.",
                reason_code="damaged",
            )
            return
        lines = Path(document.path).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            place = Place(row=number)
            cells = line.split("\t")
            text = cells[0]
            passage = Passage(start=0, end=len(text), place=place)
            yield Item(
                document=document.key,
                place=place,
                text=text,
                passages=(passage,),
                columns=dict(zip(("Text", "Category", "Private"), cells, strict=False))
                if len(cells) > 1
                else {},
            )
        yield Part(state=PartState.READ, first=1, last=len(lines))
        yield replace(document, state=DocumentState.READ, kind="text")

    def close(self) -> None:
        """Nothing to end."""


@dataclass
class Scripted:
    """What a test hands to a workspace, and what it looks at afterwards."""

    reader: ScriptedReader = field(default_factory=ScriptedReader)
    embedder: ScriptedEmbedder = field(default_factory=ScriptedEmbedder)
    language_model: Callable[[str], object | None] = lambda name: None

    def tools(self, folder: Path) -> Tools:
        return Tools(
            open_reader=lambda: cast("Any", self.reader),
            open_embedder=lambda: cast("Any", self.embedder),
            open_language_model=cast("Any", self.language_model),
            background=("Thank you for your letter.", "Please call me."),
            check_file=ROOT / "resources" / "language_model_check.toml",
            checks=folder / "checks",
            memory_path=lambda scheme: (
                folder / "memories" / f"{scheme.name}.memory" if scheme.source else None
            ),
            person="ana",
            clock=lambda: 0.0,
            now=lambda: "2026-11-22T00:00:00+00:00",
            version="0",
            summary_resources=lambda: read_resources(folder, ROOT / "resources/summaries"),
        )


def broken_model(name: str) -> object:
    """A language model whose file turns out to be damaged when it is loaded."""

    class Broken:
        name = "broken"
        sha256 = "b" * 64

        def score(self, texts, question):
            raise PostroomError("The model file is damaged.", "Install it again.")

        def close(self) -> None:
            """Nothing to end."""

    return Broken()


@pytest.fixture
def scripted():
    return Scripted()


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "The street light is out.\nA pothole in the road.\n\nThe street light is out.\n"
    )
    (folder / "two.txt").write_text("The water bill is too high.\nStreet light broken.\n")
    (folder / "bad.txt").write_text("x")
    return folder
