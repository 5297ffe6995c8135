"""Two people of one institution return half each: their answers are put together, cell by cell.

The newest return counts; where it says nothing, the next older one is asked.
Where both say something and it differs, the newest is used, and both are kept
side by side as a difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ovpsheets.form_field import FormField
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.answers import answer_fields
from ovpsheets.intake.recognise.beside_values import VALUE
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Difference, Return
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, INDICATORS, fold


@dataclass(frozen=True, slots=True)
class Combined:
    """The newest return with what the older ones add; ``parts``: those that added something."""

    returned: Return
    parts: tuple[Return, ...]


def combine(newest: Return, older: Sequence[Return], plan: Plan) -> Combined:
    """Return *newest*, completed from *older* (next older first)."""
    whole, parts = newest, []
    for other in older:
        added = _completed(whole, other)
        if added is not whole:
            # One that only says otherwise adds nothing: it is told as a difference, and is no part.
            if len(added.sources) > len(whole.sources):
                parts.append(other)
            whole = added
    if parts and whole.placement:
        answers, _ = answer_fields(whole.placement, plan)
        whole = replace(whole, answers=answers)
    return Combined(whole, tuple(parts))


def _completed(whole: Return, other: Return) -> Return:
    if whole.placement is None or other.placement is None or whole.sha256 == other.sha256:
        return whole
    own, theirs = whole.placement, other.placement
    answers = {name: cell for name, cell in theirs.fields.items() if is_answer(name)}
    missing = {name: cell for name, cell in answers.items() if name not in own.fields}
    differing = tuple(
        Difference(name, own.fields[name], whole.file_of(name), cell, other.name)
        for name, cell in answers.items()
        if name in own.fields and not is_same(own.fields[name], cell)
    )
    if not missing and not differing:
        return whole
    return replace(
        whole,
        placement=_with(own, missing, theirs),
        sources={**whole.sources, **dict.fromkeys(missing, other.name)},
        differences=(*whole.differences, *differing),
    )


def _with(own: Placement, missing: dict[FormField, Cell], theirs: Placement) -> Placement:
    """A row that is wholly theirs stands where it stands in their file."""
    # A row that both answered in part keeps the place it has in the newest: a finding about it
    # names one cell.
    answered = {field.row for field in own.fields if is_answer(field)}
    rows = dict(own.rows)
    for field in missing:
        if field.row not in answered and field.row in theirs.rows:
            rows[field.row] = theirs.rows[field.row]
    values = {field.code for field in missing if field.key == VALUE}
    beside = {code: said for code, said in theirs.beside.items() if code in values}
    return replace(
        own,
        fields={**own.fields, **missing},
        rows=rows,
        beside={**own.beside, **beside},
        left_out={**theirs.left_out, **own.left_out},
        second=(*own.second, *(field for field in theirs.second if field in missing)),
    )


def is_answer(field: FormField) -> bool:
    """Who filled in the cover is no answer: two people differ there as a matter of course."""
    return field.table in (ACTIVITIES, INDICATORS)


def is_same(first: Cell, second: Cell) -> bool:
    """Tell whether two cells say the same, whatever kind of cell they are."""
    return first.value == second.value or fold(first.raw) == fold(second.raw)


# ------------------------------------------------------------------ what changed


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
