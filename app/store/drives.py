"""Whether a folder lies on a drive where SQLite's write-ahead log must not be used.

The log needs memory shared between processes, which network file systems do not give
(https://www.sqlite.org/wal.html), and programs that synchronize folders copy its files
one at a time.
"""

from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path, PurePath

__all__ = ["file_system", "synchronizer", "why_no_write_ahead_log"]

_NETWORK = frozenset(
    (
        *(
            "9p",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "gfs",
            "gfs2",
            "glusterfs",
        ),
        *("gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2"),
        *("smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    )
)
_SYNCHRONIZERS = (
    ("OneDrive", re.compile(r"onedrive( ?-.*)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( ?[-(].*)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive( ?[-(].*)?|my drive", re.IGNORECASE)),
    ("iCloud", re.compile(r"mobile documents|icloud ?drive", re.IGNORECASE)),
    ("Box", re.compile(r"box|box sync|box-box", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"(nextcloud|owncloud)[0-9]*( ?-.*)?", re.IGNORECASE)),
    ("a cloud service", re.compile(r"cloudstorage", re.IGNORECASE)),
)
_DRIVE_REMOTE = 4  # GetDriveTypeW
_MNT_LOCAL = 0x1000  # sys/mount.h of macOS
_STATFS_FLAGS = 64  # offset of f_flags in macOS's struct statfs with 64-bit inodes


def why_no_write_ahead_log(path: Path) -> str:
    """A plain sentence for a case file on a network or synchronized drive, else empty.

    Args:
        path: Absolute path of the case file; its folder exists.
    """
    service = synchronizer(path.parent)
    if service:
        return (
            f"The case file lies in a folder that {service} synchronizes, so it is kept "
            "in one file at a time, which is slower. A folder on this computer is safer."
        )
    if _is_network(path.parent):
        return (
            "The case file lies on a network drive, so it is kept in one file at a time, "
            "which is slower. A folder on this computer is safer."
        )
    return ""


def synchronizer(folder: PurePath) -> str:
    """The name of the service that, by a folder's name, synchronizes it; else empty."""
    for name in reversed(folder.parts):
        for service, pattern in _SYNCHRONIZERS:
            if pattern.fullmatch(name):
                return service
    return ""


def file_system(mounts: str, folder: PurePath) -> str:
    """The type of the Linux file system that holds a folder; empty where none is named.

    Args:
        mounts: Text of ``/proc/self/mountinfo`` (its format: man 5 proc).
        folder: Absolute path without symbolic links.
    """
    found, longest = "", -1
    for line in mounts.splitlines():
        head, _, tail = line.partition(" - ")
        fields, kind = head.split(" "), tail.split(" ")[0]
        if len(fields) < 5 or not kind:
            continue
        point = PurePath(re.sub(r"\\([0-7]{3})", _octal, fields[4]))
        # A later mount on the same point hides the earlier one.
        if folder.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = kind, len(point.parts)
    return found


def _octal(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 8))


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        drive = folder.drive
        remote = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
        return drive.startswith("\\\\") or remote
    elif sys.platform == "darwin":  # noqa: RET505 - mypy knows other systems by this form
        return not _is_local_on_macos(folder)
    else:
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace")
        except OSError:
            return False
        kind = file_system(mounts, folder.resolve())
        # Drives served by a program (sshfs, rclone, gvfs) seldom give shared memory.
        return kind in _NETWORK or kind.startswith("fuse.")


def _is_local_on_macos(folder: Path) -> bool:
    """Whether ``statfs`` says so; True where it cannot be asked."""
    library = ctypes.CDLL(None)
    call = getattr(library, "statfs$INODE64", None) or getattr(library, "statfs", None)
    buffer = ctypes.create_string_buffer(4096)  # struct statfs has 2168 bytes
    if call is None or call(str(folder).encode(), buffer) != 0:
        return True
    flags = int.from_bytes(buffer.raw[_STATFS_FLAGS : _STATFS_FLAGS + 4], sys.byteorder)
    return bool(flags & _MNT_LOCAL)
