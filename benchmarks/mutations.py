"""What a slip of the pen can do to a module: one changed expression or statement each."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip

_OPERATIONS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


_NOT_RUN: Final = (ast.JoinedStr, ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Mutation:
    """``name``: the kind of change and its line. ``text``: the whole module, changed.

    ``lines``: where what is changed stood. ``in_function``: whether it is run when a function is
    called, not when the module is imported.
    """

    name: str
    text: str
    lines: range
    in_function: bool


def mutations(source: str) -> Iterator[Mutation]:
    """Yield every mutation of a module, from its first line to its last."""
    for node, inside in _nodes(ast.parse(source), inside=False):
        for kind, new in _changes(node):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            name = f"{kind}, line {node.lineno}"
            yield Mutation(name, _replaced(source, node, new), lines, inside)


def _nodes(node: ast.AST, *, inside: bool) -> Iterator[tuple[ast.expr | ast.stmt, bool]]:
    """Walk over what is run: no annotations, decorators, imports, nor inside f-strings.

    With each node comes whether it is inside a function.
    """
    if isinstance(node, ast.expr | ast.stmt):
        yield node, inside
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        called = name == "body" and isinstance(node, ast.FunctionDef | ast.Lambda)
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST) and not isinstance(child, _NOT_RUN):
                yield from _nodes(child, inside=inside or called)


def _changes(node: ast.expr | ast.stmt) -> Iterator[tuple[str, str]]:
    """Yield the name of each change to *node*, with the code that takes its place."""
    match node:
        case ast.Compare(left, ops, others):
            for place, op in enumerate(ops):
                swapped = [*ops[:place], _COMPARISONS[type(op)](), *ops[place + 1 :]]
                yield "comparison", f"({ast.unparse(ast.Compare(left, swapped, others))})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "and/or", f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield "not", f"({ast.unparse(operand)})"
        case ast.BinOp(left, op, right) if type(op) in _OPERATIONS:
            # Texts are joined by "+", types by "|": that change no test can miss.
            yield "operation", f"({ast.unparse(ast.BinOp(left, _OPERATIONS[type(op)](), right))})"
        case ast.Constant(bool() as value):
            yield "constant", str(not value)
        case ast.Constant(int() as value):
            yield "constant", str(value + 1)
            yield "constant", str(value - 1)
        case ast.Return(ast.expr() as value) if not _is_nothing(value):
            yield "return", "return None"
        case ast.Expr(ast.Call() | ast.YieldFrom() | ast.Yield()):
            yield "removed", "pass"
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _conditions(node)


def _conditions(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
) -> Iterator[tuple[str, str]]:
    """Yield a comprehension without one of its conditions."""
    for generator in node.generators:
        for place, condition in enumerate(generator.ifs):
            generator.ifs[place] = ast.Constant(True)
            yield "condition", ast.unparse(node)
            generator.ifs[place] = condition


def _is_nothing(node: ast.expr) -> bool:
    """None for False, "" or 0 is a slip that mypy finds, and callers cannot see."""
    return isinstance(node, ast.Constant) and not node.value


def _replaced(source: str, node: ast.expr | ast.stmt, new: str) -> str:
    """Put *new* where *node* stands; the parser counts columns in UTF-8."""
    lines = source.encode().splitlines(keepends=True)
    assert node.end_lineno is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    before = b"".join(lines[:first]) + lines[first][: node.col_offset]
    after = lines[last][node.end_col_offset :] + b"".join(lines[last + 1 :])
    return (before + new.encode() + after).decode()
