"""The rows that the plan asks of an institution, answered or not: activities and indicators.

Silence is not an answer: where nothing came, the status is ``no_report`` and
an indicator's value, text and flag are missing. What by the plan has not begun is
no silence: there status and flag are ``not_due``.
"""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from ovpsheets import words
from ovpsheets.brief import MergeBrief
from ovpsheets.form_field import FormField
from ovpsheets.forms.previous import Previous, by_code
from ovpsheets.intake.quarter_so_far import QuarterSoFar
from ovpsheets.intake.recognise.returned import Return
from ovpsheets.intake.row_batches import RowBatch
from ovpsheets.intake.some_institutions import SomeInstitutions
from ovpsheets.once import once_for_each
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


Places = tuple["array[int]", "array[int]"]
"""Where rows of ``activities`` and of ``indicators`` stand in their tables."""


def places_of_each(so_far: QuarterSoFar) -> Mapping[str, Places]:
    """Return institution → where its rows stand, in the order of the plan."""
    found: dict[str, Places] = defaultdict(lambda: (array("I"), array("I")))
    for place, (_, institution, _) in enumerate(so_far.holders()):
        found[institution][0].append(place)
    for place, (_, institution) in enumerate(so_far.reporters()):
        found[institution][1].append(place)
    return found


@dataclass(frozen=True, slots=True)
class AnswerBatches:
    """The rows of an institution, in the order of the plan."""

    activities: RowBatch
    indicators: RowBatch


@dataclass(frozen=True, slots=True)
class _Before:
    """What rows say beside the answers, looked up once for all of them."""

    previous: Previous
    finished: frozenset[str]
    reported: Previous
    schemas: Mapping[str, Schema]
    answers: tuple[str, ...]  # the columns in which an activity is answered


@once_for_each
def _before(brief: MergeBrief) -> _Before:
    columns = brief.plan.columns
    return _Before(
        Previous.of(brief.history, brief.quarter),
        completed_before(brief.history, brief.quarter),
        _last_reports(brief.history),
        {table: answer_schema(columns, table) for table in (words.ACTIVITIES, words.INDICATORS)},
        tuple(column.key for column in columns.answers(words.ACTIVITIES)),
    )


def batches_of(brief: MergeBrief, institution: str, forms: Sequence[Return]) -> AnswerBatches:
    """Return the rows of an *institution*, as its *forms* that count answer them.

    They follow from the brief and these alone.
    """
    rows = _AnswerRows(brief, institution, forms, _before(brief))
    asked, schemas = SomeInstitutions(brief, institutions=(institution,)), rows.before.schemas
    return AnswerBatches(
        RowBatch.of(
            schemas[words.ACTIVITIES],
            [rows.activity(activity, role) for activity, _, role in asked.holders()],
        ),
        RowBatch.of(
            schemas[words.INDICATORS],
            [rows.indicator(indicator) for indicator, _ in asked.reporters()],
        ),
    )


@dataclass(frozen=True, slots=True)
class _AnswerRows:
    """Makes the rows of one institution."""

    brief: MergeBrief
    institution: str
    forms: Sequence[Return]
    before: _Before

    # ------------------------------------------------------------------ activities

    def activity(self, activity: Activity, role: Role) -> Row:
        """Return its row of ``activities``."""
        row = self._activity(activity, role)
        who, before = self.brief.plan.institution(self.institution), self.before
        row["previous_status"] = _get(before.previous.activity(activity, who), "status")
        if activity.code in before.finished:
            schema = before.schemas[words.ACTIVITIES]
            return _carried(row, before.reported.activity(activity, who), schema)
        row["timeliness"] = timeliness(activity, row["status"], self.brief.quarter)
        return row

    def _activity(self, activity: Activity, role: Role) -> Row:
        begun = activity.start <= self.brief.quarter.end
        # Of what has not begun nobody was asked: that is no silence.
        unreported = (Status.NO_REPORT if begun else Status.NOT_DUE).value
        row: Row = {
            "quarter": str(self.brief.quarter),
            "commitment": activity.commitment,
            "activity": activity.code,
            "institution": self.institution,
            "role": role.value,
            "deadline": activity.deadline,
            "status": unreported,
        }
        table, code = words.ACTIVITIES, activity.code
        # Several forms of one institution are about several commitments: one of them has the row.
        for returned in self.forms:
            found = returned.placement
            if found and returned.answers and found.rows.get((table, code)):
                place = found.stands_at(table, code, self.before.answers)
                answer = returned.answers.activities[code]
                return {
                    **row,
                    **answer.fields,
                    "status": answer.status or unreported,
                    "file": returned.file_of_row(table, code) or None,
                    "sheet": place[0] or None,
                    "row": place[1] or None,
                    "decision": returned.decided_of_row(table, code) or None,
                }
        return row

    # ------------------------------------------------------------------ indicators

    def indicator(self, indicator: Indicator) -> Row:
        """Return its row of ``indicators``."""
        activity = self.brief.plan.activity(indicator.activity)
        row = self._indicator(indicator, activity)
        who, before = self.brief.plan.institution(self.institution), self.before
        row["previous_value"] = _get(before.previous.indicator(indicator, who), "value")
        if activity.code in before.finished:
            schema = before.schemas[words.INDICATORS]
            row = _carried(row, before.reported.indicator(indicator, who), schema)
        elif activity.start > self.brief.quarter.end and not any(
            row.get(name) is not None for name in ("value", "text", "flag")
        ):
            row["flag"] = Flag.NOT_DUE.value
        asked = activity.code not in before.finished
        return row | _total(self.brief, indicator, row, asked=asked)

    def _indicator(self, indicator: Indicator, activity: Activity) -> Row:
        row: Row = {
            "quarter": str(self.brief.quarter),
            "commitment": activity.commitment,
            "activity": activity.code,
            "indicator": indicator.code,
            "institution": self.institution,
            "kind": indicator.kind.key,
            "unit": indicator.unit_in(self.brief.plan.languages[0]) or None,
            "baseline": _number(indicator.baseline),
            "target": _number(indicator.target),
            "accumulation": indicator.accumulation.value,
        }
        table, code = words.INDICATORS, indicator.code
        for returned in self.forms:
            found = returned.placement
            if found and returned.answers and found.rows.get((table, code)):
                sheet, cell = found.where(FormField(table, code, "value"))
                return {
                    **row,
                    **returned.answers.indicators[code].fields,
                    "file": returned.file_of_row(table, code) or None,
                    "sheet": sheet or None,
                    "cell": cell or None,
                    "decision": returned.decided_of_row(table, code) or None,
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


def _total(brief: MergeBrief, indicator: Indicator, row: Row, *, asked: bool) -> Row:
    """Return what the quarters add up to; *asked*: whether this one is among them."""
    if not indicator.has_total:
        return {"total_so_far": None, "lacks_quarters": None}
    who, past = str(row["institution"]), brief.past
    total = total_before(indicator, who, past, brief.quarter, in_full=True)
    if asked:
        said = {name: row.get(name) for name in ("value", "flag")}
        total = total.and_(brief.quarter, said)
    return {"total_so_far": total.value, "lacks_quarters": " ".join(total.lacks) or None}


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, int | float) else None


def _get(row: Before | None, name: str) -> object:
    value: Any = None if row is None else row[name]
    return None if pd.isna(value) else value
