"""What is to be settled: fields about which the returned forms do not agree, or cannot be read.

Pure over returns, before any decision is applied: what each side said, and where.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ovpsheets.decision import WHOSE, Dispute, Side
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.remarks import ON_ALL
from ovpsheets.intake.meaning.spelling import shown
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.refusal import IDENTITY_UNKNOWN
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.reconcile import Settled
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, INDICATORS, Used

_OF_FILES: Final = ("unrecognised_file", "wrong_quarter", "wrong_institution")
"""The rules that report a file which was set aside."""

_MARK: Final = "#"
"""Between a workbook's name and which of its forms it is."""


def disputes(so_far: QuarterSoFar) -> tuple[Dispute, ...]:
    """Return what can be settled of the returns; of each field once, in the order found."""
    settled, used = so_far.settled, list(so_far.used_forms())
    found: dict[str, Dispute] = {}
    subjects = {*so_far.plan.columns.decidable(), WHOSE}
    every = (*_files(settled), *_within(used), *_between(used, so_far.plan))
    for item in (each for each in every if each.what in subjects):
        known = found.get(item.id)
        found[item.id] = _joined(known, item) if known else item
    return tuple(found.values())


def _joined(first: Dispute, second: Dispute) -> Dispute:
    """One field can be in dispute for two reasons; a side that says why it cannot be read stays."""
    sides: dict[tuple[str, str, str], Side] = {}
    for side in (*first.sides, *second.sides):
        place = (side.file, side.sheet, side.cell)
        unread, _ = side.why
        if unread or place not in sides:
            sides[place] = side
    rules = tuple(dict.fromkeys((*first.rules, *second.rules)))
    return replace(first, rules=rules, sides=tuple(sides.values()))


def _files(settled: Iterable[Settled]) -> Iterator[Dispute]:
    """Files that were read and set aside for their identity or quarter.

    Not the sheets of other forms in a workbook: they are settled with its own.
    """
    for item in settled:
        returned = item.returned
        is_own = _MARK not in returned.name or not returned.identity
        is_open = not returned.identity or item.reason in IDENTITY_UNKNOWN
        if item.used is Used.SET_ASIDE and returned.was_opened and is_open and is_own:
            side = Side("", "", returned.name, why=(f"intake.refused.{item.reason}", {}))
            yield Dispute(_OF_FILES, WHOSE, returned.name, "", (side,))


# ------------------------------------------------------------------ one institution


def _within(used: Iterable[Return]) -> Iterator[Dispute]:
    for returned in used:
        halves = set(returned.sources.values())  # else the newer return corrects the older one
        for item in (each for each in returned.differences if each.older_file in halves):
            sides = (
                _side(returned, item.newer, item.newer_file),
                _side(returned, item.older, item.older_file),
            )
            yield _of("conflicting_answers", item.field, returned.institution, *sides)
        if returned.placement is not None:
            for twice in returned.placement.contradictions:
                name = _field_of(returned.placement, twice.first)
                if twice.kind == "answer" and name is not None:
                    first, second = (_side(returned, c) for c in (twice.first, twice.second))
                    yield _of("conflicting_answers", name, returned.institution, first, second)
        for trouble in returned.answers.troubles if returned.answers else ():
            yield _unread(returned, trouble)


def _field_of(placement: Placement, first: Cell) -> FormField | None:
    # By what is in it and not by the object: of a form from a worker each is made anew.
    return next((name for name, cell in placement.fields.items() if cell == first), None)


def _side(returned: Return, cell: Cell, file: str = "") -> Side:
    return Side(returned.institution, shown(cell), file or returned.name, cell.sheet, cell.address)


def _unread(returned: Return, trouble: Trouble) -> Dispute:
    cell = trouble.cell
    side = Side(
        returned.institution,
        shown(cell),
        returned.file_of(trouble.field),
        cell.sheet,
        cell.address,
        (f"readings.{trouble.problem}", trouble.values),
    )
    rules = ("doubtful_value",) if trouble.doubtful else ("unreadable_value", "formula_error")
    if trouble.problem in ON_ALL:
        rules = ("remark_on_all",)
    return Dispute(rules, trouble.column, trouble.code, returned.institution, (side,))


def _of(rule: str, field: FormField, institution: str, *sides: Side) -> Dispute:
    return Dispute((rule,), field.key, field.code, institution, sides)


# ------------------------------------------------------------------ several institutions


def _between(used: Sequence[Return], plan: Plan) -> Iterator[Dispute]:
    """Fields that several institutions answer otherwise; which of them matter, the rules say."""
    said: dict[tuple[str, str, str], list[tuple[object, Return]]] = {}
    of_several = _answered_by_several(used)
    for returned in used if of_several else ():
        for field, answer in _answers(returned, of_several).items():
            said.setdefault(field, []).append((answer, returned))
    rules = {"status": "holders_disagree", "value": "values_disagree"}
    order = {own.code: place for place, own in enumerate(plan.institutions)}
    for field, answers in said.items():
        sides = _sides(FormField(*field), answers)
        known = sorted(sides.keys() & order.keys(), key=order.__getitem__)
        for institution in known:
            answer, own = sides[institution]
            others = [side for other, side in map(sides.__getitem__, known) if other != answer]
            if others:
                _, code, column = field
                yield Dispute((rules[column],), column, code, institution, (own, *others))


def _answered_by_several(used: Iterable[Return]) -> frozenset[str]:
    """Return the codes of which more than one form has a row; most are asked of one alone."""
    once: set[str] = set()
    again: set[str] = set()
    for returned in used:
        own = returned.answers
        codes = own.activities.keys() | own.indicators.keys() if own else set()
        again |= once & codes
        once |= codes
    return frozenset(again)


def _sides(
    field: FormField, answers: Iterable[tuple[object, Return]]
) -> dict[str, tuple[object, Side]]:
    """Return what each institution answered, and where."""
    found: dict[str, tuple[object, Side]] = {}
    for answer, returned in answers:
        cell = returned.placement.fields.get(field) if returned.placement else None
        if cell is not None:
            side = _side(returned, cell, returned.file_of(field))
            found[returned.institution] = (answer, side)
    return found


def _answers(returned: Return, codes: Container[str]) -> dict[tuple[str, str, str], object]:
    """The statuses and values of these *codes* that could be read, as they can be compared."""
    if returned.answers is None:
        return {}
    found: dict[tuple[str, str, str], object] = {
        (ACTIVITIES, code, "status"): answer.status
        for code, answer in returned.answers.activities.items()
        if code in codes and answer.status is not None
    }
    for code, given in returned.answers.indicators.items():
        if code in codes and (given.value is not None or given.text in ("yes", "no")):
            answer = given.text if given.text in ("yes", "no") else given.value
            found[INDICATORS, code, "value"] = answer
    return found
