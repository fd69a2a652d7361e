"""What this computer's processor can do, found out before any model runtime is loaded."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from pathlib import Path

__all__ = ["processor_problem", "worker_threads"]

MOST_THREADS = 4
# The instruction sets the language model's runtime is built with, by their names in
# /proc/cpuinfo; the runtime itself would die of an illegal instruction.
NEEDED = {"avx2": "AVX2", "fma": "FMA", "f16c": "F16C", "bmi2": "BMI2"}
INTEL = {"x86_64", "amd64", "i386", "i686", "x86"}
PF_AVX2_INSTRUCTIONS_AVAILABLE = 40  # winnt.h


def processor_problem() -> str:
    """Why the language model cannot run on this processor; empty where it can.

    Only processors of the Intel kind are looked at: 64-bit Arm has all that is needed.
    """
    if platform.machine().lower() not in INTEL:
        return ""
    missing = missing_instructions()
    if not missing:
        return ""
    return (
        f"This computer's processor lacks {', '.join(missing)}, which the language model "
        "needs. Everything else works without it."
    )


def missing_instructions() -> tuple[str, ...]:
    """The needed instruction sets that this processor does not have, in a fixed order."""
    if sys.platform == "win32":
        return missing_on_windows()
    elif sys.platform == "darwin":  # noqa: RET505 - how mypy knows platforms
        return missing_among(mac_features())
    else:
        return missing_among(linux_features())


def missing_among(features: frozenset[str]) -> tuple[str, ...]:
    """The needed instruction sets that are not among these lower-case names."""
    return tuple(title for name, title in NEEDED.items() if name not in features)


def linux_features(cpuinfo: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """The first processor's flags; all that is needed where they cannot be read."""
    try:
        text = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return frozenset(NEEDED)
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "flags":
            return frozenset(value.lower().split())
    return frozenset(NEEDED)


def mac_features() -> frozenset[str]:
    """Feature names from sysctl(3), lower-case; all that is needed where it fails."""
    libc = ctypes.CDLL(None)
    names: list[str] = []
    for key in (b"machdep.cpu.features", b"machdep.cpu.leaf7_features"):
        size = ctypes.c_size_t(0)
        if libc.sysctlbyname(key, None, ctypes.byref(size), None, 0) != 0:
            return frozenset(NEEDED)
        text = ctypes.create_string_buffer(size.value)
        libc.sysctlbyname(key, text, ctypes.byref(size), None, 0)
        names += text.value.decode("ascii", "replace").lower().split()
    return frozenset(names)


def missing_on_windows() -> tuple[str, ...]:
    """AVX2 where Windows does not report it; what has it has the other three too."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        if not kernel.IsProcessorFeaturePresent(PF_AVX2_INSTRUCTIONS_AVAILABLE):
            return ("AVX2",)
    return ()


def worker_threads() -> int:
    """Threads that computing is worth: the physical cores this process may use, 1 to 4."""
    cores = physical_cores()
    return max(1, min(MOST_THREADS, cores))


def physical_cores() -> int:
    """Physical cores this process may use; half the logical ones where nobody tells."""
    if sys.platform == "linux":
        return len({siblings(number) for number in os.sched_getaffinity(0)})
    else:  # noqa: RET505 - how mypy knows platforms
        return max(1, (os.cpu_count() or 1) // 2)


def siblings(number: int) -> str:
    """The logical processors that share a core with this one, as the kernel lists them."""
    listed = Path(f"/sys/devices/system/cpu/cpu{number}/topology/thread_siblings_list")
    try:
        return listed.read_text(encoding="ascii").strip()
    except OSError:
        return str(number)
