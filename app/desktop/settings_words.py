"""The words of the place for settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.records import StoredKind

__all__ = ["appearance_words", "change_words", "stored_words"]


def _say(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def appearance_words(appearance: str) -> str:
    """How the window looks, as the list of choices has it."""
    return {
        "system": _say("As the system has it"),
        "light": _say("Light"),
        "dark": _say("Dark"),
        "contrast": _say("High contrast"),
    }[appearance]


def change_words(name: str) -> str:
    """The change of a setting, as it follows "Undo"; empty for none."""
    return {
        "": "",
        "language": _say("the change of the language"),
        "appearance": _say("the change of the appearance"),
        "text_size": _say("the change of the text size"),
        "accuracy": _say("the change of the usual accuracy"),
        "memory": _say("the change of what corrections teach"),
        "language_model": _say("the change of the language model"),
        "notices": _say("the change of the notices"),
    }[name]


def stored_words(kind: StoredKind) -> str:
    """What lies in one of the program's folders."""
    return {
        StoredKind.CASES: _say("Case files without a place of their own"),
        StoredKind.SCHEMES: _say("Your own categories"),
        StoredKind.MEMORIES: _say("What was learned from corrections"),
        StoredKind.MODELS: _say("Models that were installed"),
        StoredKind.LOGS: _say("The log"),
        StoredKind.LEFTOVERS: _say("Left over from work that was cut off"),
    }[kind]
