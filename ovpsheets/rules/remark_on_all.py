"""A sentence in a form is about all of its values: that they are partial, or in another unit.

It is one question, however many values it puts in doubt.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from ovpsheets.files import sha256
from ovpsheets.intake.meaning.remarks import ON_ALL
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.rules.base import Found, Place, Rule
from ovpsheets.words import Severity

_ASKED: Final[Mapping[str, tuple[str, Severity]]] = {
    "unit_in_form": ("unit", Severity.IMPORTANT),  # no value was read
    "qualified_in_form": ("limited", Severity.CHECK),
}
"""Problem → what is asked because of it, and how much that weighs."""


def find(evidence: QuarterSoFar) -> Iterator[Found]:
    """Yield every sentence of a used return that puts its values in doubt, once."""
    doubted: dict[tuple[str, str, str], list[tuple[Return, Trouble]]] = {}
    for returned, trouble in evidence.troubles():
        if trouble.problem in ON_ALL:
            file, said = returned.file_of(trouble.field), str(trouble.values["beside"])
            doubted.setdefault((file, trouble.problem, said), []).append((returned, trouble))
    for (file, problem, said), values in doubted.items():
        (returned, first), codes = values[0], [trouble.code for _, trouble in values]
        what, weight = _ASKED[problem]
        words = {"codes": ", ".join(codes)}
        yield Found(
            returned.institution,
            place=Place(file, *_where(returned, said) or (first.cell.sheet, first.cell.address)),
            found=said,
            part=f"{what}:{sha256(said.encode())[:8]}",
            about=tuple((evidence.plan.indicator(code).activity, code) for code in codes),
            keys={
                "what": (f"rules.remark_on_all.{what}", words),
                "want": (f"rules.remark_on_all.{what}_ask", words),
            },
            weight=weight,
        )


def _where(returned: Return, said: str) -> tuple[str, str] | None:
    """Return sheet and cell of the sentence, or of the first of several; None where it is gone."""
    first = said.split("; ")[0].removesuffix("…")
    fields = returned.placement.fields.values() if returned.placement else ()
    stands = [(cell.raw, cell.sheet, cell.address) for cell in fields]
    stands += [(line.raw, line.sheet, line.cell) for line in returned.ledger.unplaced]
    return next(((sheet, cell) for raw, sheet, cell in stands if first in _line(raw)), None)


def _line(text: str) -> str:
    return " ".join(text.split())


RULE = Rule("remark_on_all", Severity.IMPORTANT, find)
