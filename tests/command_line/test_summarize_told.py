"""Summaries as a terminal shows them, whatever its width."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from app.command_line.summaries_told import print_first_look, print_summaries
from app.records.summary_lines import PRIVATE
from tests.command_line.scripted_summaries import CEILING, CHANGES, NOTICE, OLDER


def shown(width, summaries, changes=None):
    """All that is printed on a terminal of this width."""
    console = Console(width=width, record=True, file=io.StringIO())
    print_summaries(console, summaries, changes)
    return console.export_text()


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_every_terminal_shows_every_document_side_by_side(width):
    others = [replace(OLDER, name=f"x{number}") for number in range(5)]
    told = shown(width, [NOTICE, OLDER, *others], CHANGES)
    assert max(map(len, told.splitlines())) <= width
    table = told[told.index("side by side") :]
    assert all(name in table for name in ("2026.pdf", "2025.pdf", "x0", "x4"))


def test_no_line_of_a_summary_ends_in_blanks():
    told = shown(80, [replace(NOTICE, facts=())], CHANGES)
    assert [line for line in told.splitlines() if line != line.rstrip()] == []


def test_what_was_not_looked_for_is_not_told_as_not_stated():
    told = shown(100, [replace(OLDER, facts=(CEILING,)), NOTICE])
    [line] = [
        line
        for line in told.splitlines()
        if line.startswith("│ Deadlines") and " - " in line
    ]
    assert "not stated" not in line


def test_long_values_and_many_documents_are_cut_and_said_to_be():
    long = replace(CEILING, value="word " * 500)
    told = shown(100, [replace(NOTICE, facts=(long,))])
    assert "word […]" in told
    told = shown(100, [replace(OLDER, name=f"x{number}.pdf") for number in range(13)])
    assert "The summaries of 3 more documents are not shown here; write them" in told


def test_a_first_look_shows_what_is_stated_and_the_first_sentences():
    console = Console(width=80, record=True, file=io.StringIO())
    many = replace(NOTICE.sections[0], sentences=NOTICE.sections[0].sentences * 9)
    facts = [replace(CEILING, key=f"k{n}", name=f"Fact {n}") for n in range(9)]
    shown_first = replace(NOTICE, whole=False, sections=(many,), facts=tuple(facts))
    print_first_look(console, shown_first)
    told = console.export_text()
    assert told.count("Private wells are tested.") == 5
    assert [n for n in range(9) if f"Fact {n}" in told] == [0, 1, 2, 3, 4]
    assert "$350,000" in told
    assert "not stated" not in told.casefold()


def test_what_is_private_is_said_wherever_it_is_quoted():
    private = replace(NOTICE, about=replace(NOTICE.about, notes=(PRIVATE,)))
    told = f"{NOTICE.name}: {PRIVATE}"
    said = " ".join(shown(200, [private, OLDER], replace(CHANGES, notes=(told,))).split())
    assert said.count(told) == 2
    assert said.count(PRIVATE) == 3
