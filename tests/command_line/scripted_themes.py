"""The themes of a case file that play a script, to be handed to the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.records import (
    Breakdown,
    Campaign,
    Item,
    PeriodKind,
    Periods,
    Phase,
    Place,
    PostroomError,
    Quotation,
    Scheme,
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
from tests.command_line.made import SHEET

QUOTE = Quotation(
    item=4,
    document="calls.xlsx",
    place=Place(sheet="Sheet1", row=5),
    text="The [red]street[/red] is\x1b under water",
    start=0,
    end=37,
)
FLOODING = Theme(
    key=1,
    name="Street flooding",
    group="Water",
    description="People report streets under water.",
    size=500,
    texts=480,
    examples=(QUOTE,),
    terms=("flooding", "drain"),
    stability=0.82,
    question="Who clears blocked drains?",
)
MAINS = Theme(
    key=2,
    name="Burst mains",
    group="Water",
    size=300,
    texts=299,
    stability=0.65,
    new=True,
)
NOISE = Theme(
    key=3, name="Noise at night", group="Noise at night", size=100, texts=90, stability=0.4
)
SCOOTERS = Theme(
    key=4,
    name="E-scooters",
    group="E-scooters",
    size=0,
    texts=0,
    origin=ThemeOrigin.WRITTEN,
    named_by="person",
)
RISING = Trend(
    group="Street flooding",
    kind=TrendKind.SPIKE,
    period="week of 3 March 2024",
    starts="2024-03-04",
    count=41,
    usual=(6.0, 14.0),
    sentence="Street flooding: 41 in the week of 3 March 2024, usually 6 to 14.",
    chance=0.0004,
)
TRENDS = TrendsReport(
    of="themes",
    date_column="Created",
    dated=990,
    undated=10,
    first="2023-01-02",
    last="2024-03-31",
    trends=(RISING,),
    periods=Periods(
        kind=PeriodKind.WEEK,
        starts=("2024-03-04",),
        labels=("",),
        totals=(1,),
        whole=(True,),
    ),
    notes=("Two weeks are missing.",),
)
REPORT = ThemesReport(
    about=ThemesAbout(
        source=("calls.xlsx",),
        items=1000,
        themed=900,
        unthemed=80,
        without_text=20,
        texts=940,
        notes=("Names are drafts.",),
        edits=("Water mains is now called Burst mains.",),
    ),
    themes=(FLOODING, MAINS, NOISE),
    campaigns=(
        Campaign(
            example=replace(QUOTE, text="Dear Council, " + "please " * 30),
            size=214,
            texts=3,
            theme="Noise at night",
            first="2024-02-01",
            last="2024-02-09",
        ),
    ),
    trends=TRENDS,
    breakdowns=(
        Breakdown(
            column="District",
            values=("North", "South"),
            groups=("Street flooding", "Noise at night"),
            counts=((400, 100), (97, None)),
            totals=(800, 200),
            smallest=5,
        ),
    ),
    stances={"Noise at night": {Stance.FOR: 60, Stance.AGAINST: 30, Stance.UNCLEAR: 10}},
)


def themed_row(number: int) -> ThemedRow:
    text = f"Water {number} " + "everywhere " * 40
    return ThemedRow(
        document=SHEET,
        item=Item(
            key=number,
            document=1,
            place=Place(sheet="Sheet1", row=number + 1),
            text=text,
            columns={"Text": text, "Created": "2024-03-05", "District": "North"},
        ),
        themes=(
            ThemeMember(theme="Street flooding", key=1, probability=0.934, quote=QUOTE),
        ),
        stance=Stance.FOR,
        campaign=1,
        date="2024-03-05",
    )


@dataclass
class ScriptedThemes:
    """Themes that are found as ``to_find``; what was asked of them is noted."""

    to_find: ThemesReport = REPORT
    settings: ThemeSettings = field(default_factory=ThemeSettings)
    script: Callable[[], Iterator[Step]] | None = None
    now: ThemesReport | None = None
    finds: list[tuple[ThemeSettings, Scheme | None, tuple[str, ...]]] = field(
        default_factory=list
    )
    assigned: int = 0
    edits: list[ThemeEdit] = field(default_factory=list)
    taken_back: str = ""
    said: list[tuple[list[int], list[str], Stance | None]] = field(default_factory=list)
    asked: list[tuple[ThemeFilter, int]] = field(default_factory=list)
    exported: list[Path] = field(default_factory=list)
    drawn: list[tuple[Path, str]] = field(default_factory=list)
    counts: list[tuple[str, ThemeSettings]] = field(default_factory=list)
    counted: TrendsReport = TRENDS

    def steps(self, *phases: Phase):
        if self.script is not None:
            yield from self.script()
        for phase in (*phases, Phase.DONE):
            yield Step(phase=phase, done=1, total=1)

    def find(self, settings, scheme=None, passwords=()):
        self.finds.append((settings, scheme, passwords))
        yield from self.steps(Phase.READING, Phase.GROUPING, Phase.NAMING)
        self.settings, self.now = settings, self.to_find

    def assign(self):
        self.assigned += 1
        yield from self.steps(Phase.ASSIGNING)
        report = self.report()
        self.now = replace(report, about=replace(report.about, assigned=True))

    def report(self):
        if self.now is None:
            raise PostroomError(
                "No themes have been looked for in this case file yet.", "Find some first."
            )
        return self.now

    def edit(self, edit):
        before = self.report()
        if edit.name in [theme.name for theme in before.themes]:
            raise PostroomError(f"There is a theme {edit.name} already.", "Choose another.")
        self.edits.append(edit)
        self.now = replace(before, **self.changed(before, edit))
        return self.now

    def changed(self, before, edit):
        keyed = {one.key: one for one in before.themes}
        first = keyed[edit.themes[0]] if edit.themes else SCOOTERS
        others = [one for one in before.themes if one.key not in edit.themes]
        about = before.about
        match edit.kind:
            case ThemeEditKind.RENAME if edit.group:
                group = first.group
                changed = [
                    replace(one, group=edit.name) if one.group == group else one
                    for one in before.themes
                ]
            case ThemeEditKind.RENAME:
                changed = [replace(first, name=edit.name), *others]
            case ThemeEditKind.MERGE:
                size = sum(one.size for one in before.themes if one.key in edit.themes)
                name = edit.name or first.name
                changed = [replace(first, name=name, size=size), *others]
            case ThemeEditKind.SPLIT:
                halves = [
                    replace(first, key=8, name="Drains", size=300),
                    replace(first, key=9, name="Rivers", size=190),
                ]
                changed = [*halves, *others]
                about = replace(about, unthemed=about.unthemed + 10, themed=890)
            case ThemeEditKind.DROP:
                changed = others
                about = replace(about, unthemed=about.unthemed + first.size)
            case ThemeEditKind.WRITE:
                changed = [*others, replace(SCOOTERS, name=edit.name)]
            case _:
                changed = list(before.themes)
        return {"themes": tuple(changed), "about": about}

    def undo(self):
        return self.taken_back

    def correct(self, item_keys, themes, stance=None):
        self.said.append((list(item_keys), list(themes), stance))
        return len(item_keys)

    def rows(self, wanted, offset, limit):
        self.asked.append((wanted, limit))
        return [themed_row(number) for number in range(1, 4)][offset : offset + limit]

    def count_rows(self, wanted):
        return 3

    def export(self, path):
        self.exported.append(path)
        yield Step(phase=Phase.WRITING, done=1, total=1)
        yield Step(phase=Phase.DONE)

    def draw(self, folder, kind):
        assert folder.is_dir()
        self.drawn.append((folder, kind))
        return [folder / f"sizes.{kind}", folder / f"seasons.{kind}"]

    def count(self, column, settings):
        self.counts.append((column, settings))
        yield from self.steps(Phase.READING)

    def export_trends(self, path):
        self.exported.append(path)
