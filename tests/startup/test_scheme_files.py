"""Scheme files: what is read, and mistakes told by their line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from app.records import Category, PostroomError
from app.startup.scheme_files import read_scheme, write_new_scheme

GOOD = """\
name = "Mail"          # a comment with [[category]] in it
description = '''
What comes in.
[[category]]
name = "not a category"
'''

[[category]]
name = "Bills"
description = "Bills and fees."
examples = [
  "name = 1",
  "[[category]]",
]

[[category]]
name = "Other"
"""
CATEGORIES = '[[category]]\nname = "A"\n[[category]]\nname = "B"\n'


@pytest.fixture
def scheme_file(tmp_path):
    def write(text):
        path = tmp_path / "scheme.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def mistakes_in(path):
    with pytest.raises(PostroomError) as caught:
        read_scheme(path)
    assert caught.value.remedy
    found = re.findall(
        rf"^{re.escape(str(path))}, line (\d+): (.*)[.?]$", caught.value.what, re.MULTILINE
    )
    return [(int(line), what) for line, what in found]


def test_a_scheme_is_read_whole(scheme_file):
    scheme = read_scheme(scheme_file(GOOD))
    assert scheme.name == "Mail"
    assert scheme.description.startswith("What comes in.")
    assert scheme.language == "en"
    assert scheme.other == "Other"
    assert scheme.categories == (
        Category(
            name="Bills",
            description="Bills and fees.",
            examples=("name = 1", "[[category]]"),
        ),
        Category(name="Other"),
    )


def test_the_fingerprint_is_over_names_descriptions_and_examples_only(scheme_file):
    told = '[["Bills","Bills and fees.",["name = 1","[[category]]"]],["Other","",[]]]'
    scheme = read_scheme(scheme_file(GOOD))
    assert scheme.fingerprint == hashlib.sha256(told.encode()).hexdigest()
    renamed = read_scheme(scheme_file(GOOD.replace('"Mail"', '"Post"')))
    assert renamed.fingerprint == scheme.fingerprint
    changed = read_scheme(scheme_file(GOOD.replace("and fees", "or fees")))
    assert changed.fingerprint != scheme.fingerprint


@pytest.mark.parametrize("name", ["Other", "OTROS", "otro", "None of these", "  Other "])
def test_the_category_for_the_rest_is_known_by_its_name(name, scheme_file):
    text = f'name = "x"\n[[category]]\nname = "{name}"\n[[category]]\nname = "A"\n'
    assert read_scheme(scheme_file(text)).other == name.strip()


def test_a_scheme_needs_no_category_for_the_rest(scheme_file):
    assert read_scheme(scheme_file(f'name = "x"\n{CATEGORIES}')).other is None


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(scheme_file):
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read_scheme(scheme_file(data)).names == ("Bills", "Other")


def test_spanish_names_stay_as_they_are(scheme_file):
    categories = CATEGORIES.replace("A", "Año").replace("B", "Otros")
    text = f'name = "Peticiones"\nlanguage = "es"\n{categories}'
    scheme = read_scheme(scheme_file(text))
    assert (scheme.language, scheme.names, scheme.other) == (
        "es",
        ("Año", "Otros"),
        "Otros",
    )


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (CATEGORIES, 1, "the scheme has no name"),
        (f"name = 3\n{CATEGORIES}", 1, '"name" must be a text'),
        (f'name = " "\n{CATEGORIES}', 1, "the name of the scheme is empty"),
        (
            f'\n\nname = "x"\ndescription = 1\n{CATEGORIES}',
            4,
            '"description" must be a text',
        ),
        (f'name = "x"\nlanguage = "english"\n{CATEGORIES}', 2, "two small letters"),
        (f'name = "x"\nlanguage = 1\n{CATEGORIES}', 2, "two small letters"),
        (f'name = "x"\n\nNmae = "y"\n{CATEGORIES}', 3, 'did you mean "name"'),
        (
            f'name = "x"\nzzz = "y"\n{CATEGORIES}',
            2,
            "known are name, description, language",
        ),
        (f'name = "x"\nexamples = ["y"]\n{CATEGORIES}', 2, "belongs below a [[category]]"),
        ('name = "x"\n[[categories]]\nname = "A"\n', 2, 'did you mean "category"'),
        ('name = "x"\n\n[category]\nname = "A"\n', 3, "two brackets"),
        ('name = "x"\ncategory = ["A", "B"]\n', 2, "two brackets"),
        ('name = "x"\n\n', 1, "this one has 0"),
        ('name = "x"\n[[category]]\nname = "A"\n\n', 3, "this one has 1"),
        (f'name = "x"\n{CATEGORIES}[[category]]\n', 6, "this category has no name"),
        (
            f'name = "x"\n{CATEGORIES}[[category]]\n\nname = " a "\n',
            8,
            "already, in line 3",
        ),
        (f'name = "x"\n{CATEGORIES}descripton = "y"\n', 6, 'did you mean "description"'),
        (
            f'name = "x"\n{CATEGORIES}description = ["y"]\n',
            6,
            '"description" must be a text',
        ),
        (f'name = "x"\n{CATEGORIES}examples = "y"\n', 6, "must be a list of texts"),
        (f'name = "x"\n{CATEGORIES}examples = [\n"y",\n2]\n', 6, "must be a list of texts"),
        (f'name = "x"\n{CATEGORIES}[category.more]\nx = 1\n', 6, '"more" is not known'),
        (
            f'name = "x"\n{CATEGORIES}[[category]]\nname = "a\\nb\\u0007"\n',
            7,
            "without a shape",
        ),
        (
            f'name = "x"\n{CATEGORIES}[[category]]\nname = "{"x" * 101}"\n',
            7,
            "longer than 100",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(text, line, what, scheme_file):
    found = mistakes_in(scheme_file(text))
    assert any(number == line and what in said for number, said in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name = "x"\ndescription = "no end\n', 2),
        ('name = "x"\nname = "y"\n', 2),
        ("name = x\n", 1),
        ('name = "x"\n[[category]\n', 2),
        ('name = "x"\n\n[[category]]\nname "A"\n', 4),
        ('name = "x"\nexamples = [\n"a"\n', 3),
        ('name = """x\n\n', 1),
        (f"name = {'[' * 5_000}", 1),
        (f"name = {'9' * 5_000}", 1),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text, line, scheme_file):
    [(found, what)] = mistakes_in(scheme_file(text))
    assert found == line
    assert what.startswith("this is not TOML: ")


def test_text_in_another_encoding_is_told_with_its_line(scheme_file):
    data = 'name = "x"\n[[category]]\nname = "Año"\n'.encode("latin-1")
    [(line, what)] = mistakes_in(scheme_file(data))
    assert line == 3
    assert "save the file as UTF-8" in what


def test_all_mistakes_are_told_in_the_order_of_their_lines(scheme_file):
    text = 'nam = "x"\n[[category]]\nname = 1\n[[category]]\nname = 2\nkind = 3\n'
    assert [line for line, _ in mistakes_in(scheme_file(text))] == [1, 1, 3, 5, 6]


def test_a_file_full_of_mistakes_tells_ten_and_counts_the_rest(scheme_file):
    text = 'name = "x"\n' + "[[category]]\n" * 25
    with pytest.raises(PostroomError, match="And 15 more mistakes"):
        read_scheme(scheme_file(text))


def test_inline_categories_are_read_and_their_mistakes_have_a_line(scheme_file):
    text = 'name = "x"\n\ncategory = [\n  {name = "A"},\n  {name = "B"},\n]\n'
    assert read_scheme(scheme_file(text)).names == ("A", "B")
    [(line, what)] = mistakes_in(scheme_file(text.replace('"B"', "2")))
    assert line == 3
    assert "must be a text" in what


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PostroomError, match=r"There is no scheme file .*away\.toml"):
        read_scheme(tmp_path / "away.toml")


def test_a_folder_is_no_scheme(tmp_path):
    with pytest.raises(PostroomError):
        read_scheme(tmp_path)


@pytest.mark.parametrize("name", ["Our mail", 'Say "hello" \\ C:\\x', "Año\nnuevo {x}", ""])
def test_a_new_scheme_file_can_be_read_at_once(name, tmp_path):
    path = tmp_path / "new.toml"
    write_new_scheme(path, name)
    scheme = read_scheme(path)
    assert scheme.name == (" ".join(name.split()) or "New scheme")
    assert len(scheme.categories) == 3
    assert scheme.other == "Other"


def test_a_new_scheme_never_takes_the_place_of_a_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    with pytest.raises(PostroomError, match="already"):
        write_new_scheme(path, "x")
    assert path.read_text() == "mine"


def test_a_new_scheme_in_a_missing_folder_is_told(tmp_path):
    with pytest.raises(PostroomError, match="cannot be written"):
        write_new_scheme(tmp_path / "away" / "x.toml", "x")


def test_the_schemes_that_come_with_the_program_are_without_mistakes():
    folder = Path(__file__).parents[2] / "resources" / "schemes"
    paths = sorted(folder.glob("*.toml"))
    assert len(paths) >= 2
    for path in paths:
        scheme = read_scheme(path)
        assert scheme.other is not None
        assert 12 <= len(scheme.categories) <= 18
