"""Small GGUF files, written by the specification and not by what reads them."""

import hashlib
import struct
from pathlib import Path


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def string_value(name: str, value: str) -> bytes:
    return text(name) + struct.pack("<I", 8) + text(value)


def number_value(name: str, value: int) -> bytes:
    return text(name) + struct.pack("<II", 4, value)


def strings_value(name: str, values: list[str]) -> bytes:
    head = text(name) + struct.pack("<IIQ", 9, 8, len(values))
    return head + b"".join(text(value) for value in values)


def tensor(name: str, shape: tuple[int, ...], kind: int, offset: int) -> bytes:
    axes = b"".join(struct.pack("<Q", axis) for axis in shape)
    head = text(name) + struct.pack("<I", len(shape))
    return head + axes + struct.pack("<IQ", kind, offset)


def gguf(
    *,
    architecture: str = "llama",
    values: tuple[bytes, ...] = (),
    tensors: tuple[bytes, ...] = (),
    data: int = 4096,
    salt: int = 0,
) -> bytes:
    """A whole file: by default 1,024 single-precision numbers in 4,096 bytes."""
    values = (
        string_value("general.architecture", architecture),
        string_value("general.name", "Tiny"),
        string_value("general.license", "mit"),
        strings_value("general.languages", ["en", "es"]),
        number_value("llama.context_length", 512),
        *values,
    )
    tensors = tensors or (tensor("token_embd.weight", (32, 32), 0, 0),)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values))
    whole = head + b"".join(values) + b"".join(tensors)
    padding = -len(whole) % 32
    return whole + bytes(padding) + bytes((salt + n) % 256 for n in range(data))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


WHOLE = gguf()


def write_gguf(path: Path, content: bytes | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gguf() if content is None else content)
    return path
