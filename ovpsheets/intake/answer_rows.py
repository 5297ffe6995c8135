"""The rows that the plan asks for, answered or not: of ``activities`` and ``indicators``.

Silence is not an answer: where nothing came, the status is ``no_report`` and
an indicator's value, text and flag are missing. What by the plan has not begun is
no silence: there status and flag are ``not_due``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from ovpsheets import words
from ovpsheets.form_field import FormField
from ovpsheets.forms.previous import Previous, by_code
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.plan.due import completed_before
from ovpsheets.plan.model import Activity, Indicator
from ovpsheets.plan.standing import total_before
from ovpsheets.quarter import Quarter
from ovpsheets.tables import Schema, Tables, answer_schema
from ovpsheets.words import Flag, Role, Status, Timeliness

Row = dict[str, object]
Before = Mapping[str, Any]

_OF_THIS_QUARTER: Final = frozenset(
    {"quarter", "role", "previous_status", "previous_value", "deadline", "target", "baseline"}
)
"""What is never carried over from an earlier report."""


# ------------------------------------------------------------------ activities


def activity_rows(so_far: QuarterSoFar) -> Iterator[Row]:
    """Yield the rows of ``activities``, in plan order."""
    schema = answer_schema(so_far.plan.columns, words.ACTIVITIES)
    previous = Previous.of(so_far.history, so_far.quarter)
    finished = completed_before(so_far.history, so_far.quarter)
    reported = _last_reports(so_far.history)
    for activity, institution, role in so_far.holders():
        row = _activity_row(so_far, activity, institution, role)
        who = so_far.plan.institution(institution)
        row["previous_status"] = _get(previous.activity(activity, who), "status")
        if activity.code in finished:
            yield _carried(row, reported.activity(activity, who), schema)
        else:
            yield row | {"timeliness": timeliness(activity, row["status"], so_far.quarter)}


def _activity_row(so_far: QuarterSoFar, activity: Activity, institution: str, role: Role) -> Row:
    begun = activity.start <= so_far.quarter.end
    # Of what has not begun nobody was asked: that is no silence.
    unreported = (Status.NO_REPORT if begun else Status.NOT_DUE).value
    row: Row = {
        "quarter": str(so_far.quarter),
        "commitment": activity.commitment,
        "activity": activity.code,
        "institution": institution,
        "role": role.value,
        "deadline": activity.deadline,
        "status": unreported,
    }
    # Several forms of one institution are about several commitments: one of them has the row.
    for returned in so_far.answering(institution):
        place = returned.placement and returned.placement.rows.get(
            (words.ACTIVITIES, activity.code)
        )
        if place and returned.placement and returned.answers:
            keys = [column.key for column in so_far.plan.columns.answers(words.ACTIVITIES)]
            place = returned.placement.stands_at(words.ACTIVITIES, activity.code, keys)
            answer = returned.answers.activities[activity.code]
            return {
                **row,
                **answer.fields,
                "status": answer.status or unreported,
                "file": returned.file_of_row(words.ACTIVITIES, activity.code) or None,
                "sheet": place[0] or None,
                "row": place[1] or None,
                "decision": returned.decided_of_row(words.ACTIVITIES, activity.code) or None,
            }
    return row


def timeliness(activity: Activity, status: object, quarter: Quarter) -> str:
    """Return where an activity stands against its deadline at the end of *quarter*.

    Completed in the quarter in which its deadline lies counts as on time: the
    form asks for no day.
    """
    if status == Status.COMPLETED.value:
        on_time = activity.deadline >= quarter.start
        return (Timeliness.DONE_ON_TIME if on_time else Timeliness.DONE_LATE).value
    if activity.deadline > quarter.end:
        return Timeliness.NOT_DUE.value
    return (Timeliness.DUE if activity.deadline >= quarter.start else Timeliness.OVERDUE).value


def _last_reports(history: Tables) -> Previous:
    """Return the last row of every code and institution, in any quarter."""
    tables = (history.activities, history.indicators)
    activities, indicators = (
        # The newest first, for of rows with one code the first counts.
        table.sort_values("quarter", kind="stable").iloc[::-1]
        for table in tables
    )
    return Previous.of_rows(by_code(activities, "activity"), by_code(indicators, "indicator"))


def _carried(row: Row, last: Before | None, schema: Schema) -> Row:
    """An activity completed earlier is not asked about again: its last report stands.

    Its file is named from this quarter's returns, so that it still leads to a cell.
    """
    if last is None:
        return row
    known = (name for name in schema if name in last and name not in _OF_THIS_QUARTER)
    kept = {name: _get(last, name) for name in known}
    kept["institution"] = row["institution"]  # the holder of today, whoever reported it
    for name in ("status", "flag"):  # what had not begun then has by now, for it is completed
        if kept.get(name) == Status.NOT_DUE.value:
            del kept[name]
    if kept["file"] is not None and not str(kept["file"]).startswith("../"):
        kept["file"] = f"../../{last['quarter']}/returns/{kept['file']}"
    return row | kept


# ------------------------------------------------------------------ indicators


def indicator_rows(so_far: QuarterSoFar) -> Iterator[Row]:
    """Yield the rows of ``indicators``, in plan order."""
    schema = answer_schema(so_far.plan.columns, words.INDICATORS)
    previous = Previous.of(so_far.history, so_far.quarter)
    finished = completed_before(so_far.history, so_far.quarter)
    reported = _last_reports(so_far.history)
    for indicator, institution in so_far.reporters():
        activity = so_far.plan.activity(indicator.activity)
        row = _indicator_row(so_far, indicator, activity, institution)
        who = so_far.plan.institution(institution)
        row["previous_value"] = _get(previous.indicator(indicator, who), "value")
        if activity.code in finished:
            row = _carried(row, reported.indicator(indicator, who), schema)
        elif activity.start > so_far.quarter.end and not any(
            row.get(name) is not None for name in ("value", "text", "flag")
        ):
            row["flag"] = Flag.NOT_DUE.value
        yield row | _total(so_far, indicator, row, asked=activity.code not in finished)


def _total(so_far: QuarterSoFar, indicator: Indicator, row: Row, *, asked: bool) -> Row:
    """Return what the quarters add up to; *asked*: whether this one is among them."""
    if not indicator.has_total:
        return {"total_so_far": None, "lacks_quarters": None}
    who, past = str(row["institution"]), so_far.brief.past
    total = total_before(indicator, who, past, so_far.quarter, in_full=True)
    if asked:
        said = {name: row.get(name) for name in ("value", "flag")}
        total = total.and_(so_far.quarter, said)
    return {"total_so_far": total.value, "lacks_quarters": " ".join(total.lacks) or None}


def _indicator_row(
    so_far: QuarterSoFar, indicator: Indicator, activity: Activity, institution: str
) -> Row:
    row: Row = {
        "quarter": str(so_far.quarter),
        "commitment": activity.commitment,
        "activity": activity.code,
        "indicator": indicator.code,
        "institution": institution,
        "kind": indicator.kind.key,
        "unit": indicator.unit_in(so_far.plan.languages[0]) or None,
        "baseline": _number(indicator.baseline),
        "target": _number(indicator.target),
        "accumulation": indicator.accumulation.value,
    }
    for returned in so_far.answering(institution):
        found = returned.placement
        place = found and found.rows.get((words.INDICATORS, indicator.code))
        if found and place and returned.answers:
            answer = returned.answers.indicators[indicator.code]
            sheet, cell = found.where(FormField(words.INDICATORS, indicator.code, "value"))
            return {
                **row,
                **answer.fields,
                "file": returned.file_of_row(words.INDICATORS, indicator.code) or None,
                "sheet": sheet or None,
                "cell": cell or None,
                "decision": returned.decided_of_row(words.INDICATORS, indicator.code) or None,
            }
    return row


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None


def _get(row: Before | None, name: str) -> object:
    value: Any = None if row is None else row[name]
    return None if pd.isna(value) else value
