"""Themes of 20,000 rows: how long from vectors to named themes, and how much memory.

    .venv/bin/python -m tests.benchmarks.themes_20k --corpus DIR [--only PART_OF_A_NAME]

Each sheet is read by the program itself into a case file that is not kept. The count of
rows is checked against what came out: in a theme, in none, or without text. What is done
once for each language model (finding out whether it names themes well) is told apart.
"""

from __future__ import annotations

import time
from pathlib import Path

from app.records import Phase, ThemeSettings, ThemesReport
from app.startup import Postroom
from tests.benchmarks.measuring import Measured, corpus_from_arguments, report

SHEETS = {
    "messages_20k": ("sheets/constructed__messages_20k.xlsx", "Message"),
    "newport311": ("classify/newport311/newport_seeclickfix_2017.csv", "description"),
    "gambling_1000": ("themes/consultation_themes/gambling_1000.csv", "text"),
}
LARGEST = "messages_20k"
TARGET_SECONDS = 60


def main() -> None:
    """Print, for each sheet, seconds by part, peak memory, and what was found."""
    corpus, arguments = corpus_from_arguments(__doc__ or "", "sheets")
    postroom = Postroom.start()
    for name, (path, column) in SHEETS.items():
        if arguments.only in name:
            measure(postroom, name, corpus / path, ThemeSettings(column=column))


def measure(postroom: Postroom, name: str, sheet: Path, settings: ThemeSettings) -> None:
    """Find the themes of one sheet and print its lines."""
    workspace = postroom.workspace(None)
    seconds: dict[Phase, float] = {}
    try:
        with Measured() as cost:
            workspace.add([sheet])
            last = time.perf_counter()
            phase = Phase.STARTING
            for step in workspace.themes.find(settings):
                now = time.perf_counter()
                seconds[phase] = seconds.get(phase, 0.0) + now - last
                phase, last = step.phase, now
        found = workspace.themes.report()
    finally:
        workspace.purge()
    parts = ", ".join(f"{one.value} {spent:.0f} s" for one, spent in seconds.items())
    print(f"{name}: {told(found)}; {cost.seconds:.0f} s ({parts}), ", end="")
    print(f"{cost.peak_megabytes:.0f} MB")
    if name == LARGEST:
        named = sum(
            spent for one, spent in seconds.items() if one in (Phase.GROUPING, Phase.NAMING)
        )
        report(
            f"{name}, vectors to named themes",
            figure=f"{named:.0f} s",
            baseline="none",
            target=f"{TARGET_SECONDS} s",
            holds=named <= TARGET_SECONDS,
        )


def told(found: ThemesReport) -> str:
    """What was found, with counts that add up or an error that they do not."""
    about = found.about
    if about.themed + about.unthemed + about.without_text != about.items:
        raise AssertionError("rows were lost or counted twice")
    groups = len({theme.group for theme in found.themes})
    names = ", ".join(theme.name for theme in found.themes[:8])
    return (
        f"{about.items} rows: {about.themed} in {len(found.themes)} themes of {groups} "
        f"groups ({names}, ...), {about.unthemed} in none, "
        f"{about.without_text} without text"
    )


if __name__ == "__main__":
    main()
