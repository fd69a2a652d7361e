"""Where things lie: what is shipped, and what this person's Postroom keeps."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.records import PostroomError

__all__ = ["UNKEPT_FOLDER", "Places", "find_places"]

UNKEPT_FOLDER = "postroom-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """Folders of one installation and one person.

    Attributes:
        shipped: Holds ``resources`` and ``models`` as they came with the program.
        data: This person's own folder: installed models, case files without a name, logs.
    """

    shipped: Path
    data: Path

    @property
    def resources(self) -> Path:
        """Icons, schemes, the sample inbox."""
        return self.shipped / "resources"

    @property
    def shipped_models(self) -> Path:
        """The catalogue, with the starter models beside it."""
        return self.shipped / "models"

    @property
    def installed_models(self) -> Path:
        """Models that this person installed."""
        return self.data / "models"

    @property
    def memories(self) -> Path:
        """What this person's schemes have been taught, a file for each."""
        return self.data / "memories"

    @property
    def state(self) -> Path:
        """What the program remembers for itself: window places, model checks."""
        return self.data / "state"

    @property
    def logs(self) -> Path:
        """The log files."""
        return self.data / "logs"

    def writable(self, folder: Path) -> Path:
        """The folder, made for its owner only if it was not there.

        Raises:
            PostroomError: It cannot be made.
        """
        try:
            # The mode counts for the last folder only, so each is made by itself.
            for each in (self.data, folder):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PostroomError(
                f"The folder {folder} cannot be made: {error.strerror}.",
                "Set POSTROOM_DATA to a folder that you may write to.",
            ) from error
        return folder

    def temporary(self) -> Path:
        """A new empty folder for a case file that is not kept, readable by its owner only.

        It lies in the data folder, which is as safe as the person's own files; only where
        that cannot be written, in the system's temporary folder.
        """
        try:
            parent: Path | None = self.writable(self.data / "unkept")
        except PostroomError:
            parent = None
        return Path(tempfile.mkdtemp(prefix=UNKEPT_FOLDER, dir=parent))


def find_places() -> Places:
    """The folders of this installation.

    Raises:
        PostroomError: The program's own files are missing.
    """
    return Places(shipped=find_shipped(Path(__file__).parents[2]), data=find_data())


def find_shipped(above: Path) -> Path:
    """The folder that holds ``resources`` and ``models``: frozen, wheel, or checkout.

    Args:
        above: The folder that holds the package ``app``.

    Raises:
        PostroomError: There is none.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen)] if frozen else [above / "app" / "shipped", above]
    for candidate in candidates:
        if (candidate / "models" / "catalogue.toml").is_file():
            return candidate
    raise PostroomError(
        "Files that belong to Postroom are missing (models/catalogue.toml).",
        "Install the program again.",
    )


def find_data(user_folder: Callable[[], Path] | None = None) -> Path:
    """This person's data folder: ``POSTROOM_DATA`` or where the system keeps such."""
    named = os.environ.get("POSTROOM_DATA")
    if named:
        return Path(named).absolute()
    if os.environ.get("HOME") == "":
        # An empty HOME would make every "~" the root folder.
        del os.environ["HOME"]
    find = user_folder or (
        lambda: platformdirs.user_data_path("Postroom", appauthor=False, roaming=False)
    )
    return find()
