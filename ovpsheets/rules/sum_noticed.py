"""Figures of persons add up, though the plan does not say so: a whole and its parts, or chance.

It is for the coordinator alone; no institution is asked about it. Until it is settled the
figures protect one another as if they belonged together.
"""

from collections.abc import Iterator

from ovpsheets.decision import SHEET, SUM, Dispute
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every such sum that nobody has settled, at the cell of its whole."""
    disputes = {item.code: item for item in evidence.disputes if item.what == SUM}
    for own in evidence.sums:
        whole = evidence.plan.find_indicator(own.codes[0])
        if own.said in disputes and whole is not None:
            item = disputes[own.said]
            found = Found(
                activity=whole.activity,
                indicator=whole.code,
                place=_place(item),
                found=own.said,
                part=own.said,
                values={"sum": own.said},
            ).saying(where=(f"consolidated.sheet.{SHEET}.name", {}))
            yield found.saying(cells=_cells(item))


def _place(item: Dispute) -> Place:
    first = item.sides[0] if item.sides else None
    return Place(first.file, first.sheet, first.cell) if first else Place()


def _cells(item: Dispute) -> tuple[str, dict[str, str]]:
    """Return how the cells are named in which it can be seen in this quarter, if anywhere."""
    places = [f"{side.sheet}!{side.cell}" for side in item.sides if side.cell]
    if not places:
        return "rules.sum_noticed.nowhere", {}
    return "rules.sum_noticed.cells", {"places": ", ".join(places)}


RULE = Rule("sum_noticed", Severity.CHECK, find, compares="decisions")
