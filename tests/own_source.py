"""The modules of the package as Python parses them, once for all tests of a process."""

import ast
from functools import cache
from pathlib import Path
from typing import Final

import ovpsheets

SOURCE: Final = Path(ovpsheets.__file__).parent
MODULES: Final = tuple(sorted(SOURCE.rglob("*.py")))


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module as it is parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return all that it is made of."""
    return tuple(ast.walk(parsed(path)))
