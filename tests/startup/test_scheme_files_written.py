"""Scheme files written: read again they say the same, and nothing is lost on the way."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import (
    Category,
    DraftCategory,
    DraftProblem,
    Label,
    PostroomError,
    ProblemKind,
    RemovedCategory,
    Scheme,
    SchemeDraft,
)
from app.startup.places import Places
from app.startup.scheme_drafts import (
    draft_as_text,
    draft_from,
    draft_of,
    problems_of,
    scheme_of_draft,
)
from app.startup.scheme_files import find_mistakes, read_scheme, tidy
from app.startup.scheme_shelf import MOST_KEPT, SchemeShelf
from app.startup.scheme_writing import scheme_text
from app.startup.toml_lines import line_finder
from app.store import keep_labels, labels, open_memory

MAIL = Scheme(
    name='The "mail"',
    description="What\\comes in.",
    language="es",
    categories=(
        Category(
            name="Bills & fees",
            description='Say "no" to fees; 5 > 4, \\n stays.',
            examples=("[[category]]", "name = 1", "# no comment", "\U0001f342 leaves"),
            formerly=("Bills",),
        ),
        Category(name="Otros"),
    ),
)
COMMENTED = """\
# What our office sorts.
# Ask Ms. Okafor before you change it.

name = "Mail"

# Everything about money.
[[category]]
name = "Bills"

[[category]]
# inside, so it goes
name = "Other"
"""

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.filter(lambda text: tidy(text) and text.isprintable())


@pytest.fixture
def places(tmp_path):
    shipped = tmp_path / "shipped" / "resources" / "schemes"
    shipped.mkdir(parents=True)
    (shipped / "mail.toml").write_text(COMMENTED, encoding="utf-8")
    return Places(shipped=tmp_path / "shipped", data=tmp_path / "data")


@pytest.fixture
def shelf(places):
    def listed():
        folders = (places.data / "schemes", places.resources / "schemes")
        files = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
        return tuple({path.stem: (path.stem, path) for path in reversed(files)}.values())

    def memory_path(scheme):
        return places.memories / f"{scheme.name}.memory"

    return SchemeShelf(places, listed, memory_path)


@pytest.fixture
def shipped(places):
    return (places.resources / "schemes" / "mail.toml").resolve()


@pytest.fixture
def own(shelf, shipped):
    return shelf.copy(shipped, "My mail").path


def teach(places, name, *categories):
    places.memories.mkdir(parents=True, exist_ok=True)
    with open_memory(places.memories / f"{name}.memory") as memory:
        keep_labels(
            memory,
            [
                Label(text=one, text_hash=one.encode(), category=one, source="correction")
                for one in categories
            ],
        )


def taught(places, name):
    path = places.memories / f"{name}.memory"
    if not path.exists():
        return None
    with open_memory(path, read_only=True, create=False) as memory:
        return [label.category for label in labels(memory)]


# ------------------------------------------------------------------ writing


def test_what_is_written_reads_as_the_same_scheme(tmp_path):
    path = tmp_path / "mail.toml"
    path.write_text(scheme_text(MAIL), encoding="utf-8")
    read = read_scheme(path)
    assert read.categories == MAIL.categories
    assert (read.name, read.description, read.language) == (
        'The "mail"',
        "What\\comes in.",
        "es",
    )


@given(names, words, st.lists(words, max_size=4))
def test_any_words_survive_writing_and_reading(tmp_path_factory, name, about, examples):
    draft = SchemeDraft(
        name=name,
        description=about,
        categories=(
            DraftCategory(key=1, name="A", description=about, examples=tuple(examples)),
            DraftCategory(key=2, name="B"),
        ),
    )
    scheme = scheme_of_draft(draft)
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_bytes(scheme_text(scheme).encode("utf-8"))
    assert replace(read_scheme(path), source="") == scheme


def test_comments_at_the_head_and_above_a_category_stay_when_it_is_written_anew(tmp_path):
    path = tmp_path / "mail.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    draft = draft_of(read_scheme(path))
    bills = replace(draft.categories[0], name="Fees")
    changed = replace(draft, categories=(draft.categories[1], bills))
    text = scheme_text(scheme_of_draft(changed), COMMENTED)
    assert text.startswith(
        "# What our office sorts.\n# Ask Ms. Okafor before you change it."
    )
    assert '# Everything about money.\n[[category]]\nname = "Fees"' in text
    assert "inside" not in text
    path.write_text(text, encoding="utf-8")
    assert read_scheme(path).names == ("Other", "Fees")


# ------------------------------------------------------------------ drafts


def test_a_renamed_category_keeps_its_old_name_among_those_it_had():
    draft = draft_of(MAIL)
    renamed = replace(draft.categories[0], name="Money")
    scheme = scheme_of_draft(replace(draft, categories=(renamed, draft.categories[1])))
    assert scheme.categories[0].formerly == ("Bills", "Bills & fees")
    assert scheme.now_called("Bills") == "Money"
    assert scheme.now_called("Otros") == "Otros"
    assert scheme.now_called("Water") is None


def test_a_category_that_takes_labels_takes_all_names_of_the_one_that_went():
    draft = draft_of(MAIL)
    gone = RemovedCategory(name="Bills & fees", formerly=("Bills",), moved_to=2)
    left = replace(draft, categories=draft.categories[1:], removed=(gone,))
    assert scheme_of_draft(left).categories[0].formerly == ("Bills & fees", "Bills")
    unused = replace(left, removed=(replace(gone, moved_to=0),))
    assert scheme_of_draft(unused).categories[0].formerly == ()


def test_a_name_that_is_in_use_again_is_no_former_name():
    draft = draft_of(MAIL)
    renamed = replace(draft.categories[0], name="Money")
    new = DraftCategory(key=9, name="Bills")
    scheme = scheme_of_draft(replace(draft, categories=(renamed, new)))
    assert scheme.categories[0].formerly == ("Bills & fees",)
    assert scheme.now_called("Bills") == "Bills"


def test_problems_are_told_of_every_field_that_has_one():
    draft = SchemeDraft(
        name=" ",
        categories=(
            DraftCategory(key=1, name="Water"),
            DraftCategory(key=2, name=" water "),
            DraftCategory(key=3, name=""),
            DraftCategory(key=4, name="x" * 101),
            DraftCategory(key=5, name="a\x07b"),
        ),
    )
    assert problems_of(draft) == (
        DraftProblem(kind=ProblemKind.EMPTY_NAME),
        DraftProblem(kind=ProblemKind.TWO_ALIKE, key=1),
        DraftProblem(kind=ProblemKind.TWO_ALIKE, key=2),
        DraftProblem(kind=ProblemKind.EMPTY_NAME, key=3),
        DraftProblem(kind=ProblemKind.LONG_NAME, key=4),
        DraftProblem(kind=ProblemKind.UNPRINTABLE, key=5),
    )
    one = replace(draft, name="Mail", categories=draft.categories[:1])
    assert problems_of(one, ["MAIL"]) == (
        DraftProblem(kind=ProblemKind.NAME_TAKEN),
        DraftProblem(kind=ProblemKind.TOO_FEW),
    )


@given(st.lists(words, max_size=4), words)
def test_a_draft_without_problems_is_a_scheme_without_mistakes(said, name):
    draft = SchemeDraft(
        name=name,
        categories=tuple(DraftCategory(key=n, name=one) for n, one in enumerate(said, 1)),
    )
    text = scheme_text(scheme_of_draft(draft))
    mistakes = list(find_mistakes(tomllib.loads(text), line_finder(text)))
    assert bool(problems_of(draft)) == bool(mistakes)


def test_a_draft_comes_back_from_its_file_as_it_was(tmp_path):
    draft = SchemeDraft(
        name="",
        categories=(DraftCategory(key=3, name="x", examples=("a", ""), saved_as="y"),),
        removed=(RemovedCategory(name="z", formerly=("w",), moved_to=3),),
        path=tmp_path / "a.toml",
    )
    assert draft_from(draft_as_text(draft)) == draft
    assert draft_from("{}") is None
    assert draft_from("not json") is None


# ------------------------------------------------------------------ the shelf


def test_shipped_schemes_are_never_changed(shelf, shipped):
    before = shipped.read_bytes()
    with pytest.raises(PostroomError, match="came with the program"):
        shelf.save(draft_of(read_scheme(shipped)))
    with pytest.raises(PostroomError, match="came with the program"):
        shelf.delete(shipped)
    with pytest.raises(PostroomError, match="came with the program"):
        shelf.keep_draft(shipped, draft_of(read_scheme(shipped)))
    assert shipped.read_bytes() == before


def test_a_copy_lies_in_the_own_folder_with_what_was_learned(shelf, shipped, places):
    teach(places, "Mail", "Bills", "Other")
    made = shelf.copy(shipped, "My mail")
    assert made.own
    assert made.path == (places.data / "schemes" / "my_mail.toml").resolve()
    assert made.scheme.name == "My mail"
    assert taught(places, "My mail") == ["Bills", "Other"]
    assert taught(places, "Mail") == ["Bills", "Other"]
    assert [one.own for one in shelf.schemes()] == [True, False]


@pytest.mark.parametrize("name", ["", "  ", "N" * 300, "N" * 99 + " (copy)"])
def test_a_copy_can_always_be_read_and_has_a_name_of_its_own(shelf, shipped, name):
    made = [shelf.copy(shipped, name) for _ in range(2)]
    assert [one.problem for one in made] == ["", ""]
    assert made[0].path != made[1].path
    assert len({one.scheme.name for one in shelf.schemes()}) == 3


def test_exporting_writes_over_no_scheme_at_hand(shelf, shipped, own):
    before = shipped.read_bytes(), own.read_bytes()
    with pytest.raises(PostroomError, match="not written over"):
        shelf.export(own, shipped)
    assert (shipped.read_bytes(), own.read_bytes()) == before


def test_an_imported_file_is_copied_as_it_is_and_stays_where_it_was(shelf, tmp_path):
    file = tmp_path / "theirs.toml"
    file.write_text(COMMENTED.replace('"Mail"', '"Theirs"'), encoding="utf-8")
    before = file.read_bytes()
    made = shelf.take_in(file)
    assert made.path.read_bytes() == before == file.read_bytes()
    again = shelf.take_in(file)
    assert again.scheme.name == "Theirs (2)"
    assert again.path != made.path


def test_a_file_with_mistakes_is_not_imported(shelf, tmp_path, places):
    file = tmp_path / "broken.toml"
    file.write_text('name = "X"', encoding="utf-8")
    with pytest.raises(PostroomError, match="2 to 500 categories"):
        shelf.take_in(file)
    assert not list((places.data / "schemes").glob("*.toml"))


def test_saving_keeps_what_was_there_so_that_it_can_be_brought_back(shelf, own):
    first = read_scheme(own)
    draft = draft_of(first)
    changed = replace(
        draft, categories=(replace(draft.categories[0], name="Money"), draft.categories[1])
    )
    saved = shelf.save(changed)
    assert read_scheme(own).names == ("Money", "Other")
    assert shelf.restore(own, saved.before).scheme == first
    assert read_scheme(own) == first


def test_a_draft_with_mistakes_is_not_saved(shelf, own):
    before = own.read_bytes()
    draft = draft_of(read_scheme(own))
    with pytest.raises(PostroomError, match="still have mistakes"):
        shelf.save(replace(draft, categories=draft.categories[:1]))
    with pytest.raises(PostroomError, match="still have mistakes"):
        shelf.save(replace(draft, name="Mail"))
    assert own.read_bytes() == before


def test_a_scheme_with_another_name_keeps_what_it_has_learned(shelf, own, places):
    teach(places, "My mail", "Bills")
    saved = shelf.save(replace(draft_of(read_scheme(own)), name="Our mail"))
    assert taught(places, "Our mail") == ["Bills"]
    assert taught(places, "My mail") is None
    assert shelf.label_counts(own) == (("Bills", 1),)
    shelf.restore(own, saved.before)
    assert taught(places, "My mail") == ["Bills"]


def test_a_deleted_scheme_comes_back_with_what_it_has_learned(shelf, own, places):
    teach(places, "My mail", "Bills")
    before = own.read_bytes()
    kept = shelf.delete(own)
    assert not own.exists()
    assert all(one.path != own for one in shelf.schemes())
    shelf.restore(own, kept)
    assert own.read_bytes() == before
    assert taught(places, "My mail") == ["Bills"]


def test_a_begun_scheme_has_no_file_before_it_is_saved(shelf, places):
    draft = SchemeDraft(name="New", categories=(DraftCategory(key=1, name=""),))
    begun = shelf.begin(draft)
    assert begun.scheme is None
    assert not begun.path.exists()
    assert [one.path for one in shelf.schemes() if one.own] == [begun.path]
    whole = replace(
        draft,
        path=begun.path,
        name="Ours",
        categories=(DraftCategory(key=1, name="A"), DraftCategory(key=2, name="B")),
    )
    saved = shelf.save(whole)
    assert saved.before is None
    assert saved.shelved.path.name == "ours.toml"
    assert [one.path for one in shelf.schemes() if one.own] == [saved.shelved.path]


def test_a_draft_is_there_again_and_goes_when_it_is_saved(shelf, own):
    draft = replace(draft_of(read_scheme(own)), description="Half a sen")
    shelf.keep_draft(own, draft)
    assert next(one for one in shelf.schemes() if one.path == own).draft == draft
    shelf.save(draft)
    assert next(one for one in shelf.schemes() if one.path == own).draft is None


def test_a_damaged_draft_is_passed_over(shelf, own, places):
    shelf.keep_draft(own, draft_of(read_scheme(own)))
    (file,) = (places.data / "schemes" / "drafts").glob("*.json")
    file.write_text("{broken", encoding="utf-8")
    assert next(one for one in shelf.schemes() if one.path == own).draft is None


def test_only_so_many_earlier_versions_are_kept(shelf, own, places):
    draft = draft_of(read_scheme(own))
    for number in range(MOST_KEPT + 3):
        shelf.save(replace(draft, description=f"Version {number}."))
    kept = list((places.data / "schemes" / "earlier").glob("*.toml"))
    assert len(kept) == MOST_KEPT
    assert any("Version 51" in path.read_text(encoding="utf-8") for path in kept)


def test_nothing_half_written_stays_where_writing_fails(shelf, own, places):
    before = own.read_bytes()
    part = own.with_name(f"{own.name}.part")
    part.mkdir()
    with pytest.raises(PostroomError, match="cannot be written"):
        shelf.save(replace(draft_of(read_scheme(own)), description="New"))
    assert own.read_bytes() == before


def test_an_exported_scheme_is_the_file_as_it_is(shelf, own, tmp_path):
    shelf.export(own, tmp_path / "out.toml")
    assert (tmp_path / "out.toml").read_bytes() == own.read_bytes()
