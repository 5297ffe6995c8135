"""The answer that a decision replaced has changed, or has come, since it was decided.

The decision still holds; it is for the coordinator alone to look at it again.
"""

from collections.abc import Iterator, Mapping

from ovpsheets.decision import FIRST_ROW, SHEET, VALUE_LETTER, to_look_at
from ovpsheets.decisions.known_names import what_text
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.unusable_decision import WORKBOOK
from ovpsheets.texts import Value
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such decision, at the cell in which the new workbook shows it."""
    for row, item in enumerate(to_look_at(evidence.outcomes), start=FIRST_ROW):
        decision = item.decision
        if item.is_stale:
            found = Found(
                place=Place(WORKBOOK, "", f"{VALUE_LETTER}{row}"),
                found=decision.value,
                part=decision.id,
                values={
                    "what": decision.what,
                    "subject": f"{decision.code} · {decision.institution}",
                },
            ).saying(
                was=_answer(decision.answered),
                now=_answer(item.before),
                where=(f"consolidated.sheet.{SHEET}.name", {}),
            )
            word = what_text(decision.what, evidence.plan.columns)
            yield found.saying(what=(word, {})) if word else found


def _answer(text: str) -> tuple[str, Mapping[str, Value]]:
    return ("decisions.answer.given", {"text": text}) if text else ("decisions.answer.none", {})


RULE = Rule("stale_decision", Severity.IMPORTANT, find, compares="decisions")
