"""Gathers the licences of everything in the packaged program, one folder each."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

__all__ = ["collect"]

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "build" / "licences"
A_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
NOT_TEXT = frozenset({".py", ".pyc", ".pyi", ".so", ".pyd"})

# Packages whose wheels hold no licence file (looked at in the locked versions).
WITHOUT_A_FILE = {
    "flatbuffers": ("Apache-2.0.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "tokenizers": ("Apache-2.0.txt",),
}


def names_in(lock: Path) -> list[str]:
    """The packages that a lock file pins."""
    return re.findall(
        r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE
    )


def collect(into: Path) -> list[str]:
    """Copies the licences into a folder; returns the packages for which there is none.

    Args:
        into: Is emptied first.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    locks = ROOT / "build" / "lock"
    names = {
        *names_in(locks / "runtime.txt"),
        *names_in(locks / "llama.txt"),
        "pyinstaller",
    }
    missing = [name for name in sorted(names) if not _collect_one(name, into)]
    _collect_python(into)
    return missing


def _collect_one(name: str, into: Path) -> bool:
    """Copies one package's licences; whether there were any."""
    package = metadata.distribution(name)
    folder = into / f"{name}-{package.version}"
    folder.mkdir()
    for file in package.files or ():
        source = Path(str(package.locate_file(file)))
        named = A_LICENCE.search(file.name) or "licenses" in file.parts
        if named and file.suffix not in NOT_TEXT and source.is_file():
            shutil.copyfile(source, _free_name(folder, file.name))
    for text in WITHOUT_A_FILE.get(name, ()):
        shutil.copyfile(TEXTS / text, folder / text)
    found = any(folder.iterdir())
    facts = package.metadata
    licence = facts["License-Expression"] or facts["License"] or "see the texts here"
    about = f"{facts['Name']} {package.version}\n{licence.splitlines()[0]}\n"
    (folder / "ABOUT.txt").write_text(about, encoding="utf-8")
    return found


def _free_name(folder: Path, name: str) -> Path:
    """A name that is not taken: several folders of a package may hold a LICENSE each."""
    taken = sum(1 for path in folder.iterdir() if path.name.endswith(name))
    return folder / (f"{taken}-{name}" if taken else name)


def _collect_python(into: Path) -> None:
    """The licence of Python itself, which the program also contains."""
    folder = into / f"python-{sys.version.split()[0]}"
    folder.mkdir()
    library = Path(shutil.__file__).parent
    for place in (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if place.is_file():
            shutil.copyfile(place, folder / "LICENSE.txt")
            return
    (folder / "LICENSE.txt").write_text("Python Software Foundation License 2\n")


if __name__ == "__main__":
    left = collect(ROOT / "out" / "work" / "licences")
    sys.exit(f"no licence found for: {', '.join(left)}" if left else 0)
