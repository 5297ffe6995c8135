"""All rows of a form say the same: one was filled in and copied down."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.columns.reporting_rules import COPIED_DOWN
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nothing import is_placeholder
from ovpsheets.saying.plain import plain
from ovpsheets.words import Severity

_TEXTS: Final = COPIED_DOWN.columns


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every institution all of whose answered rows are the same and report progress.

    One reason for activities that have all not started is another matter.
    """
    rows: dict[str, list[AnsweredActivity]] = {}
    for row in answered(evidence):
        if any(row.text(column) for column in _TEXTS):
            rows.setdefault(row.institution, []).append(row)
    for institution, own in rows.items():
        said = _plainly(own[0])
        if len(own) < COPIED_DOWN.fewest or any(_plainly(row) != said for row in own):
            continue
        _, progress, _ = said
        if progress and not is_placeholder(progress):
            place = own[0].found("progress").place
            # What differs in a mark or an accent the form takes for different.
            typed = {COPIED_DOWN.row(row.answers) for row in own}
            weight = Severity.CHECK if len(typed) > 1 else None
            yield Found(institution, place=place).counting(n=len(own)).weighing(weight)


def _plainly(row: AnsweredActivity) -> tuple[str, ...]:
    """Return what is said without marks and accents: who adds a full stop has copied it, too."""
    return tuple(plain(row.text(column)) for column in _TEXTS)


RULE = Rule("copied_rows", Severity.IMPORTANT, find, alone=True)
