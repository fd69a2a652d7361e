"""A slide to draw on: matplotlib without its window, its caches and its surprises."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import tempfile
import textwrap
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "BLUE",
    "GREY",
    "INK",
    "NAME_IN_TITLE",
    "ORANGE",
    "SMALL",
    "TEXT",
    "Slide",
    "brief",
    "clean",
    "drawing",
    "finding",
    "lettering",
    "picture_path",
    "safe_stem",
    "save",
    "slide",
    "wrapped",
]

WIDTH, HEIGHT = 13.333, 7.5  # inches, a slide of 16:9
DOTS = 150  # an inch of a PNG
TITLE, TEXT, SMALL = 21.0, 15.0, 12.0  # points
TITLE_CHARACTERS = 62  # of a line
NAME_IN_TITLE = 60
# By Okabe and Ito, "Color Universal Design": told apart by colour-blind people.
BLUE, ORANGE = "#0072B2", "#D55E00"
INK, GREY = "#1A1A1A", "#595959"
FONT = "DejaVu Sans"  # comes with matplotlib
NO_LETTER = "\u25af"  # stands for what the font lacks
# Characters that end lines, turn them round, or have no width.
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
SETTINGS: dict[Any, Any] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": [FONT, "Segoe UI", "Arial", "Helvetica", "sans-serif"],
    "font.size": TEXT,
    "text.parse_math": False,  # a "$" in a theme's name is a dollar
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",  # text stays text, which can be searched and edited
    "svg.hashsalt": "postroom",  # else the names of parts differ from run to run
}


class Slide:
    """A picture that is being drawn.

    Args:
        figure: What is drawn on.
        axes: The part of it that holds the bars, lines or cells.
        alt: What the picture shows, for those who cannot see it.
    """

    def __init__(self, figure: Figure, axes: Axes, alt: str) -> None:
        self.figure = figure
        self.axes = axes
        self.alt = alt


@functools.cache
def drawing() -> None:
    """Load matplotlib without leaving a folder of its own behind.

    At its import it looks for settings and lists all fonts of the machine in a cache below
    the person's home. Only the fonts that it ships with are wanted here.
    """
    kept = {
        name: os.environ.get(name) for name in ("MPLCONFIGDIR", "MPL_IGNORE_SYSTEM_FONTS")
    }
    with tempfile.TemporaryDirectory(prefix="postroom-") as folder:
        os.environ["MPLCONFIGDIR"] = folder
        os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
        try:
            import matplotlib.backends.backend_agg  # noqa: PLC0415 - slow, rarely needed
            import matplotlib.backends.backend_svg  # noqa: PLC0415
            import matplotlib.figure  # noqa: PLC0415

            # Asked for again later on; the answers given now are remembered.
            matplotlib.get_configdir()
            matplotlib.get_cachedir()
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextlib.contextmanager
def lettering() -> Iterator[None]:
    """Draw with these settings, whatever a settings file on the machine says."""
    drawing()
    import matplotlib  # noqa: PLC0415 - see above

    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        # Letters that the font lacks are replaced in a PNG; in an SVG the reader's own
        # program has a font for them, and only their width is guessed here.
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        yield


def slide(title: str, source: str, box: tuple[float, float, float, float]) -> Slide:
    """An empty slide with its finding on top and its source at the foot.

    Args:
        title: The finding, in at most two lines.
        source: What it is drawn from.
        box: Left, bottom, width and height of the axes, as shares of the slide, below a
            title of two lines; below one of a single line they are higher.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - see drawing()

    figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
    finding = wrapped(title, TITLE_CHARACTERS, 2)
    left, bottom, width, height = box
    axes = figure.add_axes((left, bottom, width, height + (0 if "\n" in finding else 0.05)))
    figure.text(
        0.03,
        0.965,
        finding,
        fontsize=TITLE,
        fontweight="bold",
        va="top",
        linespacing=1.2,
    )
    figure.text(
        0.03, 0.02, wrapped(source, 140, 2), fontsize=SMALL, color=GREY, va="bottom"
    )
    return Slide(figure, axes, f"{clean(title)} {clean(source)}")


def save(made: Slide, file: Path | BinaryIO, kind: str) -> None:
    """Write a slide as a PNG or SVG; the same slide gives the same bytes."""
    if kind == "svg":
        facts = {"Date": None, "Creator": "Postroom", "Title": made.alt}
        made.figure.savefig(file, format="svg", metadata=facts)
        return
    from matplotlib.text import Text  # noqa: PLC0415 - see drawing()

    # Tick labels would come back from their formatter; they hold no names.
    texts = made.figure.findobj(Text)
    for text in texts:
        text.set_text(drawable(text.get_text()))
    if any(NO_LETTER in text.get_text() for text in texts):
        note = f"{NO_LETTER}: a letter that the font of this picture lacks"
        made.figure.text(0.985, 0.006, note, fontsize=9, color=GREY, ha="right")
    facts = {"Software": None, "Description": drawable(made.alt)}
    made.figure.savefig(file, format="png", dpi=DOTS, metadata=facts)


@functools.cache
def letters() -> frozenset[int]:
    """The numbers of all characters that the font can draw."""
    from matplotlib import font_manager  # noqa: PLC0415 - see drawing()

    path = font_manager.findfont(FONT, fallback_to_default=True)
    return frozenset(font_manager.get_font(path).get_charmap())


def drawable(text: str) -> str:
    """The text with a box for every letter that the font lacks."""
    known = letters()
    return "".join(
        one if one == "\n" or ord(one) in known else NO_LETTER
        for one in unicodedata.normalize("NFC", text)
    )


def clean(text: str) -> str:
    """The text on one line, without characters that steer and do not show."""
    shown = NOT_IN_XML.sub("\ufffd", STEERING.sub(" ", UNSEEN.sub("", text)))
    return " ".join(shown.split())


def brief(text: str, most: int) -> str:
    """The text on one line of at most so many characters."""
    return wrapped(text, most, 1)


def finding(sentence: str, group: str) -> str:
    """A sentence on a group as a title, the group's name cut before its numbers are."""
    if len(clean(sentence)) <= 1.7 * TITLE_CHARACTERS:
        return sentence
    return sentence.replace(group, brief(group, NAME_IN_TITLE), 1)


def wrapped(text: str, width: int, lines: int) -> str:
    """The text in so many lines at most; what does not fit is cut off with a mark."""
    return "\n".join(textwrap.wrap(clean(text), width, max_lines=lines, placeholder=" …"))


def safe_stem(text: str, most: int = 40) -> str:
    """A part of a file name: lower-case letters and digits with underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower())[:most].strip("_")


def picture_path(folder: Path, stem: str, kind: str) -> Path:
    """The path of a picture."""
    return folder / f"{stem}.{kind}"
