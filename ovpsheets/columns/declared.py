"""The built-in columns of the form's tables, each declared once.

A column drives everything that is written, read, tabulated, decided, compared and
published of it (:mod:`ovpsheets.columns.model`). Headings are in the catalogue under
``form.<table>.<key>``; the order here is the order in the sheet.
"""

from dataclasses import replace
from typing import Final

from ovpsheets.columns.conditions import All, Any, Blank, Not
from ovpsheets.columns.model import Column, FormColumns
from ovpsheets.columns.reporting_rules import (
    ANSWERED,
    NEW_DEADLINE_NEEDED,
    NOT_STARTED,
    NOTHING_REALISED,
    PROGRESS_MISSING,
    REASON_NEEDED,
    STATUS_MISSING,
    VALUE_MISSING,
)
from ovpsheets.words import ACTIVITIES, INDICATORS

# The widths add up to what a screen 1366 pixels wide shows, the check column included.
_ACTIVITIES: Final = (
    Column("code", "plan", "code", 8),
    Column("text", "plan", "text", 23.5),
    Column("commitment", "plan", "code", 9),
    Column("deadline", "plan", "date", 11),
    Column("previous_status", "plan", "status", 13),
    Column("status", "member", "status", 13.5, STATUS_MISSING, listed=14),
    Column(
        "progress", "member", "text", 27,
        All(Blank("progress"), Any(PROGRESS_MISSING, All(NOTHING_REALISED, Not(NOT_STARTED)))),
        NOT_STARTED, listed=36,
    ),
    Column(
        "reason", "member", "reason", 15,
        All(REASON_NEEDED, Blank("reason")), All(ANSWERED, Not(REASON_NEEDED)),
    ),
    Column(
        "explanation", "member", "text", 24.5,
        All(REASON_NEEDED, Blank("explanation")), All(ANSWERED, Not(REASON_NEEDED)),
        listed=31,
    ),
    Column(
        "new_deadline", "member", "date", 11,
        All(NEW_DEADLINE_NEEDED, Blank("new_deadline")), All(ANSWERED, Not(NEW_DEADLINE_NEEDED)),
    ),
    Column("evidence", "member", "link", 11.5, None, NOT_STARTED, published=False, listed=20),
    Column("check", "form", "check", 14.5),
)  # fmt: skip

_INDICATORS: Final = (
    Column("code", "plan", "code", 9),
    Column("text", "plan", "text", 31),
    Column("activity", "plan", "code", 10.5),
    Column("unit", "plan", "text", 14),
    Column("baseline", "plan", "value", 10.5),
    Column("target", "plan", "value", 10.5),
    Column("previous_value", "plan", "value", 11.5),
    Column("value", "member", "value", 12, VALUE_MISSING, Not(Blank("flag"))),
    Column("flag", "member", "flag", 16, VALUE_MISSING, Not(Blank("value")), listed=12),
    Column("source", "member", "text", 16.5, published=False, listed=19),
    Column("note", "member", "text", 16.5, listed=22),
    Column("check", "form", "check", 16),
)

BUILT_IN: Final = FormColumns({ACTIVITIES: _ACTIVITIES, INDICATORS: _INDICATORS})
"""The columns of every form; a plan may have more."""

_TOTAL_BEFORE: Final = Column("total_before", "plan", "value", 10.5)
_TOTAL_SO_FAR: Final = Column("total_so_far", "form", "total", 10.5)


_FIRST_DEADLINE: Final = Column("first_deadline", "plan", "text", 12)


def with_first_deadlines(columns: FormColumns) -> FormColumns:
    """Return *columns* with what was promised first, beside the deadline of now.

    It stands in forms that ask about an activity whose deadline was put off, and in no other.
    """
    known = columns.table(ACTIVITIES)
    place = next(n for n, own in enumerate(known) if own.key == "deadline") + 1
    table = (*known[:place], _FIRST_DEADLINE, *known[place:])
    return replace(columns, tables={**columns.tables, ACTIVITIES: table})


def with_totals(columns: FormColumns) -> FormColumns:
    """Return *columns* with what quarters add up to, before and behind the quarter's value.

    They stand in forms that ask for an indicator whose quarters add up, and in no other.
    """
    place = next(n for n, own in enumerate(columns.table(INDICATORS)) if own.key == "value")
    known = columns.table(INDICATORS)
    table = (*known[:place], _TOTAL_BEFORE, known[place], _TOTAL_SO_FAR, *known[place + 1 :])
    return replace(columns, tables={**columns.tables, INDICATORS: table})


EVERY_BUILT_IN: Final = with_first_deadlines(with_totals(BUILT_IN))
"""The columns that a form may have whose plan is not known."""

PERSON_FIELDS: Final = ("filled_by", "function", "email", "phone")
"""The fields of the cover, filled by the member."""

APPROVAL_FIELDS: Final = ("approved_by", "approved_function", "approved_on")
"""The fields of the cover about who approves the form, where the workspace asks for that."""

NOTE_FIELDS: Final = ("risks", "help_needed", "remarks")
"""The open questions of the notes sheet, filled by the member; none is required."""
