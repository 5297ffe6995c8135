"""A form holds rows whose codes are in the plan, but are not asked of its institution."""

from collections.abc import Iterator
from typing import Final

from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.model import Plan
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity

_SHOWN: Final = 8


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield, once for each institution, the rows of a used return that are that one's.

    Rows of the institution itself that are not asked about in this quarter are one finding too.
    """
    for returned in evidence.used_forms():
        for owner, cells in _by_owner(evidence.plan, returned).items():
            first = next(iter(cells))
            codes = list(dict.fromkeys(cell.raw.strip() for cell in cells))
            more = ["…"] if len(codes) > _SHOWN else []
            why = "own" if owner == returned.institution else "other"
            yield Found(
                returned.institution,
                place=Place(returned.name, first.sheet, first.address),
                found=", ".join(codes),
                part=owner,
                values={"codes": ", ".join(codes[:_SHOWN] + more)},
                keys={"whose": (f"rules.rows_of_another.whose.{why}", {})},
            ).naming(other=evidence.plan.institution(owner))


def _by_owner(plan: Plan, returned: Return) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for stranger in returned.placement.strangers if returned.placement else ():
        owners = owners_of(plan, stranger.cell.raw)
        if owners:
            # A row that is the institution's own in another quarter is not called somebody else's.
            own = returned.institution if returned.institution in owners else next(iter(owners))
            found.setdefault(own, []).append(stranger.cell)
    return found


def owners_of(plan: Plan, text: str) -> tuple[str, ...]:
    """Return the institutions that report about the activity or indicator with this code.

    () where the plan has no such code.
    """
    code = text.strip().strip(".").replace(",", ".")  # people type „3,6.1.“
    activity = next((own for own in plan.activities if own.code == code), None)
    if activity is not None:
        return tuple(institution for institution, _ in activity.parties)
    indicator = plan.find_indicator(code)
    if indicator is None:
        return ()
    return indicator.reported_by or (plan.activity(indicator.activity).holder,)


RULE = Rule("rows_of_another", Severity.IMPORTANT, find, alone=True)
