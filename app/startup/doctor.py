"""A look at the machine and the installation, told on one screen in plain words."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Container, Iterator
from importlib import metadata
from pathlib import Path

import app
from app.engine import processor_problem
from app.isolation import try_guards
from app.records import Finding, InstalledModel, ModelState, PostroomError
from app.startup.places import Places

__all__ = ["look"]

ENOUGH_MEMORY = 4 * 2**30
ENOUGH_DISK = 2**30
# What speaks to servers in Python: web, mail, files from afar, and what encrypts it.
SPEAKING = (
    *("ssl", "_ssl", "http.client", "urllib3", "xmlrpc"),
    *("ftplib", "imaplib", "poplib", "smtplib"),
)
PACKAGES = (
    "PySide6_Essentials",
    "llama_cpp_python",
    "onnxruntime",
    "pypdf",
    "pypdfium2",
    "openpyxl",
    "python-calamine",
    "rapidocr",
    "sqlite-utils",
)


def look(
    places: Places, models: Callable[[], tuple[InstalledModel, ...]]
) -> tuple[Finding, ...]:
    """Everything that was looked at, the most basic first."""
    return (
        program(),
        processor(),
        memory(),
        disk(places),
        data_folder(places),
        *installed(models),
        network_code(sys.modules),
        *guards(),
        versions(),
    )


def program() -> Finding:
    """Which program this is and on what."""
    return Finding(
        name="Postroom",
        state="good",
        what=f"Version {app.__version__} on {platform.system()} {platform.release()}.",
    )


def processor() -> Finding:
    """Whether the language model can run on this processor."""
    cores = os.cpu_count() or 1
    problem = processor_problem()
    if problem:
        return Finding(
            name="Processor",
            state="problem",
            what=problem,
            remedy="Everything else works: sort without a language model.",
        )
    return Finding(
        name="Processor",
        state="good",
        what=f"{platform.machine()}, {cores} cores, all needed instructions.",
    )


def memory() -> Finding:
    """How much memory the machine has."""
    total = total_memory()
    if total is None:
        return Finding(
            name="Memory", state="note", what="The amount of memory could not be found out."
        )
    gibibytes = total / 2**30
    if total < ENOUGH_MEMORY:
        return Finding(
            name="Memory",
            state="note",
            what=f"{gibibytes:.1f} GB: enough to sort, little for larger models.",
            remedy="Close other programs while Postroom works.",
        )
    return Finding(name="Memory", state="good", what=f"{gibibytes:.1f} GB.")


def total_memory() -> int | None:
    """Bytes of memory in the machine; None where it cannot be told."""
    if sys.platform == "win32":
        return windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return None


def windows_memory() -> int | None:
    """Bytes of memory by ``GetPhysicallyInstalledSystemMemory``, which counts in KiB."""
    import ctypes  # noqa: PLC0415 - only this question needs it

    amount = ctypes.c_ulonglong()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent on other systems
    if not kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(amount)):
        return None
    return amount.value * 1024


def disk(places: Places) -> Finding:
    """How much room there is for case files and models."""
    folder = places.data
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    gibibytes = free / 2**30
    if free < ENOUGH_DISK:
        return Finding(
            name="Disk",
            state="problem",
            what=f"Only {gibibytes:.1f} GB free.",
            remedy="Free at least 1 GB.",
        )
    return Finding(name="Disk", state="good", what=f"{gibibytes:.0f} GB free.")


def data_folder(places: Places) -> Finding:
    """Whether this person's own folder can be written."""
    try:
        trial = places.writable(places.data) / f".writable-{os.getpid()}"
        trial.touch(mode=0o600)
        trial.unlink()
    except (OSError, PostroomError):
        return Finding(
            name="Data folder",
            state="problem",
            what=f"{places.data} cannot be written.",
            remedy="Set POSTROOM_DATA to a folder that you may write to.",
        )
    return Finding(name="Data folder", state="good", what=str(places.data))


def installed(models: Callable[[], tuple[InstalledModel, ...]]) -> Iterator[Finding]:
    """The models that are installed, or what is wrong with them."""
    try:
        found = models()
    except PostroomError as error:
        yield Finding(name="Models", state="problem", what=error.what, remedy=error.remedy)
        return
    for model in found:
        name = f"Model {model.entry.name}"
        if model.state is ModelState.READY:
            folder = Path(model.path).parent
            yield Finding(name=name, state="good", what=f"Ready, in {folder}.")
        elif model.state is ModelState.DAMAGED or model.entry.starter:
            yield Finding(
                name=name,
                state="problem",
                what=f"It is {model.state}.",
                remedy=f"Install it from its file, {model.entry.file}.",
            )


def network_code(loaded: Container[str]) -> Finding:
    """Whether this process, which does the work, has loaded what could speak to a server.

    Args:
        loaded: Names of the modules that are loaded.
    """
    found = [name for name in SPEAKING if name in loaded]
    if not found:
        return Finding(
            name="Network code",
            state="good",
            what="Nothing is loaded that could speak to a server: no web, no mail, no "
            "encrypted connection.",
        )
    return Finding(
        name="Network code",
        state="note",
        what=f"A library has loaded what could speak to a server: {', '.join(found)}.",
        remedy="Postroom calls none of it, and the guards below hold all the same.",
    )


def guards() -> Iterator[Finding]:
    """The offline self-check: what a child that reads documents was refused, by trying."""
    try:
        held = try_guards()
    except PostroomError as error:
        yield Finding(
            name="Child processes",
            state="problem",
            what=error.what,
            remedy="Postroom cannot work until they can start.",
        )
        return
    told = (
        ("Offline self-check", held.network_refused, "open a network connection"),
        ("File guard", held.files_refused, "write a file"),
        ("Memory guard", held.memory_refused, "take more memory than allowed"),
    )
    for name, refused, deed in told:
        yield guard(name, deed, refused=refused)


def guard(name: str, deed: str, *, refused: bool | None) -> Finding:
    """What one guard's trial found."""
    if refused:
        return Finding(
            name=name,
            state="good",
            what=f"A reading process tried to {deed} and was refused.",
        )
    if refused is None:
        return Finding(
            name=name,
            state="note",
            what=f"Whether a reading process may {deed} cannot be tried on this system.",
            remedy="Postroom itself never does; the system just cannot show it here.",
        )
    return Finding(
        name=name,
        state="note",
        what=f"This system does not refuse a reading process to {deed}.",
        remedy="Postroom itself never does; the system just cannot enforce it here.",
    )


def versions() -> Finding:
    """Versions of the packages that do the work."""
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue  # a frozen program carries only some packages' descriptions
    return Finding(
        name="Versions",
        state="good",
        what=f"Python {platform.python_version()}; " + ", ".join(found) + ".",
    )
