"""Which sentences make the summary, with and without vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.records import BlockKind, Sentence, SentenceKind, Structure
from app.triage.salience import (
    Chosen,
    choose,
    first_look,
    outline_of,
    summary_sections,
    to_embed,
)
from app.triage.sentences import sentences_of
from tests.triage.paged import paged

SUBJECTS = ("water", "bridges", "schools", "farms", "harbors")
VERBS = ("inspects", "repairs", "funds", "measures", "plans", "reviews", "closes", "opens")


def prose(subject: str, count: int, first: int = 0) -> str:
    """So many sentences of ten words about one subject, no two of them alike."""
    return " ".join(
        f"The {subject} office number{letters(first + n)} {VERBS[n % len(VERBS)]} "
        f"{subject} of district{letters(first + n)} in every season."
        for n in range(count)
    )


def letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def report(count: int = 12) -> Structure:
    lines: list[str] = []
    for subject in SUBJECTS:
        lines += [f"# About {subject}", prose(subject, count), f"^ 1 A note on {subject}."]
    return paged(lines, title="Public works")


def meanings(sentences: tuple[Sentence, ...]) -> NDArray[np.float32]:
    """Vectors that know subjects, and a little of each sentence's own."""
    rows = np.zeros((len(sentences), 64), dtype=np.float32)
    for number, one in enumerate(sentences):
        for axis, subject in enumerate(SUBJECTS):
            rows[number, axis] = one.text.lower().count(subject)
        rows[number, 8 + number % 56] = 1.0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: NDArray[np.float32] = (rows / lengths).astype(np.float32)
    return found


def words_of(sentences: tuple[Sentence, ...], chosen: tuple[Chosen, ...]) -> int:
    return sum(len(sentences[one.sentence].text.split()) for one in chosen)


def both(structure: Structure, words: int) -> list[tuple[Chosen, ...]]:
    """The choice without and with vectors."""
    sentences = sentences_of(structure)
    return [
        first_look(structure, sentences, words),
        choose(structure, sentences, meanings(sentences), words),
    ]


def texts(structure: Structure, chosen: tuple[Chosen, ...]) -> list[str]:
    sentences = sentences_of(structure)
    return [sentences[one.sentence].text for one in chosen]


# ------------------------------------------------------------------ how much is said
@settings(deadline=None, max_examples=60)
@given(st.integers(0, 700), st.integers(1, 9))
def test_a_summary_never_has_more_words_than_asked_and_comes_close(
    words: int, count: int
) -> None:
    structure = report(count)
    sentences = sentences_of(structure)
    there = sum(
        len(one.text.split()) for one in sentences if one.kind is BlockKind.PARAGRAPH
    )
    for chosen in both(structure, words):
        used = words_of(sentences, chosen)
        assert used <= words
        assert used >= min(words - 10, there)  # every sentence has ten words


def test_a_summary_stands_in_the_documents_order_and_says_nothing_twice() -> None:
    for chosen in both(report(), 200):
        numbers = [one.sentence for one in chosen]
        assert numbers == sorted(set(numbers))


def test_the_same_document_gives_the_same_summary() -> None:
    assert both(report(), 180) == both(report(), 180)


def test_last_digits_of_the_vectors_change_nothing() -> None:
    structure = report()
    sentences = sentences_of(structure)
    rows = meanings(sentences)
    nearly = (rows + np.float32(1e-7)).astype(np.float32)
    assert choose(structure, sentences, rows, 150) == choose(
        structure, sentences, nearly, 150
    )


def test_a_document_without_sentences_has_an_empty_summary() -> None:
    for structure in (paged([]), paged(["# Only a heading"]), Structure()):
        assert both(structure, 100) == [(), ()]
        assert to_embed(structure, ()) == ()


def test_a_form_without_any_full_stop_still_gets_a_summary() -> None:
    structure = paged(["Name of the applicant", "Address of the office", "Date of birth"])
    for chosen in both(structure, 8):
        assert texts(structure, chosen)


# ------------------------------------------------------------------ what is said
def test_every_section_is_heard_where_there_is_room() -> None:
    structure = report()
    sentences = sentences_of(structure)
    for chosen in both(structure, 60 * len(SUBJECTS)):
        assert {sentences[one.sentence].section for one in chosen} == {1, 2, 3, 4, 5}


def test_a_very_long_document_is_heard_to_its_end_in_a_short_summary() -> None:
    subjects = [f"{subject}{letters(n)}" for n in range(2) for subject in SUBJECTS]
    lines = [line for one in subjects for line in (f"# About {one}", prose(one, 700))]
    structure = paged(lines)
    sentences = sentences_of(structure)
    found = first_look(structure, sentences, 200)
    assert len({sentences[one.sentence].section for one in found}) == len(subjects)


def test_what_is_said_twice_is_chosen_once() -> None:
    said = "The harbor must be dredged before the winter storms arrive in force."
    structure = paged(
        ["# One", said, prose("water", 3)],
        ["# Two", said, prose("farms", 3)],
        ["# Three", said, prose("schools", 3)],
    )
    for chosen in both(structure, 60):
        assert texts(structure, chosen).count(said) == 1


def test_footnotes_headings_and_halves_of_sentences_are_not_chosen() -> None:
    structure = paged(
        [
            "# Roads",
            prose("roads", 2),
            "The bridge over the river was",
            "^ 2 See page five.",
        ]
    )
    for chosen in both(structure, 500):
        found = texts(structure, chosen)
        assert len(found) == 2
        assert all(one.startswith("The roads office") for one in found)


def test_a_sentence_that_a_page_break_tore_is_one_sentence_with_two_sources() -> None:
    structure = paged(
        [
            "# Roads",
            prose("roads", 2),
            "The old bridge over the river was clo-",
            "^ 2 See.",
        ],
        ["+ sed in May after the flood. " + prose("roads", 2, 2)],
    )
    sentences = sentences_of(structure)
    for chosen in both(structure, 500):
        (section,) = summary_sections(structure, sentences, chosen)
        assert len(section.sentences) == 5
        torn = section.sentences[2]
        assert (
            torn.text == "The old bridge over the river was closed in May after the flood."
        )
        assert [one.page for one in torn.sources] == [1, 2]
        assert torn.source == torn.sources[0]
        for one in torn.sources:
            page = structure.pages[one.page - 1]
            assert one.quote == page.text[one.start : one.end]


def test_one_half_of_a_torn_sentence_never_comes_alone() -> None:
    structure = paged(
        [prose("roads", 4) + " The old bridge over the wide river was"],
        ["+ closed in May after the flood that came down. " + prose("roads", 4, 4)],
    )
    for words in range(10, 130, 7):
        for chosen in both(structure, words):
            numbers = {one.sentence for one in chosen}
            assert (4 in numbers) == (5 in numbers)


def test_captions_boilerplate_and_lead_ins_are_not_chosen_by_themselves() -> None:
    structure = paged(
        [
            "Source: the yearly survey of the office of roads and bridges.",
            "All rights reserved by the publisher of this long and useful report.",
            "The office of roads and bridges names the following three towns:",
            prose("roads", 4),
        ]
    )
    for chosen in both(structure, 500):
        assert texts(structure, chosen) == prose("roads", 4).replace(". ", ".|").split("|")


def test_a_sentence_that_points_back_brings_the_one_before_it() -> None:
    mill = (
        "The county bought the old mill in the spring of last year. "
        "It must be rebuilt at a cost of $4 million because the fire destroyed it."
    )
    structure = paged([prose("water", 6), mill, prose("farms", 6)])
    sentences = sentences_of(structure)
    (number,) = (one.number for one in sentences if one.text.startswith("It must"))
    asked = meanings(sentences)[[number]]
    found = choose(structure, sentences, meanings(sentences), 60, focus=asked)
    numbers = [one.sentence for one in found]
    assert number in numbers
    assert number - 1 in numbers
    assert words_of(sentences, found) <= 60


def test_an_entry_of_a_list_brings_the_line_it_hangs_on() -> None:
    structure = paged(
        [
            "These are eligible applicants for an award of this program:",
            "- State agencies that run a water office of their own",
            "- Counties that have a plan for their schools and bridges",
            "Every application for an award must be received by the deadline in March.",
            "Awards are at most $500,000 a year for each of the eligible recipients.",
        ]
    )
    sentences = sentences_of(structure)
    found = first_look(structure, sentences, 34)
    chosen = {sentences[one.sentence].kind for one in found}
    assert BlockKind.LIST_ITEM not in chosen or found[0].sentence == 0
    whole = texts(structure, first_look(structure, sentences, 200))
    assert whole[0].endswith(":")
    assert len(whole) == 5


def test_a_question_draws_the_summary_towards_it() -> None:
    structure = report()
    sentences = sentences_of(structure)
    rows = meanings(sentences)
    asked = np.zeros((1, 64), dtype=np.float32)
    asked[0, SUBJECTS.index("farms")] = 1.0

    def about_farms(chosen: tuple[Chosen, ...]) -> int:
        return sum("farms" in sentences[one.sentence].text for one in chosen)

    plain = choose(structure, sentences, rows, 100)
    assert about_farms(choose(structure, sentences, rows, 100, asked)) > about_farms(plain)


NOTICE = paged(
    [
        "# Basic information",
        "The purpose of this program is to support rural clinics with new equipment.",
        "Grants.gov holds the application package of this notice of funding opportunity.",
        "# Eligibility",
        "Eligible applicants are county hospitals and clinics in rural areas of the state.",
        "# Award information",
        "The award ceiling is $250,000 per recipient and up to ten awards are expected.",
        "# Dates",
        "Applications are due by March 3, 2027 at 11:59 p.m. Eastern Time on Grants.gov.",
        "# Review",
        "Reviewers will be asked whether merit review criteria such as need are met well.",
        "# Other matters",
        prose("clinics", 30),
    ],
    title="Notice of funding opportunity",
)


def test_a_notice_says_what_for_who_how_much_by_when_and_how_it_is_judged() -> None:
    for chosen in both(NOTICE, 90):
        why = {one.why for one in chosen}
        assert {
            "Says what the funding is for.",
            "Says who may apply.",
            "Says how much money there is.",
            "Says by when something is due.",
            "Says how applications are judged.",
        } <= why


def test_a_tables_row_is_told_in_a_notice_and_not_in_a_report() -> None:
    rows = ["! Item\tAmount", "| Award ceiling\t$250,000 per award and year"]
    notice = [
        "The notice of funding opportunity is for county hospitals in rural areas.",
        "Eligible applicants are clinics, and every applicant must use Grants.gov for it.",
        "Applicants may apply once, and your application must be complete when it is sent.",
    ]
    for chosen in both(paged([*notice, *rows]), 200):
        assert "Says how much money there is." in {one.why for one in chosen}
    plain = paged([prose("farms", 30), *rows])
    for chosen in both(plain, 1000):
        assert len(chosen) == 30


def test_a_report_is_not_taken_for_a_notice() -> None:
    for chosen in both(report(), 300):
        assert not any(one.why.startswith("Says who") for one in chosen)


# ------------------------------------------------------------------ vectors
def test_only_what_can_be_read_for_itself_is_embedded() -> None:
    structure = paged(["# A", "One two three four.", "^ 1 A note of five words.", "- So"])
    assert to_embed(structure, sentences_of(structure)) == (0,)


def test_of_a_very_long_document_so_many_sentences_are_embedded() -> None:
    structure = paged([prose("water", 5000)], [prose("farms", 5000, 5000)])
    sentences = sentences_of(structure)
    numbers = to_embed(structure, sentences)
    assert len(sentences) == 10_000
    assert len(numbers) == 8_000
    assert list(numbers) == sorted(set(numbers))


def test_sentences_without_vectors_and_failed_ones_are_weighed_by_their_words() -> None:
    structure = report()
    sentences = sentences_of(structure)
    rows = meanings(sentences)
    rows[::2] = 0.0
    rows[1] = np.nan
    assert words_of(sentences, choose(structure, sentences, rows, 150)) > 130
    nothing = np.zeros_like(rows)
    assert words_of(sentences, choose(structure, sentences, nothing, 150)) > 130


def test_too_few_rows_are_refused() -> None:
    structure = report()
    with pytest.raises(ValueError, match="row"):
        choose(structure, sentences_of(structure), np.zeros((1, 4), np.float32), 100)


# ------------------------------------------------------------------ reasons and sections
def test_every_reason_is_a_short_sentence() -> None:
    for chosen in both(report(), 400):
        for one in chosen:
            assert one.why.endswith(".")
            assert len(one.why) < 140


def test_the_first_sentence_of_a_section_says_so() -> None:
    structure = report()
    for chosen in both(structure, 60 * len(SUBJECTS)):
        why = {one.sentence: one.why for one in chosen}
        assert why[0] == "Opens the section “About water”."


def test_chosen_sentences_stand_as_exact_quotations_under_their_headings() -> None:
    structure = paged(
        ["Before any heading the report says that roads mat-\nter to matter."],
        ["# Roads", "The roads of the county are long\nand old in every town.", "## Tar"],
        ["Tar must be bought before the winter from the mill."],
        labels=["i", "1", "2"],
    )
    sentences = sentences_of(structure)
    for chosen in both(structure, 500):
        found = summary_sections(structure, sentences, chosen)
        assert [(one.heading, one.level, one.page, one.label) for one in found] == [
            ("", 0, 1, "i"),
            ("Roads", 1, 2, "1"),
            ("Tar", 2, 2, "1"),
        ]
        for section in found:
            for one in section.sentences:
                page = structure.pages[one.source.page - 1]
                assert one.kind is SentenceKind.QUOTED
                assert one.source.quote == page.text[one.source.start : one.source.end]
                assert one.source.label == page.label
                assert one.sources == (one.source,)
                assert one.why
        assert found[0].sentences[0].text.endswith("roads matter to matter.")
        backwards = summary_sections(structure, sentences, tuple(reversed(chosen)))
        assert backwards == found


def test_the_outline_has_every_heading_and_no_sentences() -> None:
    found = outline_of(report())
    assert [one.heading for one in found] == [f"About {name}" for name in SUBJECTS]
    assert not any(one.sentences for one in found)


@pytest.mark.parametrize(
    "hostile",
    ["it is so. " * 30_000, "Aa bb cc dd ee ff gg. " * 20_000, "$1 award " * 30_000,
     "This program " * 30_000, "must " * 60_000 + ".", "a b c d e f g h i j. " * 20_000],
)  # fmt: skip
def test_a_hostile_text_is_weighed_in_a_time_that_grows_with_its_length(
    hostile: str,
) -> None:
    structure = paged([hostile])
    sentences = sentences_of(structure)
    assert words_of(sentences, first_look(structure, sentences, 100)) <= 100


def test_of_a_document_without_end_the_best_sentences_are_considered(monkeypatch):
    monkeypatch.setattr("app.triage.salience.MOST_EMBEDDED", 10)
    structure = report()
    sentences = sentences_of(structure)
    chosen = choose(structure, sentences, meanings(sentences), 10_000)
    assert len(chosen) == 10
    assert chosen == choose(structure, sentences, meanings(sentences), 10_000)
