"""Finds every text that a person may see, in the program's code and in its resources.

The window's texts are the literals that Qt is asked to translate. The rooms below speak
whole English sentences; there a text counts when it reads like one, or is handed to what a
person is told by. Rather a few too many than one too few: what no person ever sees costs a
line of translation, what is missed is English in the middle of a Spanish window.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spoken_strings import Code, Spelled
from string_variants import is_string, last_name

__all__ = ["Found", "collect"]

WINDOW = "app/desktop"
ROOMS = (
    *("app/records", "app/isolation", "app/readers", "app/engine", "app/triage"),
    *("app/store", "app/writers", "app/workflow", "app/startup"),
)
# Words to compare with, prompts and names for other programs: no person is shown these.
SILENT = frozenset(
    {
        *("orders.py", "prompts.py", "prototypes.py", "stop_words.py", "stance.py"),
        *("answering.py", "answer_questions.py", "answer_features.py", "answer_kinds.py"),
        *("answer_terms.py", "answer_weights.py"),
        *("statement_cues.py", "statement_dates.py", "statement_words.py"),
        *("salience_words.py", "salience_signs.py", "salience_concepts.py"),
        *("heading_lists.py", "heading_signs.py", "requests.py"),
        *("migrations.py", "memory_migrations.py", "questions.py", "label_scores.py"),
        *("audit.py", "frames.py", "probe.py", "linux.py", "windows.py", "logs.py"),
    }
)
# What is handed to these is told to a person.
TOLD_BY = frozenset(
    {
        *("PostroomError", "PasswordNeededError", "ChildError", "StoppedError", "Refused"),
        *("Finding", "Step", "Mistake", "Review", "Part", "Unread", "told", "need_columns"),
        *("_Refused", "problem", "remark", "note", "reason", "ItemDates", "Drafter"),
    }
)
# What is handed to these is not.
SILENT_CALLS = frozenset(
    {
        *("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"),
        *("select", "execute", "execute_many", "executescript", "first", "audit", "cast"),
        *("TypeVar", "NewType", "Thread", "getLogger", "debug", "info", "warning", "error"),
        *("exception", "critical", "startswith", "endswith", "get", "encode", "Frame"),
        *("ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError"),
        *("NotImplementedError", "IndexError", "OSError", "FrameError", "Nonsense"),
        *("BadHeaderError", "PdfiumError", "strptime", "strftime", "Formatter", "EOFError"),
        *("getattr", "setattr", "hasattr", "frozenset", "QuestionWords", "RapidOCR"),
        *("TOMLDecodeError", "site_data_path", "user_data_path", "BadZipFile", "partition"),
        *("removeprefix", "removesuffix", "replace", "metadata", "import_module"),
    }
)
# Put a number before a noun.
COUNTING = frozenset({"count", "counted"})
# In these rooms pieces of sentences are made that end up in one.
WITH_PIECES = ("records", "readers", "workflow", "startup", "triage", "engine")
# Exports are written in English; only what goes wrong while writing is told.
WITH_ERRORS_ONLY = ("writers", "isolation", "store")
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|WITH|DROP|ATTACH|ORDER|GROUP|LEFT)\b"
)
SENTENCE = re.compile(
    r"[\"\u201c(]?(?:[A-Z]|\{).*[.!?:\u2026][\"\u201d')]?$|[A-Z].* .*[a-z]$", re.DOTALL
)
PIECE = re.compile(r"[A-Za-z0-9{}\s,.;:()\u2019'\"\u201c\u201d\u2013%-]+", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2,}")
HOLE = re.compile(r"\{\w*\}")


@dataclass(kw_only=True, slots=True)
class Found:
    """A text and where it is said.

    Attributes:
        text: As it is looked up.
        places: Files with lines.
        holes: What stands in each hole, as the code has it.
    """

    text: str
    places: list[tuple[str, int]] = field(default_factory=list)
    holes: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True, slots=True)
class Collected:
    """All texts, and what cannot be translated as it is written."""

    window: dict[str, Found] = field(default_factory=dict)
    told: dict[str, Found] = field(default_factory=dict)
    contexts: dict[str, set[str]] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)


def collect(root: Path) -> Collected:
    """The texts of the whole program, sorted by where they are said."""
    collected = Collected()
    for file in sorted((root / WINDOW).glob("*.py")):
        _collect_window(file, root, collected)
    for room in ROOMS:
        for file in sorted((root / room).glob("*.py")):
            if file.name not in SILENT:
                _collect_room(file, root, collected)
    _collect_resources(root, collected)
    return collected


def _add(into: dict[str, Found], text: str, place: tuple[str, int]) -> Found:
    found = into.setdefault(text, Found(text=text))
    if place not in found.places:
        found.places.append(place)
    return found


# -------------------------------------------------------------------- the window


def _asked(call: ast.Call) -> ast.expr | None:
    """The text that Qt is asked for; None where the call is no such question."""
    name = last_name(call.func)
    if name == "tr" and call.args:
        return call.args[0]
    if name == "_say" and isinstance(call.func, ast.Name) and len(call.args) == 1:
        return call.args[0]
    is_qt = name == "translate" or (name == "say" and isinstance(call.func, ast.Name))
    if is_qt and len(call.args) > 1 and is_string(call.args[0]):
        return call.args[1]
    return None


def _collect_window(file: Path, root: Path, collected: Collected) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    place = file.relative_to(root).as_posix()
    for node in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        text = _asked(node)
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            if text.value.strip():
                _add(collected.window, text.value, (place, node.lineno))
        elif text is not None and not isinstance(text, ast.Name):
            collected.unclear.append(f"{place}:{node.lineno}: {ast.unparse(text)}")


# -------------------------------------------------------------------- the rooms below


def _collect_room(file: Path, root: Path, collected: Collected) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    code = Code(tree)
    place = file.relative_to(root).as_posix()
    for text, line in _counted(tree) if "writers" not in place else ():
        _add(collected.told, text, (place, line))
    room = place.split("/")[1]
    accepted = [spelled for spelled in code.spelled() if _is_told(code, spelled, room)]
    taken_in = {id(node) for spelled in accepted for node in spelled.taken_in}
    for spelled in accepted:
        if id(spelled.node) in taken_in and not _is_sentence(spelled.texts):
            continue
        for text, holes in spelled.texts:
            if _has_words(text) and not _is_code(text):
                found = _add(collected.told, text, (place, spelled.node.lineno))
                found.holes |= holes


def _is_told(code: Code, spelled: Spelled, room: str) -> bool:
    calls = code.calls_around(spelled.node)
    if SILENT_CALLS.intersection(calls):
        return False
    if TOLD_BY.intersection(calls):
        return True
    if room in WITH_ERRORS_ONLY:
        return _is_sentence(spelled.texts) and room != "writers"
    return _is_sentence(spelled.texts) or (room in WITH_PIECES and _is_piece(code, spelled))


def _is_sentence(texts: list[tuple[str, dict[str, str]]]) -> bool:
    return any(
        SENTENCE.match(text.strip()) and len(WORD.findall(HOLE.sub(" ", text))) > 1
        for text, _ in texts
        if not SQL.match(text)
    )


def _is_piece(code: Code, spelled: Spelled) -> bool:
    """Whether it reads like a few words of a sentence that is put together elsewhere."""
    if not code.is_put_there(spelled.node):
        return False
    return any(
        PIECE.fullmatch(text)
        and " " in text.strip()
        and WORD.search(HOLE.sub("", text))
        and not SQL.match(text)
        for text, _ in spelled.texts
    )


def _has_words(text: str) -> bool:
    return (
        bool(WORD.search(HOLE.sub("", text))) and not SQL.match(text) and "\n" not in text
    )


def _is_code(text: str) -> bool:
    """Whether it is a word that programs tell kinds of errors by."""
    return text.isalpha() and text.islower()


def _counted(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Nouns with their numbers, from ``count(number, "row")``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or last_name(node.func) not in COUNTING:
            continue
        nouns = [
            each.value
            for each in node.args[1:]
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if nouns:
            many = nouns[1] if len(nouns) > 1 else f"{nouns[0]}s"
            for noun in (nouns[0], many):
                yield f"{{n0}} {noun}", node.lineno


# -------------------------------------------------------------------- resources


def _collect_resources(root: Path, collected: Collected) -> None:
    """Names of facts, kinds of documents and lengths; what models are said to be."""
    for file in sorted((root / "resources" / "summaries").rglob("*.toml")):
        place = file.relative_to(root).as_posix()
        for text in _names(tomllib.loads(file.read_text(encoding="utf-8"))):
            _add(collected.told, text, (place, 1))
    catalogue = root / "models" / "catalogue.toml"
    for model in tomllib.loads(catalogue.read_text(encoding="utf-8"))["model"]:
        for key in ("about", "description", "purpose", "note"):
            if isinstance(model.get(key), str):
                _add(collected.told, model[key], ("models/catalogue.toml", 1))


def _names(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        if isinstance(held.get("name"), str):
            yield held["name"]
        held = list(held.values())
    if isinstance(held, list):
        for each in held:
            yield from _names(each)
