"""A made-up analysis of three years of calls to a city: its report, and its rows."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from app.records import (
    Breakdown,
    Campaign,
    Document,
    Item,
    PeriodKind,
    Periods,
    Place,
    Quotation,
    SeasonTable,
    Series,
    Stance,
    Theme,
    ThemedRow,
    ThemeMember,
    ThemesAbout,
    ThemesReport,
    Trend,
    TrendKind,
    TrendsReport,
)

# Group, name, rows, months in which there are five times as many (empty: all alike).
THEMES: tuple[tuple[str, str, int, tuple[int, ...]], ...] = (
    ("Streets and pavements", "Potholes", 610, (3, 4)),
    ("Streets and pavements", "Broken pavement slabs and raised tree roots", 180, ()),
    ("Streets and pavements", "Faded road markings", 95, ()),
    ("Streets and pavements", "Sinkholes", 41, ()),
    ("Rubbish and recycling", "Missed bin collection", 420, ()),
    ("Rubbish and recycling", "Sofas and mattresses dumped on the kerb", 260, ()),
    ("Rubbish and recycling", "Request for a second recycling bin", 130, ()),
    ("Rubbish and recycling", "Garden waste left behind", 112, (9, 10, 11)),
    ("Snow and ice", "Snow on streets", 280, (1, 2)),
    (
        "Snow and ice",
        "Neighbours who do not clear the snow from their pavement",
        90,
        (1, 2),
    ),
    ("Snow and ice", "Icy steps at the station", 28, (1, 2, 12)),
    ("Trees and parks", "Fallen branches", 240, (7, 8)),
    ("Trees and parks", "Trees that hide traffic signs and street lamps", 105, (5, 6)),
    ("Trees and parks", "Playground equipment broken", 60, ()),
    ("Trees and parks", "Dogs off the lead", 44, ()),
    ("Noise", "Loud music at night", 210, (6, 7, 8)),
    ("Noise", "Construction noise before seven", 85, ()),
    ("Noise", "Leaf blowers", 38, (10, 11)),
    ("Lights and signals", "Street lamps out", 330, (11, 12)),
    ("Lights and signals", "Traffic signal timing", 74, ()),
    ("Lights and signals", "Pedestrian button does not work", 33, ()),
    ("Electric scooters left across the pavement", "", 150, ()),
    ("Parking permits for visitors", "", 120, ()),
    ("Water in the street after heavy rain", "", 98, ()),
)
FIRST = datetime.date(2013, 1, 9)
LAST = datetime.date(2015, 12, 17)
NEWCOMER = "Electric scooters left across the pavement"
NEW_FROM = datetime.date(2015, 3, 1)
SPIKE = "Water in the street after heavy rain"
SPIKE_DAY = datetime.date(2014, 8, 13)
RISER = "Missed bin collection"
DISTRICTS = ("North", "Centre", "South", "Harbour", "Old mill")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """An analysis as a writer is handed it."""

    report: ThemesReport
    rows: tuple[ThemedRow, ...]
    columns: tuple[str, ...]
    data_rows: Mapping[int, int]


@cache
def made(scale: float = 1.0) -> Made:
    """The analysis; ``scale`` makes it smaller."""
    document = Document(key=1, name="calls.xlsx", path="calls.xlsx", kind="workbook")
    entries = sorted(dated_names(scale))
    rows = tuple(
        made_row(number, document, date, name)
        for number, (date, name) in enumerate(entries, 1)
    )
    report = ThemesReport(
        about=made_about(rows),
        themes=made_themes(rows),
        campaigns=made_campaigns(rows),
        trends=made_trends(rows),
        breakdowns=(made_breakdown(rows),),
    )
    data_rows = {row.item.key: row.item.key for row in rows}
    return Made(
        report=report, rows=rows, columns=("Date", "Text", "District"), data_rows=data_rows
    )


def name_of(entry: tuple[str, str, int, tuple[int, ...]]) -> str:
    """The name of a theme, which is its group's where it stands alone."""
    return entry[1] or entry[0]


def dated_names(scale: float) -> Iterator[tuple[datetime.date, str]]:
    """A day and the name of a theme, empty for none, for every row."""
    chance = random.Random(11)
    days = [
        FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)
    ]
    for entry in THEMES:
        name, months = name_of(entry), entry[3]
        weights = [5.0 if day.month in months else 1.0 for day in days]
        if name == NEWCOMER:
            weights = [float(day >= NEW_FROM) for day in days]
        if name == SPIKE:
            weights = [60.0 if day == SPIKE_DAY else 0.4 for day in days]
        if name == RISER:
            weights = [1 + 9 * (number / len(days)) ** 3 for number in range(len(days))]
        for day in chance.choices(days, weights, k=max(3, round(entry[2] * scale))):
            yield day, name
    for day in chance.choices(days, k=max(3, round(420 * scale))):
        yield day, ""


def made_row(number: int, document: Document, date: datetime.date, name: str) -> ThemedRow:
    """A row of the sheet; every fifth of a theme speaks of a second one."""
    quote = f"{name.lower() or 'something odd'} again, number {number}"
    text = f"Hello. There is {quote}. Please help."
    item = Item(
        key=number,
        document=1,
        place=Place(sheet="Calls", row=number + 3),
        text=text,
        columns={
            "Date": date.isoformat(),
            "Text": text,
            "District": DISTRICTS[number * number % 7 % 5],
        },
    )
    start = text.index(quote)
    quotation = Quotation(
        item=number,
        document=document.name,
        place=item.place,
        text=quote,
        start=start,
        end=start + len(quote),
    )
    keys = {name_of(entry): key for key, entry in enumerate(THEMES, 1)}
    members = []
    if name:
        members.append(
            ThemeMember(theme=name, key=keys[name], probability=0.87, quote=quotation)
        )
    return ThemedRow(
        document=document, item=item, themes=tuple(members), date=date.isoformat()
    )


def quotes_of(rows: Sequence[ThemedRow], name: str) -> tuple[Quotation, ...]:
    """Five quotations of a theme."""
    found = (
        row.themes[0].quote for row in rows if row.themes and row.themes[0].theme == name
    )
    return tuple(quote for quote in found if quote is not None)[:5]


def made_themes(rows: Sequence[ThemedRow]) -> tuple[Theme, ...]:
    """The themes, groups by size and themes by size within them."""
    sizes = Counter(row.themes[0].theme for row in rows if row.themes)
    groups: Counter[str] = Counter()
    for entry in THEMES:
        groups[entry[0]] += sizes[name_of(entry)]
    themes = [
        Theme(
            key=key,
            name=name_of(entry),
            group=entry[0],
            description=f"People report {name_of(entry).lower()} and ask for help.",
            size=sizes[name_of(entry)],
            texts=sizes[name_of(entry)] - key % 3,
            examples=quotes_of(rows, name_of(entry)),
            terms=tuple(name_of(entry).lower().split()[:4]),
            stability=1 - key / 50,
            new=name_of(entry) == NEWCOMER,
            question=f"What does the city do about {name_of(entry).lower()}?",
            answer="Call 311." if key == 1 else "",
        )
        for key, entry in enumerate(THEMES, 1)
    ]
    return tuple(
        sorted(themes, key=lambda one: (-groups[one.group], one.group, -one.size, one.name))
    )


def made_about(rows: Sequence[ThemedRow]) -> ThemesAbout:
    """How it was made."""
    themed = sum(1 for row in rows if row.themes)
    return ThemesAbout(
        source=("calls.xlsx",),
        items=len(rows),
        themed=themed,
        unthemed=len(rows) - themed,
        without_text=0,
        texts=len(rows) - 31,
        settings={"Text column": "Text, proposed by Postroom", "Most themes": "as found"},
        models={"all-minilm-l6-v2": "ab" * 32},
        methods=("Themes: complete linkage over sentence vectors.",),
        notes=("Two weeks of December 2014 have no rows.",),
        edits=("Renamed “Holes” to “Potholes”.",),
        version="0.2.0",
        finished="2026-01-02T03:04:05+00:00",
        case="calls.postroom",
    )


def made_campaigns(rows: Sequence[ThemedRow]) -> tuple[Campaign, ...]:
    """Two form letters."""
    first, second = quotes_of(rows, "Leaf blowers")[0], quotes_of(rows, RISER)[0]
    return (
        Campaign(
            example=first,
            size=27,
            texts=3,
            theme="Leaf blowers",
            first="2015-10-02",
            last="2015-10-30",
        ),
        Campaign(example=second, size=9, texts=1),
    )


# ------------------------------------------------------------------ time
def starts_of(kind: PeriodKind) -> list[datetime.date]:
    """The first days of all periods that the rows fall into."""
    days = (
        FIRST + datetime.timedelta(days=number) for number in range((LAST - FIRST).days + 1)
    )
    return sorted({start_of(day, kind) for day in days})


def start_of(day: datetime.date, kind: PeriodKind) -> datetime.date:
    """The first day of the period that a day falls into."""
    match kind:
        case PeriodKind.WEEK:
            return day - datetime.timedelta(days=day.weekday())
        case PeriodKind.MONTH:
            return day.replace(day=1)
        case PeriodKind.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case PeriodKind.SEASON:
            month = day.month // 3 * 3
            return day.replace(month=month, day=1) if month else winter_before(day)
        case _:
            return day


def winter_before(day: datetime.date) -> datetime.date:
    """The first of December that a day of January or February belongs to."""
    return datetime.date(day.year - 1, 12, 1)


def label_of(start: datetime.date, kind: PeriodKind) -> str:
    """A period as people write it."""
    month = f"{MONTHS[start.month - 1]} {start.year}"
    seasons = {3: "spring", 6: "summer", 9: "autumn"}
    season = f"{seasons.get(start.month, 'winter')} {start.year}"
    if start.month == 12:
        season += f"-{(start.year + 1) % 100:02d}"
    return {
        PeriodKind.DAY: f"{start.day} {month}",
        PeriodKind.WEEK: f"week of {start.day} {month}",
        PeriodKind.MONTH: month,
        PeriodKind.QUARTER: f"quarter {start.month // 3 + 1} of {start.year}",
        PeriodKind.SEASON: season,
    }[kind]


def made_cut(
    rows: Sequence[ThemedRow], kind: PeriodKind
) -> tuple[Periods, tuple[Series, ...]]:
    """Counts of the themes over the periods of a kind."""
    starts = starts_of(kind)
    where = {start: number for number, start in enumerate(starts)}
    counts: dict[str, list[int]] = {name_of(one): [0] * len(starts) for one in THEMES}
    totals = [0] * len(starts)
    for row in rows:
        at = where[start_of(datetime.date.fromisoformat(row.date), kind)]
        totals[at] += 1
        for member in row.themes:
            counts[member.theme][at] += 1
    whole = [True] * len(starts)
    whole[0], whole[-1] = False, False
    periods = Periods(
        kind=kind,
        starts=tuple(start.isoformat() for start in starts),
        labels=tuple(label_of(start, kind) for start in starts),
        totals=tuple(totals),
        whole=tuple(whole),
    )
    series = []
    for name in sorted(counts, key=lambda one: (-sum(counts[one]), one)):
        ordered = sorted(counts[name])
        low, high = ordered[len(starts) // 10], ordered[len(starts) * 8 // 10] + 1
        series.append(
            Series(
                group=name,
                counts=tuple(counts[name]),
                low=(float(low),) * len(starts),
                high=(float(high),) * len(starts),
            )
        )
    return periods, tuple(series)


def made_trends(rows: Sequence[ThemedRow]) -> TrendsReport:
    """Counts over time with four movements."""
    cuts = {kind: made_cut(rows, kind) for kind in PeriodKind if kind != PeriodKind.DAY}
    periods, series = cuts.pop(PeriodKind.MONTH)
    seasons, by_season = cuts[PeriodKind.SEASON]
    return TrendsReport(
        of="themes",
        date_column="Date",
        dated=len(rows),
        undated=0,
        first=FIRST.isoformat(),
        last=LAST.isoformat(),
        trends=(
            movement(cuts[PeriodKind.SEASON], "Snow on streets", TrendKind.SEASONAL, None),
            movement(cuts[PeriodKind.WEEK], SPIKE, TrendKind.SPIKE, None),
            movement((periods, series), NEWCOMER, TrendKind.NEW, -2),
            movement((periods, series), RISER, TrendKind.RISING, -2),
        ),
        periods=periods,
        series=series,
        all_periods=tuple(cuts.values()),
        seasons=SeasonTable(
            seasons=seasons.labels,
            groups=tuple(one.group for one in by_season),
            counts=tuple(one.counts for one in by_season),
            totals=seasons.totals,
            whole=seasons.whole,
        ),
        methods=("Spikes: exact Poisson test, Holm's correction.",),
        notes=("December 2015 ends on the 17th.",),
    )


def movement(
    cut: tuple[Periods, tuple[Series, ...]], name: str, kind: TrendKind, at: int | None
) -> Trend:
    """A movement of a theme in one period, the one with most where none is given."""
    periods, series = cut
    one = next(found for found in series if found.group == name)
    spot = one.counts.index(max(one.counts)) if at is None else at % len(one.counts)
    low, high = one.low[spot], one.high[spot]
    count, period = one.counts[spot], periods.labels[spot]
    return Trend(
        group=name,
        kind=kind,
        period=period,
        starts=periods.starts[spot],
        count=count,
        usual=(low, high),
        sentence=f"{name}: {count} in {period}, usually {low:g} to {high:g}",
        chance=0.0004,
    )


def made_breakdown(rows: Sequence[ThemedRow]) -> Breakdown:
    """Themes by district, counts below five hidden."""
    pairs = Counter(
        (member.theme, row.item.columns["District"])
        for row in rows
        for member in row.themes
    )
    values = Counter(row.item.columns["District"] for row in rows)
    names = [
        value for value, _ in sorted(values.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Breakdown(
        column="District",
        values=tuple(names),
        groups=tuple(name_of(one) for one in THEMES),
        counts=tuple(
            tuple(
                None if 0 < pairs[name_of(one), value] < 5 else pairs[name_of(one), value]
                for value in names
            )
            for one in THEMES
        ),
        totals=tuple(values[value] for value in names),
        smallest=5,
    )


def renamed(report: ThemesReport, old: str, new: str) -> ThemesReport:
    """The report with another name for a theme, wherever it stands."""

    def name(text: str) -> str:
        return new if text == old else text

    trends = report.trends
    if trends is not None:
        trends = replace(
            trends,
            trends=tuple(
                replace(
                    one,
                    group=name(one.group),
                    sentence=one.sentence.replace(old, new),
                )
                for one in trends.trends
            ),
            series=tuple(replace(one, group=name(one.group)) for one in trends.series),
            all_periods=tuple(
                (periods, tuple(replace(one, group=name(one.group)) for one in series))
                for periods, series in trends.all_periods
            ),
            seasons=trends.seasons
            and replace(trends.seasons, groups=tuple(map(name, trends.seasons.groups))),
        )
    return replace(
        report,
        themes=tuple(
            replace(theme, name=name(theme.name), group=name(theme.group))
            for theme in report.themes
        ),
        campaigns=tuple(replace(one, theme=name(one.theme)) for one in report.campaigns),
        trends=trends,
        breakdowns=tuple(
            replace(one, groups=tuple(map(name, one.groups))) for one in report.breakdowns
        ),
    )


def with_stances(report: ThemesReport) -> ThemesReport:
    """The report with a stance for every theme's items."""
    return replace(
        report,
        stances={
            theme.name: {
                Stance.FOR: theme.size // 2,
                Stance.AGAINST: theme.size // 4,
                Stance.UNCLEAR: theme.size - theme.size // 2 - theme.size // 4,
            }
            for theme in report.themes
        },
    )
