"""A form that is used came after the day by which data was due."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return received after the deadline for submission."""
    submit_by = evidence.plan.dates(evidence.quarter).submit_by
    for returned in evidence.used_forms():
        if returned.on_time(submit_by) is False:
            day = returned.received
            yield Found(
                returned.institution,
                place=Place(returned.name),
                found=day.isoformat(),
                part=returned.form_id.commitment if returned.form_id else "",
                values={"received": short_date(day)},
            )


RULE = Rule("late_return", Severity.CHECK, find)
