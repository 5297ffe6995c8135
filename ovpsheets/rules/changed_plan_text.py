"""Something that the plan gave was changed in the form: a text, a code, a deadline."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.file_ledger import Entry
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import ACTIVITIES, Severity

_AIMS: Final = ("target", "baseline")


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every changed cell of the plan's; targets and baselines are another matter."""
    for returned, entry, column in changed(evidence):
        if column not in _AIMS:
            yield about(evidence, returned, entry, column)


def changed(evidence: QuarterSoFar) -> Iterator[tuple[Return, Entry, str]]:
    """Yield what the plan gave and somebody changed: return, cell and column."""
    for returned in evidence.used_forms():
        for entry in returned.ledger.unplaced:
            table, _, rest = entry.field.partition("/")
            column = rest.rpartition("/")[2]
            own = evidence.plan.columns.find(table, column)
            if own and own.filler == "plan":
                yield returned, entry, column


def about(evidence: QuarterSoFar, returned: Return, entry: Entry, column: str) -> Found:
    """Return the finding about a changed cell."""
    table, code, _ = entry.field.split("/")
    indicator = "" if table == ACTIVITIES else code
    activity = evidence.plan.indicator(code).activity if indicator else code
    return Found(
        returned.institution,
        activity,
        indicator,
        Place(returned.name, entry.sheet, entry.cell),
        found=entry.raw,
        part=column,
        keys={
            "column": (f"form.{table}.{column}", {}),
            "where": (f"rules.where.{'indicator' if indicator else 'activity'}", {}),
        },
    )


RULE = Rule("changed_plan_text", Severity.CHECK, find)
