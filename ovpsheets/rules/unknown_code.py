"""A row of the form bears a code that is not in the plan, or none; what it says is unplaced."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.rules.rows_of_another import owners_of
from ovpsheets.words import Severity

_SHOWN: Final = 5


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every row of a used return whose code the plan does not know.

    Answers in rows without a code are one finding for each return, to be checked.
    """
    for returned in evidence.used_forms():
        for stranger in returned.placement.strangers if returned.placement else ():
            cell = stranger.cell
            if owners_of(evidence.plan, cell.raw) or _is_given_up(evidence, cell.raw):
                continue  # of another institution, not asked about in this quarter, or not any more
            said = cell.raw.strip()
            where = {"sheet": cell.sheet, "cell": cell.address, "found": said}
            yield Found(
                returned.institution,
                place=Place(returned.name, cell.sheet, cell.address),
                found=said,
                part=f"{said}:{cell.address}",
                keys={"what": ("rules.unknown_code.what.code", where)},
            )
        yield from _without_code(returned)


def _is_given_up(evidence: QuarterSoFar, code: str) -> bool:
    """Tell whether a row stood in the plan of which the forms were made, and went since.

    One that is there under another code is asked about: its answers are not read.
    """
    then, plan = evidence.brief.issued_plan, evidence.plan
    if then is None or not owners_of(then, code):
        return False
    texts = {own.text for own in plan.activities} | {own.text for own in plan.indicators}
    gone = [own.text for own in then.activities if own.code == code.strip()]
    gone += [own.text for own in then.indicators if own.code == code.strip()]
    return bool(gone) and texts.isdisjoint(gone)


def _without_code(returned: Return) -> Iterator[Found]:
    cells = returned.placement.nameless if returned.placement else ()
    if not cells:
        return
    said = [f"{cell.address} „{cell.raw.strip()}“" for cell in cells[:_SHOWN]]
    more = ["…"] if len(cells) > _SHOWN else []
    where = {"sheet": cells[0].sheet, "cells": ", ".join(said + more)}
    yield Found(
        returned.institution,
        place=Place(returned.name, cells[0].sheet, cells[0].address),
        found=" · ".join(cell.raw.strip() for cell in cells[:_SHOWN]),
        part="without_code",
        keys={"what": ("rules.unknown_code.what.none", where)},
        weight=Severity.CHECK,
    )


RULE = Rule("unknown_code", Severity.IMPORTANT, find, alone=True)
