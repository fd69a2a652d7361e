"""Documents to summarize, a reader that reads them, and a model that rewords as told."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from app.engine.language_model import Drafts
from app.readers import Outline
from app.readers.layouts import plain_layout
from app.records import (
    ChildError,
    Document,
    DocumentState,
    Heading,
    Item,
    PageLayout,
    Part,
    PartState,
    Passage,
    Place,
    PostroomError,
)
from app.startup.summary_files import read_resources
from app.workflow import Tools, Workspace
from tests.workflow.conftest import ROOT, Scripted, ScriptedEmbedder

SHIPPED = ROOT / "resources" / "summaries"

NOTICE = """\
1. Summary

The Department of Examples gives grants for community gardens. Funding opportunity number:
EX-26-001. This notice of funding tells who may apply for the award and how.

2. Eligibility

Eligible applicants are counties, towns and nonprofit organizations. Individuals may not
apply for a grant under this notice of funding.
\f\
3. Award information

The award ceiling is $250,000 for each award. The award floor is $50,000. The period of
performance is 24 months. Cost sharing is not required by this program.

4. Dates

The application deadline is March 16, 2026. Applications are due at 11:59 p.m. Eastern Time.
Letters that come later than this are not read by the reviewers of the department.
\f\
5. Contacts

For questions, write to gardens@example.gov or to Ms. Ada Vale at the office of grants.
Applicants must be registered in SAM.gov before they submit the SF-424 to the department.
"""
REPORT = """\
1. What was found

The audit found that half of the bridges were inspected late. Inspectors wrote 12 reports in
2024. The county paid $40,000 for work that was never done, and nobody noticed it.
\f\
2. What should be done

The county should inspect each bridge every two years. It should keep a list of all bridges.
A second person should look at every bill before it is paid by the county.
"""


class PagedReader:
    """Reads text files whose pages are parted by form feeds, as a PDF of as many pages.

    Names that begin with ``sheet``, ``zip``, ``bad``, ``locked`` or ``blank`` are such
    documents; a page that says ``UNREADABLE`` fails, one that says ``SCANNED`` is
    recognized.
    """

    def __init__(self) -> None:
        self.read_names: list[str] = []
        self.layouts = 0
        self.recognized_all: list[str] = []

    def read(self, document: Document, request: Any) -> Iterator[Any]:
        name = Path(document.path).name if not document.inner else document.inner[-1]
        self.read_names.append(name)
        if request.recognize_all:
            self.recognized_all.append(name)
        yield from getattr(self, f"_{kind_of(name)}")(document, request)

    def _sheet(self, document: Document, _: Any) -> Iterator[Any]:
        place = Place(row=2)
        yield Item(document=document.key, place=place, text="a row")
        yield Part(state=PartState.READ, first=2, last=2, sheet="Sheet")
        yield replace(document, state=DocumentState.READ, kind="workbook")

    def _zip(self, document: Document, _: Any) -> Iterator[Any]:
        inner = (*document.inner, "inside.txt")
        name = f"{document.name} > inside.txt"
        yield replace(document, key=0, name=name, inner=inner)
        yield Part(state=PartState.READ, first=1, last=1)
        yield replace(document, state=DocumentState.READ, kind="archive")

    def _bad(self, document: Document, _: Any) -> Iterator[Any]:
        failed = replace(document, state=DocumentState.FAILED, kind="pdf")
        yield replace(failed, reason="It is damaged.", reason_code="damaged")

    def _locked(self, document: Document, request: Any) -> Iterator[Any]:
        if "sesame" in request.passwords:
            yield from self._pages(document, request)
            return
        failed = replace(document, state=DocumentState.FAILED, kind="pdf")
        yield replace(failed, reason="It needs a password.", reason_code="password")

    def _blank(self, document: Document, _: Any) -> Iterator[Any]:
        yield Part(state=PartState.EMPTY, first=1, last=1)
        yield Item(document=document.key, place=Place(page=1), text="")
        yield replace(document, state=DocumentState.EMPTY, kind="pdf")

    def _pages(self, document: Document, request: Any) -> Iterator[Any]:
        content = Path(document.path).read_bytes()
        texts = REPORT.split("\f") if document.inner else content.decode().split("\f")
        passages, start = [], 0
        for number, text in enumerate(texts, 1):
            if request.layout:
                self.layouts += 1
                yield layout_of(number, text)
            yield part_of(number, text)
            end = start + len(text)
            passages.append(Passage(start=start, end=end, place=Place(page=number)))
            start = end + 1
        if request.layout:
            yield Outline(title="A title", headings=(Heading(title="x", level=1, page=0),))
        yield Item(
            document=document.key,
            place=Place(page=1),
            text="\f".join(texts),
            passages=tuple(passages),
        )
        sha256 = hashlib.sha256(content).hexdigest()
        yield replace(document, state=DocumentState.READ, kind="pdf", sha256=sha256)

    def close(self) -> None:
        """Nothing to end."""


def layout_of(number: int, text: str) -> PageLayout:
    """Lines below each other; those that begin with a number and a point are larger."""
    laid = plain_layout(number, text)
    lines = []
    for place, line in enumerate(laid.lines):
        heads = bool(re.match(r"\d+\. ", text[line.start : line.end]))
        top = 72.0 + 20 * place
        lines.append(
            replace(
                line,
                left=72.0,
                top=top,
                right=72.0 + 5 * (line.end - line.start),
                bottom=top + (16 if heads else 10),
                size=16.0 if heads else 10.0,
                bold=heads,
            )
        )
    return replace(laid, label=f"p{number}", width=612.0, height=792.0, lines=tuple(lines))


def kind_of(name: str) -> str:
    found = re.match(r"(sheet|zip|bad|locked|blank)", name)
    return found[1] if found else "pages"


def part_of(number: int, text: str) -> Part:
    part = Part(state=PartState.READ, first=number, last=number)
    if "UNREADABLE" in text:
        return replace(part, state=PartState.FAILED, reason="the page is damaged")
    if "SCANNED" in text:
        return replace(part, state=PartState.RECOGNIZED, confidence=0.5)
    return part


class CountingEmbedder(ScriptedEmbedder):
    """Counts what it is asked; its process dies over a text with a deadly word."""

    def __init__(self, dies_over: str = "") -> None:
        super().__init__()
        self.dies_over = dies_over

    def embed(self, texts: Sequence[str], segments: Any) -> Any:
        if self.dies_over and any(self.dies_over in text for text in texts):
            raise ChildError("The model's process ended.", cause="crashed")
        return super().embed(list(texts), segments)


@dataclass
class Writer:
    """A language model that writes what a function makes of each task.

    It has to be asked by ``WritingModel`` objects, of which one is opened for each run.
    """

    line: Any
    asked: list[str] = field(default_factory=list)
    gives_up_after: int = 10**6

    def __call__(self, name: str) -> Any:
        return WritingModel(self)


class WritingModel:
    name = "writer"
    sha256 = "e" * 64
    languages = ("en",)

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def draft(self, texts: Sequence[str], question: Any) -> Drafts:
        lines = []
        for text in texts:
            if len(self.writer.asked) >= self.writer.gives_up_after:
                raise PostroomError("The model gave up.", "Try it again.")
            self.writer.asked.append(text)
            lines.append(self.writer.line(text))
        return Drafts(lines=tuple(lines))

    def close(self) -> None:
        """Nothing to end."""


@dataclass
class Desk:
    """A folder with documents, and workspaces over one case file."""

    folder: Path
    reader: PagedReader = field(default_factory=PagedReader)
    embedder: CountingEmbedder = field(default_factory=CountingEmbedder)
    language_model: Any = lambda name: None
    own: Path = Path("/nowhere")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def opened(self, name: str) -> Any:
        """The language model of this moment."""
        return self.language_model(name)

    def tools(self) -> Tools:
        scripted = Scripted(language_model=self.opened)
        return replace(
            scripted.tools(self.folder),
            open_reader=lambda: cast("Any", self.reader),
            open_embedder=lambda: cast("Any", self.embedder),
            summary_resources=lambda: read_resources(self.own, SHIPPED),
        )

    def open(self, *, read_only: bool = False) -> Workspace:
        return Workspace(self.folder / "case.postroom", self.tools(), read_only=read_only)
