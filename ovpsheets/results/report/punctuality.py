"""How many forms came in time, quarter by quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ovpsheets.results.report.report import Report
from ovpsheets.tables import records


@dataclass(frozen=True, slots=True)
class Punctuality:
    """The forms of one quarter: how many were expected, came, came in time, and came late."""

    quarter: str
    expected: int
    returned: int
    on_time: int
    late: int

    @property
    def undated(self) -> int:
        """How many came of which nobody knows whether in time."""
        return self.returned - self.on_time - self.late

    @property
    def share(self) -> float | None:
        """The share of the expected forms that came in time; None while a day is not known."""
        return None if self.undated or not self.expected else self.on_time / self.expected


def punctuality(report: Report) -> tuple[Punctuality, ...]:
    """Return the quarters of which it is known who was to report, this one last."""
    past = report.history.institutions
    found: dict[str, list[dict[str, Any]]] = {}
    if "quarter" in past.columns:
        for row in records(past):
            found.setdefault(row["quarter"], []).append(row)
    found[str(report.quarter)] = records(report.tables.institutions)
    return tuple(_of(quarter, found[quarter]) for quarter in sorted(found))


def _of(quarter: str, rows: Sequence[Mapping[str, Any]]) -> Punctuality:
    expected = [row for row in rows if row["expected"]]
    came = [row for row in expected if row["returned"]]
    in_time = [row["on_time"] for row in came]
    return Punctuality(quarter, len(expected), len(came), in_time.count(True), in_time.count(False))
