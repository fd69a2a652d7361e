"""Sentences of a document: exact places, mended words, and what belongs to them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import Block, BlockKind, Section, Structure, StructuredPage
from app.triage.sentences import mended, page_quotation, sentences_of, vocabulary_of
from tests.triage.paged import paged


def texts(structure: Structure) -> list[str]:
    return [one.text for one in sentences_of(structure)]


def quotes(structure: Structure) -> list[str]:
    return [
        page_quotation(structure, one.page, one.start, one.end).quote
        for one in sentences_of(structure)
    ]


# ------------------------------------------------------------------ mending
def test_a_word_that_occurs_elsewhere_is_joined_over_a_line_end() -> None:
    assert mended("The infor-\nmation is here; information counts.") == (
        "The information is here; information counts."
    )


def test_a_hyphen_that_the_document_writes_elsewhere_stays() -> None:
    known = {"cost-sharing": 3, "cost": 9, "sharing": 4}
    assert mended("No cost-\nsharing is asked.", known) == "No cost-sharing is asked."


def test_two_known_words_keep_their_hyphen_and_two_halves_lose_it() -> None:
    known = {"grant": 5, "making": 2}
    assert mended("the grant-\nmaking office", known) == "the grant-making office"
    assert mended("the commis-\nsion", known) == "the commission"


def test_long_term_stays_long_term_without_a_vocabulary() -> None:
    assert mended("a long-\nterm plan") == "a long-term plan"


def test_numbers_and_names_keep_their_hyphens() -> None:
    assert mended("fiscal years 2019-\n2020 and COVID-\n19") == (
        "fiscal years 2019-2020 and COVID-19"
    )
    assert mended("the Anglo-\nAmerican loan") == "the Anglo-American loan"


def test_soft_hyphens_and_unseen_marks_go() -> None:
    assert (
        mended("in\u00adfor\u00admation, \ufeffall\u200b of it") == "information, all of it"
    )
    assert mended("coordi\ufffenation of coordination") == "coordination of coordination"


def test_line_breaks_become_blanks() -> None:
    assert mended(" one\r\ntwo\n\n three ") == "one two three"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It was passed by Congress.12 The Act", "It was passed by Congress. The Act"),
        ("under the Act,7 which", "under the Act, which"),
        ("(EPA).7", "(EPA)."),
        ("in fiscal year 2019.14 The rest", "in fiscal year 2019. The rest"),
        ("a “unit”3 of", "a “unit” of"),
    ],
)
def test_a_footnotes_mark_behind_a_word_is_left_out(text: str, read: str) -> None:
    assert mended(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Sec.12 of the Act",
        "No.3 on the list",
        "a share of 3.12 percent",
        "$1,000 each",
        "Part II.A.1 Eligibility",
        "Points:20 of 100",
        "Apt.5 on 3rd Street",
        "version 2.10 of it",
    ],
)
def test_a_number_that_says_something_stays(text: str) -> None:
    assert mended(text) == text


def test_words_of_a_divided_word_are_not_in_the_vocabulary() -> None:
    known = vocabulary_of(paged(["The infor-\nmation of the grant-makers"]))
    assert "infor" not in known
    assert "mation" not in known
    assert known["grant-makers"] == 1


# ------------------------------------------------------------------ sentences
def test_sentences_have_their_exact_place_on_their_page() -> None:
    structure = paged(["First one here. Second\none there."], ["Third one."])
    assert quotes(structure) == ["First one here.", "Second\none there.", "Third one."]
    assert texts(structure) == ["First one here.", "Second one there.", "Third one."]
    assert [one.page for one in sentences_of(structure)] == [1, 1, 2]
    assert [one.number for one in sentences_of(structure)] == [0, 1, 2]


def test_headings_contents_and_furniture_have_no_sentences() -> None:
    structure = paged(
        ["~ Page 3 of the report", "# Scope", "= Scope ..... 3", "It is wide."]
    )
    assert texts(structure) == ["It is wide."]


def test_a_sentence_ends_before_a_footnotes_mark_and_goes_on_in_citations() -> None:
    text = (
        "It was passed by Congress.12 The Act (P.L. 115-123) changed 42 U.S.C. §1983 and "
        "Sec. 12 of S. 2312. In Roe v. Wade it was not. It ended."
    )
    structure = paged([text])
    assert texts(structure) == [
        "It was passed by Congress.",
        "The Act (P.L. 115-123) changed 42 U.S.C. §1983 and Sec. 12 of S. 2312.",
        "In Roe v. Wade it was not.",
        "It ended.",
    ]


def test_numbers_of_orders_and_resolutions_stay_with_what_they_number() -> None:
    structure = paged(
        ["Executive Order (E.O.) 14285 was issued. Some follow E.O. 14285. Others do not."],
        ["E.O.\n14285 directs it. S.Res. 346 does, too."],
    )
    assert texts(structure) == [
        "Executive Order (E.O.) 14285 was issued.",
        "Some follow E.O. 14285.",
        "Others do not.",
        "E.O. 14285 directs it.",
        "S.Res. 346 does, too.",
    ]


def test_a_sentence_that_a_page_break_tore_is_not_whole() -> None:
    structure = paged(
        ["This is whole. This one goes", "^ 1 A note."], ["+ on over here. And this not."]
    )
    found = {one.text: one.whole for one in sentences_of(structure)}
    assert found == {
        "This is whole.": True,
        "This one goes": False,
        "1 A note.": True,
        "on over here.": False,
        "And this not.": True,
    }


def test_a_paragraph_that_goes_on_after_a_full_stop_tears_nothing() -> None:
    structure = paged(["One ends here."], ["+ Another begins."])
    assert all(one.whole for one in sentences_of(structure))


def test_what_a_column_break_tore_is_one_sentence_where_nothing_lies_between() -> None:
    structure = paged(["The left column ends in", "+ the right one."])
    (sentence,) = sentences_of(structure)
    assert sentence.text == "The left column ends in the right one."
    assert sentence.whole


def test_list_items_know_the_line_they_hang_on() -> None:
    structure = paged(
        ["Who may apply:", "- • States", "- • Cities of any size", "Others may not."]
    )
    found = [(one.text, one.context) for one in sentences_of(structure)]
    assert found == [
        ("Who may apply:", ""),
        ("States", "Who may apply:"),
        ("Cities of any size", "Who may apply:"),
        ("Others may not.", ""),
    ]


def test_a_list_in_the_next_section_does_not_hang_on_a_line_of_the_last() -> None:
    structure = paged(["# A", "These count:", "# B", "- One of them"])
    assert [one.context for one in sentences_of(structure)] == ["", ""]


def test_table_rows_tell_their_cells_apart_and_know_their_headers() -> None:
    structure = paged(["! Criterion\tPoints", "| Need\t20", "| Re-\nach\t30", "Text here."])
    found = [(one.text, one.context, one.kind) for one in sentences_of(structure)]
    assert found[0] == ("Need | 20", "Criterion | Points", BlockKind.TABLE_ROW)
    assert found[1][0] == "Reach | 30"
    assert found[2] == ("Text here.", "", BlockKind.PARAGRAPH)


def test_a_footnote_of_several_blocks_is_read_as_one() -> None:
    structure = paged(["^ 1 See the long report", "^ of the office.", "^ 2 Ibid., page 3"])
    assert texts(structure) == ["1 See the long report of the office.", "2 Ibid., page 3"]


def test_a_quotation_carries_the_printed_label_of_its_page() -> None:
    structure = paged(["One."], ["Two."], labels=["i", "ii"])
    found = page_quotation(structure, 2, 0, 4)
    assert (found.quote, found.page, found.label) == ("Two.", 2, "ii")


@pytest.mark.parametrize("place", [(0, 0, 1), (3, 0, 1), (1, 2, 2), (1, -1, 2), (1, 0, 99)])
def test_a_quotation_from_nowhere_is_refused(place: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no "):
        page_quotation(paged(["One."], ["Two."]), *place)


WORDS = st.sampled_from(
    ["grant", "The", "U.S.", "No.", "12", "awards.", "infor-\nmation", "due?", "P.L.",
     "“so”", "•", "2019.14", "\u00ad", "(a)", "…", "\n", "word.3", "§", "e.g.", "日本。",
     "-\n", "\r\n"]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
MARKED = st.tuples(st.sampled_from(["", "- ", "^ ", "+ ", "# ", "~ "]), LINES).map("".join)
PAGES = st.lists(st.lists(MARKED, min_size=1, max_size=5), min_size=1, max_size=3)


@given(PAGES)
def test_every_character_of_running_text_lies_in_exactly_one_sentence(
    pages: list[list[str]],
) -> None:
    structure = paged(*pages)
    covered: set[tuple[int, int]] = set()
    for one in sentences_of(structure):
        quote = page_quotation(structure, one.page, one.start, one.end).quote
        assert quote == quote.strip()
        places = {(one.page, place) for place in range(one.start, one.end)}
        assert not places & covered
        covered |= places
    for block in structure.blocks:
        running = block.kind not in {BlockKind.HEADING, BlockKind.FURNITURE}
        text = structure.pages[block.page - 1].text
        for place in range(block.start, block.end):
            if running and not text[place].isspace():
                assert (block.page, place) in covered


@given(PAGES)
def test_reading_a_document_twice_gives_the_same(pages: list[list[str]]) -> None:
    assert sentences_of(paged(*pages)) == sentences_of(paged(*pages))


@pytest.mark.parametrize(
    "hostile",
    ["a" * 400_000, "-\n" * 200_000, ".1 " * 130_000, "\u00ad" * 400_000, "A. " * 130_000,
     "x-\n" * 130_000, " \n" * 200_000, "((((" * 100_000, "(A.B.C.D.E." * 40_000,
     "•\n" * 150_000],
)  # fmt: skip
def test_a_hostile_text_is_read_in_a_time_that_grows_with_its_length(hostile: str) -> None:
    started = time.perf_counter()
    sentences_of(paged([hostile]))
    assert time.perf_counter() - started < 20


FORM = (
    "OpDiv: Office of Water",
    "Agency: Department of Harbors",
    "Opportunity Name: Clean Harbors of the North and the South and of\nall between them",
    "Number: HRB-26-001",
)


def test_lines_of_a_form_are_sentences_of_their_own():
    structure = paged(["\n".join(FORM)])
    told = [one.text for one in sentences_of(structure)]
    assert told == [line.replace("\n", " ") for line in FORM]


def test_a_colon_in_running_text_cuts_nothing():
    prose = (
        "The plan names three aims that matter to the county and to all of its towns.\n"
        "Note: the first of them is new, and it was added by the council of the\n"
        "county, which says that it is the most pressing one, for the reason that\n"
        "Water: a history says so."
    )
    told = [one.text for one in sentences_of(paged([prose]))]
    assert told[0].endswith("its towns.")
    assert len(told) == 2


def test_a_mark_of_a_footnote_belongs_to_the_sentence_before_it():
    text = "It moved to the State Department. 3 The budget was cut. 12 States agreed to it."
    note = "3 See the report."
    page = StructuredPage(number=1, text=f"{text}\n{note}")
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, page=1, start=0, end=len(text)),
        Block(kind=BlockKind.FOOTNOTE, page=1, start=len(text) + 1, end=len(page.text)),
    )
    section = Section(number=0, heading="", level=0, page=1)
    found = sentences_of(Structure(pages=(page,), sections=(section,), blocks=blocks))
    assert [one.text for one in found][:3] == [
        "It moved to the State Department.",
        "The budget was cut.",
        "12 States agreed to it.",
    ]
    assert page.text[found[0].start : found[0].end].endswith("Department. 3")
