"""Lists of facts as an office writes them: a small TOML file each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from app.records import PostroomError
from app.records.summaries import FactList, FactSpec

__all__ = ["KINDS", "fact_list"]

KINDS = ("text", "date", "amount", "number", "identifier", "contact", "passages", "person")
LIST_FIELDS = frozenset({"purpose", "name", "signs", "fact"})
SPEC_FIELDS = frozenset({"key", "name", "kind", "cues", "headings", "several", "without"})
REMEDY = "Put it right in the file; the lists that come with Postroom show how."
MOST_SPECS = 200
MOST_WORDS = 200
LONGEST = 200


def fact_list(text: str, name: str) -> FactList:
    """A list of facts out of the text of its file.

    Args:
        text: The TOML.
        name: Of the file, for telling what is wrong with it.

    Raises:
        PostroomError: It cannot be read, or an entry is not right; it says which.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise PostroomError(f"{name} cannot be read as TOML: {fault}", REMEDY) from fault
    refuse_unknown(table, LIST_FIELDS, name)
    entries = table.get("fact", [])
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_SPECS:
        raise PostroomError(f"{name} must have 1 to {MOST_SPECS} [[fact]] entries.", REMEDY)
    specs = tuple(spec_of(entry, f"{name}, fact {n}") for n, entry in enumerate(entries, 1))
    keys = [spec.key for spec in specs]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    if twice:
        raise PostroomError(f'{name} has two facts with the key "{twice}".', REMEDY)
    return FactList(
        purpose=words_of(table, "purpose", name),
        name=words_of(table, "name", name),
        specs=specs,
        signs=list_of(table, "signs", name),
    )


def spec_of(entry: object, where: str) -> FactSpec:
    """One entry."""
    if not isinstance(entry, dict):
        raise PostroomError(f"{where} is no table of settings.", REMEDY)
    refuse_unknown(entry, SPEC_FIELDS, where)
    kind = words_of(entry, "kind", where)
    if kind not in KINDS:
        raise PostroomError(
            f'{where} has the kind "{kind}"; known are {", ".join(KINDS)}.', REMEDY
        )
    several = entry.get("several", False)
    if not isinstance(several, bool):
        raise PostroomError(f'{where}: "several" must be true or false.', REMEDY)
    spec = FactSpec(
        key=words_of(entry, "key", where),
        name=words_of(entry, "name", where),
        kind=kind,
        cues=list_of(entry, "cues", where),
        headings=list_of(entry, "headings", where),
        several=several,
        without=list_of(entry, "without", where),
    )
    if not spec.cues and not spec.headings:
        raise PostroomError(f"{where} has neither cues nor headings.", REMEDY)
    return spec


def refuse_unknown(table: Mapping[str, object], known: frozenset[str], where: str) -> None:
    """Refuse settings that nobody reads: mostly they are misspelt."""
    strange = next((field for field in table if field not in known), "")
    if strange:
        raise PostroomError(
            f'{where} has an unknown setting "{strange}"; known are '
            f"{', '.join(sorted(known))}.",
            REMEDY,
        )


def words_of(table: Mapping[str, object], field: str, where: str) -> str:
    """A text that must be there."""
    value = table.get(field)
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= LONGEST:
        raise PostroomError(
            f'{where} needs a "{field}" of 1 to {LONGEST} characters.', REMEDY
        )
    return " ".join(value.split())


def list_of(table: Mapping[str, object], field: str, where: str) -> tuple[str, ...]:
    """A list of texts that may be left out."""
    value = table.get(field, [])
    if not isinstance(value, list) or len(value) > MOST_WORDS:
        raise PostroomError(
            f'{where}: "{field}" must be a list of at most {MOST_WORDS} texts.', REMEDY
        )
    for text in value:
        if not isinstance(text, str) or not 1 <= len(text.strip()) <= LONGEST:
            raise PostroomError(
                f'{where}: "{field}" holds something that is no text of 1 to {LONGEST} '
                "characters.",
                REMEDY,
            )
    return tuple(value)
