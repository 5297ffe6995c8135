"""A reason is required, and what was given does not explain anything.

When a reason is required: :data:`ovpsheets.columns.reporting_rules.REASON_NEEDED`, the
same condition that the form shows to the member.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.words import ACTIVITIES, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose delay or non-realisation is not explained."""
    for row in answered(evidence):
        if not row.needs_reason:
            continue
        code = row.item.activity.code
        why = row.hollow
        said = str(row.answers["explanation"] or "")
        if why == "placeholder" and not is_placeholder(said):
            why = "no_cause"
        if why and not evidence.troubled(row.institution, ACTIVITIES, code, "explanation"):
            yield Found(
                row.institution,
                code,
                place=place_of(row.returned, ACTIVITIES, code, "explanation"),
                found=said,
                keys={"why": (f"rules.unexplained_delay.why.{why}", {"text": said})},
            )


RULE = Rule("unexplained_delay", Severity.IMPORTANT, find, asks_for_blank=True, alone=True)
