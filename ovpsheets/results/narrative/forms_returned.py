"""Who returned a form, and how much of it is answered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from ovpsheets.results.narrative.summary_model import SummaryReturn
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import (
    Row,
    activity_answers,
    institution_rows,
)
from ovpsheets.results.report.quarter_figures import unanswered, was_asked
from ovpsheets.texts import Texts

State = Literal["on_time", "late", "returned", "missing"]


Part = tuple[int, int]
"""How many of how many."""


def returns(report: Report, commitment: str | None, texts: Texts) -> tuple[SummaryReturn, ...]:
    """Return a line for each institution that was asked, or that answered unasked.

    Those of which no usable form came stand first: on a long list they would not be found.
    """
    is_part = commitment is not None and len(report.plan.commitments) > 1
    counted = _counted(report, commitment) if is_part else None
    lines = (_return(report, row, counted, texts) for row in institution_rows(report, commitment))
    return tuple(sorted(lines, key=lambda line: line.state != "missing"))


def _return(
    report: Report, row: Row, counted: Mapping[str, tuple[Part, Part]] | None, texts: Texts
) -> SummaryReturn:
    """*counted*: what of one commitment is answered; None for all of them."""
    institution = report.plan.institution(row["institution"])
    state = _state(row)
    received = row["received"] if row["returned"] else None
    activities, indicators = _whole(row) if counted is None else counted[institution.code]
    return SummaryReturn(
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


def _whole(row: Row) -> tuple[Part, Part]:
    """Return how many activities and indicators were answered, and how many were asked."""
    given = (row["answered"] or 0, row["activities"] or 0)
    return given, (row["given"] or 0, row["indicators"] or 0)


def _counted(report: Report, commitment: str | None) -> Mapping[str, tuple[Part, Part]]:
    """Return the same for one commitment, by institution."""
    activities: dict[str, list[bool]] = defaultdict(list)
    indicators: dict[str, list[bool]] = defaultdict(list)
    for answer in activity_answers(report, commitment):
        if answer.was_asked:
            activities[answer.institution].append(not answer.silent)
    for value in report.rows("indicators", commitment):
        if was_asked(report, value):
            indicators[value["institution"]].append(not unanswered(report, value))
    return {
        code: (_share(activities[code]), _share(indicators[code]))
        for code in {row["institution"] for row in institution_rows(report, commitment)}
    }


def _share(answered: Sequence[bool]) -> Part:
    return sum(answered), len(answered)


def _part(part: Part, texts: Texts) -> str:
    x, n = part
    if n == 0:
        return texts("summary.answer.none")
    return texts("summary.counter.of", x=texts.number(x), n=texts.number(n))
