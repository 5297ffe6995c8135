"""What stands beside a cell that is asked about, empty or not: it is told with that finding."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.address import position
from ovpsheets.form_field import FormField
from ovpsheets.forms.asked_again import list_names
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Found, Place
from ovpsheets.rules.said_in_mail import with_what_the_mail_says
from ovpsheets.rules.said_in_words import Sentence, cut_short, proposals
from ovpsheets.words import ACTIVITIES, INDICATORS

_ANSWER: Final = {ACTIVITIES: "status", INDICATORS: "value"}
"""What is answered, probably, by what stands in a row and in none of the columns to fill in."""


def with_what_stands_beside(found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found* with what stands beside its empty cell, where anything does."""
    line = _beside(evidence).get(found.place)
    if found.also:  # the words beside it in the row
        return found
    if line is None:
        return with_what_the_mail_says(found, evidence)
    said_so = found.found or cut_short(line.shown)
    return replace(found, found=said_so, also=_saying(line, found, evidence))


def with_what_the_list_says(found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found*, of a cell of the form, with what was typed for it into our list."""
    line = _listed(evidence).get(found.place)
    if line is None or found.also:
        return found
    return replace(found, also=_saying(line, found, evidence))


def with_the_note_on_it(found: Found, evidence: QuarterSoFar, quoted: str) -> Found:
    """Return *found*, of a doubtful cell, with the first note on it that *quoted* is not from."""
    for line in notes_on(evidence).get(found.place, ()):
        if not quoted or quoted.rstrip("…") not in cut_short(line.raw):
            proposes = found.part == _ANSWER[INDICATORS]
            return replace(found, also=_saying(line, found, evidence, proposes=proposes))
    return found


@once_for_each
def notes_on(evidence: QuarterSoFar) -> Mapping[Place, tuple[LedgerLine, ...]]:
    """Return cell → the notes on it that are not ours, of one that is what was typed into it."""
    found: dict[Place, tuple[LedgerLine, ...]] = {}
    for returned in evidence.used_forms():
        for line in returned.ledger.unplaced:
            if line.kind != "cell":
                at = Place(returned.name, line.sheet, line.cell)
                found[at] = (*found.get(at, ()), line)
    return found


@once_for_each
def _listed(evidence: QuarterSoFar) -> Mapping[Place, LedgerLine]:
    """Return cell → what was typed beside its line in the list of a correction."""
    names = list_names()
    return {
        Place(returned.name, *returned.placement.where(line.home)): line
        for returned in evidence.used_forms()
        if returned.placement is not None
        for line in reversed(returned.ledger.unplaced)
        if line.home is not None and line.kind == "cell" and line.sheet.startswith(names)
    }


def _saying(
    line: LedgerLine, found: Found, evidence: QuarterSoFar, *, proposes: bool = True
) -> tuple[Sentence, ...]:
    """The sentence that quotes a line, and that with the number which it proposes."""
    kind = "cell" if line.kind == "cell" else "note"
    # A link of our list leads to the cell itself.
    text = line.raw if line.link.startswith("#") else line.shown
    values = {"text": cut_short(text), "sheet": line.sheet, "cell": line.cell}
    own = evidence.plan.indicator(found.indicator) if found.indicator and proposes else None
    proposed = (proposals(line.raw, own) if own else None) or ()
    return ((f"rules.beside_blank.{kind}", values), *proposed)


@once_for_each
def _beside(evidence: QuarterSoFar) -> Mapping[Place, LedgerLine]:
    found: dict[Place, LedgerLine] = {}
    for returned in evidence.used_forms():
        left = returned.placement.left.values() if returned.placement else ()
        told = {(cell.sheet, cell.address) for cell in left}  # by a finding of their own, once
        for line in returned.ledger.unplaced:
            for place in (
                _blank_cells(returned, line) if (line.sheet, line.cell) not in told else ()
            ):
                found.setdefault(place, line)
    return found


def _blank_cells(returned: Return, line: LedgerLine) -> Iterator[Place]:
    """Yield the cells that a line may be about, where nothing or only what is struck out stands.

    What was typed over a given cell, or beyond the columns, is about its row's answer, too.
    """
    placement, home = returned.placement, line.home
    if placement is None or home is None:
        return
    if home.table in _ANSWER and _is_elsewhere(line, home, placement):
        yield from _blank(returned, FormField(home.table, home.code, _ANSWER[home.table]))
    yield from _blank(returned, home)


def _blank(returned: Return, field: FormField) -> Iterator[Place]:
    placement = returned.placement
    answer = placement.fields.get(field) if placement else None
    if placement and (answer is None or not answer.kept.strip()):
        sheet, cell = placement.where(field)
        if cell:
            yield Place(returned.name, sheet, cell)


def _is_elsewhere(line: LedgerLine, home: FormField, placement: Placement) -> bool:
    place = position(line.cell)
    own = placement.columns.get((home.table, home.key))
    return place is not None and place[1] != own
