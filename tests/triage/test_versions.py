from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records import (
    Block,
    BlockKind,
    Fact,
    PageQuotation,
    Section,
    Structure,
    StructuredPage,
    VersionChangeKind,
    VersionChanges,
)
from app.triage.sentences import sentences_of
from app.triage.version_order import increasing, ordered_matches
from app.triage.versions import fact_changes, version_changes

CHANGED, ADDED = VersionChangeKind.CHANGED, VersionChangeKind.ADDED
REMOVED, MOVED = VersionChangeKind.REMOVED, VersionChangeKind.MOVED

NOTICE = (
    "Applications are due on March 16, 2027, by 11:59 p.m. Eastern Time.",
    "The award ceiling is $850,000 for each applicant.",
    "Applicants must provide a match of 20 percent.",
    "Nonprofit organizations may apply together with a Tribe.",
    "Reports are submitted to the Office of Water every quarter.",
    "The office expects to make sixteen awards in all regions.",
)


def made(*paragraphs: str | tuple[BlockKind, str], page_after: int = 0) -> Structure:
    """A document of paragraphs in one section, with a page break after one of them."""
    pages = [""]
    blocks = []
    for number, one in enumerate(paragraphs, 1):
        kind, text = one if isinstance(one, tuple) else (BlockKind.PARAGRAPH, one)
        start = len(pages[-1])
        pages[-1] += text + "\n"
        blocks.append(
            Block(
                kind=kind,
                page=len(pages),
                start=start,
                end=start + len(text),
                level=1 if kind is BlockKind.HEADING else 0,
            )
        )
        if number == page_after:
            pages.append("")
    return Structure(
        pages=tuple(
            StructuredPage(number=number, text=text) for number, text in enumerate(pages, 1)
        ),
        sections=(Section(number=0, heading="", level=0, page=1),),
        blocks=tuple(blocks),
    )


def compared(old: Structure, new: Structure) -> VersionChanges:
    return version_changes(old, sentences_of(old), new, sentences_of(new))


def changes(old: Structure, new: Structure):
    return compared(old, new).changes


def notice_with(number: int, line: str) -> Structure:
    return made(*NOTICE[:number], line, *NOTICE[number + 1 :])


def test_two_copies_of_one_document_have_no_changes():
    found = compared(made(*NOTICE), made(*NOTICE))
    assert found.changes == ()
    assert found.same == len(NOTICE)


@pytest.mark.parametrize(
    ("number", "line", "new"),
    [
        (0, NOTICE[0].replace("16", "30"), ["30"]),
        (0, NOTICE[0].replace("March", "April"), ["April"]),
        (0, NOTICE[0].replace("p.m.", "a.m."), ["a.m."]),
        (1, NOTICE[1].replace("$850,000", "$580,000"), ["580,000"]),
        (2, NOTICE[2].replace("must", "may"), ["may"]),
        (2, NOTICE[2].replace("must provide", "must not provide"), ["not"]),
        (4, NOTICE[4].replace("Water", "Air"), ["Air"]),
        (5, NOTICE[5].replace("sixteen", "sixty"), ["sixty"]),
    ],
)
def test_a_number_a_date_an_amount_a_name_a_duty_and_a_negation_matter(number, line, new):
    (change,) = changes(made(*NOTICE), notice_with(number, line))
    assert change.kind is CHANGED
    assert change.matters
    assert change.before.quote == NOTICE[number]
    assert change.after.quote == line
    assert [change.after.quote[start:end] for start, end in change.differing] == new


def test_another_word_for_the_same_does_not_matter():
    line = NOTICE[3].replace("together", "jointly")
    (change,) = changes(made(*NOTICE), notice_with(3, line))
    assert (change.kind, change.matters) == (CHANGED, False)


def test_a_number_written_as_a_word_and_as_a_figure_is_the_same():
    line = NOTICE[5].replace("sixteen", "16")
    (change,) = changes(made(*NOTICE), notice_with(5, line))
    assert not change.matters


@pytest.mark.parametrize(
    ("old", "new", "matters"),
    [
        ("It is due on 3/16/27 at noon.", "It is due on March 16, 2027 at noon.", False),
        ("It is due on 3/16/27 at noon.", "It is due on March 17, 2027 at noon.", True),
        (
            "The office has $1.5 million to give.",
            "The office has $1,500,000 to give.",
            False,
        ),
        ("The office has $1.5 million to give.", "The office has $1,500 to give.", True),
        ("It pays $5,000 per year to all.", "It pays $5,000 per month to all.", True),
    ],
)
def test_a_day_or_an_amount_written_otherwise_does_not_matter(old, new, matters):
    (change,) = changes(made(old, NOTICE[2]), made(new, NOTICE[2]))
    assert change.matters is matters


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "R48917 \u00b7 VERSION 1 \u00b7 NEW 25",
            "R48917 \u00b7 VERSION 2 \u00b7 UPDATED 26",
        ),
        ("Form 12 Revision 3", "Draft B of 2027"),
    ],
)
def test_which_edition_it_is_does_not_matter_at_the_foot_of_both(old, new):
    found = compared(made(*NOTICE, old), made(*NOTICE, new))
    assert found.changes
    assert not any(change.matters for change in found.changes)
    assert found.same == len(NOTICE)


def test_a_last_line_that_is_no_edition_matters():
    (change,) = changes(
        made(*NOTICE, "Due: May 1, 2027"), made(*NOTICE, "Due: May 2, 2027")
    )
    assert change.matters
    (change,) = changes(made(*NOTICE), made(*NOTICE, "See version 2 of the plan for $5"))
    assert change.matters


def test_fifty_thousand_words_with_full_stops_are_compared_in_seconds():
    old = made(" ".join(f"Word{n}." for n in range(50_000)))
    new = made(" ".join(f"Other{n}." for n in range(50_000)))
    one, two = sentences_of(old), sentences_of(new)
    started = time.process_time()
    found = version_changes(old, one, new, two)
    assert time.process_time() - started < 60.0
    told = " ".join(change.after.quote for change in found.changes if change.after)
    assert told.count("Other") == 50_000


def test_a_name_at_the_beginning_of_a_sentence_matters_where_it_is_a_name_elsewhere():
    rest = "The plan was sent to Congress and to Parliament."
    old = made(rest, "Congress may ask for another plan of the office.")
    new = made(rest, "Parliament may ask for another plan of the office.")
    (change,) = changes(old, new)
    assert change.matters


def test_amounts_that_changed_places_matter():
    old = made("The first grant is $200 and the second grant is $300 a year.")
    new = made("The first grant is $300 and the second grant is $200 a year.")
    (change,) = changes(old, new)
    assert change.matters


def test_what_was_added_and_removed_is_told_in_the_order_of_the_new_version():
    new = made(*NOTICE[:2], "A webinar is held on December 9.", *NOTICE[3:])
    found = changes(made(*NOTICE), new)
    assert [change.kind for change in found] == [REMOVED, ADDED]
    assert found[0].before.quote == NOTICE[2]
    assert found[1].after.quote == "A webinar is held on December 9."
    assert found[1].differing == ((0, len(found[1].after.quote)),)


def test_a_sentence_in_another_place_has_moved():
    (change,) = changes(made(*NOTICE), made(*NOTICE[1:], NOTICE[0]))
    assert (change.kind, change.matters) == (MOVED, False)
    assert change.before.quote == change.after.quote == NOTICE[0]


def test_line_breaks_page_breaks_hyphens_and_quotation_marks_are_no_changes():
    old = made(
        'The "small" applicant\'s cooperation with non-profit offices ends.', NOTICE[0]
    )
    new = made(
        "The \u201csmall\u201d appli-\ncant\u2019s coop\u00aderation\nwith nonprofit "
        "offices ends.",
        NOTICE[0],
        page_after=1,
    )
    assert changes(old, new) == ()


def test_headers_and_page_numbers_are_no_changes():
    old = made((BlockKind.FURNITURE, "Draft of May"), *NOTICE, (BlockKind.FURNITURE, "1"))
    new = made((BlockKind.FURNITURE, "Final"), *NOTICE, (BlockKind.FURNITURE, "Page 7"))
    assert changes(old, new) == ()


def test_entries_that_were_only_numbered_anew_are_no_changes():
    items = ("a budget for three years", "a plan of the work")
    old = made(*((BlockKind.LIST_ITEM, f"{n}. {one}") for n, one in enumerate(items, 1)))
    new = made(*((BlockKind.LIST_ITEM, f"({n + 4}) {one}") for n, one in enumerate(items)))
    assert changes(old, new) == ()


def test_marks_of_footnotes_are_no_changes():
    old = made("The law was passed in the spring.12 It was repealed later.")
    new = made("The law was passed in the spring.13 It was repealed later.")
    assert changes(old, new) == ()


def test_a_number_at_the_beginning_of_a_line_is_no_mark_of_a_footnote():
    old = made("The office read every plan of the\n20 districts in the spring.")
    new = made("The office read every plan of the\n30 districts in the spring.")
    (change,) = changes(old, new)
    assert change.matters
    same = made("The office read every plan of the 20\ndistricts in the spring.")
    assert changes(old, same) == ()


def test_footnotes_between_the_parts_of_a_torn_sentence_change_nothing():
    whole = made("The office will read every application that arrives on time.")
    pages = (
        StructuredPage(
            number=1, text="The office will read every\n1 See the law of 1974.\n"
        ),
        StructuredPage(number=2, text="application that arrives on time.\n"),
    )
    torn = Structure(
        pages=pages,
        sections=whole.sections,
        blocks=(
            Block(kind=BlockKind.PARAGRAPH, page=1, start=0, end=26),
            Block(kind=BlockKind.FOOTNOTE, page=1, start=27, end=49),
            Block(kind=BlockKind.PARAGRAPH, page=2, start=0, end=33, continues=True),
        ),
    )
    found = changes(whole, torn)
    assert [change.kind for change in found] == [ADDED]
    assert found[0].after.quote == "1 See the law of 1974."


def test_a_changed_heading_is_told():
    old = made((BlockKind.HEADING, "Who may apply"), *NOTICE)
    new = made((BlockKind.HEADING, "Who can apply"), *NOTICE)
    (change,) = changes(old, new)
    assert change.kind is CHANGED
    assert change.after.quote == "Who can apply"


def test_swapping_the_versions_swaps_added_and_removed():
    old, new = made(*NOTICE[:4]), made(*NOTICE[1:])
    there = Counter(change.kind for change in changes(old, new))
    back = Counter(change.kind for change in changes(new, old))
    assert there[ADDED] == back[REMOVED] == 2
    assert there[REMOVED] == back[ADDED] == 1


def test_five_thousand_sentences_are_compared_in_seconds():
    lines = [
        f"Rule {n} asks for {n % 13} copies of form {n * 7} in June." for n in range(5000)
    ]
    new = [
        line.replace("June", "July") if n % 50 == 0 else line
        for n, line in enumerate(lines)
    ]
    del new[100:150]
    before, after = made(*lines), made(*new)
    one, two = sentences_of(before), sentences_of(after)
    started = time.perf_counter()
    found = version_changes(before, one, after, two)
    assert time.perf_counter() - started < 60.0
    kinds = Counter(change.kind for change in found.changes)
    assert kinds[REMOVED] == 50
    assert kinds[CHANGED] == 99


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["Yes, it is so."] * 3000, ["Yes, it is so."] * 2900),
        (["one two three four."] * 3000, ["four three two one."] * 3000),
        (
            [f"word {n % 7} and {n % 11} go." for n in range(3000)],
            [f"word {n % 11} and {n % 7} go." for n in range(3000)],
        ),
        (["a-" * 9000 + "b"], ["a-" * 8999 + "b"]),
        (["1,1" * 9000], ["1.1" * 9000]),
    ],
)
def test_texts_of_repeats_are_compared_in_seconds(old, new):
    before, after = made(*old), made(*new)
    one, two = sentences_of(before), sentences_of(after)
    started = time.perf_counter()
    version_changes(before, one, after, two)
    assert time.perf_counter() - started < 60.0


LINES = st.lists(
    st.sampled_from(NOTICE)
    | st.lists(
        st.sampled_from(
            ["The", "award", "not", "$5", "May", "3,", "is.", "(a)", "\u00ad-"]
        ),
        min_size=1,
        max_size=7,
    ).map(" ".join),
    max_size=9,
)


@settings(max_examples=80, deadline=None)
@given(LINES, LINES)
def test_whatever_changes_the_spans_are_exact_and_nothing_is_told_twice(first, second):
    old, new = made(*first), made(*second)
    found = compared(old, new)
    assert found == compared(old, new)
    for change in found.changes:
        for quote, structure in ((change.before, old), (change.after, new)):
            if quote is not None:
                text = structure.pages[quote.page - 1].text
                assert text[quote.start : quote.end] == quote.quote
        shown = change.after or change.before
        assert shown is not None
        assert all(0 <= start < end <= len(shown.quote) for start, end in change.differing)
        assert (change.before is None) == (change.kind is ADDED)
        assert (change.after is None) == (change.kind is REMOVED)
    spans = [(c.after.page, c.after.start) for c in found.changes if c.after]
    assert len(spans) == len(set(spans))


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_no_document_differs_from_itself(lines):
    assert changes(made(*lines), made(*lines)) == ()


@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_matches_are_equal_and_in_the_order_of_both(old, new):
    pairs = ordered_matches(old, new)
    assert all(old[one] == new[two] for one, two in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(pairs))


@given(st.lists(st.integers(0, 99), max_size=60, unique=True))
def test_the_longest_increasing_run_is_increasing_and_no_shorter_than_a_greedy_one(values):
    found = [value for _, value in increasing(list(enumerate(values)))]
    assert found == sorted(found)
    greedy: list[int] = []
    for value in values:
        if not greedy or value > greedy[-1]:
            greedy.append(value)
    assert len(found) >= len(greedy)


def fact(key: str, value: str, **more: object) -> Fact:
    quote = PageQuotation(quote=value, page=1, start=0, end=len(value))
    return Fact(key=key, name=key.title(), value=value, source=quote, **more)  # type: ignore[arg-type]  # as given


def test_facts_that_differ_are_told_by_key_and_label():
    old = (
        fact("deadline", "March 16", when="2027-03-16"),
        fact("ceiling", "$5", amount=5.0),
    )
    new = (
        fact("deadline", "April 2", when="2027-04-02"),
        fact("ceiling", "$ 5", amount=5.0),
    )
    ((name, before, after),) = fact_changes(old, new)
    assert name == "Deadline"
    assert [one.value for one in before] == ["March 16"]
    assert [one.value for one in after] == ["April 2"]


def test_a_fact_written_otherwise_is_no_change():
    old = (
        fact("agency", "Office of\nWater"),
        fact("deadline", "3/16/27", when="2027-03-16"),
    )
    new = (
        fact("agency", "Office of Water"),
        fact("deadline", "16 March", when="2027-03-16"),
    )
    assert fact_changes(old, new) == ()


def test_labels_of_one_entry_are_compared_apart():
    old = (fact("deadline", "May 1", label="Letter of intent"), fact("deadline", "June 1"))
    new = (fact("deadline", "May 9", label="letter of  intent"), fact("deadline", "June 1"))
    ((name, before, after),) = fact_changes(old, new)
    assert name == "Deadline: letter of  intent"
    assert (len(before), len(after)) == (1, 1)


def test_a_fact_that_came_or_went_is_told_and_one_not_stated_is_not():
    missing = Fact(key="match", name="Match")
    assert fact_changes((missing,), (missing,)) == ()
    ((_, before, after),) = fact_changes((missing,), (fact("match", "20 percent"),))
    assert (before, len(after)) == ((), 1)
    ((_, before, after),) = fact_changes((fact("match", "20 percent"),), ())
    assert (len(before), after) == (1, ())


def test_a_value_that_a_person_corrected_is_what_is_compared():
    old = (fact("deadline", "May 1", when="2027-05-01", corrected="May 3"),)
    new = (fact("deadline", "May 3"),)
    assert fact_changes(old, new) == ()


def test_a_mark_of_a_footnote_that_a_blank_parts_is_no_change():
    def noted(number):
        words = f"It fits. {number} It was built in two years."
        note = f"{number} See the report."
        page = StructuredPage(number=1, text=f"{words}\n{note}")
        blocks = (
            Block(kind=BlockKind.PARAGRAPH, page=1, start=0, end=len(words)),
            Block(
                kind=BlockKind.FOOTNOTE, page=1, start=len(words) + 1, end=len(page.text)
            ),
        )
        section = Section(number=0, heading="", level=0, page=1)
        return Structure(pages=(page,), sections=(section,), blocks=blocks)

    assert changes(noted("81"), noted("82")) == ()
