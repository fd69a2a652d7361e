"""The machine's policy: what the agency's administrators set for everybody on a laptop."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

import platformdirs

from app.records import PostroomError
from app.startup.checked_values import SETTINGS, above_zero, first_wrong
from app.startup.toml_text import table_of

__all__ = ["Policy", "ReadingPolicy", "SettingsPolicy", "find_policy", "read_policy"]

POLICY_FILE = "policy.toml"
SECONDS = ("page_seconds", "ocr_page_seconds")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingPolicy:
    """Caps on what is read; None keeps the program's own cap."""

    zip_entries: int | None = None
    entry_bytes: int | None = None
    total_bytes: int | None = None
    rows: int | None = None
    columns: int | None = None
    pages: int | None = None
    page_seconds: float | None = None
    ocr_page_seconds: float | None = None
    memory_bytes: int | None = None

    @property
    def caps(self) -> dict[str, Any]:
        """The caps that are set, by name."""
        return _set_in(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsPolicy:
    """Settings of the window that nobody may change; None leaves one to the person."""

    language: str | None = None
    appearance: Literal["system", "light", "dark", "contrast"] | None = None
    text_size: int | None = None
    accuracy: float | None = None
    memory: bool | None = None
    language_model: str | None = None
    notices: bool | None = None

    @property
    def fixed(self) -> dict[str, Any]:
        """The settings that are fixed, by name."""
        return _set_in(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What ``policy.toml`` may hold."""

    reading: ReadingPolicy = field(default_factory=ReadingPolicy)
    settings: SettingsPolicy = field(default_factory=SettingsPolicy)

    @property
    def as_values(self) -> dict[str, dict[str, Any]]:
        """What is set in it, as plain values."""
        return {"reading": self.reading.caps, "settings": self.settings.fixed}

    @classmethod
    def of_values(cls, values: Mapping[str, Mapping[str, Any]]) -> Self:
        """The policy again, from what ``as_values`` gave."""
        return cls(
            reading=ReadingPolicy(**values.get("reading", {})),
            settings=SettingsPolicy(**values.get("settings", {})),
        )


def _set_in(part: ReadingPolicy | SettingsPolicy) -> dict[str, Any]:
    return {name: value for name, value in asdict(part).items() if value is not None}


_READING = {name: above_zero(whole=name not in SECONDS) for name in asdict(ReadingPolicy())}
_PARTS = {"reading": _READING, "settings": SETTINGS}


def find_policy() -> Path:
    """Where the policy lies if there is one: a folder only administrators may write."""
    if sys.platform == "win32":
        return platformdirs.site_data_path("Postroom", appauthor=False) / POLICY_FILE
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Postroom") / POLICY_FILE
    return Path("/etc/postroom") / POLICY_FILE


def read_policy(path: Path) -> Policy:
    """The policy in a file; the empty policy where there is no file.

    Raises:
        PostroomError: The file cannot be read or says what no policy says. Going on without
            it could break the agency's rules, so the program does not start.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Policy()
    except UnicodeDecodeError as error:
        raise PostroomError(
            f"The policy {path} is not saved as UTF-8.", "Ask your administrator."
        ) from error
    except OSError as error:
        raise PostroomError(
            f"The policy {path} cannot be read: {error.strerror}.",
            "Ask your administrator.",
        ) from error
    values: dict[str, Any] = {}
    try:
        values = table_of(text)
        mistake = _mistake_in(values)
    except tomllib.TOMLDecodeError as error:
        mistake = str(error)
    if mistake:
        raise PostroomError(
            f"The policy {path} has a mistake: {mistake}.",
            "Ask your administrator.",
        )
    return Policy.of_values(values)


def _mistake_in(untrusted: Mapping[str, Any]) -> str:
    """The first mistake in words; empty where there is none."""
    for name, part in untrusted.items():
        if name not in _PARTS:
            return f"{name}: it means nothing here"
        if not isinstance(part, dict):
            return f"{name}: it must be a table"
        if wrong := first_wrong(part, _PARTS[name]):
            return f"{name}.{wrong}"
    return ""
