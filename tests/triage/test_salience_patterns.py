"""No pattern of summaries runs away on a long run of one kind of character."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import app.triage

LENGTH = 200_000
SECONDS = 30.0
OWN = ("salience", "sentence", "statement_", "rewording")
# Asked at one place only, or in a window of a few characters; and one of another room.
AT_ONE_PLACE = {"NOTE_MARK", "LETTERS_BEFORE", "MARKS"}
RUNS = (
    "1",
    "a",
    "A",
    " ",
    "\n",
    ".",
    "-",
    "$",
    '"',
    "\u00b9",
    "\u4e00",
    "1.",
    "a ",
    "1,111",
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.iter_modules(app.triage.__path__):
        if not found.name.startswith(OWN):
            continue
        module = importlib.import_module(f"app.triage.{found.name}")
        for name, value in vars(module).items():
            several = value if isinstance(value, tuple) else (value,)
            for one in several:
                if isinstance(one, re.Pattern):
                    yield name, one


@pytest.mark.parametrize("run", RUNS)
def test_a_long_run_is_searched_in_time(run):
    text = (run * (LENGTH // len(run) + 1))[:LENGTH]
    for name, pattern in dict.fromkeys(patterns()):
        started = time.perf_counter()
        pattern.match(text)
        if name not in AT_ONE_PLACE:
            for _ in pattern.finditer(text):
                pass
        assert time.perf_counter() - started < SECONDS, name
