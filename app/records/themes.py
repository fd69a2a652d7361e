"""Themes: what many items say, found rather than given, and signed off by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.records.documents import Document, Item, Place
from app.records.trends import Breakdown, TrendsReport

__all__ = [
    "Campaign",
    "Quotation",
    "Stance",
    "Theme",
    "ThemeEdit",
    "ThemeEditKind",
    "ThemeFilter",
    "ThemeMember",
    "ThemeOrigin",
    "ThemeSettings",
    "ThemedRow",
    "ThemesAbout",
    "ThemesReport",
]


class ThemeOrigin(StrEnum):
    """Where a theme comes from."""

    FOUND = "found"
    SCHEME = "from the scheme"
    WRITTEN = "written by a person"


class Stance(StrEnum):
    """Which side an answer takes on the question that was put, apart from its theme."""

    FOR = "for"
    AGAINST = "against"
    UNCLEAR = "unclear"


class ThemeEditKind(StrEnum):
    """What a person can do to themes."""

    RENAME = "rename"
    DESCRIBE = "describe"
    MERGE = "merge"
    SPLIT = "split"
    DROP = "drop"
    WRITE = "write"
    ANSWER = "answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Words of an item, character for character ``item.text[start:end]``.

    Attributes:
        item: Key of the item.
        document: Name of its document.
        place: The row or page that it stands on.
        text: The words.
        start: First character, from 0, in the item's text.
        end: One past the last.
    """

    item: int
    document: str
    place: Place
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """One theme, of the finer level.

    Attributes:
        key: Its number in the case file, from 1; kept when the analysis is run again.
        name: Specific, in the rows' own words; no two alike in a case.
        group: Name of the upper-level theme that it is a part of; its own name where it
            stands alone.
        description: One sentence.
        size: How many items are in it, copies counted.
        texts: How many different texts those are.
        examples: At most five, the most central first.
        terms: Words that set it apart, the strongest first.
        stability: 0 to 1, the mean share (Jaccard) of it that came back when the analysis
            was repeated with rows left out; None where a person wrote or changed it.
        new: Whether an earlier analysis of the same case did not have it, and most of its
            items were in no theme then.
        origin: Where it comes from.
        named_by: ``"rows"``, ``"model"`` or ``"person"``.
        question: A draft of the question that its items ask or raise, for an FAQ or a note.
        answer: What the office answers, by a person; empty until written.
    """

    key: int
    name: str
    group: str
    description: str = ""
    size: int
    texts: int
    examples: tuple[Quotation, ...] = ()
    terms: tuple[str, ...] = ()
    stability: float | None = None
    new: bool = False
    origin: ThemeOrigin = ThemeOrigin.FOUND
    named_by: str = "rows"
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """Near-identical texts that came many times, such as a form letter.

    Attributes:
        example: The text that most of them resemble, quoted from its beginning.
        size: How many items.
        texts: How many different wordings among them; 1 where all are the same.
        theme: Name of the theme that they are in; empty for unthemed.
        first: Earliest date, ISO 8601; empty without dates.
        last: Latest date.
    """

    example: Quotation
    size: int
    texts: int
    theme: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeSettings:
    """What a person asked of an analysis; kept with it and shown in its results.

    Attributes:
        column: Header of the text column, empty to let Postroom propose it.
        sheet: Name of the sheet, empty for all that have a text column.
        date_column: Header of the column with dates, empty to let Postroom propose one.
        by: Headers of columns to break the counts down by.
        most: Most themes that are wanted; 0 for as many as there are.
        smallest: Counts of people below this are hidden in breakdowns.
        question: The question that the rows answer; with one, stances are told. Empty for
            rows that answer none.
        language_model: Name of the model that may draft names, "" for the installed best
            one, "none" for none.
    """

    column: str = ""
    sheet: str = ""
    date_column: str = ""
    by: tuple[str, ...] = ()
    most: int = 0
    smallest: int = 5
    question: str = ""
    language_model: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeEdit:
    """What a person does to themes; every edit can be undone.

    Attributes:
        kind: What is done.
        themes: Keys of the themes it is done to: one for all but MERGE (two or more; the
            first gives its key and, without ``name``, its name) and WRITE (none).
        name: The new name (RENAME, WRITE, MERGE), or the new group's (with ``group``).
        description: The new description (DESCRIBE, WRITE).
        examples: Texts that belong in it (WRITE).
        answer: The office's answer (ANSWER).
        group: Whether the upper-level theme of that name is meant (RENAME): then
            ``themes`` holds one of its themes.
    """

    kind: ThemeEditKind
    themes: tuple[int, ...] = ()
    name: str = ""
    description: str = ""
    examples: tuple[str, ...] = ()
    answer: str = ""
    group: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeMember:
    """That an item says something of a theme.

    Attributes:
        theme: Name of the theme.
        key: Key of the theme.
        probability: 0 to 1; None where the theme was found and nothing assigned yet.
        quote: The words that say it; None where none stands out.
        by_person: Whether a person has said so.
    """

    theme: str
    key: int
    probability: float | None = None
    quote: Quotation | None = None
    by_person: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemedRow:
    """One item with its themes.

    Attributes:
        document: Where it comes from.
        item: The item.
        themes: The likeliest first; empty for an unthemed item.
        stance: Which side it takes; None where no question was put.
        campaign: Number of its campaign in the report, from 1; 0 for none.
        date: ISO 8601; empty where it has none that can be read.
        checked: Whether a person has said which themes it has.
    """

    document: Document
    item: Item
    themes: tuple[ThemeMember, ...] = ()
    stance: Stance | None = None
    campaign: int = 0
    date: str = ""
    checked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeFilter:
    """Which rows of an analysis are wanted; empty fields ask for all.

    Attributes:
        theme: Key of a theme; 0 for unthemed items; None for all.
        words: Only items whose text has all of these words.
        first: Earliest date wanted, ISO 8601.
        last: Latest date wanted.
        campaign: Only items of this campaign, its number from 1.
        column: Header of a column of the sheet, whatever the case of its letters; with
            ``value``.
        value: Only items that have this value there, ``"(empty)"`` for none; spaces around
            it do not count.
        stance: Only items that take this side.
    """

    theme: int | None = None
    words: str = ""
    first: str = ""
    last: str = ""
    campaign: int | None = None
    column: str = ""
    value: str = ""
    stance: Stance | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesAbout:
    """How an analysis was made; its counts add up.

    Attributes:
        source: Names of the documents.
        items: How many there are: themed, unthemed and without text.
        themed: In at least one theme.
        unthemed: In none, because they are few or odd.
        without_text: With nothing to read.
        documents_failed: Documents that could not be read.
        texts: How many different texts.
        assigned: Whether items were assigned to the signed-off themes, several to one.
        labels: How many items a person has checked.
        settings: Name and value of every setting, as text for people.
        models: Name and SHA-256 of every model that took part.
        methods: Sentences that name each method and its source.
        notes: Sentences that a reader must know.
        edits: What persons changed, in plain sentences, the oldest first.
        version: Of the program.
        finished: Time in ISO 8601 with zone.
        case: Path of the case file, empty where none was kept.
    """

    source: tuple[str, ...]
    items: int
    themed: int
    unthemed: int
    without_text: int
    documents_failed: int = 0
    texts: int = 0
    assigned: bool = False
    labels: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    methods: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    version: str = ""
    finished: str = ""
    case: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemesReport:
    """All that an analysis found.

    Attributes:
        about: How it was made.
        themes: Groups by size, the largest first; themes of a group by size within it.
        campaigns: The largest first.
        trends: None without dates.
        breakdowns: One for each column that was asked for.
        stances: By theme name, how many of its items are for, against and unclear; empty
            where no question was put.
    """

    about: ThemesAbout
    themes: tuple[Theme, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    trends: TrendsReport | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    stances: Mapping[str, Mapping[Stance, int]] = field(default_factory=dict)
