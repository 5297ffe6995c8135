"""Two institutions report different values for one indicator."""

from collections.abc import Iterator

from ovpsheets.rules.answered import AnsweredIndicator, answered_indicators
from ovpsheets.rules.base import Evidence, Found, Rule
from ovpsheets.words import Severity


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every institution whose value differs from that of the first one that gave any."""
    first: dict[str, AnsweredIndicator] = {}
    for row in answered_indicators(evidence):
        if row.answer.value is None and row.answer.text not in ("yes", "no"):
            continue
        other = first.setdefault(row.indicator.code, row)
        if _said(other) != _said(row):
            institution = evidence.plan.institution(other.institution)
            yield row.found(_said(row), other=_said(other)).naming(first=institution)


def _said(row: AnsweredIndicator) -> str:
    return f"{row.answer.value:g}" if row.answer.value is not None else row.answer.text or ""


RULE = Rule("values_disagree", Severity.IMPORTANT, find)
