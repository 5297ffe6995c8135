"""A fresh form with what was answered: where the member's own file cannot be annotated."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from ovpsheets.address import cell_name, position
from ovpsheets.columns.checks import asked_of
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.from_due import form_content
from ovpsheets.forms.identity import FormId
from ovpsheets.forms.workbook import form_workbook, layouts
from ovpsheets.intake.reading.cells import Cell, column_letters
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.plan.due import only
from ovpsheets.results.annotated.listing import Check, Place
from ovpsheets.results.report import Report
from ovpsheets.results.report.due_now import due_now
from ovpsheets.texts import Texts

Places = tuple[Place, ...]
"""Sheets and cells."""

CHECK: Final = "check"
"""The column of a form's table that says what its row lacks."""


@dataclass(frozen=True, slots=True)
class FreshForm:
    """The form, and where in it the fields of the member's file stand now."""

    data: bytes
    fields: Mapping[FormField, tuple[str, str]]  # field → sheet and cell
    before: Mapping[tuple[str, str], FormField]  # sheet and cell in the member's file → field
    stood: Mapping[tuple[str, str], str | float | None]  # sheet and cell → what stands there

    @classmethod
    def of(cls, report: Report, form_id: FormId, form: Return | None) -> Self | None:
        """Make the form anew with the answers of *form*; None where nothing is due."""
        content = content_now(report, form_id)
        if content is None:
            return None
        placement = form.placement if form else None
        answers: dict[str, str | float] = {
            str(field): _value(cell)
            for field, cell in (placement.fields.items() if placement else ())
            if cell.type != "error"
        }
        fields = {
            cell.field: (layout.name, cell_name(cell.row, cell.column))
            for layout in layouts(content)
            for cell in layout.cells
            if cell.field
        }
        stood = {place: answers.get(str(field)) for field, place in fields.items()}
        return cls(form_workbook(content, answers), fields, fields_at(placement), stood)

    def checks(self, texts: Texts) -> dict[Place, Check]:
        """Return the check of each field that can be completed."""
        return checks_of(
            ((place, own) for own, place in self.fields.items()), self.fields.get, texts
        )

    def places(self, before: Iterable[tuple[str, str]]) -> Places:
        """Return where places of the member's file are in this form, as far as there are any."""
        fields = (self.before[place] for place in before if place in self.before)
        return tuple(dict.fromkeys(self.fields[own] for own in fields if own in self.fields))


def content_now(report: Report, form_id: FormId) -> FormContent | None:
    """Return what the form asks that would be made today, None where nothing is due."""
    plan = only(report.plan, form_id.commitment) if form_id.commitment else report.plan
    item = due_now(report, form_id.commitment).get(form_id.institution)
    if item is None or not item.anything:
        return None
    return form_content(plan, form_id, item, report.history)


def stood_at(
    placement: Placement | None, fields: Mapping[Place, FormField]
) -> Mapping[Place, str | float | None]:
    """Return sheet and cell of the *fields* of a member's file → what stands there.

    None for nothing; of what no formula compares, such as a date, nothing is returned.
    """
    typed = placement.fields if placement else {}
    stood = {place: typed.get(field) for place, field in fields.items()}
    return {
        place: None if cell is None or cell.type == "blank" else _value(cell)
        for place, cell in stood.items()
        if cell is None or cell.type in ("text", "blank") or isinstance(_value(cell), float)
    }


def checks_at(
    placement: Placement | None, fields: Mapping[Place, FormField], texts: Texts
) -> dict[Place, Check]:
    """Return the checks of a member's file beside some of its *fields*, as far as it has them."""
    return checks_of(fields.items(), placement.where, texts) if placement else {}


def checks_of(
    fields: Iterable[tuple[Place, FormField]],
    where: Callable[[FormField], Place | None],
    texts: Texts,
) -> dict[Place, Check]:
    """Return the check of each field whose row has one: *where* it stands, and what it says."""
    found: dict[Place, Check] = {}
    for place, own in fields:
        at = where(FormField(own.table, own.code, CHECK))
        keys = (f"checks.{own.table}.{step}" for step in asked_of(own.key))
        asking = tuple(dict.fromkeys(texts(key) for key in keys if texts.has(key)))
        if at and at[1] and asking:
            found[place] = Check(at, asking)
    return found


def _value(cell: Cell) -> str | float:
    """What the member typed; what is no plain number is kept as the text people see."""
    if cell.type == "number" and isinstance(cell.value, float | int) and not cell.is_percentage:
        return float(cell.value)
    return cell.raw


def fields_at(placement: Placement | None) -> dict[Place, FormField]:
    """Return sheet and cell → the field that stands, or should stand, there."""
    if placement is None:
        return {}
    columns: dict[str, dict[str, int]] = {}
    for (table, key), column in placement.columns.items():
        columns.setdefault(table, {})[key] = column
    found = {
        (sheet, f"{column_letters(column)}{row}"): FormField(table, code, key)
        for (table, code), (sheet, row) in placement.rows.items()
        for key, column in columns.get(table, {}).items()
    }
    answered = {
        (cell.sheet, cell.address): name
        for name, cell in placement.fields.items()
        if position(cell.address)
    }
    return found | answered


def fields_among(placement: Placement | None, places: Collection[Place]) -> dict[Place, FormField]:
    """Return of a few *places* what :func:`fields_at` says, without going through all others.

    In the order of the places' names: what is kept of a correction is found again by it.
    """
    if placement is None:
        return {}
    rows: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for own, line in placement.rows.items():
        rows.setdefault(line, []).append(own)
    keys = {(table, column): key for (table, key), column in placement.columns.items()}
    found = {
        (sheet, address): FormField(table, code, keys[table, at[1]])
        for sheet, address in sorted(places)
        if (at := position(address))
        for table, code in rows.get((sheet, at[0]), ())
        if (table, at[1]) in keys
    }
    answered = {
        place: name
        for name, cell in placement.fields.items()
        if (place := (cell.sheet, cell.address)) in places and position(cell.address)
    }
    return found | answered
