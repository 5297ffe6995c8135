"""Sheets that came back as they were issued, but for the answers in their places: the fast way.

Most sheets do, and four fifths of their cells are ours. All of these are compared at once; what
they are then follows from the form, and only the answers are looked at one by one. Where anything
stands that is neither ours in its place, nor an answer, nor a formula of ours, the sheet is no such
one, and each of its cells is asked what it is. So this decides nothing but speed: tests
place forms both ways after whatever people do to them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final

from ovpsheets.brief import MergeBrief
from ovpsheets.columns.model import FormColumns
from ovpsheets.form_field import FormField
from ovpsheets.forms.content import FormContent
from ovpsheets.forms.hidden import FIRST_ROW, VALUE_COLUMN
from ovpsheets.forms.identity import FormId, find_form_id
from ovpsheets.forms.layout import IssuedCells
from ovpsheets.intake.reading.cells import Cell, CellType, Contents, Sheet
from ovpsheets.intake.recognise.find_tables import FoundTable, heads_a_column
from ovpsheets.intake.recognise.issued import Issued, Position
from ovpsheets.words import HIDDEN, LedgerClass

_FORM, _GIVEN, _CHECK, _FIELD = (
    LedgerClass.FORM, LedgerClass.GIVEN, LedgerClass.CHECK, LedgerClass.FIELD
)  # fmt: skip

_RAW: Final = itemgetter(Cell._fields.index("raw"))
_HOW: Final = itemgetter(*map(Cell._fields.index, ("type", "formula", "struck")))
_NEW: Final = tuple.__new__  # by its class it takes twice as long

_ID_OF_FORM: Final = (FIRST_ROW + 2, VALUE_COLUMN + 1)
"""Where the hidden sheet says which form it is."""


@dataclass(frozen=True, slots=True)
class SheetAsIssued:
    """What the cells of such a sheet are, without the answers.

    ``fields``: which field a cell of a table is; ``codes``: row → code, of its table; ``said``: our
    texts beside it; ``open``: where it is answered there.
    """

    sheet: Sheet
    ours: IssuedCells
    what: Mapping[Position, LedgerClass]
    fields: Mapping[Position, FormField]
    codes: Mapping[int, str]
    said: Sequence[str]
    open: frozenset[Position]

    @property
    def before(self) -> int:
        """The row before the first one of its table; 0 where it has no table."""
        return self.ours.first

    def is_read_as(
        self, sheets: Sequence[Sheet], tables: Sequence[FoundTable], asked: Set[Position]
    ) -> bool:
        """Tell whether it is one of *sheets*, and what was found on it is what was issued there.

        In each column of its table, among *tables*, and in what is *asked* beside it.
        """
        if not any(sheet is self.sheet for sheet in sheets) or self.open != asked:
            return False
        own = [table for table in tables if table.sheet.name == self.sheet.name]
        if not self.ours.table:
            return not own
        found = own[0] if len(own) == 1 else None
        return (
            found is not None
            and found.table == self.ours.table
            and not found.is_transposed
            and found.columns == dict(enumerate(self.ours.columns, 1))
        )


NONE_AS_ISSUED: Final[Mapping[str, SheetAsIssued]] = {}


@dataclass(frozen=True, slots=True)
class FormAsIssued:
    """A form as it was issued, and which of the sheets that came back still are so, by name."""

    content: FormContent
    issued: Issued
    sheets: Mapping[str, SheetAsIssued]

    @classmethod
    def found_in(cls, contents: Contents, brief: MergeBrief) -> "FormAsIssued | None":
        """Return the form that the hidden sheet names; which one it is, all of it decides later."""
        named = _named_in(contents)
        content = brief.content_of(named) if named else None
        if content is None or content.columns != brief.columns:
            return None
        return cls.of(content, contents)

    @classmethod
    def of(cls, content: FormContent, contents: Contents) -> "FormAsIssued":
        """Return the form with this *content*, as which *contents* came back."""
        issued = Issued.of(content)
        return cls(content, issued, sheets_as_issued(contents, issued, content.columns))


def _named_in(contents: Contents) -> FormId | None:
    hidden = [sheet for sheet in contents.sheets if sheet.name.startswith(HIDDEN)]
    said = hidden[0].cells.get(_ID_OF_FORM) if len(hidden) == 1 else None
    return find_form_id(said.raw) if said else None


def sheets_as_issued(
    contents: Contents, issued: Issued, columns: FormColumns
) -> dict[str, SheetAsIssued]:
    """Return by name those sheets of *contents* that are as they were *issued*, with *columns*."""
    own = {sheet.name: sheet.placed for sheet in issued.sheets}
    names = Counter(sheet.name for sheet in contents.sheets)  # in an odd file two have one
    found = (
        (sheet.name, _as_issued(sheet, own[sheet.name], issued, columns))
        for sheet in contents.sheets
        if sheet.name in own and names[sheet.name] == 1
    )
    return {name: sheet for name, sheet in found if sheet is not None}


def _as_issued(
    sheet: Sheet, ours: IssuedCells, issued: Issued, columns: FormColumns
) -> SheetAsIssued | None:
    cells = sheet.cells
    raws = dict(zip(cells, map(_RAW, cells.values()), strict=True))
    form: dict[Position, str] = {
        (row + 1, column + 1): value
        for row, column, of, value, *_ in ours.cells
        if of is _FORM and isinstance(value, str)
    }
    given, others, fields = _given(ours)
    if not (form.items() <= raws.items() and given.items() <= raws.items()):
        return None
    what = dict.fromkeys(form, _FORM) | dict.fromkeys(given, _GIVEN)
    for position in what:  # a formula, a number or what is struck out may show the same text
        kind, formula, struck = _HOW(cells[position])
        if formula is not None or struck or kind != others.get(position, "text"):
            return None
    asked = {(row + 1, column + 1) for row, column, of, *_ in ours.cells if of is _FIELD}
    codes = dict(enumerate(ours.given, ours.first + 1))
    keys = dict(enumerate(ours.columns, 1))
    answers: set[str] = set()
    for position in cells.keys() - what.keys() - asked:
        row, column = position
        key = keys.get(column) if row in codes else ""
        if key in ours.answers:
            answers.add(raws[position])
            continue
        formula = cells[position].formula
        if key is None or key in ours.plan or formula is None or not issued.knows(formula):
            return None
        what[position] = _CHECK
        if key:
            fields[position] = _NEW(FormField, (ours.table, codes[row], key))
    if heads_a_column(answers, columns):
        return None  # a heading among the answers may begin another table
    return SheetAsIssued(
        sheet, ours, what, fields, codes, [*form.values()], frozenset(asked & cells.keys())
    )


def _given(
    ours: IssuedCells,
) -> tuple[dict[Position, str], dict[Position, CellType], dict[Position, FormField]]:
    """Return what the plan gave in each row of a table, as a reader finds it; its type, where that
    is not text; and which field it is."""
    places = {key: at for at, key in enumerate(ours.columns, 1)}
    raws: dict[Position, str] = {}
    types: dict[Position, CellType] = {}
    fields: dict[Position, FormField] = {}
    for row, (code, values) in enumerate(ours.given.items(), ours.first + 1):
        for key, value in values.items():
            if value is None or value == "":
                continue
            position = row, places[key]
            if isinstance(value, str):
                raws[position] = value
            else:
                types[position], raws[position] = _held(value)
            fields[position] = _NEW(FormField, (ours.table, code, key))
    return raws, types, fields


def _held(value: float | date) -> tuple[CellType, str]:
    """Return type and raw content of a cell that holds a number or a day."""
    if isinstance(value, date):
        return "date", value.isoformat()
    number = float(value)
    return "number", str(int(number)) if number.is_integer() else repr(number)
