"""Keeps the window's translations: what is to be translated, what is, and what is missing.

    python build/translations.py extract      brings the catalogues up to date with the code
    python build/translations.py check        tells what is missing or wrong
    python build/translations.py compile      writes what the program reads
    python build/translations.py missing 2/5  prints the second fifth of what is missing
    python build/translations.py take FILE.po takes translations from such a print

A catalogue is resources/translations/LANGUAGE.po, the form that every tool for translators
reads. What it compiles to lies beside it and is kept with the code: the program has no step
in which it is built.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from translatable import Collected, Found, collect

__all__ = [
    "compiled",
    "extracted",
    "main",
    "missing",
    "mistakes",
    "read_catalogue",
    "take",
]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("es",)
TOLD = "Told"
HOLE = re.compile(r"\{\w+\}")
LETTER = re.compile(r"&(?!&)(\w)")
ENDING = re.compile(r"(\u2026|[.?!:])?$")
# Before any catalogue was made: a fixed day, so that compiling twice gives the same bytes.
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
MADE: dict[str, Any] = {"creation_date": BEGUN, "revision_date": BEGUN, "fuzzy": False}
HEADER = """\
# The Spanish of Postroom's window.
#
# {n0} is a number, {q0} and {name} stay as they are, {0} is said in Spanish too where it is
# known. "&" stands before the letter that is pressed with Alt; no letter twice on a page.
# Texts with the context "Told" are recognized in finished English sentences."""


def read_catalogue(file: Path) -> Catalog:
    """What is kept in a catalogue; an empty one where there is no file."""
    language = file.stem.split("-")[0]
    if not file.exists():
        return Catalog(locale=language, **MADE)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def extracted(old: Catalog, collected: Collected) -> Catalog:
    """The catalogue with the texts of the code; translations are kept where texts are."""
    fresh = Catalog(locale=old.locale, **MADE)
    fresh.header_comment = HEADER
    fresh.project, fresh.version = "Postroom", ""
    own = {
        (message.context, message.id)
        for message in old
        if message.id and message.context not in (None, TOLD)
    }
    for text, found in collected.window.items():
        _add(fresh, old, found, None)
        for context in sorted(each for each, source in own if each and source == text):
            _add(fresh, old, found, context)
    for found in collected.told.values():
        _add(fresh, old, found, TOLD)
    return fresh


def _add(fresh: Catalog, old: Catalog, found: Found, context: str | None) -> None:
    kept = old.get(found.text, context)
    said = kept.string if kept is not None and not kept.fuzzy else ""
    fresh.add(
        found.text,
        said,
        locations=[(place, 0) for place in dict.fromkeys(file for file, _ in found.places)],
        auto_comments=[f"{{{hole}}} is {code}" for hole, code in found.holes.items()],
        user_comments=kept.user_comments if kept is not None else (),
        context=context,
    )


def missing(catalogue: Catalog) -> list[Message]:
    """Texts without a translation."""
    return [message for message in catalogue if message.id and not message.string]


def mistakes(catalogue: Catalog) -> Iterator[str]:
    """Translations that cannot be right: holes, letters and endings that differ."""
    for message in catalogue:
        text, said = message.id, message.string
        if not text or not said or not isinstance(text, str) or not isinstance(said, str):
            continue
        shown = f"{text!r} -> {said!r}"
        if set(HOLE.findall(text)) != set(HOLE.findall(said)):
            yield f"holes differ: {shown}"
        if message.context != TOLD and len(LETTER.findall(text)) != len(
            LETTER.findall(said)
        ):
            yield f"a letter to press is missing or too many: {shown}"
        if _ending(text) != _ending(said):
            yield f"endings differ: {shown}"


def _ending(text: str) -> str:
    found = ENDING.search(text.rstrip("\"'\u201d)"))
    return found[0] if found is not None else ""


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def texts_of(file: Path) -> dict[tuple[str | None, str], str]:
    """The translations of a compiled catalogue, by context and text."""
    with file.open("rb") as stream:
        return _texts(read_mo(stream))


def _texts(catalogue: Catalog) -> dict[tuple[str | None, str], str]:
    return {
        (each.context, each.id): each.string
        for each in catalogue
        if each.id and isinstance(each.id, str) and isinstance(each.string, str)
        if each.string
    }


def written(catalogue: Catalog) -> bytes:
    """The catalogue as translators read it."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=92, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def take(into: Catalog, given: Catalog) -> int:
    """How many translations were taken from another catalogue."""
    taken = 0
    for message in given:
        kept = into.get(message.id, message.context) if message.id else None
        if kept is not None and message.string and kept.string != message.string:
            kept.string = message.string
            taken += 1
    return taken


def part_of(messages: list[Message], part: str) -> list[Message]:
    """The second fifth, say, for "2/5"; neighbours stay together."""
    number, parts = (int(each) for each in part.split("/"))
    size = -(-len(messages) // parts)
    return messages[(number - 1) * size : number * size]


# -------------------------------------------------------------------- by hand


def _extract() -> int:
    collected = collect(ROOT)
    for language in LANGUAGES:
        file = FOLDER / f"{language}.po"
        fresh = extracted(read_catalogue(file), collected)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(fresh))
        print(f"{file.name}: {len(fresh)} texts, {len(missing(fresh))} not translated")
    return _compile()


def _compile() -> int:
    for language in LANGUAGES:
        catalogue = read_catalogue(FOLDER / f"{language}.po")
        (FOLDER / f"{language}.mo").write_bytes(compiled(catalogue))
    return 0


def _check() -> int:
    collected = collect(ROOT)
    told = list(collected.unclear)
    for language in LANGUAGES:
        file = FOLDER / f"{language}.po"
        catalogue = read_catalogue(file)
        fresh = extracted(catalogue, collected)
        if {(each.context, each.id) for each in fresh} != {
            (each.context, each.id) for each in catalogue
        }:
            told.append(f"{file.name} is not up to date: make it so with extract")
        told += [f"not translated: {each.id!r}" for each in missing(fresh)]
        told += mistakes(catalogue)
        if texts_of(file.with_suffix(".mo")) != _texts(catalogue):
            told.append(f"{language}.mo is not up to date: make it so with compile")
    print(*told, sep="\n")
    return 1 if told else 0


def _missing(part: str) -> int:
    for language in LANGUAGES:
        catalogue = read_catalogue(FOLDER / f"{language}.po")
        some = Catalog(locale=language, **MADE)
        some.header_comment = HEADER
        for each in part_of(missing(catalogue), part):
            some[each.id] = each
        sys.stdout.buffer.write(written(some))
    return 0


def _take(given: Path) -> int:
    for language in LANGUAGES:
        file = FOLDER / f"{language}.po"
        catalogue = read_catalogue(file)
        with given.open("rb") as stream:
            taken = take(catalogue, read_po(stream, locale=language))
        file.write_bytes(written(catalogue))
        print(f"{taken} taken, {len(missing(catalogue))} still missing")
    return _compile()


def main(arguments: list[str] | None = None) -> int:
    """Does what the command line asks for and returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    orders = parser.add_subparsers(dest="order", required=True)
    for order in ("extract", "check", "compile"):
        orders.add_parser(order)
    orders.add_parser("missing").add_argument("part", nargs="?", default="1/1")
    orders.add_parser("take").add_argument("file", type=Path)
    asked = parser.parse_args(arguments)
    if asked.order == "missing":
        return _missing(asked.part)
    if asked.order == "take":
        return _take(asked.file)
    return {"extract": _extract, "check": _check, "compile": _compile}[asked.order]()


if __name__ == "__main__":
    sys.exit(main())
