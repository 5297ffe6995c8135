"""The timeline: of each activity the first deadline, the one that holds, and the newest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ovpsheets.quarter import Quarter
from ovpsheets.results.consolidated.grouped import by_commitment, is_long
from ovpsheets.results.consolidated.messages import timeline_message
from ovpsheets.results.consolidated.sheet_context import SheetContext
from ovpsheets.results.consolidated.sheet_table import Rest, SheetColumn, table_sheet
from ovpsheets.results.consolidated.sheet_values import Styled, StyledText, Value
from ovpsheets.results.consolidated.table_body import RowAbove
from ovpsheets.results.report.deadlines import DeadlineCourse, deadline_courses

_BEFORE: Final = (
    SheetColumn("activity", 9, "cell bold"),
    SheetColumn("activity_text", 35, "cell"),
    SheetColumn("holder", 15, "cell"),
    SheetColumn("timeline_status", 13, "cell centre"),
    SheetColumn("first_deadline", 11, "cell"),
    SheetColumn("deadline_now", 11, "cell"),
    SheetColumn("proposed_deadline", 11, "cell"),
    SheetColumn("slip", 15, "cell"),
)
_SLIP_AT: Final = 7
"""The column of what slipped."""

_STEP: Final = 5.3
"""The width of a quarter: its year fits."""

_SHORT: Final = 3
"""Letters by which a month is known in each of our languages."""

_MOST_STEPS: Final = 16
"""Quarters; what lies behind them is in the last one."""

_FIRST, _NOW, _SAID, _PASSED, _SLIP = "○", "●", "►", "!", "–"


def write(context: SheetContext) -> None:
    """Add the sheet: one row per activity, in plan order, with a line over the quarters."""
    courses = deadline_courses(context.report)
    steps = _steps(context, courses)
    columns = [*_BEFORE, *(_heading(context, step) for step in steps)]
    rows = by_commitment(
        context,
        courses,
        of=lambda course: course.commitment,
        row=lambda course: _row(context, course, steps),
        above=lambda code, own: _above(context, code, own, steps),
    )
    table_sheet(
        context, "timeline", columns, rows, rest=Rest("activities"), frozen=2,
        shut=is_long(context), message=timeline_message(context, courses),
    )  # fmt: skip


def _heading(context: SheetContext, step: Quarter) -> SheetColumn:
    first, last = (
        context.texts.month(month)[:_SHORT] for month in (3 * step.number - 2, 3 * step.number)
    )
    return SheetColumn(
        str(step),
        _STEP,
        "cell centre mark nowrap",
        heading=f"{first}–\n{last}\n{step.year}",
        entry=step == context.report.quarter,
    )


def _steps(context: SheetContext, courses: Sequence[DeadlineCourse]) -> tuple[Quarter, ...]:
    """Return the quarters of the line: from the first deadline to the newest, this one among them.

    One deadline far from all others makes no line of a hundred columns.
    """
    now = context.report.quarter
    known = [Quarter.of(day) for course in courses for day in (course.first, course.newest)]
    first, last = _number(min([now, *known])), _number(max([now, *known]))
    first = max(first, min(last - _MOST_STEPS + 1, _number(now) - 1))
    return tuple(_quarter(number) for number in range(first, min(last + 1, first + _MOST_STEPS)))


def _quarter(number: int) -> Quarter:
    return Quarter(number // 4, number % 4 + 1)


def _number(quarter: Quarter) -> int:
    return 4 * quarter.year + quarter.number - 1


def _row(context: SheetContext, course: DeadlineCourse, steps: Sequence[Quarter]) -> list[Value]:
    return [
        course.activity,
        context.activity_text(course.activity),
        context.institution(course.holder),
        context.status(course.status),
        course.first,
        course.now if course.now != course.first else None,
        course.said,
        _slip(context, course),
        *_line(course, steps, context.report.quarter),
    ]


def _slip(context: SheetContext, course: DeadlineCourse) -> Value:
    """Say by how much the deadline slipped, or that it has passed and no new one is known."""
    parts = [context("slip.months", n=course.months)] if course.months else []
    if course.lacks_new(context.report.quarter.end):
        parts.append(context("slip.passed"))
    return StyledText("; ".join(parts), "bad") if parts else None


def _line(course: DeadlineCourse, steps: Sequence[Quarter], now: Quarter) -> Iterator[Value]:
    """Yield a cell for each quarter: the deadlines in theirs, the slip between them in red."""
    marks = _marks(course, steps)
    first, newest = _place(course.first, steps), _place(course.newest, steps)
    lacks = course.lacks_new(now.end)
    last = max(newest, steps.index(now)) if lacks else newest
    for number in range(len(steps)):
        mark = marks.get(number, "")
        if lacks and number == last:
            mark = f"{mark}{_PASSED}"
        elif not mark and first < number < last:
            mark = _SLIP
        is_red = first < number <= last or (lacks and number == last)
        yield (StyledText(mark, "bad") if is_red else mark) if mark else None


def _marks(course: DeadlineCourse, steps: Sequence[Quarter]) -> dict[int, str]:
    """Return the place of each deadline on the line, with the marks that stand there."""
    shown = [(course.now, _NOW)]
    if course.now != course.first:
        shown.insert(0, (course.first, _FIRST))
    if course.said:
        shown.append((course.said, _SAID))
    marks: dict[int, str] = {}
    for day, mark in shown:
        place = _place(day, steps)
        marks[place] = marks.get(place, "") + mark
    return marks


def _place(day: date, steps: Sequence[Quarter]) -> int:
    return max(0, min(_number(Quarter.of(day)) - _number(steps[0]), len(steps) - 1))


def _above(
    context: SheetContext, code: str, courses: Sequence[DeadlineCourse], steps: Sequence[Quarter]
) -> RowAbove:
    """Return the row of a commitment: how many deadlines slipped, and how many are over.

    On the line stands how many activities that are not completed are to be done in a quarter.
    """
    slipped = sum(1 for course in courses if course.months)
    lacking = sum(course.lacks_new(context.report.quarter.end) for course in courses)
    due = Counter(_place(course.newest, steps) for course in courses if course.is_open)
    return RowAbove(
        [
            code,
            context.commitment_title(code),
            None,
            context("above.open", n=due.total(), total=len(courses)),
            *[None] * (_SLIP_AT - 5),
            context("slip.of", n=slipped) if slipped else None,
            StyledText(context("slip.without", n=lacking), "bad") if lacking else None,
            *(Styled(due.get(number), "integer centre") for number in range(len(steps))),
        ]
    )
