"""Nobody has approved a form of which the coordinator asks for that."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.address import cell_name, position
from ovpsheets.columns.declared import APPROVAL_FIELDS
from ovpsheets.form_field import FormField
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule, asked_as_today
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import COVER, LANGUAGES, LedgerClass, Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every institution that sent a form which says not all of name, function and date.

    Who was sent a form that did not ask is not asked either.
    """
    for due in evidence.due if evidence.plan.confirmation else ():
        for returned in evidence.used_by(due.institution):
            if not _is_approved(returned) and _asked(evidence, returned):
                yield Found(due.institution, place=_place(returned))
                break


def _is_approved(returned: Return) -> bool:
    return not _missing(returned)


def _missing(returned: Return) -> list[str]:
    filled = {line.field for line in returned.ledger if line.what is LedgerClass.FIELD}
    return [key for key in APPROVAL_FIELDS if FormField(COVER, "", key) not in filled]


def _place(returned: Return) -> Place:
    """Return the first cell that is missing: the one behind its label."""
    labels = _labels_of(_missing(returned)[0])
    for line in returned.ledger:
        if line.raw in labels and line.kind == "cell" and (at := position(line.cell)):
            # cell_name counts from 0: this is the cell behind the label, in its row.
            row, column = at
            return Place(returned.name, line.sheet, cell_name(row - 1, column))
    return Place(returned.name)


def _asked(evidence: QuarterSoFar, returned: Return) -> bool:
    """Tell whether a form asks for it: by what stands in it, or by what was issued."""
    if any(line.raw in _labels() for line in returned.ledger):
        return True
    content = asked_as_today(evidence, returned)
    return content is not None and content.confirmation


@cached
def _labels() -> frozenset[str]:
    return frozenset(label for key in APPROVAL_FIELDS for label in _labels_of(key))


def _labels_of(key: str) -> frozenset[str]:
    return frozenset(Texts(language)(f"form.cover.{key}") for language in LANGUAGES)


RULE: Final = Rule(
    "missing_confirmation", Severity.IMPORTANT, find, follows=("empty_form",), alone=True
)
