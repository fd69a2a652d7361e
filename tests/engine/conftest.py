"""Real models where they stand; a test that needs one says so when it is not there."""

import os
from pathlib import Path

import pytest

from app.engine import list_models, verify
from app.records import InstalledModel, ModelState
from tests.engine.synthetic_gguf import WHOLE, digest, write_gguf

SHIPPED = Path(__file__).parents[2] / "models"

CATALOGUE = """
[[model]]
id = "tiny"
title = "Tiny"
kind = "language model"
starter = true
file = "tiny.gguf"
size = {size}
sha256 = "{sha256}"
licence = "MIT"
languages = ["en"]

[[model.beside]]
file = "words.json"
sha256 = "{words}"

[[model]]
id = "unknown"
title = "Nobody could verify it"
kind = "language model"
file = "unknown.gguf"
"""


def starter(name: str) -> InstalledModel:
    """A starter model from the repository or from the folder in POSTROOM_TEST_MODELS."""
    folder = Path(os.environ.get("POSTROOM_TEST_MODELS", "") or SHIPPED)
    for model in list_models(SHIPPED, folder):
        if model.entry.name == name and model.state is ModelState.READY:
            assert verify(model).state is ModelState.READY
            return model
    pytest.skip(
        f"the weights of {name} are not here: run `make test`, or name a folder that has "
        "them in POSTROOM_TEST_MODELS"
    )


@pytest.fixture(scope="session")
def shipped() -> Path:
    return SHIPPED


@pytest.fixture(scope="session")
def minilm() -> InstalledModel:
    return starter("all-minilm-l6-v2")


@pytest.fixture(scope="session")
def smollm2() -> InstalledModel:
    return starter("smollm2-135m-instruct")


@pytest.fixture
def folders(tmp_path):
    shipped, installed = tmp_path / "models", tmp_path / "installed"
    write_gguf(shipped / "tiny" / "tiny.gguf", WHOLE)
    (shipped / "tiny" / "words.json").write_text("{}")
    (shipped / "catalogue.toml").write_text(
        CATALOGUE.format(size=len(WHOLE), sha256=digest(WHOLE), words=digest(b"{}"))
    )
    return shipped, installed
