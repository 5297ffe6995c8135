"""One explanation stands word for word at several activities of an institution."""

from collections.abc import Iterator, Sequence

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import Answered, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Severity, fold, is_placeholder


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every activity whose explanation repeats that of an earlier one; it is named."""
    alike: dict[tuple[str, str], list[Answered]] = {}
    for row in answered(evidence):
        said = fold(row.text("explanation"))
        if said and not is_placeholder(said):
            alike.setdefault((row.institution, said), []).append(row)
    for first, *others in alike.values():
        if not _rightly_same((first, *others)):
            yield from (row.found("explanation", other=first.code) for row in others)


def _rightly_same(rows: Sequence[Answered]) -> bool:
    """Tell whether one cause may well hold for all.

    So it is for two activities of one commitment with the same chosen reason
    (one law, one tender holds both up), and where the text names the others.
    """
    said = rows[0].text("explanation")
    if all(row.code in said for row in rows[1:]):
        return True
    reasons = {row.text("reason") for row in rows}
    commitments = {row.item.activity.commitment for row in rows}
    chosen = len(reasons) == 1 and not reasons & {"", "other"}
    return len(rows) == 2 and len(commitments) == 1 and chosen


RULE = Rule(
    "copied_explanation",
    Severity.CHECK,
    find,
    follows=("copied_rows", "unexplained_delay", "thin_explanation"),
)
