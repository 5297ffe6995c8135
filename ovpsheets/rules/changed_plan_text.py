"""Something that the plan gave was changed in the form: a text, a code, a deadline."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from ovpsheets.form_field import FormField
from ovpsheets.forms.rows import given_value
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule, found_in
from ovpsheets.texts import Texts, short_date
from ovpsheets.words import Severity, fold

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
            if own and own.filler == "plan" and not _is_unit_then(evidence, returned, entry):
                yield returned, entry, entry.field


def _is_unit_then(evidence: QuarterSoFar, returned: Return, entry: LedgerLine) -> bool:
    """Tell whether a cell holds the unit that the form was sent with, where the plan's is another.

    A value in it is asked about; but nobody changed the form.
    """
    field, form_id = entry.field, returned.form_id
    if field is None or field.key != "unit" or form_id is None:
        return False
    then = evidence.brief.issued_content_of(form_id)
    texts = Texts(then.language) if then else None
    now = evidence.plan.find_indicator(field.code)
    return any(
        fold(str(given_value(line, "unit", texts))) == fold(entry.raw)
        for line in (then.indicators if then else ())
        if texts and (line.code == field.code or (now and line.text in now.text.texts))
    )


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
