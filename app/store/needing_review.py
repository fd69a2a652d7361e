"""Items that need a person: their order, their likeliest categories, their vectors."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.records import Status
from app.store.case_file import CaseFile

__all__ = [
    "Shares",
    "WaitingTexts",
    "chosen_categories",
    "count_reviewed",
    "likely",
    "put_likely",
    "review_queue",
    "vector_of_item",
    "waiting_texts",
    "waiting_with_text",
]

Shares = Sequence[tuple[int, float]]

_PAIR = struct.Struct("<HH")  # number of the category, share in parts of _WHOLE
_WHOLE = 10_000
# The status is said outright, so that the index by status and rank answers in order.
_WAITING = f"result.status = '{Status.NEEDS_REVIEW}' AND result.reviewed = 0"
_IN_ORDER = "ORDER BY result.priority NULLS LAST, result.position"


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingTexts:
    """Items that need review and may be offered together with others.

    Attributes:
        items: (n,), their keys, those to be reviewed first in front.
        hashes: (n,), of their texts.
        vectors: (n, d), float32.
    """

    items: NDArray[np.int64]
    hashes: list[bytes]
    vectors: NDArray[np.float32]


def review_queue(case: CaseFile) -> list[int]:
    """Keys of all items that need review, the hardest and most instructive first."""
    rows = case.select(
        f"SELECT item FROM result WHERE {_WAITING} AND item IS NOT NULL {_IN_ORDER}"  # noqa: S608 - constants above
    )
    return [row["item"] for row in rows]


def count_reviewed(case: CaseFile) -> int:
    """How many items a person has reviewed."""
    return case.number(
        "SELECT count(*) FROM result WHERE reviewed = 1 AND item IS NOT NULL"
    )


def chosen_categories(case: CaseFile) -> list[str]:
    """What persons have chosen in this case, the most frequent first."""
    rows = case.select(
        "SELECT category, count(*) AS times FROM review WHERE undoes IS NULL "
        "AND category <> '' GROUP BY category ORDER BY times DESC, category"
    )
    return [row["category"] for row in rows]


def put_likely(case: CaseFile, decided: Iterable[tuple[int, Shares]]) -> None:
    """Stores the likeliest categories of items that no person has reviewed, in one commit.

    Args:
        case: The case file.
        decided: Key of the item, and numbers of categories in the scheme of its run with
            their shares, best first.
    """
    rows = [
        (b"".join(_PAIR.pack(n, round(s * _WHOLE)) for n, s in shares) or None, item)
        for item, shares in decided
    ]
    with case.writing():
        case.execute_many(
            "UPDATE result SET likely = ? WHERE item = ? AND reviewed = 0", rows
        )


def likely(
    case: CaseFile, item_keys: Sequence[int]
) -> dict[int, tuple[int, list[tuple[int, float]]]]:
    """What ``put_likely`` stored, by item: key of the run, and numbers with shares.

    Items of which nothing was stored are left out.
    """
    rows = case.select(
        "SELECT item, run, likely FROM result WHERE likely IS NOT NULL AND run IS NOT NULL "
        "AND item IN (SELECT value FROM json_each(?))",
        (json.dumps([*item_keys]),),
    )
    return {
        row["item"]: (
            row["run"],
            [(n, share / _WHOLE) for n, share in _PAIR.iter_unpack(row["likely"])],
        )
        for row in rows
    }


def vector_of_item(
    case: CaseFile, item_key: int, models: Iterable[str]
) -> tuple[bytes, str, NDArray[np.float32]] | None:
    """Hash, model and vector (d,) of an item's text; None where none of the models has it.

    Args:
        case: The case file.
        item_key: Of the item.
        models: SHA-256 of models, of which at most one gives vectors.

    Raises:
        KeyError: There is no such item.
    """
    row = case.first("SELECT text_hash FROM item WHERE key = ?", (item_key,))
    if row is None:
        raise KeyError(f"no item {item_key}")
    found = case.first(
        "SELECT sha256, vector FROM vector JOIN model ON model.key = vector.model "
        "WHERE text_hash = ? AND sha256 IN (SELECT value FROM json_each(?))",
        (row["text_hash"], json.dumps([*models])),
    )
    if found is None:
        return None
    vector = np.frombuffer(found["vector"], dtype="<f2").astype(np.float32)
    return row["text_hash"], found["sha256"], vector


def waiting_texts(case: CaseFile, model: str, most: int) -> WaitingTexts:
    """The first ``most`` items that need review with the vectors of their texts.

    Private items are left out, those whose text has no vector of the model, and those in a
    language that the model does not know: they are alike by their language.
    """
    rows = case.select(
        "SELECT result.item AS item, item.text_hash AS text_hash, vector FROM result "  # noqa: S608 - constants above
        "CROSS JOIN item ON item.key = result.item "
        "JOIN vector ON vector.text_hash = item.text_hash "
        "AND vector.model = (SELECT key FROM model WHERE sha256 = ?) "
        f"WHERE {_WAITING} AND result.private = 0 AND result.reason_code <> 'language' "
        f"{_IN_ORDER} LIMIT ?",
        (model, most),
    )
    raw = b"".join(row["vector"] for row in rows)
    wide = len(raw) // (2 * len(rows)) if rows else 0
    return WaitingTexts(
        items=np.array([row["item"] for row in rows], dtype=np.int64),
        hashes=[row["text_hash"] for row in rows],
        vectors=np.frombuffer(raw, "<f2").reshape(len(rows), wide).astype(np.float32),
    )


def waiting_with_text(case: CaseFile, text_hash: bytes, most: int) -> list[int]:
    """Keys of items of this very text that need review and are not private."""
    rows = case.select(
        "SELECT result.item AS item FROM item CROSS JOIN result "  # noqa: S608 - constants above
        "ON result.item = item.key WHERE item.text_hash = ? "
        f"AND {_WAITING} AND result.private = 0 {_IN_ORDER} LIMIT ?",
        (text_hash, most),
    )
    return [row["item"] for row in rows]
