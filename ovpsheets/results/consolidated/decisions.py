"""The sheet of decisions: what is to be settled, what was decided, and room for more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ovpsheets.decisions.disputes import Dispute, Side
from ovpsheets.decisions.model import SHEET, WHOSE, Decision, Outcome, unusable
from ovpsheets.decisions.names import institution_word, what_word
from ovpsheets.results.consolidated import lists
from ovpsheets.results.consolidated.context import Context
from ovpsheets.results.consolidated.decided import became
from ovpsheets.results.consolidated.table import Column, Extent, table_sheet
from ovpsheets.results.consolidated.values import Link, Mark, Value, place
from ovpsheets.tables import records
from ovpsheets.xlsx.book import Page

_COLUMNS: Final = (
    Column("decision_state", 15, "cell top"),
    Column("institution", 14, "cell top text"),
    Column("code", 12, "cell top bold text"),
    Column("decision_what", 15, "cell top"),
    Column("decision_subject", 27, "cell top muted"),
    Column("decision_said", 40, "cell top"),
    Column("decision_value", 20, "field top text", entry=True),
    Column("decision_reason", 28, "field top text", entry=True),
    Column("decided_by", 15, "field top text", entry=True),
    Column("decided_on", 12, "field top day", entry=True),
    Column("decision_outcome", 34, "cell top"),
    Column("place", 18, "cell top"),
    Column("other_place", 24, "cell top"),
    Column("decision_id", 24, "cell top nowrap muted"),
)
_AT: Final = {column.key: number for number, column in enumerate(_COLUMNS)}

_FREE_ROWS: Final = 20

_STYLES: Final = {
    "unusable": "bad", "open": "warn", "empty": "warn", "applied": "good", "withdrawn": "needless",
}  # fmt: skip

_LONGEST_SUBJECT: Final = 90

_SILENT: Final = ("waived", "trial", "settled", "not_a_problem")
"""States of findings that nobody wants to settle any more."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: a dispute, a decision, or both; neither in a row that is free."""

    state: str = ""
    dispute: Dispute | None = None
    outcome: Outcome | None = None

    @property
    def subject(self) -> tuple[str, str, str]:
        """What, code and institution."""
        own = self.outcome.decision if self.outcome else self.dispute
        return (own.what, own.code, own.institution) if own else ("", "", "")

    @property
    def is_named_by_hand(self) -> bool:
        """Whether what, code and institution are to be filled in or corrected."""
        return self.state in ("", "unusable", "empty")


def write(context: Context) -> None:
    """Add the sheet: what cannot be used first, then what is to be settled, then the rest."""
    rows = [*_rows(context), *(_Row() for _ in range(_FREE_ROWS))]
    cells = [_cells(context, row) for row in rows]
    page, extent = table_sheet(context, SHEET, _COLUMNS, cells, frozen=4)
    hidden = _AT["decision_id"]
    page.sheet.set_column(hidden, hidden, _COLUMNS[hidden].width, None, {"hidden": True})
    _choices(context, page, extent, rows)


def _rows(context: Context) -> Iterator[_Row]:
    decided = context.report.decided
    disputes = {item.id: item for item in context.report.disputes}
    standing = {item.decision.id: item for item in decided if item.problem in ("", "empty")}
    for item in unusable(decided):  # their rows are named by the rule that reports them
        yield _Row("unusable", disputes.get(item.decision.id), item)
    taken = {item.decision.id for item in decided if item.problem not in ("empty", "withdrawn")}
    open_ones = [item for item in _open(context) if item.id not in taken]
    for dispute in open_ones:
        yield _Row("open", dispute, standing.get(dispute.id))
    shown = {dispute.id for dispute in open_ones}
    for problem, state in (("empty", "empty"), ("", "applied")):
        for item in _in_plan_order(context, decided):
            if item.problem == problem and item.decision.id not in shown:
                yield _Row(state, disputes.get(item.decision.id), item)
    for item in _in_plan_order(context, decided):
        if item.problem == "withdrawn":
            yield _Row("withdrawn", None, item)


def _in_plan_order(context: Context, decided: Sequence[Outcome]) -> list[Outcome]:
    return sorted(
        decided,
        key=lambda item: (*_position(context, item.decision.code), item.decision.id),
    )


def _position(context: Context, code: str) -> tuple[int, str]:
    """Where a code stands in the plan; files come before all codes."""
    plan = context.report.plan
    indicator = context.indicator(code)
    activities = [activity.code for activity in plan.activities]
    own = indicator.activity if indicator else code
    return (activities.index(own) if own in activities else -1), code


def _open(context: Context) -> list[Dispute]:
    """What a finding asks for that nobody has silenced, in plan order."""
    asked = {
        (row["rule"], row["institution"] or "", row["indicator"] or row["activity"] or row["file"])
        for row in records(context.report.tables.findings)
        if row["state"] not in _SILENT
    }
    found = [
        item
        for item in context.report.disputes
        if any(
            (rule, side.institution, item.code) in asked
            for rule in item.rules
            for side in item.sides
        )
    ]
    return sorted(found, key=lambda item: _position(context, item.code))  # stable


# ------------------------------------------------------------------ cells


def _cells(context: Context, row: _Row) -> list[Value]:
    what, code, institution = row.subject
    named = (
        institution_word(institution, context.report.plan, context.texts.language),
        code,
        what_word(what, context.texts),
    )
    state = context.texts(f"decisions.state.{row.state}") if row.state else ""
    own, other = _places(context, row)
    return [
        Mark(state, f"centre {_STYLES[row.state]}") if state else None,
        *(Mark(text, "entry text") if row.is_named_by_hand else text or None for text in named),
        _subject(context, what, code),
        _said(context, row),
        *_typed(row),
        became(context, row.outcome) if row.outcome else None,
        own,
        other,
        _identity(row),
    ]


def _identity(row: _Row) -> str | None:
    """A row that is filled in by hand has none yet: by that it is known what was begun."""
    if row.state in ("", "empty"):
        return None
    own = row.outcome.decision if row.outcome else row.dispute
    return own.id if own else None


def _typed(row: _Row) -> list[Value]:
    """The four cells to fill in; of what was withdrawn, the outcome tells."""
    if row.state == "withdrawn":
        return [Mark("", "needless")] * 4
    if row.outcome is None:
        return [None] * 4
    decision = row.outcome.decision
    return [decision.value or None, decision.reason or None, decision.decided_by or None,
            _day(decision)]  # fmt: skip


def _day(decision: Decision) -> Value:
    if decision.decided_on:
        try:
            return date.fromisoformat(decision.day)
        except ValueError:  # 2022-02-30
            return decision.day
    return decision.day or None


def _subject(context: Context, what: str, code: str) -> str | None:
    if what == WHOSE:
        return None
    text = context.indicator_text(code) or context.activity_text(code)
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[:_LONGEST_SUBJECT].rstrip()}…"


def _said(context: Context, row: _Row) -> str | None:
    """What each side said, a line for each; what stood there where nobody disagreed."""
    if row.dispute:
        sides = row.dispute.sides
        return "\n".join(_side(context, side, sides) for side in sides) or None
    item = row.outcome
    if item is None or item.is_unusable or item.problem or item.decision.what == WHOSE:
        return None
    return item.before or context.texts("decisions.nothing_said")


def _side(context: Context, side: Side, sides: Sequence[Side]) -> str:
    who = context.institution(side.institution) or side.file
    if len({other.institution for other in sides}) < len(sides):  # then the place tells them apart
        several = len({other.file for other in sides}) > 1
        who = f"{who} ({side.file if several else f'{side.sheet}!{side.cell}'})"
    key, values = side.why
    if not key:
        return context.texts("decisions.said", who=who, said=side.said)
    reason = context.texts(key, **values)
    if not side.said or side.said in reason:  # most reasons quote what was typed
        return context.texts("decisions.said", who=who, said=reason)
    return context.texts("decisions.said_unread", who=who, said=side.said, why=reason)


def _places(context: Context, row: _Row) -> tuple[Value, Value]:
    whole = context("whole_file")
    if row.dispute:
        own, *others = row.dispute.sides
        link = place(own.file, own.sheet, own.cell, whole_file=whole)
        return link, _other_place(context, own, others[0]) if others else None
    item = row.outcome
    return (place(item.file, item.sheet, item.cell, whole_file=whole) if item else None), None


def _other_place(context: Context, own: Side, other: Side) -> Value:
    link = place(other.file, other.sheet, other.cell)
    if not isinstance(link, Link) or other.institution == own.institution:
        return link
    return replace(link, text=f"{context.institution(other.institution)}: {link.text}")


# ------------------------------------------------------------------ dropdowns


def _choices(context: Context, page: Page, extent: Extent, rows: Sequence[_Row]) -> None:
    """Offer what can be chosen; what is not in a list may be typed all the same."""
    for number, row in enumerate(rows, start=extent.first):
        if row.is_named_by_hand:
            _offer(context, page, number, "decision_what", "what", "what")
            _offer(context, page, number, "code", "code", "what")
            _offer(context, page, number, "institution", "institution", "what")
        what = row.subject[0]
        own = "institution" if what == WHOSE else what if what in lists.LISTS else ""
        _offer(context, page, number, "decision_value", own, "value")
    column = _AT["decision_reason"]
    page.sheet.data_validation(
        extent.first, column, extent.last, column, {"validate": "any", **_help(context, "reason")}
    )


def _offer(context: Context, page: Page, row: int, key: str, name: str, help_: str) -> None:
    choices = {"validate": "list", "source": lists.source(context, name)} if name else {}
    page.sheet.data_validation(
        row,
        _AT[key],
        row,
        _AT[key],
        {
            "validate": "any",
            **choices,
            **_help(context, help_),
            "error_title": context.texts("decisions.help.error.title"),
            "error_message": context.texts("decisions.help.error.message"),
            "error_type": "warning",
        },
    )


def _help(context: Context, key: str) -> dict[str, str]:
    return {
        "input_title": context.texts(f"decisions.help.{key}.title"),
        "input_message": context.texts(f"decisions.help.{key}.message"),
    }
