"""The status is lower than last time: progress that was reported has been taken back."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.past import Row
from ovpsheets.rules.answered import answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import REPORTABLE, Severity, Status

_ORDER: Final = [status.value for status in REPORTABLE]


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose status went back; one completed before is another matter."""
    for row in answered(evidence):
        now, before = str(row.answers["status"] or ""), last_status(row.past)
        known = now in _ORDER and before in _ORDER and before != Status.COMPLETED
        if known and _ORDER.index(now) < _ORDER.index(before):
            yield row.found("status").saying(
                now=(f"words.status.{now}", {}), before=(f"words.status.{before}", {})
            )


def last_status(past: tuple[Row, ...]) -> str:
    """Return the last status that was reported at all, "" where there is none."""
    # A quarter in which nobody reported says nothing of how far the work was.
    return next((str(row["status"]) for row in reversed(past) if row["status"] in _ORDER), "")


RULE = Rule("status_backwards", Severity.IMPORTANT, find, alone=True)
