"""What was said last quarter, as far as the form of an institution shows it again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from ovpsheets.once import once_for_each
from ovpsheets.plan.model import Activity, Indicator, Institution, Plan
from ovpsheets.plan.told import NOT_PUBLISHED, TOLD, as_told
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Tables
from ovpsheets.words import (
    Role,
)

_LONGEST_COMPARED: Final = 4_000
"""Letters of an explanation up to which the form compares it with the last one."""

_Rows = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Previous:
    """What the last quarter before said, by code and institution.

    An institution is known by its code and by its aliases, under which it, or
    what was merged into it, reported before. Who newly holds an activity, or
    newly reports an indicator alone, is told what the one before said.
    """

    activities: _Rows
    indicators: _Rows
    _held: Mapping[str, Mapping[str, Any]]
    _alone: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, history: Tables, quarter: Quarter) -> "Previous":
        """Take the last quarter before *quarter* from *history*: once, however many ask."""
        if history.activities.empty:
            return _NOTHING
        known = _before(history)
        if quarter not in known:
            last = latest_before(history, quarter)
            known[quarter] = cls.of_rows(
                by_code(last.activities, "activity"), by_code(last.indicators, "indicator")
            )
        return known[quarter]

    @classmethod
    def of_rows(cls, activities: _Rows, indicators: _Rows) -> "Previous":
        """Make it of rows by code and institution, of one quarter or the last of each."""
        in_time = sorted(activities.values(), key=lambda row: str(row["quarter"]))
        held = {row["activity"]: row for row in in_time if row["role"] == Role.HOLDER.value}
        reporters = Counter(code for code, _ in indicators)
        alone = {code: row for (code, _), row in indicators.items() if reporters[code] == 1}
        return cls(activities, indicators, held, alone)

    def activity(self, activity: Activity, who: Institution) -> Mapping[str, Any] | None:
        """Return the row in which *who*, or the holder before it, reported on *activity*."""
        own = _of_body(self.activities, activity.code, who)
        held = self._held if who.code == activity.holder else {}
        return held.get(activity.code) if own is None else own

    def indicator(self, indicator: Indicator, who: Institution) -> Mapping[str, Any] | None:
        """Return the row in which *who*, or the only one to report before it, gave the value."""
        own = _of_body(self.indicators, indicator.code, who)
        return self._of_another(indicator, who) if own is None else own

    def told(self, indicator: Indicator, who: Institution, plan: Plan) -> Mapping[str, Any] | None:
        """Return the same row as *who* may see it, where another body reported it."""
        own = _of_body(self.indicators, indicator.code, who)
        other = self._of_another(indicator, who) if own is None else None
        return own if other is None else as_told(other, plan)

    def tells_of_another(self, indicator: Indicator, who: Institution) -> bool:
        """Tell whether *who* is told of *indicator* what another body reported."""
        own = _of_body(self.indicators, indicator.code, who)
        return own is None and self._of_another(indicator, who) is not None

    def told_earlier(self) -> tuple["Previous", ...]:
        """Return what forms said that went out earlier: before publication, and before 0.2.

        Then nobody was told another's figure of persons, and everybody was.
        """
        return tuple(
            replace(
                self,
                _alone={
                    code: row if pd.isna(row.get(TOLD)) else {**row, TOLD: told}
                    for code, row in self._alone.items()
                },
            )
            for told in (NOT_PUBLISHED, None)
        )

    def _of_another(self, indicator: Indicator, who: Institution) -> Mapping[str, Any] | None:
        is_alone = indicator.reported_by in ((), (who.code,))
        return self._alone.get(indicator.code) if is_alone else None


@once_for_each
def _before(_history: Tables) -> dict[Quarter, Previous]:
    """Return where what was said before each quarter is put, once it is asked for."""
    return {}


_NOTHING: Final = Previous.of_rows({}, {})
"""What there is where nothing was reported before: asking pandas for it takes a while."""


def _of_body(rows: _Rows, code: str, who: Institution) -> Mapping[str, Any] | None:
    for name in (who.code, *who.aliases):
        row = rows.get((code, name))
        if row is not None and name in who.known_as(Quarter.parse(row["quarter"])):
            return row
    return None


def by_code(table: pd.DataFrame, key: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the rows of *table* by code and institution; of several the first."""
    # What to_dict("records") gives, without asking of each value in turn what it is.
    names, columns = list(table), [column.tolist() for _, column in table.items()]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    return {(row[key], row["institution"]): row for row in reversed(rows)}


def latest_before(history: Tables, quarter: Quarter) -> Tables:
    """Return *history* with the reports of the last quarter before *quarter* alone.

    Narrowed are activities, indicators and findings, the tables that say their
    quarter; they are empty where there is no earlier quarter.
    """
    earlier = history.activities.loc[history.activities["quarter"] < str(quarter), "quarter"]
    last = earlier.max() if len(earlier) else ""
    return replace(
        history,
        activities=history.activities[history.activities["quarter"] == last],
        indicators=history.indicators[history.indicators["quarter"] == last],
        findings=history.findings[history.findings["quarter"] == last],
    )


def explained_before(row: Mapping[str, Any], institution: str) -> str:
    """Return the explanation in the last report on an activity, "" where another body wrote it."""
    said = row["explanation"] if row and row["institution"] == institution else None
    text = "" if said is None or pd.isna(said) else str(said).strip()
    return text if len(text) <= _LONGEST_COMPARED else ""
