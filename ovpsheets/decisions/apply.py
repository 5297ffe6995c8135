"""Put decisions in the place of answers, so that tables and rules see what was decided.

A decided answer keeps the address of the cell it replaces and is read as that
cell would be; the ledger of the file stays what it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ovpsheets.decisions.model import Decision, Outcome
from ovpsheets.intake.answers import answer_fields
from ovpsheets.intake.cells import Cell
from ovpsheets.intake.placement import Placement
from ovpsheets.intake.reconcile import Settled
from ovpsheets.intake.returned import Return
from ovpsheets.plan.model import Plan
from ovpsheets.words import Used


def apply_decisions(
    settled: Sequence[Settled], decisions: Iterable[Decision], plan: Plan
) -> tuple[tuple[Settled, ...], tuple[Outcome, ...]]:
    """Return how the returns stand with *decisions* applied, and what became of each.

    Only the return whose answers count is changed. Where two decisions are
    about one field, the last one stands.
    """
    now, outcomes = list(settled), []
    for decision in decisions:
        outcome, place, returned = _applied(now, decision, plan)
        outcomes.append(outcome)
        if returned is not None:
            now[place] = replace(now[place], returned=returned)
    return tuple(now), tuple(outcomes)


def _applied(
    settled: Sequence[Settled], decision: Decision, plan: Plan
) -> tuple[Outcome, int, Return | None]:
    if decision.withdrawn or not decision.value:
        return Outcome(decision, "withdrawn"), -1, None
    if not _is_known(decision, plan):
        return Outcome(decision, "unknown"), -1, None
    for number, item in enumerate(settled):
        placement = item.returned.placement
        counts = item.used is Used.USED and item.by is None and placement is not None
        if not (counts and item.returned.institution == decision.institution):
            continue
        table, code, _ = decision.field.split("/")
        if placement and (table, code) in placement.rows:
            before, returned = _decided(item.returned, placement, decision, plan)
            return Outcome(decision, "" if returned else "unreadable", before), number, returned
    return Outcome(decision, "no_return"), -1, None


def _is_known(decision: Decision, plan: Plan) -> bool:
    codes = {item.code for item in plan.activities} | {item.code for item in plan.indicators}
    institutions = {item.code for item in plan.institutions}
    return bool(decision.field) and decision.code in codes and decision.institution in institutions


def _decided(
    returned: Return, placement: Placement, decision: Decision, plan: Plan
) -> tuple[str, Return | None]:
    """Return what stood in the field, and the return with the decision; None if unreadable."""
    name = decision.field
    table, code, column = name.split("/")
    old = placement.fields.get(name)
    sheet, row = placement.rows[table, code]
    cell = Cell(
        old.sheet if old else sheet,
        old.row if old else row,
        old.column if old else placement.columns.get((table, column), 1),
        "text",
        decision.value,
        decision.value,
    )
    kept = tuple(twice for twice in placement.contradictions if twice.first is not old)
    changed = replace(placement, fields={**placement.fields, name: cell}, contradictions=kept)
    answers, _ = answer_fields(changed, plan)
    before = old.raw if old else ""
    if any(trouble.field == name for trouble in answers.troubles):
        return before, None
    differences = tuple(item for item in returned.differences if item.field != name)
    return before, replace(returned, placement=changed, answers=answers, differences=differences)
