"""The answered activities of a quarter as the form's checks see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ovpsheets.forms.conditions import Answers
from ovpsheets.intake.returned import Return
from ovpsheets.plan.due import DueActivity
from ovpsheets.rules.base import Evidence
from ovpsheets.tables import records


@dataclass(frozen=True, slots=True)
class Answered:
    """An activity that a returned form answers; ``answers`` is what conditions judge.

    Beside the form's columns ``answers`` holds ``begun``, ``quarter_end`` and
    ``previous_explanation``.
    """

    institution: str
    item: DueActivity
    returned: Return
    answers: Answers


def answered(evidence: Evidence) -> Iterator[Answered]:
    """Yield every activity that a used return answers."""
    for due, returned in evidence.reporting():
        language = evidence.plan.institution(due.institution).language
        for item in due.activities:
            code = item.activity.code
            answer = returned.answers and returned.answers.activities.get(code)
            if not answer:
                continue
            before = _before(evidence, due.institution, code)
            yield Answered(
                due.institution,
                item,
                returned,
                {
                    "status": answer.status,
                    "progress": answer.progress,
                    "reason": answer.reason,
                    "explanation": answer.explanation,
                    "new_deadline": answer.new_deadline,
                    "text": item.activity.text.in_(language),
                    "deadline": item.activity.deadline,
                    "begun": item.begun,
                    "quarter_end": evidence.quarter.end,
                    "previous_status": before.get("status"),
                    "previous_explanation": before.get("explanation"),
                },
            )


def _before(evidence: Evidence, institution: str, code: str) -> dict[str, object]:
    table = evidence.previous.activities
    rows = table[(table["activity"] == code) & (table["institution"] == institution)]
    return {} if rows.empty else records(rows)[0]
