"""Words for what came in: counts that add up, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from app.desktop.words import documents_words, number, plain_line
from app.records import Document, DocumentState

__all__ = ["account_words", "is_sheet", "items_words", "removal_words", "unread"]

_SHEETS = ("workbook", "table")
_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
_UNREAD = (DocumentState.FAILED, DocumentState.PARTLY, DocumentState.EMPTY)


def _say(text: str) -> str:
    return QCoreApplication.translate("Imports", text)


def is_sheet(document: Document) -> bool:
    """Whether a document has columns: a workbook or a text table."""
    if document.inner:
        return False
    ending = PurePath(document.path).suffix.casefold()
    return document.kind in _SHEETS or ending in _ENDINGS


def unread(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents that were not read whole: failed, read in part, or empty."""
    return tuple(one for one in documents if one.state in _UNREAD)


def items_words(count: int) -> str:
    """So many items."""
    if count == 1:
        return _say("1 item")
    return _say("{count} items").format(count=number(count))


def account_words(documents: Sequence[Document], items: int) -> str:
    """What became of the documents that came in; the parts add up to all of them.

    Empty while none has been read.
    """
    ended = Counter(one.state for one in documents)
    if ended[DocumentState.WAITING] == len(documents):
        return ""
    parts = (
        (DocumentState.READ, _say("{count} read whole")),
        (DocumentState.PARTLY, _say("{count} read in part")),
        (DocumentState.EMPTY, _say("{count} empty")),
        (DocumentState.FAILED, _say("{count} could not be read")),
        (DocumentState.WAITING, _say("{count} waiting")),
    )
    told = [
        said.format(count=number(ended[state])) for state, said in parts if ended[state]
    ]
    return _say("{documents} came in: {parts}. They hold {items}.").format(
        documents=documents_words(len(documents)),
        parts=", ".join(told),
        items=items_words(items),
    )


def removal_words(
    documents: Sequence[Document], *, is_pasted: bool = False
) -> tuple[str, str]:
    """The question before documents are taken out of a case, and what goes with them."""
    if len(documents) == 1:
        asks = _say("Take \u201c{document}\u201d out of this case?")
        what = asks.format(document=plain_line(documents[0].name))
    else:
        asks = _say("Take {documents} out of this case?")
        what = asks.format(documents=documents_words(len(documents)))
    goes = _say(
        "What was read of it goes too: its items, their categories and corrections, its "
        "themes and summaries. Undo (Ctrl+Z) puts it back only to be read again."
    )
    stays = _say("The file itself stays where it is; Postroom never touches it.")
    if len(documents) > 1:
        goes = _say(
            "What was read of them goes too: their items, categories and corrections, "
            "themes and summaries. Undo (Ctrl+Z) puts them back only to be read again."
        )
        stays = _say(
            "The files themselves stay where they are; Postroom never touches them."
        )
    if is_pasted:
        stays = _say(
            "Pasted texts are kept by Postroom only: they go too. All other files stay "
            "where they are."
        )
    return what, f"{goes}\n\n{stays}"
