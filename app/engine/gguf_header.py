"""A sanity check of GGUF files without the library that would load them.

Format: the GGUF specification in ggml's documentation, versions 2 and 3, little-endian.
A file that passes is not thereby sound; one that fails is refused before anything loads it.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.records import PostroomError

__all__ = ["GgufHeader", "read_header"]

MAGIC = b"GGUF"
VERSIONS = (2, 3)
MOST_VALUES = 4_096
MOST_TENSORS = 65_536
MOST_ELEMENTS = 4_000_000
MOST_TEXT = 2**24
HEADER_BYTES = 2**28
NAME_BYTES = 64  # GGML_MAX_NAME
MOST_AXES = 4
STRING, ARRAY = 8, 9
REALS = {6: 4, 12: 8}  # no real number matters here; only its bytes are passed over
SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?",
    10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
# Elements and bytes of one block, by ggml's type number (ggml_type_size, ggml_blck_size).
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 36), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176),
    14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98),
    19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1),
    25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
# Kinds of model that only turn text or pictures into vectors.
NOT_ANSWERING = {"bert", "nomic-bert", "jina-bert-v2", "roberta", "clip", "t5encoder"}


class BadHeaderError(Exception):
    """A header that is not of the specification's form; holds what is wrong."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GgufHeader:
    """What the head of a GGUF file says.

    Attributes:
        architecture: Such as ``"llama"``.
        title: The model's own name, empty where it has none.
        licence: As it states it.
        languages: As it states them.
        parameters: Elements of all tensors.
    """

    architecture: str
    title: str = ""
    licence: str = ""
    languages: tuple[str, ...] = ()
    parameters: int = 0


@dataclass(kw_only=True, slots=True)
class Reading:
    """A file being read, never past its end or past what a header may take."""

    file: BinaryIO
    size: int
    at: int = 0
    values: dict[str, object] = field(default_factory=dict)

    def take(self, count: int) -> bytes:
        """The next bytes.

        Raises:
            BadHeaderError: There are not so many.
        """
        self.at += count
        if self.at > min(self.size, HEADER_BYTES):
            raise BadHeaderError("it ends inside its header")
        data = self.file.read(count)
        if len(data) != count:
            raise BadHeaderError("it ends inside its header")
        return data

    def number(self, form: str) -> int:
        """The next whole number of this struct form."""
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self, most: int = MOST_TEXT) -> str:
        """The next string of at most so many bytes."""
        length = self.number("<Q")
        if length > most:
            raise BadHeaderError("a name in it is too long")
        return self.take(length).decode("utf-8", "replace")


def read_header(path: Path) -> GgufHeader:
    """What the head of a GGUF file says, after checking that it fits the file.

    Raises:
        PostroomError: It cannot be read, is not whole, or is no language model.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return parse(Reading(file=file, size=size))
    except OSError as error:
        raise PostroomError(f"{path} cannot be read: {error.strerror}.") from error
    except BadHeaderError as error:
        raise PostroomError(
            f"{path.name} is not a model file that can be used: {error}.",
            "Fetch it again; the file must end in .gguf and be complete.",
        ) from error


def parse(reading: Reading) -> GgufHeader:
    """Walk through the whole header and check that all tensors lie inside the file."""
    if reading.take(4) != MAGIC:
        raise BadHeaderError("it is not a GGUF file")
    if reading.number("<I") not in VERSIONS:
        raise BadHeaderError("its version of the format is not known")
    tensors, values = reading.number("<Q"), reading.number("<Q")
    if not 0 < tensors <= MOST_TENSORS or not 0 < values <= MOST_VALUES:
        raise BadHeaderError("its header has impossible counts")
    for _ in range(values):
        name = reading.text()
        if name in reading.values:
            raise BadHeaderError("its header says the same thing twice")
        reading.values[name] = read_value(reading, reading.number("<I"))
    check_values(reading.values)
    return GgufHeader(
        architecture=word(reading.values["general.architecture"]),
        title=word(reading.values.get("general.name")),
        licence=word(reading.values.get("general.license")),
        languages=languages_of(reading.values.get("general.languages")),
        parameters=check_tensors(reading, tensors),
    )


def read_value(reading: Reading, kind: int, depth: int = 0) -> object:
    """The next value of this type; of numbers' and of long arrays only the length."""
    if kind in REALS:
        return reading.take(REALS[kind])
    if kind in SCALARS:
        return reading.number(SCALARS[kind])
    if kind == STRING:
        return reading.text()
    if kind != ARRAY or depth > 0:
        raise BadHeaderError("its header has a value of an unknown kind")
    inner, length = reading.number("<I"), reading.number("<Q")
    if length > MOST_ELEMENTS:
        raise BadHeaderError("its header has an impossible list")
    if inner in SCALARS:
        reading.take(length * struct.calcsize(SCALARS[inner]))
        return length
    elements = [read_value(reading, inner, depth + 1) for _ in range(length)]
    return elements if length <= MOST_VALUES else length


def check_values(values: dict[str, object]) -> None:
    """Refuse what is no single-file language model.

    Raises:
        BadHeaderError: It is not.
    """
    architecture = values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise BadHeaderError("it does not say what kind of model it is")
    if architecture in NOT_ANSWERING:
        raise BadHeaderError("it is no language model")
    if values.get("split.count", 0) not in (0, 1):
        raise BadHeaderError("it is one part of several; a model in one file is needed")


def check_tensors(reading: Reading, count: int) -> int:
    """Check that every tensor lies inside the file.

    Returns:
        Elements of all tensors.

    Raises:
        BadHeaderError: One does not.
    """
    alignment = reading.values.get("general.alignment", 32)
    if not isinstance(alignment, int) or alignment not in {8 << n for n in range(14)}:
        raise BadHeaderError("its alignment is impossible")
    described = [read_tensor(reading, alignment) for _ in range(count)]
    if len({name for name, _, _, _ in described}) != count:
        raise BadHeaderError("two of its tensors have one name")
    start = -(-reading.at // alignment) * alignment
    end = max(start + offset + length for _, offset, length, _ in described)
    if end > reading.size:
        raise BadHeaderError("its end is missing")
    return sum(elements for _, _, _, elements in described)


def read_tensor(reading: Reading, alignment: int) -> tuple[str, int, int, int]:
    """The next tensor's name, offset, bytes and elements."""
    name = reading.text(NAME_BYTES)
    axes = reading.number("<I")
    if not 0 < axes <= MOST_AXES:
        raise BadHeaderError("a tensor has an impossible shape")
    shape = [reading.number("<Q") for _ in range(axes)]
    kind, offset = reading.number("<I"), reading.number("<Q")
    elements = math.prod(shape)
    if kind not in BLOCKS or elements == 0 or offset % alignment:
        raise BadHeaderError("a tensor is of an unknown kind")
    per_block, block_bytes = BLOCKS[kind]
    if shape[0] % per_block:
        raise BadHeaderError("a tensor has an impossible shape")
    return name, offset, elements // per_block * block_bytes, elements


def word(value: object) -> str:
    """A short printable text, empty for anything else."""
    return value[:120] if isinstance(value, str) and value[:120].isprintable() else ""


def languages_of(value: object) -> tuple[str, ...]:
    """Two-letter codes out of a list."""
    if not isinstance(value, list):
        return ()
    return tuple(code for code in value if isinstance(code, str) and len(code) == 2)
