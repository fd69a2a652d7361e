"""The shape of a case file, as numbered steps that are only ever added to."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from app.store.kinds import Kind
from app.store.line_shapes import LINES
from app.store.review_shapes import NOTES
from app.store.sheet_shapes import SHEETS
from app.store.summary_shapes import SUMMARIES

__all__ = ["AUDIT", "CASE", "FACTS", "VECTORS"]

_STEPS = Migrations("postroom")

CASE = Kind(
    name="case file",
    application=0x506F5354,  # "PoST"
    newest=5,
    steps=_STEPS,
    when_damaged=(
        "Restore it from a backup, or sort the documents again into a new case file."
    ),
)


@_STEPS(name="0001 documents, items, verdicts, runs, audit")
def _first(database: Database) -> None:
    """The first shape; from now on a kept file has it, so it never changes."""
    shapes = (_DOCUMENTS, _ITEMS, _RESULTS, VECTORS, _ITEMS_VECTORS, _RUNS, FACTS, AUDIT)
    for statement in (statement for shape in shapes for statement in shape):
        database.execute(statement)
    database.execute("PRAGMA user_version = 1")


@_STEPS(name="0002 reviews that teach, blind checks")
def _second(database: Database) -> None:
    """Reviews can be taken back and teach; blind checks; a kept file has it too."""
    for statement in (*_REVIEWS_THAT_TEACH, *_BLIND_CHECKS):
        database.execute(statement)
    database.execute("PRAGMA user_version = 2")


@_STEPS(name="0003 themes, who is in them, what persons changed")
def _third(database: Database) -> None:
    """Themes of the last analysis; a kept file has them too."""
    for statement in _THEMES:
        database.execute(statement)
    database.execute("PRAGMA user_version = 3")


@_STEPS(name="0004 structures, summaries, answers, what persons changed in them")
def _fourth(database: Database) -> None:
    """Summaries of documents and what they are made of; a kept file has them too."""
    for statement in SUMMARIES:
        database.execute(statement)
    database.execute("PRAGMA user_version = 4")


@_STEPS(name="0005 notes on items, their likeliest categories")
def _fifth(database: Database) -> None:
    """What the desk adds; other parts of it append their statements here."""
    for statement in (*NOTES, *SHEETS, *LINES):
        database.execute(statement)
    database.execute("PRAGMA user_version = 5")


# position is the chain of keys from the outermost document inwards, four bytes each, so
# that sorting by it puts what was found inside a mail right behind the mail.
_DOCUMENTS = (
    """CREATE TABLE document (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        parent INTEGER REFERENCES document(key) ON DELETE CASCADE,
        position BLOB NOT NULL UNIQUE,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        inside TEXT NOT NULL,
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        reason_code TEXT NOT NULL
    )""",
    "CREATE INDEX document_place ON document(path, inside)",
    "CREATE INDEX document_parent ON document(parent)",
    "CREATE INDEX document_state ON document(state, position)",
    "CREATE INDEX document_name ON document(name, key)",
    """CREATE TABLE part (
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        state TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        sheet TEXT,
        reason TEXT NOT NULL,
        confidence REAL,
        PRIMARY KEY (document, number)
    ) WITHOUT ROWID""",
)

# The index of words holds no text of its own (external content): it reads the items.
_ITEMS = (
    """CREATE TABLE item (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        page INTEGER,
        sheet TEXT,
        row INTEGER,
        confidence REAL,
        text_hash BLOB NOT NULL,
        text TEXT NOT NULL,
        passages TEXT NOT NULL,
        columns TEXT NOT NULL
    )""",
    "CREATE INDEX item_document ON item(document)",
    "CREATE INDEX item_text_hash ON item(text_hash, key)",
    """CREATE VIRTUAL TABLE word USING fts5(
        text, content='item', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
    )""",
    """CREATE TRIGGER item_words_added AFTER INSERT ON item BEGIN
        INSERT INTO word(rowid, text) VALUES (NEW.key, NEW.text);
    END""",
    """CREATE TRIGGER item_words_removed AFTER DELETE ON item BEGIN
        INSERT INTO word(word, rowid, text) VALUES ('delete', OLD.key, OLD.text);
    END""",
    """CREATE TRIGGER item_text_stays BEFORE UPDATE OF text, text_hash ON item BEGIN
        SELECT RAISE(ABORT, 'the text of an item is never changed');
    END""",
)

# One line for each item, and one for each document that ended without any.
_RESULTS = (
    """CREATE TABLE result (
        key INTEGER PRIMARY KEY,
        document INTEGER NOT NULL REFERENCES document(key) ON DELETE CASCADE,
        item INTEGER UNIQUE REFERENCES item(key) ON DELETE CASCADE,
        position BLOB NOT NULL UNIQUE,
        run INTEGER,
        category TEXT,
        probability REAL,
        runner_up TEXT,
        evidence TEXT,
        status TEXT,
        reason TEXT NOT NULL DEFAULT '',
        reason_code TEXT NOT NULL DEFAULT '',
        calibrated INTEGER NOT NULL DEFAULT 0,
        language TEXT NOT NULL DEFAULT '',
        read_by_model INTEGER NOT NULL DEFAULT 0,
        reviewed INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX result_document ON result(document, position)",
    "CREATE INDEX result_status ON result(status, position)",
    "CREATE INDEX result_category ON result(category, position)",
    "CREATE INDEX result_probability ON result(probability, position)",
    "CREATE INDEX result_without_item ON result(status) WHERE item IS NULL",
    """CREATE TABLE review (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        item INTEGER NOT NULL REFERENCES item(key) ON DELETE CASCADE,
        at TEXT NOT NULL,
        person TEXT NOT NULL,
        before TEXT,
        category TEXT NOT NULL
    )""",
    "CREATE INDEX review_item ON review(item)",
    """CREATE TRIGGER review_stays BEFORE UPDATE ON review BEGIN
        SELECT RAISE(ABORT, 'a review is never changed');
    END""",
    """CREATE TRIGGER review_goes_with_its_item BEFORE DELETE ON review
        WHEN EXISTS (SELECT 1 FROM item WHERE key = OLD.item) BEGIN
        SELECT RAISE(ABORT, 'a review goes only when its item goes');
    END""",
)

# These three, a scheme's memory has too; as parts of a first step they never change.
VECTORS = (
    """CREATE TABLE model (
        key INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE
    )""",
    """CREATE TABLE vector (
        text_hash BLOB NOT NULL,
        model INTEGER NOT NULL REFERENCES model(key),
        vector BLOB NOT NULL,
        segments BLOB NOT NULL,
        UNIQUE (text_hash, model)
    )""",
    """CREATE TABLE score (
        text_hash BLOB NOT NULL,
        model INTEGER NOT NULL REFERENCES model(key),
        question TEXT NOT NULL,
        scores BLOB NOT NULL,
        UNIQUE (text_hash, model, question)
    )""",
)
_ITEMS_VECTORS = (
    """CREATE TRIGGER item_vectors_removed AFTER DELETE ON item
        WHEN NOT EXISTS (SELECT 1 FROM item WHERE text_hash = OLD.text_hash) BEGIN
        DELETE FROM vector WHERE text_hash = OLD.text_hash;
        DELETE FROM score WHERE text_hash = OLD.text_hash;
    END""",
)

# Facts of run 0 are facts of the file itself.
_RUNS = (
    """CREATE TABLE run (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        settings TEXT NOT NULL,
        scheme TEXT NOT NULL,
        models TEXT NOT NULL,
        phase TEXT NOT NULL,
        state TEXT NOT NULL,
        begun TEXT NOT NULL,
        finished TEXT NOT NULL
    )""",
)
FACTS = (
    """CREATE TABLE fact (
        run INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (run, name)
    ) WITHOUT ROWID""",
)

AUDIT = (
    """CREATE TABLE audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit trail is never changed');
    END""",
    """CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit trail is never shortened');
    END""",
)

# ------------------------------------------------------------------ the second step
# was holds the result's cells before the review, as JSON; undoes is the key of the review
# that an entry takes back, and then category is what stands afterwards, '' for nothing.
_REVIEWS_THAT_TEACH = (
    "ALTER TABLE result ADD COLUMN private INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE result ADD COLUMN priority INTEGER",
    "CREATE INDEX result_status_priority ON result(status, priority, position)",
    "CREATE INDEX result_priority ON result(priority, position)",
    "CREATE INDEX result_reviewed ON result(position) WHERE reviewed = 1",
    "ALTER TABLE review ADD COLUMN seconds REAL",
    "ALTER TABLE review ADD COLUMN was TEXT",
    "ALTER TABLE review ADD COLUMN undoes INTEGER",
    "CREATE INDEX review_undoes ON review(undoes) WHERE undoes IS NOT NULL",
)

# category, probability and status of a sample's item are what the program had decided
# when the sample was drawn.
_BLIND_CHECKS = (
    """CREATE TABLE blind_check (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE sample (
        blind_check INTEGER NOT NULL REFERENCES blind_check(key) ON DELETE CASCADE,
        item INTEGER NOT NULL REFERENCES item(key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        weight REAL NOT NULL,
        category TEXT,
        probability REAL,
        status TEXT,
        PRIMARY KEY (blind_check, item)
    ) WITHOUT ROWID""",
    "CREATE INDEX sample_item ON sample(item)",
    """CREATE TABLE answer (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        blind_check INTEGER NOT NULL,
        item INTEGER NOT NULL,
        person TEXT NOT NULL,
        category TEXT NOT NULL,
        seconds REAL,
        at TEXT NOT NULL,
        UNIQUE (blind_check, item, person),
        FOREIGN KEY (blind_check, item) REFERENCES sample(blind_check, item)
            ON DELETE CASCADE
    )""",
    "CREATE INDEX answer_item ON answer(item)",
)

# ------------------------------------------------------------------ the third step
# shown is the key of the theme under which a theme's members count: its own, that of the
# one it was merged into, NULL where it is dropped, split or did not come back. Members stay
# with the theme they were found in, so that an edit is a matter of few cells. Of the three
# sources of members (found, assigned, person) the one that theme_item names counts for an
# item. examples are [item, start, end]; was and made of an edit undo it.
_THEMES = (
    """CREATE TABLE theme (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        upper TEXT NOT NULL,
        description TEXT NOT NULL,
        terms TEXT NOT NULL,
        examples TEXT NOT NULL,
        samples TEXT NOT NULL,
        stability REAL,
        is_new INTEGER NOT NULL,
        origin TEXT NOT NULL,
        named_by TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        centre BLOB NOT NULL,
        state TEXT NOT NULL,
        merged_into INTEGER,
        part_of INTEGER,
        shown INTEGER,
        described INTEGER NOT NULL,
        touched INTEGER NOT NULL
    )""",
    "CREATE INDEX theme_shown ON theme(shown)",
    """CREATE TABLE theme_member (
        item INTEGER NOT NULL REFERENCES item(key) ON DELETE CASCADE,
        theme INTEGER NOT NULL REFERENCES theme(key) ON DELETE CASCADE,
        source TEXT NOT NULL,
        strength REAL,
        first INTEGER,
        last INTEGER,
        PRIMARY KEY (item, theme, source)
    ) WITHOUT ROWID""",
    "CREATE INDEX theme_member_theme ON theme_member(theme, source, strength)",
    """CREATE TABLE theme_item (
        item INTEGER PRIMARY KEY REFERENCES item(key) ON DELETE CASCADE,
        source TEXT NOT NULL,
        date TEXT NOT NULL,
        campaign INTEGER NOT NULL,
        blank INTEGER NOT NULL,
        stance TEXT,
        stance_by_person INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX theme_item_date ON theme_item(date) WHERE date <> ''",
    "CREATE INDEX theme_item_campaign ON theme_item(campaign) WHERE campaign > 0",
    """CREATE TABLE theme_edit (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        run INTEGER NOT NULL,
        at TEXT NOT NULL,
        person TEXT NOT NULL,
        kind TEXT NOT NULL,
        sentence TEXT NOT NULL,
        themes TEXT NOT NULL,
        was TEXT NOT NULL,
        made TEXT NOT NULL,
        undoes INTEGER
    )""",
    "CREATE INDEX theme_edit_undoes ON theme_edit(undoes) WHERE undoes IS NOT NULL",
    """CREATE TRIGGER theme_edit_stays BEFORE UPDATE ON theme_edit BEGIN
        SELECT RAISE(ABORT, 'an edit of themes is never changed');
    END""",
)
