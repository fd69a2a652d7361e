"""Which models are known, which stand on this computer, and whether they are sound."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.engine.weights import file_sha256
from app.records import (
    InstalledModel,
    ModelEntry,
    ModelKind,
    ModelState,
    PostroomError,
)

__all__ = [
    "CATALOGUE",
    "NOTE",
    "Listing",
    "files_beside",
    "list_models",
    "read_catalogue",
    "read_note",
    "verify",
]

CATALOGUE = "catalogue.toml"
# Stands in the folder of each model a person installed: what is known of it, as JSON.
NOTE = "postroom-model.json"
NOTE_BYTES = 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One model as a catalogue or a note lists it.

    Attributes:
        entry: What is known of it.
        beside: SHA-256 by name of the small files that belong to it.
    """

    entry: ModelEntry
    beside: Mapping[str, str]


def read_catalogue(shipped: Path) -> tuple[Listing, ...]:
    """The models of ``catalogue.toml`` in this folder, in its order; none without it.

    Raises:
        PostroomError: It cannot be read or is not of the agreed form.
    """
    path = shipped / CATALOGUE
    if not path.exists():
        return ()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("model", [])
        return tuple(listing_of(table) for table in tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PostroomError(
            f"The list of models {path} cannot be read: {error}.", "Install Postroom again."
        ) from error


def read_note(folder: Path) -> Listing | None:
    """What the note in a model's folder says; None where there is none that can be used."""
    path = folder / NOTE
    try:
        if path.stat().st_size > NOTE_BYTES:
            return None
        return listing_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def list_models(shipped: Path, installed: Path) -> tuple[InstalledModel, ...]:
    """Every known model and what stands of it, by the size of its file; nothing is hashed.

    Args:
        shipped: Folder with the catalogue and the starter models.
        installed: Folder with the models that a person installed; may be missing.

    Returns:
        The catalogue's models in its order, then imported ones by name.

    Raises:
        PostroomError: The catalogue cannot be read.
    """
    known = [listing.entry for listing in read_catalogue(shipped)]
    found = [standing(entry, shipped, installed) for entry in known]
    names = {entry.name for entry in known}
    for folder in sorted(folders_in(installed)):
        listing = read_note(folder)
        if listing and listing.entry.name == folder.name and folder.name not in names:
            entry = replace(listing.entry, imported=True, starter=False)
            found.append(standing(entry, installed, installed))
    return tuple(found)


def verify(model: InstalledModel) -> InstalledModel:
    """The same model with its state found by hashing its files anew.

    Raises:
        PostroomError: A file cannot be read.
    """
    if not model.path:
        return replace(model, state=ModelState.MISSING)
    folder = Path(model.path).parent
    expected = {model.entry.file: model.entry.sha256, **files_beside(model)}
    whole = all(
        sha256 and (folder / name).is_file() and file_sha256(folder / name) == sha256
        for name, sha256 in expected.items()
    )
    return replace(model, state=ModelState.READY if whole else ModelState.DAMAGED)


def files_beside(model: InstalledModel) -> Mapping[str, str]:
    """SHA-256 by name of the small files that belong to an installed model.

    Raises:
        PostroomError: The catalogue beside it cannot be read.
    """
    folder = Path(model.path).parent
    note = read_note(folder)
    listings: Sequence[Listing] = (note,) if note else read_catalogue(folder.parent)
    for listing in listings:
        if listing.entry.sha256 == model.entry.sha256:
            return listing.beside
    return {}


def standing(entry: ModelEntry, *folders: Path) -> InstalledModel:
    """A model as it stands in the first folder that has it whole, by its size."""
    damaged: Path | None = None
    for folder in folders:
        path = folder.absolute() / entry.name / entry.file
        if not path.is_file():
            continue
        if entry.sha256 and path.stat().st_size == entry.size:
            return InstalledModel(entry=entry, state=ModelState.READY, path=str(path))
        damaged = damaged or path
    if damaged:
        return InstalledModel(entry=entry, state=ModelState.DAMAGED, path=str(damaged))
    return InstalledModel(entry=entry, state=ModelState.MISSING)


def folders_in(folder: Path) -> Iterator[Path]:
    """The folders directly inside a folder; none where it cannot be listed."""
    try:
        yield from (path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return


def listing_of(untrusted: Mapping[str, Any]) -> Listing:
    """One table of the catalogue, or one note, as a record.

    Raises:
        KeyError: A needed field is missing.
        ValueError: A field is not of its form.
    """
    entry = ModelEntry(
        name=plain_name(untrusted["id"]),
        title=str(untrusted["title"]),
        kind=ModelKind(untrusted["kind"]),
        file=plain_name(untrusted["file"]),
        size=int(untrusted.get("size", 0)),
        sha256=digest(untrusted.get("sha256", "")),
        licence=str(untrusted.get("licence", "")),
        languages=tuple(str(code) for code in untrusted.get("languages", ())),
        source=str(untrusted.get("source", "")),
        card=str(untrusted.get("card", "")),
        starter=untrusted.get("starter") is True,
    )
    beside = {
        plain_name(file["file"]): digest(file["sha256"])
        for file in untrusted.get("beside", ())
    }
    return Listing(entry=entry, beside=beside)


def plain_name(untrusted: object) -> str:
    """A name that is one part of a path, and nothing that leads elsewhere.

    Raises:
        ValueError: It is not.
    """
    name = str(untrusted)
    bad = set('/\\:*?"<>|')
    if not name or name.startswith(".") or any(c in bad or ord(c) < 32 for c in name):
        raise ValueError(f"{name!r} is not a plain file name")
    return name


def digest(untrusted: object) -> str:
    """A SHA-256 in lower-case hex, or an empty text.

    Raises:
        ValueError: It is neither.
    """
    text = str(untrusted)
    if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
        raise ValueError("a SHA-256 is 64 lower-case hexadecimal digits")
    return text
