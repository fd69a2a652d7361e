from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records import Block, BlockKind, Section, Sentence, Structure, StructuredPage
from app.triage.answer_features import FEATURES
from app.triage.answer_index import acronyms_of, answer_index
from app.triage.answer_kinds import Wanted, shown, wanted_by
from app.triage.answer_questions import read_question
from app.triage.answer_terms import families, family
from app.triage.answer_weights import BY_MEANING_AND_WORDS, BY_WORDS_ALONE
from app.triage.answering import SIGNS, answer, answer_from
from app.triage.sentences import sentences_of

NOTICE = (
    (
        "Important dates",
        (
            "Applications are due on March 16, 2027, by 11:59 p.m. Eastern Time.",
            "A webinar will be held on December 9, 2026.",
            "Expected award date: [ ]",
        ),
    ),
    (
        "Cost sharing",
        (
            "Applicants must provide a match of 20 percent of the total project cost.",
            "The match may be cash or in-kind, such as donated labor or equipment.",
        ),
    ),
    (
        "Funding",
        (
            "The office expects to make 16 to 20 awards.",
            "The award ceiling is $850,000.",
            "The period of performance is 36 months.",
        ),
    ),
    (
        "Unallowable costs",
        (
            "Funds may not be used for:",
            "- purchase of land",
            "- lobbying",
            "- fines and penalties",
        ),
    ),
    (
        "Who we are",
        (
            "The Office of Rural Water (ORW) is a part of the Department of Wells.",
            "The ORW was founded in 1974.",
        ),
    ),
)


def made(parts=NOTICE, per_page: int = 2) -> Structure:
    """A document of headings with sentences, so many sections to a page."""
    pages: list[str] = []
    sections = [Section(number=0, heading="", level=0, page=1)]
    blocks = []
    for number, (heading, lines) in enumerate(parts, 1):
        if (number - 1) % per_page == 0:
            pages.append("")
        page = len(pages)
        for place, line in enumerate((heading, *lines)):
            start = len(pages[-1])
            pages[-1] += line + "\n"
            kind = BlockKind.LIST_ITEM if line.startswith("- ") else BlockKind.PARAGRAPH
            kind = kind if place else BlockKind.HEADING
            blocks.append(
                Block(
                    kind=kind, page=page, start=start, end=start + len(line), section=number
                )
            )
        sections.append(Section(number=number, heading=heading, level=1, page=page))
    return Structure(
        pages=tuple(
            StructuredPage(number=number, text=text) for number, text in enumerate(pages, 1)
        ),
        sections=tuple(sections),
        blocks=tuple(blocks),
    )


def asked(question: str, structure: Structure | None = None):
    """The answer by words alone."""
    structure = structure or made()
    sentences = sentences_of(structure)
    return answer(question, None, structure, sentences, np.zeros((len(sentences), 384)))


def quotes(question: str) -> list[str]:
    return [one.quote for one in asked(question).passages]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When are applications due?", "March 16, 2027"),
        ("When will the webinar be held?", "December 9, 2026"),
        ("What is the award ceiling?", "$850,000"),
        ("How many awards does the office expect to make?", "16 to 20 awards"),
        ("What is the period of performance?", "36 months"),
        ("May the match be in-kind?", "cash or in-kind"),
        ("When was the Office of Rural Water founded?", "1974"),
    ],
)
def test_the_first_passage_answers_the_question(question, words):
    assert words in quotes(question)[0]


@pytest.mark.parametrize(
    "question",
    [
        "Is parking provided?",
        "Who is the mayor of the town?",
        "What is the interest rate of the loan?",
        "How many volunteers were trained by the museum?",
        "Which airline flies there?",
    ],
)
def test_what_the_document_does_not_speak_of_is_refused(question):
    found = asked(question)
    assert found.passages == ()
    assert found.probability < BY_WORDS_ALONE.least


def test_a_field_left_blank_is_an_answer():
    assert "Expected award date: [ ]" in quotes("When is the expected award date?")[0]


def test_a_line_that_announces_a_list_comes_with_its_items():
    (first, *_) = quotes("What may funds not be used for?")
    assert first.startswith("Funds may not be used for:")
    assert first.endswith("- fines and penalties")


def test_a_heading_that_was_taken_for_text_is_no_answer_what_stands_below_it_is():
    lines = ("Who Can Apply", "Public libraries and school districts in the region.",
             "The plan is long.")  # fmt: skip
    found = asked("Who may apply?", made((("Rules", lines),)))
    assert found.passages[0].quote.startswith(lines[1])
    lines = ("The plan is long.", "Total budget amount.", "About $5 million for all.")
    found = asked("What is the total budget?", made((("Rules", lines),)))
    assert found.passages[0].quote == lines[2]
    found = asked(
        "Who may apply?", made((("Rules", ("A plan is long.", "Who Can Apply")),))
    )
    assert found.passages == ()
    assert found.probability < BY_WORDS_ALONE.least


def test_who_is_eligible_is_found_with_the_list_for_who_may_apply():
    lines = (
        "Applications are read by the office.",
        "You are eligible for funding under this notice if you are one of these",
        "- a county",
        "- a city",
        "Apply early to have time.",
    )
    (first, *_) = asked("Who may apply?", made((("Rules", lines),))).passages
    assert first.quote.startswith("You are eligible")
    assert first.quote.endswith("- a city")


def test_lines_that_stand_apart_are_not_run_together():
    lines = ("Due by January 15, 2025", "Application Due on February 15, 2025", "End.")
    found = asked("When are applications due?", made((("Dates", lines),)))
    assert {one.quote for one in found.passages} <= {*lines}
    structure = made((("Dates", ("\n".join(lines[:2]),)),))
    found = asked("When are applications due?", structure)
    assert [one.quote for one in found.passages] == [lines[1]]


def test_a_row_of_dashes_is_no_answer():
    text = "Award ceiling\t\u2014\t\u2014\nThe award ceiling is $5."
    end = text.index("\n")
    structure = Structure(
        pages=(StructuredPage(number=1, text=text),),
        sections=(Section(number=0, heading="", level=0, page=1),),
        blocks=(
            Block(kind=BlockKind.TABLE_ROW, page=1, start=0, end=end, table=1,
                  cells=((0, 13), (14, 15), (16, 17))),
            Block(kind=BlockKind.PARAGRAPH, page=1, start=end + 1, end=len(text)),
        ),
    )  # fmt: skip
    found = asked("What is the award ceiling?", structure)
    assert [one.quote for one in found.passages] == ["The award ceiling is $5."]
    only_row = replace(structure, blocks=structure.blocks[:1])
    assert asked("What is the award ceiling?", only_row).passages == ()


def test_a_passage_is_contiguous_text_of_one_page():
    structure = made()
    for question in ("When are applications due?", "What is the match?", "What is ORW?"):
        for one in asked(question, structure).passages:
            assert structure.pages[one.page - 1].text[one.start : one.end] == one.quote


def test_passages_of_one_answer_do_not_overlap():
    for question in ("What is the match?", "When is it due?", "What are funds used for?"):
        spans = [(one.page, one.start, one.end) for one in asked(question).passages]
        for number, (page, start, end) in enumerate(spans):
            for other, first, last in spans[number + 1 :]:
                assert page != other or end <= first or last <= start


def test_meaning_finds_what_words_do_not():
    structure = made()
    sentences = sentences_of(structure)
    vectors = np.zeros((len(sentences), 384), dtype=np.float32)
    for number in range(len(sentences)):
        vectors[number, number] = 1.0
    target = next(one.number for one in sentences if "36 months" in one.text)
    vector = 0.9 * vectors[target]
    vector[383] = float(np.sqrt(1 - 0.81))
    found = answer("How many months may it last?", vector, structure, sentences, vectors)
    assert "36 months" in found.passages[0].quote


def test_without_vectors_an_answer_is_given_with_a_probability_of_its_own():
    structure = made()
    sentences = sentences_of(structure)
    nothing = np.zeros((len(sentences), 384), dtype=np.float32)
    by_none = answer("When are applications due?", None, structure, sentences, nothing)
    zeros = np.zeros(384, dtype=np.float32)
    by_zeros = answer("When are applications due?", zeros, structure, sentences, nothing)
    assert by_none == by_zeros
    assert 0 < by_none.probability <= 1


def test_a_question_in_another_language_is_looked_up_by_its_words_alone():
    lines = ("La fecha l\u00edmite para solicitar es el 5 de mayo.", "El agua es buena.")
    structure = made((("Fechas", lines),))
    sentences = sentences_of(structure)
    vectors = np.eye(len(sentences), 384, dtype=np.float32)
    question = "\u00bfCu\u00e1l es la fecha l\u00edmite para solicitar?"
    found = answer(question, vectors[1], structure, sentences, vectors)
    assert found == answer(question, None, structure, sentences, vectors)
    assert "5 de mayo" in found.passages[0].quote


def test_vectors_that_do_not_fit_the_sentences_are_our_own_fault():
    structure = made()
    with pytest.raises(ValueError, match="row"):
        answer("When?", None, structure, sentences_of(structure), np.zeros((1, 384)))


def test_an_empty_document_and_an_empty_question_are_refused():
    assert asked("When is it due?", Structure()).passages == ()
    assert asked("").passages == ()
    assert asked("???").passages == ()


def test_vectors_that_are_no_numbers_are_taken_for_unknown():
    structure = made()
    sentences = sentences_of(structure)
    broken = np.full((len(sentences), 384), np.nan, dtype=np.float32)
    found = answer("When are applications due?", broken[0], structure, sentences, broken)
    assert "March 16" in found.passages[0].quote


def test_an_index_made_once_gives_the_same_answers():
    structure = made()
    sentences = sentences_of(structure)
    index = answer_index(structure, sentences)
    nothing = np.zeros((len(sentences), 384), dtype=np.float32)
    for question in ("When are applications due?", "What is the award ceiling?"):
        assert answer_from(index, question, None, structure, nothing) == answer(
            question, None, structure, sentences, nothing
        )


def test_every_feature_and_every_sign_has_a_weight():
    for weights in (BY_MEANING_AND_WORDS, BY_WORDS_ALONE):
        assert len(weights.ranking) == len(FEATURES)
        assert len(weights.trust) == len(SIGNS)
        assert 0 < weights.least < 1


def test_words_of_one_family_are_one():
    assert family("eligible") == family("eligibility")
    assert family("apply") == family("application") == family("Applicants")
    assert family("submit") == family("submission")
    assert family("funding") == family("funds")


def test_words_that_only_look_alike_stay_apart():
    assert family("policy") != family("police")
    assert family("country") != family("county")
    assert family("author") != family("authorization")


def test_words_that_say_nothing_have_no_family():
    assert families("What is the of and a?") == []


def test_a_document_defines_its_own_acronyms():
    sentence = Sentence(
        number=0,
        text="The Federal Office of Rural Health Policy (FORHP) decides.",
        page=1,
        start=0,
        end=58,
    )
    found = acronyms_of([sentence])
    assert found["forhp"] == tuple(families("Federal Office Rural Health Policy"))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When did it open?", Wanted.DATE),
        ("When is a bridge closed?", Wanted.OCCASION),
        ("How much does it cost?", Wanted.MONEY),
        ("How many people came?", Wanted.NUMBER),
        ("How long does it take?", Wanted.DURATION),
        ("Who wrote the letter?", Wanted.NAME),
        ("Where is the office?", Wanted.PLACE),
        ("Why was it closed?", Wanted.REASON),
        ("What does FTE stand for?", Wanted.MEANING),
        ("What is the email address?", Wanted.CONTACT),
        ("What percentage was paid?", Wanted.SHARE),
        ("Is it open?", Wanted.YES_OR_NO),
        ("Tell me of the garden", Wanted.ANYTHING),
    ],
)
def test_a_question_tells_what_kind_of_answer_it_wants(question, wanted):
    assert wanted_by(question) is wanted


def test_a_number_that_stands_in_the_question_is_no_answer():
    asked_words = frozenset({"how", "many", "came", "in", "2024"})
    assert not shown("They came in 2024.", Wanted.NUMBER, asked_words)
    assert shown("In 2024 there came 310.", Wanted.NUMBER, asked_words)


def test_what_is_asked_for_is_the_noun_after_the_question_word():
    assert read_question("What is the fee for a permit?", {}).focus == (family("fee"),)
    assert read_question("How many bridges were built?", {}).focus == (family("bridge"),)
    assert read_question("Is it open?", {}).focus == ()


def test_a_long_document_is_asked_in_well_under_a_second():
    lines = tuple(
        f"Section {number} of the plan deals with topic {number % 97} and pays ${number}."
        for number in range(5000)
    )
    structure = made((("Plan", lines),))
    sentences = sentences_of(structure)
    index = answer_index(structure, sentences)
    nothing = np.zeros((len(sentences), 384), dtype=np.float32)
    started = time.perf_counter()
    answer_from(index, "What does topic 31 of the plan pay?", None, structure, nothing)
    assert time.perf_counter() - started < 30.0


def test_hostile_texts_take_no_longer_than_others():
    parts = (
        ("(" * 3000, ("A" * 5000 + " (" + "A" * 5000, "1" * 9000, "- " * 4000)),
        ("$" * 500, ("1,1" * 3000, "A-" * 4000, "Aa " * 3000 + "(AAAAAAAAA)")),
    )
    structure = made(parts)
    started = time.perf_counter()
    asked("How much " + "is the A " * 300 + "?", structure)
    asked("What is the " + "a" * 5000 + "?", structure)
    assert time.perf_counter() - started < 30.0


SPOKEN = "When is the award ceiling due ? What who how many match [ ] $5 2027 ( ) \u65e5"
WORDS = st.sampled_from(SPOKEN.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=12), st.lists(st.lists(WORDS, max_size=9), max_size=8))
def test_any_question_to_any_document_gives_exact_passages_and_a_probability(words, lines):
    structure = made((("Heading", tuple(" ".join(one) for one in lines)),))
    found = asked(" ".join(words), structure)
    again = asked(" ".join(words), structure)
    assert found == again
    assert 0 <= found.probability <= 1
    for one in found.passages:
        assert structure.pages[one.page - 1].text[one.start : one.end] == one.quote
        assert one.quote.strip()
