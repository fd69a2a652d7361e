"""Sets everything up: locked packages, model runtime, starter models, libraries.

Run by ``make``; safe to run again: what is already there is left alone, in about a second.
Runs with the system's own Python 3.11 or later and nothing else.
"""

from __future__ import annotations

import sys

# An older Python must get this far to be told.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Postroom needs Python 3.11 or later; this is "
        + sys.version.split()[0]
        + ".\nOn Debian 12 or Ubuntu: sudo apt-get install python3.11 python3.11-venv"
        + "\nand then: make PYTHON=python3.11"
    )

import hashlib
import importlib.util
import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import bring_models
import llama_wheel
import qt_libraries
from steps import TroubleError, advice, need_room, quiet_environment, run_shown, say

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = ROOT / "out" / "set_up.log"
STAMP = VENV / "set_up.json"
LOCK = ROOT / "build" / "lock"
ROOM = 2500  # MiB: packages, their downloads, and the starter models

# The bindings without the package around them, as the engine loads them.
TRY_THE_RUNTIME = """
import importlib.util, sys, types
package = types.ModuleType("llama_cpp")
package.__path__ = list(importlib.util.find_spec("llama_cpp").submodule_search_locations)
sys.modules["llama_cpp"] = package
import llama_cpp.llama_cpp as bindings
bindings.llama_backend_init()
"""

Marks = dict[str, object]


def venv_python(venv: Path, system: str = os.name) -> Path:
    """The interpreter of an environment; without resolving it, which would leave it."""
    return venv / ("Scripts/python.exe" if system == "nt" else "bin/python")


def digest(*parts: bytes) -> str:
    """A short hash that changes whenever one of the parts does."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]


def environment_mark() -> str:
    """Changes with the lock, the interpreter and the place of the checkout."""
    python = f"{sys.version_info[:3]} {sys.base_prefix}".encode()
    return digest((LOCK / "development.txt").read_bytes(), python, str(ROOT).encode())


def project_mark() -> str:
    """Changes with what the installation of the project itself depends on."""
    return digest((ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode())


def models_mark() -> dict[str, list[int]]:
    """Size and time of every starter's weights; empty lists for those that are missing."""
    found = {}
    for model in bring_models.read_catalogue(ROOT / "models" / "catalogue.toml"):
        if model.starter:
            file = ROOT / "models" / model.id / model.file
            facts = file.stat() if file.is_file() else None
            found[model.sha256] = [facts.st_size, facts.st_mtime_ns] if facts else []
    return found


def read_marks() -> Marks:
    """What an earlier set-up finished; nothing where the environment does not answer."""
    try:
        marks: Marks = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marks if venv_python(VENV).exists() else {}


def note(marks: Marks, name: str, value: object) -> None:
    """Writes down that a step is finished, aside first and then renamed."""
    marks[name] = value
    aside = STAMP.with_suffix(".part")
    aside.write_text(json.dumps(marks, indent=1), encoding="utf-8")
    aside.replace(STAMP)


def short_of_pip(line: str) -> str:
    """The package at hand, from a line of pip."""
    words = line.split()
    return (
        " ".join(words[:2])
        if words[:1] in (["Collecting"], ["Downloading"])
        else words_of(line)
    )


def words_of(line: str) -> str:
    """A line of pip that says how far it is, shortened; nothing of others."""
    return "installing" if line.startswith("Installing collected packages") else ""


def make_environment() -> None:
    """A fresh .venv with everything in the lock; downloads a few hundred megabytes."""
    need_room(ROOT, ROOM, "setting up")
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if (
        not has_ensurepip
    ):  # Debian keeps it in a package of its own; the system's pip serves
        command.insert(-1, "--without-pip")
    run_shown(command, "Making the environment in .venv", short=str, log=LOG)
    python = str(venv_python(VENV))
    pip = [python, "-I", "-m", "pip"] if has_ensurepip else pip_for(python)
    lock = LOCK / "development.txt"
    count = lock.read_text(encoding="utf-8").count("==")
    run_shown(
        [
            *pip,
            "install",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "--progress-bar=off",
            "-r",
            str(lock),
        ],
        f"Installing {count} packages, each checked by its hash",
        short=short_of_pip,
        log=LOG,
    )


def pip_for(python: str) -> list[str]:
    """The system's pip, made to install into another interpreter's environment."""
    if importlib.util.find_spec("pip") is None:
        raise TroubleError(
            "This Python has neither ensurepip nor pip.",
            "On Debian or Ubuntu: sudo apt-get install python3-venv python3-pip",
        )
    return [sys.executable, "-m", "pip", "--python", python]


def install_model_runtime() -> None:
    """Installs the kept or newly built wheel and sees whether it starts here."""
    wheel = llama_wheel.ensure_wheel(ROOT, LOG)
    python = str(venv_python(VENV))
    run_shown(
        [python, "-I", "-m", "pip", "install", "--no-deps", "--no-index", str(wheel)],
        f"Installing {wheel.name}",
        short=str,
        log=LOG,
    )
    done = subprocess.run(
        [python, "-I", "-c", TRY_THE_RUNTIME],
        capture_output=True,
        text=True,
        env=quiet_environment(),
        check=False,
    )
    if done.returncode:
        raise TroubleError(
            f"The model runtime does not start on this computer (code {done.returncode})."
            f" {done.stderr.strip()[-400:]}",
            advice(done.stderr, "It needs a processor with AVX2 (2013 or later)."),
        )


def install_project() -> None:
    """Makes the checkout importable from .venv, and puts the command there."""
    run_shown(
        [
            str(venv_python(VENV)),
            "-I",
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--no-index",
            "--no-build-isolation",
            "--editable",
            str(ROOT),
        ],
        "Installing Postroom itself",
        short=str,
        log=LOG,
    )


def bring_starters() -> None:
    """Brings the models that the program comes with, checked by their hashes."""
    for model in bring_models.read_catalogue(ROOT / "models" / "catalogue.toml"):
        if model.starter:
            folder = ROOT / "models" / model.id
            bring_models.bring(model, folder, python=str(venv_python(VENV)))


def site_packages() -> Path:
    """Where the environment keeps its packages."""
    if os.name == "nt":
        return VENV / "Lib" / "site-packages"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return VENV / "lib" / version / "site-packages"


def set_up() -> None:
    """Does what is not yet done, in the order in which things need each other."""
    marks = read_marks()
    started = time.monotonic()
    before = dict(marks)
    if marks.get("environment") != environment_mark():
        marks.clear()
        make_environment()
        note(marks, "environment", environment_mark())
    runtime = llama_wheel.this_key(LOCK / "llama.txt")
    steps: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        ("model runtime", lambda: runtime, install_model_runtime),
        ("project", project_mark, install_project),
        ("models", models_mark, bring_starters),
    )
    for name, mark, do in steps:
        if marks.get(name) != mark():
            do()
            note(marks, name, mark())
    if marks.get("libraries") != marks["environment"] and qt_libraries.ensure(
        site_packages(), LOG
    ):
        note(marks, "libraries", marks["environment"])
    if marks != before:
        say(f"Everything is set up ({time.monotonic() - started:.0f} s).")


def main() -> int:
    """Sets up; 0 where all is ready, 1 with advice where not, 130 when stopped."""
    try:
        set_up()
    except TroubleError as trouble:
        print(f"\n{trouble.what}\n{trouble.remedy}".rstrip(), file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"\n{error}\n{advice(str(error), 'Nothing was harmed; run it again.')}",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
