"""A person's settings: one small file, read with suspicion, never in the way of a start."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
from pathlib import Path
from typing import Any

from app.records import PostroomError, Settings, SettingsStanding
from app.startup.checked_values import SETTINGS
from app.startup.policy import SettingsPolicy
from app.startup.scheme_writing import put_aside_then_rename

__all__ = ["ASIDE", "SETTINGS_FILE", "SettingsFile"]

log = logging.getLogger(__name__)

SETTINGS_FILE = "settings.json"
# Beside the file: what could not be used of it, for whoever wants to look.
ASIDE = "settings.broken.json"
MOST_BYTES = 2**20


class SettingsFile:
    """The settings of one person, in force for as long as the program runs.

    Args:
        path: Of the file; it need not exist.
        policy: What the machine's administrators set, whatever the person chooses.
    """

    def __init__(self, path: Path, policy: SettingsPolicy) -> None:
        self._path = path
        self._policy = policy
        self._standing: SettingsStanding | None = None

    @property
    def standing(self) -> SettingsStanding:
        """The settings in force; the file is read once."""
        if self._standing is None:
            untrusted, problem = self._read()
            settings, bad = _checked(untrusted)
            if bad and not problem:
                self._set_aside(copy=True)
                problem = (
                    "Some settings could not be read and are as they were at first: "
                    f"{', '.join(bad)}."
                )
            self._standing = self._with_policy(settings, problem)
        return self._standing

    def save(self, settings: Settings) -> SettingsStanding:
        """Keep what a person has set; what the policy sets stays as it was in the file.

        Raises:
            PostroomError: The file cannot be written; the settings in force are as before.
        """
        before = self.standing
        kept, _ = self._read()
        wanted = dataclasses.asdict(settings)
        whole = {**kept, **{k: wanted[k] for k in wanted if k not in before.fixed}}
        text = json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PostroomError(
                f"The folder {self._path.parent} cannot be made: {error.strerror}.",
                "The setting counts until the window closes.",
            ) from error
        put_aside_then_rename(self._path, text)
        self._standing = self._with_policy(settings, "")
        return self._standing

    def _read(self) -> tuple[dict[str, Any], str]:
        """What the file holds, and what became of it where that could not be read."""
        try:
            with self._path.open("rb") as file:
                text = file.read(MOST_BYTES + 1)
            untrusted = json.loads(text) if len(text) <= MOST_BYTES else None
        except FileNotFoundError:
            return {}, ""
        except OSError as error:
            return {}, f"The settings cannot be read: {error.strerror}."
        except (ValueError, RecursionError):
            untrusted = None
        if isinstance(untrusted, dict):
            return untrusted, ""
        self._set_aside(copy=False)
        return {}, (
            "The file with the settings was damaged. It was put aside, and the settings "
            "are as they were at first."
        )

    def _set_aside(self, *, copy: bool) -> None:
        aside = self._path.with_name(ASIDE)
        with contextlib.suppress(OSError):
            if copy:
                aside.write_bytes(self._path.read_bytes())
            else:
                self._path.replace(aside)
        log.warning("the settings file could not be used as it was")

    def _with_policy(self, settings: Settings, problem: str) -> SettingsStanding:
        fixed = self._policy.fixed
        return SettingsStanding(
            settings=dataclasses.replace(settings, **fixed),
            fixed=tuple(fixed),
            problem=problem,
        )


def _checked(untrusted: dict[str, Any]) -> tuple[Settings, list[str]]:
    """The settings that can be used, and the names of those that cannot.

    What the file holds besides is a later version's, and stays in it.
    """
    known = {name: untrusted[name] for name in SETTINGS if name in untrusted}
    good = {name: known[name] for name in known if SETTINGS[name].is_met(known[name])}
    bad = [name.replace("_", " ") for name in known if name not in good]
    return Settings(**good), bad
