"""The cells of a form and what they answer, laid aside: opened for who asks one of them.

So they cross from the worker process that took the form, too. Column by column they are packed
several times faster than cell by cell; and names, which are alike in all forms, are held once.
"""

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from ovpsheets.form_field import FormField
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.answers import Answer, FormAnswers
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.laid_aside import LaidAside, Sideboard

_Columns = tuple[Sequence[Any], ...]


def laid_form(
    placement: Placement, answers: FormAnswers, aside: Sideboard
) -> tuple[Placement, FormAnswers]:
    """Return both with their long mappings laid *aside*, unless they are among the first.

    Each is opened by itself: who asks for an answer seldom asks for its cell, too.
    """
    (fields, rows, columns), (activities, indicators) = aside.lay_together(
        ((placement.fields, placement.rows, placement.columns), _placed),
        ((answers.activities, answers.indicators), _answered),
    )
    return (
        replace(placement, fields=fields, rows=rows, columns=columns),
        replace(answers, activities=activities, indicators=indicators),
    )


def _placed(mappings: Sequence[Mapping[Any, Any]]) -> LaidAside:
    fields, rows, columns = mappings
    packed = [(_columns(own), _columns(own.values())) for own in (fields, rows)]
    return _laid(_Packed(_unpack_placed, *packed, columns))


def _answered(mappings: Sequence[Mapping[Any, Any]]) -> LaidAside:
    return _laid(_Packed(_unpack_answered, *map(_packed, mappings)))


def _laid(packed: "_Packed") -> LaidAside:
    return LaidAside(pickle.dumps(packed, pickle.HIGHEST_PROTOCOL))


class _Packed:
    """Mappings in columns; unpacked it is a tuple of them."""

    def __init__(self, unpack: Callable[..., Any], *columns: Any) -> None:
        self.unpack, self.columns = unpack, columns

    def __reduce__(self) -> tuple[Any, ...]:
        return self.unpack, self.columns


def _columns(rows: Iterable[Iterable[Any]]) -> _Columns:
    return tuple(zip(*rows, strict=True))


def _packed(answers: Mapping[str, Answer]) -> tuple[Any, ...]:
    """Return answers column by column; all of a table have the same columns."""
    each = answers.values()
    keys = next((tuple(own.fields) for own in each), ())
    values = _columns(own.fields.values() for own in each)
    return tuple(answers), keys, values, tuple(own.given for own in each)


def _unpack_placed(
    fields: tuple[_Columns, _Columns],
    rows: tuple[_Columns, _Columns],
    columns: Mapping[tuple[str, str], int],
) -> tuple[Mapping[Any, Any], ...]:
    named, cells = (zip(*map(_once, own), strict=True) for own in fields)
    codes, places = (zip(*map(_once, own), strict=True) for own in rows)
    return (
        dict(zip(map(FormField._make, named), map(Cell._make, cells), strict=True)),
        dict(zip(codes, places, strict=True)),
        columns,
    )


def _unpack_answered(*tables: tuple[Any, ...]) -> tuple[Mapping[Any, Any], ...]:
    return tuple(_answers(*own) for own in tables)


def _answers(
    codes: tuple[str, ...], keys: tuple[str, ...], values: _Columns, given: tuple[bool, ...]
) -> Mapping[str, Answer]:
    said = [dict(zip(keys, row, strict=True)) for row in zip(*map(_once, values), strict=True)]
    return dict(zip(codes, map(Answer, said, given), strict=True))


def _once(column: Sequence[Any]) -> list[Any]:
    """Return a column with each of its texts held once among all forms, where it is a short one."""
    return [_known(own) if type(own) is str and len(own) <= _SHORT else own for own in column]


@lru_cache(maxsize=4096)  # what forms have in common is a few hundred; interning would have no end
def _known(text: str) -> str:
    return text


_SHORT: Final = 40
"""Letters of names, codes and words of a list; longer texts seldom come twice."""
