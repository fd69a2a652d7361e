"""Pictures of themes and trends for a slide, as PNG or SVG files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.records.errors import PostroomError
from app.records.themes import ThemesReport
from app.writers.pictures_canvas import Slide, lettering, picture_path, safe_stem, save
from app.writers.pictures_seasons import draw_seasons
from app.writers.pictures_sizes import draw_sizes
from app.writers.pictures_trend import draw_trend, drawn_groups
from app.writers.target import told

__all__ = ["KINDS", "draw_pictures", "each_picture"]

KINDS = ("png", "svg")


def draw_pictures(folder: Path, report: ThemesReport, kind: str) -> list[Path]:
    """Draw sizes, a trend line for every theme that moves or is large, and the seasons.

    The files are ``sizes``, ``trend_01_name_of_theme``, ..., and ``seasons``. Files of
    these names in the folder are written anew, each one whole or not at all.

    Args:
        folder: Made where it is missing.
        report: What was found.
        kind: ``"png"`` or ``"svg"``.

    Returns:
        The files in the order above.

    Raises:
        PostroomError: The kind is neither, or the folder cannot be written to.
    """
    if kind not in KINDS:
        raise PostroomError(
            f"Pictures cannot be drawn as {kind}.", f"Choose one of {', '.join(KINDS)}."
        )
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lettering():
            for stem, made in each_picture(report):
                path = picture_path(folder, stem, kind)
                write_aside(path, made, kind)
                paths.append(path)
    except FileExistsError as error:
        raise PostroomError(
            f"{folder} is not a folder.", "Choose the name of a folder."
        ) from error
    except OSError as error:
        raise told(error, folder / "pictures") from error
    return paths


def each_picture(report: ThemesReport) -> Iterator[tuple[str, Slide]]:
    """The pictures of a report with the stems of their names; to be used in `lettering`."""
    yield "sizes", draw_sizes(report)
    trends = report.trends
    if trends is None:
        return
    for number, group in enumerate(drawn_groups(trends), 1):
        stem = f"trend_{number:02d}_{safe_stem(group)}".rstrip("_")
        yield stem, draw_trend(trends, group, report.about.finished)
    if trends.seasons is not None and trends.seasons.seasons and trends.seasons.groups:
        yield "seasons", draw_seasons(trends, report.about.finished)


def write_aside(path: Path, made: Slide, kind: str) -> None:
    """Write a picture beside its place and move it there."""
    part = path.with_name(f".{path.name}.part")
    try:
        save(made, part, kind)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
