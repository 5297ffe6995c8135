"""Something was realised, by the status, and nothing says what."""

from collections.abc import Iterator

from ovpsheets.columns.reporting_rules import PROGRESS_MISSING
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose status moved, or is completed, without a narrative."""
    for row in answered(evidence):
        code = row.item.activity.code
        unread = evidence.troubled(row.institution, ACTIVITIES, code, "progress")
        if PROGRESS_MISSING.holds(row.answers) and not unread:
            status = str(row.answers["status"])
            yield Found(
                row.institution,
                code,
                place=place_of(row.returned, ACTIVITIES, code, "progress"),
                found=status,
                keys={"status": (f"words.status.{status}", {})},
            )


RULE = Rule("missing_narrative", Severity.IMPORTANT, find, asks_for_blank=True, alone=True)
