"""An institution returned more than one form; the newest is used and both are shown."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.sent_as import day_of, without_number
from ovpsheets.texts import Value
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
                keys={
                    "why": (f"intake.ended.{item.reason}", {"by": item.by.name}),
                    "which": _which(item.by, item.returned),
                },
                dates={
                    name: day
                    for name, own in (("day", item.returned), ("by_day", item.by))
                    if (day := day_of(own)) is not None
                },
            )


def _which(used: Return, other: Return) -> tuple[str, Mapping[str, Value]]:
    """Say which of two was used: by the days on which they came, where these tell them apart."""
    days = {day_of(used), day_of(other)}
    if None in days or len(days) == 1:
        names = {"by": PurePosixPath(used.name).name, "file": PurePosixPath(other.name).name}
        return "rules.duplicate_return.by_name", names
    return "rules.duplicate_return.by_day", {
        "by": without_number(used.name, other.name),
        "file": without_number(other.name, used.name),
    }


RULE = Rule("duplicate_return", Severity.CHECK, find)
