"""The figures the sentences speak of, drawn from the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from ovpsheets.quarter import Quarter
from ovpsheets.results.report.activity_answers import (
    ReportedActivity,
    Row,
    activity_answers,
    institution_rows,
)
from ovpsheets.results.report.derive_facts import facts_of, withheld_in
from ovpsheets.results.report.facts import unclear_in
from ovpsheets.results.report.report import Report
from ovpsheets.words import INDICATORS, Flag, Language, Role, Status


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """What happened and what is missing. Milestones by code, institutions by label.

    ``progressed`` and ``idle`` are those whose returned answers report progress
    or say nothing at all of any though they were asked; ``unexplained`` are the milestones
    not started, with their holder, for which a reason is owed and not explained;
    ``reason_named`` where one of them names a reason nevertheless. A new deadline that only a
    co-holder gives is none of the holder's, and yet not missing: it counts among the unclear
    ones, as one does that is past already.
    """

    quarter: Quarter
    milestones: int = 0
    completed: tuple[str, ...] = ()
    substantial: tuple[str, ...] = ()
    limited: tuple[str, ...] = ()
    not_started: tuple[str, ...] = ()
    owing_reasons: int = 0
    unexplained: tuple[tuple[str, str], ...] = ()
    reason_named: bool = False
    no_report: int = 0
    not_due: tuple[str, ...] = ()
    past_deadline: tuple[str, ...] = ()
    without_new_deadline: int = 0
    unclear_new_deadline: int = 0
    progressed: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    forms: int = 0
    returned: int = 0
    not_returned: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    all_in_time: bool = False
    values: int = 0
    unanswered: int = 0
    unavailable: int = 0
    unclear: int = 0


def figures(report: Report, commitment: str | None, language: Language) -> QuarterFigures:
    """Return the figures of one commitment, or of the whole plan."""
    answers = activity_answers(report, commitment)
    held = [answer for answer in answers if answer.role is Role.HOLDER]
    asked = [row for row in institution_rows(report, commitment) if row["expected"]]
    came = [row for row in asked if row["returned"]]
    values = [row for row in report.rows("indicators", commitment) if was_asked(report, row)]
    label = _Labels(report, language)
    owing = [a for a in held if a.status is Status.NOT_STARTED and a.reason_needed]
    unexplained = [answer for answer in owing if not answer.reason_given]
    past = [answer for answer in held if answer.past_deadline]
    told = {a.activity.code for a in answers if a.new_deadline or "new_deadline" in a.unclear}
    lacking = [answer.activity.code for answer in past if answer.lacks_new_deadline]
    of_others = sum(code in told for code in lacking)
    reported = [a for a in answers if not a.silent and a.was_asked]
    progressed = {a.institution for a in reported if a.shows_progress}
    described = {
        a.institution
        for a in answers
        if a.tells_progress
        or a.may_have_risen
        or (a.was_asked and a.unclear & {"status", "progress"})
    }
    returners = [row["institution"] for row in came]
    may_be_idle = {a.institution for a in answers if a.was_asked} - progressed - described
    return QuarterFigures(
        quarter=report.quarter,
        milestones=len(held),
        completed=_codes(held, Status.COMPLETED),
        substantial=_codes(held, Status.SUBSTANTIAL),
        limited=_codes(held, Status.LIMITED),
        not_started=_codes(held, Status.NOT_STARTED),
        owing_reasons=len(owing),
        unexplained=tuple((a.activity.code, label(a.institution)) for a in unexplained),
        reason_named=any(a.names_reason for a in unexplained),
        no_report=sum(a.silent for a in held),
        not_due=_codes(held, Status.NOT_DUE),
        past_deadline=tuple(a.activity.code for a in past),
        without_new_deadline=len(lacking) - of_others,
        unclear_new_deadline=sum(_is_no_time_left(a, report.quarter) for a in past) + of_others,
        progressed=label.of(code for code in returners if code in progressed),
        idle=label.of(code for code in returners if code in may_be_idle),
        forms=len(asked),
        returned=len(came),
        not_returned=label.of(row["institution"] for row in asked if not row["returned"]),
        late=label.of(row["institution"] for row in came if row["on_time"] is False),
        all_in_time=all(row["on_time"] for row in came),
        values=len(values),
        unanswered=sum(unanswered(report, row) for row in values),
        unavailable=sum(row["flag"] == Flag.NOT_AVAILABLE.value for row in values),
        unclear=sum(is_unclear(report, row) for row in values),
    )


def _is_no_time_left(answer: ReportedActivity, quarter: Quarter) -> bool:
    """Tell whether what stands for a new deadline cannot be read as one, or is past already."""
    day = answer.new_deadline
    return "new_deadline" in answer.unclear or (day is not None and day <= quarter.end)


def was_asked(report: Report, row: Row) -> bool:
    """Tell whether a row of ``indicators`` was asked about in this quarter."""
    if row["flag"] == Flag.NOT_DUE.value:
        return False
    return row["activity"] not in facts_of(report).carried


def unanswered(report: Report, row: Row) -> bool:
    """Tell whether for a row of ``indicators`` neither a value was given nor why there is none."""
    if "text" in withheld_in(report, INDICATORS, row) or is_unclear(report, row):
        return False
    return all(row[column] is None for column in ("value", "text", "flag"))


def is_unclear(report: Report, row: Row) -> bool:
    """Tell whether in the place of a value stands something that nobody can read as one."""
    return (
        row["value"] is None
        and row["flag"] is None
        and bool(unclear_in(facts_of(report), INDICATORS, row) & {"value", "flag"})
    )


def _codes(held: Iterable[ReportedActivity], status: Status) -> tuple[str, ...]:
    return tuple(answer.activity.code for answer in held if answer.status is status)


@dataclass(frozen=True, slots=True)
class _Labels:
    """Institutions' short names in one language."""

    report: Report
    language: Language

    def __call__(self, code: str) -> str:
        return self.report.plan.institution(code).label(self.language)

    def of(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self(code) for code in codes)
