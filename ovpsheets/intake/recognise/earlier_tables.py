"""Of which quarter a table is that says it nowhere: what it gives as said before tells.

A form shows beside each row what was said of it last. Where the title of a sheet is gone, and with
it the quarter, a sheet that was kept from an earlier one is known by that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ovpsheets.brief import MergeBrief
from ovpsheets.forms.identity import FormId
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.given_values import is_given
from ovpsheets.intake.recognise.identify import institution_by_codes
from ovpsheets.intake.recognise.issued import Issued
from ovpsheets.intake.recognise.named_forms import NamedForm
from ovpsheets.intake.recognise.sheets_by_codes import codes_asked
from ovpsheets.words import fold

_EARLIER: Final = 4  # quarters before this one
_PREVIOUS: Final = "previous_"


class _Held(NamedTuple):
    """How many cells hold what a form gave as said before, and how many something else."""

    same: int
    other: int


def earlier_forms(
    tables: Sequence[FoundTable], whose: str, brief: MergeBrief
) -> dict[str, NamedForm]:
    """Return sheet → the form of an earlier quarter that a table on it is of.

    *tables*: those on sheets that name no form; *whose*: the institution whose form the file is,
    "" where it names none or several. A table is of an earlier quarter where something in it was
    not given as said before in this quarter's form, and all of it in that one's.
    """
    found: dict[str, NamedForm] = {}
    for table in tables:
        institution = whose or institution_by_codes([table], codes_asked(brief))
        if (
            institution
            and not table.is_transposed
            and (form_id := _earlier(table, institution, brief))
        ):
            found[table.sheet.name] = NamedForm(form_id, by="codes")
    return found


def is_of_this_quarter(table: FoundTable, form_id: FormId, brief: MergeBrief) -> bool:
    """Tell whether *table* gives what this quarter's form gave as said before, and no other did.

    *form_id*: that form. False where the quarter before gave the same.
    """
    now = _held(table, form_id, brief)
    before = replace(form_id, quarter=form_id.quarter.previous())
    return bool(now.same) and not now.other and bool(_held(table, before, brief).other)


def _earlier(table: FoundTable, institution: str, brief: MergeBrief) -> FormId | None:
    now = brief.form_of(institution)
    if not _held(table, now, brief).other:
        return None
    quarter = brief.quarter
    for _ in range(_EARLIER):
        quarter = quarter.previous()
        form_id = FormId(now.plan, quarter, institution)
        held = _held(table, form_id, brief)
        if held.same and not held.other:
            return form_id
    return None


def _held(table: FoundTable, form_id: FormId, brief: MergeBrief) -> _Held:
    content = brief.content_of(form_id)
    agreed = list(_agreed(table, Issued.of(content))) if content else []
    return _Held(agreed.count(True), agreed.count(False))


def _agreed(table: FoundTable, issued: Issued) -> Iterator[bool]:
    """Yield, of each cell with what was said before, whether it was given so."""
    columns = [(at, key) for at, key in table.columns.items() if key.startswith(_PREVIOUS)]
    given = {fold(code): row for code, row in issued.given.get(table.table, {}).items()}
    code_at = table.column_of("code") if columns else None
    for _, cells in table.rows():
        code = cells.get(code_at) if code_at else None
        row = given.get(fold(code.raw)) if code else None
        for at, key in columns:
            cell = cells.get(at)
            if row is not None and cell is not None and cell.raw.strip():
                yield is_given(cell, row.get(key))
