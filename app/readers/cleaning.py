"""Text as it may travel on: one kind of line break, no control characters."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean_name", "clean_text", "clean_with_origins"]

NAME_LENGTH = 200

# Control characters mean nothing in a letter, end strings in C code and are not allowed
# in the XML of a workbook.
DROPPED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")
BREAK = re.compile("\r\n?|\x0c|\x85|\u2028|\u2029")
TOUCHED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean_text(untrusted: str) -> str:
    """Text with line feeds as its only breaks and without control characters.

    Lone surrogates become U+FFFD. A form feed becomes a line break, as it parts pages.
    """
    if not TOUCHED.search(untrusted):
        return untrusted
    text = BREAK.sub("\n", untrusted)
    text = DROPPED.sub("", text)
    return SURROGATE.sub("\ufffd", text)


def clean_with_origins(untrusted: str) -> tuple[str, list[int]]:
    """What ``clean_text`` gives, and for each of its characters the index it came from."""
    characters: list[str] = []
    origins: list[int] = []
    position = 0
    while position < len(untrusted):
        found = BREAK.match(untrusted, position)
        piece = found.group() if found else untrusted[position]
        cleaned = "\n" if found else SURROGATE.sub("\ufffd", DROPPED.sub("", piece))
        if cleaned:
            characters.append(cleaned)
            origins.append(position)
        position += len(piece)
    return "".join(characters), origins


def clean_name(untrusted: str) -> str:
    """A file or sheet name that can be shown: one line, no control or direction characters.

    Folders are kept with ``/``; drive letters, leading slashes and ``..`` are left out.
    """
    text = "".join(
        " " if unicodedata.category(character) in {"Zl", "Zp", "Zs"} else character
        for character in untrusted.replace("\\", "/")
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
    )
    steps = [step.strip() for step in re.sub(r"^[A-Za-z]:", "", text).split("/")]
    name = "/".join(step for step in steps if step not in {"", ".", ".."})
    if len(name) > NAME_LENGTH:
        name = f"{name[: NAME_LENGTH // 2]}…{name[-NAME_LENGTH // 2 :]}"
    return name or "unnamed"
