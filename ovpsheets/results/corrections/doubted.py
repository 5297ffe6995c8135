"""What may be taken back for an answer to be clear: remarks beside it, and what nobody asked."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ovpsheets.columns.checks import asked_of
from ovpsheets.form_field import FormField
from ovpsheets.intake.recognise.answers import Trouble
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.results.annotated.listing import Place

_ANSWER: Final = ("value", "flag")

Remark = tuple[Place, int]
"""Where a remark stands, and how long it is: with another length it is no longer the same."""


def remarks_at(returned: Return) -> dict[Place, tuple[Remark, ...]]:
    """Return sheet and cell of a doubtful answer → the remarks in its row that make it so."""
    troubles = returned.answers.troubles if returned.answers else ()
    found = ((own, tuple(_remarks(returned, own))) for own in troubles if "beside" in own.values)
    return {(own.cell.sheet, own.cell.address): remarks for own, remarks in found if remarks}


def _remarks(returned: Return, trouble: Trouble) -> Iterator[Remark]:
    said = str(trouble.values["beside"])
    for place, text in _texts_of_row(returned, trouble.field):
        line = " ".join(text.split())
        if line and (line in said or line.startswith(said.removesuffix("…"))):
            yield place, len(text.encode("utf-16-le")) // 2  # as the formula LEN counts


def _texts_of_row(returned: Return, of: FormField) -> Iterator[tuple[Place, str]]:
    for field, cell in returned.placement.fields.items() if returned.placement else ():
        if field.row == of.row and field.key not in _ANSWER and cell.row:
            yield (cell.sheet, cell.address), cell.raw
    for line in returned.ledger.unplaced:
        home = line.field or line.home
        if line.kind == "cell" and home and home.row == of.row:
            yield (line.sheet, line.cell), line.raw


def typed_elsewhere(returned: Return, places: Iterable[Place]) -> dict[Place, str]:
    """Return which of *places* hold a sentence in no field of the form, each with it.

    What a program shows its own way (numbers, days, errors) is not among them.
    """
    wanted = set(places)
    return {
        (line.sheet, line.cell): line.raw
        for line in returned.ledger.unplaced
        if (line.sheet, line.cell) in wanted and line.kind == "cell" and " " in line.raw.strip()
        if any(map(str.isalpha, line.raw))
    }


def asked_for_nothing(fields: Mapping[Place, FormField]) -> Iterator[Place]:
    """Yield where no check asks for an answer: to leave such a cell empty may be the answer."""
    return (place for place, field in fields.items() if not asked_of(field.key))
