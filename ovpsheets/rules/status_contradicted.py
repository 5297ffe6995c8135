"""A row contradicts the status chosen in it: by its words, or by a reason why it is not done.

Completed and still going on or not done, under way and done as a whole or not begun, not started
and something done.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.columns.reporting_rules import COMPLETED, COMPLETED_EARLY_WITH_REASON, NOT_STARTED
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.model import Plan
from ovpsheets.rules.answered import AnsweredActivity, answered
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.said_in_words import cut_short
from ovpsheets.saying.how_far import goes_on, has_begun, is_done, says_unbegun, says_undone
from ovpsheets.words import REASONS, Severity

_TEXTS: Final = ("progress", "explanation")


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such activity, at the column that contradicts its status."""
    for row in answered(evidence):
        column = "" if row.is_decided("status") else _contradicting(row)
        if column:
            found = row.found(column).saying(
                status=(f"words.status.{row.answers['status']}", {}),
                column=(f"form.activities.{column}", {}),
            )
            yield _quoting(found, row, column, evidence.plan)


def _quoting(found: Found, row: AnsweredActivity, column: str, plan: Plan) -> Found:
    said = row.text(column)
    if column != "reason":
        return replace(found, values={"said": cut_short(said).rstrip(" .")})
    if own := plan.reasons.get(said):
        return replace(found, wordings={"said": own})
    if said in REASONS:
        return replace(found, keys={**found.keys, "said": (f"words.reason.{said}", {})})
    return replace(found, values={"said": said})


def _contradicting(row: AnsweredActivity) -> str:
    """Return the column that does not fit the status, "" where none speaks against it."""
    if COMPLETED.holds(row.answers):
        texts = ((column, row.text(column)) for column in _TEXTS)
        open_still = next((at for at, said in texts if goes_on(said) or says_undone(said)), "")
        is_early = COMPLETED_EARLY_WITH_REASON.holds(row.answers)
        return open_still or ("reason" if is_early else "")
    said = row.text("progress")
    if not row.answers["status"] or not said:
        return ""
    if NOT_STARTED.holds(row.answers):
        return "progress" if has_begun(said) else ""
    return "progress" if is_done(said) or says_unbegun(said) else ""


RULE = Rule(
    "status_contradicted",
    Severity.CHECK,
    find,
    follows=(
        "hollow_narrative", "completed_with_new_deadline", "copied_rows", "status_backwards",
        "moving_not_started",
    ),
    alone=True,
)  # fmt: skip
