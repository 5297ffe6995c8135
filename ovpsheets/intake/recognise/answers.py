"""From placed cells to typed answers: what an institution said, and what could not be read.

Which reading a field takes is decided here, by its column; the readings
themselves are in :mod:`ovpsheets.intake.meaning`.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ovpsheets.form_field import FormField
from ovpsheets.intake.meaning import (
    Reading,
    read_date,
    read_indicator,
    read_reason,
    read_status,
    read_text,
)
from ovpsheets.intake.meaning.dates import of_an_odd_calendar
from ovpsheets.intake.meaning.remarks import NOTHING, BesideValue
from ovpsheets.intake.meaning.shares import among_shares, is_share, may_be_share
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.intake.recognise.beside_values import VALUE
from ovpsheets.intake.recognise.file_ledger import LedgerLine
from ovpsheets.intake.recognise.given_values import AS_ISSUED, Calibration
from ovpsheets.intake.recognise.placement import Placement
from ovpsheets.plan.model import Plan
from ovpsheets.words import ACTIVITIES, INDICATORS, LedgerClass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell whose content could not be read, or was read with a doubt.

    ``problem`` with ``values`` is a sentence of the catalogue ``readings``.
    """

    table: str
    code: str
    column: str
    cell: Cell
    problem: str
    values: Mapping[str, str]
    doubtful: bool  # a value was read all the same

    @property
    def field(self) -> FormField:
        """The field in which the cell stands."""
        return FormField(self.table, self.code, self.column)


@dataclass(frozen=True, slots=True)
class ActivityAnswer:
    """What was said about an activity; None is no answer, or one that could not be read."""

    status: str | None
    progress: str | None
    reason: str | None
    explanation: str | None
    new_deadline: date | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """What was said about an indicator; value, text and flag all None is no answer."""

    value: float | None
    text: str | None
    flag: str | None
    source: str | None
    note: str | None
    given: bool


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """All answers of one form, by code, and the cells that gave trouble."""

    activities: Mapping[str, ActivityAnswer]
    indicators: Mapping[str, IndicatorAnswer]
    troubles: tuple[Trouble, ...]


def answer_fields(
    placement: Placement, plan: Plan, *, decided: Container[FormField] = ()
) -> tuple[FormAnswers, tuple[LedgerLine, ...]]:
    """Interpret the fields of *placement*.

    Returns the answers, and the ledger in which every field that could not be
    read is now ``unreadable``. *decided*: fields in which the coordinator's word stands;
    what the member wrote beside them changes nothing.
    """
    activities: dict[str, ActivityAnswer] = {}
    indicators: dict[str, IndicatorAnswer] = {}
    troubles: list[Trouble] = []
    for table, code in placement.rows:
        row = _Row(placement.fields, table, code, placement.calibrated)
        if table == ACTIVITIES:
            activities[code], found = _activity(row, plan)
        else:
            indicators[code], found = _indicator(row, plan, placement, decided)
        troubles += found
    unread = {trouble.field for trouble in troubles if not trouble.doubtful}
    ledger = tuple(
        entry._replace(what=LedgerClass.UNREADABLE) if entry.field in unread else entry
        for entry in placement.ledger
    )
    return FormAnswers(activities, indicators, tuple(troubles)), ledger


@dataclass(frozen=True, slots=True)
class _Row:
    fields: Mapping[FormField, Cell]
    table: str
    code: str

    calibrated: Mapping[str, Calibration]

    def cell(self, column: str) -> Cell | None:
        """The cell of a column, as its file is to be read."""
        cell = self.fields.get(FormField(self.table, self.code, column))
        calibration = self.calibrated.get(cell.sheet) if cell is not None else None
        return calibration.read(cell) if cell is not None and calibration else cell

    def has_odd_days(self, column: str) -> bool:
        """Whether a day in a column is doubtful, because the given days beside it are off."""
        cell = self.fields.get(FormField(self.table, self.code, column))
        if cell is None or not isinstance(cell.value, datetime):
            return False
        return self.calibrated.get(cell.sheet, AS_ISSUED).odd_days

    def troubles(self, readings: Mapping[str, Reading[Any]]) -> tuple[Trouble, ...]:
        """The readings that went wrong, with their cells."""
        return tuple(
            Trouble(self.table, self.code, column, cell, read.problem, read.values, read.doubtful)
            for column, read in readings.items()
            if read.problem and (cell := self.cell(column)) is not None
        )


def _activity(row: _Row, plan: Plan) -> tuple[ActivityAnswer, tuple[Trouble, ...]]:
    status = read_status(row.cell("status"))
    reason = read_reason(row.cell("reason"), plan.reasons)
    new_deadline = read_date(row.cell("new_deadline"))
    if new_deadline.value is not None and row.has_odd_days("new_deadline"):
        new_deadline = of_an_odd_calendar(new_deadline)
    texts = {key: read_text(row.cell(key)) for key in ("progress", "explanation", "evidence")}
    answer = ActivityAnswer(
        status=status.value,
        progress=texts["progress"].value,
        reason=reason.value,
        explanation=texts["explanation"].value,
        new_deadline=new_deadline.value,
        evidence=texts["evidence"].value,
    )
    readings: dict[str, Reading[Any]] = {
        "status": status,
        "reason": reason,
        "new_deadline": new_deadline,
        **texts,
    }
    return answer, row.troubles(readings)


def _indicator(
    row: _Row, plan: Plan, placement: Placement, decided: Container[FormField]
) -> tuple[IndicatorAnswer, tuple[Trouble, ...]]:
    own = plan.indicator(row.code)
    texts = {key: read_text(row.cell(key)) for key in ("source", "note")}
    is_decided = FormField(INDICATORS, row.code, VALUE) in decided
    read = read_indicator(
        row.cell(VALUE),
        row.cell("flag"),
        own.kind,
        unit=own.unit,
        texts=own.text.texts,
        covers=own.accumulation,
        beside=NOTHING if is_decided else _beside(row, placement, texts),
    )
    if own.kind.is_share and not is_decided and may_be_share(read, row.cell(VALUE)):
        read = among_shares(read) if _has_shares(placement, plan) else read
    if isinstance(read.of_value.value, date) and row.has_odd_days(VALUE):
        doubt = of_an_odd_calendar(read.of_value)
        read = replace(read, value=None, text=doubt.text, of_value=doubt)
    answer = IndicatorAnswer(
        value=read.value,
        text=read.text or None,
        flag=read.flag,
        source=texts["source"].value,
        note=texts["note"].value,
        given=read.given,
    )
    return answer, row.troubles({VALUE: read.of_value, "flag": read.of_flag, **texts})


def _has_shares(placement: Placement, plan: Plan) -> bool:
    """Tell whether any percentage of the form was typed as a share of one."""
    for field, cell in placement.fields.items():
        is_value = field.table == INDICATORS and field.key == VALUE
        own = plan.find_indicator(field.code) if is_value else None
        if own is not None and own.kind.is_share and is_share(read_indicator(cell, None, own.kind)):
            return True
    return False


def _beside(row: _Row, placement: Placement, texts: Mapping[str, Reading[str]]) -> BesideValue:
    left = placement.beside.get(row.code, NOTHING)
    said = tuple(read.value for read in texts.values() if read.value)
    return BesideValue(left.unit, (*said, *left.remarks)) if said or left.unit else left
