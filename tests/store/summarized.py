"""A document with a structure, a summary and all that hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app import store
from app.records import (
    Answer,
    Block,
    BlockKind,
    Document,
    Fact,
    Item,
    LedgerPage,
    PageQuotation,
    Part,
    PartState,
    Section,
    SentenceKind,
    Structure,
    StructuredPage,
    Summary,
    SummaryAbout,
    SummarySection,
    SummarySentence,
)
from tests.store.made import MODEL, ended, letter, letter_item, text_hash

MARK = "m" * 64
DIMENSIONS = 4


def structure_of(*texts: str) -> Structure:
    """A structure in which every kind of cell is used: a heading, prose, a table."""
    pages = tuple(
        StructuredPage(
            number=number,
            label=f"A-{number}",
            text=text,
            state=PartState.RECOGNIZED if number == 1 else PartState.READ,
            reason="" if number == 1 else "its picture was not read",
            confidence=0.75 if number == 1 else None,
        )
        for number, text in enumerate(texts, 1)
    )
    heading = texts[0].split(" ")[0]
    blocks = [
        Block(kind=BlockKind.HEADING, page=1, start=0, end=len(heading), level=1, section=1)
    ]
    for page in pages:
        end = len(page.text)
        blocks += [
            Block(kind=BlockKind.PARAGRAPH, page=page.number, start=0, end=end, section=1),
            Block(
                kind=BlockKind.TABLE_ROW,
                page=page.number,
                start=0,
                end=end,
                section=1,
                table=2,
                cells=((0, 1), (1, 1), (1, end)),
                header=page.number == 1,
                continues=page.number > 1,
            ),
        ]
    return Structure(
        title=f"About {heading}",
        pages=pages,
        sections=(
            Section(number=0, heading="", level=0, page=1),
            Section(number=1, heading=heading, level=1, page=1, parent=0, end=len(heading)),
        ),
        blocks=tuple(blocks),
    )


def quotation(structure: Structure, page: int = 1) -> PageQuotation:
    text = structure.pages[page - 1].text
    return PageQuotation(quote=text, page=page, label="A-1", start=0, end=len(text))


def summary_of(key: int, structure: Structure, *, whole: bool = True) -> Summary:
    source = quotation(structure)
    sentence = SummarySentence(
        text=source.quote,
        kind=SentenceKind.REWORDED,
        source=source,
        sources=(source, quotation(structure, len(structure.pages))),
        why="It stands first.",
        section=1,
    )
    section = SummarySection(heading="Head", level=1, page=1, label="A-1")
    return Summary(
        document=key,
        name="letter.pdf",
        title=structure.title,
        pages=len(structure.pages),
        ledger=(LedgerPage(page=1, state=PartState.RECOGNIZED, confidence=0.75),),
        sections=(replace(section, sentences=(sentence,)),),
        outline=(section,),
        facts=(
            Fact(key="deadline", name="Deadlines", value=source.quote, source=source),
            Fact(key="match", name="Cost sharing", amount=0.5, corrected=""),
        ),
        whole=whole,
        about=SummaryAbout(models={"m": MODEL}, notes=("A note.",), words=350),
    )


def read_with_structure(
    case: store.CaseFile, key: int, structure: Structure, document: Document
) -> None:
    """Reads a waiting document as the workflow does: its structure before itself."""
    item = letter_item(*(page.text for page in structure.pages))
    part = Part(state=PartState.READ, first=1, last=len(structure.pages))
    read: list[Part | Item | Document | Structure] = [
        part,
        item,
        structure,
        ended(document),
    ]
    for _ in store.keep_reading(case, key, read, text_hash):
        pass


def summarize(
    case: store.CaseFile, name: str, texts: Sequence[str]
) -> tuple[int, Structure]:
    """Adds a document and everything that summaries keep of one; its key and structure."""
    structure = structure_of(*texts)
    document = letter(name)
    store.add_documents(case, [document])
    key = store.waiting(case, -1)[-1].key
    read_with_structure(case, key, structure, document)
    vectors = np.full((2, DIMENSIONS), 0.5, dtype=np.float32)
    store.put_sentence_vectors(case, key, (MODEL, MARK), 0, vectors)
    store.put_summary(case, key, summary_of(key, structure), "made of this")
    found = Answer(
        question=f"What of {texts[0]}?", passages=(quotation(structure),), probability=0.75
    )
    store.put_answer(case, key, found, "made of that")
    store.note_summary_edit(
        case, key, ("fact", f"corrected {texts[0]}", "ana"), {"quote": texts[0]}
    )
    return key, structure
