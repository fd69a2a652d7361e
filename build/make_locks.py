"""Writes the lock files in build/lock from pyproject.toml, with hashes for every system.

Run by ``make lock`` inside the project's environment, which holds pip-tools. Needs the
package index and about three minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "build" / "lock"

# Built here from its source, and so locked by itself.
LLAMA = "llama-cpp-python"

# tokenizers asks for huggingface-hub only to fetch tokenizers by name, which this program
# never does.
LEFT_OUT = frozenset({"huggingface-hub", LLAMA})
# sqlite-utils asks for pip only in its own command line. The engine loads the model
# runtime's bindings without the package around them, which would import diskcache
# (CVE-2025-69872) and jinja2; only measuring against that package's own way needs them.
LEFT_OUT_OF_THE_PROGRAM = LEFT_OUT | {"pip", "diskcache", "jinja2"}

# What llama-cpp-python's build asks for, and the program that runs the compiler.
LLAMA_BUILD = ("scikit-build-core[pyproject]>=0.9.2", "ninja>=1.11")


def compiled(sources: list[str], *options: str) -> str:
    """The lock that pip-compile makes of requirement files, as text."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "lock.txt"
        command = [
            *(sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes"),
            *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"),
            *("--no-emit-options", "--strip-extras", "--allow-unsafe", "--no-header"),
            *options,
            *("--output-file", str(out)),
            *sources,
        ]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "HOME": folder})
        return out.read_text(encoding="utf-8")


def blocks(lock: str) -> dict[str, list[str]]:
    """The lines of a lock by package, in its order; each block ends with its comments."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            name = line.partition("==")[0].strip().lower()
        if (
            name
            and line.strip()
            and not line.startswith("#")
            and "# -c" not in _spaced(line)
        ):
            found.setdefault(name, []).append(line)
    return found


def _spaced(line: str) -> str:
    """A line with single spaces, so that ``#   -c pins.txt`` reads ``# -c pins.txt``."""
    return " ".join(line.split())


def askers(block: list[str]) -> set[str]:
    """The packages that ask for this one, from the comments that pip-compile writes."""
    words = [line.strip().removeprefix("#").strip() for line in block if "#" in line]
    names = {word.removeprefix("via").strip() for word in words}
    return {name.partition(" ")[0].lower() for name in names if name}


def without(lock: str, left_out: frozenset[str]) -> dict[str, list[str]]:
    """The blocks of a lock that are not left out, nor asked for by left-out ones only.

    What the llama package asks for stays: that one is installed too, from elsewhere.
    """
    packages = blocks(lock)
    gone = set(left_out)
    while True:
        more = {
            name
            for name, block in packages.items()
            if name not in gone and askers(block) and askers(block) <= gone - {LLAMA}
        }
        if not more:
            return {name: block for name, block in packages.items() if name not in gone}
        gone |= more


def write(name: str, packages: dict[str, list[str]], why: str) -> None:
    """Writes one lock file with a first line that says what it is."""
    lines = [f"# {why} Made by `make lock`; do not edit."]
    for block in packages.values():
        lines += [line.replace(str(ROOT), ".") for line in block]
    (LOCK / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"build/lock/{name}: {len(packages)} packages", flush=True)


def main() -> None:
    """Makes the locks: program, development, a benchmark, the llama wheel and its build."""
    LOCK.mkdir(exist_ok=True)
    runtime = compiled(["pyproject.toml"])
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "runtime.txt"
        pins.write_text(
            "\n".join(block[0].rstrip("\\ ") for block in blocks(runtime).values())
        )
        development = compiled(
            ["pyproject.toml"], "--extra", "development", "--constraint", str(pins)
        )
        benchmarks = compiled(
            ["pyproject.toml"], "--extra", "benchmarks", "--constraint", str(pins)
        )
        build = Path(folder) / "build.in"
        build.write_text("\n".join(LLAMA_BUILD))
        llama_build = compiled([str(build)]).replace(str(build), "llama-cpp-python")
    write(
        "runtime.txt", without(runtime, LEFT_OUT_OF_THE_PROGRAM), "What the program needs."
    )
    write("development.txt", without(development, LEFT_OUT), "The same, and the tools.")
    known = blocks(runtime)
    recipe = {
        name: block for name, block in blocks(benchmarks).items() if name not in known
    }
    write("benchmarks.txt", recipe, "What one benchmark compares with, beside development.")
    llama = {LLAMA: blocks(runtime)[LLAMA]}
    write("llama.txt", llama, "The model runtime, built from this source by set_up.py.")
    write("llama_build.txt", blocks(llama_build), "What that build needs.")


if __name__ == "__main__":
    main()
