"""What stands beside an indicator's value and is no field: a changed unit, remarks on cells."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ovpsheets.address import position
from ovpsheets.columns.declared import NOTE_FIELDS
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning.remarks import NOTHING, BesideValue
from ovpsheets.intake.meaning.said_of_all import SENTENCE, is_stamp
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.templates import cached
from ovpsheets.texts import Texts
from ovpsheets.words import INDICATORS, LANGUAGES, NOTES, LedgerClass

VALUE: Final = "value"
UNIT: Final = "unit"


def beside_values(
    ledger: Iterable[LedgerLine],
    fields: Mapping[FormField, Cell],
    strangers: Iterable[Cell] = (),
) -> Mapping[str, BesideValue]:
    """Return an indicator's code → what *ledger* has beside its value, where there is something.

    The code "" stands for the form as a whole: what stands on the sheet of the values, or on the
    one for remarks, and is about no row, and the answers to open questions. What stands in a row
    of *strangers*, the codes of rows that the form does not have, is about that row.
    """
    found: dict[str, BesideValue] = {}
    in_form = [cell.raw for key in NOTE_FIELDS if (cell := fields.get(FormField(NOTES, "", key)))]
    unplaced = [entry for entry in ledger if entry.what is LedgerClass.UNPLACED]
    values = _value_cells(fields) if unplaced else {}
    apart = {(cell.sheet, cell.row) for cell in strangers}
    sheets = {sheet for sheet, _ in values} | notes_sheets()
    for entry in unplaced:
        noted = None if entry.kind == "cell" else values.get((entry.sheet, entry.cell))
        of = noted or entry.field or entry.home
        is_near = (entry.sheet in sheets or is_stamp(entry.raw)) and _row_of(entry) not in apart
        if (of is None or (of.table == INDICATORS and not of.code)) and is_near:
            in_form.append(entry.raw)
        if of is None or of.table != INDICATORS or not of.code:
            continue
        known = found.get(of.code, NOTHING)
        if entry.kind == "cell" and entry.field is None and of.key == VALUE:
            continue  # another answer to it, which is told as that, and no remark on it
        if entry.field is None:
            found[of.code] = replace(known, remarks=(*known.remarks, entry.raw))
        elif of.key == UNIT:
            found[of.code] = replace(known, unit=entry.raw)
    if in_form:
        said = (one.strip() for text in in_form for one in SENTENCE.split(text))
        found[""] = BesideValue(in_form=tuple(filter(None, said)))
    return found


@cached
def notes_sheets() -> frozenset[str]:
    """Return how the sheet for remarks is called, in every language."""
    return frozenset(Texts(language)(f"form.sheet.{NOTES}") for language in LANGUAGES)


def _row_of(line: LedgerLine) -> tuple[str, int]:
    place = position(line.cell)
    return line.sheet, place[0] if place else 0


def _value_cells(fields: Mapping[FormField, Cell]) -> dict[tuple[str, str], FormField]:
    return {
        (cell.sheet, cell.address): field
        for field, cell in fields.items()
        if field.table == INDICATORS and field.key == VALUE
    }
