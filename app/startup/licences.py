"""The libraries and models that the program is made of, with their licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from app.records import InstalledModel, Library, ModelState, PostroomError

__all__ = ["libraries", "licence_text"]

OURS = "postroom"
A_LICENCE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
NOT_TEXT = frozenset({".py", ".pyc", ".pyi", ".so", ".pyd"})
NAME_OF = re.compile(r"[A-Za-z0-9._-]+")
MOST_CHARACTERS = 400_000
MOST_NAME = 60


def libraries(shipped: Path, models: tuple[InstalledModel, ...]) -> tuple[Library, ...]:
    """Every library in the program and every model on this computer, by name.

    Args:
        shipped: Where a packaged program has its folder of licences; elsewhere the
            installed packages tell of themselves.
        models: With what stands on disk of them.
    """
    folder = shipped / "licences"
    packages = _packaged(folder) if folder.is_dir() else _installed()
    theirs = sorted(packages, key=lambda each: each.name.casefold())
    there = [
        Library(name=model.entry.title, licence=model.entry.licence)
        for model in models
        if model.state is not ModelState.MISSING
    ]
    return (*there, *theirs)


def licence_text(
    shipped: Path, models: tuple[InstalledModel, ...], library: Library
) -> str:
    """The whole licence of a library or a model; its name where no text came with it.

    Raises:
        PostroomError: There is no such library.
    """
    for model in models:
        if model.entry.title == library.name:
            files = [shipped / "models" / model.entry.name / "LICENSE"]
            return _text_of(files) or library.licence
    folder = shipped / "licences" / f"{library.name}-{library.version}"
    if not NAME_OF.fullmatch(folder.name):
        raise _unknown(library)
    if folder.is_dir():
        found = sorted(path for path in folder.iterdir() if path.name != "ABOUT.txt")
        return _text_of(found) or library.licence
    try:
        package = metadata.distribution(library.name)
    except metadata.PackageNotFoundError as error:
        raise _unknown(library) from error
    return _text_of(_texts_in(package)) or library.licence


def _packaged(folder: Path) -> Iterator[Library]:
    """As ``build/collect_licences.py`` writes them: a folder each, with an ABOUT.txt."""
    for each in folder.iterdir():
        name, _, version = each.name.rpartition("-")
        licence = ""
        about = each / "ABOUT.txt"
        if about.is_file():
            lines = about.read_text(encoding="utf-8", errors="replace").splitlines()
            licence = lines[1] if len(lines) > 1 else ""
        yield Library(name=name or each.name, version=version, licence=_brief(licence))


def _installed() -> Iterator[Library]:
    """The packages that this one needs, and those that they need."""
    waiting, seen = [OURS], {OURS}
    while waiting:
        try:
            package = metadata.distribution(waiting.pop())
        except metadata.PackageNotFoundError:
            continue  # asked for on other systems only
        if package.metadata["Name"].casefold() != OURS:
            yield Library(
                name=package.metadata["Name"],
                version=package.version,
                licence=_licence_of(package),
            )
        for needed in package.requires or ():
            name = NAME_OF.match(needed)
            if name and "extra ==" not in needed and _plain(name[0]) not in seen:
                seen.add(_plain(name[0]))
                waiting.append(name[0])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _licence_of(package: metadata.Distribution) -> str:
    """What a package says of its licence, in its newest way of saying it first."""
    facts = package.metadata
    said = facts["License-Expression"] or facts["License"] or ""
    if not said.strip() or len(said.splitlines()[0]) > MOST_NAME:
        kinds = [each for each in facts.get_all("Classifier") or [] if "License ::" in each]
        said = kinds[0].rpartition(" :: ")[2] if kinds else said
    return _brief(said)


def _brief(licence: str) -> str:
    lines = licence.strip().splitlines()
    return lines[0].strip()[:MOST_NAME] if lines else ""


def _texts_in(package: metadata.Distribution) -> list[Path]:
    return [
        Path(str(package.locate_file(file)))
        for file in package.files or ()
        if (A_LICENCE.search(file.name) or "licenses" in file.parts)
        and file.suffix not in NOT_TEXT
    ]


def _text_of(files: list[Path]) -> str:
    """The texts below each other, each once."""
    found: list[str] = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            continue
        if text and text not in found:
            found.append(text)
    return ("\n\n" + "-" * 70 + "\n\n").join(found)[:MOST_CHARACTERS]


def _unknown(library: Library) -> PostroomError:
    return PostroomError(f"Nothing is known here of {library.name} {library.version}.")
