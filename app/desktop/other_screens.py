"""The screens that are not seen first, made together after the window is there."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.accuracy_conductor import AccuracyScreen
from app.desktop.models_conductor import ModelsScreen
from app.desktop.parts import Parts
from app.desktop.review_conductor import ReviewScreen
from app.desktop.scheme_conductor import CategoriesScreen
from app.desktop.screens import Screen
from app.desktop.settings_conductor import SettingsScreen
from app.desktop.summary_conductor import Summarizing
from app.desktop.theme_conductor import Theming

__all__ = ["OtherScreens", "other_screens"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherScreens:
    """All of them, and those that others speak to by name."""

    theming: Theming
    summarizing: Summarizing
    settings: SettingsScreen
    all: tuple[Screen, ...]


def other_screens(parts: Parts) -> OtherScreens:
    """They listen from now on; their pages are made when somebody goes there."""
    theming, summarizing = Theming(parts), Summarizing(parts)
    settings = SettingsScreen(parts)
    return OtherScreens(
        theming=theming,
        summarizing=summarizing,
        settings=settings,
        all=(
            *(ReviewScreen(parts), theming, summarizing),
            *(CategoriesScreen(parts), AccuracyScreen(parts)),
            *(ModelsScreen(parts), settings),
        ),
    )
