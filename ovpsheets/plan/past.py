"""What was reported before: every earlier quarter, found by code at once.

Codes are what lasts: an activity keeps its past when it moves to another
holder, and an institution when it is renamed, for its code stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ovpsheets.plan.model import Institution, Plan
from ovpsheets.plan.told import as_told
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables, records
from ovpsheets.words import Role

Row = Mapping[str, Any]

Key = tuple[str, str]
"""Code and institution; the institution "" is whoever held it."""


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The rows of earlier quarters, oldest first, by code and institution."""

    activities: Mapping[Key, tuple[Row, ...]]
    indicators: Mapping[Key, tuple[Row, ...]]
    quarters: tuple[str, ...]  # the earlier quarters that were merged, oldest first
    bodies: Mapping[str, Institution] = field(default_factory=dict)  # who was called what
    plan: Plan | None = None

    @classmethod
    def of(cls, history: Tables, quarter: Quarter, plan: Plan | None = None) -> "Past":
        """Take the quarters before *quarter* from *history*; *plan* knows who was called what."""
        bodies = {item.code: item for item in plan.institutions} if plan else {}
        if history.activities.empty and history.indicators.empty:  # asking pandas takes a while
            return cls({}, {}, (), bodies, plan)
        activities = _before(history.activities, quarter)
        indicators = _before(history.indicators, quarter)
        return cls(
            _by_code(activities, "activity", activities["role"] == Role.HOLDER.value),
            _by_code(indicators, "indicator", indicators["institution"].notna()),
            tuple(sorted(set(activities["quarter"].dropna()))),
            bodies,
            plan,
        )

    def activity(self, code: str, institution: str) -> tuple[Row, ...]:
        """Return the earlier reports on an activity, oldest first.

        Those of *institution*; where it has none, those of the former holder.
        """
        return self._own(self.activities, code, institution) or self.activities.get((code, ""), ())

    def indicator(self, code: str, institution: str) -> tuple[Row, ...]:
        """Return the earlier values of an indicator, oldest first; as :meth:`activity`.

        Those of others as the institution may be told of them: of persons what is published; and
        none where several report whose values are not one number.
        """
        own = self._own(self.indicators, code, institution)
        others = self._of_others(code)
        if own or self.plan is None:
            return own or others
        return tuple(as_told(row, self.plan) for row in others)

    def indicator_in_full(self, code: str, institution: str) -> tuple[Row, ...]:
        """Return the same with all that is known, for the coordinator's eyes only."""
        return self._own(self.indicators, code, institution) or self._of_others(code)

    def series(self, code: str, institution: str, *, in_full: bool) -> tuple[Row, ...]:
        """Return the earlier values of an indicator, of each quarter whoever reported it.

        Its own; and of others where it is one figure and it gave no number itself, as it may be
        told of them unless *in_full*.
        """
        own = self._own(self.indicators, code, institution)
        given = {row["quarter"] for row in own if row["value"] is not None}
        others = [
            row
            for row in self._of_others(code)
            if row["institution"] not in self.names(institution) and row["quarter"] not in given
        ]
        if not in_full and self.plan is not None:
            others = [as_told(row, self.plan) for row in others]
        return (*own, *others)

    def names(self, institution: str) -> tuple[str, ...]:
        """Return the code of an institution and those under which it reported before."""
        body = self.bodies.get(institution)
        return (institution, *(body.aliases if body else ()))

    def _of_others(self, code: str) -> tuple[Row, ...]:
        own = self.plan.find_indicator(code) if self.plan else None
        is_one = own is None or own.is_one_figure
        return self.indicators.get((code, ""), ()) if is_one else ()

    def _own(
        self, rows: Mapping[Key, tuple[Row, ...]], code: str, institution: str
    ) -> tuple[Row, ...]:
        own = list(rows.get((code, institution), ()))
        if body := self.bodies.get(institution):
            own += [
                row
                for name in body.aliases
                for row in rows.get((code, name), ())
                if name in body.known_as(Quarter.parse(row["quarter"]))
            ]
        return tuple(sorted(own, key=lambda row: str(row["quarter"])))

    def last_quarter(self, rows: tuple[Row, ...]) -> Row:
        """Return the newest of *rows* if it is of the last quarter merged, else an empty row."""
        newest = rows[-1] if rows else {}
        return newest if newest and newest["quarter"] == self.quarters[-1] else {}


def last_said(rows: tuple[Row, ...], column: str) -> Any:
    """Return what *column* last held, also where a later quarter left it blank; else None."""
    return next((row[column] for row in reversed(rows) if row[column] is not None), None)


def _before(table: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    earlier = table[table["quarter"] < str(quarter)]
    return earlier.sort_values("quarter", kind="stable")


def _by_code(table: pd.DataFrame, key: str, held: "pd.Series[bool]") -> dict[Key, tuple[Row, ...]]:
    found: dict[Key, list[Row]] = {}
    for row, of_holder in zip(records(table), held, strict=True):
        found.setdefault((row[key], row["institution"]), []).append(row)
        if of_holder:
            found.setdefault((row[key], ""), []).append(row)
    return {place: tuple(rows) for place, rows in found.items()}
