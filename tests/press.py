"""Publishes quarters of persons one after another, and says what of them is shown and why not."""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pandas as pd
from persons import WHOLE, Values, reported, rows

from ovpsheets.disclosure import (
    Line,
    Memory,
    Policy,
    Protected,
    as_released,
    memory_csv,
    protect,
    read_memory,
    remembered,
)
from ovpsheets.disclosure.remembered import REMEMBERED
from ovpsheets.plan.model import Plan
from ovpsheets.plan.past import Past
from ovpsheets.plan.standing import total_before
from ovpsheets.quarter import Quarter
from ovpsheets.tables import frame, records


@dataclass
class Press:
    """Publishes one quarter after another and keeps what is public, as the workspace does."""

    plan: Plan
    folder: Path
    policy: Policy = field(default_factory=Policy)
    published: pd.DataFrame = field(default_factory=lambda: frame(REMEMBERED, []))
    archives: bool = False  # the folders of earlier quarters, so that no value before is known
    forgets: bool = False  # what hidden figures held, as releases of before it was kept
    memory: Memory = field(default_factory=Memory)
    last: Values | None = None
    says_yes: tuple[str, ...] = ("group",)  # to which kinds of questions
    quarters: dict[Quarter, Values] = field(default_factory=dict)  # as they were reported
    totals: list[float | None] = field(default_factory=list)  # as they were published

    def publish(self, quarter: Quarter, values: Values, *lines: Line) -> Protected:
        self.memory = Memory((*self.memory.lines, *lines))
        self.quarters[quarter] = values
        last = None if self.archives else self.last
        table = with_totals(self.plan, quarter, rows(self.plan, quarter, values, last), self)
        found = self._decided(quarter, table)
        if set(found.questions["kind"]) & set(self.says_yes):
            answered = (
                replace(line, answer="да") if line.why in self.says_yes else line
                for line in found.memory.lines
            )
            self.memory = Memory(tuple(answered))
            found = self._decided(quarter, table)
        plan, policy = remembered(self.plan, self.policy, self.published)
        released = as_released(plan, policy, found.indicators, table, found.rounded)
        if self.forgets:
            released = released.drop(columns="held")
        self.published = pd.concat([self.published, released], ignore_index=True)
        self.last = values
        self.totals += (row["total_so_far"] for row in records(found.indicators))
        return found

    def _decided(self, quarter: Quarter, table: pd.DataFrame) -> Protected:
        plan, policy = remembered(self.plan, self.policy, self.published)
        found = protect(plan, quarter, table, self.published, self.memory, policy)
        path = self.folder / "disclosure.csv"
        path.write_bytes(memory_csv(found.memory))
        self.memory = read_memory(path)
        return found


def with_totals(plan: Plan, quarter: Quarter, table: pd.DataFrame, press: Press) -> pd.DataFrame:
    """Return *table* with what the quarters reported so far add up to."""
    if not any(own.has_total for own in plan.indicators):
        return table
    told = {q: values for q, values in press.quarters.items() if q < quarter}
    past = Past.of(reported(plan, told), quarter, plan)
    found = [
        total_before(plan.indicator(row["indicator"]), row["institution"], past, quarter,
                     in_full=True).and_(quarter, row).value
        if plan.indicator(row["indicator"]).has_total else None
        for row in records(table)
    ]  # fmt: skip
    totals = pd.Series(found, index=table.index, dtype=table["total_so_far"].dtype)
    return table.assign(total_so_far=totals)


def shown(found: Protected) -> dict[str, float | None]:
    return {f"{r['indicator']} {r['institution']}": r["value"] for r in records(found.indicators)}


def why(found: Protected) -> dict[str, str]:
    return {f"{r['indicator']} {r['institution']}": r["why"] for r in records(found.hidden)}


def of(*numbers: float, code: str = WHOLE) -> Values:
    return {(code, who): number for who, number in zip("ABCD", numbers, strict=False)}


ATTACKS: Final = int(os.environ.get("ATTACKS", "0"))
"""How many random courses an attack makes; 0: the same few every time."""

SUM = Line("2022-Q1", WHOLE, "", "whitelist", source="Годишен извештај, стр. 7")
