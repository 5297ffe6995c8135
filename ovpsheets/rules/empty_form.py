"""A form came back with nothing in it: no status, no text, no value."""

from collections.abc import Iterator

from ovpsheets.rules.base import Evidence, Found, Place, Rule
from ovpsheets.words import ACTIVITIES, INDICATORS, Severity


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every used return in which no field of the tables was filled."""
    for returned in evidence.used():
        fields = returned.placement.fields if returned.placement else {}
        if not any(name.split("/")[0] in (ACTIVITIES, INDICATORS) for name in fields):
            yield Found(returned.institution, place=Place(returned.name))


RULE = Rule("empty_form", Severity.URGENT, find)
