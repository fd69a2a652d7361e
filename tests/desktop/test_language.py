from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.desktop.banner import Banner
from app.desktop.language import LANGUAGES, choose_language, speak, told
from app.desktop.look import Look
from app.desktop.templates import Templates
from tests.desktop.scripted import REPOSITORY

KNOWN = {
    "{q0} is locked.": "{q0} está bloqueado.",
    "It needs a password.": "Necesita una contraseña.",
    "Give its password.": "Escriba su contraseña.",
    "Report": "Informe",
    "Unsure between {0} and {1}.": "Duda entre {0} y {1}.",
    "The file holds {0}; at most {1} are read.": "El archivo tiene {0}; se leen {1}.",
    "{n0} rows": "{n0} filas",
    "{n0} row": "{n0} fila",
    "the sheet is hidden": "la hoja está oculta",
    "{q0}: {n1} {2}, usually {3}.": "{q0}: {n1} {2}, normalmente {3}.",
    "{q0}: {n1} {2}, usually {3}; {n4} {5}.": "{q0}: {n1} {2}, normalmente {3}; {n4} {5}.",
    "in the {0}": "en la {0}",
    "week of {0}": "semana del {0}",
    "{n0} March {n1}": "{n0} de marzo de {n1}",
    "{0} to {1}": "de {0} a {1}",
    "{0} and {1}": "{0} y {1}",
    "There is no sheet {q0}; there are: {q1}.": "No hay ninguna hoja {q0}; hay: {q1}.",
    "Texts such as “{q0}”.": "Textos como «{q0}».",
    "The scan was hard to read ({n0} confidence).": "Se leyó mal (confianza {n0}).",
    "about {0} a {1} since, {1} by {1}": "unos {0} por {1}, {1} a {1}",
}


def _spanish(number: str) -> str:
    return number.replace(",", ".")


@pytest.fixture
def templates() -> Templates:
    return Templates(KNOWN, _spanish)


def test_a_name_in_a_sentence_stays_as_it_is(templates: Templates):
    assert templates.told("rows and columns.pdf is locked.") == (
        "rows and columns.pdf está bloqueado."
    )


def test_numbers_are_written_as_the_language_does(templates: Templates):
    assert templates.told("20,000 rows") == "20.000 filas"


def test_pieces_that_are_known_are_said_anew_inside_of_a_sentence(templates: Templates):
    assert templates.told("The file holds 1,200 rows; at most 1 row are read.") == (
        "El archivo tiene 1.200 filas; se leen 1 fila."
    )


def test_pieces_are_known_at_any_depth(templates: Templates):
    said = templates.told("Street lights: 41 in the week of 4 March 2024, usually 6 to 14.")
    assert said == (
        "Street lights: 41 en la semana del 4 de marzo de 2024, normalmente de 6 a 14."
    )


def test_sentences_behind_each_other_are_said_each_by_itself(templates: Templates):
    assert templates.told("a.pdf is locked. Nobody knows why.  Give its password.") == (
        "a.pdf está bloqueado. Nobody knows why.  Escriba su contraseña."
    )


def test_a_piece_that_was_made_a_sentence_is_known_again(templates: Templates):
    assert templates.told("The sheet is hidden.") == "La hoja está oculta."
    assert templates.told("The sheet is hidden") == "La hoja está oculta"
    assert templates.told("the sheet is hidden.") == "la hoja está oculta."


def test_of_two_templates_the_one_that_says_more_is_taken(templates: Templates):
    said = templates.told("Lights: 41 in the week of 4 March 2024, usually 6; 12 before.")
    assert said.startswith("Lights: 41 en la semana del 4 de marzo de 2024, normalmente 6;")


def test_what_is_not_known_stays_as_it_is(templates: Templates):
    for text in ("", " ", "Something else happened.", "Está hecho.", "a.pdf"):
        assert templates.told(text) == text


def test_a_name_that_happens_to_have_a_word_of_a_piece_is_left_alone(templates: Templates):
    assert templates.told("Cats and dogs") == "Cats and dogs"
    assert templates.told("/home/me/From here to there") == "/home/me/From here to there"


def test_a_name_in_a_sentence_that_is_a_known_word_too_is_left_alone(templates: Templates):
    assert templates.told("Report") == "Informe"
    said = templates.told("Unsure between Report and Letter.")
    assert said == "Duda entre Report y Letter."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Parks and trees", "Other"),
        ("Other", "Parks and trees"),
        ("Trash and graffiti", "Water and drainage"),
    ],
)
def test_names_that_have_the_word_between_them_stay_whole(
    templates: Templates, first: str, second: str
):
    said = templates.told(f"Unsure between {first} and {second}.")
    assert said == f"Duda entre {first} y {second}."


def test_what_is_quoted_is_never_said_anew(templates: Templates):
    assert templates.told("Texts such as “20,000 rows”.") == "Textos como «20,000 rows»."


def test_a_share_counts_as_a_number(templates: Templates):
    assert templates.told("The scan was hard to read (71% confidence).") == (
        "Se leyó mal (confianza 71%)."
    )


def test_a_hole_that_stands_twice_must_hold_the_same(templates: Templates):
    assert templates.told("about 3 a day since, day by day") == "unos 3 por day, day a day"
    different = "about 3 a day since, day by night"
    assert templates.told(different) == different


def test_spaces_around_a_text_are_kept(templates: Templates):
    assert templates.told(" It needs a password.\n") == " Necesita una contraseña.\n"


# -------------------------------------------------------------------- through Qt


def _catalogue(folder: Path) -> None:
    catalogue = Catalog(locale="es", fuzzy=False)
    catalogue.add("Open\u2026", "Abrir\u2026")
    catalogue.add("Sorted", "Clasificado")
    catalogue.add("Sorted", "Ordenado", context="Order")
    for text, said in KNOWN.items():
        catalogue.add(text, said, context="Told")
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    (folder / "es.mo").write_bytes(stream.getvalue())


@pytest.fixture
def speaks(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    _catalogue(tmp_path)
    before = QLocale()
    yield lambda code: speak(qapp, tmp_path, code)
    speak(qapp, tmp_path, "en")
    QLocale.setDefault(before)


class Order(QObject):
    """Its texts are looked up for its own name first."""


def test_texts_of_the_window_are_said_in_the_language(speaks: Callable[[str], str]):
    assert speaks("es") == "es"
    assert QObject().tr("Open\u2026") == "Abrir\u2026"
    assert QCoreApplication.translate("Anything", "Sorted") == "Clasificado"
    assert Order().tr("Sorted") == "Ordenado"
    assert QObject().tr("Never heard of") == "Never heard of"


def test_a_sentence_of_the_program_is_told_in_the_language(speaks: Callable[[str], str]):
    assert told("a.pdf is locked.") == "a.pdf is locked."
    speaks("es")
    assert told("a.pdf is locked.") == "a.pdf está bloqueado."
    assert told("") == ""


def test_names_that_are_no_text_are_told_as_they_are(speaks: Callable[[str], str]):
    speaks("es")
    for name in ("\udcff.pdf is locked.", "a\0b is locked."):
        assert told(name) == name


def test_english_is_spoken_again_after_spanish(speaks: Callable[[str], str]):
    speaks("es")
    assert speaks("en") == "en"
    assert QObject().tr("Open\u2026") == "Open\u2026"
    assert told("It needs a password.") == "It needs a password."


def test_numbers_are_written_as_in_the_language(speaks: Callable[[str], str]):
    speaks("es")
    assert QLocale().language() == QLocale.Language.Spanish
    speaks("en")
    assert QLocale().language() != QLocale.Language.Spanish


def test_qts_own_words_are_in_the_language_too(qtbot: QtBot, speaks: Callable[[str], str]):
    speaks("es")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    said = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
    assert said == "Cancelar"


def test_keys_are_called_as_in_the_windows_own_texts(speaks: Callable[[str], str]):
    speaks("es")
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Ctrl+Return").toString(native) == "Ctrl+Intro"
    assert QKeySequence("Ctrl+Shift+C").toString(native) == "Ctrl+May\u00fas+C"
    assert QKeySequence("Del").toString(native) == "Supr"


def test_a_banner_says_what_the_program_told_in_the_language(
    qtbot: QtBot, look: Look, speaks: Callable[[str], str]
):
    speaks("es")
    banner = Banner(look)
    qtbot.addWidget(banner)
    banner.say("error", "a.pdf is locked.", "Give its password.")
    assert banner.what.text() == "a.pdf está bloqueado."
    assert banner.accessibleName() == "a.pdf está bloqueado. Escriba su contraseña."


def test_a_language_without_its_file_leaves_the_window_english(
    qapp: QApplication, tmp_path: Path
):
    before = QLocale()
    assert speak(qapp, tmp_path / "nowhere", "es") == "en"
    QLocale.setDefault(before)


def test_what_was_chosen_is_spoken_and_else_what_the_system_speaks():
    for code in LANGUAGES:
        assert choose_language(code) == code
    assert choose_language("") in LANGUAGES
    assert choose_language("xx") in LANGUAGES


def test_the_catalogue_that_comes_with_the_program_knows_the_programs_sentences(
    qapp: QApplication,
):
    before = QLocale()
    speak(qapp, REPOSITORY / "resources" / "translations", "es")
    try:
        assert told("Unsure between Roads and Water.") == "Duda entre Roads y Water."
        assert told("Lamps: 41 in the week of 4 March 2024, usually 6 to 14.") == (
            "Lamps: 41 en la semana del 4 de marzo de 2024, normalmente de 6 a 14."
        )
        assert told("page 3: no text could be read") == (
            "p\u00e1gina 3: no se pudo leer ning\u00fan texto"
        )
    finally:
        speak(qapp, REPOSITORY / "resources" / "translations", "en")
        QLocale.setDefault(before)
