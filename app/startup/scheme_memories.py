"""What the memories of schemes keep: looked through, forgotten, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app import store
from app.records import FoundLabels, Label, ModelTrial, Scheme

__all__ = ["find_labels", "forget_labels", "labels_of", "trials_of"]

SHOWN_CHARACTERS = 300


def labels_of(path: Path | None) -> list[Label]:
    """The labels of a memory, the newest last; none where there is no memory.

    Raises:
        PostroomError: It cannot be opened.
    """
    if path is None or not path.exists():
        return []
    with store.open_memory(path, create=False, read_only=True) as memory:
        return store.labels(memory)


def trials_of(path: Path | None) -> list[ModelTrial]:
    """The trials of language models that a memory keeps, the newest last.

    Raises:
        PostroomError: It cannot be opened.
    """
    if path is None or not path.exists():
        return []
    with store.open_memory(path, create=False, read_only=True) as memory:
        return store.trials(memory)


def forget_labels(path: Path | None, hashes: Sequence[bytes] | None) -> int:
    """Take labels out of a memory without a trace; None takes all. How many there were.

    Raises:
        PostroomError: It cannot be opened or written.
    """
    if path is None or not path.exists():
        return 0
    with store.open_memory(path, create=False) as memory:
        return store.forget_labels(memory, hashes)


def find_labels(
    path: Path | None, scheme: Scheme, words: str, category: str, most: int
) -> FoundLabels:
    """The newest labels of a memory that have all words, whatever their case.

    What was said under a name that a category had before is shown under that of now.

    Args:
        path: Of the memory; where there is no such file, nothing is found.
        scheme: Whose memory it is.
        words: To be found in the text; empty for all.
        category: Of the labels; empty for all.
        most: So many are handed out, with the beginning of their texts.

    Raises:
        PostroomError: It cannot be opened.
    """
    kept = [
        replace(label, category=scheme.now_called(label.category) or label.category)
        for label in labels_of(path)
    ]
    counted: dict[str, int] = {}
    for label in kept:
        counted[label.category] = counted.get(label.category, 0) + 1
    wanted = words.casefold().split()
    found = [label for label in reversed(kept) if fits(label, wanted, category)]
    return FoundLabels(
        labels=tuple(
            replace(label, text=label.text[:SHOWN_CHARACTERS]) for label in found[:most]
        ),
        found=len(found),
        by_category=tuple(sorted(counted.items())),
    )


def fits(label: Label, words: list[str], category: str) -> bool:
    """Whether a label is of the category and its text has all the words."""
    if category and label.category != category:
        return False
    text = label.text.casefold()
    return all(word in text for word in words)
