"""The program looking after itself: settings, models, and how it stands on this machine.

The rooms that do the work are imported where they are handed out, not above: loading them
takes longer than showing a window may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from app.records import (
    Finding,
    InstalledModel,
    Library,
    PostroomError,
    Settings,
    SettingsStanding,
    Step,
    StoredPlace,
)
from app.startup.places import Places
from app.startup.policy import Policy
from app.startup.settings import SETTINGS_FILE, SettingsFile

__all__ = ["UNKEPT_NAME", "Upkeep"]

UNKEPT_NAME = "unkept.postroom"


class Upkeep:
    """What the program keeps for itself on this computer.

    Args:
        places: Where things lie.
        policy: What the machine's administrators set.

    Attributes:
        installed: The model that was installed last, in steps.
        checked: The models that were checked last, in steps.
    """

    def __init__(self, places: Places, policy: Policy) -> None:
        self.places = places
        self.policy = policy
        self.installed: InstalledModel | None = None
        self.checked: tuple[InstalledModel, ...] = ()
        self._settings = SettingsFile(places.state / SETTINGS_FILE, policy.settings)

    @property
    def settings(self) -> SettingsStanding:
        """What this person has set, and what the machine's policy sets instead."""
        return self._settings.standing

    def save_settings(self, settings: Settings) -> SettingsStanding:
        """Keep what a person has set; what counts from now on.

        Raises:
            PostroomError: The file cannot be written.
        """
        return self._settings.save(settings)

    @property
    def language(self) -> str:
        """The code of the language to speak; empty for the system's."""
        return self.settings.settings.language

    @property
    def appearance(self) -> Literal["system", "light", "dark", "contrast"]:
        """Which colours the window wears."""
        return self.settings.settings.appearance

    @property
    def text_size(self) -> int:
        """How large text is, in percent of the system's own."""
        return self.settings.settings.text_size

    def models(self) -> tuple[InstalledModel, ...]:
        """Every model of the catalogue, and imported ones, with what stands on disk."""
        from app.engine import list_models  # noqa: PLC0415 - see above

        return list_models(self.places.shipped_models, self.places.installed_models)

    def install_model(self, source: Path) -> InstalledModel:
        """Install a model from a file or folder on disk, checked by its hash.

        Raises:
            PostroomError: It is damaged, no model, or there is no room.
        """
        from app.engine import install  # noqa: PLC0415 - see above

        self.places.writable(self.places.installed_models)
        return install(source, self.places.installed_models, self.places.shipped_models)

    def installing(self, source: Path) -> Iterator[Step]:
        """The same in steps; ``installed`` is the model then.

        Raises:
            PostroomError: As ``install_model``.
        """
        from app.engine import install_in_steps  # noqa: PLC0415 - see above

        self.installed = None
        self.places.writable(self.places.installed_models)
        self.installed = yield from install_in_steps(
            source, self.places.installed_models, self.places.shipped_models
        )

    def checking(self, names: Sequence[str]) -> Iterator[Step]:
        """The steps of hashing the files of these models; ``checked`` tells then.

        Raises:
            PostroomError: There is no such model, or a file cannot be read.
        """
        from app.engine import verify_in_steps  # noqa: PLC0415 - see above

        self.checked = ()
        for name in names:
            checked = yield from verify_in_steps(self._model(name))
            self.checked = (*self.checked, checked)

    def verify_model(self, name: str) -> InstalledModel:
        """A model with its state found by hashing its files anew.

        Raises:
            PostroomError: There is no such model.
        """
        from app.engine import verify  # noqa: PLC0415 - see above

        return verify(self._model(name))

    def remove_model(self, name: str) -> None:
        """Delete an installed model.

        Raises:
            PostroomError: There is no such model, or it came with the program.
        """
        from app.engine import remove  # noqa: PLC0415 - see above

        remove(self._model(name), self.places.installed_models)

    def doctor(self) -> tuple[Finding, ...]:
        """What a look at this machine and this installation finds."""
        from app.startup.doctor import look  # noqa: PLC0415 - see above

        return look(self.places, self.models)

    def write_report(self, path: Path, text: str) -> None:
        """Write a text that a person wants to hand on.

        Raises:
            PostroomError: The file cannot be written.
        """
        from app.startup.scheme_writing import put_aside_then_rename  # noqa: PLC0415

        put_aside_then_rename(path, text)

    def storage(self) -> tuple[StoredPlace, ...]:
        """The program's own folders, with how much room they take."""
        from app.startup.storage import measure  # noqa: PLC0415 - see above

        return measure(self.places, UNKEPT_NAME)

    def remove_leftovers(self) -> int:
        """Delete what runs that were cut off have left; how many bytes that frees.

        Raises:
            PostroomError: Something cannot be deleted.
        """
        from app.startup.storage import remove_leftovers  # noqa: PLC0415 - see above

        return remove_leftovers(self.places, UNKEPT_NAME)

    def libraries(self) -> tuple[Library, ...]:
        """What the program is made of, the models first."""
        from app.startup.licences import libraries  # noqa: PLC0415 - see above

        return libraries(self.places.shipped, self.models())

    def licence_text(self, library: Library) -> str:
        """The whole licence of a part of the program.

        Raises:
            PostroomError: There is no such part.
        """
        from app.startup.licences import licence_text  # noqa: PLC0415 - see above

        return licence_text(self.places.shipped, self.models(), library)

    def _model(self, name: str) -> InstalledModel:
        models = self.models()
        for model in models:
            if model.entry.name == name:
                return model
        known = ", ".join(model.entry.name for model in models)
        raise PostroomError(f"There is no model {name}.", f"Postroom knows: {known}.")
