"""A cell was read, but not without a doubt: somebody should confirm it."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.unreadable_value import found_trouble
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every cell of a used return whose reading is to be confirmed."""
    for returned, trouble in evidence.troubles():
        if trouble.doubtful:
            yield found_trouble(evidence, returned, trouble)


RULE = Rule("doubtful_value", Severity.CHECK, find, follows=("value_outside_kind",))
