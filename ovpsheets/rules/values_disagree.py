"""Two institutions report different values for an indicator of which all report one number.

Where each reports its share, or the plan does not say what they report, they may differ. A value
that the coordinator decided differs from nobody's any more.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.measured import Measured, measured
from ovpsheets.rules.answered import AnsweredIndicator, shown, values_of
from ovpsheets.rules.base import Found, Rule
from ovpsheets.words import Combine, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every institution that gave a value, with the first one that gave another.

    All are asked: nobody knows which of them is wrong.
    """
    of_several = {own.code for own in evidence.plan.indicators if own.combine is Combine.SAME}
    given: dict[str, list[AnsweredIndicator]] = {}
    for row in values_of(evidence, of_several):
        if isinstance(_value(row), bool | float) and not row.is_decided:
            given.setdefault(row.indicator.code, []).append(row)
    for rows in given.values():
        for row in rows:
            other = next((other for other in rows if _said(other) != _said(row)), None)
            if other is not None:
                institution = evidence.plan.institution(other.institution)
                yield _saying(row.found(_said(row)), own=row, other=other).naming(first=institution)


def _value(row: AnsweredIndicator) -> Measured:
    return measured(row.indicator.kind, row.answer.value, row.answer.text)


def _said(row: AnsweredIndicator) -> str:
    """Return the value as a number, or ``yes`` or ``no``."""
    said = _value(row)
    if isinstance(said, bool):
        return "yes" if said else "no"
    return shown(said) if isinstance(said, float) else ""


def _saying(found: Found, **rows: AnsweredIndicator) -> Found:
    """Put values in as numbers, yes and no as words of the reader's language."""
    for name, row in rows.items():
        said = _value(row)
        if isinstance(said, bool):
            found = found.saying(**{name: (f"words.{_said(row)}", {})})
        elif isinstance(said, float):
            found = found.counting(**{name: said})
    return found


RULE = Rule("values_disagree", Severity.IMPORTANT, find, compares="rows")
