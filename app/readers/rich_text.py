"""RTF: its words, and how Outlook packs it into messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from striprtf import striprtf

from app.readers.cleaning import clean_text

__all__ = ["rtf_text", "unpack_rtf"]

# What the window holds before the first byte (MS-OXRTFCP 2.1.2.1).
PREFILLED = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u"
    b"\\tab\\tx"
)
WINDOW = 4096
HEADER_BYTES = 16
LARGEST = 50_000_000
UNPACKED = b"MELA"


def rtf_text(rtf: str) -> str:
    """The words of an RTF file."""
    # The library has no types.
    convert = cast("Callable[..., str]", striprtf.rtf_to_text)
    return clean_text(convert(rtf, errors="replace")).strip()


def unpack_rtf(packed: bytes) -> bytes:
    """RTF out of its compressed form (MS-OXRTFCP 2.2), as far as it can be followed."""
    if packed[8:12] == UNPACKED:
        return packed[HEADER_BYTES:]
    window = bytearray(PREFILLED.ljust(WINDOW, b" "))
    place = len(PREFILLED)
    out = bytearray()
    for offset, length in runs(packed[HEADER_BYTES:]):
        if (length and offset == place % WINDOW) or len(out) > LARGEST:
            break
        for step in range(max(length, 1)):
            byte = window[(offset + step) % WINDOW] if length else offset
            window[place % WINDOW] = byte
            out.append(byte)
            place += 1
    return bytes(out)


def runs(data: bytes) -> Iterator[tuple[int, int]]:
    """Offset and length of each run to be copied; a byte by itself has length 0."""
    position = 0
    while position < len(data):
        control = data[position]
        position += 1
        for bit in range(8):
            pair = data[position : position + 2]
            if control >> bit & 1 and len(pair) == 2:
                yield (pair[0] << 4) | (pair[1] >> 4), (pair[1] & 15) + 2
                position += 2
            elif not control >> bit & 1 and pair:
                yield pair[0], 0
                position += 1
            else:
                return
