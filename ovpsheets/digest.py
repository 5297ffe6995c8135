"""Digests of values: equal ones have the same in every process, different ones another.

By them is known whether something that was worked out before still holds. A value that is not
made of what is named here has none; then nothing is kept of what was made of it.
"""

import hashlib
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import FunctionType
from typing import Any, Final

import pandas as pd
from pandas.util import hash_pandas_object

from ovpsheets.templates import TEMPLATES, Templates
from ovpsheets.version import VERSION

_OUR_OWN: Final = "ovpsheets"
_BESIDE: Final = ("pyarrow", "lxml", "numpy")
"""What is used where it is installed, beside what the package asks for."""

_SAID_AS_LIST: Final = (pd.StringDtype, pd.Float64Dtype, pd.Int64Dtype, pd.BooleanDtype)
"""Types of columns whose values are texts, numbers, truths, or missing; see :func:`_column`."""

_SAID_BY_REPR: Final = (int, float, bool, type(None), date, timedelta, Decimal)


class NoDigestError(TypeError):
    """A value of which nobody can say what it is made of."""


def digest_of(*values: Any) -> str:
    """Return the digest of *values* in hexadecimal; raises NoDigestError.

    Values may be texts, numbers, days, bytes, tables, functions of a module, containers of these,
    and dataclasses; of these every field counts that their constructor takes.
    """
    parts: list[bytes] = []
    for value in values:
        _add(value, parts.append)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def program_digest() -> str:
    """Return a digest of the program: its files, its templates, and the versions below it.

    A new version, or a changed text, has another one. "" where nobody can tell: another package
    adds something, or the files cannot be read.
    """
    return _program_on(tuple(sys.path))


@cache  # what is installed follows from where Python looks
def _program_on(_path: tuple[str, ...]) -> str:
    groups = metadata.entry_points().groups
    if any(group.startswith(f"{_OUR_OWN}.") for group in groups):
        return ""
    try:
        own = sorted(_files(Path(__file__).parent), key=lambda named: named[0])
        templates = sorted(_files(resources.files(TEMPLATES)), key=lambda named: named[0])
        return digest_of(VERSION, platform.python_version(), _versions(), (own, templates))
    except (OSError, metadata.PackageNotFoundError):
        return ""


def _versions() -> list[tuple[str, str]]:
    asked = metadata.requires(_OUR_OWN) or ()
    names = {line.partition(";")[0].strip() for line in asked if "extra ==" not in line}
    plain = {"".join(_until_sign(name)) for name in names} | set(_BESIDE)
    return [(name, _version(name)) for name in sorted(plain)]


def _until_sign(name: str) -> Iterable[str]:
    for letter in name:
        if not (letter.isalnum() or letter in "-_."):
            return
        yield letter


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _files(folder: Traversable) -> Iterable[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from ((f"{item.name}/{name}", data) for name, data in _files(item))
        elif not item.name.endswith((".pyc", ".pyo")):
            yield item.name, item.read_bytes()


def _add(value: Any, add: Callable[[bytes], None]) -> None:
    """Say *value* so that no other one is said alike."""
    kind = type(value)
    if kind is str:
        data = value.encode("utf-8", "surrogatepass")
        add(b"s%d:" % len(data))
        add(data)
    elif kind is bytes:
        add(b"b%d:" % len(value))
        add(value)
    elif kind in (tuple, list):
        add(b"(%d:" % len(value))
        for item in value:
            _add(item, add)
    elif isinstance(value, Mapping):
        add(b"{%d:" % len(value))
        for key, item in value.items():
            _add(key, add)
            _add(item, add)
    elif isinstance(value, _SAID_BY_REPR) and not isinstance(value, Enum):
        add(f"v{kind.__name__}{value!r};".encode())
    else:
        _add_made(value, add)


def _add_made(value: Any, add: Callable[[bytes], None]) -> None:
    kind: Any = type(value)
    named = _name_of(kind)
    if isinstance(value, frozenset | set):
        add(b"<%d:" % len(value))
        for item in sorted(digest_of(item) for item in value):
            add(item.encode())
    elif isinstance(value, Enum):
        add(b"e" + named)
        _add(value.name, add)
    elif isinstance(value, pd.DataFrame):
        add(b"t" + named)
        _add([(str(name), str(kind)) for name, kind in value.dtypes.items()], add)
        _add([_column(column) for _, column in value.items()], add)
    elif is_dataclass(value):
        add(b"d" + named)
        for name in _fields_of(kind):
            _add(getattr(value, name), add)
    elif isinstance(value, tuple):  # a named one
        add(b"n" + named)
        _add(tuple(value), add)
    elif isinstance(value, Templates):
        add(b"o" + value.digest.encode())
    elif isinstance(value, FunctionType) and "<" not in value.__qualname__:
        _add(f"{value.__module__}.{value.__qualname__}", add)
    else:
        raise NoDigestError(f"{named.decode()} has no digest")


@cache
def _name_of(kind: Any) -> bytes:
    return f"{kind.__module__}.{kind.__qualname__}:".encode()


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    return tuple(own.name for own in fields(kind) if own.init)


def _column(column: "pd.Series[Any]") -> bytes:
    """Return what stands in a column of a table, said so that no other one is said alike."""
    if isinstance(column.dtype, _SAID_AS_LIST):
        # As Python writes them: in a tenth of the time that pandas takes to hash a short column.
        return repr(column.tolist()).encode("utf-8", "surrogatepass")
    if pd.api.types.is_datetime64_dtype(column.dtype):
        return column.to_numpy().tobytes()
    return hash_pandas_object(column, index=False).to_numpy().tobytes()
