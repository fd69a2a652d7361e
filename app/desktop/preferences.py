"""The settings in force: worn at once, kept at once, and taken back one by one."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desktop.contracts import Postroom
from app.desktop.look import Look
from app.records import PostroomError, Settings, SettingsStanding, SortSettings

__all__ = ["Preferences"]

_MOST = 50  # changes that can be taken back


class Preferences(QObject):
    """What the person has set for the program as a whole.

    Args:
        window: Whose it is.
        postroom: Keeps the settings.
        look: Wears what they say of appearance and text size.
    """

    changed = Signal()
    not_kept = Signal(str, str)

    def __init__(self, window: QObject, postroom: Postroom, look: Look) -> None:
        super().__init__(window)
        self._postroom = postroom
        self._look = look
        self._standing: SettingsStanding = postroom.settings
        self._before: list[tuple[str, Settings]] = []
        usual = Settings()
        if self.settings.appearance != usual.appearance:
            look.choose(self.settings.appearance)
        if self.settings.text_size != usual.text_size:
            look.scale(self.settings.text_size)

    @property
    def settings(self) -> Settings:
        """What is in force."""
        return self._standing.settings

    @property
    def standing(self) -> SettingsStanding:
        """The same, with what the machine's policy fixes."""
        return self._standing

    def is_fixed(self, name: str) -> bool:
        """Whether the machine's policy sets this one."""
        return name in self._standing.fixed

    def choose(self, name: str, value: Any) -> None:  # noqa: ANN401 - of the field's type
        """The setting has this value from now on."""
        if self.is_fixed(name) or getattr(self.settings, name) == value:
            return
        self._before.append((name, self.settings))
        del self._before[:-_MOST]
        self._keep(replace(self.settings, **{name: value}))

    @property
    def last_changed(self) -> str:
        """The name of the setting that was changed last; empty where none was."""
        return self._before[-1][0] if self._before else ""

    def undo(self) -> str:
        """The last change is taken back; of which setting, empty where there was none."""
        if not self._before:
            return ""
        name, earlier = self._before.pop()
        self._keep(replace(self.settings, **{name: asdict(earlier)[name]}))
        return name

    def for_run(self, settings: SortSettings) -> SortSettings:
        """What a run is asked for, with what is set for all runs."""
        return replace(
            settings,
            memory=self.settings.memory,
            language_model=self.settings.language_model,
        )

    def _keep(self, settings: Settings) -> None:
        try:
            self._standing = self._postroom.save_settings(settings)
        except PostroomError as error:
            self._standing = replace(self._standing, settings=settings)
            self.not_kept.emit(error.what, error.remedy)
        self._wear()
        self.changed.emit()

    def _wear(self) -> None:
        self._look.choose(self.settings.appearance)
        self._look.scale(self.settings.text_size)
