"""plan.xlsx, read: the plan, or everything that is wrong with it at once.

bytes → grid → locate → records → codes of now → check → plan
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, cast

from ovpsheets.errors import PlanError
from ovpsheets.kinds import KINDS
from ovpsheets.plan.amendment_rows import read_amendments
from ovpsheets.plan.examine import check
from ovpsheets.plan.grid import NotAWorkbookError, read_grids
from ovpsheets.plan.locate import Located, locate
from ovpsheets.plan.model import (
    Activity,
    Commitment,
    Dates,
    Indicator,
    Institution,
    Plan,
    Waiver,
    Wording,
)
from ovpsheets.plan.old_codes import under_codes_of_now
from ovpsheets.plan.own_checks import own_checks
from ovpsheets.plan.own_columns import own_columns
from ovpsheets.plan.problems import PlanProblem, in_order
from ovpsheets.plan.records import Record, Records, codes, read_records
from ovpsheets.plan.warnings import warned
from ovpsheets.quarter import Quarter
from ovpsheets.templates import cached_up_to
from ovpsheets.words import Accumulation, Combine, Direction, fold

_YES_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}
_OLE: Final = b"\xd0\xcf\x11\xe0"  # how .xls files and password-protected workbooks begin


def read_plan(path: Path | str) -> Plan:
    """Return the action plan in the workbook *path*.

    Raises PlanError when the file cannot be read, or has problems: all of
    them are then in its attribute ``problems``.
    """
    plan, problems = examine_plan(path)
    if plan is None:
        name = Path(path).name
        wrong = tuple(problem for problem in problems if not problem.is_warning)
        raise PlanError("plan_has_problems", problems=wrong, file=name, n=len(wrong))
    return plan


def examine_plan(path: Path | str) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    """Return the plan in the workbook *path* and what is said of it.

    There is no plan where one of the problems is more than a warning.

    Raises PlanError when the file cannot be read at all.
    """
    return plan_from_bytes(_bytes_of(Path(path)), Path(path).name)


@cached_up_to(8)  # one command asks for the plan of its workspace several times
def plan_from_bytes(data: bytes, name: str) -> tuple[Plan | None, tuple[PlanProblem, ...]]:
    """Do as :func:`examine_plan` does with the bytes of a workbook called *name*."""
    located = _located(data, name)
    as_typed, faults = read_records(located.tables)
    records, of_before = under_codes_of_now(as_typed)
    wrong = check(located.tables, records)
    found = (*located.problems, *faults, *wrong, *of_before, *warned(records))
    problems = in_order(found, (table.name for table in located.tables.values()))
    is_usable = all(problem.is_warning for problem in problems)
    return (_plan(records) if is_usable else None), problems


def records_from_bytes(data: bytes, name: str) -> Records:
    """Return the rows of a plan, whatever is wrong with it; raises PlanError for no workbook."""
    return read_records(_located(data, name).tables)[0]


def _located(data: bytes, name: str) -> Located:
    if data.startswith(_OLE):
        raise PlanError("plan_locked", file=name)
    try:
        grids = read_grids(data)
    except NotAWorkbookError as fault:
        raise PlanError("plan_unreadable", file=name) from fault
    return locate(grids)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise PlanError(
            "plan_missing", file=path.name, folder=str(path.absolute().parent)
        ) from fault
    except OSError as fault:
        raise PlanError("plan_in_use", file=path.name) from fault


@dataclass(frozen=True, slots=True)
class _Known:
    """The codes as their own rows spell them, for rows that spell them otherwise."""

    spellings: Mapping[str, Mapping[str, str]]

    def one(self, record: Record, key: str) -> str:
        return next(iter(self.several(record, key)), "")

    def several(self, record: Record, key: str) -> tuple[str, ...]:
        spellings = self.spellings[record.sheet.column(key).refers]
        return tuple(dict.fromkeys(spellings[fold(code)] for code in record.texts(key)))


def _plan(records: Records) -> Plan:
    known = _Known({key: {fold(c): c for c in codes(rows)} for key, rows in records.items()})
    (settings,) = records["plan"]
    activities = tuple(_activity(record, known) for record in records["activities"])
    holders = {activity.code: activity.holder for activity in activities}
    return Plan(
        code=settings.text("code"),
        title=settings.wording("title"),
        start=_day(settings, "start"),
        end=_day(settings, "end"),
        coordinator=known.one(settings, "coordinator"),
        institutions=tuple(_institution(record) for record in records["institutions"]),
        commitments=tuple(_commitment(record, known) for record in records["commitments"]),
        activities=activities,
        indicators=tuple(_indicator(r, known, holders) for r in records["indicators"]),
        submit_days=_whole(settings, "submit_days"),
        publish_days=_whole(settings, "publish_days"),
        languages=settings.texts("languages"),
        threshold=_whole(settings, "threshold"),
        threshold_breakdown=_whole(settings, "threshold_breakdown"),
        calendar=_calendar(records.get("calendar", ())),
        reasons=_reasons(records.get("reasons", ())),
        waivers=tuple(_waiver(record, known) for record in records.get("waivers", ())),
        amendments=read_amendments(records),
        columns=own_columns(records),
        checks=own_checks(records),
    )


def _institution(record: Record) -> Institution:
    return Institution(
        code=record.text("code"),
        name=record.wording("name"),
        short=record.wording("short"),
        aliases=record.texts("aliases"),
        kind=record.text("kind"),
        contact=record.text("contact"),
        email=record.text("email"),
        cc=record.text("cc"),
        language=record.text("language"),
        from_=record.day("from"),
        to=record.day("to"),
    )


def _commitment(record: Record, known: _Known) -> Commitment:
    return Commitment(
        code=record.text("code"),
        title=record.wording("title"),
        area=record.text("area"),
        coordinator=known.one(record, "coordinator"),
    )


def _activity(record: Record, known: _Known) -> Activity:
    holder = known.one(record, "holder")
    others = (code for code in known.several(record, "co_holders") if code != holder)
    return Activity(
        code=record.text("code"),
        commitment=known.one(record, "commitment"),
        text=record.wording("text"),
        start=_day(record, "start"),
        deadline=_day(record, "deadline"),
        holder=holder,
        co_holders=tuple(others),
        old_codes=record.texts("old_codes"),
    )


def _indicator(record: Record, known: _Known, holders: Mapping[str, str]) -> Indicator:
    activity = known.one(record, "activity")
    return Indicator(
        code=record.text("code"),
        activity=activity,
        text=record.wording("text"),
        kind=KINDS[record.text("kind")],
        unit=record.text("unit"),
        baseline=_measure(record, "baseline"),
        target=_measure(record, "target"),
        accumulation=Accumulation(record.text("accumulation")),
        direction=Direction(record.text("direction")),
        reported_by=known.several(record, "reported_by") or (holders[activity],),
        persons=_YES_NO.get(record.text("persons")),
        part_of=known.one(record, "part_of"),
        units=record.wording("unit"),
        old_codes=record.texts("old_codes"),
        combine=Combine(said) if (said := record.text("combine")) else None,
    )


def _calendar(rows: tuple[Record, ...]) -> Mapping[Quarter, Dates]:
    return {
        Quarter.parse(record.shown("quarter")): Dates(
            _day(record, "submit_by"), _day(record, "publish_by")
        )
        for record in rows
    }


def _reasons(rows: tuple[Record, ...]) -> Mapping[str, Wording]:
    return {record.text("code"): record.wording("text") for record in rows}


def _waiver(record: Record, known: _Known) -> Waiver:
    return Waiver(
        rule=record.text("rule"),
        institution=known.one(record, "institution"),
        activity=known.one(record, "activity"),
        indicator=known.one(record, "indicator"),
        from_=record.day("from"),
        until=record.day("until"),
        reason=record.text("reason"),
        decided_by=record.text("decided_by"),
    )


def _day(record: Record, key: str) -> date:
    """Return a date the checks have made sure of."""
    return cast(date, record.day(key))


def _whole(record: Record, key: str) -> int:
    return int(cast(float, record.number(key)))


def _measure(record: Record, key: str) -> float | str | None:
    return cast("float | str | None", record.values.get(key))
