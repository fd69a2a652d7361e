"""The machine's policy: what the agency's administrators set for everybody on a laptop."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt, ValidationError

from app.records import PostroomError
from app.startup.toml_text import table_of

__all__ = ["Policy", "ReadingPolicy", "find_policy", "read_policy"]

POLICY_FILE = "policy.toml"


class ReadingPolicy(BaseModel):
    """Caps on what is read; a field that is left out keeps the program's own cap."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zip_entries: PositiveInt | None = None
    entry_bytes: PositiveInt | None = None
    total_bytes: PositiveInt | None = None
    rows: PositiveInt | None = None
    columns: PositiveInt | None = None
    pages: PositiveInt | None = None
    page_seconds: PositiveFloat | None = None
    ocr_page_seconds: PositiveFloat | None = None
    memory_bytes: PositiveInt | None = None


class Policy(BaseModel):
    """What ``policy.toml`` may hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reading: ReadingPolicy = ReadingPolicy()


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
    try:
        return Policy.model_validate(table_of(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PostroomError(
            f"The policy {path} has a mistake: {first_mistake(error)}.",
            "Ask your administrator.",
        ) from error


def first_mistake(error: tomllib.TOMLDecodeError | ValidationError) -> str:
    """The first mistake in words."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"{where}: {first['msg']}"
    return str(error)
