from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.postroom"


@pytest.fixture
def case(path: Path) -> Iterator[store.CaseFile]:
    with store.open_case(path) as opened:
        yield opened


@pytest.fixture
def memory_path(tmp_path: Path) -> Path:
    return tmp_path / "scheme.memory"


@pytest.fixture
def memory(memory_path: Path) -> Iterator[store.Memory]:
    with store.open_memory(memory_path) as opened:
        yield opened
