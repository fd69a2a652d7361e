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
    Prototypes,
    Statistics,
    find_statistics,
    foreign,
    identifier,
    language_of,
    prototype_texts,
    prototypes,
)

__all__ = ["Judge", "embed_plain", "make_judge", "places_of"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """What decides the items of a run, the same however often it is made anew.

    Attributes:
        scheme: The categories.
        places: Of the categories among meanings.
        statistics: Over the texts of the run that the embedder can read.
        embedder: SHA-256 of the embedder whose vectors are used.
        languages: That the embedder knows.
        tell: Tells the language of a text.
    """

    scheme: Scheme
    places: Prototypes
    statistics: Statistics
    embedder: str
    languages: tuple[str, ...]
    tell: Identifier

    def language(self, text: str) -> str:
        """ISO 639-1 code of a text's language, empty where it cannot be told."""
        return language_of(text, self.tell)

    def knows(self, language: str) -> bool:
        """Whether the embedder was made for a language; one not told counts as such."""
        return not foreign(language, self.languages)


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
    places = places_of(scheme, embedder)
    everyday = embed_plain(embedder, background)
    return Judge(
        scheme=scheme,
        places=places,
        statistics=find_statistics(vectors, hashes, places, everyday),
        embedder=embedder.sha256,
        languages=languages,
        tell=tell,
    )


def places_of(scheme: Scheme, embedder: Embedder) -> Prototypes:
    """The places of a scheme's categories among meanings."""
    return prototypes(scheme, embed_plain(embedder, prototype_texts(scheme)))


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
