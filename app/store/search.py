"""Finding items by their words; whatever a person types is words and nothing else."""

from __future__ import annotations

import unicodedata

from app.records import SearchHit
from app.store.case_file import CaseFile
from app.store.documents import document
from app.store.items import item
from app.store.texts import clean

__all__ = ["search", "word_query"]

_FIND = (
    "SELECT rowid AS key, snippet(word, 0, '[', ']', '…', 24) AS snippet "
    "FROM word WHERE word MATCH ? ORDER BY rank LIMIT ?"
)


def search(case: CaseFile, words: str, limit: int = 50) -> list[SearchHit]:
    """The items that have all of the words, best first; the last word may be a beginning.

    Case and accents make no difference. Words without letters or digits are passed over;
    where nothing else is left, nothing is found.
    """
    query = word_query(words)
    if not query:
        return []
    hits = []
    for found in case.select(_FIND, (query, limit)):
        one = item(case, found["key"])
        origin = document(case, one.document)
        hits.append(SearchHit(item=one, document=origin, snippet=found["snippet"]))
    return hits


def word_query(words: str) -> str:
    """What FTS5 is asked for these words: each quoted, the last one as a beginning.

    Inside quotation marks FTS5 knows no operators, only a doubled quotation mark
    (https://www.sqlite.org/fts5.html, section 3.1). Empty where there is no word.
    """
    quoted = [
        '"' + piece.replace('"', '""') + '"'
        for piece in clean(words).replace("\x00", " ").split()
        if any(unicodedata.category(letter)[0] in "LN" for letter in piece)
    ]
    return " ".join(quoted) + "*" if quoted else ""
