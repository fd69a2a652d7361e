"""Scheme files: TOML that an office writes, read with mistakes told by their line."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.records.errors import PostroomError
from app.records.schemes import Category, Scheme
from app.startup.toml_lines import LineFinder, line_finder
from app.startup.toml_text import table_of

__all__ = ["read_scheme", "write_new_scheme"]

LARGEST_FILE = 5_000_000
LONGEST_NAME = 100
MOST_CATEGORIES = 500
MISTAKES_TOLD = 10
SCHEME_KEYS = ("name", "description", "language", "category")
CATEGORY_KEYS = ("name", "description", "examples", "formerly")
OTHER_NAMES = frozenset(
    (
        "other",
        "others",
        "otro",
        "otros",
        "otra",
        "otras",
        "none of these",
        "ninguna de estas",
    )
)
LANGUAGE = re.compile("[a-z]{2}")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
REMEDY = (
    "Mend the file and try again; 'postroom schemes show resident_correspondence' shows"
    " what a scheme looks like."
)
NEW_SCHEME = """\
# A scheme: the categories that an office sorts into, in its own words.
# Change everything below. To see whether it can be read:
#     postroom schemes check FILE

name = {name}
description = "One or two sentences about what is sorted with this scheme."

# The language of the names and descriptions below, as two letters: "en", "es", ...
language = "en"

# One [[category]] for each. "name" is what the results say. "description" is one sentence
# on what belongs in it; the clearer it is, the better Postroom sorts. "examples" are
# optional: short texts as they come in.

[[category]]
name = "Questions about a bill"
description = "People ask what a charge on a bill is for, or say that it is wrong."
examples = [
  "Why was I charged twice this month?",
  "The late fee on my bill is a mistake.",
]

[[category]]
name = "Appointments"
description = "People want to make, move or cancel an appointment."

# What fits nowhere else. A category named "Other" is treated as such.
[[category]]
name = "Other"
description = "Anything that fits none of the other categories."
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """Something in a scheme file that is not as it should be; line from 1."""

    line: int
    what: str


def read_scheme(path: Path) -> Scheme:
    """The scheme in a TOML file.

    The format: ``name``, ``description`` and ``language`` (two letters, "en" if missing),
    and at least two ``[[category]]`` tables with ``name``, ``description``, ``examples``
    and ``formerly`` (lists of texts: what comes in, and names that it had); of all these
    only the names must be there. A category named "Other", or the same in Spanish, takes
    what fits nowhere else.

    Raises:
        PostroomError: The file cannot be read, or has mistakes: each with its line.
    """
    text = read_text(path)
    try:
        table = table_of(text)
    except tomllib.TOMLDecodeError as error:
        raise mistaken(path, [syntax_mistake(str(error), text)]) from None
    finder = line_finder(text)
    mistakes = sorted(find_mistakes(table, finder), key=lambda mistake: mistake.line)
    if mistakes:
        raise mistaken(path, mistakes)
    categories = tuple(category_of(entry) for entry in table["category"])
    return Scheme(
        name=tidy(table["name"]),
        description=tidy(table.get("description", "")),
        categories=categories,
        language=table.get("language", "en"),
        other=other_of(categories),
        fingerprint=fingerprint_of(categories),
        source=str(path.resolve()),
    )


def write_new_scheme(path: Path, name: str) -> None:
    """Write a scheme file with comments to start from.

    Raises:
        PostroomError: There is a file already, or it cannot be written.
    """
    title = json.dumps(tidy(UNPRINTABLE.sub(" ", name)) or "New scheme", ensure_ascii=False)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(NEW_SCHEME.format(name=title))
    except FileExistsError:
        raise PostroomError(
            f"There is a file {path} already.", "Choose another name; it was left as it is."
        ) from None
    except OSError as error:
        raise PostroomError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from error


def read_text(path: Path) -> str:
    """The text of a scheme file, with or without a byte order mark.

    Raises:
        PostroomError: It cannot be read, or is not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PostroomError(
                f"{path} is too large for a scheme.", "Choose a scheme file."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise PostroomError(
            f"There is no scheme file {path}.",
            "Check the name, or begin one with: postroom schemes new FILE",
        ) from None
    except OSError as error:
        raise PostroomError(
            f"The scheme file {path} cannot be read: {error.strerror}.",
            "Choose another one.",
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise mistaken(
            path,
            [
                Mistake(
                    line=line, what="a character is not in UTF-8; save the file as UTF-8"
                )
            ],
        ) from None


def syntax_mistake(message: str, text: str) -> Mistake:
    """What the TOML parser says, with the line it names; at the end that is the last."""
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    said = re.sub(r"\s*\(at .*\)$", "", message)
    return Mistake(line=line, what=f"this is not TOML: {said[:1].lower()}{said[1:]}")


def mistaken(path: Path, mistakes: Sequence[Mistake]) -> PostroomError:
    """All mistakes of a file, a line each."""
    told = [
        f"{path}, line {one.line}: {one.what}{'' if one.what.endswith('?') else '.'}"
        for one in mistakes[:MISTAKES_TOLD]
    ]
    if len(mistakes) > MISTAKES_TOLD:
        told.append(f"And {len(mistakes) - MISTAKES_TOLD} more mistakes.")
    return PostroomError("\n".join(told), REMEDY)


def find_mistakes(table: Mapping[str, Any], finder: LineFinder) -> Iterator[Mistake]:
    """Everything that keeps a table from being a scheme."""
    for key in table:
        if key not in SCHEME_KEYS:
            what = unknown("", key, SCHEME_KEYS)
            if key in CATEGORY_KEYS:
                what = f'"{key}" belongs below a [[category]]'
            yield Mistake(line=finder.line_of(key), what=what)
    yield from name_mistakes(table, "the scheme", finder.line_of("name", missing=1))
    if not isinstance(table.get("description", ""), str):
        yield Mistake(line=finder.line_of("description"), what=not_text("description"))
    language = table.get("language", "en")
    if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
        yield Mistake(
            line=finder.line_of("language"),
            what='"language" must be two small letters in quotes, such as "en" or "es"',
        )
    yield from categories_mistakes(table.get("category", []), finder)


def categories_mistakes(entries: object, finder: LineFinder) -> Iterator[Mistake]:
    """What is wrong with the list of categories."""
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) for entry in entries
    ):
        yield Mistake(
            line=finder.line_of("category"),
            what="categories are written as [[category]], with two brackets on each side",
        )
        return
    if not 2 <= len(entries) <= MOST_CATEGORIES:
        yield Mistake(
            line=finder.last,
            what=f"a scheme has 2 to {MOST_CATEGORIES} categories,"
            f" this one has {len(entries)}",
        )
    first_lines: dict[str, int] = {}
    for number, entry in enumerate(entries):
        yield from category_mistakes(entry, number, finder)
        name = entry.get("name")
        if isinstance(name, str) and tidy(name):
            line = finder.line_of("name", category=number)
            first = first_lines.setdefault(tidy(name).casefold(), line)
            if first != line:
                yield Mistake(
                    line=line,
                    what=f'the category "{tidy(name)}" is there already, in line {first}',
                )


def category_mistakes(
    entry: Mapping[str, Any], number: int, finder: LineFinder
) -> Iterator[Mistake]:
    """What is wrong with one category."""
    start = finder.line_of_category(number)
    for key in entry:
        if key not in CATEGORY_KEYS:
            yield Mistake(
                line=finder.line_of(key, category=number, missing=start),
                what=unknown(" in a category", key, CATEGORY_KEYS),
            )
    line = finder.line_of("name", category=number, missing=start)
    yield from name_mistakes(entry, "this category", line)
    if not isinstance(entry.get("description", ""), str):
        line = finder.line_of("description", category=number, missing=start)
        yield Mistake(line=line, what=not_text("description"))
    for key in ("examples", "formerly"):
        texts = entry.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
            yield Mistake(
                line=finder.line_of(key, category=number, missing=start),
                what=f'"{key}" must be a list of texts: {key} = ["...", "..."]',
            )


def name_mistakes(table: Mapping[str, Any], whose: str, line: int) -> Iterator[Mistake]:
    """What is wrong with the name of a scheme or a category."""
    name = table.get("name")
    if name is None:
        yield Mistake(line=line, what=f'{whose} has no name: name = "..."')
    elif not isinstance(name, str):
        yield Mistake(line=line, what=not_text("name"))
    elif not tidy(name):
        yield Mistake(line=line, what=f"the name of {whose} is empty")
    elif len(tidy(name)) > LONGEST_NAME:
        yield Mistake(
            line=line, what=f"the name of {whose} is longer than {LONGEST_NAME} characters"
        )
    elif UNPRINTABLE.search(tidy(name)):
        yield Mistake(
            line=line, what=f"the name of {whose} has a character without a shape"
        )


def unknown(where: str, key: str, known: Sequence[str]) -> str:
    """What is said of a key that means nothing, with the one that was probably meant."""
    near = difflib.get_close_matches(key.casefold(), known, n=1, cutoff=0.5)
    meant = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(known)}"
    shown = UNPRINTABLE.sub("\ufffd", key[:LONGEST_NAME])
    return f'"{shown}" is not known{where}{meant}'


def not_text(key: str) -> str:
    """What is said of a value that should be a text."""
    return f'"{key}" must be a text in quotes: {key} = "..."'


def tidy(text: str) -> str:
    """The text with single blanks and none at its ends."""
    return " ".join(text.split())


def category_of(entry: Mapping[str, Any]) -> Category:
    """A category from its checked table."""
    return Category(
        name=tidy(entry["name"]),
        description=tidy(entry.get("description", "")),
        examples=tuple(one for one in map(tidy, entry.get("examples", [])) if one),
        formerly=tuple(one for one in map(tidy, entry.get("formerly", [])) if one),
    )


def other_of(categories: Sequence[Category]) -> str | None:
    """The name of the category for what fits nowhere else, None where there is none."""
    return next(
        (one.name for one in categories if one.name.casefold() in OTHER_NAMES), None
    )


def fingerprint_of(categories: Sequence[Category]) -> str:
    """SHA-256 over names, descriptions and examples, lower-case hex."""
    told = [[one.name, one.description, list(one.examples)] for one in categories]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
