from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from spoken_strings import Code
from translatable import Collected, collect
from translations import (
    FOLDER,
    LANGUAGES,
    extracted,
    missing,
    mistakes,
    part_of,
    read_catalogue,
    take,
    texts_of,
    written,
)

from app.desktop.templates import HOLE, Templates

REPOSITORY = Path(__file__).parents[2]


def _texts(code: str) -> list[str]:
    return [text for each in Code(ast.parse(code)).spelled() for text, _ in each.texts]


@pytest.fixture(scope="module")
def collected() -> Collected:
    return collect(REPOSITORY)


# -------------------------------------------------------------------- reading the code


def test_a_name_in_a_text_becomes_a_hole_for_names():
    assert _texts('f"{self.name} is locked."') == ["{q0} is locked."]


def test_a_number_in_a_text_becomes_a_hole_for_numbers():
    assert _texts('f"{count:,} rows and {len(pages)} pages"') == [
        "{n0} rows and {n1} pages"
    ]


def test_anything_else_becomes_a_hole_for_anything():
    assert _texts('f"It cannot be read ({error})."') == ["It cannot be read ({0})."]


def test_what_stands_in_quotes_is_a_name():
    assert _texts('f"The theme \\"{theme}\\" is there."') == ['The theme "{q0}" is there.']


def test_the_same_thing_twice_is_one_hole():
    assert _texts('f"{a} of {b}, not {a}"') == ["{0} of {1}, not {0}"]


def test_each_choice_between_constants_is_a_text_of_its_own():
    assert _texts("f\"{n:,} row{'' if n == 1 else 's'}\"") == ["{n0} row", "{n0} rows"]


def test_a_choice_in_a_variable_nearby_is_followed():
    code = """
def told(n, one):
    was = "was used" if one else "was not used"
    return f"What {n:,} texts teach {was}."
"""
    assert "What {n0} texts teach was used." in _texts(code)
    assert "What {n0} texts teach was not used." in _texts(code)


def test_a_choice_from_a_table_is_the_same_wherever_it_stands_in_the_text():
    code = """
UNITS = {1: "day", 2: "week"}
def told(kind):
    unit = UNITS[kind]
    return f"None in the {unit}s before, one a {unit} since."
"""
    texts = _texts(code)
    assert "None in the days before, one a day since." in texts
    assert "None in the weeks before, one a week since." in texts
    assert not any("days" in text and "week" in text for text in texts)


def test_a_variable_that_is_added_to_stays_a_hole():
    code = """
def told(more):
    said = "Done."
    said += more
    return f"It ended: {said}"
"""
    assert "It ended: {0}" in _texts(code)


def test_a_constant_of_the_module_is_put_in():
    assert "Try again. It is locked." in _texts('T = "Try again."\nf"{T} It is locked."')


def test_texts_for_format_get_numbered_holes():
    assert _texts('"The {name} holds {0} of {many}.".format(3, name=a, many=b)') == [
        "The {q0} holds {1} of {2}."
    ]


def test_docstrings_keys_and_annotations_are_no_texts():
    code = '''
"""A module."""
x: "Some type" = {"a key": 1}
'''
    assert _texts(code) == []


# -------------------------------------------------------------------- the program's texts


def test_every_text_that_qt_is_asked_for_can_be_read_from_the_code(collected: Collected):
    assert collected.unclear == []


def test_errors_reasons_and_resources_are_among_the_texts(collected: Collected):
    for text in (
        "Unsure between {0} and {1}.",
        "The file is empty (0 bytes).",
        "Opportunity number",
        "{q0} cannot be read: {1}.",
    ):
        assert text in collected.told
    assert "&File" in collected.window


def test_every_template_is_known_again_when_it_is_filled_in(collected: Collected):
    templates = Templates({text: f"<{text}>" for text in collected.told}, str)
    lost = []
    for text in collected.told:
        holes = dict.fromkeys(match[0] for match in HOLE.finditer(text))
        filled = {
            hole: "12" if hole.startswith("{n") else f"aldo{at}"
            for at, hole in enumerate(holes)
        }
        said = text
        for hole, value in filled.items():
            said = said.replace(hole, value)
        inside = templates._one(said, 1 if holes else 0)
        if inside is None or not all(value in inside for value in filled.values()):
            lost.append(text)
    assert lost == []


# -------------------------------------------------------------------- the catalogues


def _said(catalogue: Catalog, text: str, context: str | None = None) -> object:
    message = catalogue.get(text, context)
    return None if message is None else message.string


def _small() -> Catalog:
    catalogue = Catalog(locale="es", fuzzy=False)
    catalogue.add("&Open {name}\u2026", "&Abrir {name}\u2026")
    catalogue.add("Done.", "Hecho.")
    catalogue.add("Later", "")
    return catalogue


def test_a_good_catalogue_has_no_mistakes_and_tells_what_is_missing():
    assert list(mistakes(_small())) == []
    assert [each.id for each in missing(_small())] == ["Later"]


@pytest.mark.parametrize(
    "said", ["&Abrir {nombre}\u2026", "Abrir {name}\u2026", "&Abrir {name}", "&Abrir\u2026"]
)
def test_a_translation_with_other_holes_letters_or_endings_is_a_mistake(said: str):
    catalogue = Catalog(locale="es", fuzzy=False)
    catalogue.add("&Open {name}\u2026", said)
    assert len(list(mistakes(catalogue))) == 1


def test_extracting_keeps_what_is_translated_and_drops_what_is_gone(collected: Collected):
    old = _small()
    text = next(iter(collected.window))
    old.add(text, "Traducido")
    fresh = extracted(old, collected)
    assert _said(fresh, text) == "Traducido"
    assert _said(fresh, "Later") is None


def test_a_translation_for_one_context_is_kept_beside_the_common_one(collected: Collected):
    text = next(iter(collected.window))
    old = Catalog(locale="es", fuzzy=False)
    old.add(text, "Especial", context="Words")
    fresh = extracted(old, collected)
    assert _said(fresh, text, "Words") == "Especial"
    assert _said(fresh, text) == ""


def test_translations_made_elsewhere_are_taken_in():
    into, given = _small(), Catalog(locale="es", fuzzy=False)
    given.add("Later", "Luego")
    given.add("Unknown", "Desconocido")
    assert take(into, given) == 1
    assert _said(into, "Later") == "Luego"
    assert _said(into, "Unknown") is None


def test_parts_of_what_is_missing_are_the_whole_when_put_together():
    messages = [Message(str(number)) for number in range(11)]
    parts = [part_of(messages, f"{number}/4") for number in range(1, 5)]
    assert [each for part in parts for each in part] == messages


def test_writing_a_catalogue_twice_gives_the_same_bytes():
    assert written(_small()) == written(_small())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(language: str, collected: Collected):
    fresh = extracted(read_catalogue(FOLDER / f"{language}.po"), collected)
    assert [(each.context, each.id) for each in missing(fresh)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_translated_is_without_mistakes(language: str):
    assert list(mistakes(read_catalogue(FOLDER / f"{language}.po"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_translators_wrote(language: str):
    kept = {
        (each.context, each.id): each.string
        for each in read_catalogue(FOLDER / f"{language}.po")
        if each.id and each.string
    }
    assert texts_of(FOLDER / f"{language}.mo") == kept
