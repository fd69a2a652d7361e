from __future__ import annotations

from app.triage import Layout, question_words
from tests.triage.worlds import scheme


def test_names_are_said_as_inside_a_sentence():
    words = question_words(scheme("Street_Light", "DMV Office"), Layout.NAMES)
    assert words is not None
    assert words.answers == (" street light", " DMV office")
    assert words.item.count("{text}") == 1


def test_letters_list_every_category_once():
    words = question_words(scheme("Snow", "Trees"), Layout.LETTERS)
    assert words is not None
    assert words.answers == (" A", " B")
    assert "A. Snow\nB. Trees" in words.instruction


def test_more_categories_than_letters_cannot_be_asked_by_letter():
    many = scheme(*(f"name {number}" for number in range(27)))
    assert question_words(many, Layout.LETTERS) is None
    assert question_words(many, Layout.NAMES) is not None
