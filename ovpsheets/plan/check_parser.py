"""The grammar of a check that a plan writes; apart from what others know of checks, for Lark takes
30 ms to load, and most commands read no check.
"""

from typing import Any, Final

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, UnexpectedCharacters, UnexpectedToken

from ovpsheets.columns.expressions import (
    ArithmeticSign,
    Calculated,
    Comparison,
    ComparisonSign,
    NamedNumber,
    Term,
    WrittenNumber,
)
from ovpsheets.plan.check_grammar import OPERANDS, UnreadableError
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import LANGUAGES, fold

_GRAMMAR: Final = r"""
    comparison: sum COMPARED sum
    ?sum: product | sum ADDED product -> calculated
    ?product: term | product TIMES term -> calculated
    ?term: FIGURE -> figure | CODE -> code | NAME -> name | "(" sum ")" | MINUS term -> negative

    COMPARED: /<=|>=|<>|!=|==|[<>=≤≥≠]/
    ADDED: /[+−–-]/
    TIMES: /[*\/×·÷:]/
    MINUS.-1: /[−–-]/
    CODE.2: /\[\s*\d+(\.\d+)*\s*\]|\d+(\.\d+){2,}/
    FIGURE: /\d+([.,]\d+)?/
    NAME: /[^\W\d]\w*/
    %ignore /\s+/
"""

_COMPARED: Final[dict[str, ComparisonSign]] = {
    "=": "=", "==": "=", "<>": "<>", "!=": "<>", "≠": "<>", "<": "<", ">": ">",
    "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">=",
}  # fmt: skip
_CALCULATED: Final[dict[str, ArithmeticSign]] = {
    "+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "·": "*", "/": "/", "÷": "/",
    ":": "/",
}  # fmt: skip


def parsed(text: str) -> Comparison:
    """Return the comparison that *text* says; raises UnreadableError."""
    try:
        read: Comparison = _Read().transform(_parser().parse(text))
    except UnexpectedCharacters as error:
        raise UnreadableError(text[error.pos_in_stream :]) from error
    except UnexpectedToken as error:
        is_end = error.token.type == "$END"
        raise UnreadableError("" if is_end else text[error.token.start_pos or 0 :]) from error
    except LarkError as error:
        raise UnreadableError("") from error
    return read


@cached
def _parser() -> Lark:
    return Lark(_GRAMMAR, start="comparison", parser="lalr")


@cached
def _operands() -> dict[str, str]:
    """Return the words for what a row says of itself, folded, in every language."""
    words = {
        fold(Texts(language)(f"words.operand.{name}")): name
        for name in OPERANDS
        for language in LANGUAGES
    }
    return words | {fold(name): name for name in OPERANDS}


class _Read(Transformer[Token, Comparison]):
    """From what the parser found to terms."""

    def comparison(self, parts: list[Any]) -> Comparison:
        left, sign, right = parts
        return Comparison(_COMPARED[sign], left, right)

    def calculated(self, parts: list[Any]) -> Term:
        left, sign, right = parts
        return Calculated(_CALCULATED[sign], left, right)

    def negative(self, parts: list[Any]) -> Term:
        return Calculated("-", WrittenNumber(0.0), parts[1])

    def figure(self, parts: list[Token]) -> Term:
        return WrittenNumber(float(parts[0].replace(",", ".")), str(parts[0]))

    def code(self, parts: list[Token]) -> Term:
        return NamedNumber(parts[0].strip("[] \t\n"))

    def name(self, parts: list[Token]) -> Term:
        return NamedNumber(_operands().get(fold(parts[0]), str(parts[0])))
