"""An analysis of themes with the shape of a real one: 21 themes over two years."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from app.records import (
    Breakdown,
    Campaign,
    Document,
    DocumentState,
    Item,
    Passage,
    PeriodKind,
    Periods,
    Phase,
    Place,
    PostroomError,
    Quotation,
    Scheme,
    SeasonTable,
    Series,
    Stance,
    Step,
    Theme,
    ThemedRow,
    ThemeEdit,
    ThemeEditKind,
    ThemeFilter,
    ThemeMember,
    ThemeOrigin,
    ThemesAbout,
    ThemeSettings,
    ThemesReport,
    Trend,
    TrendKind,
    TrendsReport,
)

SHEET = "311 requests 2022-2024.xlsx"
DOCUMENT = Document(
    key=1, name=SHEET, path=SHEET, kind="workbook", state=DocumentState.READ
)
MONTHS = tuple((2022 + at // 12, at % 12 + 1) for at in range(5, 29))
NAMES_OF_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
UNTHEMED = 1437
WITHOUT_TEXT = 12

# Name, group, rows, month of the peak (0 for none), stability.
FOUND = (
    ("Potholes on main streets", "Streets", 1412, 3, 0.94),
    ("Street lights that are out", "Streets", 988, 12, 0.91),
    ("Faded lane markings and crosswalks", "Streets", 402, 0, 0.71),
    ("Broken sidewalk slabs", "Streets", 377, 0, 0.83),
    ("Missed trash collection", "Trash and recycling", 1307, 7, 0.96),
    ("Bulk items left at the curb", "Trash and recycling", 801, 6, 0.88),
    ("Recycling carts that never came", "Trash and recycling", 366, 0, 0.58),
    ("Street flooding after rain", "Water", 742, 9, 0.92),
    ("Sewer smell in the basement", "Water", 318, 8, 0.79),
    ("Water bills that doubled", "Water", 291, 0, 0.74),
    ("Leaking hydrants", "Water", 140, 7, 0.52),
    ("Fallen branches on the road", "Trees and parks", 655, 10, 0.9),
    ("Trees that need trimming near wires", "Trees and parks", 498, 5, 0.66),
    ("Broken swings and playground floors", "Trees and parks", 212, 6, 0.87),
    ("Loud music at night", "Noise", 690, 7, 0.93),
    ("Barking dogs", "Noise", 344, 0, 0.89),
    ("Construction before seven in the morning", "Noise", 188, 5, 0.61),
    ("Snow left on sidewalks", "Snow left on sidewalks", 512, 1, 0.97),
    ("Stray cats and raccoons", "Stray cats and raccoons", 421, 5, 0.85),
    ("E-scooters blocking the sidewalk", "E-scooters blocking the sidewalk", 305, 6, 0.81),
    ("Questions about parking permits", "Questions about parking permits", 822, 9, 0.9),
)
SENTENCES = (
    "{name}: nobody has come although I called twice.",
    "I am writing about {name}, in front of number {number} on Alder Lane.",
    (
        "For the third time this year: {name} on Birch Street near {number} Mill Road. "
        "Please send somebody before the weekend, my neighbours have complained as well "
        "and the school bus stops right there every morning."
    ),
    "{name} again at {number} Elm Street",
    "Could you tell me whom to ask about {name}? We live at {number} Harbour View.",
)
FORM_LETTER = (
    "As a resident of the Harbour district I ask the council to keep the library on "
    "Dock Street open on Saturdays."
)


def _text(at: int, name: str) -> str:
    said = SENTENCES[at % len(SENTENCES)]
    return said.format(name=name.lower(), number=at * 7 % 290 + 1)


def _counts(at: int, size: int, peak: int) -> tuple[int, ...]:
    """Counts by month that add up to the size."""
    weights = []
    for number, (_, month) in enumerate(MONTHS):
        away = min((month - peak) % 12, (peak - month) % 12) if peak else 3
        weight = 1.0 + (2.6 * math.exp(-(away**2) / 2) if peak else 0.0)
        weight *= 1 + 0.13 * math.sin(number * 1.7 + at)
        if at == 7 and number == 20:  # a wet March
            weight *= 7
        if at == 19:  # something new
            weight = 0.0 if number < 12 else weight * (number - 8) / 4
        weights.append(weight)
    shares = [size * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in shares]
    for number in range(size - sum(counts)):
        counts[number % len(counts)] += 1
    return tuple(counts)


def _series(name: str, counts: Sequence[int]) -> Series:
    low, high = [], []
    for at in range(len(counts)):
        near = [
            counts[other]
            for other in range(len(counts))
            if other != at and (other % 12) in (at % 12, (at + 1) % 12, (at - 1) % 12)
        ]
        middle = sorted(near)[len(near) // 2]
        spread = 2 * math.sqrt(middle + 1)
        low.append(max(0.0, middle - spread))
        high.append(middle + spread)
    return Series(group=name, counts=tuple(counts), low=tuple(low), high=tuple(high))


def _months(counts: Sequence[Sequence[int]]) -> Periods:
    return Periods(
        kind=PeriodKind.MONTH,
        starts=tuple(f"{year}-{month:02}-01" for year, month in MONTHS),
        labels=tuple(f"{NAMES_OF_MONTHS[month - 1]} {year}" for year, month in MONTHS),
        totals=tuple(sum(column) for column in zip(*counts, strict=True)),
        whole=(True,) * (len(MONTHS) - 1) + (False,),
    )


def _quarters(every: Sequence[Series]) -> tuple[Periods, tuple[Series, ...]]:
    """Seasons of meteorology: the months begin with a June, so three at a time."""
    names = ("summer {0}", "autumn {0}", "winter {0}-{1:02}", "spring {0}")
    labels, starts = [], []
    for at in range(0, len(MONTHS), 3):
        year, month = MONTHS[at]
        said = names[(at // 3) % 4]
        labels.append(said.format(year, (year + 1) % 100))
        starts.append(f"{year}-{month:02}-01")

    def thirds(values: Sequence[float]) -> list[float]:
        return [sum(values[at : at + 3]) for at in range(0, len(MONTHS), 3)]

    series = tuple(
        Series(
            group=each.group,
            counts=tuple(int(v) for v in thirds(each.counts)),
            low=tuple(thirds(each.low)),
            high=tuple(thirds(each.high)),
        )
        for each in every
    )
    periods = Periods(
        kind=PeriodKind.SEASON,
        starts=tuple(starts),
        labels=tuple(labels),
        totals=tuple(sum(c) for c in zip(*(s.counts for s in series), strict=True)),
        whole=(True,) * (len(labels) - 1) + (False,),
    )
    return periods, series


def _trends(themes: Sequence[Theme]) -> TrendsReport:
    sizes = [(theme, at) for at, theme in enumerate(themes)]
    peaks = {found[0]: found[3] for found in FOUND}
    every = tuple(
        _series(theme.name, _counts(at, theme.size, peaks.get(theme.name, 0)))
        for theme, at in sizes
    )
    every = tuple(sorted(every, key=lambda series: -sum(series.counts)))
    seasons, by_season = _quarters(every)
    names = {theme.name for theme in themes}
    said = (
        (
            "Street flooding after rain",
            TrendKind.SPIKE,
            "February 2024",
            "2024-02-01",
            (117, 9, 27),
            "Street flooding after rain: 117 in February 2024, usually 9 to 27.",
        ),
        (
            "E-scooters blocking the sidewalk",
            TrendKind.NEW,
            "June 2023",
            "2023-06-01",
            (8, 0, 0),
            "E-scooters blocking the sidewalk: first seen in June 2023, 305 since.",
        ),
        (
            "Snow left on sidewalks",
            TrendKind.SEASONAL,
            "winter 2023-24",
            "2023-12-01",
            (171, 88, 190),
            "Snow left on sidewalks comes back every winter: 171 in winter 2023-24.",
        ),
        (
            "Water bills that doubled",
            TrendKind.RISING,
            "April 2024",
            "2024-04-01",
            (19, 6, 17),
            "Water bills that doubled: rising, 12 a month in 2022, 19 in April 2024.",
        ),
        (
            "Recycling carts that never came",
            TrendKind.FALLING,
            "April 2024",
            "2024-04-01",
            (9, 11, 22),
            "Recycling carts that never came: falling, 17 a month in 2022, now 9.",
        ),
    )
    return TrendsReport(
        of="themes",
        date_column="Received",
        dated=sum(theme.size for theme in themes) + UNTHEMED,
        undated=WITHOUT_TEXT,
        first="2022-06-01",
        last="2024-05-17",
        trends=tuple(
            Trend(
                group=group,
                kind=kind,
                period=period,
                starts=starts,
                count=count,
                usual=(low, high),
                sentence=sentence,
                chance=0.001,
            )
            for group, kind, period, starts, (count, low, high), sentence in said
            if group in names
        ),
        periods=_months([series.counts for series in every]),
        series=every,
        all_periods=((seasons, by_season),),
        seasons=SeasonTable(
            seasons=seasons.labels,
            groups=tuple(series.group for series in by_season),
            counts=tuple(series.counts for series in by_season),
            totals=seasons.totals,
            whole=seasons.whole,
        ),
        methods=("Counts are compared with Poisson limits, corrected for many tests.",),
        notes=("No rows are dated 24 to 26 December of either year.",),
    )


def _theme(key: int, name: str, group: str, size: int, stability: float) -> Theme:
    return Theme(
        key=key,
        name=name,
        group=group,
        description=f"Residents report {name.lower()} and ask when somebody will come.",
        size=size,
        texts=size - size // 9,
        examples=tuple(
            Quotation(
                item=at,
                document=SHEET,
                place=Place(sheet="Requests", row=at + 40 * key),
                text=_text(at, name),
                start=0,
                end=len(_text(at, name)),
            )
            for at in range(1, 6)
        ),
        terms=tuple(name.lower().split()),
        stability=stability,
        new=key in (7, 20),
        named_by="model" if key % 3 else "rows",
        question=f"When will somebody come because of {name.lower()}?",
    )


@dataclass
class ThemesState:
    """What a case keeps of its themes; shared by every workspace that opens it."""

    themes: list[Theme] = field(default_factory=list)
    before: list[tuple[list[Theme], str]] = field(default_factory=list)
    settings: ThemeSettings = field(default_factory=ThemeSettings)
    scheme: Scheme | None = None
    edits: list[ThemeEdit] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    corrected: dict[int, tuple[tuple[str, ...], Stance | None]] = field(
        default_factory=dict
    )
    assigned: bool = False
    drawn: list[tuple[Path, str]] = field(default_factory=list)
    asked_rows: list[tuple[ThemeFilter, int, int]] = field(default_factory=list)
    dated: bool = True
    find_problem: PostroomError | None = None
    edit_problem: PostroomError | None = None


def found_state() -> ThemesState:
    """Themes that were found already."""
    return ThemesState(
        themes=[
            _theme(key, name, group, size, stability)
            for key, (name, group, size, _, stability) in enumerate(FOUND, start=1)
        ]
    )


class ScriptedThemes:
    def __init__(
        self, state: ThemesState, pause: Callable[[int], None], *, read_only: bool
    ) -> None:
        self._state = state
        self._pause = pause
        self._read_only = read_only

    @property
    def settings(self) -> ThemeSettings:
        return self._state.settings

    @property
    def found(self) -> bool:
        return bool(self._state.themes)

    def find(
        self,
        settings: ThemeSettings,
        scheme: Scheme | None = None,
        passwords: tuple[str, ...] = (),
    ) -> Iterator[Step]:
        assert not self._read_only
        if self._state.find_problem is not None:
            raise self._state.find_problem
        self._state.settings, self._state.scheme = settings, scheme
        phases = (Phase.READING, Phase.MEANING, Phase.GROUPING, Phase.NAMING)
        for at, phase in enumerate(phases):
            self._pause(at)
            yield Step(phase=phase, done=at + 1, total=4, seconds_left=40.0)
        if not self._state.themes:
            self._state.themes = found_state().themes
        yield Step(phase=Phase.DONE, done=1, total=1)

    def assign(self) -> Iterator[Step]:
        assert not self._read_only
        for at in range(3):
            self._pause(at)
            yield Step(phase=Phase.ASSIGNING, done=at, total=3)
        self._state.assigned = True
        yield Step(phase=Phase.DONE, done=1, total=1)

    def report(self) -> ThemesReport:
        state = self._state
        if not state.themes:
            raise PostroomError("No themes have been looked for in this case file yet.")
        themes = _ordered(state.themes)
        themed = sum(theme.size for theme in themes)
        names = tuple(theme.name for theme in themes)
        districts = ("Harbour", "Old Town", "North Hills", "Riverside")
        counts = [
            tuple(
                None if theme.size < 200 and at == 3 else theme.size * (4 - at) // 10
                for at in range(4)
            )
            for theme in themes
        ]
        question = state.settings.question
        return ThemesReport(
            about=ThemesAbout(
                source=(SHEET,),
                items=themed + UNTHEMED + WITHOUT_TEXT,
                themed=themed,
                unthemed=UNTHEMED,
                without_text=WITHOUT_TEXT,
                assigned=state.assigned,
                labels=len(state.corrected),
                methods=("Themes are found with a graph of nearest neighbours.",),
                edits=tuple(state.said),
            ),
            themes=tuple(themes),
            campaigns=(
                Campaign(
                    example=Quotation(
                        item=1,
                        document=SHEET,
                        place=Place(sheet="Requests", row=17),
                        text=FORM_LETTER,
                        start=0,
                        end=len(FORM_LETTER),
                    ),
                    size=212,
                    texts=9,
                    theme="",
                    first="2023-09-04",
                    last="2023-09-22",
                ),
            ),
            trends=_trends(themes) if state.dated else None,
            breakdowns=(
                Breakdown(
                    column="District",
                    values=districts,
                    groups=names,
                    counts=tuple(counts),
                    totals=(5400, 4020, 2730, 1350),
                    smallest=5,
                ),
            ),
            stances={
                name: {Stance.FOR: 40, Stance.AGAINST: 110, Stance.UNCLEAR: 12}
                for name in names
            }
            if question
            else {},
        )

    def edit(self, edit: ThemeEdit) -> ThemesReport:
        assert not self._read_only
        state = self._state
        if state.edit_problem is not None:
            raise state.edit_problem
        state.before.append((list(state.themes), edit.kind.value))
        state.edits.append(edit)
        state.themes, said = _edited(state.themes, edit)
        state.said.append(said)
        return self.report()

    def undo(self) -> str:
        assert not self._read_only
        if not self._state.before:
            return ""
        self._state.themes, kind = self._state.before.pop()
        self._state.said.pop()
        return f"Taken back: {kind}."

    def correct(
        self, item_keys: Sequence[int], themes: Sequence[str], stance: Stance | None = None
    ) -> int:
        assert not self._read_only
        for key in item_keys:
            self._state.corrected[key] = (tuple(themes), stance)
        return len(item_keys)

    def rows(self, wanted: ThemeFilter, offset: int, limit: int) -> list[ThemedRow]:
        self._state.asked_rows.append((wanted, offset, limit))
        return self._wanted(wanted)[offset : offset + limit]

    def count_rows(self, wanted: ThemeFilter) -> int:
        return len(self._wanted(wanted))

    def export(self, path: Path) -> Iterator[Step]:
        yield Step(phase=Phase.WRITING, done=0, total=2)
        path.write_text("themes", encoding="utf-8")
        yield Step(phase=Phase.DONE, done=2, total=2)

    def draw(self, folder: Path, kind: str) -> list[Path]:
        self._state.drawn.append((folder, kind))
        folder.mkdir(exist_ok=True)
        made = folder / f"themes.{kind}"
        made.write_text("picture", encoding="utf-8")
        return [made]

    def _wanted(self, wanted: ThemeFilter) -> list[ThemedRow]:
        if wanted.campaign is not None:
            rows = self._rows_of(0, FORM_LETTER, 212)
        elif wanted.theme == 0:
            rows = self._rows_of(0, "", UNTHEMED)
        else:
            themes = [t for t in self._state.themes if wanted.theme in (None, t.key)]
            rows = [row for t in themes for row in self._rows_of(t.key, t.name, t.size)]
        words = wanted.words.casefold().split()
        return [
            row
            for row in rows
            if all(word in row.item.text.casefold() for word in words)
            and (not wanted.first or row.date >= wanted.first)
            and (not wanted.last or row.date <= wanted.last)
        ]

    def _rows_of(self, key: int, name: str, size: int) -> list[ThemedRow]:
        return [self._row(key, name, at) for at in range(size)]

    def _row(self, key: int, name: str, at: int) -> ThemedRow:
        text = name if name == FORM_LETTER else _text(at, name or "something else")
        item_key = key * 10_000 + at + 1
        place = Place(sheet="Requests", row=item_key % 13_000 + 2)
        item = Item(
            key=item_key,
            document=1,
            place=place,
            text=text,
            passages=(Passage(start=0, end=len(text), place=place),),
        )
        said = self._state.corrected.get(item_key)
        names = said[0] if said else ((name,) if key else ())
        quote = Quotation(
            item=item_key,
            document=SHEET,
            place=place,
            text=text[:24],
            start=0,
            end=min(24, len(text)),
        )
        day = date(2022, 6, 1) + timedelta(days=at * 37 % 716)
        return ThemedRow(
            document=DOCUMENT,
            item=item,
            themes=tuple(
                ThemeMember(
                    theme=each,
                    key=key,
                    probability=0.93 - at % 40 / 100 if self._state.assigned else None,
                    quote=quote if each == name else None,
                    by_person=said is not None,
                )
                for each in names
            ),
            stance=said[1] if said else None,
            date=day.isoformat(),
            checked=said is not None,
        )


def _ordered(themes: Sequence[Theme]) -> list[Theme]:
    groups: dict[str, int] = {}
    for theme in themes:
        groups[theme.group] = groups.get(theme.group, 0) + theme.size
    return sorted(themes, key=lambda t: (-groups[t.group], t.group, -t.size))


def _edited(themes: Sequence[Theme], edit: ThemeEdit) -> tuple[list[Theme], str]:
    if edit.kind is ThemeEditKind.WRITE:
        return _written(themes, edit)
    by_key = {theme.key: theme for theme in themes}
    first = by_key[edit.themes[0]]
    name = edit.name or first.name
    said = f"{edit.kind.value.capitalize()}: {name}."
    if edit.kind is ThemeEditKind.MERGE:
        size = sum(by_key[key].size for key in edit.themes)
        by_key[first.key] = replace(first, name=name, size=size, stability=None)
        for key in edit.themes[1:]:
            del by_key[key]
    elif edit.kind is ThemeEditKind.DROP:
        del by_key[first.key]
    elif edit.kind is ThemeEditKind.SPLIT:
        key, size = max(by_key) + 1, first.size // 2
        by_key[key] = replace(first, key=key, name=f"{first.name} (rest)", size=size)
        by_key[first.key] = replace(first, size=first.size - size)
    else:
        of = [t for t in themes if t.group == first.group] if edit.group else [first]
        by_key |= {each.key: _changed(each, edit) for each in of}
    return list(by_key.values()), said


def _changed(theme: Theme, edit: ThemeEdit) -> Theme:
    if edit.group:
        return replace(theme, group=edit.name)
    if edit.kind is ThemeEditKind.RENAME:
        return replace(theme, name=edit.name, named_by="person")
    if edit.kind is ThemeEditKind.DESCRIBE:
        return replace(theme, description=edit.description)
    return replace(theme, answer=edit.answer)


def _written(themes: Sequence[Theme], edit: ThemeEdit) -> tuple[list[Theme], str]:
    new = Theme(
        key=max(theme.key for theme in themes) + 1,
        name=edit.name,
        group=edit.name,
        description=edit.description,
        size=0,
        texts=0,
        origin=ThemeOrigin.WRITTEN,
        named_by="person",
    )
    return [*themes, new], f"Written: {edit.name}."
