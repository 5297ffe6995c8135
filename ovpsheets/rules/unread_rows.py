"""Rows that nobody can call blank: what answers them may stand where nothing could be read.

A table that was not recognised or not sent, and answers typed on another sheet of a form that is
empty itself, are one finding each; of their rows it is not said besides that nothing is given.
"""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules import empty_form, missing_table, unread_table
from ovpsheets.rules.asked_rows import AskedRow, Subject, asked_rows, asked_subjects
from ovpsheets.rules.empty_form import empty_forms, typed_elsewhere
from ovpsheets.words import ACTIVITIES, INDICATORS

_Row = tuple[str, Subject]
"""Institution, and what the row is about."""


def rows_to_answer(evidence: QuarterSoFar, table: str) -> Iterator[tuple[AskedRow, Return]]:
    """Yield the rows that returned forms ask about, unless another finding says of them why not.

    With each comes the form in which it should be answered.
    """
    elsewhere = unread_rows(evidence)
    for due, returned in evidence.reporting():
        for row in asked_rows(evidence.plan, due, returned, table):
            if (due.institution, row.subject) not in elsewhere:
                yield row, returned


@once_for_each
def unread_rows(evidence: QuarterSoFar) -> frozenset[_Row]:
    """Return the rows of which another finding says why they were not read."""
    return frozenset(_rows(evidence))


def _rows(evidence: QuarterSoFar) -> Iterator[_Row]:
    for rule in (unread_table, missing_table, empty_form):
        for found in rule.find(evidence):
            yield from ((found.institution, subject) for subject in found.about)
    for due, returned in empty_forms(evidence):
        for table in (ACTIVITIES, INDICATORS) if typed_elsewhere(returned) else ():
            for subject in asked_subjects(evidence.plan, due, returned, table):
                yield due.institution, subject
