"""A target or baseline was changed in the form: the plan is not changed that way."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.changed_plan_text import about, changed
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every target or baseline that differs from the plan's."""
    for returned, entry, field in changed(evidence):
        if field.key in ("target", "baseline"):
            yield about(evidence, returned, entry, field)


RULE = Rule("changed_target", Severity.IMPORTANT, find, alone=True)
