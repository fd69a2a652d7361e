"""What themes are called: the one place where the naming of triage is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.store import CaseFile
from app.triage.name_phrases import NameCandidates, ThemeTexts, name_candidates
from app.triage.naming import NamedTheme, ThemeNames, choose_names
from app.triage.theme_quotes import Quote, description
from app.workflow.judging import embed_plain
from app.workflow.theme_texts import DistinctTexts

__all__ = ["Grouped", "NamedByRows", "embed_names", "name_rows", "name_themes", "spans_of"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouped:
    """Distinct texts put into t themes.

    Attributes:
        theme: (n,), number of each text's theme, -1 for none.
        group: (t,), number of each theme's upper-level theme.
        centrality: (n,), how central each text is in its theme.
    """

    theme: Integers
    group: Integers
    centrality: NDArray[np.float64]

    @property
    def themes(self) -> int:
        """How many themes there are."""
        return len(self.group)


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedByRows:
    """Themes named in their rows' own words, with what a language model is told of them.

    Attributes:
        rows: The texts.
        candidates: What they may be called.
        names: What they are called.
        secret: (t,), whether all texts of a theme are private.
        taken: Names that must not be given again.
    """

    rows: ThemeTexts
    candidates: NameCandidates
    names: ThemeNames
    secret: NDArray[np.bool_]
    taken: Sequence[str] = ()


def name_themes(
    embedder: Embedder, texts: DistinctTexts, grouped: Grouped, taken: Sequence[str] = ()
) -> NamedByRows:
    """Names, descriptions, terms, examples and questions of themes.

    Texts that speak to a computer have no say. Nor have private ones in a theme that has
    others; a theme of private texts only gets a name and terms, but nothing is quoted.

    Args:
        embedder: For the phrases that may become names.
        texts: Distinct texts.
        grouped: The themes that they are in.
        taken: Names that must not be given again.
    """
    unheard, secret = without_say(texts, grouped)
    rows = ThemeTexts(
        texts=texts.texts,
        vectors=texts.vectors,
        copies=texts.copies,
        theme=grouped.theme,
        group=grouped.group,
        centrality=grouped.centrality,
        orders=unheard,
    )
    candidates, names = name_rows(embedder, rows, taken)
    shown = tuple(
        without_quotations(theme) if secret[number] else theme
        for number, theme in enumerate(names.themes)
    )
    return NamedByRows(
        rows=rows,
        candidates=candidates,
        names=replace(names, themes=shown),
        secret=secret,
        taken=taken,
    )


def name_rows(
    embedder: Embedder, rows: ThemeTexts, taken: Sequence[str] = ()
) -> tuple[NameCandidates, ThemeNames]:
    """What themes may be called, and what they are called, in their rows' own words."""
    candidates = name_candidates(rows)
    vectors = embed_names(embedder, candidates.to_embed)
    return candidates, choose_names(rows, candidates, vectors, taken)


def embed_names(embedder: Embedder, names: Sequence[str]) -> Floats:
    """Vectors (n, d) of names; what the embedder cannot read is near to nothing."""
    if not names:
        return np.empty((0, Embedder.dimensions), dtype=np.float32)
    return np.nan_to_num(embed_plain(embedder, names), nan=0.0)


def without_say(
    texts: DistinctTexts, grouped: Grouped
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which texts (n,) have no say, and which themes (t,) have private texts only."""
    inside = grouped.theme >= 0
    open_ones = inside & ~texts.private & ~texts.orders
    secret = np.bincount(grouped.theme[open_ones], minlength=grouped.themes) == 0
    hushed = texts.private & ~np.append(secret, False)[grouped.theme]
    return texts.orders | hushed, secret


def without_quotations(theme: NamedTheme) -> NamedTheme:
    """What may be told of a theme whose texts are all private."""
    return replace(
        theme, examples=(), question="", description=description((), (), theme.terms)
    )


def spans_of(
    case: CaseFile, texts: DistinctTexts, quotes: Sequence[Quote]
) -> tuple[tuple[int, int, int], ...]:
    """Item and span of quotations from distinct texts; without any that all are private."""
    found = []
    for quote in quotes:
        item = store.item_of_text(case, texts.hashes[quote.text], texts.texts[quote.text])
        if item is not None:
            found.append((item, quote.start, quote.end))
    return tuple(found)
