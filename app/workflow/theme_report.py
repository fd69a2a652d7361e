"""All that an analysis found, counted anew from the rows of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np

from app import store
from app.records import (
    Breakdown,
    Campaign,
    Document,
    DocumentState,
    Item,
    Quotation,
    Stance,
    Theme,
    ThemesAbout,
    ThemeSettings,
    ThemesReport,
    TrendsReport,
)
from app.store import CampaignCount, CaseFile, StoredTheme, ThemeState, ThemeTotals
from app.triage.breakdowns import breakdown
from app.triage.orders import MARKS
from app.triage.theme_quotes import description
from app.triage.trends import trends_report
from app.workflow.run_facts import models_of
from app.workflow.theme_columns import column_values
from app.workflow.theme_editing import group_of, need_analysis
from app.workflow.theme_facts import (
    ASSIGN_NOTES,
    DATES,
    DRAFTED_BY,
    DROPPED,
    METHODS,
    NOTES,
    ORDERED,
    settings_as_text,
    settings_of,
)

__all__ = ["ThemeCounts", "report_of"]

QUOTED_CHARACTERS = 240
# What is said of a theme without items, by whether items were assigned.
EMPTY = {False: " yet: assign items to the themes", True: ""}


class ThemeCounts:
    """What a report counts by: items, their days, and their cells of other columns.

    Args:
        case: The case file.
        settings: Of the analysis.
    """

    def __init__(self, case: CaseFile, settings: ThemeSettings) -> None:
        self.items = store.themed_items(case)
        self.number = {one.item: at for at, one in enumerate(self.items)}
        self.days = np.array(
            [
                date.fromisoformat(one.date).toordinal() if one.date else 0
                for one in self.items
            ],
            dtype=np.int64,
        )
        self.columns: dict[str, list[str]] = {}
        for header in settings.by:
            cells = column_values(case, header)
            self.columns[header] = [cells.get(one.item, "") for one in self.items]

    def pairs(self, case: CaseFile, keys: Sequence[int]) -> np.ndarray:
        """(m, 2), number of the item and number of the theme, for all that is in one."""
        place = {key: number for number, key in enumerate(keys)}
        found = [
            (self.number[item], place[theme])
            for item, theme in store.theme_pairs(case)
            if item in self.number and theme in place
        ]
        return np.array(found, dtype=np.int64).reshape(-1, 2)


def report_of(case: CaseFile, version: str) -> ThemesReport:
    """All that the analysis found, as it stands now.

    Raises:
        PostroomError: There is no analysis.
    """
    run = store.run(case, need_analysis(case))
    settings = settings_of(run)
    standing = {
        theme.key: theme
        for theme in store.themes(case)
        if theme.state is ThemeState.STANDING
    }
    themes = themes_in_order(case, standing)
    counts = ThemeCounts(case, settings)
    names = [theme.name for theme in themes]
    pairs = counts.pairs(case, [theme.key for theme in themes])
    date_column = str(store.fact(case, run.key, DATES) or "")
    totals = store.theme_totals(case)
    sides = store.stance_counts(case) if settings.question else {}
    return ThemesReport(
        about=about(case, run.key, totals, themes, version),
        themes=tuple(themes),
        campaigns=tuple(campaigns(case, run.key, standing)),
        trends=trends(counts, pairs, names, date_column),
        breakdowns=tuple(breakdowns(counts, pairs, names, settings)),
        stances={theme.name: stances_of(sides, theme.key) for theme in themes}
        if settings.question
        else {},
    )


def themes_in_order(case: CaseFile, standing: Mapping[int, StoredTheme]) -> list[Theme]:
    """The themes that are shown: groups by size, and by size within each."""
    sizes = store.theme_sizes(case)
    quoted = {item for theme in standing.values() for item, _, _ in theme.examples}
    items = store.items_with_documents(case, sorted(quoted))
    private = store.private_lines(case)
    found = [
        theme_from(without_private(theme, private), sizes, items)
        for theme in standing.values()
    ]
    groups: dict[str, int] = {}
    for theme in found:
        groups[theme.group] = groups.get(theme.group, 0) + theme.size
    return sorted(
        found,
        key=lambda one: (-groups[one.group], one.group, -one.size, one.name),
    )


def without_private(theme: StoredTheme, private: str) -> StoredTheme:
    """A theme without sentences of the program's own that quote private items.

    Args:
        theme: As it is stored.
        private: The texts of private items, a line each.
    """
    told, question = theme.description, theme.question
    if not theme.described and store.says(private, store.quoted_in(told)):
        told = description((), (), theme.terms)
    if store.says(private, question):
        question = ""
    return replace(theme, description=told, question=question)


def theme_from(
    theme: StoredTheme,
    sizes: Mapping[int, tuple[int, int]],
    items: Mapping[int, tuple[Item, Document]],
) -> Theme:
    """A theme as faces show it."""
    size, texts = sizes.get(theme.key, (0, 0))
    return Theme(
        key=theme.key,
        name=theme.name,
        group=group_of(theme),
        description=theme.description,
        size=size,
        texts=texts,
        examples=quotations(theme, items),
        terms=theme.terms,
        stability=theme.stability,
        new=theme.new,
        origin=theme.origin,
        named_by=theme.named_by,
        question=theme.question,
        answer=theme.answer,
    )


def quotations(
    theme: StoredTheme, items: Mapping[int, tuple[Item, Document]]
) -> tuple[Quotation, ...]:
    """The examples of a theme, but for those that are gone or private now."""
    return tuple(
        store.quotation(*items[item], first, last)
        for item, first, last in theme.examples
        if item in items
    )


def campaigns(
    case: CaseFile, run: int, standing: Mapping[int, StoredTheme]
) -> list[Campaign]:
    """The campaigns, the largest first.

    Where all items are private or speak to a computer, no word is quoted.
    """
    counted = store.campaign_counts(case, store.fact(case, run, ORDERED) or ())
    asked = [one.example for one in counted]
    items = store.items_with_documents(case, asked, private=True)
    return [campaign_from(one, standing, items) for one in counted]


def campaign_from(
    one: CampaignCount,
    standing: Mapping[int, StoredTheme],
    items: Mapping[int, tuple[Item, Document]],
) -> Campaign:
    """A campaign as faces show it."""
    item, origin = items[one.example]
    theme = None if one.theme is None else standing.get(one.theme)
    hidden = one.private or MARKS.search(item.text)
    end = 0 if hidden else beginning(item.text)
    return Campaign(
        example=store.quotation(item, origin, 0, end),
        size=one.size,
        texts=one.texts,
        theme="" if theme is None else theme.name,
        first=one.first,
        last=one.last,
    )


def beginning(text: str) -> int:
    """Where to end a quotation of the beginning of a text: at the end of a word."""
    end = len(text.rstrip())
    if end <= QUOTED_CHARACTERS:
        return end
    words = text[: QUOTED_CHARACTERS + 1].rsplit(maxsplit=1)[0]
    return min(len(words), QUOTED_CHARACTERS)


def trends(
    counts: ThemeCounts, pairs: np.ndarray, names: Sequence[str], date_column: str
) -> TrendsReport | None:
    """How the themes move over time; None where nothing is dated."""
    if not date_column or not counts.days.any():
        return None
    return trends_report(
        counts.days, pairs, names, of="themes", date_column=date_column, notes=()
    )


def breakdowns(
    counts: ThemeCounts,
    pairs: np.ndarray,
    names: Sequence[str],
    settings: ThemeSettings,
) -> list[Breakdown]:
    """The themes by the values of each column that was asked for."""
    return [
        breakdown(header, cells, pairs, names, settings.smallest)
        for header, cells in counts.columns.items()
    ]


def stances_of(sides: Mapping[int, Mapping[Stance, int]], theme: int) -> dict[Stance, int]:
    """How many items of a theme take each side."""
    own = sides.get(theme, {})
    return {stance: own.get(stance, 0) for stance in Stance}


def about(
    case: CaseFile,
    run_key: int,
    totals: ThemeTotals,
    themes: Sequence[Theme],
    version: str,
) -> ThemesAbout:
    """How the analysis was made; its counts add up."""
    run = store.run(case, run_key)
    settings = settings_of(run)
    documents = store.documents(case)
    assigned = store.analysed_run(case)[1]
    return ThemesAbout(
        source=tuple(one.name for one in documents if not one.inner),
        items=totals.items,
        themed=totals.themed,
        unthemed=totals.unthemed,
        without_text=totals.without_text,
        documents_failed=sum(one.state is DocumentState.FAILED for one in documents),
        texts=totals.texts,
        assigned=assigned,
        labels=totals.checked,
        settings=settings_as_text(settings, str(store.fact(case, run_key, DATES) or "")),
        models={**models_of(run), **(store.fact(case, run_key, DRAFTED_BY) or {})},
        methods=METHODS,
        notes=tuple(notes(case, run_key, totals, themes, assigned=assigned)),
        edits=tuple(edits(case)),
        version=version,
        finished=run.finished,
        case=str(case.path),
    )


def notes(
    case: CaseFile,
    run: int,
    totals: ThemeTotals,
    themes: Sequence[Theme],
    *,
    assigned: bool,
) -> list[str]:
    """Sentences that a reader must know."""
    found = [str(note) for note in store.fact(case, run, NOTES) or ()]
    back = set(store.fact(case, run, DROPPED) or ())
    found += [
        f'The theme "{theme.name}" came back; it stays dropped.'
        for theme in store.themes(case)
        if theme.key in back
    ]
    if assigned:
        found += [str(note) for note in store.fact(case, run, ASSIGN_NOTES) or ()]
    if totals.new:
        found.append(
            f"{totals.new:,} items came after the analysis and are unthemed: find themes "
            "again to include them."
        )
    found += [
        f'The theme "{theme.name}" has no items{EMPTY[assigned]}.'
        for theme in themes
        if not theme.size
    ]
    return found


def edits(case: CaseFile) -> list[str]:
    """What persons changed, the oldest first; words on single items are summed up."""
    found, checked = [], 0
    for edit in store.theme_edits(case):
        if edit.kind == store.CORRECT:
            checked += 1
        else:
            day = datetime.fromisoformat(edit.at)
            found.append(f"On {day.day} {day:%B %Y}, {edit.sentence}")
    if checked:
        times = "once" if checked == 1 else f"{checked:,} times"
        found.append(f"Persons said {times} which themes items speak of.")
    return found
