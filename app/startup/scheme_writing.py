"""Schemes written as TOML, so that reading the file gives the same scheme again."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from app.records import Category, PostroomError, Scheme
from app.startup.toml_lines import LineFinder, line_finder

__all__ = ["put_aside_then_rename", "scheme_text"]


def scheme_text(scheme: Scheme, before: str = "") -> str:
    """A scheme as TOML; comments that stand above things in an older text stay there.

    Args:
        scheme: What is written.
        before: The text of the file until now. The comments at its head and those right
            above a category are kept; others go.
    """
    finder = line_finder(before)
    lines = before.split("\n")
    head = comments_above(lines, min((*finder.top.values(), len(lines) + 1)))
    parts = [
        *head,
        f"name = {quoted(scheme.name)}",
        f"description = {quoted(scheme.description)}",
        f"language = {quoted(scheme.language)}",
    ]
    for one in scheme.categories:
        parts += ["", *comments_on(one, finder, lines), *category_lines(one)]
    return "\n".join(parts) + "\n"


def category_lines(category: Category) -> list[str]:
    """The lines of one category."""
    lines = ["[[category]]", f"name = {quoted(category.name)}"]
    if category.description:
        lines.append(f"description = {quoted(category.description)}")
    for key, texts in (("examples", category.examples), ("formerly", category.formerly)):
        if texts:
            lines += [f"{key} = [", *(f"  {quoted(one)}," for one in texts), "]"]
    return lines


def quoted(text: str) -> str:
    """A text as a TOML basic string on one line.

    JSON's escapes are TOML's too, but for the character DEL, which TOML wants escaped, and
    halves of surrogate pairs, which no UTF-8 file can hold.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def comments_on(category: Category, finder: LineFinder, lines: Sequence[str]) -> list[str]:
    """The comments right above a category, found by its name or one that it had."""
    names = {category.name, *category.formerly}
    for start, keys in finder.categories:
        line = lines[keys["name"] - 1] if "name" in keys else ""
        if any(quoted(name) in line for name in names):
            return comments_above(lines, start)
    return []


def comments_above(lines: Sequence[str], number: int) -> list[str]:
    """The comments, and blank lines between them, that end right above a line, from 1."""
    first = number - 1
    while first > 0 and (not lines[first - 1].strip() or lines[first - 1].startswith("#")):
        first -= 1
    found = [line.rstrip() for line in lines[first : number - 1]]
    while found and not found[0]:
        del found[0]
    return found


def put_aside_then_rename(path: Path, text: str) -> None:
    """Write a file so that at any moment either the old or the new one is whole.

    Raises:
        PostroomError: It cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise PostroomError(
            f"{path} cannot be written: {error.strerror}.",
            "Free some space or choose another place. What was there is as it was.",
        ) from error
