"""An institution that has something due returned nothing that can be used."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Rule
from ovpsheets.rules.said_in_mail import quoted, said_in_mails
from ovpsheets.words import Severity

_NOTHING: Final = {"wrote": "", "your_mail": ""}
_WROTE: Final = {
    name: (f"rules.missing_return.{name}", dict[str, str]()) for name in ("wrote", "your_mail")
}
_WROTE_UNDATED: Final = {name: (f"{key}_undated", values) for name, (key, values) in _WROTE.items()}
"""Of who wrote without a form nobody says that nothing came."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every institution that is expected and did not return a form."""
    for due in evidence.due:
        if due.anything and not evidence.used_by(due.institution):
            begun = sum(item.begun for item in due.activities)
            found = Found(
                due.institution,
                values={"activities": str(begun), **_NOTHING},
                also=quoted(said_in_mails(evidence).get(due.institution, ())),
            )
            if due.institution not in evidence.wrote:
                yield found
            elif day := evidence.wrote[due.institution]:
                yield replace(found, dates={"day": day}).saying(**_WROTE)
            else:
                yield found.saying(**_WROTE_UNDATED)


RULE = Rule(
    "missing_return",
    Severity.URGENT,
    find,
    follows=("wrong_quarter", "wrong_institution", "unrecognised_file"),
)
