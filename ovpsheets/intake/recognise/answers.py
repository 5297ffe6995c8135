"""From placed cells to typed answers: what an institution said, and what could not be read.

Which reading a field takes is decided here, by its column; the readings
themselves are in :mod:`ovpsheets.intake.meaning`.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from ovpsheets.columns.model import Content
from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import (
    IndicatorReading,
    Reading,
    read_choice,
    read_date,
    read_indicator,
    read_number,
    read_reason,
    read_status,
    read_text,
    read_yes_no,
)
from ovpsheets.intake.meaning.dates import (
    of_an_odd_calendar,
    of_another_calendar,
    of_either_day,
)
from ovpsheets.intake.meaning.numbers import read_for_several
from ovpsheets.intake.meaning.reading import quoted, taken_back
from ovpsheets.intake.meaning.remarks import NOTHING, BesideValue
from ovpsheets.intake.meaning.shares import among_shares, is_share
from ovpsheets.intake.meaning.text import read_evidence
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.beside_values import VALUE
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.find_rows import ANY_NUMBER
from ovpsheets.intake.recognise.find_tables import FoundTable
from ovpsheets.intake.recognise.given_values import (
    AS_ISSUED,
    Calibration,
    of_the_other_calendar,
)
from ovpsheets.intake.recognise.month_first import either_day
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.packed import packed_by_slots
from ovpsheets.plan.model import Plan
from ovpsheets.quarter import Quarter
from ovpsheets.texts import Value
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass

_NEW_DEADLINE: Final = "new_deadline"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell whose content could not be read, or was read with a doubt.

    ``problem`` with ``values`` is a sentence of the catalogue ``readings``. ``code``: of the row's
    activity or indicator; ``column``: its key.
    """

    table: str
    code: str
    column: str
    cell: Cell
    problem: str
    values: Mapping[str, Value]
    doubtful: bool  # a value was read all the same

    @property
    def field(self) -> FormField:
        """The field in which the cell stands."""
        return FormField(self.table, self.code, self.column)


@packed_by_slots
@dataclass(frozen=True, slots=True)
class Answer:
    """What was said about one activity or indicator.

    ``fields``: column of the tables → value; None is no answer, or one that could not be
    read. ``given``, of an indicator: there is a value, or a flag that says why there is none.
    """

    fields: Mapping[str, Any]
    given: bool = False

    def __getitem__(self, column: str) -> Any:
        """Return what a column says; None for no answer."""
        return self.fields[column]

    @property
    def status(self) -> str | None:
        """How far an activity is."""
        status: str | None = self.fields["status"]
        return status

    @property
    def value(self) -> float | None:
        """An indicator's value, where it is a number."""
        value: float | None = self.fields["value"]
        return value

    @property
    def text(self) -> str | None:
        """An indicator's value in words."""
        text: str | None = self.fields["text"]
        return text

    @property
    def flag(self) -> str | None:
        """Why an indicator has no value."""
        flag: str | None = self.fields["flag"]
        return flag


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """All answers of one form, by code, and the cells that gave trouble."""

    activities: Mapping[str, Answer]
    indicators: Mapping[str, Answer]
    troubles: tuple[Trouble, ...]


def answer_fields(
    placement: Placement, plan: Plan, *, decided: Container[FormField] = ()
) -> tuple[FormAnswers, tuple[LedgerLine, ...]]:
    """Interpret the fields of *placement*.

    Returns the answers, and the ledger in which every field that could not be
    read is now ``unreadable``. *decided*: fields in which the coordinator's word stands;
    what the member wrote beside them changes nothing.
    """
    answers: dict[str, dict[str, Answer]] = {ACTIVITIES: {}, INDICATORS: {}}
    troubles: list[Trouble] = []
    cells = _cells_by_row(placement.fields)
    for table, code in placement.rows:
        own = cells.get((table, code), {})
        row = _Row(own, table, code, placement.calibrated, placement.quarter)
        answers[table][code], found = _answer(row, plan, placement, decided)
        troubles += found
    unread = {trouble.field for trouble in troubles if not trouble.doubtful}
    ledger = placement.ledger if not unread else tuple(
        entry._replace(what=LedgerClass.UNREADABLE) if entry.field in unread else entry
        for entry in placement.ledger
    )  # fmt: skip
    return FormAnswers(answers[ACTIVITIES], answers[INDICATORS], tuple(troubles)), ledger


def _cells_by_row(fields: Mapping[FormField, Cell]) -> Mapping[tuple[str, str], dict[str, Cell]]:
    """Return table and code → key of a column → the cell that answers it."""
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for (table, code, key), cell in fields.items():
        found.setdefault((table, code), {})[key] = cell
    return found


def guessed(tables: Iterable[FoundTable], placement: Placement) -> Iterator[Trouble]:
    """Yield, once for a column that was only guessed, that it was, with its first answer's cell."""
    for table in tables:
        for at, heading in table.guessed.items():
            key, name = table.columns[at], table.sheet.name
            said = [
                (own.code, cell)
                for own, cell in placement.fields.items()
                if (own.table, own.key, cell.sheet) == (table.table, key, name)
            ]
            for code, cell in sorted(said, key=lambda one: (one[1].row, one[1].column))[:1]:
                line = "row" if table.is_transposed else "column"
                problem = f"{line}_guessed" if heading else f"{line}_in_order"
                values = {"text": quoted(cell.raw)}
                values |= {"heading": quoted(heading)} if heading else {}
                yield Trouble(table.table, code, key, cell, problem, values, doubtful=True)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, Cell]  # by the key of their column
    table: str
    code: str
    calibrated: Mapping[str, Calibration]
    quarter: Quarter | None  # of the form

    def cell(self, column: str) -> Cell | None:
        """The cell of a column, as its file is to be read."""
        if (cell := self.cells.get(column)) is None:
            return None
        calibration = self.calibrated.get(cell.sheet)
        return calibration.read(cell) if calibration else cell

    def doubted_day(self, column: str, read: Reading[Any], plan: Plan) -> Reading[date] | None:
        """Why a day in a column is doubtful by what else its file shows, None where it is not.

        A single one may come from a file of the other calendar: before the plan, and a new deadline
        before the quarter, is no day that can be meant.
        """
        cell = self.cell(column)
        if cell is None or not isinstance(read.value, date):
            return None
        calibration = self.calibrated.get(cell.sheet, AS_ISSUED)
        if isinstance(cell.value, datetime):
            if calibration.odd_days:
                return of_an_odd_calendar(read)
            begins = self.quarter.start if self.quarter and column == _NEW_DEADLINE else plan.start
            meant = of_the_other_calendar(read.value, begins, plan.end)
            return of_another_calendar(read, meant) if meant else None
        days = either_day(cell) if calibration.month_may_be_first else None
        return of_either_day(read, *days) if days else None

    def troubles(self, readings: Mapping[str, Reading[Any]]) -> tuple[Trouble, ...]:
        """The readings that went wrong, with their cells."""
        return tuple(
            Trouble(self.table, self.code, column, cell, read.problem, read.values, read.doubtful)
            for column, read in readings.items()
            if read.problem and (cell := self.cell(column)) is not None
        )


def _answer(
    row: _Row, plan: Plan, placement: Placement, decided: Container[FormField]
) -> tuple[Answer, tuple[Trouble, ...]]:
    columns = tuple(plan.columns.answers(row.table))
    readings = {
        column.key: _READERS[column.content](row, column.key, plan)
        for column in columns
        if column.content in _READERS
    }
    fields: dict[str, Any] = {key: read.value for key, read in readings.items()}
    if all(column.content in _READERS for column in columns):
        return Answer(fields), row.troubles(readings)
    # A value and the flag beside it are read as one answer; what else is said there counts.
    beside = [own.key for own in columns if own.content == "text" and not own.is_own]
    readings |= {key: taken_back(readings[key]) for key in beside}
    said = [readings[key] for key in beside]
    read = _value(row, plan, placement, said, decided)
    fields |= {VALUE: read.value, "text": read.text or None, "flag": read.flag}
    pair = {VALUE: read.of_value, "flag": read.of_flag}
    return Answer(fields, given=read.given), row.troubles({**pair, **readings})


def _day(row: _Row, key: str, plan: Plan) -> Reading[date]:
    read = read_date(row.cell(key))
    return row.doubted_day(key, read, plan) or read


def _choices(row: _Row, key: str, plan: Plan) -> Mapping[str, Iterable[str]]:
    column = plan.columns.by_key(row.table)[key]
    return {code: words.values() for code, words in column.choices.items()}


_READERS: Final[Mapping[Content, Callable[[_Row, str, Plan], Reading[Any]]]] = {
    "status": lambda row, key, _: read_status(row.cell(key)),
    "reason": lambda row, key, plan: read_reason(row.cell(key), plan.reasons),
    "text": lambda row, key, _: read_text(row.cell(key)),
    "link": lambda row, key, _: read_evidence(row.cell(key)),
    "date": _day,
    "number": lambda row, key, _: read_number(row.cell(key), ANY_NUMBER),
    "yes_no": lambda row, key, _: read_yes_no(row.cell(key)),
    "choice": lambda row, key, plan: read_choice(row.cell(key), _choices(row, key, plan)),
}
"""Content of a column → how its cell is read."""


def _value(
    row: _Row,
    plan: Plan,
    placement: Placement,
    said: Iterable[Reading[str]],
    decided: Container[FormField],
) -> IndicatorReading:
    """Read an indicator's value; *said* is what stands in words beside it."""
    own = plan.indicator(row.code)
    is_decided = FormField(INDICATORS, row.code, VALUE) in decided
    read = read_indicator(
        row.cell(VALUE),
        row.cell("flag"),
        own.kind,
        unit=own.first_unit,
        texts=own.words,
        covers=own.accumulation,
        quarter=placement.quarter,
        beside=NOTHING if is_decided else _beside(row, placement, said),
    )
    shared = among_shares(read, row.cell(VALUE)) if own.kind.is_share and not is_decided else read
    if shared is not read and _has_shares(placement, plan):
        read = shared
    area = placement.merged.get(FormField(INDICATORS, row.code, VALUE), "")
    if area and own.kind.is_number and read.of_value.value is not None and not is_decided:
        read = replace(read, of_value=read_for_several(read.of_value, area))
    if doubt := row.doubted_day(VALUE, read.of_value, plan):
        read = replace(read, value=None, text=doubt.text, of_value=doubt)
    return read


def _has_shares(placement: Placement, plan: Plan) -> bool:
    """Tell whether any percentage of the form was typed as a share of one."""
    for field, cell in placement.fields.items():
        is_value = field.table == INDICATORS and field.key == VALUE
        own = plan.find_indicator(field.code) if is_value else None
        if own is not None and own.kind.is_share and is_share(read_indicator(cell, None, own.kind)):
            return True
    return False


def _beside(row: _Row, placement: Placement, texts: Iterable[Reading[str]]) -> BesideValue:
    left = placement.beside.get(row.code, NOTHING)
    said = tuple(read.value for read in texts if read.value)
    in_form = placement.beside.get("", NOTHING).in_form
    if not said and not in_form:
        return left
    return BesideValue(left.unit, (*said, *left.remarks), in_form)
