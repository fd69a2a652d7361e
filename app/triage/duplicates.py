"""Same text, same answer: what counts as the same text."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from app.triage.segments import segment

__all__ = ["normalized", "text_hash"]

FORMAT_CHARACTERS = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def normalized(text: str) -> str:
    """The text without what no reader sees: compatibility forms, case, spacing.

    Punctuation and digits stay: "block 12" and "block 13" are two things to do.
    """
    plain = FORMAT_CHARACTERS.sub("", unicodedata.normalize("NFKC", text))
    # Folding case can undo composition ("ŉ"), so it is normalized once more.
    folded = unicodedata.normalize("NFKC", plain.casefold())
    return " ".join(folded.split())


def text_hash(text: str) -> bytes:
    """SHA-256 digest, alike for texts whose sentences are alike but for case and spacing.

    It is taken sentence by sentence, so that texts with one hash have the same number of
    sentences, and the vectors of one's sentences serve the other.
    """
    sentences = (normalized(text[start:end]) for start, end in segment(text))
    return hashlib.sha256("\n".join(sentences).encode("utf-8", "surrogatepass")).digest()
