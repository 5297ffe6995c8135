"""A form of ours, but for another quarter: an old file was reused."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every return that was set aside for its quarter."""
    for item in evidence.ended(Used.SET_ASIDE):
        form_id = item.returned.form_id
        if item.reason == "other_quarter" and form_id:
            other = form_id.quarter
            yield Found(
                form_id.institution,
                place=Place(item.returned.name),
                found=str(other),
                part=item.returned.sha256[:8],
                keys={"other": (f"dates.quarter_object.{other.number}", {"year": str(other.year)})},
            )


RULE = Rule("wrong_quarter", Severity.IMPORTANT, find)
