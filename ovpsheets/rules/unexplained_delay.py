"""A reason is required, and what was given does not explain anything.

When a reason is required: :data:`ovpsheets.columns.reporting_rules.REASON_NEEDED`, the
same condition that the form shows to the member.
"""

from collections.abc import Iterator
from typing import Final

from ovpsheets.columns.conditions import Answers, Condition
from ovpsheets.columns.reporting_rules import EXPLANATION_EMPTY, HOLLOW, REASON_NEEDED
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.words import ACTIVITIES, Severity

# In the order in which they are said; the first that holds is the finding.
_HOLLOW: Final[tuple[tuple[str, Condition], ...]] = (
    ("empty", EXPLANATION_EMPTY),
    *HOLLOW,
)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose delay or non-realisation is not explained."""
    for row in answered(evidence):
        if not REASON_NEEDED.holds(row.answers):
            continue
        code = row.item.activity.code
        why = hollow(row.answers)
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


def hollow(answers: Answers) -> str:
    """Return the way in which an explanation explains nothing, "" where it says something."""
    return next((key for key, condition in _HOLLOW if condition.holds(answers)), "")


RULE = Rule("unexplained_delay", Severity.IMPORTANT, find, asks_for_blank=True, alone=True)
