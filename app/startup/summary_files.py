"""Files about summaries that an office may change: lists of facts, lengths, prompts.

They come with the program; a file of the same name in the person's own folder takes the
place of the shipped one, and further lists of facts there are offered too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.records import FactList, PostroomError, SummaryLength
from app.startup.toml_lines import line_finder
from app.startup.toml_text import table_of

if TYPE_CHECKING:
    from app.triage.rewording_prompts import Prompts
    from app.workflow.tools import SummaryResources

__all__ = ["read_lengths", "read_lists", "read_prompts", "read_resources"]

LISTS = "facts"
LENGTHS = "lengths.toml"
PROMPTS = "rewording.toml"
# In which the lists are offered; others follow by name.
ORDER = ("grant", "report", "letter")
LARGEST_FILE = 1_000_000
MOST_LENGTHS = 50
FEWEST_WORDS, MOST_WORDS = 10, 20_000
LONGEST_NAME = 100
KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")
ENTRY = re.compile(r", fact (\d+)")


def read_resources(own: Path, shipped: Path) -> SummaryResources:
    """All that these files say.

    Args:
        own: The person's own folder of files about summaries; it need not be there.
        shipped: The one that came with the program.

    Raises:
        PostroomError: One cannot be read, or has a mistake.
    """
    from app.workflow.tools import SummaryResources  # noqa: PLC0415 - loads what few need

    return SummaryResources(
        lists=read_lists(own, shipped),
        lengths=read_lengths(own, shipped),
        prompts=read_prompts(own, shipped),
    )


def read_lists(own: Path, shipped: Path) -> tuple[FactList, ...]:
    """All lists of facts.

    Args:
        own: The person's own folder of files about summaries.
        shipped: The one that came with the program.

    Raises:
        PostroomError: There is none, or one has a mistake.
    """
    from app.triage.fact_lists import fact_list  # noqa: PLC0415 - loads what few need

    files = {path.stem: path for path in sorted((shipped / LISTS).glob("*.toml"))}
    files |= {path.stem: path for path in sorted((own / LISTS).glob("*.toml"))}
    found: dict[str, tuple[FactList, Path]] = {}
    for path in files.values():
        text, _ = read_table(path, own)
        try:
            one = fact_list(text, str(path))
        except PostroomError as error:
            raise with_line(error, text) from error
        if one.purpose in found:
            raise PostroomError(
                f"{path}, line {line_finder(text).line_of('purpose')}: the purpose "
                f'"{one.purpose}" is that of {found[one.purpose][1]} already.',
                "Give it another purpose, or name its file like the one it is to replace.",
            )
        found[one.purpose] = one, path
    if not found:
        raise PostroomError(
            "The lists of facts that belong to Postroom are missing.",
            "Install the program again.",
        )
    ordered = sorted(found, key=lambda name: (name not in ORDER, place(name), name))
    return tuple(found[name][0] for name in ordered)


def place(name: str) -> int:
    """Where a list that comes with the program stands among them."""
    return ORDER.index(name) if name in ORDER else len(ORDER)


def with_line(error: PostroomError, text: str) -> PostroomError:
    """What is wrong with an entry, with the line where it begins."""
    number = ENTRY.search(error.what)
    if number is None:
        return error
    line = line_finder(text, "fact").line_of_category(int(number[1]) - 1)
    return PostroomError(f"{error.what} (The entry begins in line {line}.)", error.remedy)


def read_lengths(own: Path, shipped: Path) -> tuple[SummaryLength, ...]:
    """The lengths that are offered, in the order of their file.

    Raises:
        PostroomError: The file cannot be read or has mistakes: the first with its line.
    """
    path = chosen(LENGTHS, own, shipped)
    text, table = read_table(path, own)
    entries = table.get("length", [])
    finder = line_finder(text, "length")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_LENGTHS:
        raise PostroomError(
            f"{path}: there must be 1 to {MOST_LENGTHS} lengths, each a [[length]].",
            remedy(path, own),
        )
    found: dict[str, SummaryLength] = {}
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise PostroomError(
                f"{path}: each length must be a [[length]] with key, name and words.",
                remedy(path, own),
            )
        for key, what in length_mistakes(entry, found):
            line = finder.line_of(key, category=number)
            raise PostroomError(f"{path}, line {line}: {what}.", remedy(path, own))
        one = SummaryLength(key=entry["key"], name=entry["name"], words=entry["words"])
        found[one.key] = one
    return tuple(found.values())


def length_mistakes(
    entry: Any,  # noqa: ANN401 - a table out of TOML
    before: Mapping[str, SummaryLength],
) -> Iterator[tuple[str, str]]:
    """Which key of a length is wrong, and what is wrong with it."""
    key, name, words = (entry.get(one) for one in ("key", "name", "words"))
    if not isinstance(key, str) or not KEY.fullmatch(key):
        yield "key", 'a length needs a key of small letters and figures: key = "short"'
    elif key in before:
        yield "key", f'there is a length "{key}" already'
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
        yield "name", f"a length needs a name of 1 to {LONGEST_NAME} characters in quotes"
    is_number = isinstance(words, int) and not isinstance(words, bool)
    if not is_number or not FEWEST_WORDS <= words <= MOST_WORDS:
        yield (
            "words",
            f"a length needs a number of words from {FEWEST_WORDS} to {MOST_WORDS:,}",
        )


def read_prompts(own: Path, shipped: Path) -> Prompts:
    """What a language model is asked.

    Raises:
        PostroomError: The file cannot be read or has a mistake.
    """
    # Loads what few need.
    from app.triage.rewording_prompts import read_prompts as prompts_in  # noqa: PLC0415

    path = chosen(PROMPTS, own, shipped)
    text, table = read_table(path, own)
    if not isinstance(table.get("known", []), list):
        raise PostroomError(
            f"{path}: the known passages must be tables, each a [[known]].",
            remedy(path, own),
        )
    try:
        return prompts_in(text)
    except PostroomError as error:
        raise PostroomError(f"{path}: {error.what}", remedy(path, own)) from error


def chosen(name: str, own: Path, shipped: Path) -> Path:
    """The person's own file of this name, or else the shipped one."""
    return own / name if (own / name).is_file() else shipped / name


def text_of(path: Path, own: Path) -> str:
    """The text of a file.

    Raises:
        PostroomError: It is not there, too large, or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PostroomError(f"{path} is too large.", remedy(path, own))
        data = path.read_bytes()
    except OSError as error:
        raise PostroomError(
            f"The file {path} cannot be read: {error.strerror}.", remedy(path, own)
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PostroomError(
            f"{path}, line {line}: a character is not in UTF-8.",
            "Save the file as UTF-8.",
        ) from None


def read_table(path: Path, own: Path) -> tuple[str, Mapping[str, Any]]:
    """The text of a file, and what it says.

    Raises:
        PostroomError: It cannot be read or is no TOML; the parser says in which line.
    """
    text = text_of(path, own)
    try:
        return text, table_of(text)
    except tomllib.TOMLDecodeError as error:
        raise PostroomError(
            f"{path} cannot be read as TOML: {error}.", "Put that line right."
        ) from None


def remedy(path: Path, own: Path) -> str:
    """What to do about a file with a mistake."""
    if path.is_relative_to(own):
        return "Put it right, or delete it: then the one that came with Postroom is used."
    return "Install the program again."
