"""A row of the form bears a code that was not asked about; what it says is kept as unplaced."""

from collections.abc import Iterator

from ovpsheets.rules.base import Evidence, Found, Place, Rule
from ovpsheets.words import Severity


def find(evidence: Evidence) -> Iterator[Found]:
    """Yield every row of a used return whose code the form does not know."""
    for returned in evidence.used():
        for stranger in returned.placement.strangers if returned.placement else ():
            cell = stranger.cell
            yield Found(
                returned.institution,
                place=Place(returned.name, cell.sheet, cell.address),
                found=cell.raw.strip(),
                part=f"{cell.raw.strip()}:{cell.address}",
            )


RULE = Rule("unknown_code", Severity.IMPORTANT, find)
