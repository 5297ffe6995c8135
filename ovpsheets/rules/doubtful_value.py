"""A cell was read, but not without a doubt: somebody should confirm it."""

from collections.abc import Iterator
from dataclasses import replace

from ovpsheets.intake.meaning.remarks import ON_ALL
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.answered import answered, answered_indicators, shown
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.said_in_mail import otherwise_said
from ovpsheets.rules.status_said import other_status_said
from ovpsheets.rules.unreadable_value import found_trouble
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every cell of a used return whose reading is to be confirmed by itself.

    So is a value where the mail gives another number for the same indicator, and a status where a
    note on it names another one.
    """
    for returned, trouble in evidence.troubles():
        if trouble.doubtful and trouble.problem not in ON_ALL:
            yield found_trouble(evidence, returned, trouble)
    for row in answered_indicators(evidence):
        value = row.answer.value
        if not isinstance(value, float) or row.is_decided:
            continue
        if said := otherwise_said(evidence, row.institution, row.indicator, value):
            found = replace(row.found(shown(value)).counting(now=value), part="mail")
            yield found.saying(
                column=("form.indicators.value", {}),
                where=("rules.where.indicator", {}),
                why=(
                    f"rules.doubtful_value.{'mail' if said.is_mail else 'file'}",
                    {"text": said.text, "file": said.file},
                ),
            )
    yield from _other_statuses(evidence)


def _other_statuses(evidence: QuarterSoFar) -> Iterator[Found]:
    for row in answered(evidence):
        said = None if row.is_decided("status") else other_status_said(evidence, row)
        if said is not None:
            yield replace(row.found("status"), part="said").saying(
                now=(f"words.status.{row.answers['status']}", {}),
                column=("form.activities.status", {}),
                where=("rules.where.activity", {}),
                why=(f"rules.doubtful_value.{said.kind}", {"text": said.text, "file": said.file}),
            )


RULE = Rule("doubtful_value", Severity.CHECK, find, follows=("value_outside_kind",), alone=True)
