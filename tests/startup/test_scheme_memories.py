"""What a scheme's memory keeps, looked through."""

from __future__ import annotations

from app.records import Category, Label, Scheme
from app.startup.scheme_memories import find_labels
from app.store import keep_labels, open_memory
from app.triage import text_hash

RENAMED = Scheme(
    name="test",
    description="",
    categories=(
        Category(name="Streets", formerly=("Potholes",)),
        Category(name="Water"),
    ),
)


def test_labels_are_found_under_the_names_that_categories_have_now(tmp_path):
    path = tmp_path / "test.memory"
    said = (("A crater.", "Potholes"), ("A bump.", "Streets"), ("A dragon.", "Dragons"))
    with open_memory(path) as memory:
        keep_labels(
            memory,
            [
                Label(text=text, text_hash=text_hash(text), category=name, source="import")
                for text, name in said
            ],
        )
    every = find_labels(path, RENAMED, "", "", 10)
    assert every.by_category == (("Dragons", 1), ("Streets", 2))
    streets = find_labels(path, RENAMED, "", "Streets", 10)
    assert [one.text for one in streets.labels] == ["A bump.", "A crater."]
    assert {one.category for one in streets.labels} == {"Streets"}
