"""Where in a text the words stand that somebody looks for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["hits"]

_MOST = 500  # marks of one text


def hits(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that a search for these words has found it by.

    As the search itself: case and accents make no difference, words are whole but for the
    last, which may be the beginning of one.

    Args:
        text: In which to look.
        words: As a person has typed them.

    Returns:
        First character and one past the last of each, in order; at most 500.
    """
    pattern = _pattern(words)
    if pattern is None:
        return ()
    found = []
    for match in pattern.finditer(_folded(text)):
        found.append(match.span())
        if len(found) == _MOST:
            break
    return tuple(found)


@lru_cache(maxsize=64)
def _pattern(words: str) -> re.Pattern[str] | None:
    pieces = [re.findall(r"[^\W_]+", _folded(piece)) for piece in words.split()]
    phrases = [r"[\W_]+".join(map(re.escape, piece)) for piece in pieces if piece]
    if not phrases:
        return None
    ended = [rf"{phrase}(?![^\W_])" for phrase in phrases[:-1]]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([*ended, phrases[-1]])})")


def _folded(text: str) -> str:
    """As long as the text, in lower case and without accents."""
    if text.isascii():
        return text.lower()
    letters = {letter: _plain(letter) for letter in set(text)}
    return "".join(map(letters.__getitem__, text))


def _plain(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter
