"""A column that the plan has beside the usual ones is blank where the plan requires it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ovpsheets.columns.conditions import Answers
from ovpsheets.columns.own_steps import wanted
from ovpsheets.form_field import FormField
from ovpsheets.forms.expected import FACTS
from ovpsheets.forms.row_facts import RowFacts, facts_of_rows
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.plan.model import Plan
from ovpsheets.rules.answered import answered, answered_indicators
from ovpsheets.rules.base import Found, Rule, asked_as_today, found_in, place_of
from ovpsheets.rules.unread_rows import unread_rows
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


@dataclass(frozen=True, slots=True)
class _Line:
    """An answered row as conditions judge it; ``indicator`` is "" where it is an activity's."""

    institution: str
    activity: str
    indicator: str
    returned: Return
    answers: Answers

    @property
    def code(self) -> str:
        """The row's code."""
        return self.indicator or self.activity

    def found(self, plan: Plan, table: str, key: str) -> Found:
        """Return a finding about a column of the row."""
        field = FormField(table, self.code, key)
        return found_in(plan, self.institution, field, place_of(self.returned, *field))


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every required column of the plan's own that an answered row leaves blank.

    An institution is asked by what it said itself: where it left a field blank, and the
    coordinator decided what stands there, that makes no other column required of it.
    """
    for table, column in evidence.plan.columns.own():
        if condition := wanted(table, column):
            for line in _lines(evidence, table):
                if condition.holds(line.answers) and _is_asked(evidence, line, table, column.key):
                    yield line.found(evidence.plan, table, column.key)


def _is_asked(evidence: QuarterSoFar, line: _Line, table: str, key: str) -> bool:
    """Tell whether nothing else is said of the cell or its row, and the member was asked."""
    subject = (line.institution, (line.activity, line.indicator))
    if subject in unread_rows(evidence):
        return False
    unread = evidence.troubled(line.institution, table, line.code, key)
    return not unread and _had(evidence, line, table, key)


def _had(evidence: QuarterSoFar, line: _Line, table: str, key: str) -> bool:
    """Tell whether the member was asked: nobody left blank what the form did not have.

    A column that is gone was there where the form issued to it asks what it would ask today.
    """
    placement = line.returned.placement
    has_it = placement is None or (table, key) in placement.columns
    return has_it or asked_as_today(evidence, line.returned) is not None


def _lines(evidence: QuarterSoFar, table: str) -> Iterator[_Line]:
    if table != ACTIVITIES:
        yield from _indicators(evidence)
        return
    for row in answered(evidence):
        said = _said_itself(evidence, row.institution, ACTIVITIES, row.code, row.answers)
        yield _Line(row.institution, row.code, "", row.returned, _coded(said))


def _indicators(evidence: QuarterSoFar) -> Iterator[_Line]:
    """Yield the answered indicators, with all that the form's check knows of their rows."""
    statuses = {(row.institution, row.code): row.answers["status"] for row in answered(evidence)}
    # The form's own facts, and answers as they were read: a number typed as text is a number.
    facts = _facts(evidence)
    for row in answered_indicators(evidence):
        own, answer = row.indicator, row.answer
        known = facts.get((row.institution, own.code))
        if known is None:
            continue
        said = answer.value if own.kind.is_number and answer.value is not None else answer.text
        answers = {
            **dict.fromkeys(FACTS, False),
            **dict.fromkeys(known.true, True),
            **dict(known.numbers),
            **dict(known.dates),
            "activity_status": statuses.get((row.institution, own.activity)),
            **_coded(answer.fields),
            "value": said,
        }
        told = _said_itself(evidence, row.institution, INDICATORS, own.code, answers)
        yield _Line(row.institution, own.activity, own.code, row.returned, told)


def _said_itself(
    evidence: QuarterSoFar, institution: str, table: str, code: str, answers: Answers
) -> Answers:
    """Return *answers* without those that only the coordinator gave."""
    columns = _decided_alone(evidence).get((institution, table, code), ())
    return {**answers, **dict.fromkeys(columns)} if columns else answers


@once_for_each
def _decided_alone(evidence: QuarterSoFar) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """Return institution, table and code → the columns built in, decided where nothing stood."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for outcome in evidence.outcomes:
        field = outcome.decision.field_in(evidence.plan.columns)
        column = field and evidence.plan.columns.find(field.table, field.key)
        if field is None or column is None or column.is_own or outcome.problem or outcome.before:
            continue
        row = (outcome.decision.institution, field.table, field.code)
        found[row] = (*found.get(row, ()), field.key)
    return found


def _facts(evidence: QuarterSoFar) -> Mapping[tuple[str, str], RowFacts]:
    """Return institution and indicator → what the form that came back knows of its row."""
    found: dict[tuple[str, str], RowFacts] = {}
    for due, returned in evidence.reporting():
        content = evidence.brief.content_of(returned.form_id) if returned.form_id else None
        if content is not None:
            known = zip(content.indicators, facts_of_rows(content)[INDICATORS], strict=True)
            for line, facts in known:
                found[due.institution, line.code] = facts
    return found


def _coded(answers: Mapping[str, object]) -> Answers:
    """Return *answers* with yes and no as the form's conditions know them."""
    return {
        key: ("no", "yes")[value] if isinstance(value, bool) and key not in FACTS else value
        for key, value in answers.items()
    }


RULE = Rule(
    "missing_required",
    Severity.IMPORTANT,
    find,
    follows=("empty_form", "contradictory_rows", "missing_status", "missing_indicator"),
    asks_for_blank=True,
    alone=True,
)
