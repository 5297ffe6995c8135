"""The rows of the tables as the summary reads them: typed, and asked a few plain questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ovpsheets.columns.model import Column
from ovpsheets.plan.measured import Measured
from ovpsheets.plan.model import Activity, Plan
from ovpsheets.results.report.counters import LATE
from ovpsheets.results.report.report import Report
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.saying.same import same
from ovpsheets.words import ACTIVITIES, DEFAULT_LANGUAGE, REPORTABLE, Role, Status

Row = Mapping[str, Any]


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
    own: tuple[tuple[Column, Measured], ...] = ()  # in the plan's own columns

    @property
    def silent(self) -> bool:
        """Whether nothing was supplied."""
        return self.status is Status.NO_REPORT

    @property
    def past_deadline(self) -> bool:
        """Whether the deadline has passed by the quarter's end without completion."""
        return self.timeliness in LATE

    @property
    def describes_progress(self) -> bool:
        """Whether the progress text says something."""
        return says_something(self.progress, self.activity.text.in_(DEFAULT_LANGUAGE))

    @property
    def shows_progress(self) -> bool:
        """Whether the institution reports progress: it describes some, or its status rose."""
        started = self.status in (Status.LIMITED, Status.SUBSTANTIAL, Status.COMPLETED)
        return started and (self.describes_progress or self._rose)

    @property
    def reason_needed(self) -> bool:
        """Whether the institution owes a reason.

        Not started although begun, past the deadline, or nothing realised in
        the quarter. Nothing is owed before the activity begins, nor where
        nothing came back at all: that is a missing answer, not a missing reason.
        """
        if self.silent or self.status is Status.COMPLETED:
            return False
        idle = not self.describes_progress and self.previous in (None, self.status)
        return self.past_deadline or (self.begun and (self.status is Status.NOT_STARTED or idle))

    @property
    def reason_given(self) -> bool:
        """Whether a reason is stated, from the list or in words that say something."""
        return bool(self.reason) or self.explains

    @property
    def explains(self) -> bool:
        """Whether the explanation says something of its own."""
        title = self.activity.text
        if not says_something(self.explanation, title.in_(DEFAULT_LANGUAGE)):
            return False
        copies = (self.progress, *title.texts)
        return not any(same(self.explanation, text) for text in copies)

    @property
    def _rose(self) -> bool:
        order = REPORTABLE
        return self.previous in order and order.index(self.status) > order.index(self.previous)


def says_something(text: str, title: str = "") -> bool:
    """Tell whether *text* is neither blank nor fills, announces or points only."""
    return bool(text.strip()) and not says_nothing(text, title)


def activity_answers(report: Report, commitment: str | None) -> tuple[ReportedActivity, ...]:
    """Return every institution's answer about every activity, in the table's order."""

    def read() -> tuple[ReportedActivity, ...]:
        rows = report.rows("activities", commitment)
        return tuple(_activity_answer(report, row) for row in rows)

    return report.once(f"activities reported of {commitment or 'the plan'}", read)


def _activity_answer(report: Report, row: Row) -> ReportedActivity:
    activity = report.plan.activity(row["activity"])
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
        parties = set(_parties(report, commitment))
        return tuple(
            row
            for row in report.rows("institutions")
            if row["institution"] in parties and (row["expected"] or row["returned"])
        )

    return report.once(f"institutions of {commitment or 'the plan'}", read)


def _parties(report: Report, commitment: str | None) -> Iterator[str]:
    if commitment is None or len(report.plan.commitments) == 1:
        yield from (row["institution"] for row in report.rows("institutions"))
    for name in ("activities", "indicators"):
        yield from (row["institution"] for row in report.rows(name, commitment))
