"""Finds the string expressions of a Python module, and what is done with each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from string_variants import MOST_VARIANTS, Variants, is_string, last_name, written

__all__ = ["Code", "Spelled"]

CHOICES = (ast.IfExp, ast.BoolOp, ast.Dict, ast.Tuple, ast.BinOp)
PUT_THERE = (ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Yield)
PART_OF_ANOTHER = (ast.JoinedStr, ast.FormattedValue, ast.Compare, ast.Subscript)


@dataclass(kw_only=True, slots=True)
class Spelled:
    """A string expression and all texts that it may be.

    Attributes:
        node: The outermost expression.
        texts: Each with what stands in its holes.
        taken_in: Other expressions that it is put together from.
    """

    node: ast.expr
    texts: list[tuple[str, dict[str, str]]]
    taken_in: list[ast.expr] = field(default_factory=list)


class Code:
    """A module whose string expressions are read.

    Args:
        tree: Of the module.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._above: dict[ast.AST, ast.AST] = {}
        self._docstrings: set[ast.AST] = set()
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self._above[child] = node
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                self._docstrings.add(node.value)
        self._constants = dict(_given(tree.body))

    # ---------------------------------------------------------------- what is there

    def spelled(self) -> Iterator[Spelled]:
        """Every string expression that is no part of another one."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.expr) and self._is_outermost(node):
                yield self._spell(node)

    def calls_around(self, node: ast.AST) -> set[str]:
        """The names of what the expression is handed to, up to its statement."""
        names = set()
        for above in self._up_to_statement(node):
            if isinstance(above, ast.Call):
                names.add(last_name(above.func))
            elif isinstance(above, ast.Assert):
                names.add("AssertionError")
        return names

    def is_put_there(self, node: ast.AST) -> bool:
        """Whether it is given back, kept in a variable or put at the end of something."""
        above = self._above.get(node)
        while isinstance(above, CHOICES):
            above = self._above.get(above)
        if isinstance(above, ast.Call):
            return last_name(above.func) in {"append", "add"}
        return isinstance(above, PUT_THERE)

    def _is_outermost(self, node: ast.expr) -> bool:
        if not is_string(node) or node in self._docstrings:
            return False
        above = self._above.get(node)
        if isinstance(above, PART_OF_ANOTHER):
            return False
        if isinstance(above, ast.Attribute):  # "...".format(...), "...".join(...)
            return above.attr == "format"
        if isinstance(above, ast.BinOp):
            return not is_string(above)
        around = list(self._up_to_statement(node))
        inside = any(isinstance(each, ast.FormattedValue) for each in around)
        return not inside and not self._is_a_name(node, around)

    def _is_a_name(self, node: ast.expr, around: list[ast.AST]) -> bool:
        """Whether the string is a key, an annotation, or a name for other code."""
        above, statement = around[0], around[-1]
        if isinstance(above, ast.Dict) and node in above.keys:
            return True
        if isinstance(above, ast.arg | ast.AnnAssign) and above.annotation is node:
            return True
        names = {each.id for each in ast.walk(statement) if isinstance(each, ast.Name)}
        return bool(names & {"__all__", "__slots__"}) or self._is_in_an_enum(statement)

    def _is_in_an_enum(self, statement: ast.AST) -> bool:
        """Whether it is a member's value: the window has words of its own for these."""
        within = self._above.get(statement)
        return isinstance(within, ast.ClassDef) and any(
            "Enum" in ast.unparse(base) for base in within.bases
        )

    def _up_to_statement(self, node: ast.AST) -> Iterator[ast.AST]:
        above = self._above.get(node)
        while above is not None:
            yield above
            if isinstance(above, ast.stmt):
                return
            above = self._above.get(above)

    # ---------------------------------------------------------------- what it may be

    def _spell(self, node: ast.expr) -> Spelled:
        variants = Variants(self._values_of)
        said = variants.of(node)
        if len(said) > MOST_VARIANTS:
            variants = Variants(self._values_of, deepest=-1)
            said = variants.of(node)[:MOST_VARIANTS]
        texts = {text: (text, holes) for text, holes in map(written, said)}
        return Spelled(
            node=node, texts=list(texts.values()), taken_in=list(variants.taken_in)
        )

    def _values_of(self, node: ast.expr, name: str) -> list[ast.expr]:
        """All that a variable is given in the same function, or in the module."""
        function: ast.AST | None = node
        while function is not None and not isinstance(function, ast.FunctionDef):
            function = self._above.get(function)
        if function is not None and self._is_set_otherwise(function, name):
            return []
        inside = _given(ast.walk(function)) if function is not None else iter(())
        values = [value for found, value in inside if found == name]
        if values or name not in self._constants:
            return values
        return [self._constants[name]]

    def _is_set_otherwise(self, function: ast.AST, name: str) -> bool:
        """Whether the variable is an argument, a counter, or added to."""
        for each in ast.walk(function):
            if isinstance(each, ast.arg) and each.arg == name:
                return True
            if not isinstance(each, ast.Name) or each.id != name:
                continue
            if isinstance(each.ctx, ast.Store):
                above = self._above[each]
                if isinstance(above, ast.Tuple):
                    above = self._above[above]
                if not isinstance(above, ast.Assign | ast.AnnAssign):
                    return True
        return False


def _given(
    statements: Iterator[ast.AST] | list[ast.stmt],
) -> Iterator[tuple[str, ast.expr]]:
    """The variables that statements set, with what they are given."""
    for each in statements:
        if isinstance(each, ast.AnnAssign) and each.value is not None:
            yield last_name(each.target), each.value
        elif isinstance(each, ast.Assign):
            target, value = each.targets[0], each.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                for one, given in zip(target.elts, value.elts, strict=False):
                    yield last_name(one), given
            elif isinstance(target, ast.Name):
                yield target.id, value
