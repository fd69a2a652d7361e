"""What a run decides by: statistics over its texts, and the categories among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedder
from app.records import Scheme
from app.store import CaseFile
from app.triage import (
    SAMPLE,
    Identifier,
    Statistics,
    find_statistics,
    foreign,
    identifier,
    language_of,
    prototype_texts,
    prototypes,
)

__all__ = ["Judge", "embed_plain", "make_judge", "statistics_of"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """What decides the items of a run, the same however often it is made anew.

    Attributes:
        scheme: The categories.
        statistics: Over the texts of the run that the embedder can read.
        embedder: SHA-256 of the embedder whose vectors are used.
        languages: That the embedder knows.
        tell: Tells the language of a text.
    """

    scheme: Scheme
    statistics: Statistics
    embedder: str
    languages: tuple[str, ...]
    tell: Identifier

    def reads(self, text: str) -> bool:
        """Whether the embedder knows the language of a text, as far as can be told."""
        return not foreign(language_of(text, self.tell), self.languages)


def make_judge(
    case: CaseFile, scheme: Scheme, background: Sequence[str], embedder: Embedder
) -> Judge:
    """Find the statistics of all distinct texts of a case.

    They depend on the texts, the scheme and the embedder only, so that a run that was cut
    off finds them again as they were. Texts in a language that the embedder does not know
    are left out: they would stand together by their language, not by what they say.
    """
    tell = identifier()
    languages = embedder.languages
    hashes, vectors = sample(case, embedder.sha256, tell, languages)
    statistics = statistics_of(scheme, embedder, (hashes, vectors), background)
    return Judge(
        scheme=scheme,
        statistics=statistics,
        embedder=embedder.sha256,
        languages=languages,
        tell=tell,
    )


def statistics_of(
    scheme: Scheme,
    embedder: Embedder,
    texts: tuple[Sequence[str], Floats],
    background: Sequence[str],
) -> Statistics:
    """Statistics of distinct texts for a scheme.

    Args:
        scheme: The categories.
        embedder: Embeds what stands for them.
        texts: Hashes (n,) and vectors (n, d) of the distinct texts.
        background: Everyday sentences.
    """
    places = prototypes(scheme, embed_plain(embedder, prototype_texts(scheme)))
    hashes, vectors = texts
    return find_statistics(vectors, hashes, places, embed_plain(embedder, background))


def embed_plain(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """Vectors (n, d) of texts whose sentences nobody asks for."""
    return embedder.embed(texts, [()] * len(texts)).vectors


def sample(
    case: CaseFile, model: str, tell: Identifier, languages: Sequence[str]
) -> tuple[list[str], Floats]:
    """The texts with the lowest hashes that the embedder can read, at most ``SAMPLE``.

    By hash, so that neither the order of the input nor the size of a batch has a say.
    """
    hashes: list[str] = []
    texts: list[str] = []
    vectors: Floats = np.empty((0, Embedder.dimensions), dtype=np.float32)
    for more_hashes, more_texts, more_vectors in store.each_vectors(case, model):
        hashes += [text_hash.hex() for text_hash in more_hashes]
        texts += more_texts
        vectors = np.concatenate([vectors, more_vectors])
        lowest = np.argsort(np.asarray(hashes, dtype=np.str_), kind="stable")[:SAMPLE]
        hashes = [hashes[number] for number in lowest]
        texts = [texts[number] for number in lowest]
        vectors = vectors[lowest]
    kept = [
        number
        for number, text in enumerate(texts)
        if not foreign(language_of(text, tell), languages)
    ]
    return [hashes[number] for number in kept], vectors[kept]
