"""An institution returned more than one form; the newest is used and both are shown."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity, Used


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every superseded return, with the one that took its place."""
    for item in evidence.ended(Used.SUPERSEDED):
        if item.by is not None:
            yield Found(
                item.returned.institution,
                place=Place(item.returned.name),
                found=item.returned.received.isoformat(),
                part=item.returned.sha256[:8],
                values={"by": item.by.name},
                keys={"why": (f"intake.ended.{item.reason}", {"by": item.by.name})},
            )


RULE = Rule("duplicate_return", Severity.CHECK, find)
