from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.readers import Outline
from app.readers.cleaning import clean_text
from app.readers.gathering import Gathering, Nonsense
from app.readers.layouts import as_layout, as_outline
from app.readers.marks import BOLD, END, heading_mark, split_marks
from app.readers.page_lines import parts_of
from app.readers.pdf import unhyphenated
from app.readers.requests import ReadCaps
from app.readers.structure import build_structure
from app.records import Document, Heading, PageLayout, StructuredPage, TextLine
from tests.readers.paper import assert_sound

WORDS = [
    "Contents", "1.", "2.1 Scope", "Appendix A", "ELIGIBILITY", "the county", "a)",
    "\u2022", "$5,000", "12", "iv", "Page 3 of 9", "....... 7", "(continued)",
    "3 See the Act.", "\t", " ", "who may apply and", "ends here.",
    "\xe9\u4e2d\U0001f600", "Step 3", "-", "A\tB\tC",
]  # fmt: skip


def page_of(
    number: int, lines: Sequence[tuple[str, float, float, float, bool]]
) -> tuple[StructuredPage, PageLayout]:
    """A page whose lines stand at left, top and size."""
    text, found = "", []
    for words, left, top, size, bold in lines:
        start = len(text)
        text += words + "\n"
        if words.strip():
            begin = start + len(words) - len(words.lstrip())
            found.append(
                TextLine(
                    start=begin, end=begin + len(words.strip()), left=left, top=top,
                    right=left + 5 * len(words), bottom=top + size, size=size, bold=bold,
                )
            )  # fmt: skip
    layout = PageLayout(page=number, width=612, height=792, lines=tuple(found), text=text)
    return StructuredPage(number=number, text=text), layout


coordinate = st.one_of(
    st.sampled_from([0.0, 72.0, 72.0, 90.0, 300.0, 540.0]),
    st.floats(-20_000, 20_000, allow_nan=False),
)
line = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    coordinate,
    st.one_of(st.integers(0, 60).map(lambda step: 40 + 12.0 * step), coordinate),
    st.sampled_from([0.0, 8.0, 10.0, 10.0, 10.0, 14.0, 18.0]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(line, max_size=25), min_size=1, max_size=5),
    st.lists(
        st.builds(
            Heading,
            title=st.sampled_from(WORDS),
            level=st.integers(1, 4),
            page=st.integers(0, 6),
        ),
        max_size=4,
    ),
)
def test_every_line_of_every_page_lies_in_exactly_one_block(
    lines: list[list[tuple[str, float, float, float, bool]]], headings: list[Heading]
) -> None:
    made = [page_of(number, page) for number, page in enumerate(lines, start=1)]
    pages, layouts = [page for page, _ in made], [layout for _, layout in made]
    outline = Outline(title="Any", headings=tuple(headings))
    structure = build_structure(pages, layouts, outline)
    assert_sound(structure)
    assert structure == build_structure(pages, layouts[::-1], outline)


def test_a_cell_beside_a_row_of_cells_takes_none_of_them() -> None:
    # The headers of a table, set in the order in which a real program wrote them.
    page, layout = page_of(
        1,
        [
            ("State", 72, 100, 10, True), ("Code", 72, 112, 10, True),
            ("County", 120, 112, 10, True), ("Congressional", 200, 100, 10, True),
            ("District", 200, 112, 10, True), ("Persistent", 320, 88, 10, True),
            ("Poverty", 320, 100, 10, True),
        ],
    )  # fmt: skip
    assert_sound(build_structure([page], [layout], None))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 320), st.integers(0, 320))))
def test_layouts_of_another_page_or_with_gaps_lose_nothing(
    text: str, spans: list[tuple[int, int]]
) -> None:
    lines = tuple(TextLine(start=start, end=end) for start, end in spans)
    layout = PageLayout(page=1, lines=lines, text=text)
    page = StructuredPage(number=1, text=text)
    assert_sound(build_structure([page], [layout], None))
    assert_sound(build_structure([page], [PageLayout(page=1, text=text + "x")], None))


def seconds(make: Callable[[int], tuple[StructuredPage, PageLayout]], size: int) -> float:
    page, layout = make(size)
    began = time.perf_counter()
    assert_sound(build_structure([page], [layout], None))
    return time.perf_counter() - began


def stairs(size: int) -> tuple[StructuredPage, PageLayout]:
    return page_of(
        1, [("word", 5.0 * (n % 50), 700.0 - 12 * (n % 50), 10, False) for n in range(size)]
    )


def pile(size: int) -> tuple[StructuredPage, PageLayout]:
    return page_of(1, [("1. word", 72, 100, 10, True) for _ in range(size)])


def noise(size: int) -> tuple[StructuredPage, PageLayout]:
    chance = random.Random(3)
    return page_of(
        1,
        [
            (
                chance.choice(WORDS),
                chance.uniform(0, 600),
                chance.uniform(0, 790),
                10,
                False,
            )
            for _ in range(size)
        ],
    )


def tall(size: int) -> tuple[StructuredPage, PageLayout]:
    half = [("left", 72, 0.001 * n, 10, False) for n in range(size // 2)]
    return page_of(
        1, [*half, *[("right", 300, 0.001 * n, 10, False) for n in range(size // 2)]]
    )


def leaders(size: int) -> tuple[StructuredPage, PageLayout]:
    return page_of(
        1, [("Contents . . . . . . . . . 3", 72, 12.0 * n, 10, False) for n in range(size)]
    )


@pytest.mark.parametrize("make", [stairs, pile, noise, tall, leaders])
def test_forty_thousand_lines_of_any_shape_are_soon_told(
    make: Callable[[int], tuple[StructuredPage, PageLayout]],
) -> None:
    # About two seconds; with time that grows as the square of the lines, minutes.
    assert seconds(make, 40_000) < 60


def test_a_page_of_a_million_characters_without_a_break_is_one_block() -> None:
    for text in ("a" * 1_000_000, "1." * 500_000, ". " * 500_000, "\t" * 500_000 + "x"):
        structure = build_structure([StructuredPage(number=1, text=text)], [], None)
        assert_sound(structure)
        assert len(structure.blocks) == 1


def test_a_hundred_thousand_lines_of_text_alone_are_soon_told() -> None:
    text = "\n".join(f"{number}. item of a list" for number in range(100_000))
    began = time.perf_counter()
    structure = build_structure([StructuredPage(number=1, text=text)], [], None)
    assert time.perf_counter() - began < 60
    assert len(structure.blocks) == 100_000


@pytest.mark.parametrize(
    "line",
    [
        [0, 4, float("nan"), 0, 0, 0, 0, 0, 0], [0, 4, 0, float("inf"), 0, 0, 0, 0, 0],
        [0, 4, 1e9, 0, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0, 0, 0, 0],
        [-1, 4, 0, 0, 0, 0, 0, 0, 0], [0.5, 4, 0, 0, 0, 0, 0, 0, 0],
        [0, True, 0, 0, 0, 0, 0, 0, 0], [0, 4, "1", 0, 0, 0, 0, 0, 0], [0, 4], "line", None,
    ],
)  # fmt: skip
def test_lines_of_another_form_are_nonsense(line: object) -> None:
    gathering = Gathering(
        document=Document(name="a", path="a"), caps=ReadCaps(), layout=True
    )
    for answer in (
        {"type": "opened", "kind": "pdf", "sha256": "a" * 64, "size": 5},
        {"type": "pages", "count": 1},
        {"type": "page", "number": 1, "state": "read", "text": "text", "reason": "",
         "code": "", "confidence": None},
    ):  # fmt: skip
        list(gathering.take(answer))
    told = {
        "type": "layout",
        "of": "page",
        "number": 1,
        "label": "",
        "width": 1,
        "height": 1,
    }
    with pytest.raises(Nonsense):
        list(gathering.take(told | {"lines": [line]}))
    with pytest.raises(Nonsense):
        list(gathering.take(told | {"lines": [[2, 4, *[0] * 7], [0, 1, *[0] * 7]]}))
    with pytest.raises(Nonsense):
        list(gathering.take(told | {"lines": [], "number": 2}))
    with pytest.raises(Nonsense):
        list(gathering.take(told | {"lines": [[0, 1, *[0] * 7]] * 20_001}))


def test_lines_longer_than_the_text_are_cut_and_those_beyond_left_out() -> None:
    told = {"label": "iv\u0000", "width": 612, "height": 792.0}
    lines = [[1, 900, *[1.0] * 5, 1, 99], [900, 950, *[0] * 7]]
    layout = as_layout(told | {"lines": lines}, 1, " text\n ")
    assert [(one.start, one.end, one.bold, one.style) for one in layout.lines] == [
        (1, 5, True, 15)
    ]
    assert layout.label == "iv"


def test_bookmarks_are_bounded_and_their_words_on_one_line() -> None:
    told = {
        "title": "A\nB" * 900,
        "headings": [["a\u202e b", 0, 1], ["c", 99, 9], ["", 1, 1]],
    }
    outline = as_outline(told, 3)
    assert len(outline.title) == 500
    assert [(one.title, one.level, one.page) for one in outline.headings] == [
        ("a b", 1, 1), ("c", 15, 0),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="too many"):
        as_outline({"title": "", "headings": [["a", 1, 1]] * 5_001}, 3)


@settings(deadline=None)
@given(st.text(alphabet="ab \r\n\x0c\x85\u2028\ufffe\x00\ud800\U0001f600-", max_size=60))
def test_lines_of_the_raw_text_are_those_of_the_cleaned_one(raw: str) -> None:
    text = clean_text(unhyphenated(raw)[0])
    units = raw.encode("utf-16-le", "surrogatepass")
    found = list(parts_of(raw, text))
    assert "".join(text[start:end] for start, end, _ in found) == text.replace("\n", "")
    for start, end, first in found:
        for index, character in enumerate(text[start:end]):
            unit = first + index if isinstance(first, int) else None
            if isinstance(first, list):
                unit = first[index] if index < len(first) else None
            if unit is None or (character == "-" and index == end - start - 1):
                continue
            raw_character = units[2 * unit : 2 * unit + 4].decode("utf-16-le", "replace")[0]
            assert character in {raw_character, "\ufffd"} or character > "\uffff"


def test_marks_say_where_headings_and_bold_lines_stand() -> None:
    one, two = heading_mark(1), heading_mark(2)
    marked = f"W{one}ho\n  t{BOLD}ext \n\nN{two}otice\nof all{END}\nrest"
    text, lines = split_marks(marked)
    assert text == "Who\n  text \n\nNotice\nof all\nrest"
    assert [(text[a:b], style, bold) for a, b, style, bold in lines] == [
        ("Who", 1, 0), ("text", 0, 1), ("Notice\nof all", 2, 0),
    ]  # fmt: skip
