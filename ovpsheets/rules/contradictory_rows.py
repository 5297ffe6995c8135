"""Rows or columns of a return contradict themselves, as after sorting one column on its own."""

from collections.abc import Iterator

from ovpsheets.intake.rows import Contradiction
from ovpsheets.rules.base import Evidence, Found, Place, Rule
from ovpsheets.words import Severity

_SHOWN = 5


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield, for each table of a used return, the cells that cannot both be right."""
    for returned in evidence.used():
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
                values={"cells": ", ".join(pairs[:_SHOWN] + more), "n": str(len(items))},
            )


RULE = Rule("contradictory_rows", Severity.IMPORTANT, find)
