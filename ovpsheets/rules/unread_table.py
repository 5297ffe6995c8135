"""Lines with codes or titles of the form stand in a file, and could not be read as its table."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.recognise.tables_by_codes import UnreadTable
from ovpsheets.plan.due import Due
from ovpsheets.rules.asked_rows import Subject, asked_rows
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity

_NEEDED: Final = {ACTIVITIES: ("status",), INDICATORS: ("value", "flag")}
"""Of each table the columns without which a row is not answered."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every table that was not read, where its rows are not answered in another place."""
    for due, returned in evidence.reporting():
        # A blank table is told as a blank one, by the rule of empty forms.
        for unread in (own for own in returned.unread if own.why != "blank"):
            missing = tuple(_unanswered(evidence, due, returned, unread))
            if missing:
                yield Found(
                    returned.institution,
                    place=Place(returned.name, unread.sheet, unread.cell),
                    part=f"{unread.table}:{unread.sheet}",
                    about=missing,
                    keys={
                        "table": (f"form.sheet.{unread.table}", {}),
                        "why": (f"rules.unread_table.why.{unread.why}", {}),
                    },
                )


def _unanswered(
    evidence: QuarterSoFar, due: Due, returned: Return, unread: UnreadTable
) -> Iterator[Subject]:
    fields = returned.placement.fields if returned.placement else {}
    needed = _NEEDED[unread.table]
    answered = {f.code for f in fields if f.table == unread.table and f.key in needed}
    for row in asked_rows(evidence.plan, due, returned, unread.table):
        is_meant = not unread.codes or row.code in unread.codes
        if is_meant and row.code not in answered:
            yield row.subject


RULE = Rule("unread_table", Severity.URGENT, find, follows=("empty_form",), alone=True)
