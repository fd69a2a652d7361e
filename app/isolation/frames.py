"""Frames: a JSON header and raw arrays over a pipe, length-checked on both sides.

A child has read hostile input, so nothing that comes from it is unpickled or trusted:
lengths are bounded before anything is read, and an array's bytes must match its dtype and
shape.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

__all__ = ["Blob", "Frame", "FrameError", "read_frame", "write_frame"]

HEADER_LIMIT = 64 * 2**20
BLOB_LIMIT = 512 * 2**20
BLOBS_LIMIT = 4096
AXES_LIMIT = 4
ITEM_SIZES = {"float32": 4, "float16": 2, "int32": 4, "uint8": 1}
LENGTH = struct.Struct(">I")


class FrameError(Exception):
    """What came over the pipe is not a frame."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blob:
    """An array as raw bytes, little-endian, C order.

    Attributes:
        dtype: ``"float32"``, ``"float16"``, ``"int32"`` or ``"uint8"``.
        shape: Length of each axis.
        data: As many bytes as dtype and shape say.
    """

    dtype: str
    shape: tuple[int, ...]
    data: bytes | memoryview


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One message: a header of JSON values, and arrays beside it."""

    header: Mapping[str, Any]
    blobs: tuple[Blob, ...] = field(default=())


def write_frame(pipe: BinaryIO, frame: Frame) -> None:
    """Send one frame and flush.

    Raises:
        FrameError: A blob's bytes do not match its dtype and shape, or a length is over
            its limit.
        OSError: The other side is gone.
    """
    for blob in frame.blobs:
        if blob_length(blob.dtype, blob.shape) != len(blob.data):
            raise FrameError("a blob does not have the length of its shape")
    described = {
        "header": frame.header,
        "blobs": [[blob.dtype, list(blob.shape)] for blob in frame.blobs],
    }
    header = json.dumps(described, separators=(",", ":")).encode()
    if len(header) > HEADER_LIMIT:
        raise FrameError("a header is too long")
    pipe.write(LENGTH.pack(len(header)))
    pipe.write(header)
    for blob in frame.blobs:
        pipe.write(blob.data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Frame | None:
    """Receive one frame, or None where the other side ended between two frames.

    Raises:
        FrameError: The bytes are not a frame, or the other side ended inside one.
    """
    first = pipe.read(LENGTH.size)
    if not first:
        return None
    if len(first) < LENGTH.size:
        raise FrameError("the pipe ended inside a frame")
    (length,) = LENGTH.unpack(first)
    if length > HEADER_LIMIT:
        raise FrameError("a header is too long")
    header, shapes = parse_header(read_exactly(pipe, length))
    blobs = tuple(
        Blob(dtype=dtype, shape=shape, data=read_exactly(pipe, blob_length(dtype, shape)))
        for dtype, shape in shapes
    )
    return Frame(header=header, blobs=blobs)


def parse_header(
    untrusted: bytes,
) -> tuple[dict[str, Any], list[tuple[str, tuple[int, ...]]]]:
    """Split a described frame into its header and the dtype and shape of each blob.

    Raises:
        FrameError: It is not of that form.
    """
    try:
        described = json.loads(untrusted)
        header = described["header"]
        shapes = [(dtype, tuple(shape)) for dtype, shape in described["blobs"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FrameError("a header is not of the agreed form") from error
    known = all(
        isinstance(dtype, str) and len(shape) <= AXES_LIMIT for dtype, shape in shapes
    )
    if not isinstance(header, dict) or len(shapes) > BLOBS_LIMIT or not known:
        raise FrameError("a header is not of the agreed form")
    if sum(blob_length(dtype, shape) for dtype, shape in shapes) > BLOB_LIMIT:
        raise FrameError("a frame is too long")
    return header, shapes


def blob_length(dtype: str, shape: tuple[int, ...]) -> int:
    """Bytes that an array of this dtype and shape has.

    Raises:
        FrameError: The dtype is unknown, an axis is no length, or the whole is over the
            limit.
    """
    if dtype not in ITEM_SIZES:
        raise FrameError("a blob has an unknown dtype")
    if not all(type(axis) is int and 0 <= axis <= BLOB_LIMIT for axis in shape):
        raise FrameError("a blob has an impossible shape")
    length = ITEM_SIZES[dtype] * math.prod(shape)
    if length > BLOB_LIMIT:
        raise FrameError("a blob is too long")
    return length


def read_exactly(pipe: BinaryIO, length: int) -> bytes:
    """Read this many bytes.

    Raises:
        FrameError: The pipe ended before.
    """
    data = pipe.read(length)
    if len(data) < length:
        raise FrameError("the pipe ended inside a frame")
    return data
