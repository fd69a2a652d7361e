"""What a string expression of Python code may be, as templates with holes.

``f"{name} is locked."`` becomes ``{q0} is locked.``; what is chosen between constants, in
place or in a variable nearby, becomes a template each, so that no language has to put
sentences together from pieces.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Variants", "is_string", "last_name", "written"]

# A text with more ways to be said than this keeps holes where it is chosen.
MOST_VARIANTS = 20
DEEPEST = 4
NUMBERS = frozenset({"int", "len", "round", "sum"})
NUMBERED = re.compile(r"(?:^|_)(?:year|page|row|line|count|done|total)$")
NUMBER_FORMAT = re.compile(r"[,df%]")
NAMED = re.compile(
    r"(?:name|path|file|folder|title|column|category|sheet|key|cue|heading|untrusted_\w+)s?$",
    re.IGNORECASE,
)
QUOTES = "\"'\u201c\u2018"
# Names that the program itself gives to things, by how the code calls them.
GIVEN = {
    "kind.name": ("case file", "scheme memory"),
    "self._kind.name": ("case file", "scheme memory"),
    "{kind}": ("case file", "scheme memory"),
}
FORMAT_HOLE = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")

# A text in pieces: constants, and expressions that stand in holes.
Said = tuple[str | ast.expr, ...]
# What variables were taken to be on the way.
Chosen = dict[str, Said]
Ways = list[tuple[Said, Chosen]]
# All values that a variable is given near an expression; none where that cannot be told.
Values = Callable[[ast.expr, str], list[ast.expr]]


def is_string(node: ast.AST) -> bool:
    """Whether the expression is certainly a string."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_string(node.left) or is_string(node.right)
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def last_name(called: ast.expr) -> str:
    """The last name of a dotted one; empty for anything else."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


class Variants:
    """Everything that one expression may be.

    Args:
        values: What variables are given.
        deepest: How far choices are followed.
    """

    def __init__(self, values: Values, *, deepest: int = DEEPEST) -> None:
        self._values = values
        self._deepest = deepest
        self.taken_in: list[ast.expr] = []

    def of(self, node: ast.expr) -> list[Said]:
        """All that the expression may be."""
        return [said for said, _ in self._said(node, {}, 0)]

    def _said(self, node: ast.expr, chosen: Chosen, depth: int) -> Ways:
        if isinstance(node, ast.Constant):
            return _constant(node, chosen)
        if isinstance(node, ast.JoinedStr):
            return self._together(node.values, chosen, depth)
        if isinstance(node, ast.BinOp) and is_string(node):
            return self._together((node.left, node.right), chosen, depth)
        if depth <= self._deepest and (ways := self._chosen(node, chosen, depth)):
            return ways
        given = GIVEN.get(ast.unparse(node), ())
        return [((name,), chosen) for name in given] or [((node,), chosen)]

    def _chosen(self, node: ast.expr, chosen: Chosen, depth: int) -> Ways:
        """What is chosen between texts; nothing where it is something else."""
        if isinstance(node, ast.FormattedValue):
            plain = node.conversion == -1 and node.format_spec is None
            return self._said(node.value, chosen, depth + 1) if plain else []
        if isinstance(node, ast.IfExp):
            return self._either((node.body, node.orelse), chosen, depth)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return self._either(node.values, chosen, depth)
        if isinstance(node, ast.Subscript | ast.Call):
            texts = self._looked_up(node)
            self.taken_in += texts
            return self._either(texts, chosen, depth)
        return self._variable(node, chosen, depth) if isinstance(node, ast.Name) else []

    def _variable(self, node: ast.Name, chosen: Chosen, depth: int) -> Ways:
        """What was put into a variable nearby, where that can be told."""
        if node.id in chosen:
            return [(chosen[node.id], chosen)]
        values = self._values(node, node.id)
        if not all(map(self._is_choice, values)):
            return []
        self.taken_in += [
            each
            for value in values
            for each in ast.walk(value)
            if isinstance(each, ast.expr) and is_string(each)
        ]
        ways = self._either(values, chosen, depth)
        return [(said, {**then, node.id: said}) for said, then in ways]

    def _is_choice(self, value: ast.expr) -> bool:
        if isinstance(value, ast.IfExp):
            return self._is_choice(value.body) and self._is_choice(value.orelse)
        if isinstance(value, ast.Subscript | ast.Call):
            return bool(self._looked_up(value))
        return is_string(value)

    def _looked_up(self, node: ast.Subscript | ast.Call) -> list[ast.expr]:
        """What may be found in a table of texts by ``[...]`` or ``.get(..., "...")``."""
        if isinstance(node, ast.Subscript):
            return self._table(node.value)
        called = node.func
        if not isinstance(called, ast.Attribute) or called.attr != "get":
            return []
        texts, otherwise = self._table(called.value), node.args[1:]
        return [*texts, *otherwise] if texts and all(map(is_string, otherwise)) else []

    def _table(self, table: ast.expr) -> list[ast.expr]:
        """The texts of a dictionary or a row; none where it holds anything else."""
        if isinstance(table, ast.Name):
            held = self._values(table, table.id)
            table = held[0] if len(held) == 1 else table
        texts: list[ast.expr] = []
        if isinstance(table, ast.Dict):
            texts = table.values
        elif isinstance(table, ast.Tuple | ast.List):
            texts = table.elts
        return texts if all(map(is_string, texts)) else []

    def _either(self, texts: Iterable[ast.expr], chosen: Chosen, depth: int) -> Ways:
        return [each for text in texts for each in self._said(text, chosen, depth + 1)]

    def _together(self, parts: Sequence[ast.expr], chosen: Chosen, depth: int) -> Ways:
        whole: Ways = [((), chosen)]
        for part in parts:
            whole = [
                ((*before, *after), then)
                for before, now in whole
                for after, then in self._said(part, now, depth)
            ]
        return whole


def _constant(node: ast.Constant, chosen: Chosen) -> Ways:
    """A constant, also as a template that is filled in elsewhere."""
    text = str(node.value)
    for hole, names in GIVEN.items():
        if hole.startswith("{") and hole in text:
            return [((text.replace(hole, name),), chosen) for name in names]
    return [((text,), chosen)]


def written(said: Said) -> tuple[str, dict[str, str]]:
    """The template, and what stands in each of its holes."""
    names: dict[str, str] = {}

    def named(piece: str) -> Iterator[str]:
        at = 0
        for hole in FORMAT_HOLE.finditer(piece):
            before = piece[at : hole.start()]
            code = hole[1] or f"argument {len(names)}"
            kept = "q" if NAMED.search(code) or before[-1:] in set(QUOTES) else ""
            yield before + "{" + names.setdefault(code, f"{kept}{len(names)}") + "}"
            at = hole.end()
        yield piece[at:]

    text = ""
    for piece in said:
        if isinstance(piece, str):
            text += "".join(named(piece))
            continue
        code = ast.unparse(piece.value if isinstance(piece, ast.FormattedValue) else piece)
        kind = _kind(piece, text[-1:])
        text += "{" + names.setdefault(code, f"{kind}{len(names)}") + "}"
    return text.strip(), {name: code for code, name in names.items()}


def _kind(piece: ast.expr, before: str) -> str:
    """Whether a hole is a number, a name, or anything."""
    spec = ""
    if isinstance(piece, ast.FormattedValue):
        spec = ast.unparse(piece.format_spec)[1:] if piece.format_spec else ""
        piece = piece.value
    if isinstance(piece, ast.Call) and last_name(piece.func) in NUMBERS:
        return "n"
    if NUMBER_FORMAT.search(spec) or NUMBERED.search(last_name(piece)):
        return "n"
    is_quoted = bool(before) and before in QUOTES
    return "q" if is_quoted or NAMED.search(last_name(piece)) else ""
