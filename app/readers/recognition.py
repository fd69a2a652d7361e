"""Text out of pictures, by the recognition models that come inside rapidocr's wheel."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.readers.answers import Refused
from app.readers.cleaning import clean_text
from app.readers.reading_order import Line, PlacedText, join_lines

__all__ = ["Recognizer", "is_blank", "mean_confidence"]

THREADS = 2
MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
LONGEST_SIDE = 2400
# Lines are found on a smaller picture than they are read on: half the memory and time of
# the library's own setting, and the tried scans were read without a fault.
FINDING_SIDE = 1280
BLANK_SPREAD = 8
# Lines that stand on their heads are read with less confidence than this, sound ones with
# more (31 noisy scans: .97 to .99).
SURE = 0.8
UPRIGHT = 1.5

Picture = NDArray[np.uint8]


class Recognizer:
    """The recognition models, loaded at the first page.

    The models are named by path, so that the library never looks for them anywhere else.
    """

    def __init__(self) -> None:
        self._engine: Any = None

    def read(self, picture: Picture) -> PlacedText:
        """The text of a picture, in reading order.

        Args:
            picture: Height x width x 3, BGR.

        Raises:
            Refused: The models did not come with the program.
        """
        lines, turn = self._lines(picture), 0
        for other in turns_to_try(lines):
            turned = self._lines(np.rot90(picture, other))
            if sureness(turned) > sureness(lines):
                lines, turn = turned, other
            if not turns_to_try(lines):
                break
        placed = join_lines(lines)
        height, width = picture.shape[:2]
        back = (turned_back(line, turn, (width, height)) for line in placed.lines)
        return replace(placed, lines=tuple(back))

    def _lines(self, picture: Picture) -> list[Line]:
        """The pieces of text in a picture, in no order."""
        if self._engine is None:
            self._engine = load_engine()
        result = self._engine(np.ascontiguousarray(picture))
        if result.boxes is None or result.txts is None:
            return []
        lines = []
        for box, untrusted, score in zip(
            result.boxes, result.txts, result.scores, strict=True
        ):
            text = " ".join(clean_text(untrusted).split())
            if text:
                (left, top), (right, bottom) = np.min(box, axis=0), np.max(box, axis=0)
                lines.append(
                    Line(
                        left=float(left),
                        top=float(top),
                        right=float(right),
                        bottom=float(bottom),
                        text=text,
                        confidence=min(1.0, max(0.0, float(score))),
                    )
                )
        return lines


def load_engine() -> Any:  # noqa: ANN401 - the library has no types
    """The library with its own models, on two threads."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else Path()
    paths = {setting: folder / name for setting, name in MODELS.items()}
    if not all(path.is_file() for path in paths.values()):
        raise Refused(
            "The page is a picture, and the models that read pictures are missing from this"
            " copy of the program.",
            "unsupported",
        )
    # Loading it takes a second and 200 MB, which a person without scans need not pay.
    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(
        params={
            **{setting: str(path) for setting, path in paths.items()},
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST_SIDE,
            # The library's own model for this turned sound lines of three in 31 scans
            # upside down; whole pages are turned instead, where they need it.
            "Global.use_cls": False,
            # Line by line: a third less memory and no slower than six at a time, and what a
            # line is read as does not hang on the others.
            "Rec.rec_batch_num": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": FINDING_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def turns_to_try(lines: Sequence[Line]) -> tuple[int, ...]:
    """Quarter turns to try on a page, by how its lines lie and how well they were read."""
    letters = sum(len(line.text) for line in lines)
    standing = sum(
        len(line.text) for line in lines if line.height > UPRIGHT * (line.right - line.left)
    )
    if not letters:
        return ()
    if standing > letters / 2:
        return (1, 3)
    return (2,) if sureness(lines) < SURE * letters else ()


def sureness(lines: Sequence[Line]) -> float:
    """Letters that were read, each counted by the confidence of its line."""
    return (
        sum(
            line.confidence
            * len(line.text)
            * (line.height <= UPRIGHT * (line.right - line.left))
            for line in lines
        )
        or sum(line.confidence for line in lines) / 100
    )


def turned_back(line: Line, turn: int, size: tuple[int, int]) -> Line:
    """A line of a page that was turned, where it stands on the page as it was.

    Args:
        line: In the turned picture.
        turn: Quarter turns against the clock.
        size: Width and height of the page as it was.
    """
    width, height = size
    left, top, right, bottom = line.left, line.top, line.right, line.bottom
    if turn == 1:
        left, top, right, bottom = width - bottom, left, width - top, right
    elif turn == 2:
        left, top, right, bottom = (
            width - right,
            height - bottom,
            width - left,
            height - top,
        )
    elif turn == 3:
        left, top, right, bottom = top, height - right, bottom, height - left
    return replace(line, left=left, top=top, right=right, bottom=bottom)


def is_blank(picture: Picture) -> bool:
    """Whether a picture is of one colour, apart from what a scanner's glass adds."""
    low, high = np.percentile(picture, (0.05, 99.95))
    return bool(high - low < BLANK_SPREAD)


def mean_confidence(placed: PlacedText) -> float | None:
    """Confidence of a page by its letters, 0 to 1; None where there are none."""
    letters = sum(len(line.text) for line in placed.lines)
    if not letters:
        return None
    return sum(line.confidence * len(line.text) for line in placed.lines) / letters
