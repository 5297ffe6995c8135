"""The built-in columns of the form's tables, each declared once.

A column drives everything that is written, read, tabulated, decided, compared and
published of it (:mod:`ovpsheets.columns.model`). Headings are in the catalogue under
``form.<table>.<key>``; the order here is the order in the sheet.
"""

from dataclasses import replace
from typing import Final

from ovpsheets.columns.conditions import All, Any, Blank, Not, Waived, unless_waived
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

_DELAY: Final = "unexplained_delay"
_VALUE_ASKED: Final = unless_waived("missing_indicator", VALUE_MISSING)

# The widths add up to what a screen 1366 pixels wide shows in the program that draws columns
# widest, LibreOffice (forms/table.py). The check stands beside the code, in sight wherever one
# types; what the code says already, commitment or activity, stands last and is mostly hidden.
# So every answer stands in the column in which forms had it that were issued before.
_ACTIVITIES: Final = (
    Column("code", "plan", "code", 7.5),
    Column("check", "form", "check", 14),
    Column("text", "plan", "text", 21.5),
    Column("deadline", "plan", "date", 10.5),
    Column("previous_status", "plan", "status", 12.5),
    Column(
        "status", "member", "status", 13, unless_waived("missing_status", STATUS_MISSING),
        listed=14,
    ),
    Column(
        "progress", "member", "text", 21,
        All(
            Blank("progress"),
            Any(
                unless_waived("missing_narrative", PROGRESS_MISSING),
                unless_waived(_DELAY, NOTHING_REALISED, Not(NOT_STARTED)),
            ),
        ),
        NOT_STARTED, listed=36,
    ),
    Column(
        "reason", "member", "reason", 14,
        unless_waived("missing_reason", Not(Waived(_DELAY)), REASON_NEEDED, Blank("reason")),
        All(ANSWERED, Not(REASON_NEEDED)), listed=15,
    ),
    Column(
        "explanation", "member", "text", 19,
        unless_waived(_DELAY, REASON_NEEDED, Blank("explanation")),
        All(ANSWERED, Not(REASON_NEEDED)),
        listed=31,
    ),
    Column(
        "new_deadline", "member", "date", 10.5,
        unless_waived("missing_new_deadline", NEW_DEADLINE_NEEDED, Blank("new_deadline")),
        All(ANSWERED, Not(NEW_DEADLINE_NEEDED)),
        listed=11,
    ),
    Column("evidence", "member", "link", 10.5, None, NOT_STARTED, published=False, listed=20),
    Column("commitment", "plan", "code", 9),
)  # fmt: skip

_INDICATORS: Final = (
    Column("code", "plan", "code", 9),
    Column("check", "form", "check", 15),
    Column("text", "plan", "text", 25.5),
    Column("unit", "plan", "text", 13),
    Column("baseline", "plan", "value", 11.9),
    Column("target", "plan", "value", 11.9),
    Column("previous_value", "plan", "value", 12.2),
    Column("value", "member", "value", 12, _VALUE_ASKED, Not(Blank("flag"))),
    Column("flag", "member", "flag", 14, _VALUE_ASKED, Not(Blank("value")), listed=12),
    Column("source", "member", "text", 14.5, published=False, listed=19),
    Column("note", "member", "text", 14.5, listed=22),
    Column("activity", "plan", "code", 10.5),
)

BUILT_IN: Final = FormColumns({ACTIVITIES: _ACTIVITIES, INDICATORS: _INDICATORS})
"""The columns of every form; a plan may have more."""

_TOTAL_BEFORE: Final = Column("total_before", "plan", "value", 11)
_TOTAL_SO_FAR: Final = Column("total_so_far", "form", "total", 11)


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
