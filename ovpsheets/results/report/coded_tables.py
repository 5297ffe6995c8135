"""Tables as analysts get them: copies, in which codes are ordered categories.

Inside ovpsheets and in CSV a code is a text. What the public functions hand out
says besides which codes there are and in which order, so that counts show those
that nobody chose, charts come out in order, and ``status >= "substantial"`` works.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from ovpsheets.columns.declared import BUILT_IN
from ovpsheets.columns.model import FormColumns
from ovpsheets.errors import InputError
from ovpsheets.results.report import code_lists
from ovpsheets.results.report.code_lists import list_of
from ovpsheets.tables import ALL, PUBLISHED, TEXT, Schema, Tables

CODES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    table: found
    for table, schema in ALL.items()
    if (
        found := {
            column: code_lists.CODES[name]
            for column in schema
            if (name := list_of(BUILT_IN, table, column)) in code_lists.CODES
        }
    )
}
"""Table → column → its codes, in ascending order."""

FORM_QUARTER: Final = "form_quarter"
"""In the history: what a returned form says of its quarter; ``quarter`` is where it lay."""


def _renamed(schema: Schema) -> Schema:
    return {FORM_QUARTER if name == "quarter" else name: kind for name, kind in schema.items()}


def coded(
    name: str,
    table: pd.DataFrame,
    reasons: Iterable[str] = (),
    columns: FormColumns = BUILT_IN,
) -> pd.DataFrame:
    """Return a copy of the table *name* in which codes are ordered categories.

    A code that is none of the known ones is a category behind them, and never lost.
    *reasons*: the reasons that a plan has beside the built-in ones; *columns*: those of its form.
    """
    found = {
        column: _coded(table[column], codes)
        for column in map(str, table.columns)
        if (codes := _codes(list_of(columns, name, column), reasons, columns))
    }
    return table.assign(**found) if found else table.copy()


def _codes(name: str, reasons: Iterable[str], columns: FormColumns) -> tuple[str, ...]:
    """Return the codes of a list in their order; () for one that is declared elsewhere."""
    if name.startswith(code_lists.OWN):
        return tuple(code_lists.own_choices(columns, name))
    own = code_lists.CODES.get(name, ())
    return (*own, *reasons) if name == "reason" else own


def _coded(column: "pd.Series[Any]", codes: Iterable[str]) -> "pd.Series[Any]":
    known = list(dict.fromkeys(str(code) for code in codes))
    others = sorted({str(value) for value in column.dropna()} - set(known))
    return column.astype(pd.CategoricalDtype([*known, *others], ordered=True))


def plain(tables: Tables) -> Tables:
    """Return *tables* as they are inside: codes are texts, the columns those of the tables.

    Raises InputError for a table that lacks the columns by which its rows are known.
    """
    own: dict[str, Any] = {
        name: _plain(name, getattr(tables, name), schema) for name, schema in PUBLISHED.items()
    }
    return replace(tables, **own)


def _plain(name: str, table: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    needed = [c for c in ("quarter", "activity", "institution", "status") if c in schema]
    lacking = [column for column in needed if column not in table]
    if lacking and name in ("activities", "indicators"):
        raise InputError("input_columns", name=f"history.{name}", columns=", ".join(lacking))
    texts = {
        str(column): table[column].astype(TEXT)
        for column in table
        if isinstance(table[column].dtype, pd.CategoricalDtype)
    }
    back = table.assign(**texts) if texts else table
    if FORM_QUARTER in back:
        back = back.drop(columns="quarter").rename(columns={FORM_QUARTER: "quarter"})
    # Of institutions the quarter stays: who was to report, and who did in time, is told by it.
    is_extra = "quarter" in back and "quarter" not in schema and name != "institutions"
    return back.drop(columns="quarter") if is_extra else back


HISTORY: Final[Mapping[str, Schema]] = {
    name: {"quarter": "text", **_renamed(PUBLISHED[name])}
    for name in ("returns", "unplaced", "institutions")
}
"""The tables that say no quarter of their own, as the history has them."""


def with_quarter(table: pd.DataFrame, quarter: str) -> pd.DataFrame:
    """Return one of these tables with the *quarter* in whose folder it lay, in front."""
    known = table.rename(columns={"quarter": FORM_QUARTER})
    known.insert(0, "quarter", pd.Series([quarter] * len(known), index=known.index, dtype=TEXT))
    return known


def coded_tables(tables: Tables, reasons: Iterable[str] = ()) -> Tables:
    """Return copies of all *tables*, as :func:`coded` returns one."""
    others = tuple(reasons)
    own: dict[str, Any] = {name: coded(name, getattr(tables, name), others) for name in PUBLISHED}
    return replace(tables, **own)
