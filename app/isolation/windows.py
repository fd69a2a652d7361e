"""What Windows offers to fence a process in: a Job Object.

Source: Win32 ``CreateJobObjectW``, ``SetInformationJobObject`` with
``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``, ``AssignProcessToJobObject``.
"""

from __future__ import annotations

import ctypes
import sys

__all__ = ["fence"]

EXTENDED_LIMIT_INFORMATION = 9
LIMIT_ACTIVE_PROCESS = 0x00000008
LIMIT_PROCESS_MEMORY = 0x00000100
LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x00000400
LIMIT_KILL_ON_JOB_CLOSE = 0x00002000


class BasicLimits(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION``."""

    _fields_ = (  # type: ignore[mutable-override]  # ctypes reads it once
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``."""

    _fields_ = (  # type: ignore[mutable-override]  # ctypes reads it once
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def fence(process_handle: int, memory_bytes: int, *, start_programs: bool = False) -> int:
    """Put a process into a job of its own, with limited memory and no further processes.

    Args:
        process_handle: Of the process, as ``subprocess.Popen._handle`` has it.
        memory_bytes: Committed memory it may have; 0 for as much as there is.
        start_programs: Whether it may have children; they end with the job as well.

    Returns:
        The job's handle; the process ends when the handle is closed or its owner ends.

    Raises:
        OSError: Windows refused.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            raise ctypes.WinError(ctypes.get_last_error())
        limits = job_limits(memory_bytes, start_programs=start_programs)
        done = kernel.SetInformationJobObject(
            ctypes.c_void_p(job),
            EXTENDED_LIMIT_INFORMATION,
            ctypes.byref(limits),
            ctypes.sizeof(limits),
        ) and kernel.AssignProcessToJobObject(
            ctypes.c_void_p(job), ctypes.c_void_p(process_handle)
        )
        if not done:
            raise ctypes.WinError(ctypes.get_last_error())
        return int(job)
    raise OSError("a Job Object exists on Windows only")


def job_limits(memory_bytes: int, *, start_programs: bool = False) -> ExtendedLimits:
    """The limits of a job: memory, processes, and its end with its owner."""
    limits = ExtendedLimits()
    flags = LIMIT_DIE_ON_UNHANDLED_EXCEPTION | LIMIT_KILL_ON_JOB_CLOSE
    if not start_programs:
        flags |= LIMIT_ACTIVE_PROCESS
        # A Python from a virtual environment starts the real interpreter as a second
        # process.
        limits.basic.active_process_limit = 2
    if memory_bytes:
        flags |= LIMIT_PROCESS_MEMORY
        limits.process_memory = memory_bytes
    limits.basic.limit_flags = flags
    return limits
