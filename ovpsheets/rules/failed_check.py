"""Numbers do not stand to one another as a check of the plan's own says that they must."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ovpsheets.columns.expressions import Fails
from ovpsheets.forms.shown_checks import Given
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.check_grammar import GIVEN, VALUE
from ovpsheets.plan.model import PlanCheck
from ovpsheets.rules.answered import AnsweredIndicator, answered
from ovpsheets.rules.answered import answered_indicators as indicators_of
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


@dataclass(frozen=True, slots=True)
class _Row:
    """An answered row as a check sees it; ``numbers``: what it says and is given, by name."""

    institution: str
    activity: str
    returned: Return
    numbers: Mapping[str, float]


Rows = Mapping[str, Mapping[str, tuple[_Row, ...]]]
"""Table → code → the rows in which institutions answered it."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every row in which a check of the plan's does not hold; a missing number is no 0."""
    checks = [check for check in evidence.plan.checks if check.applies(evidence.quarter)]
    # Most plans have no checks of their own, and the rows are worked out for these alone.
    rows = _rows(evidence) if checks else {}
    for check in checks:
        for code in check.rows:
            for row in rows[check.table].get(code, ()):
                known = _known(evidence, rows, check, row)
                if Fails(check.comparison).holds(known):
                    yield _found(check, row, code, known)


def _rows(evidence: QuarterSoFar) -> Rows:
    given = _given(evidence)
    found: dict[str, dict[str, tuple[_Row, ...]]] = {ACTIVITIES: {}, INDICATORS: {}}
    for item in answered(evidence):
        # Before an activity begins its row is blank by right; where somebody answers it all the
        # same, the answer is held to the check.
        if item.item.begun or item.answers["status"]:
            row = _Row(item.institution, item.code, item.returned, _numbers(item.answers))
            known = found[ACTIVITIES]
            known[item.code] = (*known.get(item.code, ()), row)
    for own in indicators_of(evidence):
        if _is_asked(evidence, own):
            code = own.indicator.code
            numbers = {**given.get((own.institution, code), {}), **_numbers(own.answer.fields)}
            row = _Row(own.institution, own.indicator.activity, own.returned, numbers)
            found[INDICATORS][code] = (*found[INDICATORS].get(code, ()), row)
    return found


def _is_asked(evidence: QuarterSoFar, row: AnsweredIndicator) -> bool:
    """Tell whether the form asks anything of a row, as it does not before its activity begins."""
    begun = evidence.plan.activity(row.indicator.activity).start <= evidence.quarter.end
    return begun or row.answer.given


def _given(evidence: QuarterSoFar) -> dict[tuple[str, str], Given]:
    """Return what the forms that came back say of the plan and the last quarter."""
    found: dict[tuple[str, str], Given] = {}
    for due, returned in evidence.reporting():
        content = evidence.brief.content_of(returned.form_id) if returned.form_id else None
        for line in content.indicators if content else ():
            found[due.institution, line.code] = line.given
    return found


def _numbers(answers: Mapping[str, Any]) -> dict[str, float]:
    return {
        name: float(value)
        for name, value in answers.items()
        if name not in GIVEN and isinstance(value, int | float) and not isinstance(value, bool)
    }


def _known(evidence: QuarterSoFar, rows: Rows, check: PlanCheck, row: _Row) -> dict[str, float]:
    """Return the numbers that a check compares, as far as there are any."""
    found = {
        name: _value(evidence, rows, name, row.institution)
        if evidence.plan.find_indicator(name)
        else row.numbers.get(name)
        for name in check.comparison.names
    }
    return {name: value for name, value in found.items() if value is not None}


def _value(evidence: QuarterSoFar, rows: Rows, code: str, institution: str) -> float | None:
    """Return what *institution* says of an indicator; where it is not asked, what all others say.

    Of shares that is their sum. None where nothing is said, not by all, or not the same.
    """
    said = {row.institution: row.numbers.get(VALUE) for row in rows[INDICATORS].get(code, ())}
    indicator = evidence.plan.indicator(code)
    if institution in indicator.reported_by:
        return said.get(institution)
    values = [said.get(reporter) for reporter in indicator.reported_by]
    numbers = [value for value in values if value is not None]
    # One silent reporter, and the sum is unknown: it is not that of the others.
    if len(numbers) < len(values):
        return None
    if indicator.is_shared:
        return sum(numbers)
    return numbers[0] if len(set(numbers)) == 1 else None


def _found(check: PlanCheck, row: _Row, code: str, known: Mapping[str, float]) -> Found:
    left, right = check.comparison.sides(known) or (0.0, 0.0)
    is_activity = check.table == ACTIVITIES
    # The cell of the first number that stands in this row; else that of the row's value.
    column = next((n for n in check.comparison.names if n in row.numbers and n not in GIVEN), VALUE)
    return Found(
        row.institution,
        row.activity,
        "" if is_activity else code,
        place_of(row.returned, check.table, code, column),
        part=check.code,
        keys={"where": (f"rules.where.{'activity' if is_activity else 'indicator'}", {})},
        values={"wanted": check.typed},
        numbers={"left": left, "right": right},
        wordings={"said": check.says},
        weight=check.severity,
    )


RULE: Final = Rule(
    "failed_check", Severity.IMPORTANT, find, follows=("contradictory_rows",), compares="rows"
)
