"""What the fourth step adds to a case file; a kept file has it, so it never changes."""

from __future__ import annotations

__all__ = ["SUMMARIES"]

# content of a structure is JSON, compressed, without the texts of the pages: those are in
# the item. mark is a fingerprint of both. mark of vectors is one of the sentences' texts,
# first the number of the first of them. made_of is a fingerprint of all that a summary or
# answer depends on; an answer's is empty while its question waits. asked of a draft is a
# fingerprint of the model and the passages. what of an edit tells which fact or sentence it
# is about by its words.
SUMMARIES = (
    """CREATE TABLE structure (
        document INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
        mark TEXT NOT NULL,
        pages INTEGER NOT NULL,
        note TEXT NOT NULL,
        content BLOB NOT NULL
    )""",
    """CREATE TABLE sentence_vector (
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        model INTEGER NOT NULL REFERENCES model(key),
        first INTEGER NOT NULL,
        mark TEXT NOT NULL,
        vectors BLOB NOT NULL,
        UNIQUE (document, model, first)
    )""",
    """CREATE TABLE summary (
        document INTEGER PRIMARY KEY REFERENCES document(key) ON DELETE CASCADE,
        made_of TEXT NOT NULL,
        whole INTEGER NOT NULL,
        content TEXT NOT NULL
    )""",
    """CREATE TABLE summary_draft (
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        asked TEXT NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (document, asked)
    ) WITHOUT ROWID""",
    """CREATE TABLE summary_answer (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        question TEXT NOT NULL,
        made_of TEXT NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (document, question)
    )""",
    """CREATE TABLE summary_edit (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        at TEXT NOT NULL,
        person TEXT NOT NULL,
        kind TEXT NOT NULL,
        sentence TEXT NOT NULL,
        what TEXT NOT NULL,
        undoes INTEGER
    )""",
    "CREATE INDEX summary_edit_document ON summary_edit(document)",
    "CREATE INDEX summary_edit_undoes ON summary_edit(undoes) WHERE undoes IS NOT NULL",
    """CREATE TRIGGER summary_edit_stays BEFORE UPDATE ON summary_edit BEGIN
        SELECT RAISE(ABORT, 'an edit of a summary is never changed');
    END""",
)
