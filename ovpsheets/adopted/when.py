"""From when until when each activity runs, and the plan: settled when all rows are known."""

import re
from datetime import date
from typing import Final

from ovpsheets.adopted.account import Account, Item
from ovpsheets.adopted.headings import Part
from ovpsheets.adopted.making import PlanInMaking
from ovpsheets.adopted.timeframes import Times, times
from ovpsheets.intake.reading.cells import Cell
from ovpsheets.texts import short_date

_PARTS: Final = (Part.START, Part.DEADLINE, Part.PERIOD)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def settle_when(draft: PlanInMaking) -> None:
    """Give every activity its days, and the plan its own.

    What is not said, or cannot be read, is taken from the commitment, else from the plan; what
    is taken so is doubtful, but for what stands in the commitment's own lines.
    """
    read = {id(item): _read(item, draft.account) for item in draft.commitments}
    for item in draft.commitments:
        for cell in _cells(item) if not read[id(item)].is_empty else ():
            draft.account.became(cell, "for_activities", item)
    read |= {id(item): _read(item, draft.account) for item in draft.activities}
    _of_plan(draft, list(read.values()))
    for activity in draft.activities:
        above = read.get(id(activity.parent), Times())
        _settle(activity, read[id(activity)], above, draft)


def _read(item: Item, account: Account) -> Times:
    """Return what the cells of *item* say together."""
    start = deadline = None
    is_continuous, doubt, one, other = False, "", "", ""
    for part in _PARTS:
        for cell in item.raw.get(part, ()):
            found = times(cell, part)
            if found.is_empty:
                account.became(cell, "unread")
                continue
            start, deadline = start or found.start, deadline or found.deadline
            is_continuous = is_continuous or found.is_continuous
            if found.doubt:
                doubt, one, other = found.doubt, found.one, found.other
    return Times(start, deadline, is_continuous, doubt, one, other)


def _of_plan(draft: PlanInMaking, read: list[Times]) -> None:
    """Take the plan's days from its own lines, its title, or from the days of its activities."""
    plan = draft.plan
    own = _read(plan, draft.account)
    years = [int(year) for year in _YEAR.findall(plan.wording)]
    days = [day for found in read for day in (found.start, found.deadline) if day]
    said = {
        "start": own.start or (date(min(years), 1, 1) if years else None),
        "end": own.deadline or (date(max(years), 12, 31) if years else None),
    }
    told = {"start": min(days, default=None), "end": max(days, default=None)}
    for column, day in said.items():
        found = day or told[column]
        if found is not None and day is None:
            found = date(found.year, *((1, 1) if column == "start" else (12, 31)))
        if found is not None:
            plan.values[column] = found
        if day is None or (len(set(years)) == 1 and not own.start and not own.deadline):
            draft.account.doubt(plan, column, "plan_period")
    for cell in (cell for part in _PARTS for cell in plan.raw.get(part, ())):
        for column in ("start", "end") if not own.is_empty else ():
            draft.account.became(cell, "plan_period", plan, column)


def _settle(activity: Item, own: Times, above: Times, draft: PlanInMaking) -> None:
    plan_days = draft.plan.values.get("start"), draft.plan.values.get("end")
    first, last = (day if isinstance(day, date) else None for day in plan_days)
    start = own.start or (None if own.is_continuous else above.start) or first
    deadline = own.deadline or (None if own.is_continuous else above.deadline) or last
    if start and deadline and start > deadline:
        shown = {"one": short_date(start), "other": short_date(deadline)}
        draft.account.doubt(activity, "start", "start_late", _cells(activity), **shown)
        start = first if first and first <= deadline else deadline
    for column, day in (("start", start), ("deadline", deadline)):
        if day is not None:
            activity.values[column] = day
    _tell(activity, own, above, draft.account)


def _cells(item: Item) -> list[Cell]:
    return [cell for part in _PARTS for cell in item.raw.get(part, ())]


def _tell(activity: Item, own: Times, above: Times, account: Account) -> None:
    cells = _cells(activity)
    said = {
        cell: found
        for part in _PARTS
        for cell in activity.raw.get(part, ())
        if not (found := times(cell, part)).is_empty
    }
    read = list(said)
    for cell, found in said.items():
        for column in ("start", "deadline"):
            if column in activity.values and _says(found, column):
                account.became(cell, "times", activity, column)
    if own.is_empty and activity.parent:
        for cell in _cells(activity.parent):
            account.became(cell, "times", activity, "deadline")
    if len(read) < len(cells):
        unread = "; ".join(cell.kept for cell in cells if cell not in read)
        account.doubt(activity, "deadline", "time_unread", cells, said=unread)
    if own.doubt:
        account.doubt(activity, "deadline", own.doubt, cells, one=own.one, other=own.other)
    borrowed = activity.borrowed & set(_PARTS)
    if borrowed:
        account.doubt(activity, "deadline", "time_above", cells)
    if own.is_continuous and not own.deadline:
        account.doubt(activity, "deadline", "continuous", cells)
    elif not own.deadline and not above.deadline and len(read) == len(cells):
        account.doubt(activity, "deadline", "deadline_missing")
    if not own.start and not above.start and not own.is_continuous:
        account.doubt(activity, "start", "start_missing")


def _says(own: Times, column: str) -> bool:
    day = own.start if column == "start" else own.deadline
    return day is not None or own.is_continuous
