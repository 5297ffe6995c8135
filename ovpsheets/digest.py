"""Digests of values: equal ones have the same in every process, different ones another.

By them is known whether something that was worked out before still holds. A value that is not
made of what is named here has none; then nothing is kept of what was made of it.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from marshal import dumps
from operator import attrgetter
from types import FunctionType
from typing import Any, Final

import pandas as pd
from pandas.api.typing import NAType
from pandas.util import hash_pandas_object

from ovpsheets.templates import Templates

_SAID_AS_LIST: Final = (pd.StringDtype, pd.Float64Dtype, pd.Int64Dtype, pd.BooleanDtype)
"""Types of columns whose values are texts, numbers, truths, or missing; see :func:`_column`."""

_PLAIN: Final = frozenset((str, bytes, int, float, bool, type(None)))
"""What is written so that no other value is written alike, on every machine."""

_SAID_BY_REPR: Final = (int, float, date, timedelta, Decimal, NAType)

_DAY: Final = "day"

_PIECES: Final = "pieces"

_AT_ONCE: Final = 1_000
"""Values of a long row, as the activities of a large plan, that are said at once."""

_MISSING: Final = {"missing": ()}
"""What stands in a third of the cells of a table."""

_BY_VALUE: Final = 2
"""The last version of marshal that writes a value alike whether it stands in other places, too."""


class NoDigestError(TypeError):
    """A value of which nobody can say what it is made of."""


def digest_of(*values: Any) -> str:
    """Return the digest of *values* in hexadecimal; raises NoDigestError.

    Values may be texts, numbers, days, bytes, tables, functions of a module, containers of these,
    and dataclasses; of these every field counts that their constructor takes.
    """
    return _digest([_said(value) for value in values])


def _digest(said: Any) -> str:
    return hashlib.sha256(dumps(said, _BY_VALUE)).hexdigest()


def _said(value: Any) -> Any:
    """Return *value* as texts, numbers and containers, which no other one is said as.

    A row of values is a tuple, a mapping a list, everything else that is made of others a dict
    with its name: so each of these is known by its kind, and the whole is written at once; but of
    a long row the digests of its pieces, for what is said of it takes more room than the row.
    """
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is date:
        return {_DAY: value.toordinal()}
    if kind is tuple or kind is list:
        if len(value) > _AT_ONCE:
            pieces = (value[at : at + _AT_ONCE] for at in range(0, len(value), _AT_ONCE))
            return {_PIECES: [_digest(_said(piece)) for piece in pieces]}
        return tuple([own if type(own) in _PLAIN else _said(own) for own in value])
    if taken := _taker_of(kind):
        return {
            _name_of(kind): [own if type(own) in _PLAIN else _said(own) for own in taken(value)]
        }
    if isinstance(value, Mapping):
        return [_said(own) for pair in value.items() for own in pair]
    return {_name_of(kind): _made(value)}


def _made(value: Any) -> Any:
    """Return what *value* is made of; raises NoDigestError."""
    kind: Any = type(value)
    if isinstance(value, frozenset | set):
        return sorted(digest_of(item) for item in value)
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, _SAID_BY_REPR):
        return repr(value)
    if isinstance(value, pd.DataFrame):
        kinds = [(str(name), str(kind)) for name, kind in value.dtypes.items()]
        return kinds, [_column(column) for _, column in value.items()]
    if isinstance(value, tuple):  # a named one
        return _said(tuple(value))
    if isinstance(value, Templates):
        return value.digest
    if isinstance(value, FunctionType) and "<" not in value.__qualname__:
        return f"{value.__module__}.{value.__qualname__}"
    raise NoDigestError(f"{_name_of(kind)} has no digest")


@cache
def _taker_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """Return what takes the fields out of a dataclass; None for any other kind."""
    if issubclass(kind, Enum | Mapping) or not is_dataclass(kind):
        return None
    names = [own.name for own in fields(kind) if own.init]
    if not names:
        return lambda _: ()
    taken = attrgetter(*names)
    # Of a single one it gives the value, and no tuple.
    return taken if len(names) > 1 else lambda value: (taken(value),)


@cache
def _name_of(kind: Any) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _column(column: "pd.Series[Any]") -> Any:
    """Return what stands in a column of a table, said so that no other one is said alike."""
    if isinstance(column.dtype, _SAID_AS_LIST):
        # One by one: in a tenth of the time that pandas takes to hash a short column.
        return [
            own if type(own) in _PLAIN else _MISSING if own is pd.NA else _said(own)
            for own in column.tolist()
        ]
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column.to_numpy().tobytes()
    return hash_pandas_object(column, index=False).to_numpy().tobytes()
