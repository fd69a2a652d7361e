"""The encoding of a text file: found, never asked for."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

__all__ = ["decode", "find_encoding", "open_text"]

SAMPLE_BYTES = 256 * 1024
CHUNK_BYTES = 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that are letters or typographic marks in Windows-1252 text of European languages.
WESTERN = frozenset(range(0xC0, 0x100)) | {
    *b"\x80\x82\x84\x85\x8a\x8c\x91\x92\x93\x94\x95\x96\x97\x99\x9a\x9c\xa0\xa1\xa7\xaa",
    *b"\xab\xb0\xb4\xba\xbb\xbf",
}
WESTERN_SHARE = 0.9
FOREIGN_SHARE = 0.2
SHORT_BYTES = 48


def find_encoding(file: BinaryIO) -> str:
    """The name of the codec that reads a whole file, which is left at its start.

    A byte order mark decides; then UTF-16 without a mark by its zero bytes; then UTF-8 if
    all of it is valid; then Windows-1252 or what charset-normalizer finds likelier.
    """
    file.seek(0)
    sample = file.read(SAMPLE_BYTES)
    for mark, name in MARKS:
        if sample.startswith(mark):
            file.seek(0)
            return name
    wide = find_wide(sample)
    if wide:
        file.seek(0)
        return wide
    return "utf-8" if is_utf8(file) else find_narrow(narrow_sample(file, sample))


def open_text(file: BinaryIO) -> tuple[io.TextIOWrapper, str]:
    """A text stream over a binary file with universal line breaks, and its encoding."""
    encoding = find_encoding(file)
    file.seek(0)
    # Broken bytes become U+FFFD: one bad letter must not lose the rest of a file.
    return io.TextIOWrapper(file, encoding=encoding, errors="replace"), encoding


def decode(data: bytes) -> tuple[str, str]:
    """The text of bytes whose encoding is not told, and the codec's name."""
    encoding = find_encoding(io.BytesIO(data))
    return data.decode(encoding, errors="replace"), encoding


def find_wide(sample: bytes) -> str:
    """UTF-16 without a mark, told by where the zero bytes lie; empty if it is not that."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.4 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def is_utf8(file: BinaryIO) -> bool:
    """Whether all of the file is valid UTF-8.

    A character cut off at its end is forgiven where others of several bytes came before.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    seen = False
    try:
        for chunk in chunks(file):
            seen = not decoder.decode(chunk).isascii() or seen
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return seen or not decoder.getstate()[0]


def narrow_sample(file: BinaryIO, sample: bytes) -> bytes:
    """A sample that has bytes above ASCII, from wherever the first of them stand."""
    try:
        if not sample.isascii():
            return sample
        for chunk in chunks(file):
            if not chunk.isascii():
                return chunk[:SAMPLE_BYTES]
    finally:
        file.seek(0)
    return sample


def find_narrow(sample: bytes) -> str:
    """A codec of one or several bytes a letter for text that is no UTF-8."""
    high = [byte for byte in sample if byte >= 0x80]
    western = sum(byte in WESTERN for byte in high)
    # Western letters stand alone between ASCII ones; other scripts come in runs.
    # and a few words are too little to guess from.
    rare = len(high) < FOREIGN_SHARE * len(sample) or len(sample) < SHORT_BYTES
    if western >= WESTERN_SHARE * len(high) and rare:
        return "cp1252"
    best = from_bytes(sample[: 64 * 1024]).best()
    if best is None or best.encoding in {"ascii", "utf_8", "latin_1", "iso8859_1"}:
        return "cp1252"
    return best.encoding


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The whole file in pieces, from its start."""
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        yield chunk
