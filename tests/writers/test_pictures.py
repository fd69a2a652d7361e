"""Pictures of themes and trends: their names, sizes, words and bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy
import pytest
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from matplotlib.patches import Rectangle
from PIL import Image

from app.records import PeriodKind, Periods, PostroomError, Series, ThemesReport, TrendKind
from app.writers.pictures import draw_pictures
from app.writers.pictures_canvas import (
    brief,
    clean,
    drawable,
    drawing,
    finding,
    lettering,
    safe_stem,
    wrapped,
)
from app.writers.pictures_sizes import draw_sizes
from app.writers.pictures_trend import (
    curve_of,
    draw_trend,
    drawn_groups,
    month_spots,
    stretches,
)
from tests.writers.made_themes import made, renamed


@pytest.fixture(scope="module")
def report() -> ThemesReport:
    return made(0.1).report


@pytest.fixture(scope="module")
def lean(report) -> ThemesReport:
    """With three groups over time, so that there are few pictures."""
    trends = report.trends
    assert trends is not None
    moving = trends.trends[:2]
    wanted = {"Potholes", *(trend.group for trend in moving)}
    series = tuple(one for one in trends.series if one.group in wanted)
    return ThemesReport(
        about=report.about,
        themes=report.themes,
        trends=replace(trends, trends=moving, series=series),
    )


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, lean) -> list[Path]:
    return draw_pictures(tmp_path_factory.mktemp("svg"), lean, "svg")


def words_in(path: Path) -> str:
    tree = etree.parse(str(path))
    texts = tree.iter("{http://www.w3.org/2000/svg}text")
    return "\n".join("".join(one.itertext()) for one in texts)


def test_files_have_predictable_names(drawn, lean):
    names = [path.name for path in drawn]
    assert names == [
        "sizes.svg",
        "trend_01_snow_on_streets.svg",
        "trend_02_water_in_the_street_after_heavy_rain.svg",
        "trend_03_potholes.svg",
        "seasons.svg",
    ]
    assert sorted(path.name for path in drawn[0].parent.iterdir()) == sorted(names)


def test_moving_groups_come_first_and_then_the_largest(report):
    groups = drawn_groups(report.trends)
    assert groups[:4] == tuple(trend.group for trend in report.trends.trends)
    assert {series.group for series in report.trends.series[:12]} <= set(groups)
    assert len(groups) == len(set(groups))


def test_a_png_is_a_slide_in_sixteen_to_nine_with_ink_on_it(tmp_path, lean):
    bare = replace(lean, trends=None)
    (path,) = draw_pictures(tmp_path / "new" / "folder", bare, "png")
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.size[0] >= 1920
        assert picture.size[0] / picture.size[1] == pytest.approx(16 / 9, rel=0.01)
        grey = numpy.asarray(picture.convert("L"))
    assert 0.02 < (grey < 200).mean() < 0.5
    # Nothing runs over the edge of the slide, but for the bands behind the bars.
    assert (grey[:, -6:] < 200).sum() == 0
    assert (grey[:, :6] < 200).sum() == 0


def test_the_picture_of_sizes_says_its_finding_and_every_count(drawn, lean):
    said = words_in(drawn[0])
    largest = max(lean.themes, key=lambda theme: theme.size)
    assert f"{largest.name}: {largest.size:,} of {lean.about.items:,} items" in said
    for theme in lean.themes:
        assert f"{theme.size:,} ({theme.size / lean.about.items:.1%})" in said
    assert "new" in said
    assert "2026-01-02" in said


def test_smaller_themes_are_counted_where_there_is_no_room_for_them(lean):
    many = tuple(
        replace(theme, key=number, name=f"{theme.name} {number}")
        for number, theme in enumerate((*lean.themes,) * 3, 1)
    )
    with lettering():
        made_slide = draw_sizes(replace(lean, themes=many))
    assert f"{len(many) - 25} more themes with" in made_slide.alt
    assert len(made_slide.axes.patches) == 25


def test_a_trend_is_titled_with_its_sentence_and_marks_its_period(report):
    spike = next(t for t in report.trends.trends if t.kind == TrendKind.SPIKE)
    with lettering():
        slide = draw_trend(report.trends, spike.group, "2026-01-02")
    assert slide.alt.startswith(spike.sentence)
    notes = [text.get_text() for text in slide.axes.texts]
    assert notes == [f"{spike.count} in {spike.period}"]
    assert slide.axes.get_ylabel() == "Items a week"


def test_a_season_is_shaded_over_the_months_that_it_is_made_of(report):
    seasonal = next(t for t in report.trends.trends if t.kind == TrendKind.SEASONAL)
    with lettering():
        slide = draw_trend(report.trends, seasonal.group, "")
    (band,) = slide.axes.patches
    assert isinstance(band, Rectangle)
    assert band.get_width() == 3  # months
    assert (
        slide.axes.texts[0].get_text().strip() == f"{seasonal.count} in {seasonal.period}"
    )


def test_a_group_that_does_not_move_is_said_not_to(report):
    with lettering():
        slide = draw_trend(report.trends, "Potholes", "")
    assert "no sure movement" in slide.alt
    with pytest.raises(ValueError, match="no counts"):
        curve_of(report.trends, "Nothing")


def test_periods_in_part_are_dashed_and_hollow(report):
    with lettering():
        slide = draw_trend(report.trends, "Potholes", "")
    lines = [line for line in slide.axes.lines if line.get_linestyle() != "None"]
    assert [line.get_linestyle() for line in lines].count("--") == 2
    hollow = [line for line in slide.axes.lines if line.get_markerfacecolor() == "white"]
    assert len(hollow) == 1
    assert numpy.size(hollow[0].get_xdata()) == 2


def test_lines_that_are_drawn_alike_are_one():
    assert stretches([False, True, True, True, False]) == [
        (0, 1, False),
        (1, 3, True),
        (3, 4, False),
    ]
    assert stretches([True]) == []


@pytest.mark.parametrize("kind", list(PeriodKind))
@pytest.mark.parametrize("length", [1, 2, 30, 400])
def test_dates_are_few_enough_to_be_read_for_every_cut_of_time(report, kind, length):
    days = numpy.datetime64("2014-01-15") + numpy.arange(length) * 5
    periods = Periods(
        kind=kind,
        starts=tuple(str(day) for day in days),
        labels=tuple(f"period {day}" for day in days),
        totals=(1,) * length,
        whole=(True,) * length,
    )
    series = Series(
        group="a", counts=(1,) * length, low=(0.0,) * length, high=(2.0,) * length
    )
    trends = replace(
        report.trends,
        trends=(),
        periods=periods,
        series=(series,),
        all_periods=(),
        seasons=None,
    )
    with lettering():
        slide = draw_trend(trends, "a", "")
    assert 1 <= len(slide.axes.get_xticks()) <= 12


def test_months_are_labelled_as_far_apart_as_they_need_to_be():
    weeks = numpy.datetime64("2013-01-07") + numpy.arange(156) * 7
    starts = [str(day) for day in weeks]
    spots = month_spots(starts)
    assert {starts[spot][5:7] for spot in spots} == {"01", "04", "07", "10"}


def test_the_heat_map_writes_shares_and_heads_with_totals(drawn, lean):
    said = words_in(drawn[-1])
    seasons = lean.trends.seasons
    assert f"n={seasons.totals[0]:,}" in said
    assert "Hatched: the data cover the season in part." in said
    row = seasons.groups.index("Potholes")
    best = max(
        count / total
        for count, total in zip(seasons.counts[row], seasons.totals, strict=True)
    )
    assert f"{best:.0%}"[:-1] in said.split()


def test_the_same_report_gives_the_same_bytes(tmp_path, lean, drawn):
    again = draw_pictures(tmp_path, lean, "svg")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in drawn]
    bare = replace(lean, trends=None)
    first = draw_pictures(tmp_path / "a", bare, "png")[0].read_bytes()
    assert draw_pictures(tmp_path / "b", bare, "png")[0].read_bytes() == first


def test_hostile_names_become_neither_mathematics_nor_markup_nor_paths(tmp_path, lean):
    name = "../../<script>alert(1)</script> $\\frac{1}{0}$ \x00\x1b\u202e" + "W" * 300
    report = renamed(lean, lean.trends.trends[0].group, name)
    report = renamed(report, "Potholes", "\u79ef\u96ea\u0928\u092e \U0001f415 \ud800")
    for kind in ("png", "svg"):
        paths = draw_pictures(tmp_path / kind, report, kind)
        assert {path.parent for path in paths} == {tmp_path / kind}
        assert all(len(path.name) < 64 for path in paths)
    tags = {
        element.tag.split("}")[1]
        for path in (tmp_path / "svg").iterdir()
        for element in etree.parse(str(path)).iter()
        if isinstance(element.tag, str)
    }
    assert "script" not in tags
    assert any("\u79ef\u96ea" in words_in(path) for path in (tmp_path / "svg").iterdir())


def test_letters_that_the_font_lacks_become_boxes_in_a_png():
    drawing()
    assert (
        drawable("Z\u00fcrich \u0441\u043d\u0435\u0433")
        == "Z\u00fcrich \u0441\u043d\u0435\u0433"
    )
    assert drawable("\u79ef\u96ea!\nx") == "\u25af\u25af!\nx"


def test_texts_are_cleaned_and_cut():
    assert clean("a\x00b\u200b\u202ec\nd\ud800") == "a bc d\ufffd"
    assert brief("one two three", 9) == "one two …"
    assert wrapped("one two three four", 9, 2) == "one two\nthree …"
    assert safe_stem("\u00dcber die Stra\u00dfe/../x") == "uber_die_strae_x"


def test_a_title_keeps_its_numbers_where_the_name_is_long():
    name = "Residents who ask " * 12
    title = finding(f"{name}: 41 in March 2014, usually 2 to 9", name)
    assert title.endswith("…: 41 in March 2014, usually 2 to 9")
    assert finding("Snow: 41", "Snow") == "Snow: 41"


def test_the_folder_must_be_one_and_the_kind_known(tmp_path, lean):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PostroomError, match="not a folder"):
        draw_pictures(tmp_path / "file", lean, "png")
    with pytest.raises(PostroomError, match="as gif"):
        draw_pictures(tmp_path, lean, "gif")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_picture_that_fails_leaves_the_old_one_and_nothing_else(
    tmp_path, lean, monkeypatch
):
    old = tmp_path / "sizes.png"
    old.write_bytes(b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PostroomError, match="disk is full"):
        draw_pictures(tmp_path, lean, "png")
    assert [path.name for path in tmp_path.iterdir()] == ["sizes.png"]
    assert old.read_bytes() == b"old"


def test_drawing_leaves_nothing_in_the_home_of_the_person(tmp_path):
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    (home / "matplotlibrc").write_text("axes.facecolor: red\ntext.usetex: True\n")
    code = (
        "from pathlib import Path; from dataclasses import replace;"
        "from tests.writers.made_themes import made;"
        "from app.writers.pictures import draw_pictures;"
        "import os, sys;"
        "report = replace(made(0.02).report, trends=None);"
        "draw_pictures(Path(sys.argv[1]), report, 'png');"
        "assert 'matplotlib.pyplot' not in sys.modules;"
        "assert 'MPLCONFIGDIR' not in os.environ"
    )
    root = Path(__file__).parents[2]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MPL")}
    environment = {
        **kept,
        **{name: str(home) for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME")},
        **{name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")},
        "XDG_CONFIG_HOME": str(home),
        "PYTHONPATH": str(root),
    }
    subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / "out")],
        cwd=home,
        env=environment,
        check=True,
    )
    assert [path.name for path in home.iterdir()] == ["matplotlibrc"]
    assert list(temporary.iterdir()) == []
    with Image.open(tmp_path / "out" / "sizes.png") as picture:
        assert picture.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
