"""Put decisions in the place of answers, so that tables and rules see what was decided.

A decided answer keeps the address of the cell it replaces and is read as that
cell would be; the ledger of the file stays what it is. Where nothing was
returned, what was decided stands in a form that nobody sent: it leads to no cell,
and the institution has still returned nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from ovpsheets.decision import ACCEPTED, SUM, WHOSE, Decision, Outcome
from ovpsheets.decisions.accepted import outcome_of_deadline
from ovpsheets.decisions.decision_sheet import as_text
from ovpsheets.decisions.disputes import disputes
from ovpsheets.decisions.owners import outcome_of_file
from ovpsheets.decisions.sums import outcome_of_sum
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.spelling import shown
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.answers import FormAnswers, answer_fields
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.due import Due
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, INDICATORS


def decide(so_far: QuarterSoFar, decisions: Iterable[Decision] | None = None) -> QuarterSoFar:
    """Put *decisions*, else those of the brief, into the returns; say what became of each.

    Only the return whose answers count is changed. Where two decisions are
    about one field, the last one stands.
    """
    # One after another, in the order of the sheet: a decision may be about what the one before it
    # put there.
    state = _State(list(so_far.settled), so_far.plan, _asked(so_far.due))
    own = so_far.brief.decisions if decisions is None else decisions
    outcomes = tuple(state.outcome(decision) for decision in own)
    return replace(
        so_far,
        settled=tuple(state.settled),
        answered=so_far.settled,
        decided_only=state.decided_only,
        outcomes=outcomes,
        disputes=disputes(so_far),
    )


def _asked(due: Iterable[Due]) -> frozenset[tuple[str, str, str]]:
    """Institution, table and code of every row that is asked about in this quarter."""
    return frozenset(
        (item.institution, table, code)
        for item in due
        for table, codes in (
            (ACTIVITIES, [line.activity.code for line in item.activities]),
            (INDICATORS, [line.indicator.code for line in item.indicators]),
        )
        for code in codes
    )


@dataclass(slots=True)
class _State:
    """The returns as decisions change them, one after another.

    ``decided_only``: institution → a form without a file, for what was decided of rows that came
    back in no form.
    """

    settled: list[Settled]
    plan: Plan
    asked: frozenset[tuple[str, str, str]]  # institution, table and code of what is due
    decided_only: dict[str, Return] = field(default_factory=dict)

    def outcome(self, decision: Decision) -> Outcome:
        """Apply one decision, if it can be."""
        if decision.withdrawn:
            return Outcome(decision, "withdrawn")
        if not decision.value:
            return Outcome(decision, "empty")
        # These three are about no field of a form; they were heeded before it was read, or will be.
        if decision.what == WHOSE:
            return outcome_of_file(decision, self.settled, self.plan)
        if decision.what == ACCEPTED:
            return outcome_of_deadline(decision, self.plan)
        if decision.what == SUM:
            return outcome_of_sum(decision, self.plan)
        field = decision.field_in(self.plan.columns)
        if field is None:
            return Outcome(decision, "unknown")
        if problem := self._misfit(decision, field):
            return Outcome(decision, problem)
        # In the place of what was answered, where a form has the row; else beside all forms.
        for number, item in enumerate(self.settled):
            if _counts(item, decision.institution) and _has_row(item.returned, field):
                made = _decided(item.returned, decision, field, self.plan)
                if not made.outcome.problem:
                    self.settled[number] = replace(item, returned=made.returned)
                return made.outcome
        form = self._decided_form(decision.institution, field)
        made = _decided(form, decision, field, self.plan)
        if not made.outcome.problem:
            self.decided_only[decision.institution] = made.returned
        return made.outcome

    def _misfit(self, decision: Decision, field: FormField) -> str:
        """Return why an institution cannot be said to have answered *field*, "" where it can."""
        if (decision.institution, *field.row) in self.asked:
            return ""
        plan = self.plan
        rows = plan.activities if field.table == ACTIVITIES else plan.indicators
        is_row = any(item.code == field.code for item in rows)
        is_known = is_row and plan.find_institution(decision.institution) is not None
        return "not_asked" if is_known else "unknown"

    def _decided_form(self, institution: str, field: FormField) -> Return:
        """What was decided so far of an institution's rows that came back in no form."""
        known = self.decided_only.get(institution) or Return("", "", date.min, placement=_NOTHING)
        placement = known.placement or _NOTHING
        rows = {**placement.rows, field.row: ("", 0)}
        return replace(known, placement=replace(placement, rows=rows))


_NOTHING: Final = Placement({}, {}, {}, (), (), (), ())


def _counts(item: Settled, institution: str) -> bool:
    return item.counts and item.returned.institution == institution


def _has_row(returned: Return, field: FormField) -> bool:
    return returned.placement is not None and field.row in returned.placement.rows


@dataclass(frozen=True, slots=True)
class _Made:
    outcome: Outcome
    returned: Return


def _decided(returned: Return, decision: Decision, field: FormField, plan: Plan) -> _Made:
    """Put a decision into *field* of a return; into none, if the value cannot be read."""
    placement = returned.placement or _NOTHING
    old = placement.fields.get(field)
    cell = _cell(placement, decision, field)
    # Of a field that was answered twice, the second answer goes with the first.
    kept = tuple(twice for twice in placement.contradictions if twice.first != old)
    changed = replace(placement, fields={**placement.fields, field: cell}, contradictions=kept)
    answers = _answers(returned, changed, field, plan)
    outcome = Outcome(
        decision,
        before=shown(old) if old else "",
        answer=as_text(old),
        file=returned.file_of(field),
        sheet=cell.sheet,
        cell=cell.address if cell.row else "",
    )
    # A decision that cannot be read is said to be so and changes nothing: the answer stands.
    for trouble in answers.troubles:
        if trouble.field == field:
            why = (f"readings.{trouble.problem}", trouble.values)
            return _Made(replace(outcome, problem="unreadable", why=why), returned)
    return _Made(
        outcome,
        replace(
            returned,
            placement=changed,
            answers=answers,
            # What was decided is no conflict any more, and nobody is asked about it.
            differences=tuple(item for item in returned.differences if item.field != field),
            decided={**returned.decided, field: decision.id},
        ),
    )


def _answers(returned: Return, placement: Placement, field: FormField, plan: Plan) -> FormAnswers:
    """The answers of a return with one row of it read anew."""
    row = replace(placement, rows={field.row: placement.rows[field.row]}, ledger=())
    now, _ = answer_fields(row, plan, decided={*returned.decided, field})
    before = returned.answers or FormAnswers({}, {}, ())
    others = (t for t in before.troubles if t.field.row != field.row)
    return FormAnswers(
        {**before.activities, **now.activities},
        {**before.indicators, **now.indicators},
        (*others, *now.troubles),
    )


def _cell(placement: Placement, decision: Decision, field: FormField) -> Cell:
    """The cell in which the decision stands: that of the answer, or where it should have been."""
    old = placement.fields.get(field)
    sheet, row = placement.rows[field.row]
    return Cell(
        old.sheet if old else sheet,
        old.row if old else row,
        old.column if old else placement.columns.get((field.table, field.key), 1),
        "text",
        decision.value,
        decision.value,
    )
