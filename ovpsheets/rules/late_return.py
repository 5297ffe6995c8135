"""A form that is used came after the day by which data was due, or was saved after it.

Where nobody recorded when it came there is only the file's time stamp, which accuses nobody.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.texts import short_date
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return dated after the deadline for submission."""
    submit_by = evidence.plan.dates(evidence.quarter).submit_by
    for returned in evidence.used_forms():
        if returned.may_be_late(submit_by):
            day = returned.received
            how, own = "stamped" if returned.is_stamped else "received", {"day": short_date(day)}
            yield Found(
                returned.institution,
                place=Place(returned.name),
                found=day.isoformat(),
                part=returned.form_id.commitment if returned.form_id else "",
            ).saying(
                fact=(f"rules.late_return.{how}", own), told=(f"rules.late_return.told_{how}", own)
            )


RULE = Rule("late_return", Severity.CHECK, find, alone=True)
