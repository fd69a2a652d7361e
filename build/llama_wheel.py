"""The model runtime's wheel: built once from its locked source, and kept.

pip's own cache of wheels does not know the compiler's flags, and would hand back one that
was built with others. So the wheel is kept in a folder whose name changes with the version,
the source's hash, the flags, the Python and the machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import TroubleError, need_room, quiet_environment, run_shown, say

__all__ = ["cmake_flags", "ensure_wheel", "kept_wheel", "places", "wheel_key"]

# Never the native build: on some processors it uses AMX and dies at the first batch
# (ggml-org/llama.cpp issue 20824). AVX2 is what a laptop of the last ten years has.
COMMON = "-DGGML_NATIVE=OFF"
AVX2 = "-DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON -DGGML_BMI2=ON"
LEAVE_OUT = (
    "-DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF"
    " -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_OPENSSL=OFF"
)
CMAKE_AT_LEAST = (3, 21)
ROOM_TO_BUILD = 1500  # MiB: source, objects and the wheel


def cmake_flags(machine: str) -> str:
    """What CMAKE_ARGS has to say on a machine; AVX2 on the x86-64 family only."""
    if machine.lower() in {"x86_64", "amd64"}:
        return f"{COMMON} {AVX2} {LEAVE_OUT}"
    return f"{COMMON} {LEAVE_OUT}"


def wheel_key(lock: str, flags: str, python: str, machine: str) -> str:
    """The folder name of a wheel: readable, and another one whenever anything differs.

    Args:
        lock: The text of the lock file, which names version and hash of the source.
        flags: CMAKE_ARGS.
        python: Tag of the interpreter, such as ``cp311``.
        machine: System and processor, such as ``linux-x86_64``.
    """
    version = re.search(r"==(\S+)", lock)
    facts = "\n".join((*re.findall(r"sha256:[0-9a-f]{64}", lock), flags, python, machine))
    digest = hashlib.sha256(facts.encode()).hexdigest()[:12]
    return f"llama-cpp-python-{version[1] if version else 'x'}-{python}-{machine}-{digest}"


def this_key(lock_file: Path) -> str:
    """The key of the wheel for the Python and machine that run this."""
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    machine = f"{platform.system()}-{platform.machine()}".lower()
    lock = lock_file.read_text(encoding="utf-8")
    return wheel_key(lock, cmake_flags(platform.machine()), python, machine)


def places(root: Path, env: dict[str, str]) -> list[Path]:
    """Where wheels are kept: as told or in the user's cache, and in the checkout.

    The copy in the checkout makes a second set-up quick also under another HOME.
    """
    told = env.get("POSTROOM_WHEELS")
    cache = env.get("XDG_CACHE_HOME") or (
        f"{env['HOME']}/.cache" if env.get("HOME") else ""
    )
    found = [Path(told)] if told else []
    if not told and cache and Path(cache).is_absolute():
        found.append(Path(cache) / "postroom" / "wheels")
    return [*found, root / ".wheels"]


def kept_wheel(folder: Path) -> Path | None:
    """The whole wheel in a folder of the store, or None where it is absent or damaged."""
    for wheel in sorted(folder.glob("*.whl")):
        note = wheel.with_suffix(".sha256")
        if note.is_file() and note.read_text(encoding="ascii").strip() == _sha256(wheel):
            return wheel
    return None


def keep(wheel: Path, folder: Path) -> Path:
    """Copies a wheel into a folder of the store, aside first and then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / wheel.name
    aside = target.with_suffix(f".{os.getpid()}.part")
    try:
        shutil.copyfile(wheel, aside)
        target.with_suffix(".sha256").write_text(_sha256(aside) + "\n", encoding="ascii")
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return target


def ensure_wheel(root: Path, log: Path) -> Path:
    """The wheel for this machine: from the store, else built now and kept there.

    Raises:
        TroubleError: No compiler, no network, no room, or the build fails.
    """
    lock = root / "build" / "lock"
    key = this_key(lock / "llama.txt")
    stores = places(root, dict(os.environ))
    wheel = next((w for store in stores if (w := kept_wheel(store / key))), None)
    if wheel is None:
        with tempfile.TemporaryDirectory(
            prefix="llama-", dir=_building_place(root)
        ) as work:
            built = _build(lock, Path(work), log)
            wheel = keep(built, stores[-1] / key)
    for store in stores:
        if kept_wheel(store / key) is None:
            with contextlib.suppress(
                OSError
            ):  # a home that cannot be written to is no harm
                keep(wheel, store / key)
    return wheel


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _building_place(root: Path) -> Path:
    """A folder on the checkout's disk; the usual temporary one is often in memory."""
    place = root / ".wheels"
    need_room(place, ROOM_TO_BUILD, "building the model runtime")
    return place


def _build(lock: Path, work: Path, log: Path) -> Path:
    """Builds the wheel from the locked source with locked tools, in a folder of its own."""
    _check_tools()
    say("The model runtime is built now, once: four to nine minutes on two cores.")
    tools = work / "tools"
    run_shown(
        [sys.executable, "-m", "venv", "--without-pip", str(tools)],
        "Making a place to build in",
        short=str,
        log=log,
    )
    python = tools / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    env = quiet_environment(
        CMAKE_ARGS=cmake_flags(platform.machine()),
        CMAKE_GENERATOR="Ninja",
        TMPDIR=str(work),
        PATH=os.pathsep.join((str(python.parent), os.environ.get("PATH", os.defpath))),
    )
    run_shown(
        [
            *pip,
            "install",
            "--no-deps",
            "--require-hashes",
            "--only-binary=:all:",
            "-r",
            str(lock / "llama_build.txt"),
        ],
        "Fetching the tools for the build",
        short=str,
        log=log,
        env=env,
    )
    run_shown(
        [
            *pip,
            "wheel",
            "--verbose",
            "--no-cache-dir",
            "--no-deps",
            "--no-build-isolation",
            "--no-binary=:all:",
            "--require-hashes",
            "-r",
            str(lock / "llama.txt"),
            "--wheel-dir",
            str(work / "wheel"),
        ],
        "Building the model runtime",
        short=short_of_a_build,
        log=log,
        env=env,
    )
    return next((work / "wheel").glob("*.whl"))


def short_of_a_build(line: str) -> str:
    """The share done and the file at work, from a line of ninja; little from others."""
    step = re.match(r"\[(\d+)/(\d+)\]", line)
    if step is None:
        return (
            line[:80] if line.startswith(("Collecting", "Downloading", "Building")) else ""
        )
    done, total = int(step[1]), int(step[2])
    sources = re.findall(r"([\w.-]+\.(?:cpp|c|cc|cu|m|so|dll|dylib))(?=\s|$)", line)
    share = f"{100 * done // max(total, 1)} %  step {done} of {total}"
    return f"{share}  {sources[-1]}" if sources else share


def _check_tools() -> None:
    """Raises TroubleError where compiler or cmake are missing or too old."""
    missing = []
    if sys.platform != "win32" and not any(map(shutil.which, ("c++", "g++", "clang++"))):
        missing.append("build-essential")
    version = _cmake_version()
    if version < CMAKE_AT_LEAST:
        missing.append("cmake")
    if missing:
        raise TroubleError(
            "The model runtime has to be built, and for that a C++ compiler and cmake"
            f" {'.'.join(map(str, CMAKE_AT_LEAST))} or later are needed.",
            f"On Debian or Ubuntu: sudo apt-get install {' '.join(missing)}"
            if sys.platform.startswith("linux")
            else "On macOS: xcode-select --install and cmake.org; on Windows: the Visual"
            " Studio Build Tools with C++ and cmake.org.",
        )


def _cmake_version() -> tuple[int, ...]:
    if shutil.which("cmake") is None:
        return ()
    shown = subprocess.run(
        ["cmake", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"(\d+)\.(\d+)", shown.stdout)
    return (int(found[1]), int(found[2])) if found else ()
