"""One explanation stands at several activities of an institution, word for word or nearly."""

from collections.abc import Iterable, Iterator, Sequence

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.saying.nearly import alike
from ovpsheets.saying.nothing import says_nothing
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose explanation repeats that of an earlier one; it is named."""
    said: dict[str, list[AnsweredActivity]] = {}
    for row in answered(evidence):
        explanation = row.text("explanation")
        if explanation and not says_nothing(explanation):  # what says nothing is another matter
            said.setdefault(row.institution, []).append(row)
    for first, *others in (group for rows in said.values() for group in _alike(rows)):
        if not _rightly_same(first, others):
            yield from (_found(row, first) for row in others)


def _found(row: AnsweredActivity, first: AnsweredActivity) -> Found:
    how = alike(row.text("explanation"), first.text("explanation"))
    found = row.found("explanation", other=first.code)
    return found.saying(how=(f"rules.alike.{how}", {}))


def _alike(rows: Iterable[AnsweredActivity]) -> Iterable[list[AnsweredActivity]]:
    """Return the rows put together by what they say."""
    groups: dict[str, list[AnsweredActivity]] = {}
    for row in rows:
        own = row.text("explanation")
        # Held against the first only: of three texts the outer ones may have little in common.
        said = next((first for first in groups if alike(own, first)), own)
        groups.setdefault(said, []).append(row)
    return groups.values()


def _rightly_same(first: AnsweredActivity, others: Sequence[AnsweredActivity]) -> bool:
    """Tell whether one cause may well hold for all.

    So it is for two activities of one commitment with the same chosen reason
    (one law, one tender holds both up), and where the text names the others.
    """
    said = first.text("explanation")
    if all(row.code in said for row in others):
        return True
    reasons = {row.text("reason") for row in (first, *others)}
    commitments = {row.item.activity.commitment for row in (first, *others)}
    chosen = len(reasons) == 1 and not reasons & {"", "other"}
    return len(others) == 1 and len(commitments) == 1 and chosen


RULE = Rule(
    "copied_explanation",
    Severity.CHECK,
    find,
    follows=("copied_rows", "unexplained_delay", "thin_explanation"),
    alone=True,
)
