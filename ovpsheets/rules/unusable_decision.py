"""The coordinator decided something that cannot be applied: it is kept, and nothing has changed.

It is for the coordinator alone; no institution is asked about it.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.decision import FIRST_ROW, SHEET, VALUE_LETTER, Outcome, to_look_at
from ovpsheets.decisions.known_names import what_text
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.texts import Value
from ovpsheets.words import Severity

WORKBOOK: Final = "../results/consolidated.xlsx"
"""Where it is typed, seen from the returned files."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such decision, at the cell in which the new workbook shows it."""
    for row, item in enumerate(to_look_at(evidence.outcomes), start=FIRST_ROW):
        if not item.is_unusable:
            continue
        decision = item.decision
        subject = " · ".join(part for part in (decision.code, decision.institution) if part)
        found = Found(
            place=Place(WORKBOOK, "", f"{VALUE_LETTER}{row}"),
            found=decision.value,
            part=decision.id,
            values={"what": decision.what or "–", "subject": subject or "–"},
        ).saying(why=_why(item), where=(f"consolidated.sheet.{SHEET}.name", {}))
        word = what_text(decision.what, evidence.plan.columns)
        yield found.saying(what=(word, {})) if word else found


def _why(item: Outcome) -> tuple[str, Mapping[str, Value]]:
    return item.why if item.why[0] else (f"decisions.problem.{item.problem}", {})


RULE = Rule("unusable_decision", Severity.IMPORTANT, find, compares="decisions")
