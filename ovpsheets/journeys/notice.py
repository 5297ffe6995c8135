"""Sums that hold among figures of persons, as something that the coordinator can settle."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ovpsheets.decision import SUM, Dispute, NoticedSum, Side
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules import sum_noticed
from ovpsheets.table_csv import said
from ovpsheets.tables import records


def with_sums(so_far: QuarterSoFar, sums: tuple[NoticedSum, ...]) -> QuarterSoFar:
    """Return the quarter with the *sums* that hold in it, and those unanswered to be settled."""
    rows = records(so_far.tables.indicators) if sums else []
    disputes = (
        Dispute((sum_noticed.RULE.id,), SUM, own.said, "", tuple(_sides(own, rows)))
        for own in sums
        if not own.is_answered
    )
    return replace(so_far, sums=sums, disputes=(*so_far.disputes, *disputes))


def _sides(own: NoticedSum, rows: list[dict[str, Any]]) -> Iterator[Side]:
    """Yield the figures of one institution in a sum, the whole first, with their cells.

    Of the first that reported all of them, else of the one that reported most.
    """
    by_body: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        if row["indicator"] in own.codes and row["value"] is not None:
            by_body.setdefault(row["institution"], {})[row["indicator"]] = row
    # max takes the first of those that have as many.
    who = max(by_body, key=lambda body: len(by_body[body]), default="")
    for code in own.codes:
        cell = by_body.get(who, {}).get(code)
        if cell is not None:
            shown = f"{code} = {said(cell['value'])}"
            yield Side(who, shown, cell["file"] or "", cell["sheet"] or "", cell["cell"] or "")
