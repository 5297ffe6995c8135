"""What to do next, until when, and what the summary was made from."""

from collections.abc import Iterable, Sequence
from typing import Final

from ovpsheets.plan.model import Institution
from ovpsheets.quarter import Quarter
from ovpsheets.results.narrative.counted_nouns import number
from ovpsheets.results.narrative.summary_model import Deadline
from ovpsheets.results.report import Report
from ovpsheets.results.report.activity_answers import (
    ReportedActivity,
    Row,
    activity_answers,
    institution_rows,
)
from ovpsheets.texts import Texts
from ovpsheets.words import Role, Used


def deadlines(report: Report, texts: Texts) -> tuple[Deadline, ...]:
    """Return the two dates of this quarter and of the next."""
    quarters = (report.quarter, report.quarter.next())
    return tuple(_deadline(report, quarter, texts) for quarter in quarters)


def _deadline(report: Report, quarter: Quarter, texts: Texts) -> Deadline:
    dates = report.plan.dates(quarter)
    return Deadline(
        texts.quarter(quarter), texts.long_date(dates.submit_by), texts.long_date(dates.publish_by)
    )


def next_steps(report: Report, commitment: str | None, texts: Texts) -> tuple[str, ...]:
    """Return what is still asked of whom, and that the next quarter goes on the same way."""
    asked = [row for row in institution_rows(report, commitment) if row["expected"]]
    silent = [report.plan.institution(r["institution"]) for r in asked if not r["returned"]]
    held = [a for a in activity_answers(report, commitment) if a.role is Role.HOLDER]
    reasons = [a for a in held if a.reason_needed and not a.reason_given]
    late = [a for a in held if a.lacks_new_deadline and not a.silent]
    upcoming = report.quarter.next()
    steps = [
        texts("summary.next.missing", names=texts.listing(_labels(silent, texts))),
        texts("summary.next.reasons", places=_places(report, reasons, texts)),
        texts("summary.next.new_deadlines", places=_places(report, late, texts)),
        texts("summary.next.again", quarter=texts.quarter(upcoming), period=texts.period(upcoming)),
    ]
    wanted = (bool(silent), bool(reasons), bool(late), True)
    return tuple(step for step, needed in zip(steps, wanted, strict=True) if needed)


def _labels(institutions: Iterable[Institution], texts: Texts) -> list[str]:
    return [institution.label(texts.language) for institution in institutions]


_PLACES_SHOWN: Final = 12
"""Of more milestones it is said how many there are, and whose; each says it of itself, too."""


def _places(report: Report, answers: Sequence[ReportedActivity], texts: Texts) -> str:
    if len(answers) > _PLACES_SHOWN:
        holders = dict.fromkeys(answer.institution for answer in answers)
        names = _labels(map(report.plan.institution, holders), texts)
        if len(names) > _PLACES_SHOWN:
            return texts("summary.say.places_counted", n=len(answers), holders=len(names))
        return texts("summary.say.places", n=len(answers), names=texts.listing(names))
    return texts.listing(
        texts(
            "summary.say.place",
            code=answer.activity.code,
            holder=report.plan.institution(answer.institution).label(texts.language),
        )
        for answer in answers
    )


def making(
    report: Report, commitment: str | None, texts: Texts, version: str = ""
) -> tuple[str, ...]:
    """Return from which forms the summary was made, what was left out, and by which tool."""
    scope = [row["institution"] for row in institution_rows(report, commitment)]
    # The forms that came: not the mails that they came in, nor what else came.
    forms = [row for row in report.rows_where("returns", "institution", *scope) if row["quarter"]]
    used = [row for row in forms if row["used"] == Used.USED.value]
    left_out = len(forms) - len(used)
    said = [_used_forms(report, used, texts) if used else texts("summary.making.none")]
    if left_out:
        word = number(texts, "form", left_out)
        said.append(texts("summary.making.left_out", n=left_out, number=word))
    if version:
        said.append(texts("summary.making.tool", version=version))
    return tuple(said)


def _used_forms(report: Report, used: Sequence[Row], texts: Texts) -> str:
    n = len(used)
    forms = texts("summary.making.forms_counted", n=n, number=number(texts, "form", n))
    # Of what is rounded, and of what is not published, nobody says that it is unchanged.
    how = "rounded" if report.base else "whole" if report.facts is None else "shown"
    return texts(
        f"summary.making.forms.{how}",
        base=report.base,
        forms=forms,
        names=texts.listing(_form(report, row, texts) for row in used),
    )


def _form(report: Report, row: Row, texts: Texts) -> str:
    """Name a form by institution and day; its file name may name a person and is left out."""
    name = report.plan.institution(row["institution"]).label(texts.language)
    if row["received"] is None:
        return name
    return texts("summary.making.form", name=name, day=texts.short_date(row["received"]))
