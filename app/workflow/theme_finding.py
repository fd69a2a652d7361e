"""An analysis of themes: read, compare meanings, find, name, and put beside the old one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np

from app import store
from app.engine import Embedder
from app.readers import ReadRequest
from app.records import Phase, PostroomError, Scheme, SortSettings, Step, ThemeSettings
from app.store import AnalysedItem, CaseFile, Membership, StoredTheme
from app.triage import text_hash
from app.triage.campaigns import find_campaigns
from app.triage.naming import ThemeNames
from app.triage.themes import FoundThemes, find_themes
from app.workflow.meaning import find_meanings
from app.workflow.pace import Pace
from app.workflow.reading import read_again_where_asked, read_waiting
from app.workflow.reading_before import read_before
from app.workflow.run_facts import scheme_as_json
from app.workflow.theme_assigning import SchemeFit, fit_scheme
from app.workflow.theme_columns import ItemDates, find_dates, need_columns
from app.workflow.theme_drafting import draft_names
from app.workflow.theme_facts import (
    ASSIGN_NOTES,
    DATES,
    DRAFTED_BY,
    DROPPED,
    KIND,
    NOTES,
    ORDERED,
    settings_as_json,
)
from app.workflow.theme_keeping import Cluster, Kept, keep_known, members_of
from app.workflow.theme_matching import Known, followed
from app.workflow.theme_naming import Grouped, name_themes, spans_of
from app.workflow.theme_texts import DistinctTexts, gather_texts
from app.workflow.tools import Tools

__all__ = ["find", "read_rows"]

# The hash of all texts without words.
BLANK = text_hash("")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """What an analysis stands on.

    Attributes:
        texts: The distinct texts.
        items: Key, number of the text (-1 for none) and text hash of every item.
        dates: Of the items.
        campaigns: By number of the text, its campaign from 1; 0 for none.
    """

    texts: DistinctTexts
    items: tuple[tuple[int, int, bytes], ...]
    dates: ItemDates
    campaigns: np.ndarray


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Themes with names.

    Attributes:
        clusters: In order of size.
        note: On a language model that could have drafted names; may be empty.
        drafted_by: Name and SHA-256 of one that did.
    """

    clusters: tuple[Cluster, ...]
    note: str
    drafted_by: Mapping[str, str]


def find(
    case: CaseFile,
    tools: Tools,
    settings: ThemeSettings,
    scheme: Scheme | None,
    passwords: tuple[str, ...],
) -> Generator[Step]:
    """Read what waits, find the themes of all items, name them, and keep them.

    Until the very end the case holds the analysis that it held before.

    Raises:
        PostroomError: The embedder is missing, there is no column that was asked for, there
            is nothing to read, or the case file cannot be written.
    """
    yield Step(phase=Phase.STARTING, counts=store.counts(case))
    pace = Pace(clock=tools.clock)
    before = read_before(case)
    with closing(tools.open_embedder()) as embedder:
        run = store.begin_run(
            case,
            KIND,
            settings=settings_as_json(settings),
            scheme={} if scheme is None else scheme_as_json(scheme),
            models={embedder.name: embedder.sha256},
        )
        yield from read_rows(case, tools, (before, settings), passwords, pace)
        need_columns(case, settings.by, "by which counts were to be broken down")
        dates = find_dates(case, settings.date_column)
        yield from find_meanings(case, embedder, pace)
        texts = gather_texts(case, embedder)
        if not texts.hashes:
            raise PostroomError(
                "There is no text in which themes could be found.",
                "Add documents or a sheet with a column of text.",
            )
        yield step(case, Phase.GROUPING, 0, len(texts.hashes))
        ground = find_ground(case, texts, dates)
        fit = None
        if scheme is not None:
            fit = yield from fit_scheme(case, (tools, embedder), scheme, texts, settings)
        grouped = find_groups(texts, settings, fit)
        yield step(case, Phase.GROUPING, len(texts.hashes), len(texts.hashes))
        yield step(case, Phase.NAMING, 0, len(grouped.stability))
        named = yield from named_clusters(
            case, (tools, embedder), ground, grouped, (settings, fit)
        )
        count = len(named.clusters)
        yield step(case, Phase.NAMING, count, count)
        commit(case, run, ground, (grouped, named), fit)
    yield Step(phase=Phase.DONE, counts=store.counts(case))


def step(case: CaseFile, phase: Phase, done: int, total: int) -> Step:
    """A step of a phase that is told at its beginning and its end."""
    return Step(phase=phase, done=done, total=total, counts=store.counts(case))


def read_rows(
    case: CaseFile,
    tools: Tools,
    asked_for: tuple[SortSettings | None, ThemeSettings],
    passwords: tuple[str, ...],
    pace: Pace,
) -> Iterator[Step]:
    """The reading part, with a reader of its own.

    Args:
        case: The case file.
        tools: Of the workspace.
        asked_for: How the documents were read before, and what is asked now.
        passwords: For locked documents.
        pace: Of the run.
    """
    before, settings = asked_for
    asked = SortSettings(
        column=settings.column,
        sheet=settings.sheet,
        recognize_all=bool(before and before.recognize_all),
    )
    read_again_where_asked(case, before, asked, passwords=bool(passwords))
    request = ReadRequest(
        column=settings.column,
        sheet=settings.sheet,
        passwords=passwords,
        recognize_all=asked.recognize_all,
    )
    with closing(tools.open_reader()) as reader:
        yield from read_waiting(case, reader, request, pace)


def find_ground(case: CaseFile, texts: DistinctTexts, dates: ItemDates) -> Ground:
    """What the items are beside their themes."""
    numbers = texts.numbers
    items = [
        (item, numbers.get(text_hash, -1), text_hash)
        for batch in store.each_item_texts(case)
        for item, text_hash, _ in batch
    ]
    campaigns = find_campaigns(texts.texts, texts.keys, texts.copies)
    return Ground(
        texts=texts,
        items=tuple(items),
        dates=dates,
        campaigns=np.append(np.asarray(campaigns) + 1, 0),
    )


def find_groups(
    texts: DistinctTexts, settings: ThemeSettings, fit: SchemeFit | None
) -> FoundThemes:
    """The themes of all texts, or of those that fit none of a scheme's categories."""
    if fit is None:
        return find_themes(texts.vectors, texts.keys, settings.most)
    left = np.flatnonzero(~fit.chosen.any(axis=1))
    some = texts.at(left)
    found = find_themes(some.vectors, some.keys, settings.most)
    theme = np.full(len(texts.hashes), -1, dtype=np.int64)
    centrality = np.zeros(len(texts.hashes))
    theme[left], centrality[left] = found.theme, found.centrality
    return replace(found, theme=theme, centrality=centrality)


def named_clusters(
    case: CaseFile,
    models: tuple[Tools, Embedder],
    ground: Ground,
    found: FoundThemes,
    asked: tuple[ThemeSettings, SchemeFit | None],
) -> Generator[Step, None, Named]:
    """The themes that were found, with names that no theme of the case has."""
    tools, embedder = models
    settings, fit = asked
    taken = [theme.name for theme in store.themes(case)]
    taken += fit.scheme.names if fit is not None else ()
    grouped = Grouped(theme=found.theme, group=found.group, centrality=found.centrality)
    by_rows = name_themes(embedder, ground.texts, grouped, taken)
    items: list[list[int]] = [[] for _ in found.group]
    for item, number, _ in ground.items:
        if number >= 0 and found.theme[number] >= 0:
            items[int(found.theme[number])].append(item)
    # What comes back keeps its name, so that nothing needs to be drafted for it.
    same = followed(known_of(case), dict(enumerate(items)), found.centres)
    fresh = [number for number in range(len(items)) if number not in same]
    names, note, drafted_by = yield from draft_names(
        tools, embedder, by_rows, settings, fresh
    )
    clusters = [
        Cluster(
            fresh=fresh_theme(case, ground.texts, found, names, number),
            items=items[number],
            group=int(found.group[number]),
        )
        for number in range(len(items))
    ]
    return Named(clusters=tuple(clusters), note=note, drafted_by=drafted_by)


def fresh_theme(
    case: CaseFile,
    texts: DistinctTexts,
    found: FoundThemes,
    names: ThemeNames,
    number: int,
) -> StoredTheme:
    """What a theme would be as a new one."""
    named, group = names.themes[number], int(found.group[number])
    stability = float(found.stability[number])
    return StoredTheme(
        key=0,
        name=named.name,
        upper=names.groups[group] if int((found.group == group).sum()) > 1 else "",
        description=named.description,
        terms=named.terms,
        examples=spans_of(case, texts, named.examples),
        stability=None if np.isnan(stability) else stability,
        named_by="model" if named.by_model else "rows",
        question=named.question,
        centre=found.centres[number],
    )


def known_of(case: CaseFile) -> Known:
    """What the case knows from earlier."""
    return Known(
        themes={theme.key: theme for theme in store.themes(case)},
        members=store.found_members(case),
    )


def commit(
    case: CaseFile,
    run: int,
    ground: Ground,
    found: tuple[FoundThemes, Named],
    fit: SchemeFit | None,
) -> None:
    """Put the new analysis in the place of the old one, in one transaction."""
    grouped, named = found
    with case.writing():
        first = store.analysed_run(case)[0] == 0 and fit is None
        known = known_of(case)
        said = {key for one in store.checked_items(case) for key in one.themes}
        next_key = store.next_theme_key(case)
        categories = [] if fit is None else fit.themes(case, known.themes, next_key)
        brought = {theme.key: theme for theme in categories}
        known = replace(known, themes={**known.themes, **brought})
        next_key = max([next_key, *(key + 1 for key in brought)])
        said |= brought.keys()
        kept = keep_known(known, named.clusters, next_key, said, first=first)
        notes = [*notes_of(ground, kept), *filter(None, [named.note])]
        store.put_fact(case, run, NOTES, notes)
        store.put_fact(case, run, DRAFTED_BY, drafters(case, named, kept))
        store.put_fact(case, run, DATES, ground.dates.column)
        store.put_fact(case, run, DROPPED, kept.dropped)
        store.put_fact(case, run, ORDERED, ordered(ground))
        store.put_analysis(
            case,
            run,
            list(kept.themes.values()),
            each_member(ground, grouped, kept),
            each_item(ground),
        )
        if fit is not None:
            keys = [theme.key for theme in categories]
            fit.put(case, [(item, number) for item, number, _ in ground.items], keys)
            store.put_fact(case, run, ASSIGN_NOTES, list(fit.notes))


def ordered(ground: Ground) -> list[int]:
    """Items of campaigns whose texts have sentences that speak to a computer."""
    return [
        item
        for item, number, _ in ground.items
        if number >= 0 and ground.campaigns[number] and ground.texts.orders[number]
    ]


def drafters(case: CaseFile, named: Named, kept: Kept) -> dict[str, str]:
    """Every language model that drafted names that stand, now or earlier."""
    before = store.fact(case, store.analysed_run(case)[0], DRAFTED_BY) or {}
    if not any(theme.named_by == "model" for theme in kept.themes.values()):
        before = {}
    return {**before, **named.drafted_by}


def each_member(ground: Ground, grouped: FoundThemes, kept: Kept) -> Iterator[Membership]:
    """Who is in which theme."""
    for item, number, _ in ground.items:
        theme = int(grouped.theme[number]) if number >= 0 else -1
        if theme >= 0:
            about = (item, float(grouped.centrality[number]))
            yield from members_of(
                kept.themes, kept.keys[theme], ground.texts.vectors[number], about
            )


def each_item(ground: Ground) -> Iterator[AnalysedItem]:
    """What is noted of every item beside its themes."""
    for item, number, own_hash in ground.items:
        yield AnalysedItem(
            item=item,
            date=ground.dates.iso(item),
            campaign=int(ground.campaigns[number]),
            blank=own_hash == BLANK,
        )


def notes_of(ground: Ground, kept: Kept) -> list[str]:
    """Sentences that a reader of the analysis must know."""
    notes = list(ground.dates.notes)
    if ground.texts.unread:
        notes.append(
            f"{ground.texts.unread:,} different texts could not be read by the model that "
            "compares meanings; their items are unthemed."
        )
    orders = int(ground.texts.orders.sum())
    if orders:
        notes.append(
            f"Different texts with sentences that speak to a computer: {orders:,}. Those "
            "sentences were passed over, and no theme is named after such a text."
        )
    if ground.texts.private.any():
        notes.append(
            "Items that are marked private are counted, but never quoted as examples."
        )
    if kept.gone:
        themes = "1 theme" if kept.gone == 1 else f"{kept.gone:,} themes"
        notes.append(f"{themes} of the analysis before did not come back.")
    return notes
