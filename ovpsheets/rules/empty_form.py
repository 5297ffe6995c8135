"""A form came back with nothing in it: no status, no text, no value."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule, covers
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every used return in which no field of the tables was filled, though some should be."""
    for due, returned in evidence.reporting():
        fields = returned.placement.fields if returned.placement else {}
        asked = any(i.begun and covers(returned, i.activity.commitment) for i in due.activities)
        if asked and not any(field.table in (ACTIVITIES, INDICATORS) for field in fields):
            yield Found(returned.institution, place=Place(returned.name))


RULE = Rule("empty_form", Severity.URGENT, find)
