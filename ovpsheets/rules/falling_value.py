"""A cumulative indicator, which can only grow, is lower than last time.

Where the last value is another body's and not published, that is the coordinator's to know: the
form does not show it to who reports now, and no mail asks about it.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import last_said
from ovpsheets.rules.answered import answered_indicators, for_the_coordinator, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Accumulation, Direction, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every cumulative value that fell; what does not add up, as a percentage, may fall."""
    for row in answered_indicators(evidence):
        own = row.indicator
        grows = own.accumulation is Accumulation.CUMULATIVE and own.direction is Direction.UP
        if not grows or not own.kind.adds_up:
            continue
        now, before = row.answer.value, last_said(row.past, "value")
        told = before is not None
        before = before if told else last_said(row.in_full, "value")
        if before is not None and now is not None and now < before:
            found = row.found(shown(now)).counting(now=now, before=before)
            yield found if told else for_the_coordinator(found, evidence)


RULE = Rule("falling_value", Severity.IMPORTANT, find, follows=("value_outside_kind",), alone=True)
