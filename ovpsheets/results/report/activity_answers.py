"""The rows of the tables as the summary reads them: typed, and asked a few plain questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ovpsheets.columns.model import Column
from ovpsheets.plan.measured import Measured
from ovpsheets.plan.model import Activity, Plan
from ovpsheets.results.report.counters import LATE
from ovpsheets.results.report.derive_facts import facts_of, withheld_in
from ovpsheets.results.report.facts import ActivityFacts, of_this_quarter, unclear_in
from ovpsheets.results.report.report import Report
from ovpsheets.words import ACTIVITIES, INDICATORS, REPORTABLE, Role, Status

Row = Mapping[str, Any]

_UNDER_WAY: Final = (Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class ReportedActivity:
    """One institution's row about one activity; a text is "" and a date None where missing."""

    activity: Activity
    institution: str
    role: Role
    status: Status
    previous: Status | None
    timeliness: str
    progress: str
    reason: str
    explanation: str
    new_deadline: date | None
    begun: bool
    facts: ActivityFacts
    withheld: frozenset[str] = frozenset()  # the columns answered and not shown
    unclear: frozenset[str] = frozenset()  # those answered in a way that nobody can read
    own: tuple[tuple[Column, Measured], ...] = ()  # in the plan's own columns

    @property
    def silent(self) -> bool:
        """Whether nothing was supplied."""
        return self.status is Status.NO_REPORT

    @property
    def is_waiting(self) -> bool:
        """Whether by the plan it has not begun, and nobody was asked."""
        return self.status is Status.NOT_DUE

    @property
    def was_asked(self) -> bool:
        """Whether the institution had to report on it in this quarter."""
        return self.begun and not self.facts.carried

    @property
    def past_deadline(self) -> bool:
        """Whether the deadline has passed by the quarter's end without completion."""
        return self.timeliness in LATE

    @property
    def describes_progress(self) -> bool:
        """Whether the progress text says something, shown or withheld."""
        return self.facts.describes_progress

    @property
    def tells_progress(self) -> bool:
        """Whether it was asked in this quarter and describes progress."""
        return self.describes_progress and self.was_asked

    @property
    def shows_progress(self) -> bool:
        """Whether the institution reports progress: it describes some, or its status rose."""
        return self.status in _UNDER_WAY and (self.describes_progress or self._rose)

    @property
    def may_have_risen(self) -> bool:
        """Whether it is under way and nobody knows since when, so that it is no idleness."""
        return self.was_asked and self.previous is None and self.status in _UNDER_WAY

    @property
    def lacks_new_deadline(self) -> bool:
        """Whether the deadline has passed and nothing stands where the new one should."""
        stands = self.new_deadline is not None or "new_deadline" in self.unclear
        return self.past_deadline and not stands

    @property
    def reason_needed(self) -> bool:
        """Whether the institution owes a reason, as the rule about unexplained delays tells."""
        return self.facts.reason_needed

    @property
    def reason_given(self) -> bool:
        """Whether no reason is missing: no unexplained delay stands."""
        return not self.facts.unexplained

    @property
    def names_reason(self) -> bool:
        """Whether a reason stands there, be it withheld or not one of the list."""
        return bool(self.reason) or "reason" in self.unclear | self.withheld

    @property
    def explains(self) -> bool:
        """Whether the explanation says something of its own, shown or withheld."""
        return self.facts.explains

    @property
    def _rose(self) -> bool:
        order = REPORTABLE
        return self.previous in order and order.index(self.status) > order.index(self.previous)


def activity_answers(report: Report, commitment: str | None) -> tuple[ReportedActivity, ...]:
    """Return every institution's answer about every activity, in the table's order."""

    if commitment is None:
        return report.once(
            "activities reported",
            lambda: tuple(_activity_answer(report, row) for row in report.each(ACTIVITIES)),
        )
    return report.once("activities reported by commitment", lambda: _by_commitment(report)).get(
        commitment, ()
    )


def _by_commitment(report: Report) -> Mapping[str, tuple[ReportedActivity, ...]]:
    found: dict[str, list[ReportedActivity]] = {}
    commitments = report.columns(ACTIVITIES)["commitment"]
    for commitment, answer in zip(commitments, activity_answers(report, None), strict=True):
        found.setdefault(commitment, []).append(answer)
    return {commitment: tuple(answers) for commitment, answers in found.items()}


def _activity_answer(report: Report, row: Row) -> ReportedActivity:
    activity, known = report.plan.activity(row["activity"]), facts_of(report)
    row = of_this_quarter(known, report.plan.columns, ACTIVITIES, row)
    return ReportedActivity(
        activity=activity,
        institution=row["institution"],
        role=Role(row["role"]),
        status=Status(row["status"] or Status.NO_REPORT),
        previous=Status(row["previous_status"]) if row["previous_status"] else None,
        timeliness=row["timeliness"] or "",
        progress=row["progress"] or "",
        reason=row["reason"] or "",
        explanation=row["explanation"] or "",
        new_deadline=row["new_deadline"],
        begun=activity.start <= report.quarter.end,
        facts=known.activities[activity.code, row["institution"]],
        withheld=withheld_in(report, ACTIVITIES, row),
        unclear=unclear_in(known, ACTIVITIES, row),
        own=tuple(published_answers(report.plan, ACTIVITIES, row)),
    )


def published_answers(plan: Plan, table: str, row: Row) -> Iterator[tuple[Column, Measured]]:
    """Yield what stands in the plan's own columns that may be published, blank ones aside."""
    for own in plan.columns.answers(table):
        if own.is_own and own.published and row[own.key] is not None:
            yield own, row[own.key]


def institution_rows(report: Report, commitment: str | None) -> tuple[Row, ...]:
    """Return the rows of ``institutions`` that matter: who was asked, and who answered unasked.

    With a commitment, only the institutions that report on it.
    """

    def read() -> tuple[Row, ...]:
        rows = report.rows_where("institutions", "institution", *_parties(report, commitment))
        return tuple(row for row in rows if row["expected"] or row["returned"])

    return report.once(f"institutions of {commitment or 'the plan'}", read)


def _parties(report: Report, commitment: str | None) -> Iterator[str]:
    if commitment is None or len(report.plan.commitments) == 1:
        yield from report.columns("institutions")["institution"]
    for name in (ACTIVITIES, INDICATORS):
        of = report.columns(name)
        for own, who in zip(of["commitment"], of["institution"], strict=True):
            if commitment in (None, own):
                yield who
