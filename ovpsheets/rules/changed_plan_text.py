"""Something that the plan gave was changed in the form: a text, a code, a deadline."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule, found_in
from ovpsheets.texts import short_date
from ovpsheets.words import Severity

_AIMS: Final = ("target", "baseline")


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every changed cell of the plan's; targets and baselines are another matter.

    So is a unit that makes the value beside it doubtful: that finding names it.
    """
    doubted = {
        (returned.name, trouble.code)
        for returned, trouble in evidence.troubles()
        if trouble.problem == "unit_beside"
    }
    for returned, entry, field in changed(evidence):
        is_said = field.key == "unit" and (returned.name, field.code) in doubted
        if field.key not in _AIMS and not is_said:
            yield about(evidence, returned, entry, field)


def changed(evidence: QuarterSoFar) -> Iterator[tuple[Return, LedgerLine, FormField]]:
    """Yield what the plan gave and somebody changed: return, cell and field."""
    columns = evidence.brief.columns
    for returned in evidence.used_forms():
        for entry in returned.ledger.unplaced:
            if entry.field is None:
                continue
            own = columns.find(entry.field.table, entry.field.key)
            if own and own.filler == "plan":
                yield returned, entry, entry.field


def about(evidence: QuarterSoFar, returned: Return, entry: LedgerLine, field: FormField) -> Found:
    """Return the finding about a changed cell."""
    place, said = Place(returned.name, entry.sheet, entry.cell), _as_people_write_it(entry.raw)
    return found_in(evidence.plan, returned.institution, field, place, said)


def _as_people_write_it(raw: str) -> str:
    """Return a day as 30.9.2022: cells with a date have it as 2022-09-30."""
    try:
        return short_date(date.fromisoformat(raw))
    except ValueError:
        return raw


RULE = Rule("changed_plan_text", Severity.CHECK, find, alone=True)
