"""A returned form leaves an indicator empty. Blank is missing; 0, ``x`` and ``z`` are answers."""

from collections.abc import Iterator

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule, covers, place_of
from ovpsheets.rules.said_in_words import with_value_in_words
from ovpsheets.rules.unread_rows import unread_rows
from ovpsheets.words import INDICATORS, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every indicator that is due and has neither a value nor a reason for having none."""
    for due, returned in evidence.reporting():
        for item in due.indicators:
            code = item.indicator.code
            activity = evidence.plan.activity(item.indicator.activity)
            is_asked = item.begun and covers(returned, activity.commitment)
            if not is_asked or (due.institution, (activity.code, code)) in unread_rows(evidence):
                continue
            answer = returned.answers and returned.answers.indicators.get(code)
            # What could not be read was given, and is asked about as such.
            unread = any(
                evidence.troubled(due.institution, INDICATORS, code, column)
                for column in ("value", "flag")
            )
            if not unread and (not answer or not answer.given):
                place = place_of(returned, INDICATORS, code, "value")
                found = Found(due.institution, activity.code, code, place).saying(
                    want=(f"rules.missing_indicator.want.{item.indicator.kind.read_as}", {})
                )
                yield with_value_in_words(found, evidence, returned)


RULE = Rule(
    "missing_indicator",
    Severity.IMPORTANT,
    find,
    follows=("empty_form", "contradictory_rows"),
    asks_for_blank=True,
)
