"""The models: what is installed, the embedder, and the language model."""

from app.engine.catalogue import list_models, verify
from app.engine.embedder import Embedded, Embedder
from app.engine.installing import (
    install,
    install_in_steps,
    remove,
    verify_in_steps,
)
from app.engine.language_model import LabelScores, LanguageModel
from app.engine.processor import processor_problem, worker_threads
from app.engine.questions import LabelQuestion

__all__ = [
    "Embedded",
    "Embedder",
    "LabelQuestion",
    "LabelScores",
    "LanguageModel",
    "install",
    "install_in_steps",
    "list_models",
    "processor_problem",
    "remove",
    "verify",
    "verify_in_steps",
    "worker_threads",
]
