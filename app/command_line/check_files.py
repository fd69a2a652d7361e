"""A blind check's sample as a CSV file to fill in, and such a file read back."""

from __future__ import annotations

import contextlib
import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.command_line.asking import find_category
from app.command_line.edge import WrongUseError
from app.command_line.telling import plain
from app.records import PostroomError, ResultRow, Scheme
from app.records.lines import place_words

__all__ = ["Answer", "read_answers", "write_sample"]

HEADINGS = ("item", "document", "place", "text", "category")
DELIMITERS = ",;\t"
# A cell of a workbook holds 32,767 characters; a CSV reader may refuse longer ones too.
LONGEST_CELL = 32_000
# The same characters as in the program's other tables. Source: OWASP, "CSV Injection".
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One filled-in row: where it stands, the item, its category, and the seconds."""

    row: int
    item: int
    category: str
    seconds: float | None = None


def write_sample(path: Path, rows: Iterable[ResultRow]) -> int:
    """Write the items of a sample with an empty column for the category.

    Raises:
        PostroomError: The file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    number = 0
    try:
        # With a byte order mark, without which Excel takes it for another encoding.
        with part.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
            table = csv.writer(file)
            table.writerow(HEADINGS)
            for row in rows:
                if row.item is not None:
                    place = place_words(row.item.place)
                    cells = (row.document.name, place, row.item.text[:LONGEST_CELL])
                    table.writerow([row.item.key, *map(guarded, cells), ""])
                    number += 1
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise PostroomError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    return number


def guarded(text: str) -> str:
    """A text for a cell, with an apostrophe before what could be taken for a formula."""
    text = text.replace("\0", "\ufffd")
    looks_like_one = text.startswith(FORMULA_STARTS) or text.lstrip().startswith(
        FORMULA_STARTS
    )
    return f"'{text}" if looks_like_one else text


def read_answers(path: Path, scheme: Scheme) -> list[Answer]:
    """The filled-in rows of a file with the columns item, category and, at will, seconds.

    Rows with an empty category are left out.

    Raises:
        WrongUseError: It cannot be read, a column is missing, or a row is wrong, which is
            named as a spreadsheet program shows it.
    """
    found: dict[int, Answer] = {}
    for number, cells in rows_of(path):
        if not cells.get("category"):
            continue
        try:
            answer = answer_of(number, cells, scheme)
        except WrongUseError as error:
            what = f"{path.name}, row {number}: {error.message}"
            raise WrongUseError(what, "Nothing was taken from the file.") from error
        if answer.item in found:
            raise WrongUseError(
                f"{path.name}, row {number}: item {answer.item} stands in row"
                f" {found[answer.item].row} already.",
                "Nothing was taken from the file.",
            )
        found[answer.item] = answer
    return list(found.values())


def rows_of(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The number of each row and its cells by lower-case heading."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            delimiter = max(DELIMITERS, key=first.count)
            table = csv.reader(file, delimiter=delimiter)
            headings = [one.strip().casefold() for one in next(table, [])]
            need_headings(path, headings)
            for number, cells in enumerate(table, 2):
                yield number, dict(zip(headings, map(str.strip, cells), strict=False))
    except OSError as error:
        raise WrongUseError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise WrongUseError(f"{path} is not UTF-8 text.", "Save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise WrongUseError(f"{path} cannot be read as CSV: {error}.") from error


def need_headings(path: Path, headings: Sequence[str]) -> None:
    """See that the columns that are needed are there."""
    missing = [name for name in ("item", "category") if name not in headings]
    if missing:
        raise WrongUseError(
            f"{path.name} has no column {' and no column '.join(missing)}.",
            "Its first row needs the headings item and category.",
        )


def answer_of(number: int, cells: Mapping[str, str], scheme: Scheme) -> Answer:
    """What a row says.

    Raises:
        WrongUseError: The item or the seconds are no number, or there is no such category.
    """
    item, seconds = cells.get("item", ""), cells.get("seconds", "")
    if not (item.isascii() and item.isdigit()):
        raise WrongUseError(f"{plain(item) or 'an empty cell'} is no item's number.")
    try:
        taken = float(seconds.replace(",", ".")) if seconds else None
    except ValueError:
        taken = math.nan
    if taken is not None and not (math.isfinite(taken) and taken >= 0):
        raise WrongUseError(f"{plain(seconds)} is no number of seconds.")
    category = find_category(scheme, cells["category"])
    return Answer(row=number, item=int(item), category=category, seconds=taken)
