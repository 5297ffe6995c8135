"""A form came back with nothing in the fields of its tables: no status, no text, no value."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.due import Due
from ovpsheets.rules.base import Found, Place, Rule, covers
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass, Severity

_SHOWN: Final = 5  # sheets
_TYPED: Final = (LedgerClass.FIELD, LedgerClass.UNREADABLE, LedgerClass.UNPLACED)


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return in which no field of the tables was filled, though some should be.

    What was typed elsewhere in the file is said: a form is empty only where nothing was.
    """
    for _, returned in empty_forms(evidence):
        yield _found(returned)


def empty_forms(evidence: QuarterSoFar) -> Iterator[tuple[Due, Return]]:
    """Yield the used returns in which no field of the tables was filled, with what is due."""
    for due, returned in evidence.reporting():
        fields = returned.placement.fields if returned.placement else {}
        asked = any(i.begun and covers(returned, i.activity.commitment) for i in due.activities)
        if asked and not any(field.table in (ACTIVITIES, INDICATORS) for field in fields):
            yield due, returned


def typed_elsewhere(returned: Return) -> bool:
    """Tell whether anything was typed on a sheet that holds none of the form's tables."""
    rows = returned.placement.rows if returned.placement else {}
    own = {sheet for sheet, _ in rows.values()}
    return any(sheet not in own for sheet in _typed(returned))


def _found(returned: Return) -> Found:
    found = Found(returned.institution, place=Place(returned.name))
    typed = _typed(returned)
    has_tables = returned.placement is not None and bool(returned.placement.columns)
    if not typed:
        what = "nothing" if has_tables else "no_tables"
        return found.saying(
            what=(f"rules.empty_form.{what}", {}), asked=(f"rules.empty_form.asked_{what}", {})
        )
    shown = [f"{sheet} ({count})" for sheet, count in list(typed.items())[:_SHOWN]]
    more = ["…"] if len(typed) > _SHOWN else []
    where = {"where": ", ".join(shown + more)}
    return found.saying(
        what=("rules.empty_form.elsewhere", where),
        asked=("rules.empty_form.asked_elsewhere", where),
    ).counting(n=sum(typed.values()))


def _typed(returned: Return) -> Counter[str]:
    """Sheet → what was typed there, in the order of the sheets."""
    return Counter(
        line.sheet
        for line in returned.ledger
        if line.what in _TYPED and line.kind != "header" and line.sheet
    )


RULE = Rule("empty_form", Severity.URGENT, find)
