"""Putting models on this computer, from files and folders only, and removing them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.engine.catalogue import (
    NOTE,
    Listing,
    files_beside,
    list_models,
    read_catalogue,
    read_note,
    verify,
)
from app.engine.gguf_header import read_header
from app.engine.weights import READ_BYTES, file_sha256, hashing, refused
from app.records import (
    InstalledModel,
    ModelEntry,
    ModelKind,
    ModelState,
    Phase,
    PostroomError,
    Step,
)

__all__ = ["install", "install_in_steps", "remove", "verify_in_steps"]

WEIGHTS = {".gguf", ".onnx"}
SPARE_BYTES = 64 * 2**20
PART = ".part"


def install(source: Path, installed: Path, shipped: Path) -> InstalledModel:
    """Copy a model from a file, or a folder that holds one, into the folder of models.

    A file is known by its SHA-256 and nothing else. An unknown GGUF file whose header is
    sound becomes a model of its own, pinned by its hash from then on.

    Args:
        source: The weights' file, or a folder with exactly one.
        installed: Where models are put; made if missing. Nothing in it is overwritten.
        shipped: Folder with the catalogue.

    Returns:
        The installed model; the one that stands there where it was installed before.

    Raises:
        PostroomError: The file is no model that can be used, something else stands in its
            place, or there is no room or permission.
    """
    steps = install_in_steps(source, installed, shipped)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            model: InstalledModel = end.value
            return model


def install_in_steps(
    source: Path, installed: Path, shipped: Path
) -> Generator[Step, None, InstalledModel]:
    """The same as ``install`` in steps of a few megabytes; closing it leaves nothing.

    Raises:
        PostroomError: As ``install``.
    """
    weights = find_weights(source)
    refuse_web_page(weights)
    sha256 = yield from hashed(weights, weights.name)
    listing = recognized(sha256, shipped) or imported(weights, sha256, installed)
    entry = listing.entry
    for model in list_models(shipped, installed):
        if model.entry.name == entry.name and verify(model).state is ModelState.READY:
            return model
    folder = installed / entry.name
    if (folder / entry.file).exists():
        raise PostroomError(
            f"A damaged or different copy of {entry.name} is in the way.",
            "Remove that model first, then install this one again.",
        )
    try:
        yield from put(weights, listing, folder, shipped / entry.name)
    except OSError as error:
        raise not_written(folder, error) from error
    return InstalledModel(
        entry=entry, state=ModelState.READY, path=str((folder / entry.file).absolute())
    )


def remove(model: InstalledModel, installed: Path) -> None:
    """Delete an installed model's files, those that Postroom put there and no others.

    Raises:
        PostroomError: It is not installed, came with the program, or cannot be deleted.
    """
    if not model.path:
        raise PostroomError(f"The model {model.entry.name} is not installed.")
    folder = Path(model.path).parent
    if folder.parent != installed.absolute():
        raise PostroomError(
            f"The model {model.entry.name} came with the program and stays with it.",
            "Only models that were installed afterwards can be removed.",
        )
    note = read_note(folder)
    names = {Path(model.path).name, NOTE, *(note.beside if note else ())}
    try:
        for name in sorted(names):
            (folder / name).unlink(missing_ok=True)
            (folder / (name + PART)).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a person's own files may lie there too
            folder.rmdir()
    except OSError as error:
        raise PostroomError(
            f"The model {model.entry.name} cannot be removed: {error.strerror}.",
            "Close every window of Postroom that uses it, and try again.",
        ) from error


def verify_in_steps(model: InstalledModel) -> Generator[Step, None, InstalledModel]:
    """The same as ``verify`` in steps of a few megabytes.

    Raises:
        PostroomError: A file cannot be read.
    """
    if not model.path:
        return replace(model, state=ModelState.MISSING)
    folder = Path(model.path).parent
    expected = {model.entry.file: model.entry.sha256, **files_beside(model)}
    whole = True
    for name, sha256 in expected.items():
        whole = whole and bool(sha256) and (folder / name).is_file()
        if whole:
            found = yield from hashed(folder / name, model.entry.title)
            whole = found == sha256
    return replace(model, state=ModelState.READY if whole else ModelState.DAMAGED)


def hashed(path: Path, shown: str) -> Generator[Step, None, str]:
    """SHA-256 of a file, in steps."""
    try:
        total = path.stat().st_size
    except OSError:
        total = 0  # reading it tells why
    done, blocks = 0, hashing(path)
    while True:
        try:
            done += next(blocks)
        except StopIteration as end:
            return str(end.value)
        yield in_megabytes(Phase.HASHING, done, total, shown)


def in_megabytes(phase: Phase, done: int, total: int, shown: str) -> Step:
    """A step counted as people count files."""
    return Step(
        phase=phase, done=done // 10**6, total=max(total // 10**6, 1), document=shown
    )


def refuse_web_page(weights: Path) -> None:
    """Refuse what a browser keeps in place of a file that asks for a login.

    Raises:
        PostroomError: It is a web page, or a note that stands for a large file.
    """
    try:
        with weights.open("rb") as file:
            head = file.read(512).lstrip().lower()
    except OSError:
        return  # reading it tells why
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise PostroomError(
            f"{weights.name} is a web page and no model.",
            "Fetch the file itself once more: the page that was saved may ask for a login.",
        )
    if head.startswith(b"version https://git-lfs"):
        raise PostroomError(
            f"{weights.name} is only a note that stands for the model.",
            "Fetch the file itself, which is many megabytes large.",
        )


def find_weights(source: Path) -> Path:
    """The one weights' file that a path means.

    Raises:
        PostroomError: There is none, or more than one.
    """
    if source.is_file():
        if source.suffix.lower() in WEIGHTS:
            return source
        raise PostroomError(
            f"{source.name} is not a model file.", "Model files end in .gguf or .onnx."
        )
    if not source.is_dir():
        raise PostroomError(f"There is no file or folder {source}.")
    found = sorted(
        path
        for path in (*source.glob("*"), *source.glob("*/*"))
        if path.suffix.lower() in WEIGHTS and path.is_file()
    )
    if len(found) != 1:
        count = "no model file" if not found else f"{len(found)} model files"
        raise PostroomError(
            f"The folder {source} has {count}.",
            "Name the file that ends in .gguf or .onnx, or a folder with exactly one.",
        )
    return found[0]


def recognized(sha256: str, shipped: Path) -> Listing | None:
    """The catalogue's model with this hash."""
    for listing in read_catalogue(shipped):
        if listing.entry.sha256 == sha256:
            return listing
    return None


def imported(weights: Path, sha256: str, installed: Path) -> Listing:
    """An entry for a file that the catalogue does not know.

    Raises:
        PostroomError: It is not a GGUF file with a sound header.
    """
    if weights.suffix.lower() != ".gguf":
        raise PostroomError(
            f"{weights.name} is not a model that Postroom knows.",
            "Only language models in GGUF files can be added to those of the list.",
        )
    header = read_header(weights)
    entry = ModelEntry(
        name=free_name(weights.stem, sha256, installed),
        title=header.title or weights.stem,
        kind=ModelKind.LANGUAGE_MODEL,
        file=f"{slug(weights.stem)}.gguf",
        size=weights.stat().st_size,
        sha256=sha256,
        licence=header.licence,
        languages=header.languages,
        source=f"Imported from the file {weights.name}",
        card=f"{header.architecture}, {header.parameters / 1e9:.1f} billion parameters.",
        imported=True,
    )
    return Listing(entry=entry, beside={})


def free_name(stem: str, sha256: str, installed: Path) -> str:
    """A short name from a file's, told apart by the hash where another model has it."""
    name = slug(stem).lower()
    note = read_note(installed / name)
    taken = (installed / name).exists() and (note is None or note.entry.sha256 != sha256)
    return f"{name}-{sha256[:8]}" if taken else name


def slug(text: str) -> str:
    """A text made safe as a file name on every system."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:80] or "model"


def put(
    weights: Path, listing: Listing, folder: Path, shipped_folder: Path
) -> Generator[Step]:
    """Copy a model's files aside and rename them, the weights last, in steps.

    Raises:
        OSError: There is no room or no permission.
        PostroomError: A file is missing, or changed while it was copied.
    """
    sources = {listing.entry.file: (weights, listing.entry.sha256)}
    for name, sha256 in listing.beside.items():
        places = (weights.with_name(name), shipped_folder / name)
        found = [path for path in places if path.is_file() and file_sha256(path) == sha256]
        if not found:
            raise PostroomError(
                f"The file {name} that belongs to {listing.entry.name} is missing.",
                f"Put it beside {weights.name} and try again.",
            )
        sources[name] = (found[0], sha256)
    need = sum(path.stat().st_size for path, _ in sources.values()) + SPARE_BYTES
    folder.mkdir(parents=True, exist_ok=True)
    try:
        if shutil.disk_usage(folder).free < need:
            raise OSError(errno.ENOSPC, "there is not enough room on the disk")
        for name, (path, sha256) in sources.items():
            yield from copy_checked(path, folder / (name + PART), sha256)
        (folder / (NOTE + PART)).write_text(note_text(listing), encoding="utf-8")
        for name in (NOTE, *listing.beside, listing.entry.file):
            (folder / (name + PART)).replace(folder / name)
    finally:
        for name in (*sources, NOTE):
            (folder / (name + PART)).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # not empty: all went well
            folder.rmdir()


def copy_checked(source: Path, target: Path, sha256: str) -> Generator[Step]:
    """Copy a file to the disk itself and check what was copied by its hash, in steps.

    Raises:
        OSError: Reading or writing failed.
        PostroomError: The content is not the known one.
    """
    digest, done, total = hashlib.sha256(), 0, source.stat().st_size
    with source.open("rb") as old, target.open("wb") as new:
        while block := old.read(READ_BYTES):
            digest.update(block)
            new.write(block)
            done += len(block)
            yield in_megabytes(Phase.COPYING, done, total, source.name)
        new.flush()
        os.fsync(new.fileno())
    if digest.hexdigest() != sha256:
        raise refused(source)


def note_text(listing: Listing) -> str:
    """A model's note as JSON, in the catalogue's words."""
    entry = replace(listing.entry, starter=False)
    beside: list[Mapping[str, Any]] = [
        {"file": name, "sha256": sha256} for name, sha256 in listing.beside.items()
    ]
    values = {
        "id": entry.name,
        "title": entry.title,
        "kind": str(entry.kind),
        "file": entry.file,
        "size": entry.size,
        "sha256": entry.sha256,
        "licence": entry.licence,
        "languages": list(entry.languages),
        "source": entry.source,
        "card": entry.card,
        "beside": beside,
    }
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def not_written(folder: Path, error: OSError) -> PostroomError:
    """What a person is told when a model could not be put in its folder."""
    if error.errno == errno.ENOSPC:
        return PostroomError(
            f"There is not enough room for the model in {folder.parent}.",
            "Free some space on that disk and try again.",
        )
    return PostroomError(
        f"The model cannot be put into {folder}: {error.strerror or 'unknown reason'}.",
        "Ask for permission to write there.",
    )
