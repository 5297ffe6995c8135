"""Rows under the commitment that they are of, which can hide them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_values import Value
from ovpsheets.results.consolidated.table_body import Row, RowAbove

_MANY: Final = 200
"""Activities: of more, a sheet shows the commitments first."""

_Item = TypeVar("_Item")


def is_long(context: SheetContext) -> bool:
    """Tell whether the activities of so many commitments are hidden until they are asked for."""
    plan = context.report.plan
    return len(plan.activities) > _MANY and len(plan.commitments) > 1


def by_commitment(
    context: SheetContext,
    items: Iterable[_Item],
    *,
    of: Callable[[_Item], str | None],
    row: Callable[[_Item], Sequence[Value]],
    above: Callable[[str, Sequence[_Item]], RowAbove],
    shown: Callable[[_Item], bool] = lambda _: True,
) -> Iterator[Row]:
    """Yield the *row* of each item; where there are several commitments, under that *of* it.

    *above* makes the row of a commitment from its code and its items. *shown*: which of the items
    have a row of their own.
    """
    commitments = context.report.plan.commitments
    found: dict[str, list[_Item]] = {own.code: [] for own in commitments}
    for item in items:
        found.setdefault(of(item) or "", []).append(item)
    for code, own in found.items():
        if own and len(commitments) > 1:
            yield above(code, own)
        yield from map(row, filter(shown, own))
