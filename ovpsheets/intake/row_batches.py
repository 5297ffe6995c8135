"""Rows on their way into a table: column by column, and each of their texts once.

So the rows of an institution come from the process that took its form, and go into the columns of
the quarter without standing there as rows.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from ovpsheets.columns.model import ColumnType
from ovpsheets.tables import Schema, array_of


@dataclass(frozen=True, slots=True)
class RowBatch:
    """So many *rows* of one table.

    ``texts``: those that stand in them, None for a missing one. ``codes``: of each column of texts,
    one column after another, which of these stands in which row. ``values``: the values of each
    other column, None for missing.
    """

    rows: int
    texts: tuple[str | None, ...]
    codes: "array[int]"
    values: tuple[tuple[Any, ...], ...]

    @classmethod
    def of(cls, schema: Schema, rows: Sequence[Mapping[str, object]]) -> "RowBatch":
        """Return *rows*; raises KeyError when one has a key that the *schema* lacks."""
        for row in rows:
            if not row.keys() <= schema.keys():
                raise KeyError(f"no such column: {sorted(row.keys() - schema.keys())}")
        known: dict[Any, int] = {}
        codes, values = array("I"), []
        for name, kind in schema.items():
            column = [row.get(name) for row in rows]
            if kind == "text":
                codes.extend([known.setdefault(own, len(known)) for own in column])
            else:
                values.append(tuple(column))
        return cls(len(rows), tuple(known), codes, tuple(values))


class TableInTheMaking:
    """The columns of a table of so many *rows* in the making; a batch goes to any places.

    *known*: texts that rows of several batches have in common, which are held once.
    """

    def __init__(self, schema: Schema, rows: int, known: dict[str, str]) -> None:
        self._schema, self._rows, self._known = schema, rows, known
        self._columns = {name: np.empty(rows, dtype=object) for name in schema}
        self._of_texts = [*schema.values()].count("text")

    def put(self, places: Sequence[int], batch: RowBatch) -> None:
        """Put the rows of *batch* at their *places*, one for each."""
        texts = np.empty(len(batch.texts), dtype=object)
        texts[:] = [pd.NA if own is None else self._once(own) for own in batch.texts]
        codes = iter(np.asarray(batch.codes).reshape(self._of_texts, batch.rows))
        values, at = iter(batch.values), np.asarray(places, dtype=np.intp)
        for name, kind in self._schema.items():
            self._columns[name][at] = texts[next(codes)] if kind == "text" else next(values)

    def _once(self, text: str) -> str:
        return text if len(text) > _SHORT else self._known.setdefault(text, text)

    def taken(self) -> pd.DataFrame:
        """Return the table, and let go of what it was made of."""
        columns = {name: self._taken(name, kind) for name, kind in self._schema.items()}
        return pd.DataFrame(columns, index=pd.RangeIndex(self._rows), copy=False)

    def _taken(self, name: str, kind: ColumnType) -> Any:
        own = self._columns.pop(name)
        return array_of(own if kind == "text" else own.tolist(), kind)


_SHORT: Final = 40
"""Letters of names, codes and words of a list; longer texts seldom come twice."""
