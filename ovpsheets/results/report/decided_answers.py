"""What the coordinator decided in the place of an institution's answers, as it is told to it."""

from ovpsheets.columns.model import FormColumns
from ovpsheets.decision import ACCEPTED, SUM, WHOSE, Outcome
from ovpsheets.decisions.known_names import what_word
from ovpsheets.results.report.report import Report
from ovpsheets.texts import Texts


def decided_for(report: Report, institution: str) -> tuple[Outcome, ...]:
    """Return the decisions that stand in the place of answers of *institution*, as decided."""
    return tuple(
        item
        for item in report.decided
        if not item.problem
        and item.decision.what not in (WHOSE, ACCEPTED, SUM)
        and item.decision.institution == institution
    )


def recorded(item: Outcome, columns: FormColumns, texts: Texts) -> str:
    """Say what the institution answered and what the coordinator recorded; not why, nor who."""
    decision = item.decision
    return texts(
        "decisions.recorded" if item.before else "decisions.recorded_alone",
        code=decision.code,
        what=what_word(decision.what, columns, texts),
        before=item.before,
        value=decision.value,
    )
