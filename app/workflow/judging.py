"""What a run decides by: statistics over its texts, and the categories among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app import store
from app.engine import Embedded, Embedder
from app.records import Scheme
from app.store import CaseFile
from app.triage import (
    ORDERS,
    SAMPLE,
    UNSURE_BELOW,
    Identifier,
    Learned,
    Prototypes,
    Statistics,
    find_statistics,
    foreign,
    identifier,
    language_of,
    prototype_texts,
    prototypes,
)

__all__ = [
    "Embeds",
    "Judge",
    "Sample",
    "embed_plain",
    "find_sample",
    "judge_without_labels",
    "places_of",
]

Floats = NDArray[np.float32]


class Embeds(Protocol):
    """What turns texts into vectors: an embedder, or one that keeps what it has made."""

    @property
    def sha256(self) -> str:
        """Of the model, lower-case hex."""

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1 codes of those that it was made for."""

    def embed(
        self, texts: Sequence[str], segments: Sequence[Sequence[tuple[int, int]]]
    ) -> Embedded:
        """Vectors of texts and of their segments."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """What a run's statistics are made of.

    Attributes:
        scheme: The categories.
        hashes: (m,) of the texts with the lowest hashes, hexadecimal.
        texts: (m,) of them.
        vectors: (m, d) of them.
        tell: Tells the language of a text.
    """

    scheme: Scheme
    hashes: list[str]
    texts: list[str]
    vectors: Floats
    tell: Identifier


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """What decides the items of a run, the same however often it is made anew.

    Attributes:
        scheme: The categories.
        places: Of the categories among meanings.
        statistics: Over the texts of the run; where something was learned, over the labels
            too.
        embedder: SHA-256 of the embedder whose vectors are used.
        languages: That the embedder knows.
        tell: Tells the language of a text.
        orders: (o, d), vectors of sentences that speak to a computer.
        learned: From labels; None where nothing was, or where it did not hold.
    """

    scheme: Scheme
    places: Prototypes
    statistics: Statistics
    embedder: str
    languages: tuple[str, ...]
    tell: Identifier
    orders: Floats
    learned: Learned | None = None

    def language(self, text: str) -> str:
        """ISO 639-1 code of a text's language, empty where it cannot be told."""
        return language_of(text, self.tell)

    def knows(self, language: str) -> bool:
        """Whether items in a language may be decided; one not told counts as such.

        It may where the embedder was made for it, or where enough labels in that language
        came out right.
        """
        carried = self.learned.carries if self.learned else ()
        return language in carried or not foreign(language, self.languages)

    @property
    def sure_at(self) -> float:
        """Probability from which an item is decided without a person."""
        return self.learned.threshold if self.learned else UNSURE_BELOW

    def with_learned(self, learned: Learned, statistics: Statistics) -> Judge:
        """The same judge after it has learned."""
        return replace(self, learned=learned, statistics=statistics)


def find_sample(case: CaseFile, scheme: Scheme, embedder: Embeds) -> Sample:
    """The texts of a case that stand for all of it.

    They depend on the texts and the embedder only, so that a run that was cut off finds
    them again as they were. Texts in a language that the embedder does not know are left
    out: they would stand together by their language, not by what they say.
    """
    tell = identifier()
    hashes, texts, vectors = sample(case, embedder.sha256, tell, embedder.languages)
    return Sample(scheme=scheme, hashes=hashes, texts=texts, vectors=vectors, tell=tell)


def judge_without_labels(
    found: Sample, background: Sequence[str], embedder: Embeds
) -> Judge:
    """A judge by the categories' names, descriptions and examples alone."""
    places = places_of(found.scheme, embedder)
    everyday = embed_plain(embedder, background)
    return Judge(
        scheme=found.scheme,
        places=places,
        statistics=find_statistics(found.vectors, found.hashes, places, everyday),
        embedder=embedder.sha256,
        languages=embedder.languages,
        tell=found.tell,
        orders=embed_plain(embedder, ORDERS),
    )


def places_of(scheme: Scheme, embedder: Embeds) -> Prototypes:
    """The places of a scheme's categories among meanings."""
    return prototypes(scheme, embed_plain(embedder, prototype_texts(scheme)))


def embed_plain(embedder: Embeds, texts: Sequence[str]) -> Floats:
    """Vectors (n, d) of texts whose sentences nobody asks for."""
    return embedder.embed(texts, [()] * len(texts)).vectors


def sample(
    case: CaseFile, model: str, tell: Identifier, languages: Sequence[str]
) -> tuple[list[str], list[str], Floats]:
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
    return [hashes[n] for n in kept], [texts[n] for n in kept], vectors[kept]
