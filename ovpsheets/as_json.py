"""Values as JSON and back again: texts, numbers, days, containers, and instances of listed classes.

What is read back may have been written by anybody. So nothing in it names a class, a function or a
module: a class is a number in a list that the reader brings along, and nothing that is not in the
list can come of it. A pickle, or marshal, would do whatever its writer wanted.
"""

import base64
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final

# A list is written as such only behind one of these; everything else that is no plain value is a
# list that begins with what it is.
_TUPLE, _LIST, _DICT, _COUNTER, _FROZENSET, _BYTES, _DAY, _TIME, _SPAN, _DECIMAL, _FIRST = range(11)

_PLAIN: Final = frozenset((str, int, float, bool, type(None)))

Read = Callable[[list[Any]], Any]
Write = Callable[[Any], list[Any]]
Otherwise = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""How an instance becomes another value, and how it is made of it again."""


class UnknownValueError(TypeError):
    """A value is of a class that is not in the list."""


class ForeignJsonError(ValueError):
    """What is to be read was not written here, or by another list of classes."""


class AsJson:
    """Writes and reads values; ``classes``: dataclasses, named tuples and enumerations.

    ``otherwise``: classes of which instances are written as another value: how it is made of
    one, and the instance of it. Equal values give equal bytes. Of a dataclass the fields are kept
    that its constructor takes.
    """

    def __init__(
        self, classes: Sequence[type], otherwise: Mapping[type, Otherwise] | None = None
    ) -> None:
        self._writers: dict[type, Write] = {
            tuple: lambda value: [_TUPLE, *self._each(value)],
            list: lambda value: [_LIST, *self._each(value)],
            dict: lambda value: [_DICT, *self._pairs(value)],
            Counter: lambda value: [_COUNTER, *self._pairs(value)],
            frozenset: lambda value: [_FROZENSET, *self._each(sorted(value, key=repr))],
            bytes: lambda value: [_BYTES, base64.b64encode(value).decode("ascii")],
            date: lambda value: [_DAY, value.isoformat()],
            datetime: lambda value: [_TIME, value.isoformat()],
            timedelta: lambda value: [_SPAN, value.days, value.seconds, value.microseconds],
            Decimal: lambda value: [_DECIMAL, str(value)],
        }
        readers: list[Read] = [
            lambda node: tuple(self._read_each(node)),
            self._read_each,
            self._read_pairs,
            lambda node: Counter(self._read_pairs(node)),
            lambda node: frozenset(self._read_each(node)),
            lambda node: base64.b64decode(node[1], validate=True),
            lambda node: date.fromisoformat(node[1]),
            lambda node: datetime.fromisoformat(node[1]),
            lambda node: timedelta(*node[1:]),
            lambda node: Decimal(node[1]),
        ]
        for number, kind in enumerate(classes, start=_FIRST):
            write, read = self._of(kind, number)
            self._writers[kind] = write
            readers.append(read)
        for number, (kind, (write, read)) in enumerate((otherwise or {}).items(), len(readers)):
            self._writers[kind] = self._written(number, write)
            readers.append(self._made(read))
        self._readers = dict(enumerate(readers))

    def dumps(self, value: Any) -> bytes:
        """Return *value* as JSON; raises UnknownValueError for what is not listed."""
        text = json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def loads(self, data: bytes) -> Any:
        """Return what :meth:`dumps` wrote; raises ForeignJsonError for anything else."""
        try:
            return self._value(json.loads(data.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as fault:
            raise ForeignJsonError(str(fault)) from fault

    def _of(self, kind: type, number: int) -> tuple[Write, Read]:
        """Return how instances of *kind* are written and read."""
        if issubclass(kind, Enum):
            return (lambda value: [number, value.value]), (lambda node: kind(node[1]))
        if is_dataclass(kind):
            names = [own.name for own in fields(kind) if own.init]

            def read(node: list[Any]) -> Any:
                # As _read_each, but without going there: a plan has fifty thousand of these.
                known = self._readers
                return kind(*[v if v.__class__ is not list else known[v[0]](v) for v in node[1:]])

            return (
                lambda value: [number, *self._each(getattr(value, name) for name in names)]
            ), read
        make: Any = kind
        if not hasattr(kind, "_make"):
            raise UnknownValueError(f"{kind.__name__} is none of these")
        return (
            lambda value: [number, *self._each(value)],
            lambda node: make._make(self._read_each(node)),
        )

    def _written(self, number: int, write: Callable[[Any], Any]) -> Write:
        return lambda value: [number, self._plain(write(value))]

    def _made(self, read: Callable[[Any], Any]) -> Read:
        return lambda node: read(self._value(node[1]))

    def _plain(self, value: Any) -> Any:
        if value.__class__ in _PLAIN:
            return value
        return self._writer(value)(value)

    def _each(self, values: Any) -> list[Any]:
        return [v if v.__class__ in _PLAIN else self._writer(v)(v) for v in values]

    def _pairs(self, value: Mapping[Any, Any]) -> list[Any]:
        return [*self._each(value), *self._each(value.values())]

    def _writer(self, value: Any) -> Write:
        try:
            return self._writers[value.__class__]
        except KeyError:
            raise UnknownValueError(f"{value.__class__.__name__} is not listed") from None

    def _value(self, node: Any) -> Any:
        return node if node.__class__ is not list else self._readers[node[0]](node)

    def _read_each(self, node: list[Any]) -> list[Any]:
        readers = self._readers
        return [v if v.__class__ is not list else readers[v[0]](v) for v in node[1:]]

    def _read_pairs(self, node: list[Any]) -> dict[Any, Any]:
        both = self._read_each(node)
        half = len(both) // 2
        return dict(zip(both[:half], both[half:], strict=True))
