"""What Linux offers to fence a process in: seccomp, resource limits, death with the parent.

Sources: seccomp(2), prctl(2), setrlimit(2); the system-call numbers are those of the
kernel's tables for x86-64 (arch/x86/entry/syscalls/syscall_64.tbl) and of
asm-generic/unistd.h for 64-bit Arm.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

__all__ = ["die_with_parent", "hide_memory", "refuse_network", "set_limits"]

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2
SIGKILL = 9

LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
JUMP_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EACCES
KILL = 0x80000000
X32_BIT = 0x40000000
CREATE_OR_EMPTY = 0o100 | 0o1000  # O_CREAT | O_TRUNC
FLAGS_SECOND, FLAGS_THIRD = 24, 32  # where struct seccomp_data has these arguments

# socket, socketpair, connect, accept, sendto, sendmsg, bind, listen, accept4, sendmmsg:
# no network. io_uring_setup: it could open sockets past this filter. ptrace,
# process_vm_readv, process_vm_writev: no look into other processes. bpf, userfaultfd,
# perf_event_open, keyctl, mount, unshare, setns: kernel surface nobody here needs.
NETWORK: dict[str, tuple[int, ...]] = {
    "x86_64": (
        *(41, 53, 42, 43, 44, 46, 49, 50, 288, 307, 425, 101, 310, 311),
        *(321, 323, 298, 250, 165, 272, 308),
    ),
    "aarch64": (
        *(198, 199, 203, 202, 206, 211, 200, 201, 242, 269, 425, 117, 270, 271),
        *(280, 282, 241, 219, 40, 97, 268),
    ),
}

# execve, execveat: no other program. creat, mkdir, mknod, unlink, rename, truncate, link,
# symlink, rmdir, chmod, chown and the like, kill: the person's files and processes stay as
# they are, whatever RLIMIT_FSIZE would let pass. openat2: its flags lie where a filter
# cannot look.
PROGRAMS: dict[str, tuple[int, ...]] = {
    "x86_64": (
        *(59, 322, 87, 263, 82, 264, 316, 76, 77, 86, 265, 88, 266, 84, 90, 91, 268, 92),
        *(93, 94, 260, 62, 424, 85, 83, 258, 133, 259, 437),
    ),
    "aarch64": (
        *(221, 281, 35, 38, 276, 45, 46, 37, 36, 52, 53, 54, 55, 129, 424, 34, 33, 437),
    ),
}
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# open and openat with the place of their flags: refused where they create or empty a file.
OPENING = {
    "x86_64": ((2, FLAGS_SECOND), (257, FLAGS_THIRD)),
    "aarch64": ((56, FLAGS_THIRD),),
}


class Program(ctypes.Structure):
    """``struct sock_fprog``: a filter program and its length."""

    _fields_ = (  # type: ignore[mutable-override]  # ctypes reads it once
        ("length", ctypes.c_ushort),
        ("instructions", ctypes.c_char_p),
    )


def prctl(option: int, *arguments: object) -> None:
    """Set what the kernel calls a process control.

    Raises:
        OSError: The kernel refused.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    padded = (*arguments, *(ctypes.c_ulong(0),) * (4 - len(arguments)))
    if libc.prctl(ctypes.c_int(option), *padded) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def die_with_parent(parent: int) -> None:
    """End this process when the one that started it ends.

    Args:
        parent: Its process number, to notice that it ended before this call.
    """
    prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def hide_memory() -> None:
    """Keep this process's memory from its children, which run as the same person."""
    prctl(PR_SET_DUMPABLE, ctypes.c_ulong(0))


def refuse_network(*, programs_too: bool) -> None:
    """Refuse sockets and needless kernel doors from here on, for good.

    Args:
        programs_too: Whether other programs and changes to files are refused as well.

    Raises:
        OSError: The kernel refused the filter, or the processor is not a known one.
    """
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        raise OSError(f"no system-call filter is known for {machine}")
    numbers = NETWORK[machine]
    opening: tuple[tuple[int, int], ...] = ()
    if programs_too:
        numbers, opening = (*numbers, *PROGRAMS[machine]), OPENING[machine]
    instructions = filter_program(ARCHITECTURES[machine], numbers, opening)
    prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1))
    program = Program(len(instructions) // 8, instructions)
    prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.byref(program))


def filter_program(
    architecture: int, numbers: tuple[int, ...], opening: tuple[tuple[int, int], ...]
) -> bytes:
    """A classic BPF program that refuses these system calls and allows the rest.

    Args:
        architecture: AUDIT_ARCH value; calls of another architecture kill the process.
        numbers: System-call numbers to refuse with EACCES.
        opening: Numbers of calls that open files, with the offset of their flags.

    Returns:
        8 bytes an instruction: load the architecture, check it, load the number, refuse the
        x32 range, compare with each number, look at the flags of what opens files.
    """

    def instruction(code: int, jump_true: int, jump_false: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, jump_true, jump_false, value)

    open_calls = [
        part
        for number, offset in opening
        for part in (
            instruction(JUMP_EQUAL, 0, 4, number),
            instruction(LOAD_WORD, 0, 0, offset),
            instruction(JUMP_ANY_BIT, 1, 0, CREATE_OR_EMPTY),
            instruction(RETURN, 0, 0, ALLOW),
            instruction(RETURN, 0, 0, REFUSE),
        )
    ]
    last = len(open_calls) + 1
    head = [
        instruction(LOAD_WORD, 0, 0, 4),
        instruction(JUMP_EQUAL, 1, 0, architecture),
        instruction(RETURN, 0, 0, KILL),
        instruction(LOAD_WORD, 0, 0, 0),
        instruction(JUMP_AT_LEAST, len(numbers) + last, 0, X32_BIT),
    ]
    count = len(numbers)
    compare = [
        instruction(JUMP_EQUAL, count - index + last - 1, 0, number)
        for index, number in enumerate(numbers)
    ]
    tail = [instruction(RETURN, 0, 0, ALLOW), instruction(RETURN, 0, 0, REFUSE)]
    return b"".join(head + compare + open_calls + tail)


def set_limits(memory_bytes: int, *, write_files: bool) -> None:
    """Limit data memory and the size of written files, and leave no core file.

    Args:
        memory_bytes: For private writable memory (RLIMIT_DATA, which since Linux 4.7 counts
            private mappings too, so that an allocation fails instead of the laptop); 0 for
            none, as a limit would also be the most that its own children may ask for.
        write_files: Whether this process may write regular files at all.
    """
    import resource  # noqa: PLC0415 - absent on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    if not write_files:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
