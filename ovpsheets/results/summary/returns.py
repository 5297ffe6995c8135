"""Who returned a form, and how much of it is answered."""

from typing import Literal

from ovpsheets.results.report import Report
from ovpsheets.results.summary.facts import (
    Row,
    activity_answers,
    institution_rows,
)
from ovpsheets.results.summary.figures import unanswered
from ovpsheets.results.summary.model import Return
from ovpsheets.tables import records
from ovpsheets.texts import Texts

State = Literal["on_time", "late", "returned", "missing"]


def returns(report: Report, commitment: str | None, texts: Texts) -> tuple[Return, ...]:
    """Return a line for each institution that was asked, or that answered unasked."""
    return tuple(
        _return(report, row, commitment, texts) for row in institution_rows(report, commitment)
    )


def _return(report: Report, row: Row, commitment: str | None, texts: Texts) -> Return:
    institution = report.plan.institution(row["institution"])
    state = _state(row)
    received = row["received"] if row["returned"] else None
    activities, indicators = _answered(report, row, commitment)
    return Return(
        institution=institution.code,
        name=institution.full_name(texts.language),
        state=state,
        word=texts(f"summary.return.{state}"),
        received=texts.short_date(received) if received else texts("summary.answer.none"),
        activities=_part(activities, texts),
        indicators=_part(indicators, texts),
    )


def _state(row: Row) -> State:
    if not row["returned"]:
        return "missing"
    if row["on_time"] is None:
        return "returned"
    return "on_time" if row["on_time"] else "late"


def _answered(
    report: Report, row: Row, commitment: str | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return how many activities and indicators were answered, and how many were asked."""
    if commitment is None or len(report.plan.commitments) == 1:
        given = (row["answered"] or 0, row["activities"] or 0)
        return given, (row["given"] or 0, row["indicators"] or 0)
    code = row["institution"]
    activities = [a for a in activity_answers(report, commitment) if a.institution == code]
    table = report.rows_of("indicators", commitment)
    values = [value for value in records(table) if value["institution"] == code]
    return (
        (sum(not answer.silent for answer in activities), len(activities)),
        (sum(not unanswered(value) for value in values), len(values)),
    )


def _part(part: tuple[int, int], texts: Texts) -> str:
    x, n = part
    if n == 0:
        return texts("summary.answer.none")
    return texts("summary.counter.of", x=texts.number(x), n=texts.number(n))
