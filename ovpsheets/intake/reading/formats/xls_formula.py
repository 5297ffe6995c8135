"""The formulas of a .xls file, from its Formula and ShrFmla records ([MS-XLS] 2.4.127, 2.4.277).

xlrd keeps formulas to itself but can spell one. It leaves brackets out, and so
does :func:`ovpsheets.intake.recognise.issued.shape`; nothing is ever calculated.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from typing import Final

from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, FormulaError, decompile_formula

Position = tuple[int, int]
"""Row and column, both from 0."""

_FORMULA: Final = 0x0006
_SHARED: Final = 0x04BC
_HEAD: Final = 22  # bytes before the tokens of a formula
_SHARED_HEAD: Final = 10
_POINTER: Final = 0x01  # the only token of a formula that is shared (PtgExp)
_WHOLE: Final = re.compile(r'("(?:[^"]|"")*")|(?<=\d)\.0(?!\d)')


# A token that xlrd does not know, or damage. It also calls a function that it does not have
# (``not_in_name_formula``) at references that are joined or kept in memory.
_UNSPELLED: Final = (
    XLRDError, FormulaError, struct.error, IndexError, KeyError, AssertionError, TypeError,
    ValueError, AttributeError, NameError,
)  # fmt: skip


def formulas(book: Book, records: Iterable[tuple[int, bytes]]) -> dict[Position, str]:
    """Return the formulas of one sheet; "?" for one that cannot be spelled."""
    shared: dict[Position, bytes] = {}
    waiting: dict[Position, Position] = {}  # cell → the first cell of the formula that it shares
    found: dict[Position, str] = {}
    for at, kind, body in _formulas(records):
        if kind == _SHARED:
            shared[at] = body[_SHARED_HEAD:]
        elif body[_HEAD : _HEAD + 1] == bytes([_POINTER]) and len(body) >= _HEAD + 5:
            waiting[at] = struct.unpack_from("<HH", body, _HEAD + 1)
        else:
            found[at] = _spelled(book, body[_HEAD:], _length(body, _HEAD - 2), FMLA_TYPE_CELL, at)
    for at, first in waiting.items():
        tokens = shared.get(first, b"")
        length = len(tokens)
        found[at] = _spelled(book, tokens, length, FMLA_TYPE_SHARED, at) if tokens else "?"
    return found


def _formulas(records: Iterable[tuple[int, bytes]]) -> Iterator[tuple[Position, int, bytes]]:
    """Yield the records with the cell they belong to; a shared formula's is the one before it."""
    at = (0, 0)
    for kind, body in records:
        if kind == _FORMULA and len(body) > _HEAD:
            at = struct.unpack_from("<HH", body)
            yield at, kind, body
        elif kind == _SHARED and len(body) > _SHARED_HEAD:
            yield at, kind, body[: _SHARED_HEAD + _length(body, _SHARED_HEAD - 2)]


def _length(body: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", body, at)[0])


def _spelled(book: Book, tokens: bytes, length: int, kind: int, at: Position) -> str:
    try:
        spelled = decompile_formula(book, tokens, length, kind, browx=at[0], bcolx=at[1])
    except _UNSPELLED:
        return "?"  # it is a formula all the same
    return _WHOLE.sub(lambda found: found[1] or "", str(spelled or "?"))
