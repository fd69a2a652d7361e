"""Files inside files: zip archives and mailboxes, member by member."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from app.readers.answers import Refused, count
from app.readers.cleaning import clean_name
from app.readers.requests import ReadCaps
from app.readers.sources import Source
from app.readers.zip_guard import ZIP_ERRORS

__all__ = [
    "mailbox_member",
    "mailbox_spans",
    "message_name",
    "unique_names",
    "zip_member",
    "zip_members",
]

CHUNK_BYTES = 1024 * 1024
ENCRYPTED = 0x1
SYSTEM_FOLDERS = ("__macosx",)
MESSAGE_START = re.compile(rb"^From \S*.*\d\d:\d\d|^From .+@|^From - ", re.DOTALL)
HEADER_START = re.compile(rb"^[!-9;-~]+:")


def unique_names(names: Sequence[str]) -> list[str]:
    """Cleaned names, no two alike, in the same order."""
    taken: set[str] = set()
    unique = []
    for untrusted in names:
        name = clean_name(untrusted)
        stem, point, suffix = name.rpartition(".")
        candidate, number = name, 2
        while candidate in taken:
            candidate = (
                f"{stem} ({number}).{suffix}" if point and stem else f"{name} ({number})"
            )
            number += 1
        taken.add(candidate)
        unique.append(candidate)
    return unique


def zip_members(
    source: Source, passwords: Sequence[str], caps: ReadCaps
) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files in an archive by their cleaned names; folders and system files left out.

    Raises:
        Refused: It is damaged, has too many entries, or no password opens it.
    """
    with source.open() as file:
        try:
            with zipfile.ZipFile(file) as archive:
                entries = [entry for entry in archive.infolist() if is_file(entry)]
                if len(entries) > caps.zip_entries:
                    raise Refused(
                        f"The archive holds {count(len(entries), 'file')};"
                        f" at most {caps.zip_entries:,} are read.",
                        "too big",
                    )
                locked = [entry for entry in entries if entry.flag_bits & ENCRYPTED]
                if locked:
                    find_password(
                        archive, min(locked, key=lambda e: e.file_size), passwords
                    )
        except ZIP_ERRORS as error:
            raise Refused(
                f"The archive is damaged ({type(error).__name__}).", "damaged"
            ) from None
    names = unique_names([entry.filename for entry in entries])
    return list(zip(names, entries, strict=True))


def is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there."""
    steps = entry.filename.replace("\\", "/").casefold().split("/")
    name = steps[-1]
    return not (
        entry.is_dir()
        or steps[0] in SYSTEM_FOLDERS
        or name.startswith((".", "~$"))
        or name in {"thumbs.db", "desktop.ini", ""}
    )


def find_password(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: Sequence[str]
) -> bytes:
    """The password that opens an entry.

    Raises:
        Refused: None does, or the encryption is one that cannot be read.
    """
    for password in passwords:
        for encoded in {password.encode("utf-8"), password.encode("cp437", "replace")}:
            # A wrong password shows as damage of several kinds.
            try:
                with archive.open(entry, pwd=encoded) as stream:
                    while stream.read(CHUNK_BYTES):
                        pass
            except NotImplementedError:
                break
            except ZIP_ERRORS:
                continue
            return encoded
    if entry.compress_type == 99:
        raise Refused(
            "The archive is encrypted with AES, which is not read; unpack it first.",
            "unsupported",
        )
    raise Refused("It needs a password.", "password")


def zip_member(
    source: Source, name: str, passwords: Sequence[str], caps: ReadCaps
) -> bytes:
    """The bytes of one file in an archive, counted while they inflate.

    Raises:
        Refused: It is damaged, too big, or not there.
    """
    members = dict(zip_members(source, passwords, caps))
    if name not in members:
        raise Refused("The file is not in the archive any more.", "missing")
    entry = members[name]
    data = bytearray()
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            key = None
            if entry.flag_bits & ENCRYPTED:
                key = find_password(archive, entry, passwords)
            with archive.open(entry, pwd=key) as stream:
                while chunk := stream.read(CHUNK_BYTES):
                    data += chunk
                    if len(data) > caps.entry_bytes:
                        raise Refused(
                            "The file unpacks to more than"
                            f" {count(max(1, caps.entry_bytes // 10**6), 'megabyte')}.",
                            "too big",
                        )
    except ZIP_ERRORS as error:
        raise Refused(
            f"The file cannot be unpacked ({type(error).__name__}).", "damaged"
        ) from None
    return bytes(data)


def mailbox_spans(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each message of a mailbox begins and ends, without its "From " line."""
    start: int | None = None
    position, blank = 0, True
    while line := file.readline(CHUNK_BYTES):
        if blank and line.startswith(b"From ") and MESSAGE_START.match(line):
            if start is not None:
                yield start, position
            start = position + len(line)
        blank = line in {b"\n", b"\r\n"}
        position += len(line)
    if start is not None and position > start:
        yield start, position


def message_name(number: int) -> str:
    """The name of a mailbox's message, counted from 1."""
    return f"message {number}.eml"


def mailbox_member(
    source: Source, name: str, spans: Sequence[tuple[int, int]], caps: ReadCaps
) -> bytes:
    """The bytes of one message of a mailbox, its quoted "From" lines as they were.

    Raises:
        Refused: It is too big or not there.
    """
    found = re.fullmatch(r"message ([0-9]{1,9})\.eml", name)
    number = int(found[1]) if found else 0
    if not 1 <= number <= len(spans):
        raise Refused("The message is not in the mailbox any more.", "missing")
    start, end = spans[number - 1]
    if end - start > caps.entry_bytes:
        raise Refused(
            f"The message has more than {count(caps.entry_bytes // 10**6, 'megabyte')}.",
            "too big",
        )
    with source.open() as file:
        file.seek(start)
        data = file.read(end - start)
    return re.sub(rb"(?m)^>(>*From )", rb"\1", data)
