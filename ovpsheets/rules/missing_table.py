"""The file holds only one of the form's tables: of the other nothing was sent."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.asked_rows import asked_subjects
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every table that is asked about, and that a used return does not hold at all."""
    for due, returned in evidence.reporting():
        held = tables_of(returned)
        for table in (ACTIVITIES, INDICATORS) if held else ():
            other = INDICATORS if table == ACTIVITIES else ACTIVITIES
            if table in held or any(unread.table == table for unread in returned.unread):
                continue
            if about := asked_subjects(evidence.plan, due, returned, table):
                found = Found(due.institution, place=Place(returned.name), part=table, about=about)
                yield found.saying(
                    table=(f"form.sheet.{table}", {}), other=(f"form.sheet.{other}", {})
                )


def tables_of(returned: Return) -> frozenset[str]:
    """Return the tables that a return holds, or of which it took an answer from an older one."""
    placement = returned.placement
    if placement is None:
        return frozenset()
    found = {table for table, _ in (*placement.columns, *placement.rows)}
    answered = {field.table for field, cell in placement.fields.items() if cell.row}
    return frozenset(found | answered)


RULE = Rule("missing_table", Severity.URGENT, find, follows=("empty_form",), alone=True)
