"""What stands beside a cell that is said to be empty: it is told with that finding."""

from collections.abc import Mapping
from dataclasses import replace

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.once import once_for_each
from ovpsheets.rules.base import Found, Place
from ovpsheets.rules.said_in_mail import with_what_the_mail_says
from ovpsheets.rules.said_in_words import cut_short, proposals


def with_what_stands_beside(found: Found, evidence: QuarterSoFar) -> Found:
    """Return *found* with what stands beside its empty cell, where anything does."""
    line = _beside(evidence).get(found.place)
    if found.found:
        return found
    if line is None:
        return with_what_the_mail_says(found, evidence)
    kind = "cell" if line.kind == "cell" else "note"
    text = cut_short(line.shown)
    values = {"text": text, "sheet": line.sheet, "cell": line.cell}
    own = evidence.plan.indicator(found.indicator) if found.indicator else None
    proposed = (proposals(line.shown, own) if own else None) or ()
    return replace(found, found=text, also=((f"rules.beside_blank.{kind}", values), *proposed))


@once_for_each
def _beside(evidence: QuarterSoFar) -> Mapping[Place, LedgerLine]:
    found: dict[Place, LedgerLine] = {}
    for returned in evidence.used_forms():
        for line in returned.ledger.unplaced:
            if place := _blank_cell(returned, line):
                found.setdefault(place, line)
    return found


def _blank_cell(returned: Return, line: LedgerLine) -> Place | None:
    """The cell that a line is about, where nothing stands in it."""
    placement = returned.placement
    if placement is None or line.home is None or line.home in placement.fields:
        return None
    sheet, cell = placement.where(line.home)
    return Place(returned.name, sheet, cell) if cell else None
