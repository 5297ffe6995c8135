"""The action plan as DataFrames: the sheets of plan.xlsx, typed, in the order of the plan."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

import pandas as pd

from ovpsheets.kinds import KINDS
from ovpsheets.plan.plan_sheet import Content, PlanColumn
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.tables import Schema, frame
from ovpsheets.words import Accumulation, Combine, Direction

_SUBJECTS: Final = {
    "institutions": "institution",
    "commitments": "commitment",
    "activities": "activity",
    "indicators": "indicator",
}
"""Sheet → the index of its frame: as the column of the tables is called that refers to it."""

_CODES: Final[Mapping[str, Iterable[str]]] = {
    "kind": KINDS,
    "accumulation": Accumulation,
    "direction": Direction,
    "combine": Combine,
}
"""Column of ``indicators`` → its codes, in order."""


class PlanFrames(NamedTuple):
    """The tables of a plan.

    The columns are those of plan.xlsx: ``code``, titles and texts in every language
    (``title_mk`` …), ``start``, ``deadline``, ``unit``, ``direction`` … Several codes in a cell
    are separated by ``;``. Where a ``baseline`` or ``target`` is no number, it stands in
    ``baseline_text`` or ``target_text``. The index is the code, named as in the tables:
    ``merged.indicators.join(frames.indicators[["direction"]], on="indicator")``.
    """

    institutions: pd.DataFrame
    commitments: pd.DataFrame
    activities: pd.DataFrame
    indicators: pd.DataFrame


def plan_frames(items: Mapping[str, Iterable[object]]) -> PlanFrames:
    """Return the tables of a plan; *items*: sheet → what the plan holds of it."""
    return PlanFrames(**{sheet: _frame(sheet, items[sheet]) for sheet in _SUBJECTS})


def _frame(sheet: str, items: Iterable[object]) -> pd.DataFrame:
    columns = SHEETS[sheet].columns
    schema = {name: kind for column in columns for name, kind in _schema(column).items()}
    rows = [
        {name: value for column in columns for name, value in _values(item, column).items()}
        for item in items
    ]
    table = frame(schema, rows)
    if sheet == "indicators":
        codes = {n: pd.CategoricalDtype([str(c) for c in own], True) for n, own in _CODES.items()}
        table = table.astype(codes)
    return table.set_index(pd.Index(table["code"], name=_SUBJECTS[sheet]))


def _schema(column: PlanColumn) -> Schema:
    if column.content is Content.DAY:
        return {column.key: "date"}
    if column.content is Content.MEASURE:
        return {column.key: "number", f"{column.key}_text": "text"}
    return {column.key: "yes_no" if column.choices == "yes_no" else "text"}


def _values(item: object, column: PlanColumn) -> dict[str, Any]:
    value = _value(item, column)
    if column.content is Content.MEASURE:
        is_text = isinstance(value, str)
        return {
            column.key: None if is_text else value,
            f"{column.key}_text": value if is_text else None,
        }
    if isinstance(value, tuple):
        value = ";".join(map(str, value))
    if column.content is Content.DAY or isinstance(value, bool):
        return {column.key: value}
    return {column.key: str(value) if value not in (None, "") else None}


def _value(item: object, column: PlanColumn) -> Any:
    if column.language:
        return getattr(item, column.stem).given().get(column.language)
    return getattr(item, f"{column.key}_" if column.key == "from" else column.key)
