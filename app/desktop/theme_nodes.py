"""The lines of the list of themes: all, groups with their themes, and what is in none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from app.records import Theme, ThemesReport

__all__ = ["NodeKind", "ThemeNode", "nodes_of"]


class NodeKind(Enum):
    """What a line of the tree stands for."""

    ALL = auto()
    GROUP = auto()
    THEME = auto()
    UNTHEMED = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeNode:
    """A line of the tree.

    Attributes:
        kind: What it stands for.
        name: What it says.
        size: How many rows.
        whole: How many rows there are in all.
        themes: The themes it stands for; one for a theme.
        children: The lines below it.
    """

    kind: NodeKind
    name: str = ""
    size: int = 0
    whole: int = 0
    themes: tuple[Theme, ...] = ()
    children: tuple[ThemeNode, ...] = ()

    @property
    def identity(self) -> tuple[NodeKind, int]:
        """What stays the same when a theme is renamed."""
        return self.kind, self.themes[0].key if self.themes else 0


def nodes_of(report: ThemesReport) -> tuple[ThemeNode, ...]:
    """All, the groups with their themes, and what is in none.

    A theme that is alone in its group stands for the group.
    """
    whole = report.about.items
    groups: dict[str, list[Theme]] = {}
    for theme in report.themes:
        groups.setdefault(theme.group, []).append(theme)
    made = [ThemeNode(kind=NodeKind.ALL, size=whole, whole=whole, themes=())]
    for name, themes in groups.items():
        lines = tuple(
            ThemeNode(
                kind=NodeKind.THEME,
                name=theme.name,
                size=theme.size,
                whole=whole,
                themes=(theme,),
            )
            for theme in themes
        )
        if len(lines) == 1:
            made.append(lines[0])
            continue
        size = sum(theme.size for theme in themes)
        made.append(
            ThemeNode(
                kind=NodeKind.GROUP,
                name=name,
                size=size,
                whole=whole,
                themes=tuple(themes),
                children=lines,
            )
        )
    unthemed = report.about.unthemed
    made.append(ThemeNode(kind=NodeKind.UNTHEMED, size=unthemed, whole=whole))
    return tuple(made)
