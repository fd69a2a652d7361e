"""The language that the window speaks: a catalogue for each, asked through Qt.

``self.tr("...")`` and ``QCoreApplication.translate`` look their texts up here. What the
rooms below say, in whole English sentences, is recognized and said anew by ``told``.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.desktop.templates import Templates

__all__ = ["LANGUAGES", "Catalogue", "Spoken", "choose_language", "speak", "told"]

# By code, each by the name that its speakers know it by.
LANGUAGES = {"en": "English", "es": "Espa\u00f1ol"}
TOLD = "Told"
# Keys by the names that our own texts have for them; Qt's are longer, and others.
_KEYS = {
    "es": {
        "Ctrl": "Ctrl",
        "Shift": "May\u00fas",
        "Return": "Intro",
        "Enter": "Intro",
        "Del": "Supr",
        "Ins": "Insert",
        "Backspace": "Retroceso",
        "Esc": "Esc",
    }
}
_WRITTEN_IN = "en"
_CONTEXT_END = "\x04"
_ENGLISH_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?")


def told(text: str) -> str:
    """A sentence of the rooms below in the person's language, where it is known.

    For what the program says, never for words of documents, names of files or categories.
    """
    if not text or "\0" in text or not _is_sound(text):
        return text
    return QCoreApplication.translate(TOLD, text)


def _is_sound(text: str) -> bool:
    """Whether it can be handed to Qt: names of files may hold what is no text."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


class Catalogue:
    """The texts of one language.

    Args:
        file: As ``build/translations.py compile`` writes it.
        locale: How numbers are written.

    Raises:
        OSError: The file cannot be read, or is no catalogue.
    """

    def __init__(self, file: Path, locale: QLocale) -> None:
        with file.open("rb") as stream:
            texts = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - listed nowhere else
        self._texts: dict[str, str] = {
            source: said
            for source, said in texts.items()
            if source and isinstance(source, str) and said
        }
        self._locale = locale
        before = f"{TOLD}{_CONTEXT_END}"
        known = {
            source.removeprefix(before): said
            for source, said in self._texts.items()
            if source.startswith(before)
        }
        self._templates = Templates(known, self._number)
        self._told = lru_cache(maxsize=4096)(self._templates.told)

    def text(self, context: str, source: str) -> str | None:
        """The translation, one made for the context first; None where there is none."""
        if context == TOLD:
            said = self._told(source)
            return said if said != source else None
        own = self._texts.get(f"{context}{_CONTEXT_END}{source}")
        return own or self._texts.get(source)

    def _number(self, text: str) -> str:
        """A number that was written in the English way, as the person's country does."""
        found = _ENGLISH_NUMBER.fullmatch(text)
        if found is None:
            return text
        digits = found["part"]
        whole = text.removesuffix(digits) if digits else text
        if "," in whole:
            whole = self._locale.toString(int(whole.replace(",", "")))
        return whole + (self._locale.decimalPoint() + digits[1:] if digits else "")


class Spoken(QTranslator):
    """Answers Qt from a catalogue, and what is Qt's own from Qt's.

    Args:
        catalogue: Of the language.
        qt: Qt's own texts in it; empty where they did not come with Qt.
        keys: Names of keys that are others than Qt's.
    """

    def __init__(
        self, catalogue: Catalogue, qt: QTranslator, keys: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._keys = keys
        self._catalogue = catalogue
        self._qt = qt

    def isEmpty(self) -> bool:
        """It never is; Qt would not ask it otherwise."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's own name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """The text in the language; as it is where it is not known."""
        said = self._catalogue.text(context, sourceText)
        if said is not None:
            return said
        if context == TOLD:
            return sourceText
        if context == "QShortcut" and sourceText in self._keys:
            return self._keys[sourceText]
        return self._qt.translate(context, sourceText, disambiguation, n) or sourceText


def choose_language(chosen: str = "") -> str:
    """The code of the language to speak: what was chosen, or else the system's."""
    if chosen in LANGUAGES:
        return chosen
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return code
    return _WRITTEN_IN


def speak(application: QCoreApplication, folder: Path, chosen: str = "") -> str:
    """From now on new widgets speak this language; called before the first is made.

    Args:
        application: Where the translator is installed.
        folder: Holds a catalogue for each language but English.
        chosen: The code of a language; empty for the system's.

    Returns:
        The code of the language that is spoken.
    """
    code = choose_language(chosen)
    locale = _locale(code)
    QLocale.setDefault(locale)
    for earlier in application.findChildren(Spoken):
        application.removeTranslator(earlier)
        earlier.setParent(None)
    if code == _WRITTEN_IN:
        return code
    try:
        catalogue = Catalogue(folder / f"{code}.mo", locale)
    except OSError:  # the window speaks English rather than not at all
        QLocale.setDefault(_locale(_WRITTEN_IN))
        return _WRITTEN_IN
    qt = QTranslator()
    qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    spoken = Spoken(catalogue, qt, _KEYS.get(code, {}))
    spoken.setParent(application)
    application.installTranslator(spoken)
    return code


def _locale(code: str) -> QLocale:
    """The system's own way of writing numbers, or the language's in the same country."""
    system = QLocale.system()
    if QLocale.languageToCode(system.language()) == code:
        return system
    language = QLocale.codeToLanguage(code)
    here = QLocale(language, system.territory())
    return here if here.language() == language else QLocale(language)
