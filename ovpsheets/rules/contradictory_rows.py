"""Rows or columns of a return contradict themselves, as after sorting one column on its own."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.find_rows import Contradiction
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.model import Activity
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import ACTIVITIES, Severity, fold

_SHOWN = 5


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield, for each table of a used return, the cells that cannot both be right."""
    for returned in evidence.used_forms():
        tables: dict[tuple[str, str], list[Contradiction]] = {}
        for item in returned.placement.contradictions if returned.placement else ():
            if item.kind != "answer":
                tables.setdefault((item.table, item.first.sheet), []).append(item)
        for (table, sheet), items in tables.items():
            pairs = [f"{item.first.address} ≠ {item.second.address}" for item in items]
            more = ["…"] if len(pairs) > _SHOWN else []
            yield Found(
                returned.institution,
                place=Place(returned.name, sheet, items[0].first.address),
                found=" · ".join(item.first.raw for item in items[:_SHOWN]),
                part=f"{table}:{sheet}",
                values={"cells": ", ".join(pairs[:_SHOWN] + more)},
                about=tuple(_concerned(evidence, returned, table, items)),
            )


def _concerned(
    evidence: QuarterSoFar, returned: Return, table: str, items: list[Contradiction]
) -> Iterator[tuple[str, str]]:
    """Yield the activities and indicators whose rows are set aside for it.

    Those are the ones that the cells in question name and no other row holds;
    with a contradictory column, all of the table.
    """
    plan, whole = evidence.plan, any(item.kind == "column" for item in items)
    named = {fold(cell.raw) for item in items for cell in (item.first, item.second)}
    kept = returned.placement.rows if returned.placement else {}
    for own in plan.activities if table == ACTIVITIES else plan.indicators:
        is_named = named & {fold(text) for text in (own.code, *own.text.texts)}
        if whole or (is_named and (table, own.code) not in kept):
            yield (own.code, "") if isinstance(own, Activity) else (own.activity, own.code)


RULE = Rule("contradictory_rows", Severity.IMPORTANT, find, alone=True)
