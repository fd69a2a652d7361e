"""The visual language in one place: colours, spacing and type."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "LIGHT",
    "ROW_PADDING",
    "SPACE",
    "TYPE",
    "Colours",
    "contrast",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Colours:
    """Every colour of the window, as ``#rrggbb``, by what it is for.

    Attributes:
        is_dark: Whether light words stand on dark grounds.
        is_strong: Whether every line is as strong as words are.
        faint: What cannot be used at the moment.
        track: What a bar runs along; the bar, in ``accent``, stands out from it.
    """

    is_dark: bool = False
    is_strong: bool = False
    canvas: str
    surface: str
    hover: str
    line: str
    track: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    chosen: str
    mark: str
    on_mark: str
    sorted: str
    review: str
    failed: str
    review_soft: str
    failed_soft: str
    sorted_soft: str


LIGHT = Colours(
    canvas="#f4f5f6",
    surface="#ffffff",
    hover="#eef1f2",
    line="#dfe3e6",
    track="#dfe3e6",
    edge="#7f8992",
    text="#1b232b",
    muted="#56616c",
    faint="#7f8992",
    accent="#0b6b62",
    accent_hover="#095a52",
    on_accent="#ffffff",
    chosen="#dceeeb",
    mark="#ffe28a",
    on_mark="#241c00",
    sorted="#1a7346",
    review="#855300",
    failed="#b0261e",
    review_soft="#fdf3dc",
    failed_soft="#fdecea",
    sorted_soft="#e5f4ec",
)

DARK = Colours(
    is_dark=True,
    canvas="#15181b",
    surface="#1d2125",
    hover="#272c31",
    line="#343a41",
    track="#343a41",
    edge="#77818b",
    text="#e7eaed",
    muted="#a6afb8",
    faint="#77818b",
    accent="#5cc6b8",
    accent_hover="#7ad6ca",
    on_accent="#06231f",
    chosen="#1c3b38",
    mark="#6a5200",
    on_mark="#fff4cf",
    sorted="#74d3a2",
    review="#f0bd5b",
    failed="#ff9c91",
    review_soft="#352a12",
    failed_soft="#3d1f1c",
    sorted_soft="#17332a",
)


# For who needs strong contrast: lines as strong as words, and hardly any grey.
CONTRAST_LIGHT = Colours(
    is_strong=True,
    canvas="#ffffff",
    surface="#ffffff",
    hover="#e2eef9",
    line="#3c4248",
    track="#c3cbd3",
    edge="#000000",
    text="#000000",
    muted="#1f2428",
    faint="#5c646b",
    accent="#00408a",
    accent_hover="#002f66",
    on_accent="#ffffff",
    chosen="#b9dcff",
    mark="#ffd83d",
    on_mark="#000000",
    sorted="#004d24",
    review="#5c3300",
    failed="#870000",
    review_soft="#fff2cc",
    failed_soft="#ffe3e0",
    sorted_soft="#dcf5e5",
)

CONTRAST_DARK = Colours(
    is_dark=True,
    is_strong=True,
    canvas="#000000",
    surface="#000000",
    hover="#1c2733",
    line="#c4cbd1",
    track="#3a444e",
    edge="#ffffff",
    text="#ffffff",
    muted="#e3e7ea",
    faint="#9aa2a9",
    accent="#6ff2e1",
    accent_hover="#a5f8ee",
    on_accent="#000000",
    chosen="#003f73",
    mark="#ffe14d",
    on_mark="#000000",
    sorted="#7df0b4",
    review="#ffd166",
    failed="#ffc9c2",
    review_soft="#3a2a00",
    failed_soft="#4a0f0a",
    sorted_soft="#00361c",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Space:
    """Distances in device-independent pixels."""

    hair: int = 4
    small: int = 8
    normal: int = 12
    wide: int = 16
    section: int = 24
    page: int = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Type:
    """Sizes as multiples of the system's font, which the person has chosen."""

    small: float = 0.9
    normal: float = 1.0
    heading: float = 1.25
    title: float = 1.8


SPACE = Space()
TYPE = Type()
ROW_PADDING = 6


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
