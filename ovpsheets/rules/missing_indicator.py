"""A returned form leaves an indicator empty. Blank is missing; 0, ``x`` and ``z`` are answers."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule, place_of
from ovpsheets.rules.said_in_words import with_value_in_words
from ovpsheets.rules.unread_rows import rows_to_answer
from ovpsheets.words import INDICATORS, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every indicator that is due and has neither a value nor a reason for having none."""
    for row, returned in rows_to_answer(evidence, INDICATORS):
        answer = returned.answers and returned.answers.indicators.get(row.code)
        # What could not be read was given, and is asked about as such.
        unread = any(
            evidence.troubled(returned.institution, INDICATORS, row.code, column)
            for column in ("value", "flag")
        )
        if not unread and (not answer or not answer.given):
            place = place_of(returned, INDICATORS, row.code, "value")
            kind = evidence.plan.indicator(row.code).kind.read_as
            found = Found(returned.institution, *row.subject, place)
            found = found.saying(want=(f"rules.missing_indicator.want.{kind}", {}))
            yield with_value_in_words(found, evidence, returned)


RULE = Rule(
    "missing_indicator",
    Severity.IMPORTANT,
    find,
    follows=("empty_form", "contradictory_rows"),
    asks_for_blank=True,
    alone=True,
)
