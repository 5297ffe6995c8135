"""What changed from one return of an institution to the next."""

from dataclasses import dataclass

from ovpsheets.form_field import FormField
from ovpsheets.intake.combine import is_answer, is_same
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is not what it was; None where there was, or is, none."""

    field: FormField
    old: Cell | None
    new: Cell | None


def changes(older: Return, newer: Return) -> tuple[Change, ...]:
    """Return what *newer* answers otherwise than *older*, in the order of the form."""
    before, after = _answers(older), _answers(newer)
    names = [*after, *(name for name in before if name not in after)]
    found = (Change(name, before.get(name), after.get(name)) for name in names)
    return tuple(change for change in found if not _is_none(change))


def _answers(returned: Return) -> dict[FormField, Cell]:
    fields = returned.placement.fields if returned.placement else {}
    return {name: cell for name, cell in fields.items() if is_answer(name)}


def _is_none(change: Change) -> bool:
    return bool(change.old and change.new and is_same(change.old, change.new))
