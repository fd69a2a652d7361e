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
