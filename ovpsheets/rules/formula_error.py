"""A cell shows a formula's error, or a formula that was saved without a result."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.unreadable_value import OF_FORMULAS, found_trouble
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every field whose cell is a formula that gave nothing."""
    for returned, trouble in evidence.troubles():
        if trouble.problem in OF_FORMULAS:
            yield found_trouble(evidence, returned, trouble)


RULE = Rule("formula_error", Severity.IMPORTANT, find, alone=True)
