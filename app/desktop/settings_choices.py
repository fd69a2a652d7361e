"""The settings themselves: how the window looks, how it sorts, what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.desktop.language import LANGUAGES
from app.desktop.look import APPEARANCES
from app.desktop.models_words import choice_words
from app.desktop.pieces import column
from app.desktop.settings_cards import SettingsCard, choice_box
from app.desktop.settings_words import appearance_words
from app.desktop.tokens import SPACE
from app.desktop.words import percent
from app.records import InstalledModel, ModelKind, ModelState, SettingsStanding

__all__ = ["SettingsChoices"]

_SIZES = (100, 110, 125, 150, 175, 200)
_ACCURACIES = (0.8, 0.85, 0.9, 0.95, 0.97, 0.99)


class SettingsChoices(QWidget):
    """Every change is told at once, by the name of the setting."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.language = choice_box()
        self.appearance = choice_box()
        self.text_size = choice_box()
        self.accuracy = choice_box()
        self.memory = QCheckBox()
        self.language_model = choice_box()
        self.notices = QCheckBox()
        self._models: tuple[InstalledModel, ...] = ()
        self._card_of: dict[str, SettingsCard] = {}
        self.setLayout(
            column(self._window(), self._sorting(), self._work(), spacing=SPACE.normal)
        )
        self._connect()

    def show_standing(self, standing: SettingsStanding) -> None:
        """These settings are in force."""
        now = standing.settings
        _show(self.language, self._languages(), now.language)
        _show(
            self.appearance, [(a, appearance_words(a)) for a in APPEARANCES], now.appearance
        )
        sizes = sorted({*_SIZES, now.text_size})
        _show(self.text_size, [(s, percent(s / 100)) for s in sizes], now.text_size)
        shares = sorted({*_ACCURACIES, now.accuracy})
        _show(self.accuracy, [(a, percent(a)) for a in shares], now.accuracy)
        _show(self.language_model, self._readers(now.language_model), now.language_model)
        for box, is_on in ((self.memory, now.memory), (self.notices, now.notices)):
            with QSignalBlocker(box):
                box.setChecked(is_on)
        for name, card in self._card_of.items():
            card.fix(getattr(self, name), is_fixed=name in standing.fixed)

    def show_models(
        self, models: tuple[InstalledModel, ...], standing: SettingsStanding
    ) -> None:
        """These language models can be chosen."""
        self._models = models
        self.show_standing(standing)

    def _languages(self) -> list[tuple[str, str]]:
        return [("", self.tr("As the system has it")), *LANGUAGES.items()]

    def _readers(self, chosen: str) -> list[tuple[str, str]]:
        ready = [
            each.entry.name
            for each in self._models
            if each.state is ModelState.READY
            and each.entry.kind is ModelKind.LANGUAGE_MODEL
        ]
        names = ["", "none", *ready]
        if chosen not in names:
            names.append(chosen)
        return [(name, choice_words(name, self._models)) for name in names]

    def _window(self) -> SettingsCard:
        card = SettingsCard(self.tr("Window"))
        card.ask(
            self.tr("&Language"),
            self.tr("The window speaks it from the next start on."),
            self.language,
        )
        card.ask(
            self.tr("&Appearance"),
            self.tr("Light or dark, or with strong contrast for who needs it."),
            self.appearance,
        )
        card.ask(
            self.tr("&Text size"),
            self.tr("In addition to the size that is set for the whole system."),
            self.text_size,
        )
        self._card_of |= dict.fromkeys(("language", "appearance", "text_size"), card)
        return card

    def _sorting(self) -> SettingsCard:
        card = SettingsCard(self.tr("Sorting"))
        card.ask(
            self.tr("Usual accurac&y"),
            self.tr(
                "So many of the items decided alone should be right. A new case begins "
                "with it; each case may have another."
            ),
            self.accuracy,
        )
        card.ask(
            self.tr("Language &model"),
            self.tr("Reads what is still unclear once meanings were compared."),
            self.language_model,
        )
        card.ask(
            self.tr("&Keep what corrections teach"),
            self.tr(
                "What you correct is kept with the categories, on this computer only, and "
                "helps with the next case too."
            ),
            self.memory,
        )
        names = ("accuracy", "language_model", "memory")
        self._card_of |= dict.fromkeys(names, card)
        return card

    def _work(self) -> SettingsCard:
        card = SettingsCard(self.tr("Long work"))
        card.ask(
            self.tr("Tell me &when long work has ended"),
            self.tr("A notice of the system, while you are working in another program."),
            self.notices,
        )
        self._card_of["notices"] = card
        return card

    def _connect(self) -> None:
        for name in ("language", "appearance", "text_size", "accuracy", "language_model"):
            box: QComboBox = getattr(self, name)
            box.activated.connect(
                lambda _at, name=name, box=box: self.changed.emit(name, box.currentData())
            )
        for name in ("memory", "notices"):
            tick: QCheckBox = getattr(self, name)
            tick.toggled.connect(lambda is_on, name=name: self.changed.emit(name, is_on))


def _show(box: QComboBox, choices: Sequence[tuple[object, str]], now: object) -> None:
    """These can be chosen, and this one is."""
    values = [value for value, _ in choices]
    with QSignalBlocker(box):
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(values.index(now))
