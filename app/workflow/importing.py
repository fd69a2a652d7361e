"""Labelled files into a scheme's memory; every row is counted out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing
from pathlib import Path

from app import store
from app.readers import ReadRequest, find_documents
from app.records import (
    Document,
    DocumentState,
    Item,
    Label,
    LabelledColumns,
    Phase,
    PostroomError,
    Scheme,
    Step,
    Taught,
)
from app.triage import text_hash
from app.workflow.labels import opened_memory
from app.workflow.privacy import says_yes
from app.workflow.tools import Tools

__all__ = ["teach"]

STEP_ROWS = 500


def teach(
    tools: Tools, scheme: Scheme, path: Path, columns: LabelledColumns
) -> Generator[Step, None, Taught]:
    """Read a labelled workbook or text table into a scheme's memory.

    Raises:
        PostroomError: The file cannot be read, or has no such column; the scheme comes
            from no file; the memory cannot be written.
    """
    request = ReadRequest(
        column=columns.text, sheet=columns.sheet, passwords=columns.passwords
    )
    label_column, private_column = columns.label, columns.private
    if tools.memory_path(scheme) is None:
        raise PostroomError(
            f"The scheme {scheme.name} comes from no file, so it has no memory.",
            "Name a scheme file.",
        )
    rows: list[Item] = []
    for document in find_documents([path]):
        yield from read_rows(tools, document, request, rows)
    need_columns(path, rows, [label_column, *filter(None, [private_column])])
    labels, counted = sort_out(scheme, rows, label_column, private_column)
    private = [
        text_hash(row.text)
        for row in rows
        if private_column and says_yes(row.columns.get(private_column, ""))
    ]
    with opened_memory(tools, scheme, create=True) as memory:
        if memory is None:
            raise PostroomError("The scheme's memory cannot be opened.")
        # A text that is private in one row is private in all, also if it was kept before.
        counted["private"] += sum(labels.pop(one, None) is not None for one in set(private))
        kept = store.keep_labels(memory, labels.values())
        there = store.known_texts(memory, private)
        if there:
            store.forget_labels(memory, there)
    yield Step(phase=Phase.DONE, done=len(rows), total=len(rows))
    return Taught(
        rows=len(rows),
        kept=kept,
        known=len(labels) - kept,
        private=counted["private"],
        without_label=counted["without label"],
        without_text=counted["without text"],
        repeated=counted["repeated"],
        unknown=unknown_in(scheme, rows, label_column, private_column),
    )


def read_rows(
    tools: Tools, document: Document, request: ReadRequest, rows: list[Item]
) -> Generator[Step]:
    """Add the rows of a document to a list, read in a child process.

    Raises:
        PostroomError: It cannot be read, or only in part.
    """
    with closing(tools.open_reader()) as reader:
        for part in reader.read(document, request):
            if isinstance(part, Item):
                rows.append(part)
                if len(rows) % STEP_ROWS == 0:
                    yield Step(phase=Phase.READING, done=len(rows), document=document.name)
            if isinstance(part, Document) and part.state in {
                DocumentState.FAILED,
                DocumentState.PARTLY,
            }:
                raise PostroomError(
                    f"{document.name} could not be read whole: {part.reason}",
                    "Mend the file, or name its sheet and text column.",
                )


def need_columns(path: Path, rows: Sequence[Item], wanted: Sequence[str]) -> None:
    """See that the columns are there.

    Raises:
        PostroomError: There are no rows, or one of the columns is missing.
    """
    if not rows:
        raise PostroomError(f"{path.name} has no rows.", "Choose another file.")
    headers = list(dict.fromkeys(name for row in rows for name in row.columns))
    for name in wanted:
        if name not in headers:
            raise PostroomError(
                f"{path.name} has no column {name}.",
                f"It has: {', '.join(headers) or 'no columns'}.",
            )


def sort_out(
    scheme: Scheme, rows: Sequence[Item], label_column: str, private_column: str
) -> tuple[dict[bytes, Label], Counter[str]]:
    """The labels of a file's rows by text hash, and why other rows have none."""
    names = names_of(scheme)
    counted: Counter[str] = Counter()
    labels: dict[bytes, Label] = {}
    for row in rows:
        said = tidy(row.columns.get(label_column, ""))
        category = names.get(said.casefold())
        if private_column and says_yes(row.columns.get(private_column, "")):
            counted["private"] += 1
        elif not row.text.strip():
            counted["without text"] += 1
        elif not said:
            counted["without label"] += 1
        elif category is not None:
            digest = text_hash(row.text)
            counted["repeated"] += digest in labels
            labels[digest] = Label(
                text=row.text, text_hash=digest, category=category, source="import"
            )
    return labels, counted


def unknown_in(
    scheme: Scheme, rows: Sequence[Item], label_column: str, private_column: str
) -> tuple[tuple[str, int], ...]:
    """Names that the scheme has not, with the number of rows that have them."""
    names = names_of(scheme)
    found = Counter(
        said
        for row in rows
        if row.text.strip()
        and not (private_column and says_yes(row.columns.get(private_column, "")))
        and (said := tidy(row.columns.get(label_column, "")))
        and said.casefold() not in names
    )
    return tuple(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))


def names_of(scheme: Scheme) -> dict[str, str]:
    """The scheme's categories by every name that a file may call them, in small letters.

    Names that a category had before are among them: files are older than renamings. A
    category that has a name goes before one that had it.
    """
    earlier = {
        name.casefold(): one.name for one in scheme.categories for name in one.formerly
    }
    return earlier | {name.casefold(): name for name in scheme.names}


def tidy(text: str) -> str:
    """The text with single blanks and none at its ends."""
    return " ".join(text.split())
