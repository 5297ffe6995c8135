"""How each institution reported over the quarters: whether in time, how fully, what is late."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.results.report import Report
from ovpsheets.results.report.counters import LATE
from ovpsheets.tables import records
from ovpsheets.words import Role, Status

Row = Mapping[str, Any]

_UNANSWERED: Final = frozenset({Status.NO_REPORT.value, Status.NOT_DUE.value, None})


@dataclass(frozen=True, slots=True)
class QuarterReported:
    """One quarter of an institution.

    ``came``: "in_time", "late", "came" where nobody knows whether in time, "none" where there is
    no usable form, "not_asked" where none was expected, "unknown" where nothing is recorded.
    ``activities``: about how many it was asked; ``answered``: with a status. ``late``: those that
    it holds, past their deadline and not reported as completed.
    """

    quarter: str
    came: str
    activities: int
    answered: int
    late: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What is known of an institution; ``late``: what it holds that is late now, longest first."""

    institution: str
    quarters: tuple[QuarterReported, ...]
    late: tuple[Row, ...]

    @property
    def now(self) -> QuarterReported:
        """The present quarter."""
        return self.quarters[-1]

    @property
    def came(self) -> str:
        """Whether the form of the present quarter came; see :class:`QuarterReported`."""
        return self.now.came


def scorecards(report: Report) -> Iterator[Scorecard]:
    """Yield the card of each institution that is asked in this quarter, in plan order."""
    now = str(report.quarter)
    activities = _by_institution(records(report.history.activities), report.rows("activities"))
    past = report.history.institutions
    before = records(past) if "quarter" in past.columns else []
    this = ({**row, "quarter": now} for row in report.rows("institutions"))
    forms = _by_institution(before, this)
    for code in report.members():
        rows = activities.get(code, [])
        returns = {row["quarter"]: row for row in forms.get(code, ())}
        late = [row for row in rows if row["quarter"] == now and _is_late(row)]
        quarters = sorted({row["quarter"] for row in rows} | returns.keys())
        cards = (_of_quarter(quarter, rows, returns.get(quarter)) for quarter in quarters)
        yield Scorecard(code, tuple(cards), tuple(sorted(late, key=_deadline)))


def _of_quarter(quarter: str, rows: Iterable[Row], form: Row | None) -> QuarterReported:
    own = [row for row in rows if row["quarter"] == quarter]
    asked = [row for row in own if row["status"] != Status.NOT_DUE.value]
    return QuarterReported(
        quarter,
        _came(form),
        len(asked),
        sum(row["status"] not in _UNANSWERED for row in asked),
        sum(map(_is_late, own)),
    )


def _came(form: Row | None) -> str:
    if form is None:
        return "unknown"
    if not form["returned"]:
        return "none" if form["expected"] else "not_asked"
    if form["on_time"] is None:
        return "came"
    return "in_time" if form["on_time"] else "late"


def _is_late(row: Row) -> bool:
    return row["role"] == Role.HOLDER.value and row["timeliness"] in LATE


def _deadline(row: Row) -> str:
    return str(row["deadline"] or "")


def _by_institution(*tables: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for table in tables:
        for row in table:
            found.setdefault(row["institution"] or "", []).append(row)
    return found
