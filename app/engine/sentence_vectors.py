"""Vectors of texts and of their segments, from a MiniLM kind of model.

Mean pooling over the token vectors, then length 1 (Reimers and Gurevych, Sentence-BERT,
2019). A text's vectors never depend on what else is in the batch: only windows of equally
many word pieces share a forward pass, so that nothing is padded, and only if this machine's
arithmetic was seen to give them the same bits as alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.engine.windows import Span, cut_windows, spread, stretches
from app.records import PostroomError

__all__ = ["SentenceVectors"]

# 256 word pieces is the model's own limit; two of them are the marks around each window.
WINDOW_PIECES = 254
# About 27 pages; a longer text is read in windows spread over its whole length.
MOST_WINDOWS = 64
# Word pieces of one forward pass: more brings nothing, measured from 64 to 1,024.
PASS_PIECES = 512
TOKEN_VECTOR_AXES = 3

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One stretch of word pieces to read.

    Attributes:
        text: Number of its text in the batch.
        ids: Word pieces with the marks around them.
        ranges: Segment number, first and one past last position in ``ids``.
    """

    text: int
    ids: tuple[int, ...]
    ranges: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sums:
    """Sums over a window's token vectors: all of them, and those of each of its ranges."""

    whole: Floats
    parts: tuple[Floats, ...]


class SentenceVectors:
    """A loaded embedder; the only model in its process.

    Args:
        weights: Content of the ONNX file.
        tokenizer: Content of tokenizer.json.
        threads: Forward passes at a time.

    Raises:
        PostroomError: The content is no such model.
    """

    def __init__(self, weights: bytes, tokenizer: bytes, threads: int) -> None:
        try:
            self._tokenizer: Any = Tokenizer.from_str(tokenizer.decode("utf-8"))
            self._session: Any = onnxruntime.InferenceSession(
                weights, session_options(), providers=["CPUExecutionProvider"]
            )
        # Both libraries raise plain Exception for what is no model.
        except Exception as error:
            raise PostroomError(
                "The embedder's files cannot be loaded.", "Install the model again."
            ) from error
        if len(self._session.get_outputs()[0].shape) != TOKEN_VECTOR_AXES:
            raise PostroomError("The embedder's model gives no vector for each word.")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        # "[SEP]" in a letter is five characters of that letter.
        self._tokenizer.encode_special_tokens = True
        self._marks = tuple(
            mark
            for name in ("[CLS]", "[SEP]")
            if (mark := self._tokenizer.token_to_id(name)) is not None
        )
        self._inputs = [value.name for value in self._session.get_inputs()]
        self._pool = ThreadPoolExecutor(threads)
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])
        self.groups = self._groups_change_nothing()

    def embed(
        self, texts: Sequence[str], segments: Sequence[Sequence[Span]]
    ) -> tuple[Floats, list[Floats]]:
        """Vectors of texts and of their segments.

        Texts longer than 254 word pieces are read in windows and pooled over all of them;
        beyond 64 windows, 64 are spread evenly over the text.

        Args:
            texts: Any texts, empty ones too.
            segments: For each text its segments as ascending spans ``(start, end)``.

        Returns:
            Text vectors (n, d) of length 1, and for each text its segment vectors (k, d),
            each of length 1, or all zeros where no word piece of the segment was read.
        """
        encodings = self._encode(texts, segments)
        windows = [
            window
            for number, pieces in enumerate(encodings)
            for window in self._windows(number, pieces, segments[number])
        ]
        sums = self._read(windows)
        wholes = np.zeros((len(texts), self.dimensions), dtype=np.float64)
        parts = [
            np.zeros((len(spans), self.dimensions), dtype=np.float64) for spans in segments
        ]
        for window, summed in zip(windows, sums, strict=True):
            wholes[window.text] += summed.whole
            for (segment, _, _), part in zip(window.ranges, summed.parts, strict=True):
                parts[window.text][segment] += part
        return normalized(wholes), [normalized(part) for part in parts]

    def _encode(
        self, texts: Sequence[str], segments: Sequence[Sequence[Span]]
    ) -> list[list[tuple[NDArray[np.int64], NDArray[np.int64]]]]:
        """For each text and each stretch of it: word pieces and their first characters."""
        # Half a surrogate pair, from a broken file, is no character the tokenizer takes.
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        spans = [
            (number, start, end)
            for number, text in enumerate(texts)
            for start, end in stretches(len(text), segments[number])
        ]
        encoded = self._tokenizer.encode_batch(
            [texts[number][start:end] for number, start, end in spans],
            add_special_tokens=False,
        )
        result: list[list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = [
            [] for _ in texts
        ]
        for (number, start, _), encoding in zip(spans, encoded, strict=True):
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            ids = np.array(encoding.ids, dtype=np.int64)
            result[number].append((ids, offsets[:, 0] + start))
        return result

    def _windows(
        self,
        text: int,
        encodings: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
        segments: Sequence[Span],
    ) -> list[Window]:
        """The windows of one text that are read, in order."""
        cut = [
            (ids[first:last], starts[first:last])
            for ids, starts in encodings
            for first, last in cut_windows(starts.tolist(), segments, WINDOW_PIECES)
        ]
        before, after = self._marks[:1], self._marks[1:]
        spans = np.array(segments, dtype=np.int64).reshape(-1, 2)
        return [
            Window(
                text=text,
                ids=(*before, *map(int, cut[number][0]), *after),
                ranges=ranges_in(cut[number][1], spans),
            )
            for number in spread(len(cut), MOST_WINDOWS)
        ]

    def _read(self, windows: Sequence[Window]) -> list[Sums]:
        """Sums over each window's token vectors."""
        lengths: dict[int, list[int]] = defaultdict(list)
        for number, window in enumerate(windows):
            lengths[len(window.ids)].append(number)
        passes: list[list[int]] = []
        for length in sorted(lengths, reverse=True):
            together = max(1, PASS_PIECES // length) if self.groups else 1
            numbers = lengths[length]
            passes += [
                numbers[first : first + together]
                for first in range(0, len(numbers), together)
            ]
        done = self._pool.map(
            lambda numbers: self._pass([windows[number] for number in numbers]), passes
        )
        sums: dict[int, Sums] = {}
        for numbers, results in zip(passes, done, strict=True):
            sums.update(zip(numbers, results, strict=True))
        return [sums[number] for number in range(len(windows))]

    def _pass(self, windows: Sequence[Window]) -> list[Sums]:
        """One forward pass over windows of one length."""
        hidden = self._forward([window.ids for window in windows])
        return [
            Sums(
                whole=vectors.sum(axis=0),
                parts=tuple(
                    vectors[first:last].sum(axis=0) for _, first, last in window.ranges
                ),
            )
            for window, vectors in zip(windows, hidden, strict=True)
        ]

    def _forward(self, rows: Sequence[Sequence[int]]) -> Floats:
        """Token vectors (rows, length, d) of rows of one length."""
        ids = np.array(rows, dtype=np.int64)
        values = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        hidden: Floats = self._session.run(None, {n: values[n] for n in self._inputs})[0]
        return hidden

    def _groups_change_nothing(self) -> bool:
        """Whether rows read together get the same bits as alone, on this machine."""
        chance = np.random.default_rng(0)
        size = self._tokenizer.get_vocab_size()
        for length, together in ((4, 7), (33, PASS_PIECES // 33)):
            rows = chance.integers(0, size, (together, length)).tolist()
            read = self._forward(rows)
            for number in (0, together // 2, together - 1):
                if not np.array_equal(read[number], self._forward([rows[number]])[0]):
                    return False
        return True


def session_options() -> onnxruntime.SessionOptions:
    """One thread inside a forward pass: several passes at a time use the cores better."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return options


def ranges_in(
    starts: NDArray[np.int64], segments: NDArray[np.int64]
) -> tuple[tuple[int, int, int], ...]:
    """Where segments lie in a window, as segment number, first and one past last position.

    Args:
        starts: First character of each of the window's word pieces.
        segments: Spans (k, 2).

    Returns:
        Only segments that begin at least one word piece; positions count the mark in front.
    """
    first = np.searchsorted(starts, segments[:, 0])
    last = np.searchsorted(starts, segments[:, 1])
    return tuple(
        (int(number), int(first[number]) + 1, int(last[number]) + 1)
        for number in np.flatnonzero(last > first)
    )


def normalized(sums: NDArray[np.float64]) -> Floats:
    """Rows scaled to length 1; rows of zeros stay so."""
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    scaled = sums / np.where(lengths > 0, lengths, 1)
    return scaled.astype(np.float32)
