"""The language model's runtime, loaded without what its package would drag in."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import types
from typing import Any

from app.engine.processor import processor_problem
from app.records import PostroomError

__all__ = ["load_library"]

PACKAGE = "llama_cpp"
BINDINGS = "llama_cpp.llama_cpp"
# Held for the life of the process: the runtime keeps only the address.
KEPT: list[Any] = []


def load_library() -> types.ModuleType:
    """The low-level bindings, silent and started.

    The package itself is left out: it imports diskcache (CVE-2025-69872) and a template
    language that would be fed from model files.

    Raises:
        PostroomError: The processor cannot run it, or it is not installed.
    """
    if problem := processor_problem():
        raise PostroomError(problem)
    loaded = sys.modules.get(BINDINGS)
    if loaded is not None and KEPT:
        return loaded
    # Threads that wait for each other must sleep: spinning ones were seen to take seven
    # times as long where other programs use the processor too.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        library = import_bindings()
    except (ImportError, OSError, RuntimeError) as error:
        raise PostroomError(
            "The language model's runtime is not installed or does not load.",
            "Install Postroom again; everything else works without it.",
        ) from error
    silence = library.llama_log_callback(lambda _level, _text, _data: None)
    KEPT.append(silence)
    library.llama_log_set(silence, None)
    library.llama_backend_init()
    return library


def import_bindings() -> types.ModuleType:
    """Import the bindings' module under an empty package in place of the real one."""
    if PACKAGE not in sys.modules:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.submodule_search_locations is None:
            raise ImportError(PACKAGE)
        package = types.ModuleType(PACKAGE)
        package.__path__ = list(spec.submodule_search_locations)
        package.__spec__ = spec
        sys.modules[PACKAGE] = package
    return importlib.import_module(BINDINGS)
