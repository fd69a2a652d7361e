from __future__ import annotations

import pytest

from app.triage import foreign, identifier, language_of


@pytest.fixture(scope="module")
def tell():
    return identifier()


@pytest.mark.parametrize(
    "text",
    [
        "Hay un bache muy grande frente a mi casa y ya rompió una llanta.",
        "La basura no se recoge en mi calle desde hace tres semanas.",
    ],
)
def test_spanish_is_told(text, tell):
    assert language_of(text, tell) == "es"


@pytest.mark.parametrize(
    "text",
    [
        "IT HAS BEEN BLOWN OUT FOR 3 WEEKS. AS SOON AS ITS FIXED IT BLOWS OUT AGAIN",
        "Pothole corner Bellevue and Narragansett, getting bigger every day",
        "Graffiti",
        "Lt out 45 Elm",
        "12/03/2017 #4411",
        "",
    ],
)
def test_english_however_short_is_never_taken_for_foreign(text, tell):
    assert not foreign(language_of(text, tell), ("en",))


def test_a_text_whose_language_cannot_be_told_is_not_foreign():
    assert not foreign("", ("en",))
    assert foreign("es", ("en",))
